"""Feeds MkDocs with the pages that clssa.site makes from policies/ and notes/, so that none of them stands in a file that could grow stale."""

from __future__ import annotations

from pathlib import Path

from clssa.cli import main
from clssa.language.fault import Faults
from clssa.site import gather, pages
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the pages; where the policies are faulty, or an example comes out otherwise, there is no site."""
    policies = ROOT / config.extra.get("policies", "policies")
    samples = [(title, ROOT / path) for title, path in config.extra.get("samples", {}).items()]
    try:
        made = dict(pages(gather(policies, samples, ROOT), main))
    except Faults as found:
        raise PluginError(f"{found}\nThe site was not built: the policies are faulty.") from None
    for path, text in made.items():
        files.append(File.generated(config, path, content=text))
    return files


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """No sitemap: it names no address of this site, and carries the day of the build."""
    return "" if template_name == "sitemap.xml" else output
