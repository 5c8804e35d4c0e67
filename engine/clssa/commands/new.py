"""The command `clssa new`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clssa.commands.shared import FAULTY, could_not_run, counted, own_policies, policies_option
from clssa.language.fault import Faults, printable

RULE_KINDS = ("requirement", "calculation", "note", "definition", "duty", "statement", "deferred", "reference")


@click.command()
@click.argument("source")
@click.argument("at")
@click.option("--kind", type=click.Choice(RULE_KINDS), default="requirement", show_default=True, help="What the rule does.")
@click.option("--asked-of", metavar="SUBJECT", help="Of what it is asked: a subject of policies/facts/.")
@click.option("--id", "id_", metavar="ID", help="The name of the rule and of its file. Default: from the paragraph.")
@policies_option
def new(source: str, at: str, kind: str, asked_of: str | None, id_: str | None, policies: Path | None) -> None:
    """Begin a rule from the paragraph AT of a SOURCE; `clssa trace` shows which paragraphs nothing encodes yet.

    Exit status: 0 the file was written; 2 it was not, and why.
    """
    from clssa.library import read_library
    from clssa.new import CannotBegin, new_rule

    folder = own_policies(policies)
    library, faults = could_not_run(lambda: read_library(folder))
    if faults and not library.rules:
        click.echo(f"{Faults(faults)}\n{counted(len(faults), 'fault')} in the policies: no rule was begun", err=True)
        sys.exit(FAULTY)
    try:
        path = new_rule(library, source, at, kind, asked_of, id_)
    except CannotBegin as error:
        click.echo(printable(str(error)), err=True)
        sys.exit(FAULTY)
    click.echo(f"{path} is begun, with the words of {source}, {at}. Next:")
    click.echo("1. Write what is marked TODO, and delete the comments. The words of a line stand in facts/ and values/.")
    click.echo("2. clssa lint shows each TODO that is left, and each mistake, with its line and column.")
    click.echo(f"3. clssa test {path.stem} runs its examples, and clssa explain shows it as others will read it.")
