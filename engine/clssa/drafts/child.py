"""What the process that opens a draft does: it limits itself, takes the file's bytes, and tells the document as JSON.

It imports nothing but what it needs, is given no path, and writes nothing but its answer. `apart` starts it.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from typing import TypeAlias

from clssa.drafts.document import Document, UnreadableDraft
from clssa.drafts.plain import to_plain

Opener: TypeAlias = Callable[[str, bytes], Document]

OPENERS = {".docx": ("clssa.drafts.word", "word_document"), ".pdf": ("clssa.drafts.pdf", "pdf_document")}
"""By the ending of a file's name, the function that makes a document of the name and the bytes."""

MAX_SECONDS = 10
MAX_MEMORY = 1 << 30
MAX_OPEN_FILES = 64


def main() -> None:
    """Answer for the file whose name is the last argument and whose bytes are on standard input."""
    limit()
    name = sys.argv[-1]
    sys.stdout.write(answer(name, sys.stdin.buffer.read()))


def answer(name: str, data: bytes) -> str:
    """The document, or the sentence that says why there is none, in JSON (ASCII only)."""
    module, function = OPENERS["." + name.rpartition(".")[2].lower()]
    try:
        opener: Opener = getattr(importlib.import_module(module), function)
        return json.dumps({"document": to_plain(opener(name, data))}, separators=(",", ":"))
    except UnreadableDraft as error:
        return json.dumps({"error": str(error)})
    except RecursionError:
        return json.dumps({"error": f"{name} is nested deeper than a draft can be."})
    except MemoryError:
        return json.dumps({"error": f"{name} needs more memory than a draft can."})


def limit() -> None:
    """Set the limits of this process for good: time of the processor, memory, no file to write, no process to start.

    Where the operating system has no such limits (Windows), or not all of them, those of the gate and of the clock remain.
    """
    try:
        import resource
    except ImportError:
        return
    limits = {
        "RLIMIT_CPU": MAX_SECONDS, "RLIMIT_AS": MAX_MEMORY, "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": MAX_OPEN_FILES,
        "RLIMIT_CORE": 0, "RLIMIT_NPROC": 0,
    }  # fmt: skip
    for name, wanted in limits.items():
        which = getattr(resource, name, None)
        if which is None:
            continue
        hard = resource.getrlimit(which)[1]
        most = wanted + (name == "RLIMIT_CPU")  # one second between the signal that tells what happened and the one that kills
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        try:
            resource.setrlimit(which, (min(wanted, most), most))
        except (ValueError, OSError):
            continue
