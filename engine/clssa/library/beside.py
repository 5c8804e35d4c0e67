"""How drafts that are given together belong together, as a file of facts declares it under `beside`."""

from __future__ import annotations

from clssa.language.fault import did_you_mean
from clssa.language.yaml import Text, wrong
from clssa.library.fields import Fields
from clssa.library.forms import BESIDE
from clssa.library.model import Beside, FactInfo, Library


def read_beside(fields: Fields) -> Beside | None:
    """What a file of facts says of drafts that belong together, None where it says nothing. Names are checked later."""
    if "beside" not in fields:
        return None
    inner = Fields.of(BESIDE, fields.tree("beside"))
    answers = Fields(inner.tree("answers"), "the answers", "", " ".join(inner.tree("answers")))
    pairs = {str(fact): str(answers.text(str(fact))) for fact in inner.tree("answers")}
    return Beside(str(inner.text("joined_by")), str(inner.text("apart_by")), pairs)


def check_beside(fields: Fields, library: Library) -> None:
    """Once every fact is known: each that is named is one that a case file gives once; an answer is of the same type."""
    if "beside" not in fields:
        return
    if "named_by" not in fields:
        name = fields.text("subject")
        raise wrong(name, f'"{name}" has no named_by, by which one draft could name another')
    inner = Fields.of(BESIDE, fields.tree("beside"))
    for key in ("joined_by", "apart_by"):
        _single(inner.text(key), library)
    answers = inner.tree("answers")
    for fact, answer in answers.items():
        one, other = _single(fact, library), _single(answer, library)
        if one.type != other.type:
            help = f"{fact} is {one.type.describe()}, and {answer} is {other.type.describe()}"
            raise wrong(answer, f'"{answer}" cannot answer "{fact}"', help)


def _single(name: Text, library: Library) -> FactInfo:
    singles = [each for each, info in library.facts.items()
               if not info.derived and library.subjects[each.partition(".")[0]].list is None]  # fmt: skip
    if name not in singles:
        raise wrong(name, f'"{name}" is not a fact that a case file gives once', did_you_mean(name, singles))
    return library.facts[str(name)]
