"""Sources with their verbatim text by paragraph, and the quotes that rules take from them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from clssa.language.fault import Fault, Place, did_you_mean, one
from clssa.language.yaml import Map, Seq, Text, load, wrong
from clssa.library.fields import Fields, collecting
from clssa.library.forms import CITATION, HELD, PARAGRAPH, SOURCE, STANDING, STANDINGS, TOLD
from clssa.library.model import Citation, Source, Standing


def load_source(folder: Path, name: str, faults: list[Fault]) -> Source | None:
    """The source in `folder` (source.yaml and text.yaml); `name` is how the folder is called in messages."""
    with collecting(faults):
        head = Fields.of(SOURCE, load(read_file(folder / "source.yaml"), f"{name}/source.yaml"))
        if head.text("source") != folder.name:
            raise one(head.text("source").place, f'the source is called "{head.text("source")}" and its folder "{folder.name}"')
        held = head.word("text", HELD) == "held"
        provisions: dict[str, str] = {}
        listing = load(read_file(folder / "text.yaml"), f"{name}/text.yaml")
        for entry in listing if isinstance(listing, Seq) else ():
            with collecting(faults):
                fields = Fields.of(PARAGRAPH, entry)
                if fields.text("at") in provisions:
                    raise wrong(fields.text("at"), f'the paragraph "{fields.text("at")}" stands twice')
                provisions[str(fields.text("at"))] = collapsed(fields.text("text" if held else "says"))
        standing = tuple(_standing(each) for each in head.seq("standing"))
        issued = head.optional_date("issued") or datetime.date.max
        return Source(str(head.text("source")), str(head.text("title")), issued, held, provisions, standing, head.place)
    return None


def _standing(tree: Map) -> Standing:
    fields = Fields.of(STANDING, tree)
    cite = Fields.of(TOLD, fields.tree("cite"))
    status = fields.word("is", STANDINGS)
    return Standing(fields.date("from"), status, cite.text("source"), cite.text("at"))


def check_standings(sources: Mapping[str, Source], faults: list[Fault]) -> None:
    """Who tells of a source's standing is a source itself, and has the paragraph."""
    for each in (each for source in sources.values() for each in source.standing):
        name, at = each.told_by, each.at
        if name not in sources:
            faults.append(Fault(name.place, f'"{name}" is not a source', len(name), did_you_mean(name, sources)))
        elif at not in sources[name].provisions:
            help = did_you_mean(at, sources[name].provisions)
            faults.append(Fault(at.place, f'{name} has no paragraph "{at}"', len(at), help))


def read_file(path: Path) -> bytes:
    """The bytes of a file that every library has. Raises `Faults` if it is not there."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise one(Place(str(path)), f"the file cannot be read: {error.strerror}") from None


def read_citation(tree: Map | Text | Seq, sources: Mapping[str, Source]) -> Citation:
    """A citation whose paragraph exists and whose quote is that paragraph's words. Raises `Faults`."""
    fields = Fields.of(CITATION, tree)
    name, at = fields.text("source"), fields.text("at")
    source = sources.get(str(name))
    if source is None:
        raise wrong(name, f'"{name}" is not a source', did_you_mean(name, sources, "sources stand in policies/sources/"))
    if at not in source.provisions:
        raise wrong(
            at, f'{name} has no paragraph "{at}"', did_you_mean(at, source.provisions, f"see policies/sources/{name}/text.yaml")
        )
    if not source.held:
        if "quote" in fields:
            raise one(
                fields.text("quote").place, f"the text of {name} is not held, so it cannot be quoted", help="delete the quote"
            )
        return Citation(str(name), str(at), None, fields.place)
    if "quote" not in fields:
        raise one(fields.place, "a citation has no quote", help=f"quote the words of {name}, {at} that this rule encodes")
    quote = fields.text("quote")
    check_quote(quote, source.provisions[str(at)], f"{name}, {at}")
    return Citation(str(name), str(at), collapsed(quote), fields.place)


def check_quote(quote: Text, stored: str, where: str) -> None:
    """Raises `Faults` at the first word of the quote that departs from the stored paragraph."""
    words = quote.split()
    if span_of(words, stored) is not None:
        return
    agreed = 0
    while agreed < len(words) - 1 and span_of(words[: agreed + 1], stored) is not None:
        agreed += 1
    word = words[agreed]
    if agreed == 0:
        message = f'"{word}": the quote does not begin with words of {where}'
        help = f"the stored text begins: {' '.join(stored.split()[:12])} …"
    else:
        _, end = span_of(words[:agreed], stored) or (0, 0)
        before, after = " ".join(words[max(0, agreed - 6) : agreed]), stored[end:].split()
        message = f'"{word}": the quote departs from the stored text of {where}'
        help = f'after "… {before}" the stored text goes on: {" ".join(after[:8]) or "(its end)"}'
    raise one(_place_of_word(quote, agreed), message, len(word), help)


def span_of(words: Sequence[str], stored: str) -> tuple[int, int] | None:
    """Where the words stand in the text one after the other, no word cut; None where they do not."""
    wanted = " ".join(words)
    start = stored.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        if not _within_word(stored[start - 1 : start]) and not _within_word(stored[end : end + 1]):
            return start, end
        start = stored.find(wanted, start + 1)
    return None


def _within_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _place_of_word(scalar: Text, index: int) -> Place:
    """Where the word with this index stands in the file; a folded text runs over several lines."""
    lines = scalar.lines[scalar.place.line - 1 : scalar.end.line]
    position = -1
    for offset, line in enumerate(lines):
        start = scalar.place.column - 1 if offset == 0 else 0
        for found in re.finditer(r"\S+", line[start:]):
            if offset == 0 and re.fullmatch(r"[>|][-+0-9]*", found[0]):
                continue
            position += 1
            if position == index:
                return Place(scalar.place.file, scalar.place.line + offset, start + found.start() + 1)
    return scalar.place


def collapsed(text: str) -> str:
    """Text with every run of white space as one space."""
    return " ".join(text.split())
