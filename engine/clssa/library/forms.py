"""The form of every policy file but the layouts and the notes: its keys in their order, what each holds, and what it says."""

from __future__ import annotations

from clssa.language.form import (
    BEGINS,
    CASE,
    CONDITION,
    DATE,
    EXPRESSION,
    FLAG,
    FREE,
    LINE,
    RESULT,
    TEXT,
    TYPE,
    Either,
    Form,
    Known,
    Many,
    Named,
    Words,
    may,
    must,
)  # fmt: skip
from clssa.language.types import KINDS as TYPES
from clssa.library.model import KINDS, LEVELS

STANDINGS = ("active", "supplemented", "superseded", "rescinded", "expired")
EXPECTATIONS = ("pass", "fail", "warning", "note", "unknown", "not_applicable", "informational")
"""What an example may expect: fail is a failing finding at level error; warning and note are failing findings at those levels."""
HELD = ("held", "not held")

_LINES = Many(LINE)
_FACT = Known("facts")
_DATE_OF_THE_CASE = Known("dates")
_DATED_BY = Either((_DATE_OF_THE_CASE, Many(_DATE_OF_THE_CASE)))
_UNTIL = may(DATE, "Its last day. Only where the text truly ends; otherwise a version holds until the next one starts.")
_REPLACES = may(BEGINS, "The `from` of the earlier version whose place this one takes, because a later source says so.")
_READINGS = may(Many(Known("readings")), "The entries of interpretations.yaml that it rests on.")
_NOTE_TO_READERS = may(FREE, "A remark for whoever reads the file. It decides nothing.")
_UNVERIFIED = may(FREE, "What no source shows, and why it stands here nevertheless.")

CITATION = Form("a citation", {
    "source": must(Known("sources"), "Which source: the name of its folder in policies/sources/."),
    "at": must(TEXT, "Which paragraph of it, as text.yaml of that source says. `6.13#2` is the second bullet of 6.13."),
    "quote": may(TEXT, "The words that decide, copied and not retyped. Left out where the text of the source is not held."),
})  # fmt: skip

TOLD = Form("a citation", {
    "source": must(Known("sources"), "The source that tells of it."),
    "at": must(TEXT, "Which paragraph of it."),
})  # fmt: skip

UNNOTICED = Form("an entry of unnoticed", {
    "change": must(TEXT, "The change, in the words in which clssa test prints it."),
    "why": must(TEXT, "Why no example can come out otherwise by it."),
})  # fmt: skip
_UNNOTICED = may(Many(UNNOTICED), "Changes that no example can notice, each with the reason.")

LEFT_OUT = Form("an entry of not_encoded", {
    "quote": must(TEXT, "Words of the paragraph that this rule does not decide."),
    "why": must(TEXT, "Why not; where they are encoded, the name of that rule."),
})  # fmt: skip

EXCEPTION = Form("an exception", {
    "cite": must(CITATION, "The paragraph that makes the exception."),
    "reading": may(Known("readings"), "The reading of unclear text that it rests on."),
    "level": may(Words(LEVELS), "To what it lowers the error. Without it the exception excuses altogether."),
    "when": must(_LINES, "When it applies: lines that must all hold."),
})  # fmt: skip

WAIVES = Form("waives", {
    "rule": must(Known("facts that name a rule"), "The fact that names the rule whose errors are lowered."),
    "to": must(Words(LEVELS[1:]), "To what they are lowered."),
})  # fmt: skip

CHOICE = Form("a choice", {
    "when": may(_LINES, "When this choice is taken: lines that must all hold. The last choice needs none."),
    "is": must(EXPRESSION, "What the fact is then."),
})  # fmt: skip

