"""Note rules: whether a mandatory note is there, in the template's words, with the case's values in its blanks.

A note gives a finding on the document (is it there, or forbidden) and one on each note of that title (its words). Similarity
never passes a note: every changed word is an error, letter case and punctuation are remarks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from clssa.check.findings import Finding
from clssa.check.order import Active
from clssa.language.explain import LABEL, missing
from clssa.language.expression import Block
from clssa.language.fault import nearest
from clssa.language.logic import Element, Environment, NotBefore
from clssa.language.types import NONE, Type, write
from clssa.library.model import Citation, Library, Subject
from clssa.notes import template as templates
from clssa.notes.blanks import Filled
from clssa.notes.compare import Comparison, Edit, compare
from clssa.notes.words import same_text, same_title

Lacks = Callable[[str, Any], list[str]]


def check_note(
    active: Active, applies: bool | None, env: Environment, label: str, library: Library, lacks: Lacks
) -> list[Finding]:
    """The findings of a note rule on one document; adds the title to the list of required notes."""
    return list(_Note(active, env, label, library, lacks).findings(applies))


class _Note:
    def __init__(self, active: Active, env: Environment, label: str, library: Library, lacks: Lacks) -> None:
        self.active, self.env, self.label, self.library, self.lacks = active, env, label, library, lacks
        self.template = library.notes[active.rule.note or ""]
        self.subject: Subject = library.note_subject
        self.word = self.subject.name.replace("_", " ")
        self.title_leaf, self.text_leaf, self.listed_in = self.subject.words or ("", "", "")

    def findings(self, applies: bool | None) -> Iterator[Finding]:
        active, version = self.active, self.active.version
        required = active.note_required(self.env) if active.note_required else False
        forbidden = active.note_forbidden(self.env) if active.note_forbidden else False
        if applies is not False:
            self.list_title(None if applies is None else required)
        if applies is False:
            yield self.finding("not_applicable", block=version.applies_when)
        elif applies is None:
            yield self.unknown(version.applies_when)
        elif required is False and forbidden is False and self.subject.list not in self.env.lists:
            yield self.finding("not_applicable", block=version.note_required)
        elif self.subject.list not in self.env.lists:
            yield self.finding("unknown", needs=[str(self.subject.list)])
        elif required is None or forbidden is None:
            block = version.note_required if required is None else version.note_forbidden
            yield self.unknown(block or version.applies_when)
        else:
            yield from self.present(required, forbidden, self.env.lists[str(self.subject.list)])

    def list_title(self, required: bool | None) -> None:
        """Adds the title to the required notes, which are kept in the order in which the source prints them."""
        if required is None:
            return
        subject, _, leaf = self.listed_in.partition(".")
        titles = (*self.env.subjects[subject].get(leaf, ()), *([str(self.template.title)] if required else []))
        place = {str(note.title): note.order for note in self.library.notes.values()}
        self.env.subjects[subject][leaf] = tuple(sorted(titles, key=lambda title: place[title]))

    def is_it(self, note: dict[str, Any]) -> bool:
        return same_title(str(note.get(self.title_leaf, "")), self.template.title)

    # --- presence --------------------------------------------------------------------------------------------------

    def present(self, required: bool, forbidden: bool, notes: Sequence[Element]) -> Iterator[Finding]:
        found = [each for each in notes if self.is_it(each)]
        title = str(self.template.title)
        if not found and (required or forbidden) and any(self.title_leaf not in note for note in notes):
            yield self.finding("unknown", needs=[f"{self.subject.name}.{self.title_leaf}"])
        elif forbidden:
            yield from self.forbidden(found)
        elif required and not found:
            nearly = self.nearly(notes)
            says = f"the {self.word} {title} is missing{nearly and f' ({nearly})'}"
            why = _said(f"the {self.word} {title} stands in the draft", says=says)
            yield self.finding("fail", expected=title, actual=nearly or None, because=[why])
        elif required:
            yield self.finding("pass")
        elif not found:
            yield self.finding("not_applicable", block=self.active.version.note_required)
        for note in () if forbidden else found:
            if not required:
                yield self.restated(note)
            yield from self.words(note, "error" if required else "warning")

    def forbidden(self, found: list[Element]) -> Iterator[Finding]:
        title = str(self.template.title)
        says = f"the {self.word} {title} stands in the draft, and is not used any more"
        why = _said(f"no {self.word} {title} stands in the draft", says=says)
        for note in found:
            yield self.finding("fail", note[LABEL], expected=f"no such {self.word}", actual=title, because=[why])
        if not found:
            yield self.finding("pass")

    def restated(self, note: Element) -> Finding:
        title = str(self.template.title)
        says = f"the {self.word} {title} need not be in this document"
        why = _said(f"the {self.word} {title} is restated only where it must be", says=says)
        remedy = f"The {self.word} {title} may stay; it need not be repeated here."
        return self.finding("fail", note[LABEL], "note", because=[why], remedy=remedy)

    def nearly(self, notes: Sequence[Element]) -> str:
        titles = [str(note.get(self.title_leaf, "")) for note in notes]
        meant = nearest(str(self.template.title), titles)
        return f'the nearest title in the draft is "{meant}"' if meant else ""

    # --- words -----------------------------------------------------------------------------------------------------

    def words(self, note: dict[str, Any], level: str) -> Iterator[Finding]:
        text = note.get(self.text_leaf)
        if text is None:
            yield self.finding("unknown", note[LABEL], level, needs=[f"{self.subject.name}.{self.text_leaf}"])
            return
        try:
            pieces = templates.pieces(self.template, self.value_of)
        except templates.MissingFact as lacking:
            yield self.finding("unknown", note[LABEL], level, needs=self.needs(lacking.name))
            return
        compared = compare(pieces, str(text), lambda name: self.library.facts[name].type)
        for finding in self.judged(compared, note, level):
            finding.of_words, finding.part = self.paragraph(), "typography" if finding.level == "note" else "words"
            yield finding

    def paragraph(self) -> Citation | None:
        """The paragraph that has the words, which may not be the one that decides where the note must be."""
        cited = (self.active.version.cite, *self.active.version.also)
        return next((each for each in cited if each and (each.source, each.at) == (self.template.source, self.template.at)), None)

    def judged(self, compared: Comparison, note: dict[str, Any], level: str) -> Iterator[Finding]:
        faults = [*(_edit(each) for each in compared.edits), *(blank for each in compared.blanks if (blank := self.blank(each)))]
        wrong = [each for each in faults if each["holds"] is False]
        needs = [name for each in faults for name in each.pop("needs", [])]
        filled = {str(each.blank.fact): each.text for each in compared.blanks if each.text is not None}
        if wrong:
            yield self.finding(
                "fail", note[LABEL], level, because=wrong, blanks=filled, remedy=self.wording_remedy(compared),
                expected="; ".join(each["expected"] for each in wrong), actual="; ".join(each["actual"] for each in wrong),
            )  # fmt: skip
        else:
            yield self.finding("unknown" if needs else "pass", note[LABEL], level, needs=needs, blanks=filled)
        if compared.remarks:
            remarks = [_edit(each) for each in compared.remarks]
            yield self.finding(
                "fail",
                note[LABEL],
                "note",
                because=remarks,
                remedy="Only letter case or punctuation differs from the mandatory text.",
            )

    def wording_remedy(self, compared: Comparison) -> str:
        if compared.edits:
            return f"Restore the mandatory words of the {self.word} {self.template.title}; only its blanks are yours to fill."
        return f"Fill in the blanks of the {self.word} {self.template.title} with the values of this case."

    def blank(self, filled: Filled) -> dict[str, Any] | None:
        """What is wrong with a blank: left open, or another value than the case's; with `needs` where that cannot be said."""
        name = str(filled.blank.fact)
        info = self.library.facts[name]
        wanted = self.value_of(name)
        wants = _written(wanted, info.type) if wanted is not None else f"the {info.label}"
        if not filled.filled:
            says = f"the blank for the {info.label} is not filled in"
            if filled.text:
                says = f'the blank for the {info.label} reads "{filled.text}", which is not {info.type.describe()}'
            said = _said(f"the blank {filled.blank.printed} is filled in ({info.label})", says=says)
            return {**said, "expected": wants, "actual": filled.text or "nothing", **_marked(filled, wants)}
        if info.type.kind == "text" and wanted is None:
            return None
        if wanted is None:
            return {"holds": None, "needs": self.needs(name)}
        if filled.value == wanted or (info.type.kind == "text" and same_text(str(wanted), str(filled.text))):
            return None
        found = _written(filled.value, info.type)
        says = f"the {info.label} reads {found} in the {self.word}, and is {wants} in this case"
        line = f"the blank {filled.blank.printed} has the case's {info.label}"
        return {**_said(line, {name: wants}, says), "expected": wants, "actual": found, **_marked(filled, wants)}

    # --- the case --------------------------------------------------------------------------------------------------

    def value_of(self, name: str) -> object | None:
        subject, _, leaf = name.partition(".")
        value = self.env.subjects.get(subject, {}).get(leaf)
        return None if isinstance(value, NotBefore) else value

    def needs(self, name: str) -> list[str]:
        return self.lacks(name, self.env.subjects.get(name.partition(".")[0], {}))

    def unknown(self, block: Block) -> Finding:
        return self.finding("unknown", block=block, needs=missing(block, self.env, self.lacks))

    def finding(
        self,
        outcome: str,
        label: str | None = None,
        level: str = "error",
        block: Block | None = None,
        needs: Any = (),
        **told: Any,
    ) -> Finding:
        told = told or {} if block is None else told
        return Finding(
            self.active.rule,
            self.active.version,
            label or self.label,
            outcome,
            level,
            block,
            self.env,
            tuple(dict.fromkeys(needs)),
            told=told,
        )


