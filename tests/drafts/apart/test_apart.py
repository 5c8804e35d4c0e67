"""A draft is opened by a process of its own, which may die, hang or lie."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from clssa.drafts import UnreadableDraft, apart, bounds, child
from clssa.drafts import file as file_of
from clssa.drafts.document import Cell, Document, Paragraph, Row, Table, TrackedChange
from clssa.drafts.plain import from_plain, to_plain
from clssa.drafts.word import open_word
from clssa.drafts.word_comments import Comment, annotated
from project import ROOT
from running import run_here

DATA = ROOT / "tests/drafts/data"
PLAIN = DATA / "fmso-1-basic.docx"
INNER = Table((Row((Cell((Paragraph("b", "inner"),), 0, 1, "c"),), "r"),), "t")
SMALL = Document(
    (Paragraph("a \U0001f600 \udc80", "paragraph 1", 0), Table((Row((Cell((INNER,), 0, 2, "cell"),), "row"),), "table 1")),
    (Paragraph("head", "page header"),),
    (TrackedChange("insertion", "A. Drafter", "not", "paragraph 1"),),
    ("A picture.",),
)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.docx")), ids=lambda path: path.name)
def test_a_draft_opened_apart_is_the_one_opened_here(path: Path) -> None:
    assert open_word(path).blocks
    assert apart.open_apart(path) == open_word(path)


def test_a_document_is_the_same_after_it_was_told() -> None:
    assert from_plain(json.loads(json.dumps(to_plain(SMALL)))) == SMALL


def pieces(plain: object) -> Iterator[tuple[list[object], int]]:
    if isinstance(plain, list):
        for index, each in enumerate(plain):
            yield plain, index
            yield from pieces(each)


@pytest.mark.parametrize("wrong", [None, 1.5, True, -7, {"a": 1}, [[]], [1, 2, 3, 4, 5]])
def test_what_is_told_wrong_anywhere_is_refused(wrong: object) -> None:
    for place in range(len(list(pieces(to_plain(SMALL))))):
        told = to_plain(SMALL)
        holder, index = list(pieces(told))[place]
        holder[index] = wrong
        with pytest.raises(ValueError, match="this is not"):
            from_plain(told)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "broke its reader"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "takes longer to read"),
        ("raise SystemExit(3)", r"did not work here \(exit status 3\)"),
        ("import time; time.sleep(60)", "takes longer to read"),
        ("print('x' * 5000)", "unpacks to more"),
        ("while True: print('x' * 5000)", "unpacks to more"),
        ("", "broke its reader"),
        ("print('{}')", "broke its reader"),
        ("print('[' * 900)", "broke its reader"),
        ("print('[1]')", "broke its reader"),
        ("""print('{"document": [[], [], [], 1]}')""", "broke its reader"),
        ("""print('{"error": "It is so."}')""", "It is so"),
    ],
)
def test_whatever_the_process_does_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch, code: str, why: str) -> None:
    monkeypatch.setattr(apart, "_START", code)
    monkeypatch.setattr(apart, "MAX_WAIT", 2.0)
    monkeypatch.setattr(apart, "MAX_ANSWER", 4_000)
    start = time.monotonic()
    with pytest.raises(UnreadableDraft, match=why) as raised:
        apart.open_apart(PLAIN)
    assert time.monotonic() - start < 20
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)


def test_comments_are_put_in_by_the_process_and_not_here(monkeypatch: pytest.MonkeyPatch) -> None:
    comments = [Comment(3, ("One \U0001f600\n\x07", "two"))]
    expected = annotated(PLAIN.name, PLAIN.read_bytes(), comments, "2006-02-15")

    def fail(*arguments: object) -> bytes:
        raise AssertionError("a draft was opened outside its process")

    monkeypatch.setattr("clssa.drafts.word_comments.annotated", fail)
    monkeypatch.setattr(child, "commented", fail)
    assert apart.annotate_apart(PLAIN, comments, datetime.date(2006, 2, 15)) == expected


def test_a_draft_that_cannot_be_commented_on_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(b"PK\x03\x04 no")
    with pytest.raises(UnreadableDraft, match=r"^draft\.docx is damaged: its parts cannot be unpacked\.$"):
        apart.annotate_apart(tmp_path / "draft.docx", [], datetime.date(2006, 2, 15))


@pytest.mark.parametrize("told", ['{"copy": "!"}', '{"copy": 1}', '{"copy": "a"}', '{"document": "YQ=="}', "[]"])
def test_a_copy_that_is_told_wrong_is_refused(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setattr(apart, "_START", f"print({told!r})")
    with pytest.raises(UnreadableDraft, match="broke its reader"):
        apart.annotate_apart(PLAIN, [], datetime.date(2006, 2, 15))


LIMITED = """
import os, resource, signal, sys
sys.path[:] = sys.argv[1].split("\\n")
from clssa.drafts import child
from project import ROOT
from running import run_here
child.MAX_SECONDS = 1
child.limit()
def tried(what):
    try: what()
    except (OSError, MemoryError) as error: return type(error).__name__
    return "done"
