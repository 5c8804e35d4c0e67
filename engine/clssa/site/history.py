"""Which commits changed each file, by one call of git."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clssa.text.git import GitRefused, git


@dataclass(frozen=True, slots=True)
class Commit:
    """A change as the repository has it; `day` is written YYYY-MM-DD."""

    id: str
    day: str
    subject: str


@dataclass(frozen=True, slots=True)
class History:
    """The commits of each file, newest first, by its path from the root. `lacks` says in a sentence what is not known."""

    of: dict[str, list[Commit]]
    lacks: str = ""


def history(root: Path, folders: tuple[str, ...]) -> History:
    """The history of the files in these folders; without git, or where `root` is no repository, it is empty and says so."""
    try:
        log = _git(root, "log", "--no-renames", "--date=short", "--relative", "--name-only",
                   "--format=%x1e%h%x1f%cd%x1f%s", "--abbrev=10", "--", *folders)  # fmt: skip
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    except GitRefused:
        return History({}, "This site was built from files without their history.")
    found: dict[str, list[Commit]] = {}
    for entry in log.split("\x1e")[1:]:
        head, _, names = entry.partition("\n")
        commit = Commit(*head.split("\x1f", 2))
        for name in names.split("\n"):
            if name:
                found.setdefault(name, []).append(commit)
    return History(found, "This site was built from a repository that holds only the latest changes." if shallow else "")


def _git(root: Path, *arguments: str) -> str:
    return git(root, *arguments).decode("utf-8", "replace")
