"""Findings for machines: each format says what the report says, valid against its published schema."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import reading
from project import ROOT
from running import Run

Clssa = Callable[..., Run]
FAULTY, CLEAN = ROOT / "examples" / "fmso-2-faulty.yaml", ROOT / "examples" / "fmso-1-basic.yaml"
DRAFT = ROOT / "examples" / "fmso-2-basic-faulty.docx"
DAYS = ("--as-of", "2006-01-16", "--known-on", "2006-02-01")
FORMATS = ("sarif", "junit", "github", "oscal", "csv", "checklist")


@pytest.fixture
def drafts(tmp_path: Path) -> list[str]:
    """One that fails, one that passes, one that cannot be read, one of which little is known."""
    (tmp_path / "faulty.yaml").write_text(
        FAULTY.read_text("utf-8").replace("BN-D-", "TR-D-")
    )  # not the other half of the clean one
    (tmp_path / "clean.yaml").write_bytes(CLEAN.read_bytes())
    (tmp_path / "bad.docx").write_bytes(b"A letter")
    (tmp_path / "little.yaml").write_text("case: {fmso: I}\nloa: {kind: basic}\n")
    return ["faulty.yaml", "clean.yaml", "bad.docx", "little.yaml"]


def reports(clssa: Clssa, drafts: list[str]) -> list[Any]:
    found: list[Any] = clssa("check", *drafts, *DAYS, "--format", "json").report
    return found


def outcomes(report: Any) -> Counter[str]:
    return Counter(each["outcome"] for each in report["findings"])


def test_sarif_has_a_result_for_each_failing_and_undecided_finding_and_none_for_what_passed(
    clssa: Clssa, drafts: list[str]
) -> None:
    (run,) = reading.sarif(clssa("check", *drafts, *DAYS, "--format", "sarif").out)["runs"]
    faulty, _, _, little = reports(clssa, drafts)
    kinds: dict[str, Counter[str]] = {each: Counter() for each in drafts}
    for result in run["results"]:
        kinds[result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]][result["kind"]] += 1
        assert (result["level"] == "none") == (result["kind"] != "fail")
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    errors = [each for each in faulty["findings"] if (each["outcome"], each["level"]) == ("fail", "error")]
    assert kinds["faulty.yaml"]["fail"] >= len(errors) > 5
    assert kinds["clean.yaml"] == {}
    undecided = {(each["rule"], each["subject"]) for each in little["findings"] if each["outcome"] == "unknown"}
    assert set(kinds["little.yaml"]) == {"open"}
    assert kinds["little.yaml"]["open"] >= len(undecided) > 10
    asked = {each["rule"] for report in reports(clssa, drafts) for each in report.get("findings", ())}
    assert {each["id"] for each in run["tool"]["driver"]["rules"]} == asked | {"draft-can-be-checked"}


def test_sarif_tells_of_a_draft_that_could_not_be_read_as_an_error(clssa: Clssa, drafts: list[str]) -> None:
    (run,) = reading.sarif(clssa("check", *drafts, *DAYS, "--format", "sarif").out)["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "bad.docx is not a Word document" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    (result,) = [each for each in run["results"] if each["ruleId"] == "draft-can-be-checked"]
    assert (result["kind"], result["level"]) == ("fail", "error")
    (alone,) = reading.sarif(clssa("check", drafts[0], *DAYS, "--format", "sarif").out)["runs"]
    assert alone["invocations"] == [{"executionSuccessful": True}]


def test_sarif_points_at_the_line_of_the_case_file_that_says_the_fact(clssa: Clssa, drafts: list[str], tmp_path: Path) -> None:
    (run,) = reading.sarif(clssa("check", drafts[0], *DAYS, "--format", "sarif").out)["runs"]
    lines = (tmp_path / drafts[0]).read_text("utf-8").splitlines()

    def line(rule: str, subject: str) -> str:
        (place,) = {
            (each["locations"][0]["physicalLocation"]["region"]["startLine"], each["locations"][0]["physicalLocation"]["region"]["startColumn"])
            for each in run["results"]
            if each["ruleId"] == rule and each["locations"][0]["logicalLocations"][0]["name"] == subject
        }  # fmt: skip
        return lines[place[0] - 1][place[1] - 1 :]

    assert line("br-fmso-2-terms-of-sale", "loa") == "terms_of_sale: [Cash with Acceptance]"
    assert line("br-fmso-2-type-of-assistance", "line 002") == "type_of_assistance: U"
    assert line("ln-fmso-2-note-associated-fmso-i-loa", "note 5") == "number: 5"  # not the fact of the case
    assert line("ln-fmso-2-note-support-availability", "loa") == "loa:"  # nothing says it, so the document itself


def test_sarif_of_a_word_draft_has_the_place_in_words_and_no_line(clssa: Clssa) -> None:
    (run,) = reading.sarif(clssa("check", "examples/fmso-2-basic-faulty.docx", "--format", "sarif", cwd=ROOT).out)["runs"]
    (result,) = [each for each in run["results"] if each["ruleId"] == "br-fmso-2-type-of-assistance"]
    (location,) = result["locations"]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "examples/fmso-2-basic-faulty.docx"}}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "line 002/table 2, row 4, column (5)"
    assert "(table 2, row 4, column (5))" in result["message"]["text"]


def test_sarif_fingerprints_stay_when_lines_move_and_tell_findings_apart(clssa: Clssa, tmp_path: Path) -> None:
    found = []
    for text in (FAULTY.read_text("utf-8"), "# a line more\n\n" + FAULTY.read_text("utf-8")):
        (tmp_path / "case.yaml").write_text(text)
        (run,) = reading.sarif(clssa("check", "case.yaml", *DAYS, "--format", "sarif").out)["runs"]
        found.append([each["partialFingerprints"] for each in run["results"]])
    assert found[0] == found[1]
    assert len({each["finding/v1"] for each in found[0]}) == len(found[0]) > 5


def test_junit_has_a_suite_for_each_draft_that_is_red_exactly_where_the_verdict_is_not_pass(
    clssa: Clssa, drafts: list[str]
) -> None:
    suites = reading.junit(clssa("check", *drafts, *DAYS, "--format", "junit").out)
    assert [each.get("name") for each in suites] == drafts
    for suite, report in zip(suites, reports(clssa, drafts), strict=True):
        red = int(suite.get("failures")) + int(suite.get("errors"))
        assert (red == 0) == (report.get("verdict") == "pass")
        assert int(suite.get("tests")) == len(suite.findall("testcase")) == max(1, len(report.get("findings", ())))
        assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors")) == len(suite.findall("testcase/error"))
        assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))
        names = [(each.get("classname"), each.get("name")) for each in suite.findall("testcase")]
        assert len(set(names)) == len(names)
    assert [each.get("type") for each in suites[2].iter("error")] == ["error"]
    assert {each.get("type") for each in suites[3].iter("error")} == {"unknown"}
    assert int(suites.get("tests")) == sum(int(each.get("tests")) for each in suites)


@pytest.mark.parametrize("day", ["2005-10-01", "2006-02-01", "2012-06-01", "2024-01-01"])
def test_on_any_day_a_suite_is_red_exactly_where_the_verdict_is_not_pass(clssa: Clssa, day: str) -> None:
    drafts = sorted(str(each.relative_to(ROOT)) for each in (ROOT / "examples").glob("*.[yd]*"))
    days = ("--as-of", day, "--known-on", day)
    reports = clssa("check", *drafts, *days, "--format", "json", cwd=ROOT).report
    suites = reading.junit(clssa("check", *drafts, *days, "--format", "junit", cwd=ROOT).out)
    red = [each.find("testcase/failure") is not None or each.find("testcase/error") is not None for each in suites]
    assert len(red) == len(drafts) == 7
    assert red == [each["verdict"] != "pass" for each in reports]


def test_junit_writes_a_warning_out_and_does_not_fail_on_it(clssa: Clssa, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(FAULTY.read_text("utf-8").replace("source_code: P", "source_code: X"))
    report = clssa("check", "case.yaml", *DAYS, "--format", "json").report
    warned = {each["rule"] for each in report["findings"] if each["outcome"] == "fail" and each["level"] != "error"}
    (suite,) = reading.junit(clssa("check", "case.yaml", *DAYS, "--format", "junit").out)
    assert warned == {each.get("classname") for each in suite.findall("testcase") if each.find("system-out") is not None}
    assert warned


def test_github_annotates_what_someone_must_look_at_and_nothing_else(clssa: Clssa, drafts: list[str]) -> None:
    told = reading.annotations(clssa("check", *drafts, *DAYS, "--format", "github").out)
    by_file = {name: [each for each in told if each["file"] == name] for name in drafts}
    assert sum(map(len, by_file.values())) == len(told)
    assert by_file["clean.yaml"] == []
    assert [each["command"] for each in by_file["bad.docx"]] == ["error"]
    assert all("Not decided" in each["message"] for each in by_file["little.yaml"])
    assert by_file["little.yaml"][0]["command"] == "error"
    (found,) = [each for each in by_file["faulty.yaml"] if "br-fmso-2-type-of-assistance" in each["title"]]
    lines = FAULTY.read_text("utf-8").splitlines()
    assert lines[int(found["line"]) - 1].strip() == "type_of_assistance: U"
    assert found["message"].startswith("line 002: Type of Assistance (TA) is U; it must be V.")


def test_oscal_has_a_result_for_each_draft_with_unknown_and_informational_as_properties(clssa: Clssa, drafts: list[str]) -> None:
    document = reading.oscal(clssa("check", *drafts, *DAYS, "--format", "oscal").out)
    told = reports(clssa, drafts)
    assert len(document["results"]) == len(drafts)
    for result, report in zip(document["results"], told, strict=True):
        said = Counter(props(each)["outcome"] for each in result["observations"])
        expected = outcomes(report) if "findings" in report else Counter(error=1)
        assert said == Counter({outcome.replace("_", "-"): count for outcome, count in expected.items()})
        assert props(result)["verdict"] == report.get("verdict", "error").upper()
        for finding in result.get("findings", ()):
            status = finding["target"]["status"]
            assert (status["state"] == "satisfied") == (props(finding)["outcome"] == "pass")
            assert (status["reason"] == "other") == (props(finding)["outcome"] in ("unknown", "error"))
    unknown = next(each for each in document["results"][3]["findings"] if props(each)["outcome"] == "unknown")
    assert "needs" in props(unknown)


def test_oscal_says_that_a_finding_only_informs(clssa: Clssa) -> None:
    days = ("--as-of", "2024-01-01", "--known-on", "2024-01-01")
    report = clssa("check", FAULTY, *days, "--format", "json").report
    informing = [each for each in report["findings"] if each["outcome"] == "informational"]
    (result,) = reading.oscal(clssa("check", FAULTY, *days, "--format", "oscal").out)["results"]
    found = [each for each in result["findings"] if props(each)["outcome"] == "informational"]
    assert len(found) == len(informing) > 0
    assert {each["target"]["status"]["reason"] for each in found} == {"other"}
    assert {props(each)["would-be"] for each in found} == {each["would_be"] for each in informing}


def props(part: Any) -> dict[str, str]:
    return {each["name"]: each["value"] for each in part["props"]}


def test_every_reference_inside_oscal_is_there_and_every_identifier_is_its_own(clssa: Clssa, drafts: list[str]) -> None:
    document = reading.oscal(clssa("check", *drafts, drafts[0], *DAYS, "--format", "oscal").out)
    resources = {each["uuid"] for each in document["back-matter"]["resources"]}
    assert document["import-ap"]["href"].removeprefix("#") in resources
    given = [document["uuid"], *resources]
    for result in document["results"]:
        observed = {each["uuid"] for each in result["observations"]}
        assert {each["related-observations"][0]["observation-uuid"] for each in result.get("findings", ())} <= observed
        assert {each["subjects"][0]["subject-uuid"] for each in result["observations"]} <= resources
        given += [result["uuid"], *observed, *(each["uuid"] for each in result.get("findings", ()))]
    assert len(set(given)) == len(given) > 400
    assert {each[14] for each in given} == {"5"}


def test_oscal_of_a_draft_that_cannot_be_read_bears_the_day_that_was_asked_for(clssa: Clssa, drafts: list[str]) -> None:
    document = reading.oscal(clssa("check", "bad.docx", *DAYS, "--format", "oscal").out)
    assert document["metadata"]["last-modified"] == document["results"][0]["start"] == "2006-02-01T00:00:00Z"


def test_csv_has_a_line_for_each_finding_of_the_report(clssa: Clssa, drafts: list[str]) -> None:
    rows = reading.rows(clssa("check", *drafts, *DAYS, "--format", "csv").out)
    expected = []
    for name, report in zip(drafts, reports(clssa, drafts), strict=True):
        told = report.get("findings", [{"rule": "draft-can-be-checked", "subject": "", "outcome": "error", "level": "error"}])
        expected += [(name, each["rule"], each["subject"], each["outcome"], each["level"]) for each in told]
    assert [(each["draft"], each["rule"], each["subject"], each["outcome"], each["level"]) for each in rows] == expected
    (found,) = [each for each in rows if (each["rule"], each["subject"]) == ("br-fmso-2-type-of-assistance", "line 002")]
    assert (found["actual"], found["expected"], found["verdict"], found["known_on"]) == ("U", "V", "FAIL", "2006-02-01")


@pytest.mark.parametrize("format_", FORMATS)
def test_where_no_rule_applies_each_format_says_that_nothing_was_checked(clssa: Clssa, tmp_path: Path, format_: str) -> None:
    (tmp_path / "case.yaml").write_text("case: {fmso: I}\n")
    days = ("--as-of", "1999-01-01", "--known-on", "1999-01-01")
    assert not outcomes(clssa("check", "case.yaml", *days, "--format", "json").report).keys() - {"not_applicable"}
    run = clssa("check", "case.yaml", *days, "--format", format_)
    assert run.status == 3
    assert "Nothing was checked" in run.out
    if format_ in ("sarif", "oscal", "junit"):
        getattr(reading, format_)(run.out)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_check_gives_the_same_bytes_under_any_hash_seed_time_zone_and_folder(
    clssa: Clssa, drafts: list[str], tmp_path: Path, format_: str
) -> None:
    made = []
    for seed, zone, folder in (("0", "UTC", "one"), ("4321", "Pacific/Kiritimati", "two")):
        (tmp_path / folder).mkdir()
        for name in drafts:
            (tmp_path / folder / name).write_bytes((tmp_path / name).read_bytes())
        run = clssa("check", *drafts, *DAYS, "--format", format_, cwd=tmp_path / folder, PYTHONHASHSEED=seed, TZ=zone, LC_ALL="C")
        assert run.status == 2
        made.append(run.out)
    assert made[0] == made[1]


@pytest.mark.parametrize("format_", ["text", "json", "csv", "sarif"])
def test_only_the_checklist_is_written_as_a_word_file(clssa: Clssa, tmp_path: Path, format_: str) -> None:
    run = clssa("check", CLEAN, "--format", format_, "--output", "report.docx")
    assert run.status == 2
    assert f"--format {format_} is not written as a Word file (.docx); --format checklist is" in run.err
    assert list(tmp_path.iterdir()) == []


def test_an_unreadable_draft_is_told_beside_the_report_where_the_report_goes_into_a_file(
    clssa: Clssa, drafts: list[str], tmp_path: Path
) -> None:
    run = clssa("check", *drafts, *DAYS, "--format", "sarif", "--output", "report.sarif")
    assert (run.status, run.out) == (2, "")
    assert "bad.docx is not a Word document" in run.err
    assert json.loads((tmp_path / "report.sarif").read_text("utf-8"))["version"] == "2.1.0"
