"""The words that rules may use: subjects, facts and dated values, from policies/facts/ and policies/values/."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from keyword import iskeyword
from string import Formatter
from typing import Any

from clssa.language.expression import Node
from clssa.language.fault import Fault, did_you_mean, listed, one
from clssa.language.parse import parse_condition
from clssa.language.settle import Scope
from clssa.language.types import KINDS, Type
from clssa.language.yaml import Map, Seq, Text, wrong
from clssa.library.beside import check_beside, read_beside
from clssa.library.fields import Fields, collecting
from clssa.library.forms import ENTRY, FACT, SAME_AS, SUBJECT, UNNOTICED, VALUE, VALUE_VERSION, WORDS
from clssa.library.model import (
    BEGINNING,
    DAY_OF_EVALUATION,
    Citation,
    DatedValue,
    FactInfo,
    Library,
    RuleVersion,
    Source,
    Subject,
    Unnoticed,
    ValueVersion,
)
from clssa.library.sources import read_citation

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


def read_subject(tree: Map, library: Library, faults: list[Fault]) -> None:
    """Adds the subject and the facts of one file of policies/facts/ to the library."""
    fields = Fields.of(SUBJECT, tree)
    name = str(fields.text("subject"))
    if not _NAME.fullmatch(name) or "." in name or iskeyword(name):
        raise one(
            fields.text("subject").place, f'"{name}" cannot be the name of a subject', len(name), "small letters, digits and _"
        )
    if name in library.subjects:
        raise one(fields.text("subject").place, f'there are two files of facts about "{name}"', len(name), "keep one of them")
    words = Fields.of(WORDS, fields.tree("words")) if "words" in fields else None
    library.subjects[name] = Subject(
        name=name,
        label=str(fields.text("label")),
        list=str(fields.text("list")) if "list" in fields else None,
        named_by=str(fields.text("named_by")) if "named_by" in fields else None,
        of=str(fields.text("of")) if "of" in fields else None,
        words=(str(words.text("title")), str(words.text("text")), str(words.text("required_in"))) if words else None,
        joins={str(other): str(leaf) for other, leaf in fields.tree("joins").items()} if "joins" in fields else {},
        ordered_by=tuple(f"{name}.{leaf}" for leaf in fields.texts("ordered_by")),
        unnoticed=read_unnoticed(fields),
        beside=read_beside(fields),
    )
    if "document_dates" in fields:
        library.document_dates = tuple(map(str, fields.texts("document_dates")))
    for leaf, entry in fields.tree("facts").items():
        with collecting(faults):
            info = _fact(f"{name}.{leaf}", leaf, entry)
            library.facts[info.name] = info


def _fact(name: str, leaf: Text, tree: Map) -> FactInfo:
    fields = Fields.of(FACT, tree, f'the fact "{name}"')
    if not _NAME.fullmatch(leaf) or any(iskeyword(part) for part in leaf.split(".")):
        raise wrong(leaf, f'"{leaf}" cannot be the name of a fact', "small letters, digits and _, such as unit_weight")
    return FactInfo(
        name, read_type(fields, fields.text("type")), str(fields.text("label")), str(fields.text("means")),
        fields.flag("derived"), None, None, leaf.place, "names" in fields and fields.word("names", ("rule",)) == "rule",
    )  # fmt: skip


def read_type(fields: Fields, text: Text) -> Type:
    """A type as facts declare it: `money`, `code`, `list of code` …"""
    kind = text.removeprefix("list of ")
    if kind not in KINDS:
        raise wrong(text, f'"{text}" is not a type', did_you_mean(kind, KINDS, f"types are {listed(KINDS)}"))
    codes = tuple(map(str, fields.texts("codes"))) if "codes" in fields else ()
    if kind == "code" and not codes:
        raise wrong(text, "a code needs the list of its codes", "add codes: [ … ]")
    pattern = str(fields.text("pattern")) if "pattern" in fields else ""
    if kind == "identifier" and not pattern:
        raise wrong(text, "an identifier needs its pattern", "add pattern: and form:")
    try:
        re.compile(pattern)
    except re.error as error:
        raise one(fields.text("pattern").place, f"this pattern cannot be read: {error}", len(pattern)) from None
    form = str(fields.text("form")) if "form" in fields else ""
    many = text.startswith("list of ")
    return Type(kind, codes, pattern, form, many, fields.flag("optional"), fields.flag("signed"))


def read_pending(tree: Map, library: Library, faults: list[Fault]) -> None:
    """Second pass over a file of facts: what itself names facts (pending_when, same_as, named_by, of, document_dates)."""
    _check_subject(tree, library, faults)
    for leaf, entry in tree[Text("facts")].items():
        info = library.facts[f"{tree[Text('subject')]}.{leaf}"]
        with collecting(faults):
            library.facts[info.name] = replace(info, pending_when=_pending(entry, library), same_as=_same_as(entry, library))


def _check_subject(tree: Map, library: Library, faults: list[Fault]) -> None:
    fields = Fields(tree, "a file of facts", "", " ".join(tree))
    own = fields.text("subject") + "."
    leaves = [name.removeprefix(own) for name in library.facts if name.startswith(own)]
    named = [fields.text("named_by")] if "named_by" in fields else []
    with collecting(faults):
        named += [*fields.texts("ordered_by"), *(fields.tree("joins").values() if "joins" in fields else ())]
    with collecting(faults):
        _check_label(fields)
    for text in named:
        if text not in leaves:
            help = did_you_mean(text, leaves)
            faults.append(Fault(text.place, f'"{text}" is not a fact of "{fields.text("subject")}"', len(text), help))
    for other in fields.tree("joins") if "joins" in fields else ():
        joined = library.subjects.get(str(other))
        if joined is None or joined.list is None or joined.named_by is None:
            listing = [name for name, subject in library.subjects.items() if subject.list and subject.named_by]
            faults.append(Fault(other.place, f'"{other}" is not a list of the case', len(other), did_you_mean(other, listing)))
    with collecting(faults):
        if "of" in fields:
            fields.word("of", tuple(library.subjects))
    with collecting(faults):
        check_beside(fields, library)
    with collecting(faults):
        for name in fields.texts("document_dates"):
            known_fact(name, library)


def _check_label(fields: Fields) -> None:
    """What a label prints in braces is what tells the elements of the list apart."""
    label, named_by = fields.text("label"), str(fields.text("named_by", ""))
    try:
        printed = {name for _, name, _, _ in Formatter().parse(label) if name is not None}
    except ValueError:
        raise wrong(label, "a brace in this label has no other half") from None
    if strange := sorted(printed - {named_by} if "list" in fields else printed):
        raise wrong(label, f'"{strange[0]}" cannot be printed in a label', "of a list, the fact under named_by can")


def _pending(entry: Map, library: Library) -> Node | None:
    if "pending_when" not in entry:
        return None
    return parse_condition(Fields(entry, "a fact", "", " ".join(entry)).text("pending_when"), scope_of(library, None))


def _same_as(entry: Map, library: Library) -> tuple[str, Node] | None:
    tree = entry.get(Text("same_as"))
    if tree is None:
        return None
    fields = Fields.of(SAME_AS, tree)
    known_fact(fields.text("fact"), library)
    return (str(fields.text("fact")), parse_condition(fields.text("when"), scope_of(library, None)))


def known_fact(name: Text, library: Library) -> FactInfo:
    """The fact with this name; raises `Faults` with the nearest one."""
    if name not in library.facts:
        raise wrong(name, f'"{name}" is not a fact', did_you_mean(name, library.facts, "facts are declared in policies/facts/"))
    return library.facts[str(name)]


def scope_of(library: Library, asked_of: str | None) -> Scope:
    """What a line may name in a rule asked of this subject: every single subject, and the element itself."""
    bound = {name: name for name, subject in library.subjects.items() if subject.list is None}
    if asked_of is not None:
        bound |= {asked_of: asked_of, **{joined: joined for joined in library.subjects[asked_of].joins}}
    lists = {subject.list: name for name, subject in library.subjects.items() if subject.list is not None}
    facts = {name: info.type for name, info in library.facts.items()}
    values = {name: value.type for name, value in library.values.items()}
    of_elements = {
        name: subject for name, value in library.values.items() if (subject := library.element_subject(value.dated_by))
    }
    ordered_by = {name: subject.ordered_by for name, subject in library.subjects.items() if subject.ordered_by}
    return Scope(facts, values, lists, bound, of_elements=of_elements, ordered_by=ordered_by)


def read_value(tree: Map, library: Library, sources: Mapping[str, Source], faults: list[Fault]) -> None:
    """Adds the dated value of one file of policies/values/ to the library."""
    fields = Fields.of(VALUE, tree)
    name = fields.text("value")
    if not _NAME.fullmatch(name) or "." in name or iskeyword(name):
        raise wrong(name, f'"{name}" cannot be the name of a value', "small letters, digits and _")
    if name in library.values:
        raise wrong(name, f'there are two values "{name}"', f"the other stands in {library.values[str(name)].place.file}")
    type_ = known_fact(fields.text("like"), library).type if "like" in fields else read_type(fields, fields.text("type"))
    if "by" in fields:
        named = fields.texts("by") if isinstance(fields.map[Text("by")], Seq) else [fields.text("by")]
        type_ = replace(type_, keys=tuple(known_fact(each, library).type for each in named))
    for reading in fields.texts("readings"):
        check_reading(reading, library, faults)
    versions: list[ValueVersion] = []
    for entry in fields.seq("versions"):
        with collecting(faults):
            versions.append(_value_version(entry, type_, sources))
    faults.extend(faults_of_versions(versions, sources))
    library.values[str(name)] = DatedValue(
        str(name), type_, str(fields.text("label")), read_dated_by(fields, library), tuple(versions), fields.place,
        read_unnoticed(fields),
    )  # fmt: skip


def _value_version(tree: Map, type_: Type, sources: Mapping[str, Source]) -> ValueVersion:
    fields = Fields.of(VALUE_VERSION, tree)
    cite = read_citation(tree[Text("cite")], sources)
    rows: dict[str, Citation] = {}
    value = _parsed(_without_citations(tree[Text("is")], cite.source, sources, rows), type_)
    return ValueVersion(
        fields.date("from"), fields.optional_date("until"), fields.optional_date("replaces"), value, cite, fields.place, rows
    )


def _without_citations(tree: Any, source: str, sources: Mapping[str, Source], rows: dict[str, Citation]) -> Any:
    """A table of which an entry says where it stands (`F: {is: no, at: …, quote: …}`) as `F: no`; the citations go to `rows`."""
    if not isinstance(tree, Map):
        return tree
    plain = Map()
    plain.place = tree.place
    for key, entry in tree.items():
        if isinstance(entry, Map) and Text("is") in entry:
            fields = Fields.of(ENTRY, entry)
            cited = Map({**entry, Text.at("source", fields.place): Text.at(source, fields.place)})
            del cited[Text("is")]
            cited.place = entry.place
            rows[str(key)] = read_citation(cited, sources)
            entry = entry[Text("is")]
        plain[key] = entry
    return plain


def _parsed(tree: Text | Seq | Map, type_: Type) -> object:
    if isinstance(tree, Map):
        if not type_.keys:
            raise one(tree.place, "this value is not a table", help="a table says by: which fact its entries are named")
        key, inner = type_.keys[0], replace(type_, keys=type_.keys[1:])
        table = {_one(name, key): _parsed(entry, inner) for name, entry in tree.items()}
        if left := [code for code in key.codes if code not in table]:
            raise one(tree.place, f"the table says nothing of {listed(left)}", 2, "give every code an entry")
        return table
    if isinstance(tree, Seq):
        if not type_.many:
            raise one(tree.place, "this value is not a list", help="write type: list of …")
        return tuple(_one(each, type_.one()) for each in tree)
    if type_.many or type_.keys:
        raise wrong(tree, "this value is a list or a table", "write [ … ] or entry: value lines")
    return _one(tree, type_)


def _one(text: Text, type_: Type) -> object:
    try:
        return type_.parse(text)
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        raise wrong(text, message, hint) from None


def check_reading(name: Text, library: Library, faults: list[Fault]) -> None:
    """A reading that a rule or a value rests on is registered."""
    if name not in library.readings:
        meant = did_you_mean(name, library.readings, "readings stand in policies/interpretations.yaml")
        faults.append(Fault(name.place, f'"{name}" is not a registered reading', len(name), meant))


def read_dated_by(fields: Fields, library: Library) -> tuple[str, ...]:
    """The dates that pick a version, in order of preference; the day of evaluation where nothing is said."""
    if "dated_by" not in fields:
        return (DAY_OF_EVALUATION,)
    tree = fields.map[Text("dated_by")]
    names = list(tree) if isinstance(tree, Seq) else [tree]
    for name in names:
        if not isinstance(name, Text):
            raise one(name.place, "dated_by names a date of the case, or several in order of preference")
        info = known_fact(name, library) if name != DAY_OF_EVALUATION else None
        if info is not None and (info.type.kind != "date" or info.derived):
            raise wrong(name, f'"{name}" is not a date of the case', "dated_by names a date that a case file gives")
        subject = library.subjects.get(name.partition(".")[0]) if info is not None else None
        if len(names) > 1 and subject is not None and subject.list is not None:
            raise wrong(name, f'"{name}" is a date of each element of a list, and stands alone', "name one date only")
    return tuple(map(str, names))


def read_unnoticed(fields: Fields) -> tuple[Unnoticed, ...]:
    """What a file says of changes that no example can notice."""
    entries = [Fields.of(UNNOTICED, entry) for entry in fields.seq("unnoticed")]
    return tuple(Unnoticed(" ".join(each.text("change").split()), str(each.text("why")), each.place) for each in entries)


def faults_of_versions(versions: Sequence[ValueVersion | RuleVersion], sources: Mapping[str, Source]) -> Iterator[Fault]:
    """Faults between the versions of one thing: two from one day, an end before the start, one replaced that is not there.

    Of two versions from one day the one known later replaces the other; two known from the same day would be a toss.
    """
    seen: dict[tuple[object, object], int] = {}
    starts = {version.start for version in versions}
    for version in versions:
        key = (version.start, sources[version.cite.source].issued if version.cite else None)
        if key in seen:
            day = _day(version.start)
            help = "a version holds until the next one starts: give one of them another date, or delete it"
            yield Fault(version.place, f"two versions start from {day} (the other on line {seen[key]})", 4, help)
        seen.setdefault(key, version.place.line)
        if version.until is not None and version.until < version.start:
            yield Fault(version.place, f"this version ends on {version.until}, before it starts", 4)
        if version.replaces is not None and version.replaces not in starts:
            help = f"replaces: names the from of another version: {listed([_day(start) for start in sorted(starts)])}"
            yield Fault(version.place, f"this version replaces one from {_day(version.replaces)}, which is not there", 4, help)


def _day(start: datetime.date) -> str:
    return "the beginning" if start == BEGINNING else start.isoformat()
