"""The parking permits of Lindenau as a project of its own: its files in a folder, and the commands that are run there."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from application_forms import RIGHT, WRONG, write_pdf, write_word
from clssa.cli import main
from mkdocs_build import mkdocs
from project import ROOT
from running import Run, run_apart, run_here

HERE = ROOT / "tests" / "parking"
FORMATS = ("text", "md", "html", "json", "csv", "sarif", "junit", "github", "oscal", "checklist")
RIGHT_FORM, WRONG_FORM, PRINTED = "drafts/right.docx", "drafts/wrong.docx", "drafts/right.pdf"
RATE = "policies/values/monthly-rate.yaml"


def run(folder: Path, *arguments: str) -> Run:
    """Runs a command in a folder, in this process."""
    return run_here(*arguments, cwd=folder)


def git(folder: Path, *arguments: str) -> None:
    names = {f"GIT_{who}_{what}": "clerk@lindenau.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True, env=environment)


def write_project(folder: Path) -> Path:
    """Writes the whole project into a folder, in a repository of its own with one commit, and three forms to be checked."""
    for name in ("policies", "notes", "cases", "docs", "drafts"):
        shutil.copytree(HERE / name, folder / name)
    for name in ("CHANGELOG.md", "mkdocs.yml"):
        shutil.copy(HERE / name, folder / name)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "The permits of Lindenau")
    write_word(RIGHT, folder / RIGHT_FORM)
    write_pdf(RIGHT, folder / PRINTED)
    write_word(WRONG, folder / WRONG_FORM)
    return folder


def runs_of(folder: Path) -> Iterator[tuple[str, Run]]:
    """Every command that leaves the policies as they are, by a name for what it shows; files go into the folder `out`."""
    (folder / "out").mkdir()
    yield "check", run_apart("check", "cases/new-permit.yaml", cwd=folder)
    for format_ in FORMATS:
        yield f"check as {format_}", run(folder, "check", RIGHT_FORM, WRONG_FORM, "--format", format_)
    for name in ("early-payer", "heavy-van"):
        yield f"check of {name}", run(folder, "check", f"cases/{name}.yaml", "--format", "json")
    yield "check of wrong conditions", run(folder, "check", "drafts/wrong-conditions.yaml")
    report = run(folder, "check", PRINTED, "--format", "json")
    (folder / "out" / "printed.json").write_text(report.out, "utf-8")
    yield "check of a PDF", report
    yield "verify", run(folder, "verify", "out/printed.json")
    facts = ("--facts", "drafts/moved.yaml", "--annotate", "out/comments.docx")
    yield "check with facts and comments", run(folder, "check", WRONG_FORM, *facts, "--format", "json")
    yield "checklist in Word", run(folder, "check", WRONG_FORM, "--format", "checklist", "--output", "out/checklist.docx")
    yield "notes", run(folder, "notes", "cases/early-payer.yaml")
    yield "notes as md", run(folder, "notes", RIGHT_FORM, "--format", "md")
    yield "notes in Word", run(folder, "notes", RIGHT_FORM, "--format", "docx", "--output", "out/notes.docx")
    for rule in ("ord-fee", "ord-nights", "con-display", "cir-charging-post"):
        yield f"explain {rule}", run(folder, "explain", rule)
    for format_ in ("text", "json", "csv", "md"):
        yield f"trace as {format_}", run(folder, "trace", "--format", format_)
    yield "duties", run(folder, "trace", "--duties")
    yield "lint", run(folder, "lint")
    yield "fmt", run(folder, "fmt", "--check")
    yield "test", run(folder, "test")


def runs_of_an_edit(folder: Path) -> Iterator[tuple[str, Run]]:
    """The commands of who changes the policies: the rate of the fee order is raised by a dollar, and a rule is begun."""
    text = (folder / RATE).read_text("utf-8")
    (folder / RATE).write_text(text.replace("is: 12.00", "is: 13.00"), "utf-8")
    yield "impact", run_apart("impact", "main", "--cases", "cases", cwd=folder)
    for format_ in ("md", "json"):
        yield f"impact as {format_}", run(folder, "impact", "main", "--cases", "cases", "--format", format_)
    (folder / RATE).write_text(text, "utf-8")
    yield "new", run(folder, "new", "ordinance", "4", "--asked-of", "vehicle", "--id", "ord-trial")
    yield "lint of what is begun", run(folder, "lint")
    (folder / "policies" / "ordinance" / "ord-trial.yaml").unlink()
    yield "schema", run(folder, "schema")
    yield "fmt with schemas", run(folder, "fmt")
    yield "lint with schemas", run(folder, "lint")
    for command in main.commands:
        yield f"help of {command}", run(folder, command, "--help")


def build_site(folder: Path, out: Path) -> Path:
    """Builds the project's own site."""
    done = mkdocs(folder, out)
    assert done.returncode == 0, done.stderr
    return out
