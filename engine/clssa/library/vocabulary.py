"""The words that rules may use: subjects, facts and dated values, from policies/facts/ and policies/values/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from clssa.language.expression import Node
from clssa.language.fault import Fault, did_you_mean, listed, one
from clssa.language.parse import Scope, parse_condition
from clssa.language.types import KINDS, Type
from clssa.language.yaml import Map, Seq, Text
from clssa.library.fields import Fields, collecting
from clssa.library.model import DAY_OF_EVALUATION, DatedValue, FactInfo, Library, Source, Subject, ValueVersion
from clssa.library.sources import read_citation

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


def read_subject(tree: Map, library: Library, faults: list[Fault]) -> None:
    """Adds the subject and the facts of one file of policies/facts/ to the library."""
    fields = Fields(tree, "a file of facts", "subject label facts", "list named_by of words document_dates note")
    name = str(fields.text("subject"))
    words = Fields(tree[Text("words")], "the words of a note", "title text required_in") if "words" in fields else None
    library.subjects[name] = Subject(
        name=name,
        label=str(fields.text("label")),
        list=str(fields.text("list")) if "list" in fields else None,
        named_by=str(fields.text("named_by")) if "named_by" in fields else None,
        of=str(fields.text("of")) if "of" in fields else None,
        words=(str(words.text("title")), str(words.text("text")), str(words.text("required_in"))) if words else None,
    )
    if "document_dates" in fields:
        library.document_dates = tuple(map(str, fields.texts("document_dates")))
    facts = tree[Text("facts")]
    if not isinstance(facts, Map):
        raise one(fields.place, "facts: holds one entry per fact")
    for leaf, entry in facts.items():
        with collecting(faults):
            info = _fact(f"{name}.{leaf}", leaf, entry)
            library.facts[info.name] = info


_FACT_KEYS = "codes pattern form optional signed derived pending_when same_as note unverified"


def _fact(name: str, leaf: Text, tree: Map) -> FactInfo:
    fields = Fields(tree, f'the fact "{name}"', "type label means", _FACT_KEYS)
    if not _NAME.fullmatch(leaf):
        raise one(
            leaf.place, f'"{leaf}" cannot be the name of a fact', len(leaf), "small letters, digits and _, such as unit_weight"
        )
    return FactInfo(
        name, read_type(fields, fields.text("type")), str(fields.text("label")), str(fields.text("means")),
        fields.flag("derived"), None, None, leaf.place,
    )  # fmt: skip


def read_type(fields: Fields, text: Text) -> Type:
    """A type as facts declare it: `money`, `code`, `list of code` …"""
    kind = text.removeprefix("list of ")
    if kind not in KINDS:
        raise one(text.place, f'"{text}" is not a type', len(text), did_you_mean(kind, KINDS, f"types are {listed(KINDS)}"))
    codes = tuple(map(str, fields.texts("codes"))) if "codes" in fields else ()
    if kind == "code" and not codes:
        raise one(text.place, "a code needs the list of its codes", len(text), "add codes: [ … ]")
    pattern = str(fields.text("pattern")) if "pattern" in fields else ""
    if kind == "identifier" and not pattern:
        raise one(text.place, "an identifier needs its pattern", len(text), "add pattern: and form:")
    form = str(fields.text("form")) if "form" in fields else ""
    many = text.startswith("list of ")
    return Type(kind, codes, pattern, form, many, fields.flag("optional"), fields.flag("signed"))


def read_pending(tree: Map, library: Library, faults: list[Fault]) -> None:
    """Second pass over a file of facts: the lines that themselves name facts (pending_when, same_as)."""
    for leaf, entry in tree[Text("facts")].items():
        info = library.facts.get(f"{tree[Text('subject')]}.{leaf}")
        with collecting(faults):
            if info is not None and isinstance(entry, Map):
                library.facts[info.name] = replace(info, pending_when=_pending(entry, library), same_as=_same_as(entry, library))


def _pending(entry: Map, library: Library) -> Node | None:
    text = entry.get(Text("pending_when"))
    return parse_condition(text, scope_of(library, None)) if text is not None else None


def _same_as(entry: Map, library: Library) -> tuple[str, Node] | None:
    tree = entry.get(Text("same_as"))
    if tree is None:
        return None
    fields = Fields(tree, "same_as", "fact when")
    known_fact(fields.text("fact"), library)
    return (str(fields.text("fact")), parse_condition(fields.text("when"), scope_of(library, None)))


def known_fact(name: Text, library: Library) -> FactInfo:
    """The fact with this name; raises `Faults` with the nearest one."""
    if name not in library.facts:
        raise one(
            name.place,
            f'"{name}" is not a fact',
            len(name),
            did_you_mean(name, library.facts, "facts are declared in policies/facts/"),
        )
    return library.facts[str(name)]


def scope_of(library: Library, asked_of: str | None) -> Scope:
    """What a line may name in a rule asked of this subject: every single subject, and the element itself."""
    bound = {name: name for name, subject in library.subjects.items() if subject.list is None}
    if asked_of is not None:
        bound[asked_of] = asked_of
    lists = {subject.list: name for name, subject in library.subjects.items() if subject.list is not None}
    facts = {name: info.type for name, info in library.facts.items()}
    return Scope(facts, {name: value.type for name, value in library.values.items()}, lists, bound)


def read_value(tree: Map, library: Library, sources: Mapping[str, Source], faults: list[Fault]) -> None:
    """Adds the dated value of one file of policies/values/ to the library."""
    fields = Fields(tree, "a dated value", "value label versions", "type like by codes dated_by readings note unverified")
    name = fields.text("value")
    if not _NAME.fullmatch(name) or "." in name:
        raise one(name.place, f'"{name}" cannot be the name of a value', len(name), "small letters, digits and _")
    type_ = known_fact(fields.text("like"), library).type if "like" in fields else read_type(fields, fields.text("type"))
    if "by" in fields:
        type_ = replace(type_, key=known_fact(fields.text("by"), library).type)
    versions: list[ValueVersion] = []
    for entry in fields.seq("versions"):
        with collecting(faults):
            versions.append(_value_version(entry, type_, sources))
    faults.extend(same_start([version.place for version in versions], [version.start for version in versions], versions))
    library.values[str(name)] = DatedValue(
        str(name), type_, str(fields.text("label")), read_dated_by(fields, library), tuple(versions), fields.place
    )


def _value_version(tree: Map, type_: Type, sources: Mapping[str, Source]) -> ValueVersion:
    fields = Fields(tree, "a version of a value", "from is cite", "until replaces reading note unverified")
    cite = read_citation(tree[Text("cite")], sources)
    return ValueVersion(
        fields.date("from"), fields.optional_date("until"), fields.optional_date("replaces"),
        _parsed(tree[Text("is")], type_), cite, fields.place,
    )  # fmt: skip


def _parsed(tree: Text | Seq | Map, type_: Type) -> object:
    if isinstance(tree, Map):
        if type_.key is None:
            raise one(tree.place, "this value is not a table", help="a table says by: which fact its entries are named")
        return {_one(key, type_.key): _parsed(entry, replace(type_, key=None)) for key, entry in tree.items()}
    if isinstance(tree, Seq):
        if not type_.many:
            raise one(tree.place, "this value is not a list", help="write type: list of …")
        return tuple(_one(each, type_.one()) for each in tree)
    if type_.many or type_.key is not None:
        raise one(tree.place, "this value is a list or a table", len(tree), "write [ … ] or entry: value lines")
    return _one(tree, type_)


def _one(text: Text, type_: Type) -> object:
    try:
        return type_.parse(text)
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        raise one(text.place, message, len(text), hint) from None


def read_dated_by(fields: Fields, library: Library) -> tuple[str, ...]:
    """The dates that pick a version, in order of preference; the day of evaluation where nothing is said."""
    if "dated_by" not in fields:
        return (DAY_OF_EVALUATION,)
    tree = fields.map[Text("dated_by")]
    names = list(tree) if isinstance(tree, Seq) else [tree]
    for name in names:
        if name != DAY_OF_EVALUATION and known_fact(name, library).type.kind != "date":
            raise one(name.place, f'"{name}" is not a date', len(name), "dated_by names a date of the case")
        subject = library.subjects.get(name.partition(".")[0])
        if len(names) > 1 and subject is not None and subject.list is not None:
            raise one(
                name.place, f'"{name}" is a date of each element of a list, and stands alone', len(name), "name one date only"
            )
    return tuple(map(str, names))


def same_start(places: list, starts: list, versions: list) -> list[Fault]:  # type: ignore[type-arg]
    """A fault for each version that starts on a day on which another one of the same source starts."""
    seen: dict[tuple[object, object], int] = {}
    faults = []
    for place, start, version in zip(places, starts, versions, strict=True):
        source = version.cite.source if version.cite else None
        if (start, source) in seen:
            day = "the beginning" if start.year == 1 else start.isoformat()
            faults.append(
                Fault(place, f"two versions start from {day} (the other on line {seen[start, source]})", 4,
                      "a version holds until the next one starts: give one of them another date, or delete it")
            )  # fmt: skip
        seen.setdefault((start, source), place.line)
    return faults
