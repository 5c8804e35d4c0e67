"""The command `clssa check`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clssa.commands.shared import FAULTY, as_of_option, known_on_option, loaded, never_over, policies_option, write
from clssa.language.fault import printable
from clssa.reports.formats import FORMATS, IN_WORD, TELL_ERRORS

if TYPE_CHECKING:
    from clssa.check import Report
    from clssa.library.model import Library

EXIT = {"pass": 0, "fail": 1, "unknown": 3}
WORST_FIRST = (FAULTY, 1, 3, 0)


@click.command()
@click.argument("drafts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DRAFT…")
@click.option("--facts", type=click.Path(path_type=Path), metavar="FILE", help="A case file with what the draft does not show.")
@as_of_option
@known_on_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="For people: text, md, html, checklist (in Word where FILE ends in .docx). For machines: the others.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the report there.")
@click.option(
    "--annotate",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.docx",
    help="Write a copy of the Word draft there, with the findings as comments.",
)
@policies_option
def check(
    drafts: tuple[Path, ...], facts: Path | None, as_of: datetime.date | None, known_on: datetime.date | None,
    format_: str, output: Path | None, annotate: Path | None, policies: Path | None,
) -> None:  # fmt: skip
    """Check drafts: Word or PDF files, or case files in YAML or JSON.

    Exit status: 0 every draft passes; 1 a draft fails; 3 a fact is missing; 2 one cannot be read, or the rules are faulty.
    """
    from clssa.checking import check_drafts
    from clssa.drafts.opened import cannot_annotate
    from clssa.evidence.record import evidence_of
    from clssa.reports.formats import rendered

    never_over("the report", output, (*drafts, facts))
    never_over("the copy with comments", annotate, (*drafts, facts, output))
    if annotate is not None and (reason := cannot_annotate(drafts, annotate)):
        raise click.UsageError(printable(reason))
    word = output is not None and output.suffix.lower() == ".docx"
    if word and format_ != IN_WORD:
        raise click.UsageError(f"--format {format_} is not written as a Word file (.docx); --format {IN_WORD} is")
    library = loaded(policies, remember=True)
    results = check_drafts(drafts, facts, as_of, known_on, library)
    colour = output is None and sys.stdout.isatty()
    write(rendered(results, library, format_, evidence_of(library), known_on, colour, word), output)
    if annotate is not None and not isinstance(results[0][1], str):
        _annotate(results[0][0], results[0][1], library, annotate)
    if format_ not in TELL_ERRORS:
        for path, result in results:
            if isinstance(result, str):
                lines = "\n".join(map(printable, result.splitlines()))
                click.echo(f"ERROR  {printable(str(path))}\n{lines}", err=True)
    statuses = {FAULTY if isinstance(result, str) else EXIT[result.verdict] for _, result in results}
    sys.exit(next(status for status in WORST_FIRST if status in statuses))


def _annotate(draft: Path, report: Report, library: Library, annotate: Path) -> None:
    from clssa.drafts.apart import annotate_apart
    from clssa.drafts.document import UnreadableDraft
    from clssa.reports.comments import comments

    try:
        write(annotate_apart(draft, comments(report, library), report.as_of), annotate)
    except UnreadableDraft as error:
        click.echo(printable(str(error)), err=True)
        sys.exit(FAULTY)
