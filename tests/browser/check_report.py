"""The compliance report as people meet it: opened, filtered, sorted, read without scripts, printed, attacked."""

from __future__ import annotations

import io
import itertools
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.chromium import Chromium
from provenance.reports.html.shown import one_line
from tests.pages import ATTACKS, hostile

_SET = """
const its = document.getElementById(arguments[0]);
its.value = arguments[1];
its.dispatchEvent(new Event("input", {bubbles: true}));
"""


def listed(browser: Chromium) -> int:
    """How many documents the table says it lists."""
    return int(
        re.match(r"[\d,]+", browser.run("return document.getElementById('status').textContent"))[0].replace(",", "")
    )  # type: ignore[index]


def column(browser: Chromium, number: int) -> list[str]:
    """The words of a column of the table as it is shown."""
    cells = browser.run(
        "return [...document.querySelectorAll('#table tbody tr')].map(row => row.cells[arguments[0]].innerText)", number
    )
    return [str(cell) for cell in cells]


def press(browser: Chromium, *keys: str) -> None:
    """Keys on the keyboard, where the focus is."""
    from selenium.webdriver import ActionChains

    for key in keys:
        ActionChains(browser.driver).send_keys(key).perform()


def wait(browser: Chromium, condition: str) -> Any:
    """Until an expression of JavaScript is true."""
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(browser.driver, 20).until(lambda _: browser.run(f"return {condition}"))


# -- opened


def test_it_opens_without_a_word_on_the_console(browser: Chromium, small: Path) -> None:
    browser.open(small)
    assert browser.errors() == []
    assert listed(browser) == len(column(browser, 0)) == 40
    assert browser.run("return document.querySelectorAll('#articles article').length") == 40
    assert browser.run("return document.getElementById('waiting').hidden")


def test_it_asks_for_nothing(browser: Chromium, small: Path) -> None:
    browser.open(small)
    assert browser.run("return performance.getEntriesByType('resource').map(entry => entry.name)") == []


def test_rows_and_sections_are_the_same_with_and_without_scripts(browser: Chromium, small: Path) -> None:
    words = "return [...document.querySelectorAll('{}')].map(its => its.textContent.replace(/\\s+/g, ' ').trim())"
    browser.open(small)
    with_scripts = [browser.run(words.format(its)) for its in ("#table tbody tr", "#articles article")]
    browser.open(small, scripts=False)
    without = [browser.run(words.format(its)) for its in ("#static-rows tbody tr", "#details noscript article")]
    assert with_scripts == without


# -- filtered and sorted


def test_filters(browser: Chromium, small: Path) -> None:
    browser.open(small)
    browser.run(_SET, "gate", "1")
    assert set(column(browser, 2)) == {"fails"}
    assert browser.run(
        "return [...document.querySelectorAll('#articles article')].filter(its => !its.hidden).length"
    ) == listed(browser)
    browser.run(_SET, "gate", "")
    browser.run("document.querySelectorAll('[name=decision]')[0].click()")
    assert "blocked" not in column(browser, 1)
    browser.run("document.getElementById('clear').click()")
    wait(browser, "document.getElementById('status').textContent.startsWith('40 of 40')")
    browser.run(_SET, "q", "LIGHTHOUSE republish-nothing")
    assert listed(browser) == 0
    browser.run(_SET, "q", "all-RIGHTS")
    assert 0 < listed(browser) < 40
    assert all("all-rights-reserved" in cell for cell in column(browser, 7))


@pytest.mark.parametrize(("kind", "at"), [("holder", 3), ("licence", 4), ("agency", 5), ("rule", 7)])
def test_a_choice_lists_what_has_it(browser: Chromium, small: Path, kind: str, at: int) -> None:
    browser.open(small)
    label = browser.run(f"return document.getElementById('{kind}').options[1].label")
    browser.run(_SET, kind, "0")
    assert 0 < listed(browser) < 40
    if kind != "rule":
        assert all(label in cell for cell in column(browser, at))


def test_sorting_by_keyboard(browser: Chromium, small: Path) -> None:
    browser.open(small)
    browser.run("document.querySelectorAll('#table thead button')[0].focus()")
    press(browser, "\ue007")  # Enter
    first = column(browser, 0)
    assert first == sorted(
        first, key=lambda path: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", path)]
    )
    state = "return [...document.querySelectorAll('#table thead th')].map(its => its.getAttribute('aria-sort'))"
    assert browser.run(state) == ["ascending"] + ["none"] * 9
    press(browser, " ")
    assert column(browser, 0) == first[::-1]
    assert browser.run(state)[0] == "descending"
    press(browser, "\ue004", "\ue007")  # Tab, Enter: the next column
    assert column(browser, 1)[0].strip() == "blocked"


