"""Which form a policy file has, by the place where it stands."""

from __future__ import annotations

from pathlib import Path

from clssa.language.form import Form, Many
from clssa.library import forms
from clssa.library.files import ACTORS, NOT_RULES, READINGS
from clssa.notes import forms as note_forms

FILES: dict[str, tuple[Form | Many, tuple[str, ...]]] = {
    "facts": (forms.SUBJECT, ("facts/*.yaml",)),
    "value": (forms.VALUE, ("values/*.yaml",)),
    "source": (forms.SOURCE, ("sources/*/source.yaml",)),
    "paragraphs": (Many(forms.PARAGRAPH), ("sources/*/text.yaml",)),
    "interpretations": (Many(forms.READING), (READINGS,)),
    "actors": (Many(forms.ACTOR), (ACTORS,)),
    "note": (note_forms.NOTE, ()),
    "rule": (forms.RULE, ("*/*.yaml",)),
}
"""Each kind of file with its form, and with the files of the policies that are of it; the first that fits counts."""


def kind_of_file(path: Path, policies: Path) -> str | None:
    """The name of the kind of a file; None for one that has none of these forms, or that stands elsewhere."""
    try:
        inside = path.absolute().relative_to(policies.absolute())
    except ValueError:
        return None
    found = next((name for name, (_, globs) in FILES.items() if any(inside.match(glob) for glob in globs)), None)
    return None if found == "rule" and (inside.parts[0] in NOT_RULES or len(inside.parts) != 2) else found
