"""The command `clssa explain`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import click

from clssa.commands.shared import FAULTY, as_of_option, known_on_option, loaded, policies_option
from clssa.language.fault import did_you_mean, printable


@click.command()
@click.argument("rule", metavar="RULE")
@as_of_option
@known_on_option
@policies_option
def explain(rule: str, as_of: datetime.date | None, known_on: datetime.date | None, policies: Path | None) -> None:
    """Show a rule in force, quoted, with its timeline and readings.

    Exit status: 0 the rule is shown; 2 there is no such rule, or the rules are faulty.
    """
    from clssa.library.dates import today
    from clssa.reports.explain import explain as explained

    library = loaded(policies)
    if rule not in library.rules:
        click.echo(
            f'there is no rule "{printable(rule)}"; {did_you_mean(rule, library.rules, "see policies/ for the rules")}', err=True
        )
        sys.exit(FAULTY)
    now = today()
    click.echo(explained(library.rules[rule], library, as_of or now, known_on or now), nl=False)
