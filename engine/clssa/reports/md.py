"""The Markdown format: for a merge request, a wiki or a letter. Nothing of the input is taken for Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from clssa.language.fault import printable
from clssa.notes.compare import Edit
from clssa.reports.page import FactSaid, FindingSaid, Page

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&@$]|:(?=//)|(?<=www)\.")
_FIRST = re.compile(r"^(\d*)([-+=.)])")
_HEADS = ("Draft", "Case", "Verdict", "Errors", "Warnings", "Remarks", "Missing facts")


def render(pages: Sequence[Page]) -> str:
    """One page after the other; of several drafts, a table of them first."""
    lines = list(_overview(pages)) if len(pages) > 1 else []
    for page in pages:
        lines += [*([""] if lines else []), *_page(page)]
    return "\n".join(lines) + "\n"


def _overview(pages: Sequence[Page]) -> Iterator[str]:
    yield from (f"# {len(pages)} drafts", "")
    yield from table(_HEADS, ([page.draft, page.case, page.verdict, *map(str, page.numbers or ("",) * 4)] for page in pages))


def _page(page: Page) -> Iterator[str]:
    yield from (f"# {page.verdict}: {plain(page.case or page.draft)}", "", f"Draft: {plain(page.draft)}")
    if page.error:
        yield from ("", plain(page.error))
        return
    yield from ("", plain(page.dates))
    if page.nothing_checked:
        yield from ("", f"**{page.nothing_checked}**")
    errors, warnings, remarks = page.groups
    yield from _group(*errors)
    yield from _group(*warnings)
    yield from _asked(page)
    yield from _group(*remarks)
    yield from _listed("For information only, as their source no longer stands", page.informational)
    yield from _listed("Worked out", page.worked_out)
    yield from _listed("Tracked changes that nobody has accepted or rejected", page.changes)
    if page.facts:
        yield from ("", "## What was read in the draft", "")
        rows = ([each.element, each.label, each.value, each.where] for each in page.facts)
        yield from table(("Of", "Fact", "Value", "Place"), rows)
    yield from ("", plain(page.counts))


def _group(heading: str, findings: Sequence[FindingSaid]) -> Iterator[str]:
    if findings:
        yield from ("", f"## {heading}: {len(findings)}")
    for number, each in enumerate(findings, 1):
        place = f"{each.subject}, {each.where}" if each.where else each.subject
        yield from ("", f"### {number}. {plain(each.title)} ({plain(place)})", "")
        yield from (f"- {plain(said)}" for said in each.sentences)
        yield from (f"- {_marked(edit)}" for edit in each.edits)
        yield from (f"- In the draft: {_stated(fact)}" for fact in each.facts)
        yield from (f"- {plain(said)}" for said in each.workings)
        if each.do_this:
            yield f"- **{plain(each.do_this)}**"
        yield from (f"- {plain(said)}" for said in each.lowered)
        version = f", version {each.version}" if each.version else ""
        yield from ("", f"> {plain(each.source)} (rule `{each.rule}`{version})")
        if each.quote or each.in_our_words:
            text = f"“{each.quote}”" if each.quote else f"in our words, {each.in_our_words}"
            yield from (">", f"> {plain(text)}")


def _marked(edit: Edit) -> str:
    """The changed words in their place: struck through what does not belong there, bold what does."""
    wrong = f"~~{plain(edit.actual)}~~" if edit.actual else ""
    right = f"**{plain(edit.expected)}**" if edit.expected else ""
    words = " ".join(filter(None, (plain(edit.before), wrong, right, plain(edit.after))))
    return f"In the note (struck through: delete; bold: insert): … {words} …"


def _stated(fact: FactSaid) -> str:
    return plain(f"{fact.element + ', ' if fact.element else ''}{fact.label}: {fact.value} ({fact.where})")


def _asked(page: Page) -> Iterator[str]:
    if page.asked:
        yield from ("", f"## What could not be decided: {page.undecided}, for want of {len(page.asked)} facts", "")
    for each in page.asked:
        yield f"- `{each.name}`: {plain(each.means)}"
        if each.looked:
            yield f"  - Looked for it in: {plain(each.looked)}"
        yield f"  - It would settle: {plain(each.settles)}."


def _listed(heading: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        yield from ("", f"## {heading}", "", *(f"- {plain(each)}" for each in entries))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table; the texts of its rows are plain, not Markdown."""
    for row in (heads, ["---"] * len(heads)):
        yield f"| {' | '.join(row)} |"
    for row in rows:
        yield f"| {' | '.join(map(plain, row))} |"


def plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    text = printable(" ".join(text.split()))
    return _FIRST.sub(r"\1\\\2", _SIGNS.sub(r"\\\g<0>", text))
