"""Speed as ratios, side by side in one run: our check, zen-engine's decision table, and generated Python on the same rules.

`make bench` runs it. Times are the best of several rounds on this machine; only the ratios mean anything elsewhere.
"""

from __future__ import annotations

import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zen
from clssa.check import Checker
from clssa.check.case import Case, case_from
from clssa.drafts.opened import open_draft
from clssa.language.yaml import load
from clssa.library import load_library

ROOT = Path(__file__).parents[1]
DAY = datetime.date(2006, 3, 1)
CODES = "ABCDEFGH"
FACTS = 40
ROUNDS, SECONDS = 5, 0.3

Condition = tuple[int, int, str, str, int]


def main() -> None:
    """Run everything and print the ratios."""
    print("Warm evaluation of one case, best of rounds (ids only for the peers; ours with every failing line explained)")
    print(f"{'rules':>6} {'ours':>10} {'zen':>10} {'python':>10} {'ours/zen':>10} {'ours/python':>12}")
    for count in (20, 100):
        compare(count)
    whole_loa()
    cold()


def compare(count: int) -> None:
    """One line of the table: the same random rules three ways, on the same case."""
    chooser = random.Random(count)
    rules = [condition(chooser) for _ in range(count)]
    facts = {f"c{n}": chooser.choice(CODES) for n in range(FACTS)} | {f"m{n}": chooser.randrange(1000) for n in range(FACTS)}
    with tempfile.TemporaryDirectory() as folder:
        check, ours = our_check(Path(folder), rules, facts)
    table, python = zen_table(rules), generated_python(rules)
    assert ours == sorted(python(facts)) == sorted(table(facts)), "the three do not agree"
    a, b, c = best(check), best(lambda: table(facts)), best(lambda: python(facts))
    print(f"{count:>6} {a * 1e6:>8.0f}us {b * 1e6:>8.0f}us {c * 1e6:>8.1f}us {a / b:>10.1f} {a / c:>12.0f}")


def condition(chooser: random.Random) -> Condition:
    """A rule: two codes must be so for it to apply, an amount must then be at most so much."""
    return (
        chooser.randrange(FACTS),
        chooser.randrange(FACTS),
        chooser.choice(CODES),
        chooser.choice(CODES),
        chooser.randrange(1000),
    )


def our_check(folder: Path, rules: list[Condition], facts: dict[str, Any]) -> tuple[Callable[[], Any], list[str]]:
    """The rules as a library of ours: a function that checks the case, and the rules that fail."""
    write_library(folder, rules)
    library = load_library(folder / "policies")
    checker = Checker(library)
    tree = load(
        json.dumps({"case": {name: f"{value}.00" if name[0] == "m" else value for name, value in facts.items()}}).encode(), "case"
    )
    case = case_from(tree, "case", library)  # type: ignore[arg-type]
    return lambda: explained(checker, case), sorted(
        each.name for each in checker.check(case, DAY, DAY).findings if each.outcome == "fail"
    )


def explained(checker: Checker, case: Case) -> Any:
    """A check with the explanation of whatever failed or is unknown."""
    report = checker.check(case, DAY, DAY)
    return [(each.because(), each.expected(), each.actual()) for each in report.findings if each.outcome in ("fail", "unknown")]


