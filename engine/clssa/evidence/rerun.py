"""A report run again, without the draft, by the rules as they stood at its revision, and compared byte for byte.

Of a report of an older format only what it decides is compared: its bytes are those of another release.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from clssa import __version__
from clssa.agenda import agenda_name
from clssa.check import Checker, Report
from clssa.evidence.as_read import case_again, remarks_again
from clssa.evidence.differences import differences
from clssa.evidence.formats import CannotVerify, format_of, written_by
from clssa.evidence.older import other_decisions
from clssa.evidence.record import ENGINE, OF_READING, Evidence, given_digest
from clssa.evidence.revision import NOWHERE, NotThere, Revision, unpack
from clssa.language.fault import Faults
from clssa.language.types import parse_date
from clssa.library import load_library
from clssa.library.digest import engine_digest
from clssa.library.model import Library
from clssa.reports import json as json_format
from clssa.reports.data import FORMAT

MAX_REPORT = 256 << 20
_NEEDED = {"verdict", "findings", "as_read", "evidence"}
_OF_ERROR = {"file", "error"}
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_CHANGED_SINCE = (
    "what was given to the check (the case as it was read, the days, the files) was changed after the report was made"
)
_NOT_WHOLE = "it is not a whole report: something that every report carries is missing or misshapen"
_CASE_REFUSED = "the case as it was read cannot be checked by these rules"
_WRITTEN_ANEW = "it says the same, but its bytes are others: another program wrote it"


@dataclass(slots=True)
class Verified:
    """What came of it: the differences, in sentences; how many drafts were checked again; what to know besides.

    Of a report of an older format not every byte is compared, but what it decides.
    """

    differences: list[str] = field(default_factory=list)
    checked: int = 0
    every_byte: bool = True
    besides: list[str] = field(default_factory=list)


def verify(data: bytes, policies: Path) -> Verified:
    """Runs a report again. `policies` is a folder of the repository that has its revision. Raises `CannotVerify`."""
    entries, many = _entries(data)
    found = Verified()
    again = []
    with TemporaryDirectory() as folder:
        libraries = _Libraries(policies, Path(folder))
        for number, entry in enumerate(entries, 1):
            if set(entry) == _OF_ERROR:
                found.besides.append(f"Not checked again, as it could not be read without the draft: {entry['file']}.")
                again.append(entry)
                continue
            where = f"report {number}" if many else ""
            try:
                made, told = (_again if format_of(entry) == FORMAT else _decided_again)(entry, libraries)
            except (LookupError, TypeError, AttributeError, ValueError, RecursionError):
                raise CannotVerify(_NOT_WHOLE) from None
            found.checked += 1
            found.differences += [f"{where}: {each}" if where else each for each in told]
            again.append(made)
    if not found.checked:
        raise CannotVerify("it reports on no draft that could be read")
    reports = [entry for entry in entries if set(entry) != _OF_ERROR]
    found.every_byte = all(format_of(each) == FORMAT for each in reports)
    if found.every_byte and not found.differences and json_format.render(again).encode() != data:
        found.differences.append(_WRITTEN_ANEW)
    found.besides += _besides(reports)
    return found


def _besides(reports: list[dict[str, Any]]) -> Iterator[str]:
    """What is no difference, and still to be known of how the reports were made."""
    for number in sorted({format_of(each) for each in reports} - {FORMAT}):
        yield f"Only the verdict, the findings and the amounts were compared: {written_by(number)}."
    engines = [each["evidence"]["engine"] for each in reports if format_of(each) == FORMAT]
    if any(each["digest"] != engine_digest() for each in engines):
        yield f"The source of the engine here is not the one that made the report, though both are {__version__}."
    for agenda in dict.fromkeys(str(each.get("agenda")) for each in engines):
        if agenda != agenda_name():
            yield f"Here the rules were ordered by {agenda_name()}, and when the report was made by {agenda}."


def _entries(data: bytes) -> tuple[list[dict[str, Any]], bool]:
    """The reports of a file, and whether it is a list of them."""
    try:
        tree = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise CannotVerify("it is not a report in JSON, as `check --format json` writes it") from None
    entries = tree if isinstance(tree, list) else [tree]
    for entry in entries:
        if isinstance(entry, dict):
            format_of(entry)  # first of all: a later format may have other keys
        if not isinstance(entry, dict) or not (set(entry) >= _NEEDED or set(entry) == _OF_ERROR):
            raise CannotVerify("it is not a report with evidence, as `check --format json` writes it")
    return entries, isinstance(tree, list)


class _Libraries:
    """The libraries that reports name, each unpacked and read once."""

    def __init__(self, policies: Path, folder: Path) -> None:
        self.policies, self.folder = policies, folder
        self._read: dict[tuple[Any, ...], Checker] = {}

    def named(self, record: dict[str, Any]) -> Checker:
        """The library that a report names in its evidence. Raises `CannotVerify`."""
        commit, digest = record["revision"], record["digest"]
        if commit is None:
            return self._kept((None,), lambda: self._at_hand(digest))
        inside = str(record["folder"])
        if not _COMMIT.fullmatch(str(commit)) or not inside or Path(inside).is_absolute() or ".." in Path(inside).parts:
            raise CannotVerify("its evidence names no commit and folder that could be")
        if record["changed"] is not False:
            raise CannotVerify(
                f"when it was made, the policies had changes that are not in the commit {commit}, so nothing holds what they said"
            )
        return self._kept((commit, inside), lambda: self._unpacked(commit, inside))

    def _kept(self, key: tuple[Any, ...], read: Callable[[], Library]) -> Checker:
        if key not in self._read:
            try:
                self._read[key] = Checker(read())
            except Faults as faults:
                raise CannotVerify(
                    f"the policies of that revision cannot be read by this engine: {faults.faults[0].message}"
                ) from None
        return self._read[key]

    def _unpacked(self, commit: str, inside: str) -> Library:
        try:
            return load_library(unpack(self.policies, commit, inside, self.folder / f"{len(self._read)}"))
        except NotThere as reason:
            raise CannotVerify(str(reason)) from None

    def _at_hand(self, digest: Any) -> Library:
        library = load_library(self.policies)
        if library.digest != digest:
            raise CannotVerify(
                f"it was made by policies outside git, with the digest {digest}, and those in {self.policies} are others "
                f"({library.digest}); name the folder that it was made with by --policies"
            )
        return library


def _again(entry: dict[str, Any], libraries: _Libraries) -> tuple[dict[str, Any], list[str]]:
    """The report on one draft made again, and the sentences that say where it is another."""
    engine = entry["evidence"]["engine"]
    if (engine["name"], engine["version"]) != (ENGINE, __version__):
        raise CannotVerify(
            f"{engine['name']} {engine['version']} made it, and this is {ENGINE} {__version__}; "
            "install that version and run this again"
        )
    try:
        made = _made(entry, libraries)
    except Faults as faults:
        return entry, [*_changed(entry), f"{_CASE_REFUSED}: {faults.faults[0].message}"]
    return made, [*_changed(entry), *_told(entry, made)]


def _decided_again(entry: dict[str, Any], libraries: _Libraries) -> tuple[dict[str, Any], list[str]]:
    """A report of an older format, and the sentences that say where this engine decides otherwise."""
    try:
        return entry, [*_changed(entry), *other_decisions(entry, _made(entry, libraries))]
    except Faults as faults:
        if changed := [*_changed(entry)]:
            return entry, changed
        reason = f"{_CASE_REFUSED}: {faults.faults[0].message}"
    except CannotVerify as error:
        reason = str(error)
    raise CannotVerify(f"{reason}; {written_by(format_of(entry))}")


def _made(entry: dict[str, Any], libraries: _Libraries) -> dict[str, Any]:
    """The report on one draft, made again. Raises `Faults` where the case as it was read is refused."""
    engine, library = entry["evidence"]["engine"], entry["evidence"]["library"]
    checker = libraries.named(library)
    at = Revision(library["revision"], library["folder"]) if library["revision"] else NOWHERE
    evidence = Evidence(engine["digest"], at, checker.library.digest, agenda=engine.get("agenda", ""))
    return evidence.data(_report(entry, checker))


def _report(entry: dict[str, Any], checker: Checker) -> Report:
    """The check run again on the case that the report carries, on the days that it records."""
    read = entry["as_read"]
    case = case_again(read["case"], read["unread"], entry["evidence"]["inputs"][0]["name"], checker.library)
    asked = parse_date(entry["as_of"]) if entry["as_of_from"] in ("as asked", "today") else None
    report = checker.check(case, asked, parse_date(entry["known_on"]), remarks_again(read["remarks"]))
    if entry["as_of_from"] == "today" and checker.day_of(case, None)[1] == "today":
        report.as_of_from = "today"
    if entry["known_on_from"] == "today":
        report.known_on_from = "today"
    report.reading = {key: entry[key] for key in OF_READING if key in entry}
    report.inputs = entry["evidence"]["inputs"]
    return report


def _changed(entry: dict[str, Any]) -> Iterator[str]:
    if entry["evidence"].get("given_digest") != given_digest(entry):
        yield _CHANGED_SINCE


def _told(entry: dict[str, Any], made: dict[str, Any]) -> Iterator[str]:
    says, comes_out = ({"evidence": None, **each} for each in (entry, made))  # the evidence first: it explains what follows
    for each in (says, comes_out):
        each["evidence"] = {**each["evidence"], "given_digest": None}
    yield from differences(says, comes_out)
