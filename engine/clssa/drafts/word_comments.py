"""Comments in a copy of a Word file, put between the bytes of the original.

Nothing is written anew: what is not a comment, or an anchor of one, has the same bytes as before, in the same order. Comments
of an earlier check are taken away, so that a copy may be corrected and checked again.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

from clssa.drafts.document import UnreadableDraft
from clssa.drafts.gate import check_package
from clssa.drafts.word_splice import WORD, Xml, spliced
from clssa.language.fault import printable

AUTHOR = "clssa"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TYPES_PART = "[Content_Types].xml"
_NEW_PART = (1980, 1, 1, 0, 0, 0)
"""When a part that the draft did not have was made, for the package: always the same, so that the bytes are."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What is said of a paragraph: its `handle` (see `document`; -1 for the first one), and the comment's own paragraphs."""

    handle: int
    paragraphs: tuple[str, ...]


def annotated(name: str, data: bytes, comments: Sequence[Comment], day: str) -> bytes:
    """A copy of the Word file of these bytes with the comments in it, dated `day` (ISO). Raises `UnreadableDraft`."""
    check_package(name, data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        infos = package.infolist()
        parts = {info.filename: package.read(info) for info in infos if not info.is_dir()}
    try:
        changed = _Package(parts, *_main_part(data)).with_comments(comments, day)
    except UnreadableDraft as error:
        raise UnreadableDraft(f"{name} {error}") from None
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for info in infos:
            package.writestr(_like(info), changed.pop(info.filename, parts.get(info.filename, b"")))
        for part, content in changed.items():
            package.writestr(_like(zipfile.ZipInfo(part, _NEW_PART)), content)
    return written.getvalue()


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """An entry of the same name and day, packed anew."""
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.compress_type = zipfile.ZIP_STORED if info.is_dir() else zipfile.ZIP_DEFLATED
    made.external_attr, made.create_system = info.external_attr, 3
    return made


def _main_part(data: bytes) -> tuple[str, str, set[str]]:
    """The names of the part with the text and of that with the comments (empty if there is none); the relationships' ids."""
    import docx

    main: Any = docx.Document(io.BytesIO(data)).part
    comments = [each.target_part.partname for each in main.rels.values() if not each.is_external and each.reltype == _COMMENTS]
    return str(main.partname).lstrip("/"), str(comments[0]).lstrip("/") if comments else "", set(main.rels)


class _Package:
    """The parts of a file, by name, and which of them hold what."""

    def __init__(self, parts: dict[str, bytes], main: str, comments: str, relationships: set[str]) -> None:
        self.parts, self.main, self.comments, self.relationships = parts, main, comments, relationships

    def with_comments(self, comments: Sequence[Comment], day: str) -> dict[str, bytes]:
        """The parts that change, or are new."""
        text = Xml.read(self.parts[self.main])
        if not text.paragraphs:
            raise UnreadableDraft("has no paragraph that a comment could stand on.")
        changed = {} if self.comments else self._new_part()
        held = changed.pop(self.comments, None) or self.parts[self.comments]
        known_comments = Xml.read(held)
        taken = {each.id for part in (text, known_comments) for each in part.marks}
        old = {each.id for each in known_comments.marks if each.author == AUTHOR}
        numbers = [number for number, _ in zip(_free(taken), comments, strict=False)]
        by_place: dict[int, list[int]] = {}
        for number, comment in zip(numbers, comments, strict=True):
            known = comment.handle if 0 <= comment.handle < len(text.paragraphs) else 0
            by_place.setdefault(text.paragraphs[known].outermost, []).append(number)
        pieces = [piece for place, ids in by_place.items() for piece in text.paragraphs[place].around(*_anchors(ids))]
        pieces += text.without(old)
        said = "".join(_comment(number, each, day) for number, each in zip(numbers, comments, strict=True))
        return {
            **changed,
            self.main: spliced(text.data, pieces),
            self.comments: known_comments.with_last(said, known_comments.without(old)),
        }

    def _new_part(self) -> dict[str, bytes]:
        """A part for comments without any yet, and the two places that tell Word of it."""
        folder, _, file = self.main.rpartition("/")
        folder = f"{folder}/" if folder else ""
        names = (f"{folder}comments{number}.xml" for number in ("", *range(2, len(self.parts) + 3)))
        self.comments = next(name for name in names if name not in self.parts)
        known_at = f"{folder}_rels/{file}.rels"
        known = self.parts.get(known_at, _empty("Relationships", _RELATIONSHIPS))
        id_ = next(name for name in (f"rId{number}" for number in count(1)) if name not in self.relationships)
        relationship = (
            f'<Relationship xmlns="{_RELATIONSHIPS}" Id="{id_}" Type="{_COMMENTS}" '
            f'Target="{self.comments.removeprefix(folder)}"/>'
        )
        type_ = f'<Override xmlns="{_TYPES}" PartName="/{self.comments}" ContentType="{_TYPE}"/>'
        return {
            _TYPES_PART: Xml.read(self.parts[_TYPES_PART]).with_last(type_),
            known_at: Xml.read(known).with_last(relationship),
            self.comments: _empty("w:comments", WORD, ":w"),
        }


def _empty(root: str, namespace: str, prefix: str = "") -> bytes:
    return _DECLARATION + f'<{root} xmlns{prefix}="{namespace}"/>'.encode()


def _free(taken: set[str]) -> Iterator[int]:
    return (number for number in count() if str(number) not in taken)


def _anchors(numbers: Iterable[int]) -> tuple[str, str]:
    """What stands before the words that the comments are about, and what behind them."""
    numbers = list(numbers)
    before = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
    behind = "".join(
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>' for number in numbers
    )
    return before, behind


def _comment(number: int, comment: Comment, day: str) -> str:
    head = f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{AUTHOR[:2]}" w:date="{day}T00:00:00Z">'
    first, *rest = comment.paragraphs
    bold = f"<w:p><w:r><w:annotationRef/></w:r><w:r><w:rPr><w:b/></w:rPr>{_text(first)}</w:r></w:p>"
    return head + bold + "".join(f"<w:p><w:r>{_text(each)}</w:r></w:p>" for each in rest) + "</w:comment>"


def _text(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(printable(words))}</w:t>'
