"""A library of a few facts, two sources, two values, a note and three rules, and a way to break one thing in it."""

from __future__ import annotations

from pathlib import Path

from clssa.library import read_library
from clssa.library.model import Library

POLICIES = Path("policies")
RULE = "policies/manual/man-deposit.yaml"
SPEED = "policies/manual/man-speed.yaml"
NOTE_RULE = "policies/manual/man-note.yaml"
VALUE = "policies/values/deposit-ratio.yaml"
TABLE = "policies/values/stocked.yaml"
ORDER = "policies/facts/order.yaml"
ITEM = "policies/facts/item.yaml"
SOURCE = "policies/sources/manual/source.yaml"
TEXT = "policies/sources/manual/text.yaml"
LATER = "policies/sources/later/source.yaml"
SAYS = "policies/sources/later/text.yaml"
READINGS = "policies/interpretations.yaml"
NOTES = "policies/facts/note.yaml"
NOTE = "notes/purpose.j2"

FILES = {
    SOURCE: """\
source: manual
title: The Manual
issued: 2005-09-20
text: held
standing:
  - from: 2007-01-01
    is: superseded
    cite: {source: later, at: S1}
""",
    TEXT: """\
- at: 1/Deposit
  text: >-
    For new orders the deposit (the money on hand) is 30 percent of the total,
    rounded to cents, and no order is accepted without it.
- at: 1/Speed
  text: Orders are filled within 30 days.
- at: 2/Purpose
  text: This order is placed for {{the buyer}} of record.
""",
    LATER: """\
source: later
title: The Later Memo
issued: 2006-04-06
text: not held
""",
    SAYS: """\
- at: S1
  says: The deposit is 25 percent from 2005-10-01 on.
""",
    READINGS: """\
- id: IN-01
  tension: The Manual and the Memo differ.
  reading: The Memo decides.
  alternatives: [The Manual decides.]
  confidence: high
""",
    ORDER: """\
subject: order
label: order
document_dates: [order.placed_on]
facts:
  kind:
    type: code
    codes: [new, repeat]
    label: kind of order
    means: New or repeated.
  placed_on:
    type: date
    label: date of the order
    means: When the order was placed.
    pending_when: order.kind is new
  total:
    type: money
    label: total
    means: All that is ordered.
  deposit:
    type: money
    label: deposit
    means: The money on hand.
    same_as: {fact: order.total, when: order.kind is repeat}
  deposit.expected:
    type: money
    signed: yes
    derived: yes
    label: expected deposit
    means: The deposit by the ratio.
  notes_due:
    type: list of text
    derived: yes
    label: notes that are due
    means: The titles of the notes that must be there.
  insured:
    type: flag
    derived: yes
    label: insurance
    means: Whether the order is insured.
""",
    ITEM: """\
subject: item
label: item {number}
list: items
named_by: number
of: order
facts:
  number:
    type: identifier
    pattern: '[0-9]{3}'
    form: three digits
    label: number
    means: The number of the item.
  source_code:
    type: code
    codes: [S, P, X]
    label: source code
    means: Where it comes from.
  filled_on: {type: date, label: day on which it was filled, means: When it was filled.}
  price:
    type: money
    label: price
    means: Its price.
""",
    NOTES: """\
subject: note
label: note {number}
list: notes
named_by: number
of: order
words: {title: title, text: text, required_in: order.notes_due}
facts:
  number: {type: quantity, label: number, means: Its number.}
  title: {type: text, label: title, means: Its title.}
  text: {type: text, label: text, means: Its words.}
""",
    VALUE: """\
value: deposit_ratio
label: deposit ratio
type: number
dated_by: order.placed_on
versions:
  - from: 2005-10-01
    is: 25%
    cite: {source: later, at: S1}
  - from: beginning
    is: 30%
    cite:
      source: manual
      at: 1/Deposit
      quote: is 30 percent of the total
""",
    TABLE: """\
value: stocked
label: stocked items
type: flag
by: item.source_code
versions:
  - from: beginning
    is: {S: yes, P: no, X: no}
    cite: {source: later, at: S1}
""",
    RULE: """\
id: man-deposit
title: The deposit is the share of the total
kind: requirement
asked_of: order
dated_by: order.placed_on
versions:
  - from: beginning
    cite:
      source: manual
      at: 1/Deposit
      quote: >-
        the deposit (the money on hand) is 30 percent of the total,
        rounded to cents
    also:
      - {source: later, at: S1}
    applies_when:
      - any_of:
          - order.kind is new
          - given(order.deposit)
    let:
      share: order.total * deposit_ratio
    derive:
      order.deposit.expected: round_half_up(share, cents)
      order.insured:
        - when: [order.kind is new]
          is: yes
        - is: no
    require:
      - abs(order.deposit - order.deposit.expected) <= 1.00
    should:
      - order.deposit is order.deposit.expected
    unless:
      - cite: {source: later, at: S1}
        reading: IN-01
        level: warning
        when: [order.placed_on < 2005-10-01]
    remedy: Enter {order.deposit.expected}.
readings: [IN-01]
not_encoded:
  - quote: no order is accepted without it
    why: A duty of the seller.
examples:
  - name: Exact
    given: {order.kind: new, order.total: 100.00, order.deposit: 25.00}
    expect: pass
""",
    SPEED: """\
id: man-speed
title: Orders are filled fast
kind: statement
asked_of: order
versions:
  - from: beginning
    cite: {source: manual, at: 1/Speed, quote: Orders are filled within 30 days.}
""",
    NOTE_RULE: """\
id: man-note
title: The note on the purpose
kind: note
asked_of: order
note: purpose
versions:
  - from: beginning
    cite: {source: manual, at: 2/Purpose, quote: This order is placed}
    required_when: [order.kind is new]
    forbidden_when: [order.kind is repeat]
examples:
  - name: There
    expect: pass
""",
    NOTE: """\
---
title: Purpose
source: manual
at: 2/Purpose
order: 1
blanks:
  - {fact: order.kind, printed: '{{the buyer}}'}
---
This order is placed for {{ order.kind }} of record.
""",
}


def write_library(root: Path, files: dict[str, str] | None = None) -> None:
    """Writes the files of a library under a folder."""
    for name, text in (files or FILES).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def broken(file: str, old: str, new: str) -> dict[str, str]:
    """The files of the small library with one passage of one file changed."""
    assert FILES[file].count(old) == 1, f"{old!r} stands {FILES[file].count(old)} times in {file}"
    return {**FILES, file: FILES[file].replace(old, new)}


def read_here() -> tuple[Library, str]:
    """The library in the working directory, and its faults as they are shown."""
    library, faults = read_library(POLICIES)
    return library, "\n".join(fault.show() for fault in faults)
