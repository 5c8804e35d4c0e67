"""SHA-256 digests of what decides: the files of a library, one version of a rule, the engine's own source.

A digest is the same wherever the files stand and however a checkout ends their lines. Nothing else is evened out.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from clssa.language.yaml import Map, Seq, Text
from clssa.library.files import library_files
from clssa.library.sources import read_file

ENGINE = Path(__file__).parents[1]


def library_digest(policies: Path) -> str:
    """The digest of every file that makes the library, each under its name below `policies/` or `notes/`. Raises `Faults`."""
    return _of_files((_name(path, policies), read_file(path)) for path in library_files(policies))


@functools.cache
def engine_digest() -> str:
    """The digest of the source of this engine."""
    return _of_files((path.relative_to(ENGINE).as_posix(), path.read_bytes()) for path in sorted(ENGINE.rglob("*.py")))


def version_digest(head: Map, version: Map, note: str) -> str:
    """The digest of one version of a rule, as it is written, with what of the rule's head decides and the words of its note."""
    decides = ("id", "kind", "asked_of", "dated_by", "note")
    of_head = {key: plain(head[Text(key)]) for key in decides if key in head}
    return digest_of({"rule": of_head, "version": plain(version), "words": note})


def digest_of(data: Any) -> str:
    """The digest of plain data, as canonical JSON: keys in order, no spaces, UTF-8."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def plain(tree: Any) -> Any:
    """A tree of text without places and comments, every text with its white space as single spaces."""
    if isinstance(tree, Map):
        return {str(key): plain(value) for key, value in tree.items()}
    return [plain(each) for each in tree] if isinstance(tree, Seq) else " ".join(tree.split())


def _name(path: Path, policies: Path) -> str:
    if path.is_relative_to(policies):
        return f"policies/{path.relative_to(policies).as_posix()}"
    return f"notes/{path.name}"


def _of_files(files: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, data in files:
        data = data.replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
