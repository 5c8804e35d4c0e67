"""Drafts are opened in this process where a process of their own adds nothing; tests/drafts/apart and tests/hostile start one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from clssa.drafts import apart, child


def _answer(name: str, data: bytes) -> tuple[bytes, int, bool]:
    """What the process would tell, its exit status, and that it ended in time."""
    asked, _, data = data.partition(b"\n")
    return child.answer(name, data, asked).encode(), 0, True


@contextmanager
def reading_here() -> Iterator[None]:
    with mock.patch.object(apart, "_asked", _answer):
        yield
