"""`clssa explain`: the rule in force, quoted, with its timeline, its readings and what it leaves out."""

from __future__ import annotations

import datetime
import re
import textwrap
from collections.abc import Iterator

from clssa.language.expression import Block, Line, Node, Value, values_read
from clssa.language.fault import listed
from clssa.library.dates import in_force, timeline
from clssa.library.model import DAY_OF_EVALUATION, Citation, DatedValue, Library, Rule, RuleVersion
from clssa.reports.data import version_name
from clssa.reports.words import capital, said, shown

_MODAL = {
    "error": "Must hold (an error otherwise)",
    "warning": "Should hold (a warning otherwise)",
    "note": "Usually holds (a remark otherwise)",
}


def explain(rule: Rule, library: Library, as_of: datetime.date, known_on: datetime.date) -> str:
    """The rule in words, for a day of evaluation as known on a day."""
    return "\n".join(_Explained(rule, library, as_of, known_on).lines()) + "\n"


class _Explained:
    def __init__(self, rule: Rule, library: Library, as_of: datetime.date, known_on: datetime.date) -> None:
        self.rule, self.library, self.as_of, self.known_on = rule, library, as_of, known_on
        self.spans = timeline(rule.versions, known_on, library.issued)

    def lines(self) -> Iterator[str]:
        rule = self.rule
        version = self.version()
        yield f"{rule.title}"
        yield f"{rule.id} ({rule.kind}, asked of each {rule.asked_of}); {rule.place}"
        yield ""
        yield from self.timeline()
        if version is None:
            yield ""
            yield f"No version of this rule is in force on {self.as_of.isoformat()} as known on {self.known_on.isoformat()}."
            return
        yield from self.authority(version)
        yield from self.says(version)
        yield from self.values(version)
        yield from self.rest()

    def version(self) -> RuleVersion | None:
        """The version in force if the date that counts were the day of evaluation."""
        return in_force(self.spans, self.as_of)

    def timeline(self) -> Iterator[str]:
        picked = listed(
            [
                DAY_OF_EVALUATION.replace("_", " ") if each == DAY_OF_EVALUATION else self.label(each)
                for each in self.rule.dated_by
            ]
        )
        yield (
            f"In force, as known on {self.known_on.isoformat()} "
            f"(the date that counts: {picked}; shown for {self.as_of.isoformat()})"
        )
        for start, version in self.spans:
            told = (
                f"{version.cite.source}, {version.cite.at}"
                if version and version.cite
                else "about the draft itself"
                if version
                else "no longer in force"
            )
            mark = "→" if version is not None and version is self.version() else " "
            yield f" {mark} from {version_name(start)}: {told}"

    def authority(self, version: RuleVersion) -> Iterator[str]:
        for cite in filter(None, (version.cite, *version.also)):
            if cite is not version.cite and self.library.issued(cite.source) > self.known_on:
                continue
            yield ""
            yield from self.cited(cite)

    def cited(self, cite: Citation) -> Iterator[str]:
        source = self.library.sources[cite.source]
        yield f"{source.title}, {cite.at}" + (f" (issued {source.issued.isoformat()})" if source.issued.year < 9999 else "")
        text = f"“{cite.quote}”" if cite.quote else f"(text not held; in our words) {source.provisions[cite.at]}"
        yield from textwrap.wrap(text, 100, initial_indent="  ", subsequent_indent="  ")

    def says(self, version: RuleVersion) -> Iterator[str]:
        if version.actor:
            yield ""
            yield f"Who: {version.actor} ({version.modality})"
        if version.applies_when.parts:
            yield from self.block("Applies when", version.applies_when)
        for derivation in version.derives:
            yield ""
            yield f"{capital(self.label(derivation.fact))} is"
            for (when, node), text in zip(derivation.choices, derivation.texts, strict=True):
                condition = f"  where {'; '.join(said(part, self.label) for part in when.parts)}" if when else ""
                yield from _wrapped(f"{said(node, self.label)}{condition}   [{text}]", "  ")
        for level, block in version.requires.items():
            yield from self.block(_MODAL[level], block)
        for heading, optional in (
            ("The note must be there when", version.note_required),
            ("The note must not be there when", version.note_forbidden),
        ):
            if optional is not None:
                yield from self.block(heading, optional)
        for exception in version.unless:
            known = self.library.issued(exception.cite.source) <= self.known_on
            effect = f"only a {exception.level}" if exception.level else "excused"
            yield from self.block(
                f"Unless ({effect}; {exception.cite.source}, {exception.cite.at}{'' if known else '; not yet known then'})",
                exception.when,
            )
        if version.remedy:
            yield ""
            yield from textwrap.wrap(f"What to do: {self.remedy(version.remedy)}", 100)

    def remedy(self, text: str) -> str:
        """The remedy with the labels of the facts that it fills in."""
        return re.sub(r"\{([^}]*)\}", lambda found: f"the {self.label(found[1])}", text)

    def block(self, heading: str, block: Block) -> Iterator[str]:
        yield ""
        yield heading
        yield from self.parts(block, "  ")

    def parts(self, block: Block, margin: str) -> Iterator[str]:
        for part in block.parts:
            if isinstance(part, Block):
                yield f"{margin}{part.kind.replace('_', ' ')}:"
                yield from self.parts(part, margin + "  ")
            else:
                text = part.text if isinstance(part, Line) else ""
                yield from _wrapped(f"{capital(said(part, self.label))}   [{text}]", margin)

    def values(self, version: RuleVersion) -> Iterator[str]:
        nodes: list[Node] = [*version.requires.values(), *(node for each in version.derives for _, node in each.choices)]
        names = dict.fromkeys(value.name for node in nodes for value in values_read(node) if isinstance(value, Value))
        for name in names:
            value = self.library.values[name]
            yield ""
            counts = listed([self.label(each) for each in value.dated_by])
            yield f"{capital(value.label)}, as known on {self.known_on.isoformat()} (the date that counts: {counts})"
            yield from self.steps(value)

    def steps(self, value: DatedValue) -> Iterator[str]:
        for start, step in timeline(value.versions, self.known_on, self.library.issued):
            written = (
                shown(step.value, value.type) if step and not isinstance(step.value, dict) else "a table" if step else "ended"
            )
            yield f"   from {version_name(start)}: {written}" + (f" ({step.cite.source}, {step.cite.at})" if step else "")

    def rest(self) -> Iterator[str]:
        for name in self.rule.readings:
            reading = self.library.readings[name]
            yield ""
            yield from textwrap.wrap(
                f"Reading {name} (confidence {reading.confidence}): {reading.tension} We read: {reading.reading}",
                100,
                subsequent_indent="  ",
            )
            for alternative in reading.alternatives:
                yield from textwrap.wrap(f"Another reading: {alternative}", 100, initial_indent="  ", subsequent_indent="  ")
        for quote, why in self.rule.not_encoded:
            yield ""
            yield from textwrap.wrap(f"Not encoded: “{quote}” {why}", 100, subsequent_indent="  ")

    def label(self, name: str) -> str:
        """What a fact or a dated value is called."""
        found = self.library.facts.get(name) or self.library.values.get(name)
        return found.label if found is not None else name.replace("_", " ")


def _wrapped(text: str, margin: str) -> list[str]:
    return textwrap.wrap(
        text, 100, initial_indent=margin, subsequent_indent=margin + "    ", break_on_hyphens=False, drop_whitespace=True
    )
