"""Rules: one file each, read into checked versions."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from clssa.language.expression import Block, Line, Node
from clssa.language.fault import Fault, Faults, did_you_mean, listed, one
from clssa.language.parse import parse_condition, parse_piece, parse_value
from clssa.language.settle import Scope
from clssa.language.types import Type
from clssa.language.yaml import Map, Seq, Text, texts_in, wrong
from clssa.library.digest import version_digest
from clssa.library.fields import Fields, collecting
from clssa.library.files import ACTORS
from clssa.library.forms import CHOICE, EXCEPTION, LEFT_OUT, RULE, VERSIONS, WAIVES
from clssa.library.model import KINDS, LEVELS, LISTS_OF_LEVEL, Citation, Derivation, Library, Rule, RuleVersion, Unless
from clssa.library.sources import check_quote, read_citation
from clssa.library.vocabulary import check_reading, faults_of_versions, known_fact, read_dated_by, read_unnoticed, scope_of


def read_rule(tree: Map, library: Library, faults: list[Fault]) -> Rule:
    """The rule of one file; what is wrong with its parts is added to `faults`."""
    fields = Fields.of(RULE, tree)
    id_ = fields.text("id")
    if PurePath(id_.place.file).stem not in (id_, _without_source(id_)):
        raise wrong(
            id_,
            f'the rule is called "{id_}" and its file "{PurePath(id_.place.file).name}"',
            f"name the file {id_}.yaml, or correct the id",
        )
    asked_of = fields.word("asked_of", tuple(library.subjects))
    kind = fields.word("kind", KINDS)
    note = _note(fields, kind, library)
    versions: list[RuleVersion] = []
    for entry in fields.seq("versions"):
        with collecting(faults):
            version = _Version(entry, kind, asked_of, library, faults).read()
            words = library.notes[note].text if note is not None else ""
            versions.append(replace(version, digest=version_digest(fields.map, entry, words)))
    if not fields.seq("versions"):
        raise one(fields.place, "a rule has at least one version")
    faults.extend(faults_of_versions(versions, library.sources))
    dated_by = read_dated_by(fields, library)
    if library.element_subject(dated_by) is not None:
        place = fields.map.key("dated_by").place
        raise one(
            place,
            f"{dated_by[0]} is a date of each element of a list",
            8,
            "a rule is picked by a date of the case; a value may be by such a date",
        )
    readings = tuple(map(str, _known_readings(fields, library, faults)))
    left_out = tuple(_left_out(each) for each in fields.seq("not_encoded"))
    if len(versions) == len(fields.seq("versions")):
        for entry in fields.seq("not_encoded"):
            with collecting(faults):
                _check_left_out(Fields.of(LEFT_OUT, entry).text("quote"), versions, library)
    return Rule(
        str(id_), str(fields.text("title")), kind, asked_of, dated_by, note, tuple(versions),
        readings, left_out, tuple(fields.seq("examples")), id_.place, read_unnoticed(fields),
    )  # fmt: skip


def _without_source(id_: str) -> str:
    return id_.partition("-")[2]


def _note(fields: Fields, kind: str, library: Library) -> str | None:
    if kind != "note":
        if "note" in fields:
            raise one(fields.map.key("note").place, "only a rule of kind note names a note", 4)
        return None
    name = fields.text("note")
    if name not in library.notes:
        raise wrong(name, f'there is no note "{name}"', did_you_mean(name, library.notes, "notes stand in notes/*.j2"))
    return str(name)


def _known_readings(fields: Fields, library: Library, faults: list[Fault]) -> list[Text]:
    for name in fields.texts("readings"):
        check_reading(name, library, faults)
    return fields.texts("readings")


def _left_out(tree: Any) -> tuple[str, str]:
    fields = Fields.of(LEFT_OUT, tree)
    return " ".join(fields.text("quote").split()), str(fields.text("why"))


def _check_left_out(quote: Text, versions: list[RuleVersion], library: Library) -> None:
    """What is left out stands in a paragraph that the rule cites."""
    cites = [cite for version in versions for cite in (version.cite, *version.also) if cite and cite.quote is not None]
    found = []
    for cite in cites:
        try:
            return check_quote(quote, library.sources[cite.source].provisions[cite.at], f"{cite.source}, {cite.at}")
        except Faults as faults:
            found.append(faults)
    if found:
        raise max(found, key=lambda each: each.faults[0].place)


class _Version:
    """Reads one version of a rule; each line is read on its own, so that one run shows every fault."""

    def __init__(self, tree: Any, kind: str, asked_of: str, library: Library, faults: list[Fault]) -> None:
        self.fields = Fields.of(VERSIONS[kind], tree)
        self.kind, self.asked_of, self.library, self.faults = kind, asked_of, library, faults
        self.scope = scope_of(library, asked_of)

    def read(self) -> RuleVersion:
        fields = self.fields
        self.let()
        asking = replace(self.scope, may_ask_given=True)
        version = RuleVersion(
            start=fields.date("from"),
            until=fields.optional_date("until"),
            replaces=fields.optional_date("replaces"),
            cite=read_citation(fields.map[Text("cite")], self.library.sources) if "cite" in fields else None,
            also=tuple(self.citation(each) for each in fields.seq("also")),
            applies_when=self.block("applies_when", asking),
            derives=tuple(self.derives()),
            requires={level: self.block(key) for key, level in LISTS_OF_LEVEL.items() if key in fields},
            unless=tuple(filter(None, (self.exception(each) for each in fields.seq("unless")))),
            note_required=self.block("required_when") if "required_when" in fields else None,
            note_forbidden=self.block("forbidden_when") if "forbidden_when" in fields else None,
            remedy=str(fields.text("remedy")) if "remedy" in fields else "",
            place=fields.place,
            actor=self.actor(),
            waives=self.waives(),
            modality=str(fields.text("modality", default="shall")) if "actor" in fields else "",
        )
        self.check(version)
        return version

    def check(self, version: RuleVersion) -> None:
        """What no list of keys can say: that something is required, and that nothing is written in vain."""
        if self.kind in ("requirement", "reading") and not any(self.fields.seq(key) for key in LISTS_OF_LEVEL):
            raise one(self.fields.place, "this version requires nothing", help="add require:, should: or remark:")
        if self.kind == "note" and version.note_required is None and version.note_forbidden is None:
            raise one(
                self.fields.place,
                "this version neither requires nor forbids the note",
                help="add required_when: or forbidden_when:",
            )
        if version.unless and "error" not in version.requires:
            raise one(self.fields.map.key("unless").place, "an exception is to require:, and there is none", 6)
        quotes = " ".join(cite.quote for cite in (version.cite, *version.also) if cite is not None and cite.quote)
        if version.modality and version.modality not in quotes:
            help = "write the words of the text that bind: shall, will, should, may …"
            raise wrong(self.fields.text("modality"), f'"{version.modality}" does not stand in the quote', help)
        if version.requires and not version.remedy:
            raise one(
                self.fields.place, "this version has no remedy", help="say what the drafter should write instead, after remedy:"
            )
        for name in _named_in(version.remedy):
            text = Text.at(name, self.fields.text("remedy").place)
            if name not in self.library.values and known_fact(text, self.library).name.partition(".")[0] not in self.scope.bound:
                raise one(text.place, f'"{name}" cannot be named here', help=f"this rule is asked of {listed(self.scope.bound)}")

    def waives(self) -> tuple[str, str] | None:
        if "waives" not in self.fields:
            return None
        fields = Fields.of(WAIVES, self.fields.tree("waives"))
        name = fields.text("rule")
        if not known_fact(name, self.library).names_rule or name.partition(".")[0] != self.asked_of:
            raise wrong(name, f'"{name}" does not name a rule', f"a fact of {self.asked_of} that is declared with names: rule")
        return str(name), fields.word("to", LEVELS[1:])

    def actor(self) -> str:
        if "actor" not in self.fields:
            return ""
        name = self.fields.text("actor")
        if name not in self.library.actors:
            raise wrong(name, f'there is no actor "{name}"', did_you_mean(name, self.library.actors, f"see policies/{ACTORS}"))
        return str(name)

    def citation(self, tree: Any) -> Citation:
        return read_citation(tree, self.library.sources)

    def let(self) -> None:
        tree = self.fields.tree("let") if "let" in self.fields else Map()
        for name, text in tree.items():
            if not isinstance(text, Text):
                raise wrong(name, f'"{name}" is one expression')
            node = parse_piece(text, replace(self.scope, may_ask_given=self.kind == "calculation"))
            self.scope = replace(self.scope, lets={**self.scope.lets, str(name): node})
            with collecting(self.faults):
                self.check_used(name, tree)

    def check_used(self, name: Text, lets: Map) -> None:
        """A piece that no line names is a mistake, or left over."""
        rest = Seq(value for key, value in self.fields.map.items() if key != "let")
        rest += [text for key, text in lets.items() if key != name]
        if not any(re.search(rf"\b{re.escape(name)}\b", text) for text in texts_in(rest)):
            raise wrong(name, f'no line names "{name}"', "delete it, or name it in a line")

    def block(self, key: str, scope: Scope | None = None) -> Block:
        return self.lines("all_of", self.fields.seq(key), scope or self.scope)

    def lines(self, kind: str, entries: Seq, scope: Scope) -> Block:
        parts: list[Node] = []
        for entry in entries:
            with collecting(self.faults):
                parts.append(self.line(entry, scope))
        return Block(kind, tuple(parts))

    def line(self, entry: Any, scope: Scope) -> Line | Block:
        if isinstance(entry, Text):
            return parse_condition(entry, scope)
        if isinstance(entry, Map) and len(entry) == 1 and isinstance(inner := next(iter(entry.values())), Seq) and inner:
            kind = next(iter(entry))
            if kind in ("any_of", "all_of", "none_of"):
                return self.lines(str(kind), inner, scope)
            raise wrong(
                kind,
                f'"{kind}" does not join lines',
                did_you_mean(kind, ("any_of", "all_of", "none_of"), "it is any_of, all_of or none_of"),
            )
        raise one(
            entry.place,
            "this is not a condition",
            help='one comparison, or any_of: with lines under it; a text with ": " in it goes in "quotes"',
        )

    def derives(self) -> list[Derivation]:
        tree = self.fields.tree("derive") if "derive" in self.fields else Map()
        found = []
        for name, entry in tree.items():
            with collecting(self.faults):
                info = known_fact(name, self.library)
                if not info.derived:
                    help = "declare it with derived: yes in policies/facts/"
                    raise wrong(name, f'"{name}" comes from the case and cannot be derived', help)
                subject = name.partition(".")[0]
                joined = self.library.subjects[self.asked_of].joins
                if subject not in self.scope.bound or subject in joined:
                    others = [each for each in self.scope.bound if each not in joined]
                    help = f"a rule derives facts of what it is asked of, and of {listed(others)}"
                    raise wrong(name, f'"{name}" cannot be derived here', help)
                found.append(Derivation(str(name), _texts_of(entry), tuple(self.choices(entry, info.type))))
        return found

    def choices(self, entry: Any, wanted: Type) -> list[tuple[Block | None, Node]]:
        asking = replace(self.scope, may_ask_given=True)
        if isinstance(entry, Text):
            return [(None, parse_value(entry, asking, wanted))]
        if isinstance(entry, Seq) and entry and all(isinstance(each, Map) and Text("is") in each for each in entry):
            return [self.choice(each, wanted, asking) for each in entry]
        if isinstance(entry, Seq) and entry and wanted.kind == "flag":
            return [(None, self.lines("all_of", entry, asking))]
        raise one(entry.place, "a derived fact is an expression, or a list of - when: … is: … entries")

    def choice(self, tree: Map, wanted: Type, scope: Scope) -> tuple[Block | None, Node]:
        fields = Fields.of(CHOICE, tree)
        when = self.lines("all_of", fields.seq("when"), scope) if "when" in fields else None
        return when, parse_value(fields.text("is"), scope, wanted)

    def exception(self, tree: Any) -> Unless | None:
        with collecting(self.faults):
            fields = Fields.of(EXCEPTION, tree)
            level = fields.word("level", LEVELS) if "level" in fields else None
            reading = fields.text("reading") if "reading" in fields else None
            if reading is not None:
                check_reading(reading, self.library, self.faults)
            when = self.lines("all_of", fields.seq("when"), replace(self.scope, may_ask_given=True))
            return Unless(self.citation(tree[Text("cite")]), str(reading) if reading else None, level, when, fields.place)
        return None


def _texts_of(entry: Any) -> tuple[str, ...]:
    if isinstance(entry, Seq) and all(isinstance(each, Map) and Text("is") in each for each in entry):
        return tuple(str(each[Text("is")]) for each in entry)
    return (str(entry) if isinstance(entry, Text) else "; ".join(map(str, entry)),)


def _named_in(remedy: str) -> list[str]:
    return [part.partition("}")[0] for part in remedy.split("{")[1:]]
