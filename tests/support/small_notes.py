"""Two small notes and a document that they belong to, for the tests of note rules."""

from __future__ import annotations

from typing import Any

from small_programme import World

TERMS = """---
title: Terms of Return
source: law
at: 2
order: 2
blanks:
  - {fact: buyer.number, printed: XX000}
  - {fact: order.total, printed: ___}
  - {fact: order.remarks, printed: (reason)}
---
The buyer {{ buyer.number }} shall not return it. It costs {{ order.total | money }} in all; and the reason is {{ order.remarks }}
"""
URGENT = """---
title: Urgency
source: law
at: 1
order: 1
---
An order says what it says
{% if order.urgent == 'yes' %}
and no more.
{% endif %}
"""
WORDS = "The buyer AB123 shall not return it. It costs $10.00 in all; and the reason is haste."
DOCUMENT = "order: {kind: new, total: 10.00, remarks: haste., urgent: yes}\nbuyer: {number: AB123}\n"
WHEN = "applies_when: [order.kind is new]\nrequired_when: [order.weight < 5]\n"


def with_notes(world: World) -> World:
    """The small programme with the two notes."""
    world.note("terms", TERMS)
    world.note("urgency", URGENT)
    return world


def rule(world: World, text: str, note: str = "terms", asked_of: str = "order") -> None:
    world.rule(note, text, kind="note", head=f"note: {note}", asked_of=asked_of)


def memo(text: str | None = WORDS, title: str = "Terms of Return", number: int = 7) -> str:
    return f"{{number: {number}, title: {title}" + (f", text: '{text}'}}" if text is not None else "}")


def found(world: World, document: str, *memos: str) -> list[tuple[str, str, str]]:
    """(subject, outcome or unknown with what it needs, level) of each finding."""
    report = world.check(f"{document}memos: [{', '.join(memos)}]")
    return [(each.subject, ": ".join([each.outcome, *each.needs]), each.level) for each in report.findings]


def told(world: World, *memos: str, document: str = DOCUMENT, subject: str = "memo 7") -> list[Any]:
    report = world.check(f"{document}memos: [{', '.join(memos)}]")
    return [line["line"] for each in report.findings if each.subject == subject for line in each.because()]


REQUIRED = "required_when: [order.kind is new]\n"
HERE = ("the order", "pass", "error")
