"""A new rule, begun from a paragraph: its words are quoted, and what is still to be written is marked TODO."""

from __future__ import annotations

import datetime
import re
import textwrap
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from clssa.language.fault import Faults, did_you_mean, listed
from clssa.language.yaml import Map, load
from clssa.library.model import CHECKED_KINDS, Library, Source
from clssa.lint.unwritten import TODO
from clssa.lint.words import ambiguous
from clssa.schema import modeline

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile(r"[0-9.]+")
_WIDTH = 112
_COMMENTS_FROM = 38


class CannotBegin(Exception):
    """A rule cannot be begun; the message says why, and what to write instead."""


def new_rule(library: Library, source: str, at: str, kind: str, asked_of: str | None = None, id_: str | None = None) -> Path:
    """Writes the file of a rule that is begun from a paragraph, and gives its path. Never writes over a file.

    Raises `CannotBegin` where there is no such source, paragraph or subject, or where the id is no id or is taken.
    """
    if source not in library.sources:
        raise CannotBegin(f'"{source}" is not a source; {did_you_mean(source, library.sources, _there_are(library.sources))}')
    of = library.sources[source]
    if at not in of.provisions:
        see = did_you_mean(at, of.provisions, f"see {library.root}/sources/{source}/text.yaml")
        raise CannotBegin(f'{source} has no paragraph "{at}"; {see}')
    if asked_of is not None and asked_of not in library.subjects:
        meant = did_you_mean(asked_of, library.subjects, _there_are(library.subjects))
        raise CannotBegin(f'no rule is asked of "{asked_of}"; {meant}')
    name = id_ or suggested_id(library, of, at)
    if not _ID.fullmatch(name):
        raise CannotBegin(f'"{name}" cannot be an id; write small letters and digits, joined by hyphens')
    path = Path(library.root) / source / f"{name}.yaml"
    if path.exists() or name in library.rules:
        taken = library.rules[name].place.file if name in library.rules else path
        raise CannotBegin(f"{taken} is there already; give the new rule another name: --id ID")
    path.parent.mkdir(exist_ok=True)
    first = modeline(path, Path(library.root))
    path.write_text(f"{first}\n" * bool(first) + text_of(library, of, at, kind, asked_of or TODO, name), "utf-8")
    return path


def suggested_id(library: Library, source: Source, at: str) -> str:
    """An id from the prefix of the rules on that source, and the pinpoint."""
    folder = Path(library.root) / source.id
    prefixes = Counter(rule.id.partition("-")[0] for rule in library.rules.values() if Path(rule.place.file).parent == folder)
    words = re.findall(r"[a-z]+", source.id)
    own = "".join(word[0] for word in words) if len(words) > 1 else source.id
    prefix = min(prefixes, key=lambda each: (-prefixes[each], each)) if prefixes else own
    return "-".join(re.findall(r"[a-z0-9]+", f"{prefix} {re.sub(r'[(].*?[)]', '', at)}".lower()))


def text_of(library: Library, source: Source, at: str, kind: str, asked_of: str, id_: str) -> str:
    """The text of the file."""
    day = TODO if source.issued == datetime.date.max else source.issued.isoformat()
    single = [name for name, subject in library.subjects.items() if subject.list is None]
    several = [name for name in library.subjects if name not in single]
    lines = [f"id: {id_}", f"title: {TODO} what it says, in one sentence", f"kind: {kind}"]
    lines.append(_with(f"asked_of: {asked_of}", f"{', '.join(single)}; or each {', '.join(several)}"))
    if kind == "note":
        lines.append(_with(f"note: {TODO}", "the name of its file in notes/, without .j2"))
    lines += ["", "versions:", _with(f"  - from: {day}", "its first day; here the day of issue of the source")]
    lines += ["    cite:", f"      source: {source.id}", f"      at: {_written(at)}"]
    if source.held:
        lines.append(_with("      quote: >-", "cut it to the words that this rule encodes; change none"))
        wrapped = textwrap.wrap(source.provisions[at], _WIDTH, break_long_words=False, break_on_hyphens=False)
        lines += [" " * 8 + each for each in wrapped]
    lines += _version(kind)
    if kind in CHECKED_KINDS:
        lines += ["", _with("examples:", "both sides of each comparison, the eve and the day of from, a missing fact")]
        lines += _examples(kind, day)
    return "\n".join(lines) + "\n"


def _version(kind: str) -> list[str]:
    """What a version of this kind has beside its dates and its quote."""
    todo = f"      - {TODO}"
    applies = [_with("    applies_when:", "which cases it is for; delete the list if it is for all"), todo]
    remedy = f"    remedy: {TODO} what to write instead, as an order"
    match kind:
        case "requirement":
            must = _with("    require:", "what must hold: shall; should: and remark: ask for less")
            return [*applies, must, todo, remedy]
        case "calculation":
            return [*applies, _with("    derive:", "the fact that it works out, and how"), f"      {TODO}: {TODO}"]
        case "note":
            return [
                *applies,
                _with("    required_when:", "when it must be there; forbidden_when: when it must not"),
                todo,
                remedy,
            ]
        case "duty":
            actor = _with(f"    actor: {TODO}", "who has it: one of actors.yaml")
            return [actor, _with(f"    modality: {TODO}", "the word of the quote that binds: shall, will, should, may …")]
    return []


def _examples(kind: str, day: str) -> list[str]:
    given = [f"    given: {{{TODO}: {TODO}}}", f"    as_of: {day}"]
    if kind == "calculation":
        return [f"  - name: {TODO} a case for which it calculates", *given, f"    derived: {{{TODO}: {TODO}}}"]
    right = [f"  - name: {TODO} a case that is right", *given, "    expect: pass"]
    wrong = [f"  - name: {TODO} a case that is wrong", *given, "    expect: fail"]
    return right + wrong + ([f"    because: {TODO} the line that decides"] if kind == "requirement" else [])


def _with(line: str, comment: str) -> str:
    """A line with a comment behind it."""
    return f"{line:<{_COMMENTS_FROM - 1}} # {comment}"


def _written(at: str) -> str:
    """A pinpoint as YAML has it: in quotes where it would be read as something else."""
    try:
        tree = load(f"at: {at}".encode(), "")
    except Faults:
        tree = Map()
    read = list(tree.values()) if isinstance(tree, Map) else []
    if read == [at] and not _NUMBER.fullmatch(at) and not any(ambiguous(each) for each in read):
        return at
    return '"' + at.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _there_are(names: Iterable[str]) -> str:
    return f"there are {listed(names, 30)}"
