"""The locks are complete: setting up resolves nothing, so a later release of anything cannot matter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from project import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PLATFORMS = {"linux": ("posix", "Linux"), "darwin": ("posix", "Darwin"), "win32": ("nt", "Windows")}
MACHINES = [
    {**default_environment(), "python_version": python, "python_full_version": f"{python}.0", "sys_platform": platform,
     "os_name": os_name, "platform_system": system}
    for python in ("3.11", "3.12", "3.13", "3.14")
    for platform, (os_name, system) in PLATFORMS.items()
]  # fmt: skip


def pins(lock: str) -> list[Requirement]:
    return [Requirement(line.rstrip(" \\")) for line in lock.splitlines() if line and line[0] not in " #"]


def asks(requirement: Requirement, machine: dict[str, str], extras: frozenset[str] = frozenset()) -> bool:
    """Whether a requirement counts on a machine, for somebody who asked for these extras of its owner."""
    return requirement.marker is None or any(requirement.marker.evaluate({**machine, "extra": each}) for each in extras | {""})


def required_by(name: str) -> list[Requirement]:
    """What an installed package requires. One that is not for this machine is not here to be asked: see `absent`."""
    try:
        return [Requirement(each) for each in distribution(name).requires or ()]
    except PackageNotFoundError:
        return []


def unmet(lock: list[Requirement], wanted: list[Requirement], machine: dict[str, str]) -> Iterator[str]:
    """What a lock lacks on a machine of all that is wanted, directly or by what is wanted."""
    there = {canonicalize_name(pin.name): pin for pin in lock if asks(pin, machine)}
    open_, done = [each for each in wanted if asks(each, machine)], set[tuple[str, frozenset[str]]]()
    while open_:
        requirement = open_.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        pin = there.get(name)
        if pin is None:
            yield f"{requirement} is not in the lock"
        elif next(iter(pin.specifier)).version not in requirement.specifier:
            yield f"{requirement} is not what the lock has: {pin}"
        elif (name, extras) not in done:
            done.add((name, extras))
            open_ += [each for each in required_by(name) if asks(each, machine, extras)]


def of_extra(extra: str) -> list[Requirement]:
    """What the project requires for an extra, its own extras unfolded."""
    entries = [Requirement(each) for each in EXTRAS[extra]]
    own = [name for each in entries if each.name == PROJECT["name"] for name in sorted(each.extras)]
    return [each for each in entries if each.name != PROJECT["name"]] + [each for name in own for each in of_extra(name)]


def wanted_of(lock: str) -> list[Requirement]:
    if lock == "build":
        return [Requirement(line) for line in (ROOT / "locks/build.in").read_text("utf-8").splitlines() if line[0] != "#"]
    return [Requirement(each) for each in PROJECT["dependencies"]] + (of_extra(lock) if lock in EXTRAS else [])


LOCKS = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "locks").glob("*.lock"))}


def test_there_is_a_lock_for_each_set_of_extras() -> None:
    assert set(LOCKS) == {"build", "run", *EXTRAS}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_of_every_locked_package_is_met_by_the_lock_alone(lock: str) -> None:
    assert [fault for machine in MACHINES for fault in unmet(pins(LOCKS[lock]), wanted_of(lock), machine)] == []


def test_a_package_that_a_lock_lacks_is_noticed() -> None:
    lock = [pin for pin in pins(LOCKS["run"]) if pin.name != "markupsafe"]
    assert list(unmet(lock, wanted_of("run"), MACHINES[0])) == ["MarkupSafe>=2.0 is not in the lock"]


def test_a_package_that_is_not_installed_here_is_for_another_machine() -> None:
    here = {**default_environment()}
    absent = []
    for pin in pins(LOCKS["all"]):
        try:
            distribution(pin.name)
        except PackageNotFoundError:
            absent.append(pin)
    agenda = (ROOT / ".venv/.agenda").read_text("utf-8").strip() if (ROOT / ".venv/.agenda").exists() else "durable"
    assert [str(pin) for pin in absent if asks(pin, here) and (pin.name, agenda) != ("durable-rules", "python")] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_file_that_a_lock_allows_has_a_hash_and_no_lock_has_an_address(lock: str) -> None:
    entries = re.split(r"\n(?=[^ ])", LOCKS[lock].strip())
    assert [entry.split("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"://|index-url|find-links", LOCKS[lock])


def test_the_locks_agree_with_one_another() -> None:
    versions: dict[str, set[str]] = {}
    for text in LOCKS.values():
        for pin in pins(text):
            versions.setdefault(canonicalize_name(pin.name), set()).add(str(pin.specifier))
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_set_up_resolves_nothing() -> None:
    commands = (ROOT / "scripts/setup").read_text("utf-8")
    installs = [line for line in commands.splitlines() if "pip install" in line]
    assert installs
    assert [line for line in installs if "--no-deps" not in line] == []
    assert [line for line in installs if "--require-hashes" not in line and "--editable ." not in line] == []