print(tried(lambda: open(sys.argv[2], "wb", buffering=0).write(b"x")), tried(lambda: bytearray(2 << 30)), flush=True)
while True: pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have fewer of these limits")
def test_the_process_cannot_write_a_file_nor_take_more_memory_or_time(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LIMITED, "\n".join(filter(None, sys.path)), str(tmp_path / "x")],
        capture_output=True, text=True, timeout=30,
    )  # fmt: skip
    assert done.returncode == -24  # SIGXCPU
    assert done.stdout.split() == ["OSError", "MemoryError"], done.stderr
    assert (tmp_path / "x").stat().st_size == 0


def test_the_process_sees_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setattr(apart, "_START", """import json, os; print(json.dumps({"error": " ".join(os.environ)}))""")
    with pytest.raises(UnreadableDraft) as raised:
        apart.open_apart(PLAIN)
    assert "SECRET" not in str(raised.value)


@pytest.fixture
def without_limits(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An operating system that has no limits for a process: the one that opens drafts cannot import what sets them."""
    monkeypatch.setattr(apart, "_START", f"import sys; sys.modules['resource'] = None; {apart._START}")
    apart._tell_what_remains.cache_clear()
    yield
    apart._tell_what_remains.cache_clear()


REMAINS = (
    "This operating system has no limits for the process that opens drafts: what remains is the gate, which refuses a draft by its "
    "size, and 30 seconds by the clock.\n"
)
BOTH = (DATA / "fmso-1-basic.docx", DATA / "fmso-2-basic-faulty.docx")


@pytest.mark.parametrize("format_", ["text", "json"])
def test_where_there_are_no_limits_the_report_is_the_same_and_one_sentence_says_what_remains(
    request: pytest.FixtureRequest, tmp_path: Path, format_: str
) -> None:
    days = ("--as-of", "2006-03-01", "--known-on", "2006-03-01", "--policies", str(ROOT / "policies"))
    check = partial(run_here, "check", *map(str, BOTH), *days, "--format", format_, cwd=tmp_path, drafts_here=False)
    limited = check()
    request.getfixturevalue("without_limits")
    unlimited = check()
    assert (limited.err, unlimited.err) == ("", REMAINS)
    assert (unlimited.status, unlimited.out) == (limited.status, limited.out)
    assert limited.status in (0, 1, 3)


@pytest.mark.usefixtures("without_limits")
def test_where_there_are_no_limits_the_clock_ends_what_takes_too_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    endless = "import clssa.drafts.child as child; child.document = lambda *given: __import__('time').sleep(60); child.main()"
    monkeypatch.setattr(apart, "_START", apart._START.partition("from clssa")[0] + endless)
    monkeypatch.setattr(apart, "MAX_WAIT", 3.0)
    with pytest.raises(UnreadableDraft, match="takes longer to read"):
        apart.open_apart(PLAIN)
    assert "3 seconds by the clock" in capsys.readouterr().err


@pytest.mark.usefixtures("without_limits")
def test_where_there_are_no_limits_a_copy_with_comments_is_the_same() -> None:
    comments = [Comment(3, ("One", "two"))]
    expected = annotated(PLAIN.name, PLAIN.read_bytes(), comments, "2006-02-15")
    assert apart.annotate_apart(PLAIN, comments, datetime.date(2006, 2, 15)) == expected


@pytest.mark.parametrize(("error", "why"), [(MemoryError, "more memory"), (RecursionError, "nested deeper")])
def test_a_reader_at_its_limit_says_so(monkeypatch: pytest.MonkeyPatch, error: type[Exception], why: str) -> None:
    def fail(name: str, data: bytes) -> Document:
        raise error

    monkeypatch.setattr("clssa.drafts.word.word_document", fail)
    assert why in json.loads(child.answer("a.docx", b""))["error"]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(b"first")
    opened = os.fdopen

    def changing(*arguments: object) -> object:
        file = opened(*arguments)  # type: ignore[call-overload]
        path.write_bytes(b"second, and longer")
        return file

    # Between the opening and the first look nothing is wrong: what counts is that one state of the file was read.
    monkeypatch.setattr(file_of.os, "fdopen", changing)
    assert file_of.read_file(path) == b"second, and longer"
    monkeypatch.undo()
    looked = os.fstat

    def changing_later(number: int) -> os.stat_result:
        found = looked(number)
        path.write_bytes(path.read_bytes() + b" more")
        return found

    monkeypatch.setattr(file_of.os, "fstat", changing_later)
    with pytest.raises(UnreadableDraft, match=r"draft\.docx changed while it was read"):
        file_of.read_file(path)


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "draft.docx")
    monkeypatch.setattr(Path, "is_file", lambda path: True)
    with pytest.raises(UnreadableDraft, match="is not a file"):
        file_of.read_file(tmp_path / "draft.docx")


def test_a_link_to_a_draft_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link.docx").symlink_to(PLAIN)
    with pytest.raises(UnreadableDraft, match=r"is a link to another file; name that file itself"):
        file_of.read_file(tmp_path / "link.docx")
    monkeypatch.setattr(Path, "is_symlink", lambda path: False)  # one that takes the file's place later
    with pytest.raises(UnreadableDraft, match="cannot be opened"):
        file_of.read_file(tmp_path / "link.docx")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"blocks": (Paragraph("", "p"),) * 20_000}, "20,000 paragraphs and cells"),
        ({"changes": SMALL.changes * 20_001}, "20,000 tracked changes"),
        ({"remarks": ("x",) * 1_001}, "1,000 places"),
        ({"margins": (Paragraph("x" * 200_001, "p"),)}, "200,000 characters"),
    ],
)
def test_a_draft_has_bounds(changed: dict[str, object], why: str) -> None:
    bounds.check_bounds("draft.docx", dataclasses.replace(SMALL))
    with pytest.raises(UnreadableDraft, match=rf"^draft\.docx h[^\n]*{why}[^\n]*\.$"):
        bounds.check_bounds("draft.docx", dataclasses.replace(SMALL, **changed))


@pytest.mark.parametrize(("depth", "refused"), [(6, False), (7, True)])
def test_tables_in_tables_have_bounds(depth: int, refused: bool) -> None:
    block: Paragraph | Table = Paragraph("x", "p")
    for _ in range(depth):
        block = Table((Row((Cell((block,), 0, 1, "c"),), "r"),), "t")
    document = dataclasses.replace(SMALL, blocks=(block,))
    if refused:
        with pytest.raises(UnreadableDraft, match="nested deeper"):
            bounds.check_bounds("draft.docx", document)
    else:
        bounds.check_bounds("draft.docx", document)
