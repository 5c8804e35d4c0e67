"""The two sides of a comparison: a library as it stood at a git revision, or as it stands in the working tree.

Of a revision the very bytes that git keeps are written into a folder of their own. A link is refused: it could lead anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clssa.language.fault import Faults
from clssa.library import load_library
from clssa.library.model import Library
from clssa.text.git import GitMissing, GitRefused, git

WORKING_TREE = "the working tree"
NOTES = "notes"
_FILES = ("100644", "100755")
_LONG = 120


class CannotCompareError(Exception):
    """A side cannot be had; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its name as it was asked for, the commit (empty for the working tree), its folder, and its library."""

    name: str
    commit: str
    policies: Path
    library: Library

    def where(self, file: str) -> str:
        """A file of this side as a repository names it: `policies/values/rate.yaml`."""
        path, root = Path(file), self.policies.parent
        return str(path.relative_to(root)) if path.is_relative_to(root) else file


def at_revision(revision: str, policies: Path, into: Path) -> Side:
    """The library as it stood at a revision of the repository that holds the folder `policies`; its files go `into` a new folder.

    Raises `CannotCompareError`.
    """
    home = policies.absolute().parent
    commit = _commit(revision, home)
    into.mkdir()
    for name, blob in _listed(commit, revision, home, policies.name):
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(blob)
    if not (into / policies.name).is_dir():
        raise CannotCompareError(f'"{revision}" has no folder {policies.name}/')
    return Side(revision, commit, into / policies.name, _loaded(into / policies.name, revision, into))


def working_tree(policies: Path) -> Side:
    """The library as it stands. Raises `CannotCompareError`."""
    return Side(WORKING_TREE, "", policies, _loaded(policies, WORKING_TREE, None))


def _loaded(policies: Path, name: str, folder: Path | None) -> Library:
    try:
        return load_library(policies)
    except Faults as found:
        said = str(found) if folder is None else str(found).replace(f"{folder}/", f"{name}:")
        count = f"{len(found.faults)} fault{'s' * (len(found.faults) != 1)}"
        raise CannotCompareError(f"{said}\n{count} in the policies of {name}: nothing was compared") from None


def _commit(revision: str, home: Path) -> str:
    _git(home, "rev-parse", "--git-dir")
    try:
        return _git(home, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}").decode().strip()
    except CannotCompareError:
        shallow = _git(home, "rev-parse", "--is-shallow-repository").strip() == b"true"
        hint = "only the last commits were fetched here: fetch it first" if shallow else "git log shows the revisions"
        raise CannotCompareError(f'there is no revision "{revision}"; {hint}') from None


def _listed(commit: str, revision: str, home: Path, policies: str) -> Iterator[tuple[str, bytes]]:
    """Each file of the policies and the notes with its bytes."""
    entries = _git(home, "ls-tree", "-r", "-z", commit, "--", policies, NOTES).split(b"\0")
    files: list[tuple[str, str]] = []
    for entry in filter(None, entries):
        about, _, raw = entry.partition(b"\t")
        mode, _, blob = about.decode().split(" ")
        name = raw.decode("utf-8", "surrogateescape")
        if mode not in _FILES:
            raise CannotCompareError(f"{revision}: {name} is a link; a library is made of files")
        if ".." in PurePosixPath(name).parts or name.startswith("/"):
            raise CannotCompareError(f"{revision}: {name} is outside of the folder")
        files.append((name, blob))
    blobs = _git(home, "cat-file", "--batch", given="\n".join(blob for _, blob in files).encode() + b"\n" if files else b"")
    at = 0
    for name, _ in files:
        start = blobs.index(b"\n", at) + 1
        size = blobs[at:start].split()[-1]
        if not size.isdigit():
            raise CannotCompareError(f"{revision}: {name} was not fetched; fetch the whole repository first")
        yield name, blobs[start : start + int(size)]
        at = start + int(size) + 1


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers in a folder. Raises `CannotCompareError`."""
    try:
        return git(folder, *arguments, given=given)
    except GitMissing:
        raise CannotCompareError("git is not installed, and the revisions of the policies are kept by it") from None
    except GitRefused as error:
        hint = "; fetch the whole repository first" if "promisor" in str(error) else ""
        raise CannotCompareError(f"git: {str(error)[:_LONG]}{hint}") from None
