"""A small programme of its own (orders with pieces and memos) for the tests of the check; nothing of it is in policies/."""

from __future__ import annotations

import datetime
from pathlib import Path

from clssa.check import Checker, Report
from clssa.check.case import Case, case_from
from clssa.check.findings import Finding
from clssa.language.yaml import load
from clssa.library import load_library
from clssa.library.model import Library

SOURCES = {
    "law": "source: law\ntitle: The Law\nissued: 2000-01-01\ntext: held\n",
    "later": "source: later\ntitle: A Later Law\nissued: 2006-04-06\ntext: held\n",
    "fleeting": (
        "source: fleeting\ntitle: A Law that was withdrawn\nissued: 2000-01-01\ntext: held\n"
        "standing:\n  - {from: 2010-01-01, is: rescinded, cite: {source: later, at: 1}}\n"
    ),
}
TEXT = '- {at: 1, text: "An order says what it says and no more."}\n- {at: 2, text: "Memo words stand in paragraph two."}\n'

FACTS = {
    "order": """
subject: order
label: the order
document_dates: [order.prepared_on, order.signed_on]
facts:
  kind: {type: code, codes: [new, change], label: kind, means: Kind of order.}
  prepared_on: {type: date, label: day of preparation, means: When it was prepared.}
  signed_on: {type: date, label: day of signing, means: When it was signed., pending_when: order.kind is new}
  total: {type: money, label: total, means: What it costs.}
  paid: {type: money, label: amount paid, means: What was paid.}
  rebate: {type: money, optional: yes, label: rebate, means: none where there is no rebate.}
  urgent: {type: flag, label: urgency, means: Whether it is urgent.}
  colour: {type: code, codes: [red, green, blue], optional: yes, label: colour, means: Its colour.}
  weight: {type: quantity, label: weight, means: Its weight.}
  remarks: {type: text, label: remarks, means: Anything.}
  marks: {type: list of code, codes: [fragile, heavy, liquid], label: marks, means: What is printed on it.}
  fee: {type: money, derived: yes, label: fee, means: What is charged.}
  due: {type: money, derived: yes, label: amount due, means: Total and fee.}
  wanted: {type: list of text, derived: yes, label: wanted memos, means: The memos that must be there.}
  labels: {type: list of code, codes: [fragile, heavy, liquid], derived: yes, label: labels, means: What must be printed on it.}
""",
    "buyer": """
subject: buyer
label: the buyer
named_by: number
facts:
  number: {type: identifier, pattern: '[A-Z]{2}[0-9]{3}', form: a number such as AB123, label: number, means: The buyer's number.}
  joined_on: {type: date, label: day of joining, means: When the buyer joined., same_as: {fact: buyer.first_order_on, when: order.kind is new}}
  first_order_on: {type: date, label: day of the first order, means: When the buyer first ordered.}
  trusted: {type: flag, label: trust, means: Whether the buyer is trusted.}
  limit: {type: money, derived: yes, label: limit, means: What the buyer may owe.}
""",
    "recall": """
subject: recall
label: recall
facts:
  on: {type: date, label: day of the recall, means: When it was recalled.}
  reason: {type: code, codes: [fault, mistake], label: reason, means: Why.}
""",
    "piece": """
subject: piece
label: piece {number}
list: pieces
named_by: number
of: order
facts:
  number: {type: text, label: number, means: Its number.}
  cost: {type: money, label: cost, means: What it costs.}
  kind: {type: code, codes: [part, tool], label: kind, means: What it is.}
  sent_on: {type: date, label: day of sending, means: When it was sent.}
  share: {type: money, derived: yes, label: share, means: Its share.}
""",
    "visit": """
subject: visit
label: visit {on}
list: visits
named_by: on
facts:
  on: {type: date, label: day, means: When.}
  hours: {type: quantity, label: hours, means: How long.}
""",
    "memo": """
subject: memo
label: memo {number}
list: memos
named_by: number
of: order
words: {title: title, text: text, required_in: order.wanted}
facts:
  number: {type: quantity, label: number, means: Its number.}
  title: {type: text, label: title, means: Its title.}
  text: {type: text, label: text, means: Its text.}
""",
}

CITE = "{source: law, at: 1, quote: An order says what it says and no more.}"


class World:
    """A policies folder that a test fills with rules, values and notes, and asks cases of."""

    def __init__(self, root: Path) -> None:
        self.policies = root / "policies"
        for name, head in SOURCES.items():
            self.write(f"sources/{name}/source.yaml", head)
            self.write(f"sources/{name}/text.yaml", TEXT)
        for name, text in FACTS.items():
            self.write(f"facts/{name}.yaml", text)
        self.write("interpretations.yaml", "[]\n")
        self.write("actors.yaml", "- {actor: Seller, means: Who sells.}\n")
        self._checker: Checker | None = None

    def write(self, name: str, text: str) -> None:
        path = self.policies / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        self._checker = None

    def rule(self, id: str, *versions: str, kind: str = "requirement", asked_of: str = "order", head: str = "") -> None:
        """Writes a rule; a version that does not say otherwise is from the beginning, cites the law and, if it may, has a remedy."""
        lines = [f"id: {id}", f"title: {id}", f"kind: {kind}", f"asked_of: {asked_of}", *head.splitlines(), "versions:"]
        for version in versions:
            given = [("from:", "from: beginning\n"), ("cite:", f"cite: {CITE}\n"), ("remedy:", "remedy: Mend it.\n")]
            for key, text in given if kind in ("requirement", "note") else given[:2]:
                version = version if any(line.startswith(key) for line in version.splitlines()) else text + version
            version += "actor: Seller\nmodality: says\n" if kind == "duty" else ""
            first, *rest = version.splitlines()
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
        self.write(f"rules/{id}.yaml", "\n".join(lines) + "\n")

    def value(self, name: str, text: str) -> None:
        self.write(f"values/{name}.yaml", f"value: {name}\nlabel: {name}\n{text}\n")

    def note(self, name: str, text: str) -> None:
        self.write(f"../notes/{name}.j2", text)

    @property
    def checker(self) -> Checker:
        if self._checker is None:
            self._checker = Checker(load_library(self.policies))
        return self._checker

    @property
    def library(self) -> Library:
        return self.checker.library

    def case(self, text: str) -> Case:
        return case_from(load(text.encode(), "case.yaml"), "case.yaml", self.library)  # type: ignore[arg-type]

    def check(self, case: str, as_of: str = "2007-01-01", known_on: str = "2026-01-01") -> Report:
        return self.checker.check(self.case(case), day(as_of), day(known_on))

    def finding(self, case: str, subject: str | None = None, **dates: str) -> Finding:
        """The only finding (on that subject)."""
        (found,) = [each for each in self.check(case, **dates).findings if subject in (None, each.subject)]
        return found

    def outcome(self, case: str, **dates: str) -> str:
        """The outcome of the only finding, and what it needs: `unknown: order.total`."""
        found = self.finding(case, **dates)
        return f"{found.outcome}: {', '.join(found.needs)}" if found.needs else found.outcome


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
