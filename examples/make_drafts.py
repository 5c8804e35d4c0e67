"""Makes the example drafts of this folder: fictitious LOAs of Bandaria (BN) as a case manager would have them in Word and PDF.

Run `python examples/make_drafts.py`. The files come out byte for byte the same each time.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeAlias

import docx
from docx.shared import Pt

HERE = Path(__file__).parent
Notes: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""Titles with their paragraphs; the first paragraph stands behind the title."""


def parse_notes(text: str) -> Notes:
    """Notes written as below: a title, its paragraphs each after `|`, `->` for a tab; a blank line between notes."""
    notes = []
    for block in text.strip().split("\n\n"):
        title, *paragraphs = (" ".join(each.split()).replace(" -> ", "\t") for each in block.split("\n|"))
        notes.append((title, tuple(paragraphs)))
    return tuple(notes)


POINTS_OF_CONTACT = parse_notes("""
POINTS OF CONTACT
| Points of Contact (POCs) for this transaction are as follows:
| a. Financial information: Defense Finance and Accounting Service, ATTN: DFAS-ADY/DE, 6760 E. Irvington Place, Denver,
  CO 80279-2000.
| b. Requisition, transportation and supply information: AFSAC/XM, 5490 Pearson Road, Wright-Patterson AFB, OH
  45433-5332.
| c. Technical questions concerning Cooperative Logistics Supply Support Arrangements (CLSSAs): AFSAC/WFIUA, 5454
  Buckner Road, Wright-Patterson AFB, OH 45433-5332.
| d. All other information: SAF/IA, 1080 Air Force Pentagon, Washington, DC 20330-1080.
""")
FMSO_1_NOTES = POINTS_OF_CONTACT + parse_notes("""
ADMINISTRATIVE CHARGE
| A one-time nonrefundable administrative surcharge of 5% is assessed on the on-hand portion (Part A) of this LOA. When
  any adjustment results in an increase to the current year materiel value of the LOA, an additional charge shall be
  computed on the difference between the current year materiel value and the new higher materiel value. This charge is
  applied even though a higher Part A value may have existed in a prior year.

CLSSA FMSO I PURPOSE
| CLSSA is an agreement between a Military Department and a purchaser, setting forth the terms and conditions under
  which the Department of Defense shall provide supply support of common weapons systems on an equal basis with U.S.
  Forces in accordance with the purchaser's Force Activity Designator (FAD) and the Uniform Materiel Movement and Issue
  Priority System (UMMIPS). This FMSO I case provides an equity investment for defense articles to support a purchaser's
  anticipated requirement in the DoD inventory. The Military Department uses this equity investment to procure
  additional levels of centrally stocked or centrally managed items, in preparation for purchases orders.

STOCK AUGMENTATION
| A stock augmentation period is required to establish or re-establish the prerequisite inventories within the U.S. DoD
  supply system. This period is tied to the procurement lead time for each individual item. As the specific augmentation
  period for an individual item lapses, orders received from the purchaser for each item under the corresponding FMSO II
  case can be filled from stock. An augmentation period does not apply for Defense Logistics Agency (DLA) items.

FINANCIAL SUMMARY
|
| Value of Part A -> $1,260,000
| Administrative Surcharge -> $63,000
| Current Financial Requirement -> $1,323,000

ASSOCIATED FMSO II LOA
| This LOA is issued in conjunction with FMSO II, BN-D-KBC. The LOA Standard Terms and Conditions of this LOA apply, as
  do the terms and procedures established by the CLSSA attached with this LOA. In the event of inconsistencies between
  the LOA, including the Standard Terms and Conditions, and the additional terms and conditions set forth in the CLSSA,
  the LOA shall govern.
""")
FMSO_2_NOTES = POINTS_OF_CONTACT + parse_notes("""
CLSSA REQUISITIONING
| All items requisitioned under this CLSSA should be for stock replenishment, as the requirement occurs, and not for
  initial provisioning, depot rebuild support programs, or the purpose of a one-time stock level increase. Requisitions
  shall be restricted to those items specifically in support of the weapon systems and major end items identified in the
  FMSO I. Nonrecurring demands and non-programmed requirements can be submitted and/or projected for inclusion in the
  subsequent renegotiation effort, subject to stock availability.

FORCE ACTIVITY DESIGNATOR (FAD)
| Force Activity Designator (FAD) III is assigned to this LOA. FAD III priorities will be assigned to requisitions in
  accordance with Uniform Materiel Movement and Issue Priority System (UMMIPS) procedures. Requisitions will be for
  centrally stocked or centrally managed items (identified by National Stock Numbers) required to replenish (not
  augment) Purchaser's in-country stock levels.

SUPPLY EXCLUSIONS
| Categories of items that cannot be requisitioned under this LOA are: major defense equipment, significant military
  equipment, excess defense articles, parachutes, explosive ordnance items, commercial items of materiel more readily
  provided from in-country, controlled medical items, modification kits, ozone depleting substances, technical data
  packages or other similar documentation that conveys manufacturing process information, publications, tool sets,
  cryptographic equipment, classified materiel or equipment, or initial spares.

SUPPORT AVAILABILITY
| Requirements authorized for requisitioning under this LOA will be accepted as long as funds are available to process
  them.

ASSOCIATED FMSO I LOA
| The associated FMSO I LOA is BN-D-KAC. The LOA Standard Terms and Conditions of this LOA apply, as do the terms and
  procedures established by the Cooperative Logistics Supply Support Arrangement in the associated FMSO I case. In the
  event of inconsistencies between the LOA and the CLSSA, the LOA governs.
""")


