"""Whatever a person drops in, opened as a case: a case file in YAML or JSON, or a draft in Word or PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clssa.check.case import Case, case_from, read_case
from clssa.check.findings import Finding
from clssa.drafts.document import FORMATTING, TrackedChange, UnreadableDraft
from clssa.drafts.file import no_file
from clssa.drafts.found import quoted
from clssa.language.explain import LABEL
from clssa.language.expression import facts_read
from clssa.language.fault import Place
from clssa.language.logic import Element
from clssa.language.types import Type, write
from clssa.language.yaml import tree_of
from clssa.library.model import Library

if TYPE_CHECKING:
    from clssa.drafts.reader import Reading

CASE_FILES = (".yaml", ".yml", ".json")
DRAFT_FILES = (".docx", ".pdf")
WORD_FILES = (".docx",)
MOST_CHANGES = 50
"""So many tracked changes have a finding of their own; the report lists all under `tracked_changes`."""

_UNREAD, _CHANGE = "draft ({})", "change ({})"


@dataclass(slots=True)
class Opened:
    """A case with what there is to say about how it was read: findings, and keys for the report."""

    case: Case
    findings: list[Finding] = field(default_factory=list)
    reading: dict[str, Any] = field(default_factory=dict)
    handles: dict[str, dict[str, tuple[int, ...]]] = field(default_factory=dict)
    """Of a Word file, the paragraph that states a fact: see `Reading.handles`."""
    inputs: list[dict[str, Any]] = field(default_factory=list)
    """The files that were read, the draft first: see `Report.inputs`."""
    beside: list[Opened] = field(default_factory=list)
    """The other drafts of the call that belong to this one."""
    places: dict[str, dict[str, Place]] = field(default_factory=dict)
    """Of a case file, where each fact stands: see `Case.places`."""


def open_draft(path: Path, library: Library, facts: Path | None = None) -> Opened:
    """The case in a file. `facts` is a case file with what the draft does not show.

    Raises `Faults` or `UnreadableDraft`.
    """
    suffix = path.suffix.lower()
    for each in filter(None, (path, facts)):
        if reason := no_file(each):
            raise UnreadableDraft(f"{each} {reason}.")
    if suffix in CASE_FILES:
        case = read_case(path, library)
        opened = Opened(case, places=case.places)
    elif suffix in DRAFT_FILES:
        opened = _open_document(path, library)
    else:
        kinds = "a draft is a Word file (.docx), a PDF (.pdf) or a case file (.yaml, .json)"
        raise UnreadableDraft(f'{path.name} cannot be read: {kinds}, not "{suffix or "no ending"}".')
    if facts is not None:
        opened.findings += _add_facts(opened.case, read_case(facts, library), facts, library)
    return opened


def cannot_annotate(drafts: Sequence[Path], into: Path) -> str:
    """Why no comments can be written in a copy of these drafts; empty where they can."""
    if len(drafts) > 1:
        return "--annotate writes comments in a copy of one draft; name one draft"
    if drafts[0].suffix.lower() not in WORD_FILES:
        return f"--annotate writes comments in a Word draft (.docx); {drafts[0].name} is none"
    if into.suffix.lower() not in WORD_FILES:
        return f"--annotate writes a Word file (.docx); {into.name} is none"
    return "" if into.parent.is_dir() else f"--annotate writes into a folder that is there; {into.parent} is not"


def _open_document(path: Path, library: Library) -> Opened:
    from clssa.drafts import read
    from clssa.drafts.labels import relabelled
    from clssa.drafts.layout_file import load_layout

    layouts = [load_layout(file.read_bytes(), str(file)) for file in sorted((Path(library.root) / "layouts").glob("*.yaml"))]
    reading = read(path, layouts)
    case = case_from(tree_of(reading.facts, Place(str(path))), str(path), library, lenient=True)
    reading = relabelled(reading, case, library)
    for label, fact in reading.unread:
        case.mark_unread(label, fact)
    facts = {
        **({"pages": reading.pages} if reading.pages else {}),
        "facts": _facts(case, reading.where, library),
        "looked_for": reading.looked_for,
        "tracked_changes": [
            {"author": each.author, "kind": each.kind, "text": each.text, "where": each.where} for each in reading.tracked_changes
        ],
    }
    decisive = _decisive(library) if reading.conflicts else frozenset()
    findings = [_conflict(str(each), each.fact, each.subject, each.fact in decisive) for each in reading.conflicts]
    findings += [_unread(number, each) for number, each in enumerate(reading.remarks, 1)]
    changes = [each for each in reading.tracked_changes if each.kind != FORMATTING]
    findings += [_change(number, each) for number, each in enumerate(changes[:MOST_CHANGES], 1)]
    formatting = [each for each in reading.tracked_changes if each.kind == FORMATTING]
    findings += _formatting(len(changes) + 1, formatting)
    places = [each.partition(":")[0] for each in reading.remarks], [each.where for each in (*changes, *formatting[:1])]
    handles = reading.handles | _handles(_UNREAD, places[0], reading) | _handles(_CHANGE, places[1], reading)
    return Opened(case, findings, facts, handles)


def _handles(subject: str, places: Sequence[str], reading: Reading) -> dict[str, dict[str, tuple[int, ...]]]:
    """For each finding about the reading, the paragraph at its place in words, where there is one."""
    named = ((subject.format(number), place) for number, place in enumerate(places, 1))
    return {label: {"": (reading.paragraphs[place],)} for label, place in named if place in reading.paragraphs}


def _facts(case: Case, where: dict[str, dict[str, str]], library: Library) -> dict[str, Any]:
    """Every fact that was read, with its value and its place, so that a person can check the reading."""
    found: dict[str, Any] = {}
    for subject, element in case.single.items():
        found.update(_placed(subject, element, where.get("", {}), library))
    for name, elements in case.lists.items():
        subject = next(each.name for each in library.subjects.values() if each.list == name)
        for element in elements:
            found[element[LABEL]] = _placed(subject, element, where.get(element[LABEL], {}), library)
    return found


def _placed(subject: str, element: Element, where: dict[str, str], library: Library) -> dict[str, Any]:
    names = {f"{subject}.{leaf}": value for leaf, value in element.items() if leaf != LABEL and value is not None}
    return {
        name: {"value": write(value, library.facts[name].type), "where": where.get(name, "")} for name, value in names.items()
    }


def _decisive(library: Library) -> frozenset[str]:
    """The facts on which a verdict may rest: those that rules read, and that pick versions or say which case it is."""
    read = set(library.document_dates)
    for rule in library.rules.values():
        read.update(rule.dated_by, *(facts_read(node) for version in rule.versions for node in version.nodes()))
    for value in library.values.values():
        read.update(value.dated_by)
    return frozenset(read | {f"{each.name}.{each.named_by}" for each in library.subjects.values() if each.list is None})


def _conflict(text: str, fact: str, subject: str, is_decisive: bool) -> Finding:
    """What the draft contradicts itself on: the first statement is judged, so that the verdict must not rest on it alone."""
    told = {
        "rule": "draft-agrees-with-itself", "title": "The draft states the same fact once",
        "remedy": f"Correct {fact} where it is wrong.", "fact": fact,
        "because": [{"line": f"the draft states this twice and differently: {text}", "holds": False, "facts": {}}],
    }  # fmt: skip
    return Finding(None, None, subject or fact.partition(".")[0], "fail", "error" if is_decisive else "warning", told=told)


def _unread(number: int, remark: str) -> Finding:
    told = {
        "rule": "draft-can-be-read-whole", "title": "Everything in the draft can be read",
        "because": [{"line": remark.rstrip("."), "holds": False, "facts": {}}],
        "remedy": "Look at this place of the draft yourself.",
    }  # fmt: skip
    return Finding(None, None, _UNREAD.format(number), "fail", "warning", told=told)


def _change(number: int, change: TrackedChange) -> Finding:
    text = f": {quoted(change.text)}" if change.text.strip() else ""
    return _unresolved(_CHANGE.format(number), f"{change.kind} by {change.author}, {change.where}{text}")


def _formatting(number: int, changes: Sequence[TrackedChange]) -> Iterator[Finding]:
    """One finding for all changes of formatting, which change no word: many of them must not hide an inserted "not"."""
    if changes:
        authors = ", ".join(dict.fromkeys(each.author for each in changes))
        places = f"in {len(changes)} places, the first at {changes[0].where}" if len(changes) > 1 else changes[0].where
        yield _unresolved(_CHANGE.format(number), f"{FORMATTING} by {authors}, {places}")


def _unresolved(subject: str, line: str) -> Finding:
    told = {
        "rule": "draft-is-judged-with-its-changes", "title": "A tracked change is judged as if it were accepted",
        "because": [{"line": line, "holds": False, "facts": {}}], "remedy": "Accept or reject this change in Word.",
    }  # fmt: skip
    return Finding(None, None, subject, "fail", "note", told=told)


def _add_facts(case: Case, more: Case, path: Path, library: Library) -> list[Finding]:
    """Adds facts that the draft does not show; where both show one and they differ, the draft's stands and a finding says so."""
    findings: list[Finding] = []
    case.given |= more.given
    for subject, element in more.single.items():
        findings += _add(case.single.setdefault(subject, {}), element, subject, subject, path, library)
    for name, elements in more.lists.items():
        if name not in case.lists:
            case.lists[name] = elements
            continue
        subject = next(each.name for each in library.subjects.values() if each.list == name)
        by_label = {element[LABEL]: element for element in case.lists[name]}
        for element in elements:
            if element[LABEL] not in by_label:
                findings.append(_contradiction(f"{element[LABEL]} is not in the draft", element[LABEL], path))
            else:
                findings += _add(by_label[element[LABEL]], element, element[LABEL], subject, path, library)
    return findings


def _add(into: Element, more: Element, label: str, subject: str, path: Path, library: Library) -> list[Finding]:
    findings = []
    for leaf, value in more.items():
        if into.get(leaf) is None:
            into[leaf] = value
        stands = into[leaf]
        alike = set(stands) == set(value) if isinstance(stands, tuple) and isinstance(value, tuple) else stands == value
        if not alike:
            one_says, other_says = (written(each, library.facts[f"{subject}.{leaf}"].type) for each in (stands, value))
            said = f"{subject}.{leaf} is {one_says} in the draft and {other_says} in {path.name}"
            findings.append(_contradiction(said, label, path))
    return findings


def written(value: Any, type_: Type) -> str:
    """A fact's value in a sentence, as a case file writes it."""
    plain = write(value, type_)
    return ", ".join(plain) if isinstance(plain, list) else "none" if plain is None else str(plain)


def _contradiction(text: str, label: str, path: Path) -> Finding:
    told = {
        "rule": "facts-agree-with-draft", "title": "The facts given beside the draft agree with it",
        "because": [{"line": text, "holds": False, "facts": {}}], "remedy": f"Correct the draft, or the fact in {path.name}.",
    }  # fmt: skip
    return Finding(None, None, label, "fail", "error", told=told)
