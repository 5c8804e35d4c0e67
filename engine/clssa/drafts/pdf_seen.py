"""What of a PDF page a reader sees: words that cannot be told for sure, or that nobody sees, refuse the file."""

from __future__ import annotations

from typing import Any

from clssa.drafts.document import UnreadableDraft

MAX_SIDE = 2_500
_RESOLUTION = 144
_SEEN = 40
_ASLANT = 0.1
_MOST_PICTURE = 0.3
_QUOTED = 60


def stands_across(char: Any) -> bool:
    """Whether a letter stands neither along the lines of the page nor along its side, as those of a watermark do."""
    along, up = char.get("matrix", (1, 0))[:2]
    return bool(char.get("object_type") == "char" and min(abs(along), abs(up)) > _ASLANT * max(abs(along), abs(up)))


def refuse_unsure(page: Any) -> None:
    """Raises `UnreadableDraft` where letters have no meaning, are turned, struck through, or are not to be seen."""
    number = page.page_number
    flat = [each for each in (*page.lines, *page.rects) if abs(each["bottom"] - each["top"]) < 2]
    for char in page.chars:
        if not char["text"].strip():
            continue
        if char["text"].startswith("(cid:") or "\ufffd" in char["text"]:
            raise UnreadableDraft(f"page {number} holds letters that stand for nothing (a font without a table of its letters).")
        if not char.get("upright", True):
            raise UnreadableDraft(f"page {number} holds text that is turned; turn it upright.")
        low, high = char["top"] + 0.35 * char["height"], char["top"] + 0.75 * char["height"]
        middle = (char["x0"] + char["x1"]) / 2
        if any(low < (each["top"] + each["bottom"]) / 2 < high and each["x0"] <= middle <= each["x1"] for each in flat):
            raise UnreadableDraft(f"page {number} holds words that are struck through; accept or reject the changes first.")
    _refuse_unseen(page)


def _refuse_unseen(page: Any) -> None:
    """Compare each letter with the page as it is painted: what is white, transparent or covered leaves no trace there."""
    number = page.page_number
    if max(page.width, page.height) > MAX_SIDE:
        raise UnreadableDraft(f"page {number} is larger than a sheet of a draft.")
    letters = [char for char in page.chars if char["text"].strip()]
    for image in page.images:
        wide, high = image["x1"] - image["x0"], image["bottom"] - image["top"]
        if wide * high > _MOST_PICTURE * page.width * page.height:
            raise UnreadableDraft(f"page {number} holds a picture as large as a scan; words inside a picture are not read.")
        under = "".join(char["text"] for char in letters if _is_within(char, image))
        if under:
            raise UnreadableDraft(
                f"page {number} holds words on a picture ({_quoted(under)}), as a scan with recognised text has; "
                "which of the two a reader sees cannot be told."
            )
    painted = page.to_image(resolution=_RESOLUTION, force_mediabox=True).original.convert("RGB")
    unseen = "".join(char["text"] for char in letters if not _is_seen(char, page, painted))
    if unseen:
        raise UnreadableDraft(f"page {number} holds words that a reader of the page cannot see ({_quoted(unseen)}).")


def _is_seen(char: Any, page: Any, painted: Any) -> bool:
    """Whether a letter is large enough, on the page, and differs from what is around it."""
    left, top, right, bottom = page.cropbox
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    if char["size"] < 2 or not (left <= across <= right and top <= down <= bottom):
        return False
    if not char["text"].isalnum():
        return True
    scale = _RESOLUTION / 72
    width, height = char["x1"] - char["x0"], char["bottom"] - char["top"]
    box = (char["x0"] + 0.15 * width, char["top"] + 0.15 * height, char["x1"] - 0.15 * width, char["bottom"] - 0.2 * height)
    x0, y0, x1, y1 = (edge * scale for edge in box)
    extrema = painted.crop((int(x0), int(y0), max(int(x0) + 1, int(x1 + 1)), max(int(y0) + 1, int(y1 + 1)))).getextrema()
    return any(high - low >= _SEEN for low, high in extrema)


def _is_within(char: Any, image: Any) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(image["x0"] < across < image["x1"] and image["top"] < down < image["bottom"])


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= _QUOTED else text[:_QUOTED] + " …"}"'
