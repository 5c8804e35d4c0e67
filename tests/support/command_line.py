"""The command line with this project's policies, case files to give it, and the site."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from mkdocs_build import mkdocs
from project import ROOT
from ruamel.yaml import YAML
from running import Run, run_apart, run_here


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for remembered rules in the whole test run."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def clssa(cache: Path, tmp_path: Path) -> Callable[..., Run]:
    """Runs `clssa` in an empty folder with this project's policies: in this process, or with an environment in one of its own."""

    def run(*arguments: str | Path, cwd: Path = tmp_path, policies: Path | None = ROOT / "policies", **environment: str) -> Run:
        extra = ["--policies", str(policies)] if policies is not None else []
        start = run_apart if environment else run_here
        return start(*map(str, arguments), *extra, cwd=cwd, XDG_CACHE_HOME=str(cache), **environment)

    return run


@pytest.fixture
def case_file(tmp_path: Path) -> Callable[..., Path]:
    """Writes an example case file with some facts changed: `loa.part_a=…`; None leaves a fact out."""

    def write(example: str, **changes: Any) -> Path:
        tree = YAML(typ="base").load((ROOT / "examples" / f"{example}.yaml").read_text("utf-8"))
        for name, value in changes.items():
            subject, _, leaf = name.partition("__")
            target = tree["lines"][0] if subject == "line" else tree[subject]
            if value is None:
                target.pop(leaf, None)
            else:
                target[leaf] = value
        path = tmp_path / f"{example}.json"
        path.write_text(json.dumps(tree))
        return path

    return write


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation site of this project: the one that CLSSA_SITE names, else built once in the whole test run."""
    if "CLSSA_SITE" in os.environ:
        return Path(os.environ["CLSSA_SITE"])
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with FileLock(shared / "site.lock"):
        if not (shared / "site" / "index.html").exists():
            done = mkdocs(ROOT, shared / "site")
            assert done.returncode == 0, done.stderr
    return shared / "site"
