"""The commands, nothing else."""

from __future__ import annotations

import click

from clssa import __version__
from clssa.commands import check, explain, fmt, impact, lint, new, notes, schema, test, trace, verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="clssa")
def main() -> None:
    """Check drafts against dated, quoted rules.

    Exit status: 0 pass or clean; 1 a check failed; 3 a fact is missing to decide; 2 the input or the rules are faulty.
    """


COMMANDS = (
    check.check,
    notes.notes,
    verify.verify,
    explain.explain,
    trace.trace,
    lint.lint,
    test.test,
    impact.impact,
    new.new,
    fmt.fmt,
    schema.schema,
)

for command in COMMANDS:
    main.add_command(command)
