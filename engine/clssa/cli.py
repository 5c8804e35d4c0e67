"""The commands, nothing else."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clssa import __version__
from clssa.language.fault import Faults, did_you_mean, printable
from clssa.language.types import parse_date

if TYPE_CHECKING:
    from clssa.check import Report
    from clssa.library.model import Library

EXIT = {"pass": 0, "fail": 1, "unknown": 3}
FAULTY = 2
WORST_FIRST = (FAULTY, 1, 3, 0)
RULE_KINDS = ("requirement", "calculation", "note", "definition", "duty", "statement", "deferred", "reference")


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


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="clssa")
def main() -> None:
    """Check drafts against dated, quoted rules.

    Exit status: 0 pass or clean; 1 a check failed; 3 a fact is missing to decide; 2 the input or the rules are faulty.
    """


@main.command()
@click.argument("drafts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DRAFT…")
@click.option("--facts", type=click.Path(path_type=Path), metavar="FILE", help="A case file with what the draft does not show.")
@as_of_option
@known_on_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "md", "html"]),
    default="text",
    show_default=True,
    help="For a person, a machine, a text with Markdown, or a page.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the report there.")
@click.option(
    "--annotate",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.docx",
    help="Write a copy of the Word draft there, with the findings as comments.",
)
@policies_option
def check(
    drafts: tuple[Path, ...], facts: Path | None, as_of: datetime.date | None, known_on: datetime.date | None,
    format_: str, output: Path | None, annotate: Path | None, policies: Path | None,
) -> None:  # fmt: skip
    """Check drafts: Word or PDF files, or case files in YAML or JSON."""
    from clssa.checking import check_drafts, rendered
    from clssa.drafts.opened import cannot_annotate

    _never_over("the report", output, (*drafts, facts))
    _never_over("the report", annotate, (*drafts, facts, output))
    if annotate is not None and (reason := cannot_annotate(drafts, annotate)):
        raise click.UsageError(printable(reason))
    library = loaded(policies, remember=True)
    results = check_drafts(drafts, facts, as_of, known_on, library)
    text = rendered(results, library, format_, colour=output is None and sys.stdout.isatty())
    _write(text, output)
    if annotate is not None and not isinstance(results[0][1], str):
        _annotate(results[0][0], results[0][1], library, annotate)
    if format_ != "json":
        for path, result in results:
            if isinstance(result, str):
                lines = "\n".join(map(printable, result.splitlines()))
                click.echo(f"ERROR  {printable(str(path))}\n{lines}", err=True)
    statuses = {FAULTY if isinstance(result, str) else EXIT[result.verdict] for _, result in results}
    sys.exit(next(status for status in WORST_FIRST if status in statuses))


@main.command()
@click.argument("case", type=click.Path(path_type=Path), metavar="CASE")
@click.option("--facts", type=click.Path(path_type=Path), metavar="FILE", help="A case file with what the draft does not show.")
@as_of_option
@known_on_option
@click.option("--format", "format_", type=click.Choice(["text", "md", "docx"]), default="text", show_default=True,
              help="For a person, a page, or Word.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the notes there.")
@policies_option
def notes(
    case: Path, facts: Path | None, as_of: datetime.date | None, known_on: datetime.date | None,
    format_: str, output: Path | None, policies: Path | None,
) -> None:  # fmt: skip
    """Print the mandatory notes of a document, filled in. CASE is a draft in Word or PDF, or a case file in YAML or JSON.

    Exit status: 0 the notes are whole; 3 a fact is missing, and marked where it belongs; 2 the input or the rules are faulty.
    """
    from clssa.reports.notes_of import CannotBeFilledIn, notes_of

    if format_ == "docx" and output is None:
        raise click.UsageError("notes in Word need a file to stand in: add --output FILE")
    _never_over("the notes", output, (case, facts))
    try:
        made, remarks, whole = notes_of(case, facts, as_of, known_on, loaded(policies, remember=True), format_)
    except CannotBeFilledIn as error:
        click.echo("\n".join(map(printable, str(error).splitlines())), err=True)
        sys.exit(FAULTY)
    _write(made, output)
    for remark in remarks:
        click.echo(printable(remark), err=True)
    sys.exit(0 if whole else 3)


def _never_over(what: str, written: Path | None, others: Sequence[Path | None]) -> None:
    """Refuses to write over a file that is read, or written, in the same call."""
    if written is not None and os.path.realpath(written) in {os.path.realpath(path) for path in others if path is not None}:
        raise click.UsageError(f"{what} would be written over {printable(str(written))}; name another file")


def _annotate(draft: Path, report: Report, library: Library, annotate: Path) -> None:
    from clssa.drafts.document import UnreadableDraft
    from clssa.drafts.word_comments import annotated
    from clssa.reports.comments import comments

    try:
        _write(annotated(draft, comments(report, library), report.as_of), annotate)
    except UnreadableDraft as error:
        click.echo(printable(str(error)), err=True)
        sys.exit(FAULTY)


def _write(text: str | bytes, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    beside = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        beside.write_bytes(text if isinstance(text, bytes) else text.encode())
        os.replace(beside, output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        click.echo(f"{printable(str(output))} cannot be written: {error.strerror}", err=True)
        sys.exit(FAULTY)


@main.command()
@click.argument("rule", metavar="RULE")
@as_of_option
@known_on_option
@policies_option
def explain(rule: str, as_of: datetime.date | None, known_on: datetime.date | None, policies: Path | None) -> None:
    """Show a rule in force, quoted, with its timeline and readings."""
    from clssa.reports.explain import explain as explained

    library = loaded(policies)
    if rule not in library.rules:
        click.echo(
            f'there is no rule "{printable(rule)}"; {did_you_mean(rule, library.rules, "see policies/ for the rules")}', err=True
        )
        sys.exit(FAULTY)
    today = datetime.date.today()
    click.echo(explained(library.rules[rule], library, as_of or today, known_on or today), nl=False)


@main.command()
@policies_option
def lint(policies: Path | None) -> None:
    """Show every fault of policies/ and notes/."""
    from clssa.lint import lint as linted

    library, faults = _could_not_run(lambda: linted(policies_folder(policies)))
    for fault in faults:
        click.echo(fault.show() + "\n")
    counts = f"{len(library.rules)} rules, {len(library.values)} dated values, {len(library.notes)} notes"
    click.echo(f"{counts}: {_counted(len(faults), 'fault')}")
    sys.exit(1 if faults else 0)


@main.command()
@click.argument("source")
@click.argument("at")
@click.option("--kind", type=click.Choice(RULE_KINDS), default="requirement", show_default=True, help="What the rule does.")
@click.option("--asked-of", metavar="SUBJECT", help="Of what it is asked, such as case or line.")
@click.option("--id", "id_", metavar="ID", help="The name of the rule and of its file. Default: from the paragraph.")
@policies_option
def new(source: str, at: str, kind: str, asked_of: str | None, id_: str | None, policies: Path | None) -> None:
    """Begin a rule from the paragraph AT of a SOURCE; `clssa trace` shows which paragraphs nothing encodes yet."""
    from clssa.library import read_library
    from clssa.new import CannotBegin, new_rule

    folder = policies_folder(policies)
    if policies is None and not Path.cwd().is_relative_to(folder.absolute().parent):
        click.echo("there is no policies folder here; go to where it stands, or name it with --policies", err=True)
        sys.exit(FAULTY)
    library, faults = _could_not_run(lambda: read_library(folder))
    if faults and not library.rules:
        click.echo(f"{Faults(faults)}\n{_counted(len(faults), 'fault')} in the policies: no rule was begun", err=True)
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


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]…")
@policies_option
def test(names: tuple[str, ...], policies: Path | None) -> None:
    """Run the examples in the rules, and name each change of the policies that no example would notice.

    NAME is that of a rule, a dated value, a subject (for the file of its facts) or a source: then only that is tested.
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
    examined = _could_not_run(lambda: examine_all(library, wanted, tell_changes(len(wanted))))
    faults = [fault for each in examined for fault in each.faults]
    for fault in faults:
        click.echo(fault.show() + "\n")
    counts = [
        _counted(sum(unit.kind == "rule" for unit in wanted), "rule"),
        _counted(sum(each.examples for each in examined), "example"),
        f"{_counted(sum(each.changes for each in examined), 'change')} tried",
    ]
    if waiting := sum(each.waits for each in examined):
        counts.append(f"changes of {_counted(waiting, 'file')} not tried before the examples hold")
    click.echo(f"{', '.join(counts)}: {_counted(len(faults), 'fault')}")
    sys.exit(1 if faults else 0)


