"""How much a draft can hold: what follows takes time for each paragraph, and more for tables in tables."""

from __future__ import annotations

from collections.abc import Iterable

from clssa.drafts.document import Block, Document, Paragraph, UnreadableDraft

MAX_PARAGRAPHS = 20_000
MAX_CHANGES = 20_000
MAX_REMARKS = 1_000
MAX_PARAGRAPH = 200_000
MAX_NESTING = 6


def check_bounds(name: str, document: Document) -> None:
    """Raises `UnreadableDraft`, with one sentence that begins with `name`, where a document holds more than a draft can."""
    for count, (paragraph, depth) in enumerate(_paragraphs((*document.blocks, *document.margins), 0), 1):
        if depth > MAX_NESTING:
            raise UnreadableDraft(f"{name} is nested deeper than a draft can be.")
        if count > MAX_PARAGRAPHS:
            raise UnreadableDraft(f"{name} holds more than {MAX_PARAGRAPHS:,} paragraphs and cells, more than a draft can.")
        if paragraph is not None and len(paragraph.text) > MAX_PARAGRAPH:
            raise UnreadableDraft(f"{name} holds a paragraph of more than {MAX_PARAGRAPH:,} characters, as no draft does.")
    if len(document.changes) > MAX_CHANGES:
        raise UnreadableDraft(f"{name} holds more than {MAX_CHANGES:,} tracked changes; accept or reject them first.")
    if len(document.remarks) > MAX_REMARKS:
        raise UnreadableDraft(f"{name} has more than {MAX_REMARKS:,} places that cannot be read as text, as no draft does.")


def _paragraphs(blocks: Iterable[Block], depth: int) -> Iterable[tuple[Paragraph | None, int]]:
    """Every paragraph, and for every table and cell None, with the number of tables around it."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block, depth
            continue
        yield None, depth + 1
        if depth >= MAX_NESTING:
            continue
        for row in block.rows:
            for cell in row.cells:
                yield None, depth + 1
                yield from _paragraphs(cell.blocks, depth + 1)
