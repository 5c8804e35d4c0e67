from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from clssa.drafts import UnreadableDraft
from clssa.drafts.file import read_file
from clssa.drafts.gate import check_package
from clssa.drafts.word import open_word
from project import ROOT

PLAIN = ROOT / "tests/drafts/data" / "fmso-1-basic.docx"
TYPES = "[Content_Types].xml"
BODY = "word/document.xml"


@pytest.fixture
def repacked(tmp_path: Path) -> Callable[..., Path]:
    """A sound draft with some parts replaced or added."""

    def repack(changed: dict[str, bytes] | None = None, added: list[tuple[str, bytes]] | None = None) -> Path:
        made = io.BytesIO()
        with zipfile.ZipFile(PLAIN) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, (changed or {}).get(name, old.read(name)))
            for name, data in added or []:
                new.writestr(name, data)
        path = tmp_path / "draft.docx"
        path.write_bytes(made.getvalue())
        return path

    return repack


def body() -> bytes:
    with zipfile.ZipFile(PLAIN) as package:
        return package.read(BODY)


def refused(path: Path, why: str) -> None:
    with pytest.raises(UnreadableDraft, match=why) as raised:
        check_package(path.name, read_file(path))
    message = str(raised.value)
    assert message.startswith(path.name)
    assert message.endswith(".")
    assert "\n" not in message


def test_a_word_file_of_the_strict_kind_is_refused_by_its_name(repacked: Callable[..., Path]) -> None:
    with zipfile.ZipFile(PLAIN) as package:
        relationships = package.read("_rels/.rels").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        )
    refused(repacked({"_rels/.rels": relationships}), "is a Strict Open XML Document; save it as Word Document")


def test_a_sound_draft_passes_the_gate(repacked: Callable[..., Path]) -> None:
    check_package(PLAIN.name, PLAIN.read_bytes())
    check_package("draft.docx", repacked().read_bytes())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not a Word document"),
        (b"A letter", "not a Word document"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password or is a Word 97-2003 file"),
        (b"PK\x03\x04 and nothing more", "damaged"),
    ],
)
def test_another_file_is_refused_by_name(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "draft.docx").write_bytes(data)
    refused(tmp_path / "draft.docx", why)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "none.docx", "is not there")
    refused(tmp_path, "is a folder")
    os.mkfifo(tmp_path / "pipe.docx")
    refused(tmp_path / "pipe.docx", "is no ordinary file")


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "draft.docx").open("wb") as file:
        file.truncate((20 << 20) + 1)
    refused(tmp_path / "draft.docx", "larger than 20 MB")


def test_a_zip_that_is_no_office_file_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "draft.docx", "w") as package:
        package.writestr("letter.txt", "Dear Sir")
    refused(tmp_path / "draft.docx", "a ZIP file, but not a Word document")


@pytest.mark.parametrize("kind", [b"spreadsheetml.sheet.main+xml", b"wordprocessingml.template.main+xml"])
def test_another_office_file_is_refused(repacked: Callable[..., Path], kind: bytes) -> None:
    with zipfile.ZipFile(PLAIN) as package:
        types = package.read(TYPES).replace(b"wordprocessingml.document.main+xml", kind)
    refused(repacked({TYPES: types}), "not a Word document")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "word\\..\\..\\evil", "C:evil"])
def test_a_name_that_leads_out_of_the_document_is_refused(repacked: Callable[..., Path], name: str) -> None:
    refused(repacked(added=[(name, b"<x/>")]), "leads out of the document")


def test_two_parts_of_one_name_are_refused(repacked: Callable[..., Path]) -> None:
    refused(repacked(added=[("WORD/Document.xml", b"<x/>")]), "two parts of the same name")


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/sheet.xlsx", "word/activeX/activeX1.xml", "a.exe"])
def test_macros_and_embedded_files_are_refused(repacked: Callable[..., Path], name: str) -> None:
    refused(repacked(added=[(name, b"x")]), "macros or embedded files")


@pytest.mark.parametrize("declaration", [b"<!DOCTYPE x [<!ENTITY a 'not'>]>", b"<!ENTITY a 'not'>", b"<!doctype x>"])
def test_entity_declarations_are_refused_wherever_they_stand(repacked: Callable[..., Path], declaration: bytes) -> None:
    refused(repacked({BODY: declaration + body()}), "XML entities")
    padding = b" " * ((1 << 16) - 4)
    refused(repacked(added=[("word/other.dat", padding + declaration)]), "XML entities")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_that_would_hide_a_declaration_is_refused(repacked: Callable[..., Path], encoding: str) -> None:
    text = "<!DOCTYPE x [<!ENTITY a 'not'>]><x/>"
    refused(repacked({BODY: text.encode(encoding)}), "not written in UTF-8")


def test_a_declared_encoding_other_than_utf_8_is_refused(repacked: Callable[..., Path]) -> None:
    refused(repacked({BODY: b'<?xml version="1.0" encoding="UTF-7"?>' + body()}), "not written in UTF-8")


def test_a_bomb_is_refused_while_it_unpacks(repacked: Callable[..., Path]) -> None:
    refused(repacked(added=[("word/media/image9.png", b"\0" * (2 << 20))]), "packed suspiciously tight")
    refused(repacked({BODY: b"<w:p/>" * 500_000}), "suspiciously tight|more elements")


def test_too_many_elements_are_refused_before_parsing(repacked: Callable[..., Path]) -> None:
    crowd = b"".join(b"<w:p>%d</w:p>" % (number * 7919 % 1_000_003) for number in range(210_000))
    refused(repacked({BODY: crowd}), "more elements")


def test_too_many_parts_are_refused(repacked: Callable[..., Path]) -> None:
    refused(repacked(added=[(f"word/part{number}.bin", b"x") for number in range(1_000)]), "parts")


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    data = bytearray(PLAIN.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    (tmp_path / "draft.docx").write_bytes(data)
    refused(tmp_path / "draft.docx", "encrypted|damaged")


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    data = bytearray(PLAIN.read_bytes())
    middle = data.index(b"word/document.xml") + 600
    data[middle : middle + 40] = bytes(40)
    (tmp_path / "draft.docx").write_bytes(data)
    refused(tmp_path / "draft.docx", "damaged")


@pytest.mark.parametrize("broken", [b"<w:document", b"", b"<x/>", b"<a>" * 300 + b"</a>" * 300])
def test_a_package_without_a_readable_text_is_refused_in_a_sentence(repacked: Callable[..., Path], broken: bytes) -> None:
    with pytest.raises(UnreadableDraft, match=r"draft\.docx is no readable Word document .*save it again"):
        open_word(repacked({BODY: broken}))


def test_an_entity_that_the_gate_did_not_see_is_refused_after_parsing(
    repacked: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = body().decode().partition("?>")[2].replace("BN-D-KAZ", "BN-D-&a;")
    path = repacked({BODY: ('<!DOCTYPE d [<!ENTITY a "KAZ">]>' + text).encode()})
    monkeypatch.setattr("clssa.drafts.word.check_package", lambda name, data: None)
    with pytest.raises(UnreadableDraft, match="declares XML entities"):
        open_word(path)
