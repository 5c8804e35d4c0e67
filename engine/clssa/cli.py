"""The commands, nothing else."""

from __future__ import annotations

import click

from clssa import __version__
from clssa.commands import check, explain, fmt, impact, lint, new, notes, schema, test, trace, verify


def _show_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        from clssa.agenda import agenda_name

        click.echo(f"clssa, version {__version__} (agenda: {agenda_name()})")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
    help="Show the version, and what orders the rules.",
)  # fmt: skip
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
