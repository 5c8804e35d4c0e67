"""Opens a draft in a process of its own, with limits: whatever a hostile file does to its parser, it does there."""

from __future__ import annotations

import base64
import datetime
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from clssa.drafts.bounds import check_bounds
from clssa.drafts.child import WITHOUT_LIMITS
from clssa.drafts.document import Document, UnreadableDraft
from clssa.drafts.file import read_file
from clssa.drafts.plain import from_plain
from clssa.progress import tell

if TYPE_CHECKING:
    from clssa.drafts.word_comments import Comment

Answer = TypeVar("Answer")

MAX_WAIT = 30.0
MAX_ANSWER = 32 << 20

_START = "import sys; sys.path[:] = sys.argv[1].split('\\n'); from clssa.drafts.child import main; main()"
_OPTIONS = ("-I", "-S", "-B", "-X", "utf8")
_NEEDED = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_TOO_LONG = "takes longer to read than a draft can, as a harmful file does"
_STOPPED = "could not be read: it broke its reader, as a harmful or damaged file does"
_HINT = "save it anew as Word Document (.docx), or print it to PDF anew"


def open_apart(path: Path) -> Document:
    """The document in a file; raises `UnreadableDraft` with one sentence where it cannot be read."""
    document = _answer(path, b"", "document", from_plain)
    check_bounds(path.name, document)
    return document


def annotate_apart(path: Path, comments: Sequence[Comment], day: datetime.date) -> bytes:
    """A copy of the Word file with the comments in it, dated `day`; raises `UnreadableDraft` as `open_apart` does."""
    told = {"day": day.isoformat(), "comments": [[each.handle, each.paragraphs] for each in comments]}
    return _answer(path, json.dumps(told).encode(), "copy", partial(base64.b64decode, validate=True))


def _answer(path: Path, asked: bytes, key: str, read: Callable[[Any], Answer]) -> Answer:
    """What the process answers under `key`, read by a function that raises `ValueError` for anything that it should not be."""
    told, status, in_time = _asked(path.name, asked + b"\n" + read_file(path))
    if told.startswith(WITHOUT_LIMITS):
        _tell_what_remains()
    if not in_time or status == -getattr(signal, "SIGXCPU", 0):
        raise UnreadableDraft(f"{path.name} {_TOO_LONG}.")
    if status < 0:
        raise UnreadableDraft(f"{path.name} {_STOPPED}; {_HINT}.")
    if status > 0:
        raise UnreadableDraft(f"{path.name} cannot be read: its reader did not work here (exit status {status}).")
    if len(told) > MAX_ANSWER:
        raise UnreadableDraft(f"{path.name} unpacks to more than a draft can hold.")
    try:
        answer = json.loads(told.removeprefix(WITHOUT_LIMITS))
        if set(answer) != {"error"}:
            return read(answer[key])
        error = str(answer["error"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise UnreadableDraft(f"{path.name} {_STOPPED}; {_HINT}.") from None
    raise UnreadableDraft(error)


@cache
def _tell_what_remains() -> None:
    """Once in a run, beside the report and not in it, whose bytes are the same everywhere."""
    tell("")
    click.echo(
        "This operating system has no limits for the process that opens drafts: what remains is the gate, which refuses a draft "
        f"by its size, and {MAX_WAIT:.0f} seconds by the clock.",
        err=True,
    )


def _asked(name: str, data: bytes) -> tuple[bytes, int, bool]:
    """What the process tells of a file, its exit status, and whether it ended in time."""
    process = subprocess.Popen(
        [sys.executable, *_OPTIONS, "-c", _START, "\n".join(filter(None, sys.path)), name],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={each: os.environ[each] for each in _NEEDED if each in os.environ},
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(MAX_WAIT, stop)
    clock.daemon = True
    clock.start()
    try:
        with suppress(OSError), process.stdin:  # it may end before it has taken everything; its exit status says why
            process.stdin.write(data)
        told = process.stdout.read(MAX_ANSWER + 1)
        if len(told) > MAX_ANSWER:
            return told, 0, True
        return told, process.wait(), not late.is_set()
    finally:
        clock.cancel()
        process.kill()
        process.stdout.close()
        process.wait()
