"""What the process that opens a draft does: it limits itself, takes the file's bytes, and tells its answer as JSON.

It imports nothing but what it needs, is given no path, and writes nothing but its answer. `apart` starts it.
"""

from __future__ import annotations

import base64
import importlib
import json
import sys
from collections.abc import Callable
from typing import TypeAlias

from clssa.drafts.document import Document, UnreadableDraft
from clssa.drafts.plain import Plain, to_plain

Opener: TypeAlias = Callable[[str, bytes], Document]

OPENERS = {".docx": ("clssa.drafts.word", "word_document"), ".pdf": ("clssa.drafts.pdf", "pdf_document")}
"""By the ending of a file's name, the function that makes a document of the name and the bytes."""

WITHOUT_LIMITS = b"without limits "
"""What stands before the answer where the operating system has no limits for a process."""

MAX_SECONDS = 10
MAX_MEMORY = 1 << 30
MAX_OPEN_FILES = 64


def main() -> None:
    """Answer for the file whose name is the last argument and whose bytes are on standard input, behind one line of JSON.

    That line is empty to have the document, else it has the comments for a copy of the file: see `commented`.
    """
    if not limit():
        sys.stdout.buffer.write(WITHOUT_LIMITS)
        sys.stdout.flush()
    asked, _, data = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.write(answer(sys.argv[-1], data, asked))


def answer(name: str, data: bytes, asked: bytes = b"") -> str:
    """The document, or the copy with comments, or the sentence that says why there is none, in JSON (ASCII only)."""
    try:
        told = {"copy": commented(name, data, asked)} if asked else {"document": document(name, data)}
        return json.dumps(told, separators=(",", ":"))
    except UnreadableDraft as error:
        return json.dumps({"error": str(error)})
    except RecursionError:
        return json.dumps({"error": f"{name} is nested deeper than a draft can be."})
    except MemoryError:
        return json.dumps({"error": f"{name} needs more memory than a draft can."})


def document(name: str, data: bytes) -> Plain:
    """The document as lists, texts and numbers."""
    module, function = OPENERS["." + name.rpartition(".")[2].lower()]
    opener: Opener = getattr(importlib.import_module(module), function)
    return to_plain(opener(name, data))


def commented(name: str, data: bytes, asked: bytes) -> str:
    """The copy in base 64; `asked` is a JSON object with the `day` and the `comments`, each a handle and its paragraphs."""
    from clssa.drafts.word_comments import Comment, annotated

    told = json.loads(asked)
    comments = [Comment(handle, tuple(paragraphs)) for handle, paragraphs in told["comments"]]
    return base64.b64encode(annotated(name, data, comments, told["day"])).decode()


def limit() -> bool:
    """Set the limits of this process for good: time of the processor, memory, no file to write, no process to start.

    False where the operating system has none (Windows); there, and for what it lacks, those of the gate and of the clock remain.
    """
    try:
        import resource
    except ImportError:
        return False
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
    return True
