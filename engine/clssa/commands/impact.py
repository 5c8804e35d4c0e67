"""The command `clssa impact`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from clssa.commands.shared import FAULTY, never_over, policies_folder, policies_option, write
from clssa.language.fault import printable


@click.command()
@click.argument("base", metavar="BASE")
@click.argument("head", required=False, metavar="[HEAD]")
@click.option(
    "--cases", multiple=True, metavar="PATH", help="A case, a draft, a folder of them, or a pattern. Default: examples/"
)
@click.option("--format", "format_", type=click.Choice(["text", "md", "json"]), default="text", show_default=True,
              help="For a person, a review comment, or a machine.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the impact there.")
@policies_option
def impact(base: str, head: str | None, cases: tuple[str, ...], format_: str, output: Path | None, policies: Path | None) -> None:
    """Show what a change of the policies does: whose verdict flips between two git revisions, when, and by which line.

    BASE and HEAD are revisions such as main or HEAD~1; without HEAD it is the working tree.

    Exit status: 0 nothing comes out otherwise in the cases; 1 something does; 2 the two could not be compared.
    """
    from clssa.impact import impact as compared
    from clssa.impact.cases import case_files
    from clssa.impact.formats import render
    from clssa.impact.sides import CannotCompareError, at_revision, working_tree

    folder = policies_folder(policies)
    try:
        files = case_files(cases or _examples(folder))
        never_over("the impact", output, files)
        with tempfile.TemporaryDirectory(prefix="clssa-") as temporary:
            before = at_revision(base, folder, Path(temporary) / "before")
            after = at_revision(head, folder, Path(temporary) / "after") if head is not None else working_tree(folder)
            found = compared(before, after, files)
            text = render(found, format_)
    except CannotCompareError as error:
        click.echo("\n".join(map(printable, str(error).splitlines())), err=True)
        sys.exit(FAULTY)
    write(text, output)
    for case in found.unreadable:
        click.echo("\n".join(map(printable, f"ERROR  {case.file}\n{case.errors[1]}".splitlines())), err=True)
    sys.exit(FAULTY if found.unreadable else 1 if found.differing else 0)


def _examples(policies: Path) -> tuple[str, ...]:
    """The folder of examples beside the policies, where there is one."""
    folder = policies.parent / "examples"
    return (str(folder),) if folder.is_dir() else ()
