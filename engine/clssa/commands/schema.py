"""The command `clssa schema`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clssa.commands.shared import could_not_run, counted, own_policies, policies_option, write


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 where one is not up to date.")
@policies_option
def schema(only_check: bool, policies: Path | None) -> None:
    """Write the JSON Schemas by which an editor completes, explains and checks policy files and cases.

    Exit status: 0 they are up to date; 1 one is not (with --check); 2 the policies are faulty.
    """
    from clssa.library import load_library
    from clssa.schema import FOLDER, schemas, stale

    folder = own_policies(policies)
    library = could_not_run(lambda: load_library(folder))
    beside = folder.parent / FOLDER
    old = stale(library, beside)
    if only_check:
        for name in old:
            click.echo(f"{beside / name} is not up to date: run clssa schema")
        click.echo(f"{counted(len(schemas(library)), 'schema')}: {len(old)} to be written")
        sys.exit(1 if old else 0)
    beside.mkdir(exist_ok=True)
    for name, text in schemas(library).items():
        write(text, beside / name)
    click.echo(f"{counted(len(schemas(library)), 'schema')} in {beside}: {len(old)} changed")
