"""Git, which is asked and never told: nothing is written into a repository, and nothing is fetched into it.

What is asked is asked of the repository that holds the folder, whatever the caller's environment says of another one: git itself
says it to its hooks. No program that the settings of a repository name is started to watch files, to run as a hook or to sign.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SETTINGS = (
    "core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.quotePath=false", "log.showSignature=false",
    "protocol.allow=never", "safe.bareRepository=explicit",
)  # fmt: skip
_GIT = ("git", *(word for each in _SETTINGS for word in ("-c", each)), "--no-optional-locks", "--literal-pathspecs")
_OWN = {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0"}
_OF_THE_USER = (
    "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_COUNT", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_KEY_", "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM", "GIT_CONFIG_VALUE_", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH",
)  # fmt: skip
"""What begins so says where git is installed and whom the user trusts, which is the same for every repository."""
_LONGEST_WAIT = 60.0
_FATAL = "fatal: "


class GitRefused(Exception):
    """Git does not answer, or answers that it cannot; the message says what git said, in its first words."""


class GitMissing(GitRefused):
    """Git is not installed."""


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers of the repository that holds the folder, with `given` on its standard input. Raises `GitRefused`."""
    try:
        done = subprocess.run(
            [*_GIT, "-C", str(folder), *arguments], input=given, capture_output=True, timeout=_LONGEST_WAIT, env=_environment(),
        )  # fmt: skip
    except FileNotFoundError:
        raise GitMissing("git is not installed") from None
    except (OSError, subprocess.TimeoutExpired):
        raise GitRefused("git did not answer") from None
    if done.returncode != 0:
        raise GitRefused(_reason(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _environment() -> dict[str, str]:
    """The caller's environment, but nothing of it that speaks of a repository."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(_OF_THE_USER)}
    return kept | _OWN


def _reason(said: str) -> str:
    """The line by which git gave up; warnings may stand before it."""
    lines = said.strip().splitlines() or ["it could not answer"]
    return next((line for line in lines if line.startswith(_FATAL)), lines[0]).removeprefix(_FATAL)
