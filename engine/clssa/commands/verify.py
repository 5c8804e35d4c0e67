"""The command `clssa verify`."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click

from clssa.commands.shared import FAULTY, policies_folder, policies_option
from clssa.language.fault import printable

MOST_TOLD = 20


@click.command()
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT")
@policies_option
def verify(report: Path, policies: Path | None) -> None:
    """Run a JSON report again, without the draft, by the policies of its revision, and compare every byte.

    Of a report that an older release wrote in another format, the verdict, the findings and the amounts are compared.

    Exit status: 0 it comes out the same; 1 it differs; 2 it cannot be run again, and why.
    """
    from clssa.evidence.formats import CannotVerify
    from clssa.evidence.rerun import MAX_REPORT, verify

    name = printable(str(report))
    try:
        with report.open("rb") as file:
            data = file.read(MAX_REPORT + 1)
    except OSError as error:
        _cannot(name, f"the file cannot be read: {error.strerror}")
    if len(data) > MAX_REPORT:
        _cannot(name, f"the file is larger than {MAX_REPORT >> 20} MB")
    try:
        found = verify(data, policies_folder(policies))
    except CannotVerify as reason:
        _cannot(name, str(reason))
    if found.differences:
        click.echo(f"DIFFERS  {name} is not what comes out of the same case, rules and days:")
        for each in found.differences[:MOST_TOLD]:
            click.echo(f"- {printable(each)}")
        if len(found.differences) > MOST_TOLD:
            click.echo(f"- and {len(found.differences) - MOST_TOLD} more")
    else:
        drafts = "1 draft" if found.checked == 1 else f"{found.checked} drafts"
        same = "every byte is the same" if found.every_byte else "the verdict, the findings and the amounts are the same"
        click.echo(f"SAME  {name}: {drafts} checked again from what the report carries; {same}.")
        click.echo(f"SHA-256 of the report: {hashlib.sha256(data).hexdigest()}")
    for each in found.besides:
        click.echo(printable(each))
    sys.exit(1 if found.differences else 0)


def _cannot(name: str, reason: str) -> None:
    click.echo(f"NOT VERIFIED  {name}: {printable(reason)}.", err=True)
    sys.exit(FAULTY)