EXAMPLE = Form("an example", {
    "name": must(TEXT, "A sentence that you would say to a colleague."),
    "given": must(CASE, "The facts, by name. One $entry as `$entry.$named_by: '001'`; "
                  "several as `$list: [{$named_by: '001'}, …]`."),
    "as_of": may(DATE, "The day of evaluation. Needed where the document has no date of its own."),
    "known_on": may(DATE, "Leave out what was issued after that day. Needed where a later source changes the matter."),
    "subject": may(TEXT, "Of several, the one that is meant: `$second`."),
    "expect": may(Words(EXPECTATIONS), "What the rule must say. An example expects this, or something derived, or both."),
    "because": may(TEXT, "The line that decided, as it stands in the rule."),
    "needs": may(Many(Known("facts and lists")), "For `unknown`: all that is missing."),
    "derived": may(Named(RESULT, Known("derived facts")), "What is worked out: fact and value; `missing` if it must not be."),
})  # fmt: skip

_DERIVED = Named(Either((EXPRESSION, Many(Either((CHOICE, LINE)), least=1))), Known("derived facts"))

VERSION = Form("a version", {
    "from": must(BEGINS, "Its first day. `beginning` only where the text reaches back without a date."),
    "until": _UNTIL,
    "replaces": _REPLACES,
    "cite": may(CITATION, "The paragraph that decides."),
    "also": may(Many(CITATION), "Other paragraphs that say the same."),
    "applies_when": may(_LINES, "Lines that must all hold, or the rule does not apply. Left out: it is for every case."),
    "let": may(Named(EXPRESSION), "Names for pieces of a long line: `name: expression`."),
    "derive": may(_DERIVED, "Facts that the rule works out: `fact: expression`, or choices, the first that holds."),
    "require": may(_LINES, "*Shall*: a line that does not hold is an error, and the draft fails."),
    "should": may(_LINES, "*Should*: a line that does not hold is a warning."),
    "remark": may(_LINES, "*May, typically, is rare*: a line that does not hold is a remark."),
    "required_when": may(_LINES, "When the note must be on the document."),
    "forbidden_when": may(_LINES, "When the note must not be on the document."),
    "unless": may(Many(EXCEPTION), "Exceptions to what stands under `require`."),
    "waives": may(WAIVES, "Where this rule holds for an approval, errors of the rule that the approval names are lowered."),
    "remedy": may(TEXT, "What to write instead, as an order that names the column or the field. `{a.fact}` prints that fact."),
    "actor": may(Known("actors"), "Who has the duty: one of actors.yaml; `not named` where the text does not say."),
    "modality": may(TEXT, "The word of the quote that binds: shall, will, should, may …"),
})  # fmt: skip

_EVERY_VERSION = "until replaces also"
_NOT_DECIDED = ("definition", "statement", "deferred", "reference")
VERSIONS = {
    kind: VERSION.with_keys(f"a version of a {kind}", required, f"{_EVERY_VERSION} {optional}")
    for kind, (required, optional) in {
        "requirement": ("from cite", "applies_when let derive require should remark unless remedy actor modality waives"),
        "reading": ("from", "applies_when let require should remark remedy"),
        "calculation": ("from cite derive", "applies_when let actor modality"),
        "note": ("from cite", "applies_when required_when forbidden_when remedy"),
        "duty": ("from cite actor modality", ""),
        **dict.fromkeys(_NOT_DECIDED, ("from cite", "")),
    }.items()
}
"""What a version of a rule of each kind must and may have."""

RULE = Form("a rule", {
    "id": must(TEXT, "Its name, and that of its file. It says what the rule is about, and is never changed later."),
    "title": must(TEXT, "What it demands, in one sentence."),
    "kind": must(Words(KINDS), "`requirement` asks for something, `calculation` works something out, `note` is about a mandatory "
                 "note, `reading` about the draft itself. No draft decides the others; they are only counted."),
    "asked_of": must(Known("subjects"), "Of what it is asked: once of a case or document, or once of each entry of a list."),
    "dated_by": may(_DATED_BY, "The date that picks the version, or several: the first that the case gives. Left out: the day "
                    "of evaluation."),
    "note": may(Known("notes"), "Only for `kind: note`: its file in notes/, without .j2."),
    "versions": must(Many(VERSION, least=1), "Its versions, newest first. Each is complete: nothing is inherited."),
    "readings": _READINGS,
    "not_encoded": may(Many(LEFT_OUT), "Words of the paragraph that the rule does not decide."),
    "unnoticed": _UNNOTICED,
    "examples": may(Many(EXAMPLE), "Small cases with what the rule must say of each. clssa test runs them."),
})  # fmt: skip

