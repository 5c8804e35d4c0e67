"""The Markdown format: for a merge request, a wiki or a letter. Nothing of the input is taken for Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clssa.notes.compare import Edit
from clssa.reports.page import FactSaid, FindingSaid, Page
from clssa.text.markdown import escape, table

_HEADS = ("Draft", "Case", "Verdict", "Errors", "Warnings", "Remarks", "Missing facts")


def render(pages: Sequence[Page], foot: str) -> str:
    """One page after the other; of several drafts, a table of them first. `foot` is the last line."""
    lines = list(_overview(pages)) if len(pages) > 1 else []
    for page in pages:
        lines += [*([""] if lines else []), *_page(page)]
    lines += ["", escape(foot)]
    return "\n".join(lines) + "\n"


def _overview(pages: Sequence[Page]) -> Iterator[str]:
    yield from (f"# {len(pages)} drafts", "")
    yield from table(_HEADS, ([page.draft, page.case, page.verdict, *map(str, page.numbers or ("",) * 4)] for page in pages))


def _page(page: Page) -> Iterator[str]:
    yield from (f"# {page.verdict}: {escape(page.case or page.draft)}", "", f"Draft: {escape(page.draft)}")
    if page.error:
        yield from ("", escape(page.error))
        return
    yield from ("", escape(page.dates))
    if page.nothing_checked:
        yield from ("", f"**{page.nothing_checked}**")
    errors, warnings, remarks = page.groups
    yield from _group(*errors)
    yield from _group(*warnings)
    yield from _asked(page)
    yield from _group(*remarks)
    yield from _listed("For information only, as their source no longer stands", page.informational)
    yield from _listed("Worked out", page.worked_out)
    yield from _listed("Taken from another draft", page.taken)
    yield from _listed("Tracked changes that nobody has accepted or rejected", page.changes)
    if page.facts:
        yield from ("", "## What was read in the draft", "")
        rows = ([each.element, each.label, each.value, each.where] for each in page.facts)
        yield from table(("Of", "Fact", "Value", "Place"), rows)
    yield from ("", escape(page.counts))


def _group(heading: str, findings: Sequence[FindingSaid]) -> Iterator[str]:
    if findings:
        yield from ("", f"## {heading}: {len(findings)}")
    for number, each in enumerate(findings, 1):
        place = f"{each.subject}, {each.where}" if each.where else each.subject
        yield from ("", f"### {number}. {escape(each.title)} ({escape(place)})", "")
        yield from (f"- {escape(said)}" for said in each.sentences)
        yield from (f"- {_marked(edit)}" for edit in each.edits)
        yield from (f"- Stated: {_stated(fact)}" for fact in each.facts)
        yield from (f"- {escape(said)}" for said in each.workings)
        if each.do_this:
            yield f"- **{escape(each.do_this)}**"
        yield from (f"- {escape(said)}" for said in each.lowered)
        version = f", version {each.version}" if each.version else ""
        yield from ("", f"> {escape(each.source)} (rule `{each.rule}`{version})")
        if each.quote or each.in_our_words:
            text = f"“{each.quote}”" if each.quote else f"in our words, {each.in_our_words}"
            yield from (">", f"> {escape(text)}")


def _marked(edit: Edit) -> str:
    """The changed words in their place: struck through what does not belong there, bold what does."""
    wrong = f"~~{escape(edit.actual)}~~" if edit.actual else ""
    right = f"**{escape(edit.expected)}**" if edit.expected else ""
    words = " ".join(filter(None, (escape(edit.before), wrong, right, escape(edit.after))))
    return f"In the note (struck through: delete; bold: insert): … {words} …"


def _stated(fact: FactSaid) -> str:
    return escape(f"{fact.element + ', ' if fact.element else ''}{fact.label}: {fact.value} ({fact.where})")


def _asked(page: Page) -> Iterator[str]:
    if page.asked:
        yield from ("", f"## What could not be decided: {page.undecided}, for want of {len(page.asked)} facts", "")
    for each in page.asked:
        yield f"- `{each.name}`: {escape(each.means)}"
        if each.looked:
            yield f"  - Looked for it in: {escape(each.looked)}"
        yield f"  - It would settle: {escape(each.settles)}."


def _listed(heading: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        yield from ("", f"## {heading}", "", *(f"- {escape(each)}" for each in entries))
