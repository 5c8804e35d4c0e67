"""A repository with this project's policies, and the command line run in it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from running import run_apart, run_here

SETTINGS = ("-c", "user.name=A Clerk", "-c", "user.email=clerk@example.org", "-c", "commit.gpgsign=false")
KNOWN = ("--as-of", "2006-03-01", "--known-on", "2006-03-01")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *SETTINGS, "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout


class Office:
    """A folder with policies and notes under git, and the command line run in it."""

    def __init__(self, folder: Path, cache: Path, desk: Path) -> None:
        """`desk` is the folder for reports, outside the repository."""
        self.folder, self.cache, self.desk = folder, cache, desk
        self.policies = folder / "policies"

    def run(self, *arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        start = run_apart if environment else run_here
        done = start(*map(str, arguments), cwd=cwd or self.folder, XDG_CACHE_HOME=str(self.cache), **environment)
        return subprocess.CompletedProcess(arguments, done.status, done.out, done.err)

    def report(self, *arguments: str | Path, into: str = "report.json", **environment: str) -> Path:
        """A JSON report, kept outside the repository."""
        path = self.desk / into
        done = self.run("check", *arguments, "--format", "json", "--output", path, **environment)
        assert path.is_file(), done.stderr
        return path

    def commit(self, message: str = "A change") -> None:
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-q", "-m", message)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def move_on(self) -> None:
        """A later commit of the policies, by which the examples come out otherwise."""
        self.edit("policies/values/administrative-surcharge-rate.yaml", "is: 5%", "is: 6%")
        self.commit()
