"""Feeds MkDocs with the pages that clssa.site makes from policies/ and notes/: none of them is a file that could grow stale."""

from __future__ import annotations

import json
import posixpath
from itertools import pairwise
from pathlib import Path

from clssa.cli import main
from clssa.language.fault import Faults
from clssa.site import gather, pages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages from the policies beside mkdocs.yml.

    Where the policies are faulty, or an example comes out otherwise, there is no site.
    """
    root = Path(config.config_file_path).parent
    samples = [(title, root / path) for title, path in config.extra.get("samples", {}).items()]
    try:
        made = dict(pages(gather(root / "policies", samples, root), main))
    except Faults as found:
        raise PluginError(f"{found}\nThe site was not built: the policies are faulty.") from None
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Gives a page that stands in no list of the navigation its path and its neighbours: those of its folder, in their order."""
    folders: dict[str, list[Page]] = {}
    for file in files.documentation_pages():
        if file.generated_by is None or file.page is None or posixpath.dirname(file.src_uri) == "":
            continue
        folders.setdefault(posixpath.dirname(file.src_uri), []).append(file.page)
    sections: dict[str, Section] = {}
    for folder, members in folders.items():  # a folder comes after the one that it stands in
        index = next(each for each in members if each.is_index)
        section = sections[folder] = Section(_title(index), [index])
        section.parent = sections.get(posixpath.dirname(folder), index.parent)
        for page in members:
            if page.parent is None:
                page.parent = section
        others = [each for each in members if each is not index]
        for before, after in pairwise(others):
            before.next_page, after.previous_page = after, before
    return nav


def _title(page: Page) -> str:
    """The title that the head of a generated page gives it."""
    return str(json.loads(page.file.content_string.split("\n")[1].removeprefix("title: ")))


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """No sitemap: it names no address of this site, and carries the day of the build."""
    return "" if template_name == "sitemap.xml" else output
