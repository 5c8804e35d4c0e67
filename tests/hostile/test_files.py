"""Files that mean harm, given to the real command line: each is refused in a sentence, in bounded time, and leaves nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from project import ROOT

SOUND = ROOT / "tests" / "drafts" / "data" / "fmso-1-basic.docx"
BODY = "word/document.xml"
TYPES = "[Content_Types].xml"
SECONDS = 60
"""Far more than any refusal takes on a slow machine, far less than the harm would."""

Check = Callable[..., str]


@pytest.fixture
def refused(cache: Path, tmp_path: Path) -> Check:
    """Checks a file that must be refused; returns what was said."""

    def run(path: Path, *more: str | Path) -> str:
        before = everything_in(tmp_path)
        done = subprocess.run(
            [sys.executable, "-m", "clssa", "check", str(path), *map(str, more), "--policies", str(ROOT / "policies")],
            capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, timeout=SECONDS, stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT / "engine"), "XDG_CACHE_HOME": str(cache)},
        )  # fmt: skip
        assert done.returncode == 2, done.stdout + done.stderr
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        assert everything_in(tmp_path) == before
        first, said = done.stderr.splitlines()[:2]
        assert first == f"ERROR  {path}"
        return said

    return run


@pytest.fixture
def repacked(tmp_path: Path) -> Callable[..., Path]:
    """A sound draft with some parts replaced or added."""

    def repack(changed: dict[str, bytes], name: str = "draft.docx") -> Path:
        with zipfile.ZipFile(SOUND) as old, zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                new.writestr(part, changed.get(part, old.read(part)))
            for part in changed.keys() - set(old.namelist()):
                new.writestr(part, changed[part])
        return tmp_path / name

    return repack


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*"))


def part(name: str) -> bytes:
    with zipfile.ZipFile(SOUND) as package:
        return package.read(name)


def with_text(more: bytes) -> bytes:
    body = part(BODY)
    assert b"<w:sectPr" in body
    return body.replace(b"<w:sectPr", more + b"<w:sectPr", 1)


def paragraphs(count: int) -> bytes:
    return b"".join(b"<w:p><w:r><w:t>%d</w:t></w:r></w:p>" % (number * 7919 % 1_000_003) for number in range(count))


def test_a_zip_bomb(refused: Check, repacked: Callable[..., Path]) -> None:
    assert "unpacks to more than a draft can hold" in refused(repacked({"word/media/image9.png": b"\0" * (300 << 20)}))


def test_a_zip_bomb_that_states_a_small_size(refused: Check, repacked: Callable[..., Path]) -> None:
    path = repacked({"word/media/image9.png": b"\0" * (50 << 20)})
    size = (50 << 20).to_bytes(4, "little")
    data = path.read_bytes()
    assert size in data
    path.write_bytes(data.replace(size, (100).to_bytes(4, "little")))
    assert "damaged" in refused(path)


def test_xml_entities(refused: Check, repacked: Callable[..., Path]) -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(10))
    assert "XML entities" in refused(repacked({BODY: b"<!DOCTYPE d [" + laughs + b"]>" + part(BODY).partition(b"?>")[2]}))
    outside = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert "XML entities" in refused(repacked({BODY: outside + part(BODY).partition(b"?>")[2]}))


def test_macros(refused: Check, repacked: Callable[..., Path]) -> None:
    assert "macros or embedded files" in refused(repacked({"word/vbaProject.bin": b"x"}))
    types = part(TYPES).replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert "without macros" in refused(repacked({TYPES: types}))
    assert 'not ".docm"' in refused(repacked({}, "draft.docm"))


def test_millions_of_elements(refused: Check, repacked: Callable[..., Path]) -> None:
    assert "more elements" in refused(repacked({BODY: with_text(paragraphs(300_000))}))


def test_more_paragraphs_than_a_draft_can_hold(refused: Check, repacked: Callable[..., Path]) -> None:
    assert "more than 20,000 paragraphs and cells" in refused(repacked({BODY: with_text(paragraphs(20_000))}))


def test_a_paragraph_without_end(refused: Check, repacked: Callable[..., Path]) -> None:
    words = b" ".join(b"%d" % (number * 7919 % 1_000_003) for number in range(150_000))
    path = repacked({BODY: with_text(b"<w:p><w:r><w:t>" + words + b"</w:t></w:r></w:p>")})
    assert "a paragraph of more than 200,000 characters" in refused(path)


@pytest.mark.parametrize("depth", [7, 60, 200])
def test_tables_in_tables(refused: Check, repacked: Callable[..., Path], depth: int) -> None:
    tables = b"<w:tbl><w:tr><w:tc>" * depth + paragraphs(1) + b"</w:tc></w:tr></w:tbl>" * depth
    said = refused(repacked({BODY: with_text(tables)}))
    assert "nested deeper than a draft can be" in said or "is no readable Word document" in said


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the time of the processor")
def test_styles_that_keep_the_reader_busy_without_end(refused: Check, repacked: Callable[..., Path]) -> None:
    chain = b"".join(b'<w:style w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>' % (n, n + 1) for n in range(20_000))
    styled = b'<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' * 15_000
    path = repacked({
        "word/styles.xml": part("word/styles.xml").replace(b"</w:styles>", chain + b"</w:styles>"),
        BODY: with_text(styled + paragraphs(15_000)),
    })  # fmt: skip
    assert refused(path) == "draft.docx takes longer to read than a draft can, as a harmful file does."


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("draft.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password or is a Word 97-2003 file"),
        ("draft.docx", b"%PDF-1.7\n", "is a PDF"),
        ("draft.docx", b"case: {id: BN-D-KAA}\n", "is not a Word document"),
        ("draft.docx", b"", "is not a Word document"),
        ("draft.exe", b"MZ", 'not ".exe"'),
        ("draft", b"x", 'not "no ending"'),
        ("draft.docx", SOUND.read_bytes()[:5_000], "damaged"),
    ],
)
def test_a_file_that_is_not_what_it_says(refused: Check, tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert why in refused(tmp_path / name)


@pytest.mark.parametrize("data", [SOUND.read_bytes(), b"\xd0\xcf\x11\xe0" + bytes(600), b"[" * 200_000, b"a: &a [*a, *a]\n"])
def test_a_case_file_that_is_none(refused: Check, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "case.yaml").write_bytes(data)
    assert str(tmp_path / "case.yaml") in refused(tmp_path / "case.yaml")


@pytest.mark.parametrize("ending", ["docx", "yaml", "json"])
def test_what_is_no_file(refused: Check, tmp_path: Path, ending: str) -> None:
    assert "is not there" in refused(tmp_path / f"none.{ending}")
    (tmp_path / f"folder.{ending}").mkdir()
    assert "is a folder" in refused(tmp_path / f"folder.{ending}")
    os.mkfifo(tmp_path / f"pipe.{ending}")
    assert "is no ordinary file" in refused(tmp_path / f"pipe.{ending}")
    for name, target in (
        ("zero", "/dev/zero"),
        ("pipe-behind", f"pipe.{ending}"),
        ("nowhere", "none"),
        ("loop", f"loop.{ending}"),
    ):
        (tmp_path / f"{name}.{ending}").symlink_to(target)
        assert "is a link to another file" in refused(tmp_path / f"{name}.{ending}")


def test_a_link_to_a_file_of_somebody_else_tells_nothing_of_it(
    refused: Check, repacked: Callable[..., Path], tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("first line of a secret")
    (tmp_path / "case.yaml").symlink_to("secret.txt")
    assert "secret" not in refused(tmp_path / "case.yaml")
    assert "secret" not in refused(repacked({}), "--facts", tmp_path / "case.yaml")


@pytest.mark.parametrize(("name", "said"), [("pipe.yaml", "is no ordinary file"), ("zero.yaml", "is a link to another file")])
def test_facts_beside_a_draft_that_are_no_file(
    refused: Check, repacked: Callable[..., Path], tmp_path: Path, name: str, said: str
) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    assert said in refused(repacked({}), "--facts", tmp_path / name)


def test_a_file_larger_than_any_draft(refused: Check, tmp_path: Path) -> None:
    for name in ("draft.docx", "case.yaml"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(50 << 30)
        assert "larger than" in refused(tmp_path / name)


def test_an_encrypted_part(refused: Check, tmp_path: Path) -> None:
    data = bytearray(SOUND.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    (tmp_path / "draft.docx").write_bytes(data)
    assert "encrypted" in refused(tmp_path / "draft.docx")


def test_names_that_are_commands_for_the_terminal_are_shown_and_not_obeyed(tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "\x1b[2Jdraft.docx"
    path.write_bytes(b"A letter")
    done = subprocess.run(
        [sys.executable, "-m", "clssa", "check", str(path), "--policies", str(ROOT / "policies")],
        capture_output=True, timeout=SECONDS,
        env={**os.environ, "PYTHONPATH": str(ROOT / "engine"), "XDG_CACHE_HOME": str(cache)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"\x1b" not in done.stderr
    assert rb"\u001b[2Jdraft.docx is not a Word document" in done.stderr
