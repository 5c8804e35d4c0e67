"""What every Word file that is written shares: the same content gives the same bytes."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Times New Roman"
_ALWAYS = datetime.datetime(1980, 1, 1)
"""The day that a file without a day of its own bears."""


def saved(document: Document) -> bytes:
    """The file with no time of its making in it."""
    properties = document.core_properties
    properties.created = properties.modified = _ALWAYS
    properties.author = properties.last_modified_by = properties.title = properties.comments = ""
    made, fixed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ALWAYS.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
