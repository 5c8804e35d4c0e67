"""Git answers of the repository that holds the folder, starts nothing that its settings name, and fetches nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from clssa.evidence.revision import revision_of
from clssa.impact.sides import CannotCompareError, at_revision
from clssa.site.history import history
from clssa.text import git as git_module
from clssa.text.git import GitMissing, GitRefused, git
from offices import git as as_a_clerk
from project import ROOT
from small_programme import World


def committed(folder: Path, message: str = "The policies") -> str:
    """The commit of all that stands in a folder."""
    as_a_clerk(folder, "init", "-q", "-b", "main")
    as_a_clerk(folder, "add", "-A")
    as_a_clerk(folder, "commit", "-q", "-m", message)
    return as_a_clerk(folder, "rev-parse", "HEAD").strip()


@pytest.fixture
def programme(tmp_path: Path) -> World:
    """A small programme in the subfolder `work` of a repository, with one case and one commit."""
    (tmp_path / "repository" / "work" / "examples").mkdir(parents=True)
    world = World(tmp_path / "repository" / "work")
    world.rule("price", "require: [order.total is 10.00]\n")
    (tmp_path / "repository" / "work" / "examples" / "case.yaml").write_text("order: {kind: new, total: 10.00}\n")
    committed(tmp_path / "repository")
    return world


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another repository, in which nothing of the first one stands."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "policies.txt").write_text("nothing")
    committed(tmp_path / "other", "Another")
    return tmp_path / "other"


def test_impact_works_in_a_hook_of_a_linked_worktree_with_the_project_in_a_subfolder(programme: World, tmp_path: Path) -> None:
    home = programme.policies.parents[1]
    as_a_clerk(home, "worktree", "add", "-q", str(tmp_path / "linked"))
    hook = home / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\nenv | grep ^GIT_DIR=\ncd work && PYTHONPATH={ROOT / 'engine'} {sys.executable} -m clssa impact HEAD\n"
    )
    hook.chmod(0o755)
    note, rule = (tmp_path / "linked" / "work" / name for name in ("note.txt", "policies/rules/price.yaml"))

    def commit() -> subprocess.CompletedProcess[str]:
        as_a_clerk(tmp_path / "linked", "add", "-A")
        who = ["-c", "user.name=A Clerk", "-c", "user.email=clerk@example.org"]
        command = ["git", *who, "commit", "-q", "-m", "More"]
        return subprocess.run(command, cwd=tmp_path / "linked", capture_output=True, text=True)

    note.write_text("no policy")
    done = commit()
    said = done.stdout + done.stderr
    assert "GIT_DIR=" in said  # else the hook is none of a linked worktree
    assert done.returncode == 0, said
    rule.write_text(rule.read_text("utf-8").replace("10.00", "11.00"))
    done = commit()
    assert done.returncode == 1
    assert "1 of 1 case changes its verdict: 1 from pass to fail." in done.stdout + done.stderr


@pytest.mark.parametrize(
    "named",
    [
        {"GIT_DIR": ".git"},
        {"GIT_DIR": ".git", "GIT_WORK_TREE": "."},
        {"GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index", "GIT_PREFIX": "work/"},
        {"GIT_OBJECT_DIRECTORY": ".git/objects"},
        {"GIT_COMMON_DIR": ".git"},
    ],
    ids=" ".join,
)
def test_the_repository_that_the_environment_names_is_not_asked(
    programme: World, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: dict[str, str]
) -> None:
    home = programme.policies.parent
    commit = as_a_clerk(home, "rev-parse", "HEAD").strip()
    for name, value in named.items():
        monkeypatch.setenv(name, str(other / value) if name != "GIT_PREFIX" else value)
    assert git(home, "rev-parse", "HEAD").decode().strip() == commit
    assert (revision_of(programme.policies).commit, revision_of(programme.policies).changed) == (commit, False)
    assert at_revision("HEAD", programme.policies, tmp_path / "before").commit == commit
    assert [each.subject for each in history(home, ("policies",)).of["policies/rules/price.yaml"]] == ["The policies"]


def test_what_a_user_trusts_is_still_what_git_trusts(programme: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("COUNT", "1"), ("KEY_0", "user.name"), ("VALUE_0", "Someone"), ("PARAMETERS", "'user.name'='Other'")):
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    assert git(programme.policies, "config", "user.name") == b"Someone\n"


def test_no_program_that_the_settings_of_a_repository_name_is_started(programme: World, tmp_path: Path) -> None:
    home = programme.policies.parent
    program, started = tmp_path / "program", tmp_path / "started"
    program.write_text(f"#!/bin/sh\ntouch {started}\n")
    program.chmod(0o755)
    (tmp_path / "post-index-change").write_bytes(program.read_bytes())
    (tmp_path / "post-index-change").chmod(0o755)
    for setting in ("core.fsmonitor", "gpg.program", "core.pager"):
        as_a_clerk(home, "config", setting, str(program))
    as_a_clerk(home, "config", "core.hooksPath", str(tmp_path))
    as_a_clerk(home, "config", "log.showSignature", "true")
    for command in (["status", "--porcelain"], ["log", "--format=%s"], ["update-index", "--refresh"]):
        started.unlink(missing_ok=True)
        git(home, *command)
        assert not started.exists(), command
    subprocess.run(["git", "-C", str(home), "status", "--porcelain"], capture_output=True)
    assert started.exists()  # else nothing was tried


def test_a_bare_repository_that_lies_in_a_folder_is_not_asked(programme: World, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    as_a_clerk(tmp_path, "clone", "-q", "--bare", str(programme.policies.parents[1]), str(inner))
    with pytest.raises(GitRefused, match="bare"):
        git(inner, "rev-parse", "HEAD")


def test_what_was_not_fetched_is_not_fetched_now_and_that_is_said(programme: World, tmp_path: Path) -> None:
    home = programme.policies.parents[1]
    as_a_clerk(home, "config", "uploadpack.allowFilter", "true")
    as_a_clerk(tmp_path, "clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{home}", "partial")
    policies = tmp_path / "partial" / "work" / "policies"
    policies.mkdir(parents=True)
    with pytest.raises(CannotCompareError, match="fetch the whole repository first"):
        at_revision("HEAD", policies, tmp_path / "before")


def test_git_that_does_not_answer_is_waited_for_no_longer_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "git"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr(git_module, "_LONGEST_WAIT", 0.2)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(GitRefused, match="git did not answer"):
        git(tmp_path, "status")


def test_git_that_is_not_installed_is_told_from_git_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(GitRefused, match=r"^not a git repository"):
        git(tmp_path, "status")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitMissing):
        git(tmp_path, "status")