def test_findings_are_sorted_by_how_bad_they_are(browser: Chromium, small: Path) -> None:
    browser.open(small)
    browser.run("document.querySelectorAll('#table thead button')[9].click()")
    weights = [int((re.match(r"(\d+) error", cell) or [0, 0])[1]) for cell in column(browser, 9)]
    assert weights == sorted(weights, reverse=True)


def test_pages_of_the_table(browser: Chromium, many: Path) -> None:
    browser.open(many)
    assert len(column(browser, 0)) == 100
    assert browser.run("return document.getElementById('page').textContent") == "Page 1 of 5"
    browser.run("document.querySelector('[data-to=last]').click()")
    assert len(column(browser, 0)) == 50
    assert browser.run("return document.querySelector('[data-to=on]').disabled")
    assert browser.run("return document.activeElement.id") == "live"
    browser.run(_SET, "q", "lighthouse")
    assert browser.run("return document.getElementById('page').textContent").startswith("Page 1 of")


# -- details


def test_a_document_of_a_large_run_shows_its_details_when_asked(browser: Chromium, many: Path) -> None:
    browser.open(many)
    assert browser.run("return document.querySelectorAll('#articles article').length") == 0
    for row in (0, -1):  # one as it is in the page, one packed
        browser.run("document.querySelector(arguments[0]).click()", "[data-to=first]" if row == 0 else "[data-to=last]")
        number = browser.run("return [...document.querySelectorAll('#table tbody tr')].at(arguments[0]).dataset.n", row)
        browser.run(
            "[...document.querySelectorAll('#table tbody tr')].at(arguments[0]).querySelector('a').click()", row
        )
        wait(browser, f"document.activeElement.id === 'd{number}'")
    assert browser.run("return document.querySelectorAll('#articles article').length") == 2
    assert browser.errors() == []


def test_a_link_into_a_section_opens_what_hides_it(browser: Chromium, many: Path) -> None:
    browser.open(many)
    browser.run(_SET, "rule", "")
    link = wait(browser, "document.querySelector('#table tbody a').hash")
    browser.open(many, f"{link}-s3")
    wait(browser, f"document.getElementById('{link[1:]}-s3')?.closest('details').open")


def test_all_listed_are_shown_in_order(browser: Chromium, many: Path) -> None:
    browser.open(many)
    browser.run(_SET, "gate", "0")
    browser.run("document.getElementById('open').click()")
    wait(browser, f"document.querySelectorAll('#articles article:not([hidden])').length === {listed(browser)}")
    ranks = browser.run("return [...document.querySelectorAll('#articles article')].map(its => its.classList[1])")
    assert ranks == sorted(ranks, key=["blocked", "review", "conditional", "permitted"].index)


# -- read without scripts, in the dark, on paper


def test_everything_is_there_without_scripts(browser: Chromium, small: Path) -> None:
    browser.open(small, scripts=False)
    assert browser.errors() == []
    assert browser.run("return document.querySelectorAll('#static-rows tbody tr').length") == 40
    assert browser.run("return document.querySelectorAll('#details noscript article').length") == 40
    assert browser.run("return getComputedStyle(document.getElementById('filters')).display") == "none"
    links = (
        "return [...document.querySelectorAll('a')]"
        ".filter(its => !document.getElementById(decodeURIComponent(its.hash.slice(1)))).length"
    )
    assert browser.run(links) == 0


def test_light_and_dark(browser: Chromium, small: Path) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    browser.open(small)
    assert min(browser.run(ground)) > 200
    browser.open(small, dark=True)
    assert max(browser.run(ground)) < 60


def test_printed_pages_have_numbers_and_hold_all(browser: Chromium, small: Path) -> None:
    import pypdf

    browser.open(small, dark=True)
    pages = pypdf.PdfReader(io.BytesIO(browser.pdf())).pages
    text = [page.extract_text() for page in pages]
    assert len(text) > 10
    for number, its in enumerate(text, start=1):
        assert f"Page {number} of {len(text)}" in its
    whole = re.sub(r"\s+", " ", " ".join(text))
    assert whole.count("The decision, step by step") == 40
    assert "bars the use" in whole  # closed parts are printed open
    assert "Search path" not in whole
    assert (
        sum("Rights holder" in re.sub(r"\s+", " ", its) and "Published" in its for its in text) >= 3
    )  # its head again
    assert round(float(pages[0].mediabox.height)) == 842


