"""What every page is made from: the library, what its files say beside it, and who names whom."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from clssa.check import Checker
from clssa.check.case import read_case
from clssa.check.filled_notes import FilledNotes, filled_notes
from clssa.language.expression import Value, facts_read, walk
from clssa.language.yaml import Map, Text, load
from clssa.library import load_library
from clssa.library.coverage import Paragraph, coverage
from clssa.library.files import READINGS, library_files
from clssa.library.model import DAY_OF_EVALUATION, Citation, DatedValue, Library, Rule, RuleVersion
from clssa.reports.words import shown
from clssa.site.history import History, history
from clssa.site.markup import anchor, link, words
from clssa.site.worked import Worked, worked

Day = datetime.date


@dataclass(frozen=True, slots=True)
class Sample:
    """A document of some type with its notes filled in."""

    title: str
    notes: FilledNotes


@dataclass
class Book:
    """All that the pages say. Paths of files are written from the folder that holds `policies`."""

    library: Library
    files: dict[str, str]
    heads: dict[str, Map]
    """Of each source, its source.yaml."""
    texts: dict[tuple[str, str], Map]
    """Of each paragraph, its entry in text.yaml."""
    remarks: dict[str, Map]
    """Of each reading, its entry as it is written."""
    history: History
    worked: dict[str, list[Worked]]
    samples: list[Sample] = field(default_factory=list)
    changelog: str = ""
    guide: str = ""

    @cached_property
    def paragraphs(self) -> dict[tuple[str, str], Paragraph]:
        """What encodes each paragraph."""
        return {(each.source, each.at): each for each in coverage(self.library)}

    @cached_property
    def readers(self) -> dict[str, list[str]]:
        """The rules that read a fact or a dated value."""
        found: dict[str, list[str]] = {}
        for rule in self.library.rules.values():
            for name in sorted({name for version in rule.versions for name in names_read(version)}):
                found.setdefault(name, []).append(rule.id)
        return found

    @cached_property
    def derivers(self) -> dict[str, list[str]]:
        """The rules that work out a fact."""
        found: dict[str, list[str]] = {}
        for rule in self.library.rules.values():
            for name in dict.fromkeys(each.fact for version in rule.versions for each in version.derives):
                found.setdefault(name, []).append(rule.id)
        return found

    @cached_property
    def named_in(self) -> re.Pattern[str]:
        """Finds the names of rules and readings in a text."""
        names = sorted((*self.library.rules, *self.library.readings), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")

    def label(self, name: str) -> str:
        """What a fact or a dated value is called."""
        if name == DAY_OF_EVALUATION:
            return "day of evaluation"
        found = self.library.facts.get(name) or self.library.values.get(name)
        return found.label if found is not None else name.replace("_", " ")

    def issued(self, source: str) -> Day:
        """The day from which a source was known."""
        return self.library.issued(source)

    def group(self, rule: Rule) -> str:
        """The folder in which a rule stands."""
        return Path(rule.place.file).parent.name

    def group_title(self, group: str) -> str:
        """The title of the source of a group of rules; a group without a source is the register, or about the draft itself."""
        source = self.library.sources.get(group)
        if source is not None:
            return source.title
        kinds = {rule.kind for rule in self.library.rules.values() if self.group(rule) == group}
        return "Known and not incorporated" if kinds == {"reference"} else "About the draft itself"

    def path_of(self, file: str) -> str:
        """A file of the library as the repository calls it."""
        return Path(file).relative_to(Path(self.library.root).parent).as_posix()

    def by(self, value: DatedValue) -> list[str]:
        """The facts that pick an entry of a table, as the file of the value names them."""
        tree: Any = load(self.files[self.path_of(value.place.file)].encode(), value.place.file)
        by = tree.get(Text("by"), [])
        return [str(by)] if isinstance(by, str) else [str(each) for each in by]

    # --- addresses -------------------------------------------------------------------------------------------------

    def rule_page(self, rule: str) -> str:
        """The page of a rule."""
        return f"rules/{self.group(self.library.rules[rule])}/{rule}.md"

    def rule(self, rule: str, page: str, label: str = "") -> str:
        """A link to a rule, by its title or another label (Markdown)."""
        return link(label or words(self.library.rules[rule].title), self.rule_page(rule), page)

    def fact(self, name: str, page: str) -> str:
        """A link to a fact in the glossary, or to a dated value."""
        if name in self.library.values:
            return link(words(self.label(name)), f"values/{name}.md", page)
        if name in self.library.facts:
            return link(words(self.label(name)), f"facts/index.md#{anchor(name)}", page)
        return words(self.label(name))

    def paragraph(self, source: str, at: str, page: str) -> str:
        """A link to a paragraph of a source, with the title of the source."""
        title = f"{self.library.sources[source].title}, {at}"
        return link(words(title), f"sources/{source}.md#{anchor(at)}", page)

    def encoding(self, name: str, kind: str, title: str, page: str) -> str:
        """A link to what encodes a paragraph."""
        if kind == "standing":
            return link(words(title), f"sources/{name}.md", page)
        if kind == "value":
            return f"{link(words(title), f'values/{name}.md', page)}"
        return self.rule(name, page)

    def prose(self, text: str, page: str) -> str:
        """Text of ours, with links where it names a rule or a reading."""
        parts, end = [], 0
        for found in self.named_in.finditer(text := " ".join(text.split())):
            name = found.group()
            target = self.rule_page(name) if name in self.library.rules else f"readings.md#{anchor(name)}"
            parts += [_kept_spaces(text[end : found.start()]), link(words(name), target, page)]
            end = found.end()
        return "".join((*parts, _kept_spaces(text[end:]))) if end else words(text)

    def citation(self, cite: Citation) -> str:
        """A citation as one writes it in a letter."""
        source = self.library.sources[cite.source]
        told = f", issued {shown(source.issued)}" if source.issued != Day.max else ""
        text = f": “{cite.quote}”" if cite.quote else f". In our words: {source.provisions[cite.at]}"
        return f"{source.title}, {cite.at}{told}{text}"


def _kept_spaces(text: str) -> str:
    """Text with the space at its ends, which tells words apart from a link beside them."""
    if not text.strip():
        return text[:1]
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before and ' '}{words('x' + text.strip())[1:]}{after and ' '}"


def names_read(version: RuleVersion) -> Iterator[str]:
    """Every fact and dated value that a version reads, and the fact of a rule that it waives."""
    for node in version.nodes():
        yield from facts_read(node)
        yield from (each.name for each in walk(node) if isinstance(each, Value))
    if version.waives:
        yield version.waives[0]


def gather(policies: Path, samples: Iterable[tuple[str, Path]], documents: Path) -> Book:
    """Reads all that the pages are made from; `documents` has CHANGELOG.md.

    Raises `Faults`, also where an example comes out otherwise than it says.
    """
    library = load_library(policies)
    root = policies.parent
    raw = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in library_files(policies)}
    heads: dict[str, Any] = {}
    texts: dict[tuple[str, str], Any] = {}
    for source in library.sources:
        at = f"{policies.name}/sources/{source}"
        heads[source] = load(raw[f"{at}/source.yaml"].encode(), at)
        paragraphs: Any = load(raw[f"{at}/text.yaml"].encode(), at)
        for entry in paragraphs:
            texts[source, str(entry[Text("at")])] = entry
    readings: Any = load(raw.get(f"{policies.name}/{READINGS}", "[]").encode(), READINGS)
    return Book(
        library, raw, heads, texts, {str(each[Text("id")]): each for each in readings},
        history(root, (policies.name, "notes")), worked(library), [*_filled(library, samples)],
        (documents / "CHANGELOG.md").read_text("utf-8"), (policies / "README.md").read_text("utf-8"),
    )  # fmt: skip


def _filled(library: Library, samples: Iterable[tuple[str, Path]]) -> Iterator[Sample]:
    """The notes of sample documents, with all that is known by now; the day of building plays no part."""
    known = max((each.issued for each in library.sources.values() if each.issued != Day.max), default=Day.max)
    checker = Checker(library)
    for title, path in samples:
        yield Sample(title, filled_notes(checker, read_case(path, library), None, known))
