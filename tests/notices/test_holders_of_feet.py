"""Whose a page is: the foot of a page as sites write it, and the holders that it names."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import pytest
import yaml

from provenance.check import Checker
from provenance.notices.own_names import OwnNames
from provenance.readers import read_bytes

FEET = yaml.safe_load((Path(__file__).parent / "holders_of_feet.yaml").read_text(encoding="utf-8"))


def holders(checker: Checker, foot: str, site: str = "", publisher: str = "", body: str = "") -> list[str]:
    head = f'<meta property="og:site_name" content="{escape(site)}">' if site else ""
    if publisher:
        said = f'{{"@type":"NewsArticle","publisher":{{"name":"{publisher}"}}}}'
        head += f'<script type="application/ld+json">{said}</script>'
    page = (
        f"<!doctype html><html><head><meta charset=utf-8><title>X</title>{head}</head><body>"
        f"<article><h1>Q</h1>{body or '<p>lorem ipsum dolor</p>'}</article><footer>{foot}</footer></body></html>"
    )
    return list(checker.check(read_bytes("page.html", page.encode())).rights.holders)


@pytest.mark.parametrize("case", FEET, ids=[str(number) for number in range(len(FEET))])
def test_feet(checker: Checker, case: dict[str, Any]) -> None:
    assert holders(checker, case["foot"], case.get("site", "")) == case["holders"], case["foot"]


class TestOwnNames:
    def test_a_sites_name_is_no_holder_by_itself(self, checker: Checker) -> None:
        assert holders(checker, "<p>About us</p>", site="Quill Post", publisher="Quill Post") == []
        assert holders(checker, "<p>All rights reserved.</p>", site="Quill Post") == []

    def test_a_publisher_decides_as_well(self, checker: Checker) -> None:
        foot = "<p>© 2024 Health and Quill Press</p>"
        assert holders(checker, foot, publisher="Health and Quill Press") == ["Health and Quill Press"]

    def test_a_name_of_common_words(self, checker: Checker) -> None:
        assert holders(checker, "<p>© 2024 all content</p>", site="All Content") == ["all content"]

    def test_a_longer_name_in_the_line_stays(self, checker: Checker) -> None:
        assert holders(checker, "<p>© 2024 Quill Post Ltd</p>", site="Quill Post") == ["Quill Post Ltd"]

    def test_the_short_form_before_a_dash(self, checker: Checker) -> None:
        assert holders(checker, "<p>WQ – The Walking Quill © 2024</p>", site="Walking Quill") == [
            "WQ – The Walking Quill"
        ]
        assert holders(checker, "<p>WQ – The Walking Quill © 2024</p>") == ["WQ"]

    def test_a_firm_is_not_drawn_out(self, checker: Checker) -> None:
        assert holders(checker, "<p>© 2024 Quill Verlag GmbH - Quill Post</p>", site="Quill Post") == [
            "Quill Verlag GmbH"
        ]

    def test_slogans_and_titles_with_bars_do_not_count(self) -> None:
        assert not OwnNames(["Quill Post | News", "Quill Post – all the news from the hills and dales"])
        assert OwnNames(["Quill Post"]).is_one("QUILL POST")


class TestNamesBesideTheLine:
    def test_a_firm_above_or_below(self, checker: Checker) -> None:
        assert holders(checker, "<p>Quill Press Ltd</p><p>© 2024</p>") == ["Quill Press Ltd"]
        assert holders(checker, "<p>© 2024</p><p>Imprint</p>") == []

    def test_a_library_behind_the_photographer(self, checker: Checker) -> None:
        assert holders(checker, "", body="<p>© Ada Quill - stock.adobe.com</p>") == []

    def test_the_wrong_sign(self, checker: Checker) -> None:
        assert holders(checker, "<p>@ 2024 Quill Post</p>") == ["Quill Post"]
        assert holders(checker, "", body="<p>@quillpost 2024</p>") == []

    def test_whose_data_a_site_uses(self, checker: Checker) -> None:
        data = "<p>© 2024 Quill Post. Market data by Finquill. Copyright © 2024 Finquill Inc.</p>"
        story = "<p>The mayor said on Monday that the bridge would be open before the end of the year.</p>" * 3
        assert holders(checker, data, site="Quill Post", body=story) == ["Quill Post"]
