"""What differs between two texts of one file: entry by entry, as it was and as it is."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeAlias

from clssa.language.yaml import Map, Seq, Text

UNSAID = ("examples", "unnoticed")
"""What is there for those who write rules, and says nothing of a case."""
_NAMED_BY = ("from", "at", "id", "actor", "quote")
_WINDOW = 6
_SHORT = 80

Way: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry: where it stands in words, what stood there and on which line, what stands there now and on which line."""

    where: str
    before: str | None
    after: str | None
    line_before: int | None
    line_after: int | None


def differences(old: Any, new: Any) -> list[Difference]:
    """Every difference of two trees of text, examples left out, in the order of the file."""
    return list(_of(old, new, ()))


def lines_differ(old: str, new: str) -> list[Difference]:
    """Every difference of two texts, line by line."""
    before, after = old.splitlines(), new.splitlines()
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            for number in range(max(b - a, d - c)):
                one, other = a + number if a + number < b else None, c + number if c + number < d else None
                found.append(Difference(
                    "words", before[one] if one is not None else None, after[other] if other is not None else None,
                    one + 1 if one is not None else None, other + 1 if other is not None else None,
                ))  # fmt: skip
    return found


def shortened(before: str, after: str) -> tuple[str, str]:
    """Two long texts, cut to the words that differ and a few around them."""
    one, other = before.split(), after.split()
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    most = min(len(one), len(other)) - start
    end = next((n for n in range(most) if one[-1 - n] != other[-1 - n]), most)
    return _cut(one, start, end), _cut(other, start, end)


def _cut(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - _WINDOW), min(len(words), len(words) - end + _WINDOW)
    return " ".join([*(["…"] if first else []), *words[first:last], *(["…"] if last < len(words) else [])])


def _of(old: Any, new: Any, way: Way) -> Iterator[Difference]:
    if isinstance(old, Map) and isinstance(new, Map):
        for key in dict.fromkeys([*old, *new]):
            if way or key not in UNSAID:
                yield from _entry(old.get(key), new.get(key), (*way, str(key)))
    elif isinstance(old, Seq) and isinstance(new, Seq):
        for one, other in _paired(old, new):
            yield from _entry(one, other, (*way, *_called(other if other is not None else one, way)))
    elif _plain(old) != _plain(new):
        yield _made(old, new, way)


def _entry(old: Any, new: Any, way: Way) -> Iterator[Difference]:
    if old is None or new is None:
        yield _made(old, new, way)
    else:
        yield from _of(old, new, way)


def _made(old: Any, new: Any, way: Way) -> Difference:
    where = ", ".join(each for each in way if each != "versions") or "versions"
    before, after = (None if each is None else written(each) for each in (old, new))
    return Difference(where, before, after, _line(old), _line(new))


def _line(tree: Any) -> int | None:
    return None if tree is None else tree.place.line


def _called(entry: Any, way: Way = ()) -> Way:
    """What an entry of a list is called, where it has a name."""
    if not isinstance(entry, Map):
        return ()
    key = next((key for key in _NAMED_BY if isinstance(entry.get(Text(key)), Text)), None)
    of = "the version " if way == ("versions",) else ""
    return () if key is None else (f"{of}{key} {entry[Text(key)]}",)


def _paired(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """The entries of two lists side by side: equal ones, then those of one name; between these, one by one."""
    matcher = SequenceMatcher(None, [_name(each) for each in old], [_name(each) for each in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind in ("equal", "replace") and b - a == d - c:
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from ((each, None) for each in old[a:b])
            yield from ((None, each) for each in new[c:d])


def _name(entry: Any) -> Hashable:
    return _called(entry) or _plain(entry)


def _plain(tree: Any) -> Hashable:
    """A tree without its places; white space in a text counts once."""
    if isinstance(tree, Map):
        return ("map", *((str(key), _plain(each)) for key, each in tree.items()))
    if isinstance(tree, Seq):
        return ("seq", *map(_plain, tree))
    return " ".join(str(tree).split())


def written(tree: Any) -> str:
    """A piece of a file as a person would write it: a text on one line, a list or a mapping with an entry on each."""
    return "\n".join(_block(tree))


def _block(tree: Any) -> list[str]:
    if isinstance(tree, Map):
        return [line for key, each in tree.items() if key not in UNSAID for line in _led(f"{key}:", each, "  ")]
    if isinstance(tree, Seq):
        return [line for each in tree for line in _led("-", each, "")]
    return [" ".join(str(tree).split())]


def _led(start: str, tree: Any, indent: str) -> list[str]:
    """An entry behind its key or its dash; one that is short and has no parts of its own on the same line."""
    lines = _block(tree)
    if isinstance(tree, Text) or (isinstance(tree, Map) and start == "-"):
        return [f"{start} {lines[0]}" if lines else start, *(f"  {each}" for each in lines[1:])]
    flow = f"{{{', '.join(lines)}}}" if isinstance(tree, Map) else f"[{', '.join(each.removeprefix('- ') for each in lines)}]"
    flat = all(isinstance(each, Text) for each in (tree.values() if isinstance(tree, Map) else tree))
    if flat and len(flow) <= _SHORT:
        return [f"{start} {flow}"]
    return [start, *(f"{indent}{each}" for each in lines)]
