"""The page of each rule, and the lists of rules."""

from __future__ import annotations

from collections.abc import Iterator

from clssa.library.model import BEGINNING, CHECKED_KINDS, Rule, RuleVersion
from clssa.site import pictures
from clssa.site.asof import box
from clssa.site.book import Book, names_read
from clssa.site.examples import worked_examples
from clssa.site.lines import version_says
from clssa.site.markup import badge, code, copy, data, front, link, sureness, table, words
from clssa.site.pieces import as_written, quoted
from clssa.site.times import Span, day_name, of_version, since, spans, version_id
from clssa.site.values import value_summary

Pages = Iterator[tuple[str, str]]

KINDS = {
    "requirement": "a draft must meet it", "calculation": "works something out", "note": "a note that a document carries",
    "reading": "about the draft itself", "definition": "a definition", "duty": "somebody's duty; no draft decides it",
    "statement": "a statement; no draft decides it", "deferred": "left for later by its source",
    "reference": "points to something else",
}  # fmt: skip


def rule_pages(book: Book) -> Pages:
    """A page for each rule, for each group of rules, and one for all."""
    groups: dict[str, list[Rule]] = {}
    for rule in book.library.rules.values():
        groups.setdefault(book.group(rule), []).append(rule)
    groups = {group: _in_order(rules, book) for group, rules in groups.items()}
    yield "rules/index.md", "\n".join(_all(groups, book))
    for group, rules in groups.items():
        page = f"rules/{group}/index.md"
        yield page, "\n".join(_group(group, rules, book, page))
        for rule in rules:
            page = book.rule_page(rule.id)
            yield page, "\n".join(_rule(rule, book, page))


def _in_order(rules: list[Rule], book: Book) -> list[Rule]:
    """As the paragraphs stand in the source."""
    order = {key: number for number, key in enumerate(book.paragraphs)}

    def place(rule: Rule) -> tuple[int, str]:
        cite = rule.versions[-1].cite
        return (order[cite.source, cite.at] if cite else -1, rule.id)

    return sorted(rules, key=place)


def _all(groups: dict[str, list[Rule]], book: Book) -> Iterator[str]:
    page, count = "rules/index.md", len(book.library.rules)
    checked = sum(rule.kind in CHECKED_KINDS for rule in book.library.rules.values())
    yield from front("Rules", "Every rule, by its source", wide=True)
    yield from ("# Rules", "")
    matrix = link("the matrix", "matrix.md", page)
    yield f"{count} rules. A draft or a case decides {checked} of them; the others are duties, definitions and statements,"
    yield f"kept so that no word of a source is lost: {matrix} shows what encodes each paragraph."
    yield ""
    rows = []
    for group, rules in groups.items():
        counts = {kind: sum(rule.kind == kind for rule in rules) for kind in KINDS}
        told = ", ".join(_counted(number, kind) for kind, number in counts.items() if number)
        rows.append([link(words(book.group_title(group)), f"rules/{group}/index.md", page), str(len(rules)), words(told)])
    yield from table(("Source", "Rules", "Of these"), rows)


def _counted(number: int, kind: str) -> str:
    many = kind if number == 1 or kind.endswith("ed") else f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
    return f"{number} {many}"


def _group(group: str, rules: list[Rule], book: Book, page: str) -> Iterator[str]:
    title = book.group_title(group)
    yield from front(title, f"The rules of {title}", wide=True)
    yield from (f"# {words(title)}", "")
    if group in book.library.sources:
        yield from (f"In the order of the source. {link('The source, paragraph by paragraph', f'sources/{group}.md', page)}.", "")
    rows = [[_cited(rule, group, book, page), book.rule(rule.id, page), badge(rule.kind)] for rule in rules]
    yield from table(("Paragraph", "Rule", "Kind"), rows, "rules")


def _cited(rule: Rule, group: str, book: Book, page: str) -> str:
    """Where its words stand; the source is said where it is not that of the whole group."""
    cite = rule.versions[0].cite
    if cite is None:
        return ""
    return words(cite.at) if cite.source == group else book.paragraph(cite.source, cite.at, page)


def _rule(rule: Rule, book: Book, page: str) -> Iterator[str]:
    found = spans(rule.versions, book.issued)
    counts = " or ".join(book.label(each) for each in rule.dated_by)
    yield from front(rule.title, rule.title)
    yield from (f"# {words(rule.title)}", "")
    yield f"{badge(rule.kind)} {code(rule.id)} {copy(rule.id, 'Copy id')}"
    yield "{: .under-title }"
    yield ""
    who = book.library.subjects[rule.asked_of]
    subject = link(code(who.name), f"facts/index.md#subject-{who.name}", page)
    asked = f"each {subject}" if who.list else f"{subject}, once in a case"
    yield f"{words(KINDS[rule.kind]).capitalize()}. Asked of {asked}; the date that counts is the {words(counts)}."
    if rule.note:
        yield f" Its words: {link('the note', f'notes/{rule.note}.md', page)}."
    yield ""
    yield from box(counts, [*found])
    yield from ("## What it says", "")
    for place, version in enumerate(rule.versions):
        yield from _version(place, version, rule, found, book, page)
    yield from _timeline(rule, found, counts, book, page)
    yield from _values(rule, book, page)
    yield from _readings(rule, book, page)
    yield from _not_encoded(rule, book, page)
    yield from worked_examples(book.worked[rule.id])
    yield from _connected(rule, book, page)
    yield from as_written(rule.place.file, book)


