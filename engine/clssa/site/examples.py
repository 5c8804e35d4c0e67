"""The worked examples of a rule, as a page shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clssa.site.markup import raw
from clssa.site.worked import Worked

_FIRST = 3
"""So many stand open; the others are a click away."""


def worked_examples(examples: Sequence[Worked]) -> Iterator[str]:
    """Each example with what is given, expected and computed."""
    if not examples:
        return
    yield from ("## Worked examples { data-search-exclude }", "")
    yield f"{len(examples)} example{'s' * (len(examples) != 1)}, run when this page was built: each came out as expected."
    yield from ("", '<div class="examples">')
    for place, each in enumerate(examples):
        if place == _FIRST and len(examples) > _FIRST + 1:
            yield f'<details class="more"><summary>The other {len(examples) - _FIRST} examples</summary>'
        yield "".join(_example(each, opened=place == 0))
    if len(examples) > _FIRST + 1:
        yield "</details>"
    yield from ("</div>", "")


def _example(each: Worked, opened: bool) -> Iterator[str]:
    outcome = each.computed or "computed"
    mark = f'<span class="badge {raw(outcome)}">{raw(_word(outcome))}</span>'
    yield f'<details class="example"{" open" if opened else ""}><summary>{mark} {raw(each.name)}</summary>'
    days = [("Day of evaluation", each.as_of), ("As known on", each.known_on)]
    yield _head("Given", "Value")
    for label, value in (*each.given, *((label, day) for label, day in days if day)):
        yield f"<tr><td>{raw(label)}</td><td>{raw(value)}</td></tr>"
    yield "</tbody></table>"
    yield _head("What", "Expected", "Computed")
    if each.expected:
        yield f"<tr><td>This rule says</td><td>{raw(_word(each.expected))}</td><td>{raw(_word(each.computed))}</td></tr>"
    for label, expected, computed in each.derived:
        yield f"<tr><td>{raw(label)}</td><td>{raw(expected)}</td><td>{raw(computed)}</td></tr>"
    yield "</tbody></table>"
    if each.said:
        yield f"<p>{'<br>'.join(map(raw, each.said))}</p>"
    yield "</details>\n"


def _head(*columns: str) -> str:
    cells = "".join(f'<th scope="col">{each}</th>' for each in columns)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>"


def _word(outcome: str) -> str:
    return "remark" if outcome == "note" else outcome.replace("_", " ")
