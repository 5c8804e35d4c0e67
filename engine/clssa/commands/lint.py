"""The command `clssa lint`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clssa.commands.shared import could_not_run, counted, policies_folder, policies_option


@click.command()
@policies_option
def lint(policies: Path | None) -> None:
    """Show every fault of policies/ and notes/.

    Exit status: 0 no fault; 1 faults, and which; 2 there are no policies to read.
    """
    from clssa.lint import lint as linted

    library, faults = could_not_run(lambda: linted(policies_folder(policies)))
    for fault in faults:
        click.echo(fault.show() + "\n")
    counts = f"{len(library.rules)} rules, {len(library.values)} dated values, {len(library.notes)} notes"
    click.echo(f"{counts}: {counted(len(faults), 'fault')}")
    sys.exit(1 if faults else 0)
