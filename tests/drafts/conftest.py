"""Drafts to read: the examples' own builder, and ways to alter what it builds."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from clssa.drafts import read
from clssa.drafts.document import Document
from clssa.drafts.layout import Layout
from clssa.drafts.layout_file import load_layout
from clssa.drafts.reader import Reading
from clssa.drafts.word import open_word
from project import ROOT
from reading_here import reading_here

LAYOUT = ROOT / "policies" / "layouts" / "loa.yaml"


@pytest.fixture(autouse=True)
def read_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """No process for each draft, but in the tests of that process."""
    with nullcontext() if request.path.parent.name == "apart" else reading_here():
        yield


@pytest.fixture(scope="session")
def layout() -> Layout:
    return load_layout(LAYOUT.read_bytes(), "policies/layouts/loa.yaml")


@pytest.fixture(scope="session")
def drafts() -> Any:
    """The module that builds the example drafts."""
    spec = importlib.util.spec_from_file_location("make_drafts", ROOT / "examples" / "make_drafts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_drafts"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def read_made(tmp_path: Path, layout: Layout) -> Callable[[Any], Reading]:
    """Save a python-docx document and read it by the layout."""

    def save_and_read(made: Any) -> Reading:
        made.save(tmp_path / "draft.docx")
        return read(tmp_path / "draft.docx", [layout])

    return save_and_read


@pytest.fixture
def open_made(tmp_path: Path) -> Callable[[Any], Document]:
    """Save a python-docx document and open it as plain blocks."""

    def save_and_open(made: Any) -> Document:
        made.save(tmp_path / "draft.docx")
        return open_word(tmp_path / "draft.docx")

    return save_and_open
