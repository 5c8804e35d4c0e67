"""Pieces of WordprocessingML that python-docx does not make."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")
TEXT_BOXES = (
    W + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def element(xml: str, namespaces: str = W) -> Any:
    """An element; namespaces are declared on its first tag."""
    tag, rest = xml[1:].split(" " if " " in xml.split(">")[0] else ">", 1)
    separator = " " if " " in xml.split(">")[0] else ">"
    return parse_xml(f"<{tag} {namespaces}{separator}{rest}")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(text: str, author: str = "A. Drafter") -> str:
    return f'<w:ins w:id="1" w:author="{author}" w:date="2006-01-01T00:00:00Z">{run(text)}</w:ins>'


def deleted(text: str, author: str = "A. Drafter") -> str:
    gone = run(text).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return f'<w:del w:id="2" w:author="{author}" w:date="2006-01-01T00:00:00Z">{gone}</w:del>'


def paragraph(content: str, properties: str = "") -> Any:
    return element(f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>")


def numbering(made: Any, level_text: str, form: str = '<w:numFmt w:val="decimal"/>') -> str:
    """Add a list to the document; returns the paragraph properties that number a paragraph by it."""
    definitions = made.part.numbering_part.element
    definitions.insert(
        0,
        element(
            f'<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>{form}'
            f'<w:lvlText w:val="{level_text}"/></w:lvl></w:abstractNum>',
            W + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        ),
    )
    definitions.append(element('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
