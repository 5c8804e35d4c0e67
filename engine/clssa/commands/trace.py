"""The command `clssa trace`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from clssa.commands.shared import FAULTY, loaded, policies_option
from clssa.language.fault import did_you_mean, printable

if TYPE_CHECKING:
    from clssa.library.model import Library


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "md"]),
    default="text",
    show_default=True,
    help="For a person, a machine, a spreadsheet or a page.",
)
@click.option("--duties", is_flag=True, help="Who shall do what, instead of the paragraphs.")
@click.option("--of", metavar="ACTOR", help="Of the duties, those of one actor.")
@policies_option
def trace(format_: str, duties: bool, of: str | None, policies: Path | None) -> None:
    """Show paragraph by paragraph what encodes the sources, and what is not encoded and why.

    Exit status: 0 every word is accounted for; 1 words are left over; 2 there is no such actor, or the policies are faulty.
    """
    from clssa.library.coverage import coverage
    from clssa.reports import trace as reports

    library = loaded(policies)
    if of is not None and not duties:
        raise click.UsageError("--of names an actor of the duties: add --duties")
    if duties:
        actor = _actor(of, library)
        click.echo(reports.duties(library, actor, format_), nl=False)
        return
    paragraphs = coverage(library)
    click.echo(reports.trace(paragraphs, format_), nl=False)
    sys.exit(1 if any(each.status != "encoded" for each in paragraphs) else 0)


def _actor(asked: str | None, library: Library) -> str | None:
    """The actor as the library calls them; letter case does not matter."""
    if asked is None:
        return None
    names = {name.casefold(): name for name in library.actors}
    if asked.casefold() not in names:
        help = did_you_mean(asked, library.actors, f"actors are {'; '.join(library.actors)}")
        click.echo(f'there is no actor "{printable(asked)}"; {help}', err=True)
        sys.exit(FAULTY)
    return names[asked.casefold()]