@dataclass(frozen=True)
class Draft:
    """What an LOA says; `lines` are rows of the items table, columns (1) to (7), `costs` the rows (8) to (13)."""

    case_id: str
    based_on: str
    description: str
    estimated_cost: str
    initial_deposit: str
    terms_of_sale: str
    lines: tuple[tuple[str, str, str, str, str, str, str, str], ...]
    costs: tuple[str, str, str, str, str, str]
    notes: Notes
    title: tuple[str, ...] = ("United States of America", "Letter of Offer and Acceptance (LOA)")
    prepared: str = "15 February 2006"
    offered: str = "1 March 2006"
    accepted: str = ""
    heads: tuple[str, ...] = field(
        default=("(1)\nItm\nNbr", "(2)\nDescription/Condition", "(3)\nQty, Unit\nof Issue", "(4) Costs", "(4) Costs",
                 "(5)\nSC/MOS/TA", "(6)\nOfr\nRel\nCde", "(7)\nDel\nTrm\nCde")
    )  # fmt: skip


FMSO_1_CLEAN = Draft(
    case_id="BN-D-KAC",
    based_on="Based on Bandaria Air Force Letter of Request BAF/LOG/06-012, dated 9 January 2006.",
    description="This LOA is for the Cooperative Logistics Supply Support Arrangement (CLSSA) Foreign Military Sales Order I "
    "(FMSO I) in support of C-130H aircraft.",
    estimated_cost="$4,263,000",
    initial_deposit="$1,323,000",
    terms_of_sale="Cash with Acceptance",
    lines=(
        ("001", "L9A  9L9A00FMSOI01  (N)\nCLSSA FMSO I STOCK LEVEL CASE\nPart A (on-hand): $1,260,000\n"
         "Part B (on-order): $2,940,000\nDelivery Source Code: CD\nNote(s) 1-6", "XX", "", "$4,200,000", "S (60)\nTA U", "A", ""),
    ),
    costs=("$4,200,000", "$0", "$63,000", "$0", "$0", "$4,263,000"),
    notes=FMSO_1_NOTES,
)  # fmt: skip

_WRONG_WORD = ("occurs, and not for initial", "occurs, and for initial")
FMSO_2_FAULTY = Draft(
    case_id="BN-D-KBC",
    based_on="Based on Bandaria Air Force Letter of Request BAF/LOG/06-013, dated 9 January 2006.",
    description="This LOA is for the Cooperative Logistics Supply Support Arrangement (CLSSA) Foreign Military Sales Order II "
    "(FMSO II) requisition case in support of C-130H aircraft. The corresponding FMSO I LOA, BN-D-KAC, has a total materiel "
    "value of $4,200,000.",
    estimated_cost="$3,945,500",
    initial_deposit="$493,200",
    terms_of_sale="Cash with Acceptance",
    lines=(
        ("001", "M1B  9M1B00SPARE01  (N)\nAIRFRAME SPARE AND REPAIR PARTS\nDelivery Source Code: AA\nNote(s) 1-5", "XX", "",
         "$2,300,000", "S (36)\nTA V", "A", "5"),
        ("002", "M1B  9M1B00SPARE02  (N)\nENGINE SPARE AND REPAIR PARTS\nDelivery Source Code: AC\nNote(s) 1-5", "XX", "",
         "$1,370,000", "S (36)\nTA U", "A", "5"),
    ),
    costs=("$3,670,000", "$128,450", "$91,750", "$55,300", "$0", "$3,945,500"),
    notes=tuple(
        (title, tuple(text.replace(*_WRONG_WORD) for text in texts)) for title, texts in FMSO_2_NOTES
        if title != "SUPPORT AVAILABILITY"
    ),
)  # fmt: skip
FMSO_2_CLEAN = replace(
    FMSO_2_FAULTY,
    estimated_cost="$4,515,500",
    initial_deposit="$564,400",
    terms_of_sale="Cash Prior to Delivery",
    lines=(
        FMSO_2_FAULTY.lines[0],
        ("002", "M1B  9M1B00SPARE02  (N)\nENGINE SPARE AND REPAIR PARTS\nDelivery Source Code: AC\nNote(s) 1-6", "XX", "",
         "$1,900,000", "S (36)\nTA V", "A", "5"),
    ),
    costs=("$4,200,000", "$147,000", "$105,000", "$63,500", "$0", "$4,515,500"),
    notes=FMSO_2_NOTES,
)  # fmt: skip

