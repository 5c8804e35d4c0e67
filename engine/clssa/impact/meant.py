"""Whether two texts of one part of a library can decide a case differently.

Each part is judged by its own file: a rule that reads a changed fact is not itself changed.
"""

from __future__ import annotations

from typing import Any

from clssa.examples.meaning import Meaning
from clssa.language.expression import Arithmetic, Call, Compare, Each, Fact, Given, Literal, Value
from clssa.library.model import CHECKED_KINDS, Citation, Rule
from clssa.notes.body import Blank, When
from clssa.notes.template import NoteTemplate

_TYPED = (Arithmetic, Call, Compare, Each, Fact, Given, Literal, Value)


class OwnMeaning(Meaning):
    """Means a part of a library by what stands in its own file."""

    def of(self, found: Any) -> Any:
        """What a part means; of a rule that no case decides, nothing."""
        match found:
            case Rule() if found.kind not in CHECKED_KINDS:
                return None
            case Citation():
                return found.source
            case Value():
                return (*self._parts(found, "as_known"), found.as_known)
            case NoteTemplate():
                return (" ".join(found.title.split()), found.order, [_means(node) for node in found.body])
        return super().of(found)

    def _parts(self, found: Any, *without: str) -> tuple[Any, ...]:
        return super()._parts(found, *without, *(["type"] if isinstance(found, _TYPED) else []))


def _means(node: Any) -> Any:
    if isinstance(node, Blank):
        return ("blank", str(node.fact), node.form)
    if isinstance(node, When):
        return ("when", str(node.fact), node.word, [_means(each) for each in node.then])
    return " ".join(str(node).split())
