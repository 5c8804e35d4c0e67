"""Takes the bytes of a file that a person named, whatever it turns out to be: a pipe, a device, a file that still changes."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clssa.drafts.document import UnreadableDraft

MAX_FILE = 20 << 20

# A pipe or a link that takes the file's place between the look and the opening must not be waited for, or followed.
_OPENING = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
    _OPENING |= getattr(os, _flag, 0)


def no_file(path: Path) -> str:
    """Why a path that a person named cannot be read as a file of its own; empty where it can."""
    if path.is_symlink():
        return "is a link to another file; name that file itself"
    if path.is_file():
        return ""
    return "is a folder" if path.is_dir() else "is no ordinary file" if path.exists() else "is not there"


def read_file(path: Path) -> bytes:
    """The bytes of an ordinary file of bounded size that did not change meanwhile; raises `UnreadableDraft` with the reason."""
    try:
        if reason := no_file(path):
            raise UnreadableDraft(f"{path.name} {reason}.")
        with os.fdopen(os.open(path, _OPENING), "rb") as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise UnreadableDraft(f"{path.name} is not a file.")
            data = file.read(MAX_FILE + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise UnreadableDraft(f"{path.name} cannot be opened: {error.strerror or error}.") from None
    if len(data) > MAX_FILE:
        raise UnreadableDraft(f"{path.name} is larger than {MAX_FILE >> 20} MB.")
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
        raise UnreadableDraft(f"{path.name} changed while it was read; save it, then check it again.")
    return data


def input_data(role: str, path: Path, name: str) -> dict[str, Any]:
    """What a report says of a file that was read; `role` is what it was to the check. Raises `UnreadableDraft`."""
    data = read_file(path)
    return {"as": role, "name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def short_names(paths: Sequence[Path]) -> list[str]:
    """The name of each file, with as many of its folders as tell it from the others, wherever the command was started."""
    whole = [Path(os.path.abspath(path)).parts for path in paths]
    return [_short(parts, [each for each in whole if each != parts]) for parts in whole]


def _short(parts: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> str:
    needed = next((n for n in range(1, len(parts)) if all(each[-n:] != parts[-n:] for each in others)), len(parts))
    return "/".join(parts[-needed:])