def _version(place: int, version: RuleVersion, rule: Rule, found: list[Span], book: Book, page: str) -> Iterator[str]:
    told = f'data-name="{_name(version)}" data-spans="{data(of_version(found, place))}"'
    yield f'<section class="dated version" id="{version_id(version, rule, book.issued)}" {told} markdown="1">'
    yield ""
    if len(rule.versions) > 1:
        known = f", known from {day_name(book.issued(version.cite.source))}" if version.cite else ""
        yield from (f"### Version {since(version.start)}{known} {{ .version-name }}", "")
    if version.cite is not None:
        yield from quoted(version.cite, book, page)
    yield from version_says(version, book, page)
    for cite in version.also:
        spans_of_cite = [[book.issued(cite.source).isoformat(), "", "", ""]]
        yield from (f'<div class="dated" data-spans="{data(spans_of_cite)}" markdown="1">', "", "**Also**", "")
        yield from quoted(cite, book, page)
        yield from ("</div>", "")
    yield from ("</section>", "")


def _name(version: RuleVersion) -> str:
    return "beginning" if version.start == BEGINNING else version.start.isoformat()


def _timeline(rule: Rule, found: list[Span], counts: str, book: Book, page: str) -> Iterator[str]:
    yield from ("## Timeline", "")
    if len(found) > 1:
        labels = [f"from {_name(version)}" for version in rule.versions]
        yield from (pictures.times(f"When “{rule.title}” holds", found, labels, counts), "")
    rows = []
    for each in found:
        version = rule.versions[each.version] if each.version is not None else None
        where = book.paragraph(version.cite.source, version.cite.at, page) if version and version.cite else ""
        in_force = "no longer in force"
        if version is not None:
            in_force = link(f"version {since(version.start)}", f"{page}#{version_id(version, rule, book.issued)}", page)
        known = "always" if each.known_from == BEGINNING else day_name(each.known_from)
        rows.append([day_name(each.start), day_name(each.end), known, day_name(each.known_until), in_force, where])
    yield from table(("In force from", "until before", "Known from", "until before", "What holds", "By"), rows, "timeline")
    moved = [name for name in _read(rule) if name in book.library.values and len(book.library.values[name].versions) > 1]
    if moved and len(found) == 1:
        told = " · ".join(book.fact(name, page) for name in moved)
        yield from (f"The rule has one version, but a value that it reads has several, drawn below: {told}.", "")


def _values(rule: Rule, book: Book, page: str) -> Iterator[str]:
    names = [name for name in _read(rule) if name in book.library.values]
    if names:
        yield from ("## Dated values that it reads", "")
        for name in names:
            yield from value_summary(book.library.values[name], book, page)


def _read(rule: Rule) -> list[str]:
    return list(dict.fromkeys(name for version in rule.versions for name in sorted(names_read(version))))


def _readings(rule: Rule, book: Book, page: str) -> Iterator[str]:
    if rule.readings:
        yield from ("## Readings that it rests on", "")
    for name in rule.readings:
        reading = book.library.readings[name]
        yield from ('<div class="reading" markdown="1">', "")
        yield f"**{book.prose(name, page)}** {sureness(reading.confidence)}"
        yield from ("", book.prose(reading.tension, page), "", f"**We read:** {book.prose(reading.reading, page)}", "")
        for other in reading.alternatives:
            yield from (f"**Another reading:** {book.prose(other, page)}", "")
        yield from ("</div>", "")


def _not_encoded(rule: Rule, book: Book, page: str) -> Iterator[str]:
    if rule.not_encoded:
        yield from ("## Not encoded here", "")
    for quote, why in rule.not_encoded:
        yield f"- “{words(quote)}” — {book.prose(why, page)}"
    yield ""


def _connected(rule: Rule, book: Book, page: str) -> Iterator[str]:
    derived = list(dict.fromkeys(each.fact for version in rule.versions for each in version.derives))
    read = _read(rule)
    uses = [other for name in read for other in book.derivers.get(name, ()) if other != rule.id]
    used = [other for name in derived for other in book.readers.get(name, ()) if other != rule.id]
    named = {other.id for other in book.library.rules.values() if other.id != rule.id and rule.id in _texts(other)}
    names = [other for other in book.named_in.findall(_texts(rule)) if other in book.library.rules and other != rule.id]
    facts = [book.fact(name, page) for name in read if name in book.library.facts]
    yield from ("## Connections { data-search-exclude }", "")
    for told, links in (
        ("Reads", facts),
        ("Works out", [book.fact(name, page) for name in derived]),
        ("Builds on what these rules work out", [book.rule(each, page) for each in dict.fromkeys(uses)]),
        ("Is built on by", [book.rule(each, page) for each in dict.fromkeys(used)]),
        ("Refers to", [book.rule(each, page) for each in dict.fromkeys(names)]),
        ("Is referred to by", [book.rule(each, page) for each in sorted(named)]),
    ):
        if links:
            yield from (f"**{told}:** {' · '.join(links)}", "")


def _texts(rule: Rule) -> str:
    """What a rule says of others: why it does not encode something."""
    return " ".join(f"{why} " for _, why in rule.not_encoded)
