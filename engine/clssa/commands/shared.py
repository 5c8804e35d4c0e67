"""What the commands share: dates and folders on the command line, the library, files written whole, exit statuses."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clssa.language.fault import Faults, printable
from clssa.language.types import parse_date

if TYPE_CHECKING:
    from clssa.library.model import Library

FAULTY = 2


class Date(click.ParamType[datetime.date]):
    """A date on the command line."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The date, or a usage error."""
        try:
            return value if isinstance(value, datetime.date) else parse_date(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


policies_option = click.option(
    "--policies", type=click.Path(path_type=Path), help="The policies folder; notes/ stands beside it."
)
as_of_option = click.option(
    "--as-of", type=Date(), metavar="DATE", help="The day of evaluation. Default: the document's own date, else today."
)
known_on_option = click.option("--known-on", type=Date(), metavar="DATE", help="The rules as known on that day. Default: today.")


def policies_folder(given: Path | None) -> Path:
    """The folder asked for; else `policies` here or above; else the one that was installed with the engine."""
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "policies" / "facts").is_dir():
            return Path("policies") if folder == here else folder / "policies"
    installed = Path(__file__).parents[1] / "data" / "policies"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "policies"


def own_policies(given: Path | None) -> Path:
    """The folder asked for, or the one here or above: what is to be written into is never the installed one."""
    folder = policies_folder(given)
    if given is None and not Path.cwd().is_relative_to(folder.absolute().parent):
        click.echo("there is no policies folder here; go to where it stands, or name it with --policies", err=True)
        sys.exit(FAULTY)
    return folder


def loaded(policies: Path | None, remember: bool = False) -> Library:
    """The library; a faulty one ends the command with its faults and exit 2."""
    from clssa.library import load_library

    library: Library = could_not_run(lambda: load_library(policies_folder(policies), remember))
    return library


def could_not_run(work: Callable[[], Any]) -> Any:
    """What the work gives; faults of the library end the command with each of them, and exit 2."""
    try:
        return work()
    except Faults as found:
        click.echo(f"{found}\n{counted(len(found.faults), 'fault')} in the policies: nothing was checked", err=True)
        sys.exit(FAULTY)


def never_over(what: str, written: Path | None, others: Sequence[Path | None]) -> None:
    """Refuses to write over a file that is read, or written, in the same call."""
    if written is not None and os.path.realpath(written) in {os.path.realpath(path) for path in others if path is not None}:
        raise click.UsageError(f"{what} would be written over {printable(str(written))}; name another file")


def write(text: str | bytes, output: Path | None) -> None:
    """To the terminal, or into a file that is there whole or not at all; exit 2 where it cannot be written."""
    if output is None:
        click.echo(text, nl=False)
        return
    data = text if isinstance(text, bytes) else text.encode()
    beside = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        if output.exists() and not output.is_file():
            output.write_bytes(data)  # a device or a pipe: whoever may would replace it by a file
            return
        beside.write_bytes(data)
        os.replace(beside, output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        click.echo(f"{printable(str(output))} cannot be written: {error.strerror}", err=True)
        sys.exit(FAULTY)


def counted(count: int, word: str) -> str:
    """`1 fault`, `2 faults`."""
    return f"{count:,} {word}{'s' * (count != 1)}"
