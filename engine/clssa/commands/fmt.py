"""The command `clssa fmt`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from clssa.commands.shared import FAULTY, counted, own_policies, policies_option, write
from clssa.language.fault import Fault, Faults, printable


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]…")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; name the files that would change, and exit 1.")
@policies_option
def fmt(files: tuple[Path, ...], only_check: bool, policies: Path | None) -> None:
    """Put policy files (or the YAML FILEs given) into the common form: keys in their order, two spaces a level.

    Comments and line breaks stay, and so does what a file says. The texts of the sources are left alone.

    Exit status: 0 every file is in the common form; 1 one is not (with --check); 2 a file cannot be read, and none was changed.
    """
    from clssa.library.files import library_files

    folder = own_policies(policies)
    asked = files or tuple(library_files(folder))
    new, faults = _formatted([path for path in asked if path.suffix in (".yaml", ".yml")], folder)
    if faults:
        click.echo(f"{Faults(faults)}\n{counted(len(faults), 'fault')}: no file was changed", err=True)
        sys.exit(FAULTY)
    for path, text in new.items():
        click.echo(f"{printable(str(path))} {'is not in the common form' if only_check else 'was put into the common form'}")
        if not only_check:
            write(text, path)
    if only_check and new:
        click.echo(f"{counted(len(new), 'file')} to be changed: run clssa fmt")
        sys.exit(1)


def _formatted(paths: list[Path], policies: Path) -> tuple[dict[Path, bytes], list[Fault]]:
    """The files that change, as they are to be, and what is wrong with those that cannot be read."""
    from clssa.fmt import formatted
    from clssa.library.forms_of_files import FILES, kind_of_file
    from clssa.library.sources import read_file
    from clssa.schema import modeline

    new: dict[Path, bytes] = {}
    faults: list[Fault] = []
    for path in paths:
        kind = kind_of_file(path, policies)
        if kind == "paragraphs":
            continue  # verbatim, and held by its digest
        try:
            data = read_file(path)
            made = formatted(data, str(path), FILES[kind][0] if kind else None, modeline(path, policies))
        except Faults as found:
            faults += found.faults
            continue
        if made != data:
            new[path] = made
    return new, faults
