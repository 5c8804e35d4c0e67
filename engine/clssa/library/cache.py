"""Libraries that were read and checked before, kept by the digest of every file that made them.

Reading the law takes longer than checking a draft against it. The digest covers the policies, the notes and the engine's own
source, so that nothing stale can be recalled. A kept library is a pickle, which can run code: it is recalled only from a folder
that belongs to the user and that nobody else can write to.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
import sys
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from clssa.library.digest import ENGINE, engine_digest
from clssa.library.model import Library, Source

MOST_KEPT = 8


def kept_file(policies: Path, digest: str) -> Path | None:
    """Where the library made of files with this digest is kept; None where there is no safe folder for it."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "clssa"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):
        return None
    if found.st_uid != os.geteuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return None
    return folder / f"{_key(policies, digest)}.library"


def recall(kept: Path) -> Library | None:
    """The library kept in this file, or None."""
    try:
        found = kept.stat()
        if found.st_uid != os.geteuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            return None
        library = pickle.loads(kept.read_bytes())
    except Exception:  # a file cut short or damaged: whatever it raises, the library is read anew
        return None
    return library if isinstance(library, Library) else None


def keep(library: Library, kept: Path) -> None:
    """Keeps the library for the next run; where that fails, the next run reads it again."""
    for note in library.notes.values():
        _ = note.body  # parsed now, so that a later run does without the parser
    slim = replace(
        library,
        rules={name: replace(rule, examples=()) for name, rule in library.rules.items()},
        sources={name: replace(source, provisions=_in_our_words(source)) for name, source in library.sources.items()},
    )
    beside = kept.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pickle.dumps(slim))
        os.replace(beside, kept)
        for old in sorted(kept.parent.glob("*.library"), key=lambda path: path.stat().st_mtime)[:-MOST_KEPT]:
            old.unlink()


def _installed(package: str) -> str:
    """Where a package that reads the files stands, and since when: another version stands there since another time."""
    spec = find_spec(package)
    origin = spec.origin if spec is not None else None
    return f"{origin}:{os.stat(origin).st_mtime_ns}" if origin else ""


def _in_our_words(source: Source) -> dict[str, str]:
    return {} if source.held else source.provisions


def _key(policies: Path, digest: str) -> str:
    parts = [sys.version, _installed("ruamel.yaml"), _installed("jinja2"), str(policies), str(ENGINE), digest, engine_digest()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
