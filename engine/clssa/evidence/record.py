"""What a report carries as evidence: what made it, from what, by which rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clssa import __version__
from clssa.agenda import agenda_name
from clssa.check import Report
from clssa.evidence.as_read import case_data, remarks_data, unread_data
from clssa.evidence.revision import Revision, revision_of
from clssa.language.types import ROUNDING
from clssa.library.digest import digest_of, engine_digest
from clssa.library.model import Library
from clssa.reports.data import report_data, version_name

ENGINE = __name__.partition(".")[0]
OF_READING = ("pages", "facts", "looked_for", "tracked_changes", "taken")
"""The keys of a report that only the reading of a draft can give."""
OF_DAYS = ("as_of", "as_of_from", "known_on", "known_on_from")
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """What made a report: the engine with the digest of its source and its agenda, the library's revision and its digest."""

    engine_digest: str
    revision: Revision
    library_digest: str
    version: str = __version__
    agenda: str = field(default_factory=agenda_name)

    def line(self) -> str:
        """The evidence in one line, for the foot of a report that people read."""
        at = self.revision
        changed = "changed since" if at.changed else "unchanged"
        stands = f"at {at.commit[:_SHORT]} ({changed})" if at.commit else "not at a revision of git"
        return f"Evidence: {ENGINE} {self.version}, policies {stands}, digest {self.library_digest[:_SHORT]}."

    def data(self, report: Report) -> dict[str, Any]:
        """The report as data, with the case as it was read and the evidence."""
        at = self.revision
        stands: dict[str, Any] = {"revision": at.commit}
        stands |= {"folder": at.folder, "changed": at.changed} if at.commit else {"reason": at.reason}
        data = {
            **report_data(report),
            "as_read": {
                "case": case_data(report.read, report.plan.library),
                "unread": unread_data(report.read, report.plan.library),
                "remarks": remarks_data(report.remarks),
            },
            "evidence": {
                "engine": {"name": ENGINE, "version": self.version, "digest": self.engine_digest, "agenda": self.agenda},
                "library": {**stands, "digest": self.library_digest},
                "rules": _rules(report),
                "rounding": ROUNDING,
                "inputs": report.inputs,
            },
        }
        return {**data, "evidence": {**data["evidence"], "given_digest": given_digest(data)}}


def evidence_of(library: Library) -> Evidence:
    """The evidence of this engine and a library that was read from its files."""
    return Evidence(engine_digest(), revision_of(Path(library.root)), library.digest)


def given_digest(data: dict[str, Any]) -> str:
    """The digest of what was given to the check: a later run takes this from the report, for it cannot be worked out again."""
    given = {key: data["evidence"].get(key) for key in ("engine", "library", "inputs")}
    numbered = {"format": data["format"]} if "format" in data else {}
    return digest_of([data["as_read"], {**numbered, **{key: data.get(key) for key in (*OF_READING, *OF_DAYS)}}, given])


def _rules(report: Report) -> dict[str, dict[str, str]]:
    """The digest of each version of a rule that gave a finding."""
    found: dict[str, dict[str, str]] = {}
    for each in report.findings:
        if each.version is not None:
            found.setdefault(each.name, {})[version_name(each.version.start)] = each.version.digest
    return found