_CODES = may(Many(TEXT), "For a code: the words that are allowed. Such as 'N', 'Y' and '010' go in quotes.")
_PATTERN = may(TEXT, "For an identifier: its form as a pattern, such as '[0-9]{3}'.")
_NAMED = "small letters, digits and _"

SAME_AS = Form("same_as", {
    "fact": must(_FACT, "The fact that it equals."),
    "when": must(CONDITION, "When it does."),
})  # fmt: skip

FACT = Form("a fact", {
    "type": must(TYPE, f"What it holds: {', '.join(TYPES)}; or `list of` one of these."),
    "codes": _CODES,
    "pattern": _PATTERN,
    "form": may(TEXT, "For an identifier: its form in words, as messages say it: `three digits`."),
    "optional": may(FLAG, "yes where a case may say `none`: it is known that there is no such thing."),
    "signed": may(FLAG, "yes where an amount may be negative."),
    "derived": may(FLAG, "yes where rules work it out, and no case may give it."),
    "names": may(Words(("rule",)), "`rule` where its text is the id of a rule."),
    "label": must(TEXT, "What reports call it, in small letters, without an article."),
    "means": must(TEXT, "What it is, in one sentence, for who fills in a case."),
    "pending_when": may(CONDITION, "When a missing date means that it is still to come."),
    "same_as": may(SAME_AS, "The fact that it equals where a case does not give it."),
    "note": _NOTE_TO_READERS,
    "unverified": _UNVERIFIED,
    "unread": may(FREE, "Why a case may give it although no rule reads it."),
})  # fmt: skip

WORDS = Form("the words of a note", {
    "title": must(TEXT, "The fact that holds the title of a note."),
    "text": must(TEXT, "The fact that holds its words."),
    "required_in": must(TEXT, "The derived fact that lists the titles that must be there."),
})  # fmt: skip

BESIDE = Form("beside", {
    "joined_by": must(_FACT, "The fact by which one draft names the other."),
    "apart_by": must(_FACT, "The fact that differs between the two."),
    "answers": must(Named(_FACT, _FACT), "On the left a fact of the draft, on the right what says the same in the other."),
})  # fmt: skip

SUBJECT = Form("a file of facts", {
    "subject": must(TEXT, f"What the facts are about: one word, {_NAMED}."),
    "label": must(TEXT, "What reports call it; of a list with the fact that tells its entries apart: `$label`."),
    "list": may(TEXT, "Where a case has several of them: the name of their list."),
    "named_by": may(TEXT, "The fact that tells its entries apart."),
    "of": may(Known("subjects"), "The subject that the list belongs to."),
    "words": may(WORDS, "For notes: which of the facts hold the title and the words."),
    "joins": may(Named(TEXT), "The list of which each entry has one, with the fact of this subject that names it."),
    "ordered_by": may(Many(TEXT), "The facts that put the entries in their order."),
    "document_dates": may(Many(_FACT), "The dates of a document, in order of preference: its own day of evaluation."),
    "beside": may(BESIDE, "How two drafts that are checked together answer each other."),
    "note": _NOTE_TO_READERS,
    "unnoticed": _UNNOTICED,
    "facts": must(Named(FACT), "Each fact by its name, with what it is."),
})  # fmt: skip

ENTRY = Form("an entry of the table", {
    "is": must(FREE, "Its value."),
    "at": must(TEXT, "The paragraph that says so, of the source that the version cites."),
    "quote": may(TEXT, "Its words."),
})  # fmt: skip

