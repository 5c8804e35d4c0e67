"""Outputs of `clssa check`, read back by other people's readers and schemas."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import jsonschema
from lxml import etree
from project import ROOT

SCHEMAS = ROOT / "tests/reports/schemas"


def sarif(text: str) -> Any:
    """The log, valid against the schema of the standard."""
    log = json.loads(text)
    jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8"))).validate(log)
    return log


def oscal(text: str) -> Any:
    """The assessment results, valid against the schema of NIST. Python's patterns have no \\p{L} and \\p{N}."""
    document = json.loads(text)
    schema = (SCHEMAS / "oscal_assessment-results_schema.json").read_text("utf-8")
    schema = schema.replace(r"\\p{L}", r"[^\\W\\d_]").replace(r"\\p{N}", r"\\d")
    assert r"\\p{" not in schema
    jsonschema.Draft7Validator(json.loads(schema)).validate(document)
    return document["assessment-results"]


def junit(text: str) -> Any:
    """The suites, valid against the schema of the Jenkins plugin."""
    tree = etree.fromstring(text.encode())
    etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(tree)
    return tree


def rows(text: str) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def annotations(text: str) -> list[dict[str, str]]:
    """The commands of a workflow's log, as the runner takes them apart: `command`, `message` and the properties."""
    found = []
    for line in text.splitlines():
        command, properties, message = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()  # type: ignore[union-attr]
        told = dict(each.split("=", 1) for each in properties.split(","))
        told = {name: _unescaped(value.replace("%3A", ":").replace("%2C", ",")) for name, value in told.items()}
        found.append({"command": command, "message": _unescaped(message), **told})
    return found


def _unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def cells(line: str) -> list[str]:
    """The cells of a row of a Markdown table."""
    return [each.strip() for each in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
