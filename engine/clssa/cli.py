"""The commands, nothing else."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clssa import __version__
from clssa.language.fault import Faults, did_you_mean, printable
from clssa.language.types import parse_date

if TYPE_CHECKING:
    from clssa.check import Checker, Report
    from clssa.drafts.opened import Opened
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
    from clssa.check import Checker
    from clssa.drafts.beside import join_drafts
    from clssa.drafts.opened import cannot_annotate
    from clssa.progress import told

    read = {os.path.realpath(path) for path in (*drafts, *filter(None, [facts]))}
    for written, other in ((output, None), (annotate, output)):
        if written is not None and os.path.realpath(written) in read | {other and os.path.realpath(other)}:
            raise click.UsageError(f"the report would be written over {printable(str(written))}; name another file")
    if annotate is not None and (reason := cannot_annotate(drafts, annotate)):
        raise click.UsageError(printable(reason))
    library = loaded(policies, remember=True)
    checker = Checker(library)
    opened = [(path, _opened(path, facts, library)) for path in told(drafts)]
    join_drafts([(path, each) for path, each in opened if not isinstance(each, str)], library)
    results = [_checked(path, each, as_of, known_on, checker) for path, each in opened]
    colour = output is None and sys.stdout.isatty()
    if format_ == "json":
        text = _json(results)
    else:
        text = _text(results, library, colour) if format_ == "text" else _page(results, library, format_)
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
    """Print the mandatory notes of a document, filled in. CASE is a Word draft, or a case file in YAML or JSON.

    Exit status: 0 the notes are whole; 3 a fact is missing, and marked where it belongs; 2 the input or the rules are faulty.
    """
    from clssa.reports.notes_of import CannotBeFilledIn, notes_of

    if format_ == "docx" and output is None:
        raise click.UsageError("notes in Word need a file to stand in: add --output FILE")
    if output is not None and output.resolve() in {path.resolve() for path in (case, *filter(None, [facts]))}:
        raise click.UsageError(f"the notes would be written over {printable(str(output))}; name another file")
    try:
        made, remarks, whole = notes_of(case, facts, as_of, known_on, loaded(policies, remember=True), format_)
    except CannotBeFilledIn as error:
        click.echo("\n".join(map(printable, str(error).splitlines())), err=True)
        sys.exit(FAULTY)
    _write(made, output)
    for remark in remarks:
        click.echo(printable(remark), err=True)
    sys.exit(0 if whole else 3)


Result = tuple[Path, "Report | str"]


def _opened(path: Path, facts: Path | None, library: Library) -> Opened | str:
    """A draft as a case, or the sentence that says why it cannot be read."""
    from clssa.drafts.document import UnreadableDraft
    from clssa.drafts.opened import open_draft

    try:
        return open_draft(path, library, facts)
    except (Faults, UnreadableDraft) as error:
        return str(error)
    except (OSError, MemoryError, RecursionError) as error:
        return f"{path} cannot be checked: {error or type(error).__name__}"


def _checked(
    path: Path, opened: Opened | str, as_of: datetime.date | None, known_on: datetime.date | None, checker: Checker
) -> Result:
    """The report on a draft, or the sentence that says why it cannot be checked."""
    if isinstance(opened, str):
        return path, opened
    try:
        report = checker.check(opened.case, as_of, known_on, opened.findings)
    except Faults as error:
        return path, str(error)
    except (MemoryError, RecursionError) as error:
        return path, f"{path} cannot be checked: {error or type(error).__name__}"
    report.reading, report.handles = opened.reading, opened.handles
    return path, report


def _json(results: list[Result]) -> str:
    from clssa.reports import json as json_format
    from clssa.reports.data import report_data

    return json_format.render(
        [{"file": str(path), "error": result} if isinstance(result, str) else report_data(result) for path, result in results]
    )


def _annotate(draft: Path, report: Report, library: Library, annotate: Path) -> None:
    from clssa.drafts.document import UnreadableDraft
    from clssa.drafts.word_comments import annotated
    from clssa.reports.comments import comments

    try:
        _write(annotated(draft, comments(report, library), report.as_of), annotate)
    except UnreadableDraft as error:
        click.echo(printable(str(error)), err=True)
        sys.exit(FAULTY)


def _page(results: list[Result], library: Library, format_: str) -> str:
    from clssa.reports import html, md
    from clssa.reports.page import pages

    made = pages([(str(path), result) for path, result in results], library)
    return html.render(made) if format_ == "html" else md.render(made)


def _text(results: list[Result], library: Library, colour: bool) -> str:
    from clssa.reports import summary
    from clssa.reports import text as text_format

    texts = [text_format.render(result, library, str(path), colour) for path, result in results if not isinstance(result, str)]
    if len(results) > 1:
        texts.append(summary.render([(str(path), result) for path, result in results]))
    return "\n".join(texts)


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

    library = loaded(policies)
    units = units_of(library)
    known = [unit.name for unit in units]
    for name in names:
        if name not in known:
            help = did_you_mean(name, known, "see policies/ for the names of rules, values, subjects and sources")
            click.echo(f'there is no rule "{printable(name)}"; {help}', err=True)
            sys.exit(FAULTY)
    wanted = [unit for unit in units if not names or unit.name in names]
    examined = _could_not_run(lambda: examine_all(library, wanted, _progress(len(wanted))))
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


def _progress(files: int) -> Callable[[int, int], None]:
    """Tells how far it is, on a line of the terminal that is written anew each time; where there is no terminal, nothing."""

    def tell(done: int, changes: int) -> None:
        if sys.stderr.isatty():
            text = f"{done:,} of {files:,} files, {changes:,} changes tried"
            click.echo(f"\r{text}" if done < files else f"\r{' ' * len(text)}\r", err=True, nl=False)

    return tell


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
