"""The cases of a comparison: which files they are, and each of them opened under both libraries."""

from __future__ import annotations

from collections.abc import Sequence
from glob import glob
from pathlib import Path

from clssa.drafts.document import UnreadableDraft
from clssa.drafts.opened import CASE_FILES, DRAFT_FILES, Opened, open_draft
from clssa.impact.sides import CannotCompareError
from clssa.language.fault import Faults
from clssa.library.model import Library

_KINDS = (*CASE_FILES, *DRAFT_FILES)
_HIDDEN = (".", "~$")


def case_files(asked: Sequence[str]) -> list[Path]:
    """The files that were asked for: each a file, a folder (all cases and drafts in it) or a pattern such as `cases/*.yaml`.

    Each file once, in the order asked. Raises `CannotCompareError` where nothing is there.
    """
    found: dict[Path, None] = {}
    for name in asked:
        path = Path(name)
        files = [path] if path.is_file() else _in_folder(path) if path.is_dir() else _matching(name)
        if not files:
            raise CannotCompareError(f"there is no case in {name}: a case is a file that ends in {', '.join(_KINDS)}")
        found.update(dict.fromkeys(files))
    return list(found)


def _in_folder(folder: Path) -> list[Path]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() in _KINDS)
    return [path for path in paths if not any(part.startswith(_HIDDEN) for part in path.relative_to(folder).parts)]


def _matching(pattern: str) -> list[Path]:
    return [path for path in map(Path, sorted(glob(pattern, recursive=True))) if path.is_file()]


def opened(path: Path, library: Library) -> Opened | str:
    """A case as a library reads it, or the sentence that says why it cannot."""
    try:
        return open_draft(path, library)
    except (Faults, UnreadableDraft) as error:
        return str(error)
    except (OSError, MemoryError, RecursionError) as error:
        return f"{path} cannot be read: {error or type(error).__name__}"
