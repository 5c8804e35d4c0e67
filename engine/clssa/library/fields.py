"""Reading the fields of a policy file: what is missing, misspelled or of the wrong shape is a fault with its place."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from clssa.language.fault import Fault, Faults, Place, did_you_mean, listed, one
from clssa.language.form import Form
from clssa.language.types import parse_date
from clssa.language.yaml import Map, Seq, Text, wrong
from clssa.library.model import BEGINNING


@contextmanager
def collecting(faults: list[Fault]) -> Iterator[None]:
    """Adds the faults raised inside to a list, so that one run shows them all."""
    try:
        yield
    except Faults as found:
        faults.extend(found.faults)


class Fields:
    """A mapping of a policy file with the keys that it may and must have."""

    def __init__(self, tree: Any, what: str, required: str, optional: str = "", place: Place | None = None) -> None:
        if not isinstance(tree, Map):
            at = getattr(tree, "place", place or Place("?"))
            raise one(at, f"{what} is written as key: value lines", help=f"it has {required.replace(' ', ', ')}")
        self.map, self.what, self.place = tree, what, tree.place
        allowed = required.split() + optional.split()
        for key in tree:
            if key not in allowed:
                raise wrong(key, f'"{key}" is not a part of {what}', did_you_mean(key, allowed, f"it has {listed(allowed, 30)}"))
        for key_name in required.split():
            if key_name not in tree:
                raise one(tree.place, f'{what} has no "{key_name}"', help=f"add {key_name}:")

    @classmethod
    def of(cls, form: Form, tree: Any, what: str = "") -> Fields:
        """A mapping of this form; `what` calls it otherwise in messages."""
        return cls(tree, what or form.what, " ".join(form.required), " ".join(form.optional))

    def __contains__(self, key: str) -> bool:
        return key in self.map

    def text(self, key: str, default: str | None = None) -> Text:
        """The text under a key."""
        if key not in self.map and default is not None:
            return Text.at(default, self.place)
        if key not in self.map:
            raise one(self.place, f'{self.what} has no "{key}"', help=f"add {key}:")
        value = self.map[Text(key)]
        if not isinstance(value, Text):
            raise one(self.map.key(key).place, f'"{key}" is one piece of text', len(key))
        if not value.strip():
            raise one(value.place, f'"{key}" is empty', help="write its text, or delete the line")
        return value

    def tree(self, key: str) -> Map:
        """The mapping under a key."""
        value = self.map.get(Text(key))
        if not isinstance(value, Map):
            place = self.map.key(key).place if key in self.map else self.place
            raise one(place, f'"{key}" holds key: value lines', len(key))
        return value

    def seq(self, key: str) -> Seq:
        """The list under a key; an empty list where the key is absent."""
        value = self.map.get(Text(key), Seq())
        if not isinstance(value, Seq):
            raise one(
                self.map.key(key).place,
                f'"{key}" is a list',
                len(key),
                "write each entry on its own line, after a dash and a space",
            )
        return value

    def texts(self, key: str) -> list[Text]:
        """A list of pieces of text."""
        for each in self.seq(key):
            if not isinstance(each, Text):
                raise one(each.place, f'an entry of "{key}" is one piece of text')
            if not each.strip():
                raise one(each.place, f'an entry of "{key}" is empty', help="write its text, or delete the line")
        return list(self.seq(key))

    def word(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """A word out of a short list."""
        value = self.text(key, default)
        if value not in allowed:
            raise wrong(value, f'"{key}" cannot be "{value}"', did_you_mean(value, allowed, f"it is one of {listed(allowed)}"))
        return str(value)

    def flag(self, key: str) -> bool:
        """yes or no; no where the key is absent."""
        return self.word(key, ("yes", "no"), "no") == "yes"

    def date(self, key: str) -> datetime.date:
        """A date, or `beginning` for a `from` that reaches back without a date."""
        value = self.text(key)
        if value == "beginning" and key in ("from", "replaces"):
            return BEGINNING
        try:
            return parse_date(value)
        except ValueError as error:
            help = "a date is written YYYY-MM-DD" + (", or beginning" if key == "from" else "")
            raise wrong(value, str(error), help) from None

    def optional_date(self, key: str) -> datetime.date | None:
        """A date, or None where the key is absent."""
        return self.date(key) if key in self.map else None