def write_library(folder: Path, rules: list[Condition]) -> None:
    """The rules as files, as a policy officer would write them."""
    texts = {
        "sources/src/source.yaml": "{source: src, title: Source, issued: 2000-01-01, text: held}",
        "sources/src/text.yaml": "- {at: '1', text: It shall be so.}",
        "interpretations.yaml": "[]",
        "facts/case.yaml": json.dumps({
            "subject": "case", "label": "case",
            "facts": {f"c{n}": {"type": "code", "codes": list(CODES), "label": "c", "means": "c"} for n in range(FACTS)}
            | {f"m{n}": {"type": "money", "label": "m", "means": "m"} for n in range(FACTS)},
        }),
    }  # fmt: skip
    for number, (first, second, code, other, most) in enumerate(rules):
        version = {
            "from": "beginning", "cite": {"source": "src", "at": "1", "quote": "It shall be so."},
            "applies_when": [f"case.c{first} in {{{code}, {other}}}", f"case.c{second} is not {other}"],
            "require": [f"case.m{first} <= {most}.00"], "remedy": "Mend it.",
        }  # fmt: skip
        rule = {"id": f"r{number:03}", "title": "A rule", "kind": "requirement", "asked_of": "case", "versions": [version]}
        texts[f"src/r{number:03}.yaml"] = json.dumps(rule)
    for name, text in texts.items():
        path = folder / "policies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def zen_table(rules: list[Condition]) -> Callable[[dict[str, Any]], list[str]]:
    """The same rules as rows of a collecting decision table."""
    columns = {f"c{n}" for rule in rules for n in rule[:2]} | {f"m{rule[0]}" for rule in rules}
    rows = []
    for number, (first, second, code, other, most) in enumerate(rules):
        row = {"_id": str(number), "out": f'"r{number:03}"', f"m{first}": f"> {most}"}
        row[f"c{first}"] = f'"{code}","{other}"'
        row[f"c{second}"] = f'not($ in ["{other}"])' if first != second else f'"{code}"' if code != other else '"-"'
        rows.append(row)
    content = {
        "hitPolicy": "collect", "rules": rows,
        "inputs": [{"id": name, "name": name, "field": name} for name in sorted(columns)],
        "outputs": [{"id": "out", "name": "rule", "field": "rule"}],
    }  # fmt: skip
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "table", "type": "decisionTableNode", "name": "table", "position": {"x": 0, "y": 0}, "content": content},
        {"id": "end", "type": "outputNode", "name": "end", "position": {"x": 0, "y": 0}},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "2", "sourceId": "table", "targetId": "end", "type": "edge"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda facts: [row["rule"] for row in decision.evaluate(facts)["result"]]


def generated_python(rules: list[Condition]) -> Callable[[dict[str, Any]], list[str]]:
    """The same rules as one compiled function."""
    lines = ["def rules(f):", " out = []"]
    for number, (first, second, code, other, most) in enumerate(rules):
        lines.append(
            f" if f['c{first}'] in ('{code}', '{other}') and f['c{second}'] != '{other}' and f['m{first}'] > {most}:"
            f" out.append('r{number:03}')"
        )
    scope: dict[str, Any] = {}
    exec("\n".join([*lines, " return out"]), scope)
    return scope["rules"]  # type: ignore[no-any-return]


def whole_loa() -> None:
    """The real rules on the example drafts, notes compared word by word."""
    library = load_library(ROOT / "policies")
    checker = Checker(library)
    print(f"\nWarm check of one whole LOA by all {len(library.rules)} rules, notes compared word by word, explanation included")
    for path in sorted((ROOT / "examples").glob("*.docx")):
        case = open_draft(path, library).case
        report = checker.check(case, DAY, DAY)
        took = best(lambda case=case: explained(checker, case)) * 1e6
        print(f"  {path.name:<28} {took:>6.0f}us  ({len(report.findings)} findings, {report.verdict})")


def cold() -> None:
    """`clssa check` on one case file from a new process, first run and later ones."""
    case = next(iter(sorted((ROOT / "examples").glob("*.yaml"))))
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        command = [sys.executable, "-m", "clssa", "check", str(case)]
        times = []
        for _ in range(6):
            start = time.perf_counter()
            subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
            times.append(time.perf_counter() - start)
    first, later = times[0], min(times[1:])
    print(f"\nCold `clssa check {case.name}`: first run {first:.2f} s, then {later:.2f} s (the checked rules are remembered)")


def best(work: Callable[[], Any]) -> float:
    """Seconds for one call: the best of several rounds."""
    found = []
    for _ in range(ROUNDS):
        calls, start = 0, time.perf_counter()
        while (passed := time.perf_counter() - start) < SECONDS / ROUNDS:
            work()
            calls += 1
        found.append(passed / calls)
    return min(found)


if __name__ == "__main__":
    main()
