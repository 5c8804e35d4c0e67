"""Where a folder of policies stands in git, and how it stood there at a commit that a report names."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clssa.text.git import GitRefused, git

if TYPE_CHECKING:
    import tarfile

_READ = (".yaml", ".yml", ".j2")
"""Files with these endings make the library; a page that explains it does not."""


class NotThere(Exception):
    """A revision that cannot be had; the text says why."""


@dataclass(frozen=True, slots=True)
class Revision:
    """The commit that a folder of policies is at.

    `commit` is None where there is none, and `reason` says why. `folder` is the folder's name in the repository; `changed`
    whether its files, or those of the notes beside it, are others than the commit has.
    """

    commit: str | None
    folder: str = ""
    changed: bool = False
    reason: str = ""


NOWHERE = Revision(None, reason="the policies stood in no commit of a git repository that git could read")


def revision_of(policies: Path) -> Revision:
    """The revision of a folder of policies with the notes beside it."""
    notes, policies = (policies.parent / "notes").resolve(), policies.resolve()
    if notes.parent != policies.parent:
        return NOWHERE  # a link leads elsewhere: no one commit holds both as they are read
    try:
        told = git(policies, "rev-parse", "HEAD", "HEAD:./", "--show-prefix").decode()
        commit, _, folder = told.splitlines()
        status = git(
            policies, "status", "--porcelain", "-z", "--untracked-files=all", "--ignored=traditional", "--",
            str(policies), str(notes),
        )  # fmt: skip
    except (GitRefused, ValueError):
        return NOWHERE
    names = [os.fsdecode(entry[3:]) for entry in status.split(b"\0") if entry[2:3] == b" "]
    return Revision(commit, folder.rstrip("/"), any(name.endswith(_READ) for name in names))


def unpack(policies: Path, commit: str, folder: str, into: Path) -> Path:
    """Writes the policies and notes of a commit into a folder of its own and returns the policies there.

    `policies` is any folder of the repository; its working tree is not touched. Raises `NotThere`.
    """
    import tarfile  # only here, so that a check need not wait for it

    where = policies.resolve()
    try:
        top = Path(os.fsdecode(git(where, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    except GitRefused:
        raise NotThere(f"{policies} is in no git repository; name the folder with --policies") from None
    try:
        git(top, "cat-file", "-e", f"{commit}^{{commit}}")
    except GitRefused:
        raise NotThere(
            f"the repository that holds {policies} does not have the commit {commit}: it is a shallow clone, or another "
            "repository, or the commit was never shared"
        ) from None
    inside = Path(folder)
    try:
        beside = inside.with_name("notes").as_posix()
        notes = [beside] if git(top, "ls-tree", "--name-only", commit, "--", beside) else []
        data = git(top, "archive", "--format=tar", commit, "--", folder, *notes)
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            _write_files(archive, into)
    except (GitRefused, NotThere, tarfile.TarError, OSError) as error:
        raise NotThere(f"the folder {folder} of the commit {commit} cannot be unpacked: {error}") from None
    return into / inside


def _write_files(archive: tarfile.TarFile, into: Path) -> None:
    """Writes the files of an archive below a folder; a link could lead anywhere, and so is refused."""
    for member in archive:
        path = into / member.name
        if member.isdir():
            continue
        content = archive.extractfile(member) if member.isreg() else None
        if content is None or ".." in path.parts or not path.is_relative_to(into):
            raise NotThere(f"{member.name} is no file of the folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read())
