"""The lists: facts, readings, duties, the matrix, what is not incorporated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clssa.language.yaml import Text
from clssa.library.model import FactInfo
from clssa.reports.words import capital
from clssa.site.book import Book
from clssa.site.markup import anchor, badge, code, front, link, sureness, table, words
from clssa.site.times import day_name


def list_pages(book: Book) -> Iterator[tuple[str, str]]:
    """Each list is one page."""
    yield "facts/index.md", "\n".join(_facts(book, "facts/index.md"))
    yield "readings.md", "\n".join(_readings(book, "readings.md"))
    yield "duties.md", "\n".join(_duties(book, "duties.md"))
    yield "matrix.md", "\n".join(_matrix(book, "matrix.md"))
    yield "not-incorporated.md", "\n".join(_gaps(book, "not-incorporated.md"))


def _facts(book: Book, page: str) -> Iterator[str]:
    yield from front("Glossary of facts", "What every word that a rule uses means")
    yield from ("# Glossary of facts", "", "Every word that a rule may use of a case, and what it means.", "")
    for subject in book.library.subjects.values():
        told = f"one for each of the {subject.list}" if subject.list else "one for each case"
        yield from (f"## {words(subject.name)} {{ #subject-{subject.name} }}", "", f"{words(told)}.".capitalize(), "")
        for name, info in book.library.facts.items():
            if name.partition(".")[0] == subject.name:
                yield from _fact(name, info, book, page)


def _fact(name: str, info: FactInfo, book: Book, page: str) -> Iterator[str]:
    yield from ('<section class="fact" markdown="1">', "")
    yield from (f"### {words(info.label)} {{ #{anchor(name)} }}", "")
    yield from (f"{code(name)} {badge('worked out') if info.derived else ''}", "")
    optional = ", or none" if info.type.optional else ""
    yield from (f"{words(info.means)} {words(f'({info.type.describe()}{optional})')}", "")
    if rules := book.derivers.get(name):
        yield from (f"Worked out by {' · '.join(book.rule(each, page) for each in rules)}", "")
    if rules := book.readers.get(name):
        many = len(rules)
        links = " · ".join(book.rule(each, page) for each in rules)
        if many > 4:
            yield from (f'<details markdown="1"><summary>Read by {many} rules</summary>', "", links, "", "</details>", "")
        else:
            yield from (f"Read by {links}", "")
    yield from ("</section>", "")


def _readings(book: Book, page: str) -> Iterator[str]:
    yield from front("Readings", "How unclear text is read, with alternatives", boost=7)
    yield from (
        "# Readings",
        "",
        "Where a text is unclear: the tension, how we read it, what else it could mean, and how sure we are.",
        "",
    )
    users: dict[str, list[str]] = {}
    for rule in book.library.rules.values():
        for name in rule.readings:
            users.setdefault(name, []).append(book.rule(rule.id, page))
    for reading in book.library.readings.values():
        entry = book.remarks[reading.id]
        yield from (f"## {words(reading.id)} {{ #{anchor(reading.id)} }}", "")
        yield from (sureness(reading.confidence), "")
        yield from (
            f"**The tension.** {book.prose(reading.tension, page)}",
            "",
            f"**We read.** {book.prose(reading.reading, page)}",
            "",
        )
        for other in reading.alternatives:
            yield from (f"**Another reading.** {book.prose(other, page)}", "")
        for key, told in (("unverified", "Not verified."), ("note", "Note."), ("unread", "No rule rests on it.")):
            if Text(key) in entry:
                yield from (f"**{told}** {book.prose(str(entry[Text(key)]), page)}", "")
        if users.get(reading.id):
            yield from (f"Rests on it: {' · '.join(users[reading.id])}", "")


def _duties(book: Book, page: str) -> Iterator[str]:
    yield from front("Duties by actor", "Who shall do what")
    yield from ("# Duties by actor", "", "Who shall do what, in the words that bind them.", "")
    order = {key: place for place, key in enumerate(book.paragraphs)}
    found = [(rule, rule.versions[0]) for rule in book.library.rules.values() if rule.versions[0].actor]
    found.sort(key=lambda each: order[each[1].cite.source, each[1].cite.at] if each[1].cite else -1)
    actors = [*book.library.actors, *sorted({version.actor for _, version in found} - set(book.library.actors))]
    for actor in actors:
        mine = [(rule, version) for rule, version in found if version.actor == actor]
        if not mine:
            continue
        yield from (
            f"## {words(capital(actor))} {{ #{anchor(actor)} }}",
            "",
            book.prose(book.library.actors.get(actor, ""), page),
            "",
        )
        rows = [
            [
                words(version.modality),
                book.rule(rule.id, page),
                book.paragraph(version.cite.source, version.cite.at, page) if version.cite else "",
            ]
            for rule, version in mine
        ]
        yield from table(("Binds", "Duty", "Paragraph"), rows)


def _matrix(book: Book, page: str) -> Iterator[str]:
    counts = Counter(each.status for each in book.paragraphs.values())
    yield from front("Traceability matrix", "Each paragraph of each source, and what encodes it")
    yield from ("# Traceability matrix", "")
    yield f"{len(book.paragraphs)} paragraphs: {counts['encoded']} accounted for,"
    yield f"{counts['partly']} with words left over, {counts['nothing']} with nothing."
    left_out = link("what is not incorporated", "not-incorporated.md", page)
    yield from (f"A gap is marked {badge('gap')}. What is left out on purpose stands in {left_out}.", "")
    for source in book.library.sources.values():
        yield from (f"## {words(source.title)} {{ #{anchor(source.id)} }}", "")
        rows = []
        for at in source.provisions:
            each = book.paragraphs[source.id, at]
            by = "<br>".join(f"{book.encoding(one.name, one.kind, one.title, page)} {badge(one.kind)}" for one in each.encoded_by)
            reasons = f"not-incorporated.md#{anchor(source.id)}"
            left = link(f"{len(each.not_encoded)} left out, with reasons", reasons, page) if each.not_encoded else ""
            gap = (
                f"{badge('gap')} {words('; '.join(each.left_over) or 'nothing encodes it')}" if each.status != "encoded" else left
            )
            examples = sum(one.examples for one in each.encoded_by)
            rows.append([link(words(at), f"sources/{source.id}.md#{anchor(at)}", page), by, str(examples or ""), gap])
        yield from table(("Paragraph", "Encoded by", "Examples", "Gaps"), rows, "matrix")


def _gaps(book: Book, page: str) -> Iterator[str]:
    yield from front("What is not incorporated", "What the sources say and no check decides")
    yield from (
        "# What is not incorporated",
        "",
        "What the sources say and these rules do not decide, what was put off, and what we have not seen.",
        "",
    )
    yield from ("## Words that nothing accounts for", "")
    gaps = [each for each in book.paragraphs.values() if each.status != "encoded"]
    for each in gaps:
        left = "; ".join(f"“{words(run)}”" for run in each.left_over) or "the whole paragraph"
        yield f"- {badge('gap')} {book.paragraph(each.source, each.at, page)}: {left}"
    yield from ("" if gaps else "None: every word of every source that is held is encoded, or left out below with a reason.", "")
    yield from _later(book, page)
    yield from (
        "## Sources whose words are not held",
        "",
        "They are described in our own words. What they say beyond that is not here.",
        "",
    )
    for source in book.library.sources.values():
        if not source.held:
            issued = (
                f"issued {day_name(source.issued)}" if source.issued.year < 9999 else "day of issue not known: it decides nothing"
            )
            yield f"- {link(words(source.title), f'sources/{source.id}.md', page)}, {issued}"
    yield ""
    yield from ("## Not verified", "", "What no source that we hold shows.", "")
    for (source_id, at), entry in book.texts.items():
        if Text("unverified") in entry:
            yield f"- {book.paragraph(source_id, at, page)}: {book.prose(str(entry[Text('unverified')]), page)}"
    for source_id, head in book.heads.items():
        if Text("unverified") in head:
            title = link(words(book.library.sources[source_id].title), f"sources/{source_id}.md", page)
            yield f"- {title}: {book.prose(str(head[Text('unverified')]), page)}"
    for name, entry in book.remarks.items():
        if Text("unverified") in entry:
            yield f"- {book.prose(name, page)}: {book.prose(str(entry[Text('unverified')]), page)}"
    yield ""
    deferred = [rule for rule in book.library.rules.values() if rule.kind == "deferred"]
    if deferred:
        yield from ("## Put off by the sources themselves", "", *(f"- {book.rule(rule.id, page)}" for rule in deferred), "")
    yield from ("## Left out on purpose, paragraph by paragraph", "")
    for source in book.library.sources.values():
        rows = [
            [
                link(words(each.at), f"sources/{each.source}.md#{anchor(each.at)}", page),
                f"“{words(quote)}”",
                book.prose(why, page),
            ]
            for each in book.paragraphs.values()
            if each.source == source.id
            for _, quote, why in each.not_encoded
        ]
        if rows:
            yield from (f"### {words(source.title)} {{ #{anchor(source.id)} }}", "")
            yield from table(("Paragraph", "Words", "Why"), rows, "reasons")


def _later(book: Book, page: str) -> Iterator[str]:
    """The register of policy that is known and not incorporated, by the day on which it was known."""
    found = [
        (book.issued(version.cite.source), rule.title, version.cite, rule.id)
        for rule in book.library.rules.values()
        if rule.kind == "reference" and book.group(rule) not in book.library.sources
        for version in rule.versions
        if version.cite is not None
    ]
    if found:
        yield from ("## Later policy that is known and not incorporated", "")
        rows = [
            [day_name(day), book.rule(rule, page), book.paragraph(cite.source, cite.at, page)]
            for day, _, cite, rule in sorted(found, key=lambda each: (each[0], each[1]))
        ]
        yield from table(("Known from", "What", "Paragraph"), rows, "days")