def test_without_scripts_closed_parts_are_printed_too(browser: Chromium, small: Path) -> None:
    import pypdf

    browser.open(small, scripts=False)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(browser.pdf())).pages)
    assert "permits publish: “public domain”" in re.sub(r"\s+", " ", text)


# -- keyboard and screen reader


def test_what_a_screen_reader_needs(browser: Chromium, many: Path) -> None:
    browser.open(many)
    assert browser.run("return document.documentElement.lang") == "en"
    levels = [
        int(level)
        for level in browser.run("return [...document.querySelectorAll('h1,h2,h3,h4')].map(its => its.tagName[1])")
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert (
        browser.run("return [...document.querySelectorAll('input,select')].filter(its => !its.labels.length).length")
        == 0
    )
    assert browser.run("return [...document.querySelectorAll('table')].filter(its => !its.caption).length") == 0
    assert browser.run("return [...document.querySelectorAll('th')].filter(its => !its.scope).length") == 0
    for landmark in ("header", "nav[aria-label]", "main", "footer", "[role=search][aria-label]", "[role=status]"):
        assert browser.run("return document.querySelector(arguments[0]) !== null", landmark), landmark
    ids = browser.run("return [...document.querySelectorAll('[id]')].map(its => its.id)")
    assert len(ids) == len(set(ids))
    nameless = (
        "return [...document.querySelectorAll('button,a,summary,[role=region]')].filter(its => "
        "!(its.textContent.trim() || its.ariaLabel || its.getAttribute('aria-labelledby'))).length"
    )
    assert browser.run(nameless) == 0


def test_tab_reaches_the_skip_links_first_and_focus_is_seen(browser: Chromium, small: Path) -> None:
    browser.open(small)
    press(browser, "\ue004")
    assert browser.run("return document.activeElement.hash") == "#summary"
    assert browser.run("return document.activeElement.getBoundingClientRect().width") > 50
    assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    press(browser, "\ue004", "\ue007")
    wait(browser, "document.activeElement.id === 'documents'")


# -- attacked


def test_no_script_of_a_document_runs(browser: Chromium, attacked: Path) -> None:
    browser.open(attacked)
    wait(browser, f"document.querySelectorAll('#table tbody tr').length === {len(hostile())}")
    browser.run("document.getElementById('open').click()")
    wait(browser, f"document.querySelectorAll('#articles article').length === {len(hostile())}")
    for element in browser.driver.find_elements("css selector", "#table tbody tr, #articles article")[:60]:
        browser.run("arguments[0].dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))", element)
    assert browser.run("return window.hacked") is None
    assert (
        browser.run(
            "return document.querySelectorAll('img,iframe,base,link,form:not(#filters),[onload],[onerror]').length"
        )
        == 0
    )
    assert (
        browser.run(
            "return [...document.querySelectorAll('a')].filter(its => its.getAttribute('href')[0] !== '#').length"
        )
        == 0
    )
    assert browser.run("return performance.getEntriesByType('resource').length") == 0
    assert browser.errors() == []


def test_its_words_are_shown_as_words(browser: Chromium, attacked: Path) -> None:
    browser.open(attacked)
    browser.run("document.getElementById('open').click()")
    wait(browser, f"document.querySelectorAll('#articles article').length === {len(hostile())}")
    headings = browser.run("return [...document.querySelectorAll('#articles h3')].map(its => its.textContent)")
    for text in ATTACKS:
        assert any(heading.startswith(one_line(text)) for heading in headings), text
    browser.run(_SET, "q", "<script>window.hacked=1</script>")
    assert listed(browser) == 2


def test_nor_does_one_without_scripts(browser: Chromium, attacked: Path) -> None:
    browser.open(attacked, scripts=False)
    assert browser.run("return window.hacked") is None
    assert browser.run("return document.querySelectorAll('img,iframe,embed,base,link,[onload],[onerror]').length") == 0
    assert browser.run("return document.querySelectorAll('#static-rows tbody tr').length") == len(hostile())
    assert browser.errors() == []
