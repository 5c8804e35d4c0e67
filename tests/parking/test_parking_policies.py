"""Who keeps another programme's policies has the same commands: to find mistakes, to read the rules, to change and to begin them."""

from __future__ import annotations

import json
from pathlib import Path

from running import Run

Runs = dict[str, Run]


def test_the_policies_are_clean(runs: Runs) -> None:
    assert (runs["lint"].status, runs["lint"].out) == (0, "22 rules, 6 dated values, 3 notes: 0 faults\n")
    assert (runs["fmt"].status, runs["fmt"].out) == (0, "")


def test_every_example_comes_out_and_would_notice_every_change(runs: Runs) -> None:
    assert runs["test"].status == 0
    assert runs["test"].out.endswith(" changes tried: 0 faults\n")


def test_every_word_of_the_sources_is_accounted_for(runs: Runs) -> None:
    assert runs["trace as text"].status == 0
    assert runs["trace as text"].out.endswith("26 paragraphs: 26 encoded, 0 with words left over, 0 with nothing\n")
    assert "ord-number-of-vehicles" in runs["trace as csv"].out
    assert "No permit" not in runs["trace as md"].out
    assert "A permit names two vehicles at most" in runs["trace as json"].out


def test_duties_are_listed_by_actor(runs: Runs) -> None:
    duty = "City Clerk\n  shall: The City Clerk keeps a register of all permits (ordinance, 12; ord-register)\n"
    assert runs["duties"].out == f"{duty}\n1 duty\n"


def test_a_rule_is_explained_with_its_exception_and_its_reading(runs: Runs) -> None:
    said = runs["explain ord-fee"].out
    assert "Unless (only a warning; fee-order, 2)\n  Day of the application is before 15 April 2021" in said
    assert "Reading PR-01 (confidence high)" in said
    assert "where windscreen label is electric; the number of stays before this stay where" in runs["explain ord-nights"].out
    assert "must be there when\n  Kind of permit is one of new or renewal" in runs["explain con-display"].out
    assert "Usually holds (a remark otherwise)" in runs["explain cir-charging-post"].out


def test_an_edit_of_the_rate_names_whose_verdict_flips(runs: Runs) -> None:
    said = runs["impact"]
    assert said.status == 1
    assert "new-permit.yaml (P-3001): pass → fail\n  The fee is paid in full [permit]: pass → fail" in said.out
    assert "early-payer.yaml (P-3002): Fee that is due: $108.00 → $117.00: +$9.00" in said.out
    assert "heavy-van" not in said.out
    assert "| new-permit.yaml (P-3001) | pass → fail | The fee is paid in full" in runs["impact as md"].out
    assert "monthly_rate" in runs["impact as json"].out


def test_a_rule_is_begun_from_a_paragraph(runs: Runs) -> None:
    assert runs["new"].out.startswith("policies/ordinance/ord-trial.yaml is begun, with the words of ordinance, 4.")
    assert runs["lint of what is begun"].status == 1
    assert "policies/ordinance/ord-trial.yaml:2:8" in runs["lint of what is begun"].out


def test_an_editor_learns_the_words_of_the_programme(runs: Runs, edited: Path) -> None:
    assert runs["schema"].out == "9 schemas in schema: 9 changed\n"
    rule, facts = (json.loads((edited / "schema" / f"{name}.json").read_text("utf-8")) for name in ("rule", "facts"))
    example = rule["definitions"]["an example"]["properties"]
    assert {"permit.zone", "vehicle.label", "stays", "dispensations"} <= set(example["given"]["properties"])
    assert example["given"]["description"] == (
        "The facts, by name. One stay as `stay.ticket: '001'`; several as `stays: [{ticket: '001'}, …]`."
    )
    assert example["subject"]["description"] == "Of several, the one that is meant: `night 002`."
    assert facts["properties"]["label"]["description"].endswith("the fact that tells its entries apart: `night {ticket}`.")


def test_files_with_their_schemas_are_put_into_the_common_form(runs: Runs, edited: Path) -> None:
    assert "policies/ordinance/ord-fee.yaml was put into the common form" in runs["fmt with schemas"].out
    first, _, rest = (edited / "policies" / "ordinance" / "ord-fee.yaml").read_text("utf-8").partition("\n")
    assert first == "# yaml-language-server: $schema=../../schema/rule.json"
    assert rest.startswith("id: ord-fee\n")
    assert runs["lint with schemas"].status == 0
