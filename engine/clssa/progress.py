"""How far a long command is, on one line of the terminal that is written anew each time; where there is no terminal, nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import click

Each = TypeVar("Each")


def tell(text: str) -> None:
    """Write the line anew."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{text}", err=True, nl=False)


def told(items: Sequence[Each]) -> Iterator[Each]:
    """The items one by one, telling which of them is being worked on; one alone needs no telling."""
    try:
        for number, item in enumerate(items, 1):
            if len(items) > 1:
                tell(f"{number} of {len(items)} …")
            yield item
    finally:
        if len(items) > 1:
            tell("")


def tell_changes(files: int) -> Callable[[int, int], None]:
    """What tells how many of so many files, and how many changes of them, are done."""
    return lambda done, changes: tell(f"{done:,} of {files:,} files, {changes:,} changes tried" if done < files else "")