VALUE_VERSION = Form("a version of a value", {
    "from": VERSION.keys["from"],
    "until": _UNTIL,
    "is": must(FREE, "The value from that day on: `30%`, `0.30` or `2/3`; a list `[AA, AB]`; a table: lines of entry: value."),
    "replaces": _REPLACES,
    "cite": must(CITATION, "The paragraph that says so."),
    "reading": may(Known("readings"), "The reading of unclear text that it rests on."),
    "note": _NOTE_TO_READERS,
    "unverified": _UNVERIFIED,
})  # fmt: skip

VALUE = Form("a dated value", {
    "value": must(TEXT, f"The name that lines use: {_NAMED}."),
    "label": must(TEXT, "The name that reports use."),
    "type": may(FACT.keys["type"].kind, FACT.keys["type"].means),
    "like": may(_FACT, "In place of `type`: the fact whose type and codes it has."),
    "by": may(Either((_FACT, Many(_FACT))), "For a table: the fact, or the facts, by which its entries are named."),
    "codes": _CODES,
    "dated_by": may(_DATED_BY, "The date that picks the version, or several: the first that the case gives."),
    "readings": _READINGS,
    "note": _NOTE_TO_READERS,
    "unverified": _UNVERIFIED,
    "unnoticed": _UNNOTICED,
    "versions": must(Many(VALUE_VERSION), "Its versions, newest first."),
})  # fmt: skip

STANDING = Form("a standing", {
    "from": must(BEGINS, "The first day of it."),
    "is": must(Words(STANDINGS), "What has become of the source. Rules of one that is rescinded or expired are informational."),
    "reading": may(FREE, "The reading by which rules still rest on it; without it, clssa lint shows each of them."),
    "cite": must(TOLD, "Who says so."),
    "scope": _NOTE_TO_READERS,
    "unverified": _UNVERIFIED,
})  # fmt: skip

SOURCE = Form("a source", {
    "source": must(TEXT, "Its name: that of its folder."),
    "title": must(TEXT, "What reports call it."),
    "subject": may(FREE, "What it is about."),
    "number": may(FREE, "Its number."),
    "issuer": may(FREE, "Who issued it."),
    "issued": may(DATE, "The day from which it is known. Where nothing shows it, say so under `unverified`."),
    "address": may(FREE, "Where it was read."),
    "note": _NOTE_TO_READERS,
    "unverified": _UNVERIFIED,
    "text": must(Words(HELD), "`held`: text.yaml has its words, and rules quote them. `not held`: it says them in our own."),
    "sha256": may(FREE, "The digest of text.yaml; keeps it from being changed by mistake. Write x, and lint says what it is."),
    "standing": may(Many(STANDING), "What became of it, from a day on."),
})  # fmt: skip

PARAGRAPH = Form("a paragraph", {
    "at": must(TEXT, "What a rule cites."),
    "heading": may(FREE, "Its heading."),
    "printed": may(FREE, "How its number is printed."),
    "under": may(FREE, "The paragraph that it stands under."),
    "parts": may(FREE, "Its parts."),
    "columns": may(FREE, "What stands beside it in a table."),
    "text": may(TEXT, "Its words, verbatim, misprints included. Only where the text is held."),
    "says": may(TEXT, "What it says, in our own words. Only where the text is not held."),
    "address": may(FREE, "Where it was read."),
    "unverified": _UNVERIFIED,
})  # fmt: skip

READING = Form("a reading", {
    "id": must(TEXT, "Its name, by which rules and values rest on it."),
    "tension": must(TEXT, "What is unclear."),
    "reading": must(TEXT, "How we read it."),
    "alternatives": may(Many(TEXT), "How else it could be read."),
    "confidence": must(TEXT, "How sure we are: low, medium or high, or a step between two."),
    "unverified": _UNVERIFIED,
    "note": _NOTE_TO_READERS,
    "unread": may(FREE, "Why no rule rests on it."),
})  # fmt: skip

ACTOR = Form("an actor", {
    "actor": must(TEXT, "Who has duties."),
    "means": must(TEXT, "Who is meant."),
})  # fmt: skip
