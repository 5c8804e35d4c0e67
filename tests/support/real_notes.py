"""The real notes, the case that they are filled in for, and the source that they repeat."""

from decimal import Decimal

from clssa.language.types import Type
from clssa.language.yaml import load as load_yaml
from clssa.notes.template import NoteTemplate, load, pieces, render
from project import ROOT

SOURCE = ROOT / "policies/sources/loa-notes/text.yaml"

CASE = {
    "loa.kind": "amendment",
    "loa.part_a": Decimal("750000.00"),
    "loa.administrative_surcharge_cumulative": Decimal("37500.00"),
    "loa.current_financial_requirement": Decimal("787500.00"),
    "loa.previous_financial_requirement": Decimal("800000.50"),
    "loa.balance_due": Decimal("-12500.50"),
    "case.associated_case_id": "BN-D-KBZ",
    "case.replaces_case_id": "BN-D-KBY",
    "case.force_activity_designator": "III",
    "case.poc_requisition": "AFSAC/XM, 5490 Pearson Road, Wright-Patterson AFB, OH 45433-5332.",
    "case.poc_technical": "AFSAC/WFIUA, 5454 Buckner Road, Wright-Patterson AFB, OH 45433-5332.",
    "case.poc_other": "SAF/IA, 1080 Air Force Pentagon, Washington, DC 20330-1080.",
}


def type_of(fact: str) -> Type:
    if fact.startswith("loa."):
        return Type("money", signed=fact == "loa.balance_due")
    if fact.startswith("case.poc"):
        return Type("text")
    if fact == "case.force_activity_designator":
        return Type("code", codes=("I", "II", "III", "IV", "V"))
    return Type("identifier", pattern="[A-Z0-9]{2}-[A-Z]-[A-Z0-9]{3}", optional=True)


NOTES: dict[str, NoteTemplate] = {
    file.stem: load(file.read_bytes(), f"notes/{file.name}") for file in sorted((ROOT / "notes").glob("*.j2"))
}
PIECES = {name: pieces(note, CASE.get) for name, note in NOTES.items()}
TEXTS = {name: render(note, CASE.get) for name, note in NOTES.items()}


PARAGRAPHS = {str(each["at"]): str(each["text"]) for each in load_yaml(SOURCE.read_bytes(), str(SOURCE))}