def _written(value: Any, type_: Type) -> str:
    """A value as one piece of text, as JSON has it; `none` in words."""
    return "none" if value is NONE else str(write(value, type_))


def _said(line: str, facts: dict[str, Any] | None = None, says: str = "") -> dict[str, Any]:
    """A line that does not hold; `says` is what a person is told."""
    return {"line": line, "holds": False, "facts": facts or {}, "says": says or line}


def _words(words: str) -> str:
    return f'the words "{words}" are' if " " in words else f'the word "{words}" is'


def _marked(filled: Filled, wants: str) -> dict[str, Any]:
    """A blank for the formats that mark up the words of the draft."""
    return {"blank": Edit("replaced", wants, filled.text or "", *filled.around, filled.at), "at": filled.at}


def _edit(edit: Edit) -> dict[str, Any]:
    before, after = edit.before and f"… {edit.before} ", edit.after and f" {edit.after} …"
    if edit.kind == "deleted":
        line = f'{_words(edit.expected)} missing: "{before}[{edit.expected}]{after}"'
    elif edit.kind == "inserted":
        line = f'{_words(edit.actual)} not in the mandatory text: "{before}[{edit.actual}]{after}"'
    else:
        line = f'"{edit.actual}" stands for "{edit.expected}": "{before}[{edit.actual}]{after}"'
    return {
        **_said(line),
        "expected": edit.expected or "nothing",
        "actual": edit.actual or "nothing",
        "edit": edit,
        "at": edit.at,
    }
