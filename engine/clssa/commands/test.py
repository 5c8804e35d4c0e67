"""The command `clssa test`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clssa.commands.shared import FAULTY, could_not_run, counted, loaded, policies_option
from clssa.language.fault import did_you_mean, printable


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]…")
@policies_option
def test(names: tuple[str, ...], policies: Path | None) -> None:
    """Run the examples in the rules, and name each change of the policies that no example would notice.

    NAME is that of a rule, a dated value, a subject (for the file of its facts) or a source: then only that is tested.

    Exit status: 0 every example comes out as it says, and every change is noticed; 1 not so, and which; 2 the rules are faulty.
    """
    from clssa.examples.examiner import examine_all
    from clssa.examples.tried import units_of
    from clssa.progress import tell_changes

    library = loaded(policies)
    units = units_of(library)
    known = [unit.name for unit in units]
    for name in names:
        if name not in known:
            help = did_you_mean(name, known, "see policies/ for the names of rules, values, subjects and sources")
            click.echo(f'there is no rule "{printable(name)}"; {help}', err=True)
            sys.exit(FAULTY)
    wanted = [unit for unit in units if not names or unit.name in names]
    examined = could_not_run(lambda: examine_all(library, wanted, tell_changes(len(wanted))))
    faults = [fault for each in examined for fault in each.faults]
    for fault in faults:
        click.echo(fault.show() + "\n")
    counts = [
        counted(sum(unit.kind == "rule" for unit in wanted), "rule"),
        counted(sum(each.examples for each in examined), "example"),
        f"{counted(sum(each.changes for each in examined), 'change')} tried",
    ]
    if waiting := sum(each.waits for each in examined):
        counts.append(f"changes of {counted(waiting, 'file')} not tried before the examples hold")
    click.echo(f"{', '.join(counts)}: {counted(len(faults), 'fault')}")
    sys.exit(1 if faults else 0)
