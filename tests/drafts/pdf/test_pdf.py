import io
from dataclasses import replace

import pytest
from clssa.check import Checker
from clssa.drafts.apart import open_apart
from clssa.drafts.document import UnreadableDraft
from clssa.drafts.opened import open_draft
from clssa.library import load_library
from clssa.reports.telling import Telling
from pdf_makers import by_fpdf, by_reportlab, content, make_drafts
from project import ROOT

DRAFTS = {"clean": make_drafts.FMSO_1_CLEAN, "faulty": make_drafts.FMSO_2_FAULTY}
MAKERS = {"reportlab": by_reportlab, "fpdf2": by_fpdf}


@pytest.fixture(scope="module")
def library():
    return load_library(ROOT / "policies")


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return "".join(value.split()) if isinstance(value, str) else value


def _read(path, library):
    opened = open_draft(path, library)
    report = Checker(library).check(opened.case, None, None, opened.findings)
    facts = {
        name: _plain(each["value"]) if "value" in each else {key: _plain(one["value"]) for key, one in each.items()}
        for name, each in opened.reading["facts"].items()
    }
    return facts, [(each.rule.id if each.rule else each.told["rule"], each.subject, each.outcome) for each in report.findings]


def _in_pdf(folder, data):
    path = folder / "draft.pdf"
    path.write_bytes(data)
    return path


def _texts(document):
    return [block.text for block in document.blocks]


@pytest.mark.parametrize("rules", [True, False], ids=["ruled", "without rules"])
@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_in_pdf_gives_the_facts_and_findings_of_the_same_draft_in_word(name, maker, rules, library, tmp_path):
    draft = replace(DRAFTS[name], accepted="25 January 2006")
    word = tmp_path / "draft.docx"
    make_drafts.write(make_drafts.build(draft), word)
    pdf = _in_pdf(tmp_path, MAKERS[maker](content(draft), draft.case_id, rules=rules))
    facts, findings = _read(pdf, library)
    expected_facts, expected_findings = _read(word, library)
    assert facts == expected_facts
    assert findings == expected_findings


def test_the_words_of_a_note_over_a_page_break_are_whole_and_its_footer_is_apart(tmp_path):
    words = " ".join(f"word{number}" for number in range(900)) + " is not obligated to satisfy any offset."
    document = open_apart(_in_pdf(tmp_path, by_reportlab([words], "BN-D-KAC")))
    assert _texts(document) == [words]
    assert [each.text for each in document.margins] == ["BN-D-KAC Page 1", "BN-D-KAC Page 2"]


def test_a_table_over_a_page_break_is_one_table_with_its_heads_once(tmp_path):
    draft = make_drafts.FMSO_2_FAULTY
    table = next(block for block in content(draft) if not isinstance(block, str) and len(block[0]) == 8)
    long = [*table[:2], *([f"{number:03}", *table[2][1:]] for number in range(1, 30))]
    document = open_apart(_in_pdf(tmp_path, by_reportlab([long], draft.case_id)))
    (made,) = document.blocks
    assert [row.cells[0].text for row in made.rows if row.cells[0].text[:1].isdigit()] == [f"{n:03}" for n in range(1, 30)]
    assert len(made.rows) == 31
    assert made.rows[-1].where.startswith("page 3, table 1, row ")


def _drawn(draw):
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def _struck(canvas):
    canvas.drawString(72, 700, "The USG is not obligated")
    canvas.line(72, 703, 200, 703)


def _white(canvas):
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 700, "not")
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(72, 600, "seen")


def _locked(canvas):
    from reportlab.lib.pdfencrypt import StandardEncryption

    canvas._doc.encrypt = StandardEncryption("secret")
    canvas.drawString(72, 700, "words")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_drawn(_struck), "struck through"),
        (_drawn(_white), "cannot see"),
        (_drawn(lambda canvas: canvas.rect(72, 600, 100, 100)), "as a scan has none"),
        (_drawn(_locked), "password"),
        (_drawn(lambda canvas: canvas.drawString(72, 700, "a")) + b"<</S/JavaScript/J#53(1)>>", "script"),
        (_drawn(lambda canvas: canvas.drawString(72, 700, "a")) + b"<</EmbeddedFiles 1 0 R>>", "embedded files"),
        (b"%PDF-1.7\n%%EOF", "damaged, cut short or no PDF"),
        (b"GIF89a", "not a PDF"),
    ],
)
def test_a_pdf_that_cannot_be_read_for_sure_is_refused_with_the_reason(data, reason, tmp_path):
    with pytest.raises(UnreadableDraft, match=reason):
        open_apart(_in_pdf(tmp_path, data))


def test_a_stream_that_unpacks_without_bound_is_refused_before_it_is_parsed(tmp_path):
    import zlib

    packed = zlib.compress(b"\0" * (21 << 20))
    data = (
        b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode/Length "
        + str(len(packed)).encode()
        + b">>\nstream\n"
        + packed
        + b"\nendstream\nendobj\n"
    )
    with pytest.raises(UnreadableDraft, match="unpacks to more"):
        open_apart(_in_pdf(tmp_path, data))


def test_the_report_says_how_many_pages_were_read(library, tmp_path):
    draft = make_drafts.FMSO_1_CLEAN
    opened = open_draft(_in_pdf(tmp_path, by_reportlab(content(draft), draft.case_id)), library)
    assert opened.reading["pages"] == 2
    report = Checker(library).check(opened.case, None, None, opened.findings)
    report.reading = opened.reading
    assert Telling(report, library).counts().startswith("Read: 2 pages. Findings: ")


def test_the_example_in_pdf_is_as_its_script_makes_it_each_time():
    draft = make_drafts.FMSO_2_CLEAN
    assert by_reportlab(content(draft), draft.case_id) == (ROOT / "examples" / "fmso-2-basic-clean.pdf").read_bytes()
