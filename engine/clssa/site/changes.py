"""What changed: by the days on which the sources were issued, and release by release."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from clssa.library.model import BEGINNING, DatedValue, Rule, RuleVersion
from clssa.reports.words import capital, shown
from clssa.site.book import Book
from clssa.site.markup import badge, front, link, table, words
from clssa.site.times import Span, day_name, period, since, spans, version_id
from clssa.site.values import written

Day = datetime.date
PAGE = "changes.md"


@dataclass
class Learnt:
    """What became known on a day, each as lines of Markdown."""

    issued: list[str] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)


def change_pages(book: Book) -> Iterator[tuple[str, str]]:
    """One page: the days on which something became known, newest first, then the releases of these files."""
    yield PAGE, "\n".join(_changes(book))


def learnt_on(day: Day, page: str) -> str:
    """A link to what became known on a day."""
    return link("What changed on that day", f"{PAGE}#{_anchor(day)}", page)


def _anchor(day: Day) -> str:
    return f"known-{day.isoformat()}"


def _link(day: Day) -> str:
    return link(day_name(day), f"{PAGE}#{_anchor(day)}", PAGE)


def _count(lines: Sequence[str]) -> str:
    return str(len(lines)) if lines else "–"


def _changes(book: Book) -> Iterator[str]:
    days = _learnt(book)
    yield from front("What changed", "What became known on which day, and what changed release by release", boost=5)
    yield from ("# What changed", "")
    yield "Each day here is one on which a source was issued: from then on what it says was known. What it says may be in force"
    yield f"from another day, also from an earlier one. Then: {link('the releases', f'{PAGE}#releases', PAGE)} of these files."
    yield ""
    rows = [[_link(day), "<br>".join(on.issued), _count(on.changed), _count(on.begun)] for day, on in days.items()]
    yield from table(("Day", "Issued", "Changed", "New"), rows, "days")
    for day, on in days.items():
        issued = f"Issued on {day_name(day)}: {' · '.join(on.issued)}."
        yield from (f"## {shown(day)} {{ #{_anchor(day)} }}", "", issued, "")
        yield from (*(f"- {each}" for each in on.standing), "")
        yield from ("**Changed**", "", *on.changed, "") if on.changed else ()
        yield from _new(on.begun)
        if not (on.changed or on.begun or on.standing):
            yield from ("No rule and no value changed.", "")
    yield from ("## Releases { #releases }", "", re.sub(r"\A# .*\n", "", book.changelog).replace("\n## ", "\n### "))


def _new(begun: Sequence[str]) -> Iterator[str]:
    """What was not there before; a long list is a click away."""
    if len(begun) > 12:
        yield from (
            f'<details markdown="1"><summary>New: {len(begun)} rules and values</summary>',
            "",
            *begun,
            "",
            "</details>",
            "",
        )
    elif begun:
        yield from ("**New**", "", *begun, "")


def _learnt(book: Book) -> dict[Day, Learnt]:
    """By day, the newest first. What rests on no source was always known, and what nothing dates is never known."""
    days = sorted({source.issued for source in book.library.sources.values()} - {Day.max}, reverse=True)
    found = {day: Learnt() for day in days}
    for source in book.library.sources.values():
        if source.issued in found:
            held = "" if source.held else " (in our words)"
            found[source.issued].issued.append(link(words(source.title), f"sources/{source.id}.md", PAGE) + held)
        for each in source.standing:
            by = book.paragraph(str(each.told_by), str(each.at), PAGE)
            title = link(words(source.title), f"sources/{source.id}.md", PAGE)
            found[book.issued(str(each.told_by))].standing.append(
                f"{title} {badge(each.status)} from {day_name(each.start)}, by {by}"
            )
    for value in book.library.values.values():
        _of_value(value, book, found)
    for rule in book.library.rules.values():
        _of_rule(rule, book, found)
    return found


def _of_value(value: DatedValue, book: Book, found: dict[Day, Learnt]) -> None:
    title = f"**{link(words(capital(value.label)), f'values/{value.name}.md', PAGE)}**"
    readers = [book.rule(each, PAGE) for each in book.readers.get(value.name, ())]
    read_by = f"    - Read by {' · '.join(readers)}"
    held = spans(value.versions, book.issued)
    for day, first in _days(held):
        if first:
            found[day].begun.append(f"- {title}")
        else:
            steps = _before_and_after(held, day, lambda place, when: f"{words(written(value, value.versions[place]))} {when}")
            found[day].changed.append("\n".join((f"- {title}", *steps, *([read_by] if readers else ()))))


def _of_rule(rule: Rule, book: Book, found: dict[Day, Learnt]) -> None:
    title = book.rule(rule.id, PAGE)
    held = spans(rule.versions, book.issued)

    def version(place: int, when: str) -> str:
        return link(when, f"{book.rule_page(rule.id)}#{version_id(rule.versions[place], rule, book.issued)}", PAGE)

    for day, first in _days(held):
        if first:
            found[day].begun.append(f"- {title} {badge(rule.kind)}")
        else:
            found[day].changed.append("\n".join((f"- {title}", *_before_and_after(held, day, version))))
    for place, each in enumerate(rule.versions):
        which = f" ({version(place, f'version {since(each.start)}')})" if len(rule.versions) > 1 else ""
        for day, told in _added_later(each, book):
            found[day].changed.append(f"- {title}{which}: {told}")


def _days(held: Sequence[Span]) -> Iterator[tuple[Day, bool]]:
    """The days on which what is known of a rule or value changed, and whether it was the first."""
    days = sorted({each.known_from for each in held})
    yield from ((day, day == days[0]) for day in days if day != BEGINNING)


def _before_and_after(held: Sequence[Span], day: Day, told: Callable[[int, str], str]) -> Iterator[str]:
    before = [each for each in held if each.known_from < day and (each.known_until is None or each.known_until >= day)]
    after = [each for each in held if each.known_from <= day and (each.known_until is None or each.known_until > day)]
    for name, some in (("Known until then", before), ("Known from then on", after)):
        whens = [(each.version, period(each.start, each.end)) for each in some]
        steps = (f"not in force {when}" if version is None else told(version, when) for version, when in whens)
        yield f"    - {name}: {'; '.join(steps)}"


def _added_later(version: RuleVersion, book: Book) -> Iterator[tuple[Day, str]]:
    """What a source issued later added to a version."""
    known = book.issued(version.cite.source) if version.cite else BEGINNING
    for what, cites in (
        ("an exception is added, by", [each.cite for each in version.unless]),
        ("it rests also on", version.also),
    ):
        for cite in cites:
            day = book.issued(cite.source)
            if known < day < Day.max:
                yield day, f"{what} {book.paragraph(cite.source, cite.at, PAGE)}"