COST_LABELS = ("(8) Net Estimated Cost", "(9) Packing, Crating, and Handling", "(10) Administrative Charge",
               "(11) Transportation", "(12) Other", "(13) Total Estimated Cost")  # fmt: skip


def build(draft: Draft) -> Any:
    """The draft as a python-docx document."""
    made = docx.Document()
    made.styles["Normal"].font.size = Pt(10)
    made.sections[0].footer.paragraphs[0].text = f"{draft.case_id}    Page 1"
    for text in (
        *draft.title,
        draft.case_id,
        draft.based_on,
        f"Date Prepared: {draft.prepared}",
        "Pursuant to the Arms Export Control Act, the Government of the United States (USG) offers to sell to the Government of "
        "Bandaria the defense articles or defense services set forth herein, subject to the provisions, terms, and conditions in "
        "this LOA.",
        draft.description,
        f"Estimated Cost: {draft.estimated_cost}      Initial Deposit: {draft.initial_deposit}",
        f"Terms of Sale: {draft.terms_of_sale}",
        "This offer expires on 30 June 2006.",
    ):
        made.add_paragraph(text)
    _table(made, (
        ("__________________", draft.offered, "__________________", draft.accepted),
        ("U.S. Signature", "Date", "Purchaser Signature", "Date"),
        ("Pat R. Example, Colonel, USAF", "", "A. N. Other, Defense Attaché", ""),
        ("Typed Name and Title", "", "Typed Name and Title", ""),
    ))  # fmt: skip
    made.add_paragraph("Items to be Supplied (costs and months for delivery are estimates):")
    items = _table(made, (draft.heads, ("", "", "", "(a) Unit", "(b) Total", "", "", ""), *draft.lines))
    _merge_heads(items)
    made.add_paragraph("Estimated Cost Summary:")
    _table(made, zip(COST_LABELS, draft.costs, strict=True))
    made.add_paragraph("Signed Copy Distribution:")
    for number, (title, texts) in enumerate(draft.notes, 1):
        paragraph = made.add_paragraph()
        paragraph.add_run(f"Note {number}.  {title}.").bold = True
        paragraph.add_run(f"  {texts[0]}" if texts[0] else "")
        for text in texts[1:]:
            made.add_paragraph(text)
    return made


def _table(made: Any, rows: Iterable[tuple[str, ...]]) -> Any:
    rows = list(rows)
    table = made.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, texts in zip((row.cells for row in table.rows), rows, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            cell.text = text
    return table


def _merge_heads(items: Any) -> None:
    """Merge the heads as the form has them: (4) over (a) and (b), the others over both rows."""
    for column in (0, 1, 2, 5, 6, 7):
        text = items.cell(0, column).text
        items.cell(0, column).merge(items.cell(1, column)).text = text
    items.cell(0, 4).text = ""
    items.cell(0, 3).merge(items.cell(0, 4)).text = "(4) Costs"


def write(made: Any, path: Path) -> None:
    """Save a document so that the same content gives the same bytes: fixed dates, parts in the order of their names."""
    made.core_properties.created = made.core_properties.modified = datetime.datetime(2006, 2, 15)
    made.core_properties.author = "clssa examples"
    saved = io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(path, "w") as package:
        for name in sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.external_attr = 0o644 << 16
            package.writestr(info, parts.read(name), zipfile.ZIP_DEFLATED, compresslevel=9)


def main() -> None:
    """Write the examples; the last one as a PDF."""
    from make_pdf import by_reportlab, content

    write(build(FMSO_1_CLEAN), HERE / "fmso-1-basic-clean.docx")
    write(build(FMSO_2_FAULTY), HERE / "fmso-2-basic-faulty.docx")
    printed = by_reportlab(content(build(FMSO_2_CLEAN)), FMSO_2_CLEAN.case_id)
    (HERE / "fmso-2-basic-clean.pdf").write_bytes(printed)


if __name__ == "__main__":
    main()
