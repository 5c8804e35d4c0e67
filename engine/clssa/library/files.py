"""Which files make a library. Reading and remembering it go by this one list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clssa.language.fault import Fault, Place

NOT_RULES = ("sources", "facts", "values", "layouts")
READINGS = "interpretations.yaml"
ACTORS = "actors.yaml"


def rule_files(policies: Path) -> list[Path]:
    """The files that hold one rule each, in the order of their names."""
    return sorted(path for path in policies.glob("*/*.yaml") if path.parent.name not in NOT_RULES)


def source_folders(policies: Path) -> list[Path]:
    """The folders that hold one source each."""
    return sorted(path for path in (policies / "sources").glob("*/") if path.is_dir())


def note_files(policies: Path) -> list[Path]:
    """The notes, in the folder beside the policies."""
    return sorted((policies.parent / "notes").glob("*.j2"))


def library_files(policies: Path) -> list[Path]:
    """Every file of a library that there is."""
    sources = [folder / name for folder in source_folders(policies) for name in ("source.yaml", "text.yaml")]
    others = (policies / kind for kind in ("facts", "values", "layouts"))
    vocabulary = [path for folder in others for path in sorted(folder.glob("*.yaml"))]
    listed = [policies / READINGS, policies / ACTORS, *sources, *vocabulary]
    return [*filter(Path.is_file, listed), *rule_files(policies), *note_files(policies)]


def misplaced(policies: Path) -> Iterator[Fault]:
    """A YAML file that stands where nothing is read: a rule in it would be lost without a word."""
    known = set(library_files(policies))
    for path in sorted(policies.rglob("*.y*ml")):
        if path not in known:
            help = "a rule stands in policies/<source>/<id>.yaml; see policies/README.md"
            yield Fault(Place(str(path)), "this file is not read where it stands", 1, help)
