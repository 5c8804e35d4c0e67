"""The page of each note: on which documents it stands, its words with their blanks, and how it looks filled in."""

from __future__ import annotations

from collections.abc import Iterator

from clssa.check.filled_notes import FilledNote
from clssa.language.yaml import Text
from clssa.notes.filled import Missing, Value, as_text
from clssa.notes.template import NoteTemplate, facts_read
from clssa.reports.notes import heading, mark_of
from clssa.reports.words import capital, shown
from clssa.site.book import Book
from clssa.site.lines import sentence
from clssa.site.markup import badge, code, front, link, raw, table, words
from clssa.site.pieces import as_written, quoted
from clssa.site.times import day_name, since


def note_pages(book: Book) -> Iterator[tuple[str, str]]:
    """A page for each note, and the matrix of all."""
    yield "notes/index.md", "\n".join(_all(book))
    for template in book.library.notes.values():
        page = f"notes/{template.name}.md"
        yield page, "\n".join(_note(template, book, page))


def _ordered(book: Book) -> list[NoteTemplate]:
    notes: list[NoteTemplate] = list(book.library.notes.values())
    return sorted(notes, key=lambda each: (str(each.source), str(each.at).split("/")[0], each.order))


def _all(book: Book) -> Iterator[str]:
    page = "notes/index.md"
    yield from front("Mandatory notes", "Which note stands on which document", wide=True)
    yield from ("# Mandatory notes", "")
    told = "Which documents carry which note: worked out from the rules for the sample documents, each as of its own day."
    yield from (told, "")
    rows = [
        [
            words(str(each.at).split("/")[0]),
            link(words(each.title), f"notes/{each.name}.md", page) + _later(each, book),
            *(_mark(s.notes.notes, each) for s in book.samples),
        ]
        for each in _ordered(book)
    ]
    heads = (f'{words(each.title)}<br><span class="day">{day_name(each.notes.as_of)}</span>' for each in book.samples)
    yield from table(("On", "Note", *heads), rows, "notes")


def _later(template: NoteTemplate, book: Book) -> str:
    """From when it is otherwise than on the days of the samples."""
    seen = max((sample.notes.as_of for sample in book.samples), default=None)
    rules = [rule for rule in book.library.rules.values() if rule.note == template.name]
    later = sorted({version.start for rule in rules for version in rule.versions if seen is not None and version.start > seen})
    return "".join(f"<br>otherwise {since(day)}" for day in later)


def _mark(notes: list[FilledNote], template: NoteTemplate) -> str:
    found = _filled(notes, template)
    if found is None:
        return "–"
    return badge("yes") if found.number is not None else badge("open")


def _filled(notes: list[FilledNote], template: NoteTemplate) -> FilledNote | None:
    return next((each for each in notes if each.template == template.name), None)


def _note(template: NoteTemplate, book: Book, page: str) -> Iterator[str]:
    title = f"{template.title} ({str(template.at).split('/')[0]})"
    rules = [rule for rule in book.library.rules.values() if rule.note == template.name]
    yield from front(title, str(template.title))
    yield from (f"# {words(title)}", "", f"{badge('note')} {code(template.name)}", "{: .under-title }", "")
    yield from (f"The words of {book.paragraph(str(template.source), str(template.at), page)}.", "")
    for rule in rules:
        yield from (f"Demanded by {book.rule(rule.id, page)}.", "")
    yield from ("## When it must be there", "")
    for rule in rules:
        for version in rule.versions:
            yield from (f"**{capital(since(version.start))}**", "")
            parts = [*version.applies_when.parts, *(version.note_required.parts if version.note_required else ())]
            yield from (*(f"- {sentence(part, book)}" for part in parts), "")
            if version.note_forbidden:
                yield from (
                    "and must not be there when",
                    "",
                    *(f"- {sentence(part, book)}" for part in version.note_forbidden.parts),
                    "",
                )
    entry = book.texts.get((str(template.source), str(template.at)))
    columns = entry.get(Text("columns"), {}) if entry is not None else {}
    if columns:
        yield from ("The source's own matrix:", "")
        yield from table([words(str(each).capitalize()) for each in columns], [[words(str(each)) for each in columns.values()]])
    yield from ("## Samples", "")
    yield from _samples(template, book)
    yield from ("## Template", "", "What stands in braces is filled in from the case; everything else is word for word.", "")
    yield from ('<pre class="file" tabindex="0"><code>' + raw(template.text[template.start :].strip()) + "</code></pre>", "")
    facts = list(dict.fromkeys(name for name, _ in facts_read(template)))
    if facts:
        yield from ("Filled in from: " + " · ".join(book.fact(name, page) for name in facts), "")
    for each in template.left_out:
        yield from (f"Left out: “{words(each.words)}” — {words(each.why)}", "")
    for rule in rules:
        for version in rule.versions:
            for cite in (version.cite, *version.also):
                if cite is not None and (cite.source, cite.at) != (str(template.source), str(template.at)):
                    yield from quoted(cite, book, page)
    yield from as_written(template.place.file, book)


def _samples(template: NoteTemplate, book: Book) -> Iterator[str]:
    absent = []
    for sample in book.samples:
        note = _filled(sample.notes.notes, template)
        if note is None:
            absent.append(sample.title)
            continue
        yield from (f"### {words(sample.title)}, as of {shown(sample.notes.as_of)}", "", '<div class="sample">')
        if note.number is None:
            missing = ", ".join(book.label(name) for name in note.undecided)
            yield f"<p>Whether it stands here depends on what the sample does not say: {raw(missing)}.</p>"
        else:
            yield f"<p><strong>{note.number}. {raw(heading(note))}</strong></p>"
        for paragraph in note.paragraphs:
            yield f"<p>{''.join(_part(part, book) for part in paragraph)}</p>"
        yield from ("</div>", "")
    if absent:
        yield from (f"Not demanded on: {words('; '.join(absent))}.", "")


def _part(part: str | Value | Missing, book: Book) -> str:
    if isinstance(part, Missing):
        return f"<mark>{raw(mark_of(part, book.library))}</mark>"
    return f"<b>{raw(as_text(part))}</b>" if isinstance(part, Value) else raw(part)
