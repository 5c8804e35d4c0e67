"""Every word of the sources is accounted for: quoted, or said not to be decided and why; what is left over is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from clssa.language.fault import Faults
from clssa.library import load_library
from clssa.library.coverage import Paragraph, coverage

TEXT = """
- at: "1"
  text: "A buyer pays one third on hand. The rest is paid later; see Table 2."
  parts: ["1#1"]
- at: "1#1"
  text: The rest is paid later; see Table 2.
- at: "2"
  text: A seller shall (as a rule) deliver within 30 days.
"""
FILES = {
    "sources/law/source.yaml": "source: law\ntitle: The Law\nissued: 2000-01-01\ntext: held\n",
    "sources/law/text.yaml": TEXT,
    "sources/memo/source.yaml": "source: memo\ntitle: A Memo\nissued: 2001-01-01\ntext: not held\n",
    "sources/memo/text.yaml": "- at: M1\n  says: In our words.\n",
    "facts/order.yaml": "subject: order\nlabel: order\nfacts:\n  paid: {type: money, label: paid, means: What was paid.}\n",
    "interpretations.yaml": "[]\n",
    "actors.yaml": "- {actor: Seller, means: Who sells.}\n",
}
RULE = """id: {id}
title: What is said
kind: {kind}
asked_of: order
versions:
  - from: beginning
    cite: {{source: law, at: "{at}", quote: "{quote}"}}
{more}"""


@pytest.fixture
def law(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path, name, text)
    return tmp_path / "policies"


def write(root: Path, name: str, text: str) -> None:
    path = root / "policies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def rule(law: Path, id: str, at: str, quote: str, kind: str = "statement", more: str = "") -> None:
    write(law.parent, f"rules/{id}.yaml", RULE.format(id=id, kind=kind, at=at, quote=quote, more=more))


def of(law: Path, at: str) -> Paragraph:
    return next(each for each in coverage(load_library(law)) if each.at == at)


def test_a_paragraph_that_nothing_cites_has_nothing(law: Path) -> None:
    found = of(law, "2")
    assert (found.status, found.encoded_by) == ("nothing", [])
    assert found.left_over == [found.text.rstrip(".")]


def test_words_that_no_quote_has_are_left_over(law: Path) -> None:
    rule(law, "deliver", "2", "deliver within 30 days.")
    found = of(law, "2")
    assert (found.status, found.left_over) == ("partly", ["A seller shall (as a rule"])
    assert [(each.name, each.kind) for each in found.encoded_by] == [("deliver", "statement")]


def test_several_quotes_cover_a_paragraph_together(law: Path) -> None:
    rule(law, "deliver", "2", "deliver within 30 days.")
    rule(law, "seller", "2", "A seller shall (as a rule) deliver")
    assert of(law, "2").status == "encoded"


def test_a_single_word_that_is_left_out_is_named(law: Path) -> None:
    rule(law, "seller", "2", "A seller shall (as a")
    rule(law, "deliver", "2", "deliver within 30 days.")
    assert of(law, "2").left_over == ["rule"]


def test_words_that_are_not_encoded_are_accounted_for_with_the_reason(law: Path) -> None:
    more = "not_encoded:\n  - {quote: A seller shall (as a rule), why: No order shows it.}\n"
    rule(law, "deliver", "2", "deliver within 30 days.", more=more)
    found = of(law, "2")
    assert found.status == "encoded"
    assert found.not_encoded == [("deliver", "A seller shall (as a rule)", "No order shows it.")]


def test_a_part_is_covered_by_a_quote_of_the_whole_and_the_whole_by_a_quote_of_its_part(law: Path) -> None:
    rule(law, "whole", "1", "hand. The rest is paid")
    assert of(law, "1#1").left_over == ["later; see Table 2"]
    assert of(law, "1").left_over == ["A buyer pays one third on", "later; see Table 2"]
    rule(law, "part", "1#1", "paid later; see Table 2.")
    assert of(law, "1#1").status == "encoded"
    assert of(law, "1").left_over == ["A buyer pays one third on"]


def test_a_quote_outside_a_part_does_not_count_for_it(law: Path) -> None:
    rule(law, "whole", "1", "A buyer pays one third on hand.")
    assert of(law, "1#1").encoded_by == []


def test_of_a_source_that_is_not_held_a_citation_is_enough(law: Path) -> None:
    assert of(law, "M1").status == "nothing"
    rule(law, "also", "2", "A seller", more="    also: [{source: memo, at: M1}]\n")
    assert of(law, "M1").status == "encoded"


def test_what_tells_of_a_sources_standing_is_accounted_for(law: Path) -> None:
    standing = "standing:\n  - {from: 2001-01-01, is: superseded, cite: {source: memo, at: M1}}\n"
    write(law.parent, "sources/law/source.yaml", FILES["sources/law/source.yaml"] + standing)
    assert [each.kind for each in of(law, "M1").encoded_by] == ["standing"]


def test_the_paragraph_that_tells_of_a_standing_is_there(law: Path) -> None:
    standing = "standing:\n  - {from: 2001-01-01, is: superseded, cite: {source: memo, at: M7}}\n"
    write(law.parent, "sources/law/source.yaml", FILES["sources/law/source.yaml"] + standing)
    with pytest.raises(Faults, match=r'memo has no paragraph "M7"'):
        load_library(law)


def duty(actor: str = "Seller", modality: str = "shall") -> str:
    return f"    actor: {actor}\n    modality: {modality}\n"


def test_a_duty_names_a_registered_actor(law: Path) -> None:
    rule(law, "deliver", "2", "A seller shall", "duty", duty("Sellar"))
    with pytest.raises(Faults, match=r'there is no actor "Sellar"(.|\n)*did you mean "Seller"'):
        load_library(law)


def test_the_modality_of_a_duty_stands_in_its_quote(law: Path) -> None:
    rule(law, "deliver", "2", "A seller shall", "duty", duty(modality="must"))
    with pytest.raises(Faults, match='"must" does not stand in the quote'):
        load_library(law)


def test_a_duty_has_its_actor_and_its_modality(law: Path) -> None:
    rule(law, "deliver", "2", "A seller shall", "duty", duty())
    (version,) = load_library(law).rules["deliver"].versions
    assert (version.actor, version.modality) == ("Seller", "shall")


def test_an_actor_stands_once(law: Path) -> None:
    write(law.parent, "actors.yaml", FILES["actors.yaml"] * 2)
    with pytest.raises(Faults, match='the actor "Seller" stands twice'):
        load_library(law)
