"""The gate before any parser: a hostile or wrong file is refused by what it is, without being parsed.

A Word file is a ZIP of XML parts. Sizes are counted while unpacking, never believed from the ZIP's own headers.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from clssa.drafts.document import UnreadableDraft

MAX_PARTS = 1_000
MAX_PART = 20 << 20
MAX_TOTAL = 60 << 20
MAX_RATIO = 200
RATIO_FROM = 1 << 20
MAX_ELEMENTS = 400_000

_CHUNK = 1 << 16
_OVERLAP = 64
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})""")
_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")
_ACTIVE = re.compile(r"vbaproject|vbadata|(^|/)(embeddings|activex)/|\.(ole|exe|dll|js|vbs)$", re.IGNORECASE)
_CONTENT_TYPES = "[Content_Types].xml"
_WORD = b"wordprocessingml.document.main+xml"
_RELATIONSHIPS = "_rels/.rels"
_STRICT = b"http://purl.oclc.org/ooxml/"


def check_package(name: str, data: bytes) -> None:
    """Raises `UnreadableDraft`, with the reason in one sentence, unless these bytes are a Word file that is safe to parse."""
    _refuse_by_signature(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_names(name, package)
            _check_parts(name, package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise UnreadableDraft(f"{name} is damaged: its parts cannot be unpacked.") from None


def _refuse_by_signature(name: str, data: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDraft(
            f"{name} is protected by a password or is a Word 97-2003 file (.doc); "
            "save it as Word Document (.docx) without a password."
        )
    if data.startswith(b"%PDF"):
        raise UnreadableDraft(f"{name} is a PDF; a draft is read from its Word file (.docx).")
    if not data.startswith(b"PK\x03\x04"):
        raise UnreadableDraft(f"{name} is not a Word document (.docx).")


def _check_names(name: str, package: zipfile.ZipFile) -> None:
    parts = [part.filename for part in package.infolist()]
    if len(parts) > MAX_PARTS:
        raise UnreadableDraft(f"{name} holds {len(parts):,} parts; a draft has fewer than {MAX_PARTS:,}.")
    if len({part.casefold() for part in parts}) != len(parts):
        raise UnreadableDraft(f"{name} holds two parts of the same name, so it is not clear which of them is the draft.")
    for part in parts:
        folders = part.replace("\\", "/").split("/")
        if part.startswith(("/", "\\")) or ".." in folders or ":" in part or "\0" in part:
            raise UnreadableDraft(f"{name} holds a part whose name leads out of the document.")
        if _ACTIVE.search(part):
            raise UnreadableDraft(f"{name} holds macros or embedded files; remove them and save it as Word Document (.docx).")
    if _CONTENT_TYPES not in parts:
        raise UnreadableDraft(f"{name} is a ZIP file, but not a Word document.")


def _check_parts(name: str, package: zipfile.ZipFile) -> None:
    total = elements = 0
    for part in package.infolist():
        if part.flag_bits & 1:
            raise UnreadableDraft(f"{name} is encrypted; save it without a password.")
        size, head, types = 0, b"", b""
        for chunk, window in _chunks(package, part):
            size, total = size + len(chunk), total + len(chunk)
            elements += chunk.count(b"<") if part.filename.lower().endswith((".xml", ".rels")) else 0
            head = head or chunk[:200]
            types += chunk if part.filename == _CONTENT_TYPES else b""
            _check_size(name, part, size, total, elements)
            if _DECLARATION.search(window):
                raise UnreadableDraft(f"{name} declares XML entities, which a Word document never does.")
            if part.filename == _RELATIONSHIPS and _STRICT in window:
                raise UnreadableDraft(f"{name} is a Strict Open XML Document; save it as Word Document (.docx).")
        _check_encoding(name, part.filename, head)
        if part.filename == _CONTENT_TYPES and _WORD not in types:
            raise UnreadableDraft(f"{name} is an Office file, but not a Word document (.docx) without macros.")


def _chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, bytes]]:
    """The unpacked part piece by piece, each also with the end of the piece before it."""
    tail = b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk, tail + chunk
            tail = (tail + chunk)[-_OVERLAP:]


def _check_size(name: str, part: zipfile.ZipInfo, size: int, total: int, elements: int) -> None:
    if size > MAX_PART or total > MAX_TOTAL:
        raise UnreadableDraft(f"{name} unpacks to more than a draft can hold.")
    if size > RATIO_FROM and size > MAX_RATIO * max(1, part.compress_size):
        raise UnreadableDraft(f"{name} is packed suspiciously tight, as only a harmful file is.")
    if elements > MAX_ELEMENTS:
        raise UnreadableDraft(f"{name} has more elements than a draft can have.")


def _check_encoding(name: str, part: str, head: bytes) -> None:
    """UTF-8 only: in any other encoding the search for declarations above would see nothing."""
    xml = part.lower().endswith((".xml", ".rels"))
    declared = _ENCODING.search(head.removeprefix(b"\xef\xbb\xbf"))
    if (xml and not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and head) or (
        b"\0" in head[:4] and (xml or b"<" in head[:4])
    ):
        raise UnreadableDraft(f"{name} is not written in UTF-8.")
    if declared and declared.group(1).lower() not in _ENCODINGS:
        raise UnreadableDraft(f"{name} is not written in UTF-8.")