@main.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "csv", "md"]),
    default="text",
    show_default=True,
    help="For a person, a machine, a spreadsheet or a page.",
)
@click.option("--duties", is_flag=True, help="Who shall do what, instead of the paragraphs.")
@click.option("--of", metavar="ACTOR", help="Of the duties, those of one actor.")
@policies_option
def trace(format_: str, duties: bool, of: str | None, policies: Path | None) -> None:
    """Show paragraph by paragraph what encodes the sources, and what is not encoded and why."""
    from clssa.library.coverage import coverage
    from clssa.reports import trace as reports

    library = loaded(policies)
    if of is not None and not duties:
        raise click.UsageError("--of names an actor of the duties: add --duties")
    if duties:
        actor = _actor(of, library)
        click.echo(reports.duties(library, actor, format_), nl=False)
        return
    paragraphs = coverage(library)
    click.echo(reports.trace(paragraphs, format_), nl=False)
    sys.exit(1 if any(each.status != "encoded" for each in paragraphs) else 0)


def _actor(asked: str | None, library: Library) -> str | None:
    """The actor as the library calls them; letter case does not matter."""
    if asked is None:
        return None
    names = {name.casefold(): name for name in library.actors}
    if asked.casefold() not in names:
        help = did_you_mean(asked, library.actors, f"actors are {'; '.join(library.actors)}")
        click.echo(f'there is no actor "{printable(asked)}"; {help}', err=True)
        sys.exit(FAULTY)
    return names[asked.casefold()]


def policies_folder(given: Path | None) -> Path:
    """The folder asked for; else `policies` here or above; else the one that was installed with the engine."""
    if given is not None:
        return given
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "policies" / "facts").is_dir():
            return Path("policies") if folder == here else folder / "policies"
    installed = Path(__file__).parent / "data" / "policies"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "policies"


def loaded(policies: Path | None, remember: bool = False) -> Library:
    """The library; a faulty one ends the command with its faults and exit 2."""
    from clssa.library import load_library

    library: Library = _could_not_run(lambda: load_library(policies_folder(policies), remember))
    return library


def _could_not_run(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except Faults as found:
        click.echo(f"{found}\n{_counted(len(found.faults), 'fault')} in the policies: nothing was checked", err=True)
        sys.exit(FAULTY)


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'s' * (count != 1)}"
