"""The gate before the PDF parser: a hostile or protected file is refused by what it names, and nothing unpacks without bound."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

from clssa.drafts.document import UnreadableDraft

MAX_STREAM = 20 << 20
MAX_TOTAL = 60 << 20
MAX_OBJECTS = 100_000

_STREAM = re.compile(rb">>\s*stream[ \t]*(?:\r\n|\n|\r)")
_HEAD = re.compile(rb"\bobj\b|\bendstream\b")
_END = re.compile(rb"\r?\n?endstream")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FLATE = re.compile(rb"/(FlateDecode|Fl)\b")
_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b")
_REFUSED = {
    "is protected by a password or by rights; save it without": re.compile(rb"/Encrypt\b"),
    "holds a script; save it without": re.compile(rb"/(JavaScript|JS|Launch)\b"),
    "holds embedded files; remove them": re.compile(rb"/(EmbeddedFiles?|RichMedia)\b"),
    "holds a form; print it to PDF, so that what is filled in becomes plain text": re.compile(rb"/(XFA|AcroForm)\b"),
}
_UNBOUND = re.compile(rb"/(LZWDecode|LZW|RunLengthDecode|RL|JBIG2Decode|Crypt)\b|/(Filter|F)\s+\d+\s+\d+\s+R\b")


def check_pdf(name: str, data: bytes) -> None:
    """Raises `UnreadableDraft`, with the reason in one sentence, where a PDF is not safe to parse."""
    if not data.startswith(b"%PDF-"):
        raise UnreadableDraft(f"{name} is not a PDF.")
    if len(_OBJECT.findall(data)) > MAX_OBJECTS:
        raise UnreadableDraft(f"{name} has more objects than a draft can have.")
    _refuse_names(name, data)
    for unpacked in _streams(name, data):
        _refuse_names(name, unpacked)


def _refuse_names(name: str, data: bytes) -> None:
    plain = _ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), data)
    for reason, pattern in _REFUSED.items():
        if pattern.search(data) or pattern.search(plain):
            raise UnreadableDraft(f"{name} {reason}.")


def _streams(name: str, data: bytes) -> Iterator[bytes]:
    """Each packed stream that holds objects, unpacked; all of them are measured."""
    total = begun = 0
    for found in _STREAM.finditer(data):
        if found.start() < begun:
            continue
        before = data[begun : found.end()]
        begins = max((each.end() for each in _HEAD.finditer(before)), default=0)
        head = _ESCAPED.sub(lambda each: bytes([int(each.group(1), 16)]), before[begins:])
        end = _END.search(data, found.end())
        begun = end.start() if end else len(data)
        if _UNBOUND.search(head) or len(_FLATE.findall(head)) > 1:
            raise UnreadableDraft(f"{name} is packed in a way that a draft is not; print it to PDF anew.")
        if not _FLATE.search(head):
            continue
        packed = data[found.end() : end.start() if end else len(data)]
        try:
            if b"ASCII85Decode" in head or b"/A85" in head:
                packed = base64.a85decode(b"<~" + packed.strip().removeprefix(b"<~"), adobe=True)
            unpacked = zlib.decompressobj().decompress(packed, MAX_STREAM + 1)
        except (ValueError, zlib.error):
            raise UnreadableDraft(f"{name} is damaged: a part of it cannot be unpacked.") from None
        total += len(unpacked)
        if len(unpacked) > MAX_STREAM or total > MAX_TOTAL:
            raise UnreadableDraft(f"{name} unpacks to more than a draft can hold.")
        if b"/ObjStm" in head:
            yield unpacked
