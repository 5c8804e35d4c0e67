"""The command `clssa notes`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from clssa.commands.shared import FAULTY, as_of_option, known_on_option, loaded, never_over, policies_option, write
from clssa.language.fault import printable


@click.command()
@click.argument("case", type=click.Path(path_type=Path), metavar="CASE")
@click.option("--facts", type=click.Path(path_type=Path), metavar="FILE", help="A case file with what the draft does not show.")
@as_of_option
@known_on_option
@click.option("--format", "format_", type=click.Choice(["text", "md", "docx"]), default="text", show_default=True,
              help="For a person, a page, or Word.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the notes there.")
@policies_option
def notes(
    case: Path, facts: Path | None, as_of: datetime.date | None, known_on: datetime.date | None,
    format_: str, output: Path | None, policies: Path | None,
) -> None:  # fmt: skip
    """Print the mandatory notes of a document, filled in. CASE is a draft in Word or PDF, or a case file in YAML or JSON.

    Exit status: 0 the notes are whole; 3 a fact is missing, and marked where it belongs; 2 the input or the rules are faulty.
    """
    from clssa.reports.notes_of import CannotBeFilledIn, notes_of

    if format_ == "docx" and output is None:
        raise click.UsageError("notes in Word need a file to stand in: add --output FILE")
    never_over("the notes", output, (case, facts))
    try:
        made, remarks, whole = notes_of(case, facts, as_of, known_on, loaded(policies, remember=True), format_)
    except CannotBeFilledIn as error:
        click.echo("\n".join(map(printable, str(error).splitlines())), err=True)
        sys.exit(FAULTY)
    write(made, output)
    for remark in remarks:
        click.echo(printable(remark), err=True)
    sys.exit(0 if whole else 3)
