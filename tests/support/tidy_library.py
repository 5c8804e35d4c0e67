"""The small library with nothing left over in it, so that lint finds what a test puts there and nothing else."""

from __future__ import annotations

from small_library import FILES, ITEM, NOTE_RULE, SOURCE

STOCKED = "policies/manual/man-stocked.yaml"
SHIFTS = "policies/values/shifts.yaml"

TIDY = {
    **FILES,
    ITEM: FILES[ITEM]
    .replace("means: When it was filled.}", "means: When it was filled., unread: Kept for the record.}")
    .replace("    means: Its price.\n", "    means: Its price.\n    unread: Kept for the record.\n"),
    SOURCE: FILES[SOURCE].replace("    is: superseded\n", "    is: superseded\n    reading: IN-01\n"),
    NOTE_RULE: FILES[NOTE_RULE].replace("    expect: pass", "    given: {order.kind: new}\n    expect: fail"),
    STOCKED: """\
id: man-stocked
title: An item is stocked
kind: requirement
asked_of: item
versions:
  - from: 2006-01-01
    cite: {source: later, at: S1}
    applies_when:
      - order.kind is new
    require:
      - stocked[item.source_code]
    should:
      - shifts[item.source_code] is on
    remedy: Order another item than {item.number}.
examples:
  - name: A stocked item
    given: {order.kind: new, item.number: '001', item.source_code: S}
    as_of: 2006-01-01
    expect: pass
    because: stocked[item.source_code]
""",
    SHIFTS: """\
value: shifts
label: shifts
type: code
codes: ['off', 'on']
by: item.source_code
versions:
  - from: beginning
    is: {S: 'on', P: 'off', X: 'on'}
    cite: {source: later, at: S1}
""",
}


def changed(file: str, *pairs: tuple[str, str]) -> dict[str, str]:
    """The files of the tidy library with passages of one file changed."""
    text = TIDY[file]
    for old, new in pairs:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        text = text.replace(old, new)
    return {**TIDY, file: text}
