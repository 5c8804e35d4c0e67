"""Reads a layout file; whatever is wrong with it is a fault with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clssa.drafts.layout import Column, Elements, Layout, Mark, Notes, Settled, Signature, Source, Span
from clssa.drafts.phrases import Phrase, phrase
from clssa.drafts.values import KINDS, Kind, coded, listed_values, shaped
from clssa.language import yaml
from clssa.language.fault import Fault, Faults, listed, one
from clssa.language.yaml import Map, Text, wrong
from clssa.library.fields import Fields, collecting

REGIONS = ("front", "notes", "margins")
_SHAPE = re.compile(r"(?:\[[A-Za-z0-9-]{1,20}\]|[A-Za-z0-9-])(?:\{[0-9]{1,2}(?:,[0-9]{1,2})?\}|\?)?")


def load_layout(data: bytes, file: str) -> Layout:
    """The layout in the bytes of a YAML file; raises `Faults`, each with file, line and column."""
    top = Fields(yaml.load(data, file), "a layout",
                 "layout document tracked_changes marks editions kinds facts spans elements amounts "
                 "signatures notes",
                 "settled more_tables")  # fmt: skip
    faults: list[Fault] = []
    with collecting(faults):
        return _Loader(_kinds(top)).layout(top)
    raise Faults(faults)


def _kinds(top: Fields) -> dict[str, Kind]:
    kinds = dict(KINDS)
    for name, tree in _entries(top, "kinds"):
        fields = Fields(tree, "a kind", "", "one_of shape many blanks", name.place)
        words, blanks = ([str(word) for word in fields.texts("one_of")], [str(word) for word in fields.texts("blanks")])
        shape = fields.text("shape", "")
        if not re.fullmatch(f"(?:{_SHAPE.pattern})*", shape):
            raise wrong(shape, f'"{shape}" is not a shape', "a shape is letters, digits, -, [A-Z], {3} and ?")
        if fields.flag("many"):
            kinds[name] = listed_values(words, shape)
        elif words or shape:
            kinds[name] = coded(words) if words else shaped(shape, blanks)
        else:
            raise wrong(name, f'the kind "{name}" has no "one_of" and no "shape"')
    return kinds


def _entries(fields: Fields, key: str) -> Iterator[tuple[Text, object]]:
    tree = fields.map[Text(key)]
    if not isinstance(tree, Map):
        raise one(fields.map.key(key).place, f'"{key}" is written as name: value lines', len(key))
    yield from tree.items()


class _Loader:
    """Turns the parts of a layout file into the model, with the layout's kinds at hand."""

    def __init__(self, kinds: dict[str, Kind]) -> None:
        self._kinds = kinds

    def layout(self, top: Fields) -> Layout:
        editions = Fields(top.map[Text("editions")], "editions", "earlier current", "earlier_heads")
        marks = [Fields(tree, "a mark", "is phrases") for tree in top.seq("marks")]
        return Layout(
            name=str(top.text("layout")),
            document=str(top.text("document")),
            tracked_changes=top.text("tracked_changes"),
            marks=tuple(Mark(str(mark.text("is")), self._phrases(mark, "phrases")) for mark in marks),
            earlier=self._phrases(editions, "earlier"),
            current=self._phrases(editions, "current"),
            sources=tuple(self._source(tree) for tree in top.seq("facts")),
            spans=tuple(self._span(tree) for tree in top.seq("spans")),
            elements=self._elements(top.map[Text("elements")]),
            amounts=tuple(self._amount(tree) for tree in top.seq("amounts")),
            signatures=tuple(self._signature(tree) for tree in top.seq("signatures")),
            notes=self._notes(top.map[Text("notes")]),
            settled=tuple(self._settled(tree) for tree in top.seq("settled")),
            earlier_heads=self._phrases(editions, "earlier_heads"),
            more_tables=tuple(self._elements(tree) for tree in top.seq("more_tables")),
        )

    def _phrases(self, fields: Fields, key: str, suffix: str = "", prefix: str = "") -> tuple[Phrase, ...]:
        sources = [Text.at(prefix + text + suffix, text.place, text.end, text.style) for text in fields.texts(key)]
        return tuple(phrase(source, self._kinds) for source in sources)

    def _source(self, tree: object) -> Source:
        fields = Fields(tree, "a fact of a layout", "fact looks phrases", "in note is")
        regions = tuple(str(each) for each in fields.texts("in"))
        for region in fields.texts("in"):
            if region not in REGIONS:
                raise wrong(region, f'"{region}" is not a part of a draft', f"it is {listed(REGIONS)}")
        note, value = str(fields.text("note", "")), str(fields.text("is", ""))
        found = Source(fields.text("fact"), self._phrases(fields, "phrases"), str(fields.text("looks")), regions, note, value)
        for each in found.phrases:
            if (each.kind is None) != bool(value):
                raise one(each.source.place, "the phrase has no value in { }, and the fact has no is:" if not value
                          else "the fact has is:, so the phrase has no value in { }", len(each.source))  # fmt: skip
        return found

    def _span(self, tree: object) -> Span:
        fields = Fields(tree, "a span", "fact looks begins ends kind")
        kind = self._kinds[fields.word("kind", tuple(self._kinds))]
        begins, ends = (
            self._phrases(fields, "begins") + self._phrases(fields, "begins", " {text}"),
            self._phrases(fields, "ends"),
        )
        return Span(fields.text("fact"), begins, ends, kind, str(fields.text("looks")))

    def _elements(self, tree: object) -> Elements:
        fields = Fields(tree, "elements", "list subject named_by looks columns ends", "numbered")
        columns = tuple(self._column(each) for each in fields.seq("columns"))
        named_by = fields.text("named_by")
        if not any(source.fact == named_by for column in columns for source in column.sources):
            raise wrong(named_by, f'no column gives "{named_by}"')
        return Elements(fields.text("list"), str(fields.text("subject")), named_by, str(fields.text("looks")), columns,
                        self._phrases(fields, "ends"), fields.text("numbered") if "numbered" in fields else None)  # fmt: skip

    def _column(self, tree: object) -> Column:
        fields = Fields(tree, "a column", "column heads", "required facts")
        name = str(fields.text("column"))
        sources = []
        for each in fields.seq("facts"):
            cell = Fields(each, "a fact of a column", "fact phrases", "looks blank earlier add_up")
            earlier = cell.text("earlier") if "earlier" in cell else None
            sources.append(Source(cell.text("fact"), self._phrases(cell, "phrases"), str(cell.text("looks", f"column {name}")),
                                  earlier=earlier, add_up=cell.flag("add_up"), blank=str(cell.text("blank", "")),
                                  is_cell="looks" not in cell))  # fmt: skip
        return Column(name, self._phrases(fields, "heads"), fields.flag("required"), tuple(sources))

    def _amount(self, tree: object) -> Source:
        fields = Fields(tree, "an amount", "fact labels", "earlier")
        labels = self._phrases(fields, "labels")
        printed = self._phrases(fields, "labels", " {money}")
        earlier = fields.text("earlier") if "earlier" in fields else None
        return Source(fields.text("fact"), labels + printed, f'the row "{labels[0].source}"', earlier=earlier)

    def _signature(self, tree: object) -> Signature:
        fields = Fields(tree, "a signature", "fact labels beside looks")
        alone = phrase(Text.at("… {date} …", fields.place), self._kinds)
        return Signature(fields.text("fact"), self._phrases(fields, "labels"), self._phrases(fields, "beside"),
                         (*self._phrases(fields, "beside", " {date}"), alone), str(fields.text("looks")),
                         self._phrases(fields, "labels", " …"), self._phrases(fields, "labels", " …", "… "),
                         self._phrases(fields, "beside", " …", "… "))  # fmt: skip

    def _notes(self, tree: object) -> Notes:
        fields = Fields(tree, "notes", "list subject number title text begins ends looks", "in_order headings below_heading")
        return Notes(fields.text("list"), str(fields.text("subject")), fields.text("number"), fields.text("title"),
                     fields.text("text"), self._phrases(fields, "begins"), self._phrases(fields, "ends"),
                     str(fields.text("looks")), self._phrases(fields, "in_order"), self._phrases(fields, "headings"),
                     self._phrases(fields, "below_heading"))  # fmt: skip

    def _settled(self, tree: object) -> Settled:
        fields = Fields(tree, "a settled fact", "fact because", "is same_as less when read unless_said reading")
        when = tuple((str(key), str(value)) for key, value in _entries(fields, "when")) if "when" in fields else ()
        if ("is" in fields) == ("same_as" in fields):
            raise one(fields.place, 'a settled fact has either "is" or "same_as"')
        return Settled(
            fields.text("fact"), str(fields.text("is", "")), str(fields.text("same_as", "")), str(fields.text("less", "")), when,
            tuple(str(name) for name in fields.texts("read")), self._phrases(fields, "unless_said"),
            str(fields.text("reading", "")), str(fields.text("because")),
        )  # fmt: skip
