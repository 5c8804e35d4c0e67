"""Writes docs/case-file.md, the reference of the case file, from policies/facts/."""

from __future__ import annotations

from pathlib import Path

from clssa.library import load_library
from clssa.library.model import FactInfo, Library, Subject

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "case-file.md"
ORDER = ("case", "loa", "line", "payment", "note", "waiver", "item", "requisition", "termination", "drawdown")

HEAD = """# The case file

Made from `policies/facts/` by `make docs`; do not edit.

A case is written in YAML, or the same in JSON. Every fact may be left out: it is then missing, and what it would decide is
unknown. What is written `none` is known to be absent. A list that is given is complete: `notes: []` says that the draft has no
notes. `examples/` has case files to start from.

Amounts are in dollars, without `$` and commas, with at most two decimals. Dates are written YYYY-MM-DD; flags yes or no.
"""


def page(library: Library) -> str:
    """The whole page."""
    subjects = sorted(library.subjects.values(), key=lambda each: ORDER.index(each.name))
    return HEAD + "".join(section(subject, library) for subject in subjects) + derived(library)


def section(subject: Subject, library: Library) -> str:
    """The facts of one subject that a case file may give."""
    heading = f"{subject.name}, one for each entry of the list `{subject.list}`" if subject.list else subject.name
    facts = [info for name, info in library.facts.items() if name.startswith(subject.name + ".") and not info.derived]
    return f"\n## {heading}\n\n| fact | type | meaning |\n|---|---|---|\n" + "".join(map(row, facts))


def derived(library: Library) -> str:
    """The facts that rules derive: they stand in a report and cannot be given."""
    facts = [info for info in library.facts.values() if info.derived]
    told = "These are worked out, never given. Those that a rule in force works out stand under `derived` in a report."
    head = f"\n## Derived\n\n{told}\n\n"
    return head + "| name | type | meaning |\n|---|---|---|\n" + "".join(map(row, facts))


def row(info: FactInfo) -> str:
    """One line of a table."""
    kind = info.type.describe() if info.type.kind in ("code", "identifier") else info.type.kind
    many, optional = "list of " * info.type.many, ", or none" * info.type.optional
    return f"| {info.name} | {many}{kind}{optional} | {info.means} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(load_library(ROOT / "policies")), "utf-8")
