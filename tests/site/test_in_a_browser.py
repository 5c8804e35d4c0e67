"""The site in a browser, as its readers use it: opened from a disk, without a network."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: it comes with locks/test.lock")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed: the browser tests need the command chromium")

RULE = "rules/business-rules/br-item-acquisition-advice-code.html"
VALUE = "values/investment_deposit_ratio.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as engine:
        started = engine.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails the test where it asks another site for something, or its script fails."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    opened, asked, failed = context.new_page(), [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: failed.append(str(error)))
    yield opened
    context.close()
    assert [each for each in asked if not each.startswith(("file:", "data:", "blob:"))] == []
    assert failed == []


def shown(page: Any) -> list[str]:
    """The versions that stand on the page."""
    names: list[str] = page.eval_on_selector_all(
        ".version.dated", "found => found.filter(e => e.offsetParent).map(e => e.dataset.name)"
    )
    return names


def copied(page: Any) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("br-fmso-1-investment-deposit", "br-fmso-1-investment-deposit.html"),
        ("parachutes", "rules/loa-notes/ln-fmso-2-excluded-item.html"),
        ("IN-24", "readings.html"),
        ("DSCA 06-11", "sources/dsca-06-11.html"),
        ("2006-04-06", "changes.html"),
        ("Terms of Sale FMSO II", "br-fmso-2-terms-of-sale.html"),
        ("6.11.4", "sources/dodi-2000.ii.html"),
    ],
)
def test_the_search_finds_what_is_typed(asked: str, wanted: str, page: Any, built_site: Path) -> None:
    page.goto((built_site / "index.html").as_uri())
    page.locator(".md-search__input").fill(asked)
    page.wait_for_selector(".md-search-result__link")
    found = page.eval_on_selector_all(".md-search-result__link", "links => links.map(e => e.href)")
    assert any(wanted in each for each in found[:5]), found[:5]


def test_without_a_day_every_version_stands_there(page: Any, built_site: Path) -> None:
    page.goto((built_site / VALUE).as_uri())
    assert shown(page) == ["2005-09-20", "2004-12-31", "beginning"]


@pytest.mark.parametrize(
    ("asof", "knownon", "wanted"),
    [
        ("2005-03-01", "2005-10-01", ["2004-12-31"]),
        ("2005-03-01", "2006-04-06", ["beginning"]),
        ("2005-09-20", "2006-04-06", ["2005-09-20"]),
        ("2004-12-30", "2006-04-05", ["beginning"]),
        ("2004-12-31", "2006-04-05", ["2004-12-31"]),
        ("2005-03-01", "2005-09-19", []),
        ("", "2006-04-05", ["2004-12-31", "beginning"]),
    ],
)
def test_a_link_with_days_shows_what_held_then(asof: str, knownon: str, wanted: list[str], page: Any, built_site: Path) -> None:
    page.goto(f"{(built_site / VALUE).as_uri()}?asof={asof}&knownon={knownon}")
    assert shown(page) == wanted
    status = page.locator("form.as-of [role=status]").inner_text()
    assert ("nothing" in status) == (not wanted)
    assert knownon in status


def test_choosing_days_filters_and_the_link_keeps_them(page: Any, built_site: Path) -> None:
    page.goto((built_site / RULE).as_uri())
    assert shown(page) == ["2004-12-31", "2005-08-29"]
    page.get_by_label("In force on").fill("2005-09-01")
    page.get_by_label("As known on").fill("2005-09-01")
    assert shown(page) == ["2005-08-29"]
    page.get_by_role("button", name="Copy link").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('asof'))")
    page.goto(copied(page))
    assert shown(page) == ["2005-08-29"]
    page.get_by_role("button", name="Show all versions").click()
    assert shown(page) == ["2004-12-31", "2005-08-29"]
    assert "asof" not in page.url


def test_the_days_go_along_to_the_next_page(page: Any, built_site: Path) -> None:
    page.goto(
        f"{(built_site / 'rules/business-rules/br-fmso-1-investment-deposit.html').as_uri()}?asof=2005-03-01&knownon=2005-10-01"
    )
    page.get_by_role("link", name="investment deposit ratio", exact=True).first.click()
    page.wait_for_selector("form.as-of")
    assert shown(page) == ["2004-12-31"]


def test_a_citation_is_copied_whole(page: Any, built_site: Path) -> None:
    page.goto((built_site / "sources/business-rules.html").as_uri() + "#p-2-fmso-ii-purpose")
    paragraph = page.locator("section.paragraph:has(#p-2-fmso-ii-purpose)")
    paragraph.get_by_role("button", name="Copy citation").click()
    page.wait_for_selector("text=Copied")
    words = paragraph.locator(".words").inner_text()
    assert copied(page) == f"CLSSA Business Rules, 2/FMSO II Purpose, issued 20 September 2005: “{words}”"


def test_a_permalink_of_a_paragraph_shows_which_one_is_meant(page: Any, built_site: Path) -> None:
    page.goto((built_site / "sources/business-rules.html").as_uri() + "#p-2-fmso-ii-purpose")
    page.wait_for_timeout(300)
    box = page.locator("#p-2-fmso-ii-purpose").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    assert page.locator("section.paragraph:has(> :target)").count() == 1


def test_without_scripts_every_version_stands_there_with_its_dates(browser: Any, built_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built_site / VALUE).as_uri() + "?asof=2005-03-01&knownon=2005-10-01")
    assert page.locator(".version.dated:visible").count() == 3
    assert page.locator(".picture svg").count() == 1
    assert not page.locator("form.as-of").is_visible()
    assert page.locator("button.copy:visible").count() == 0
    context.close()


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        RULE,
        VALUE,
        "sources/business-rules.html",
        "matrix.html",
        "commands.html",
        "notes/index.html",
        "changes.html",
    ],
)
def test_no_page_is_wider_than_its_window(name: str, width: int, browser: Any, built_site: Path) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((built_site / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_on_paper_a_dark_page_is_white_and_says_which_days_were_chosen(browser: Any, built_site: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{(built_site / VALUE).as_uri()}?asof=2005-03-01&knownon=2005-10-01")
    page.emulate_media(media="print", color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.querySelector('article p')).color")
    assert [int(each) < 128 for each in re.findall(r"\d+", colour)[:3]] == [True] * 3
    assert page.locator("form.as-of [role=status]").is_visible()
    assert not page.locator("form.as-of input").first.is_visible()
    context.close()


CONTRAST = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a));
  const behind = element => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.unshift(parse(getComputedStyle(e).backgroundColor));
    return layers.reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const poor = {};
  for (const element of document.querySelectorAll("article *, header *, .md-tabs *, .md-sidebar *, footer *")) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) || element.closest("svg")) continue;
    const style = getComputedStyle(element), ground = behind(element);
    const text = over(parse(style.color), ground);
    const [a, b] = [light(text), light(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) poor[element.tagName + "." + element.className + " " + element.textContent.trim().slice(0, 30)] = ratio.toFixed(2);
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["index.html", RULE, VALUE, "sources/business-rules.html", "write-a-rule.html", "notes/fmso-1-financial-summary.html"]
)
def test_text_stands_out_from_what_lies_behind_it(name: str, scheme: str, browser: Any, built_site: Path) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto((built_site / name).as_uri())
    page.wait_for_timeout(300)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate(CONTRAST) == {}
    context.close()
