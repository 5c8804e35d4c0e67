"""The reference pages say what the policies say."""

from __future__ import annotations

import sys

from project import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import case_file_page
from clssa.library import load_library
from project import ROOT


def test_the_page_of_the_case_file_lists_the_facts_as_they_are_declared() -> None:
    assert case_file_page.PAGE.read_text("utf-8") == case_file_page.page(load_library(ROOT / "policies"))
