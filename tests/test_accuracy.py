"""The figures of ``python -m benchmarks accuracy``: when they complain, and that recording keeps the bars."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.accuracy import STORE, complain, main, record, worst
from benchmarks.figures import LESS_IS_BETTER, ORDER, fallen, missed, shown, table
from benchmarks.scoring import Case, holds

LABEL = {"id": "x-1", "verdict": "blocked", "licenses": [], "ai_optout": False, "agencies": None}


class TestRecorded:
    def test_a_figure_that_stays_says_nothing(self) -> None:
        assert fallen({"holders": 0.95}, {"holders": 0.95}) == []

    def test_a_fall_within_the_tolerance_is_none(self) -> None:
        assert fallen({"holders": 0.948}, {"holders": 0.95}) == []

    def test_a_fall_beyond_it_is_named_with_both_figures(self) -> None:
        assert fallen({"holders": 0.9479}, {"holders": 0.95}) == ["holders fell from 0.9500 to 0.9479"]

    def test_a_rise_is_no_fall(self) -> None:
        assert fallen({"holders": 0.99}, {"holders": 0.95}) == []

    @pytest.mark.parametrize("name", sorted(LESS_IS_BETTER))
    def test_of_errors_more_is_worse(self, name: str) -> None:
        assert fallen({name: 1.0}, {name: 0.0}) == [f"{name} fell from 0.0000 to 1.0000"]
        assert fallen({name: 0.0}, {name: 1.0}) == []

    def test_a_figure_that_is_measured_no_more_has_fallen(self) -> None:
        assert fallen({}, {"years": 0.9}) == ["years fell from 0.9000 to –"]

    def test_a_figure_that_is_new_has_nothing_to_fall_from(self) -> None:
        assert fallen({"years": 0.1}, {}) == []


class TestBars:
    def test_reaching_a_bar_is_enough(self) -> None:
        assert missed({"holders": 0.95, "unsafe": 0.0}, {"holders": 0.95, "unsafe": 0}) == []

    def test_below_it_is_missed(self) -> None:
        assert missed({"holders": 0.9499}, {"holders": 0.95}) == ["holders 0.9499 misses the bar 0.95"]

    def test_one_unsafe_document_is_one_too_many(self) -> None:
        assert missed({"unsafe": 1.0}, {"unsafe": 0}) == ["unsafe 1.0000 misses the bar 0.00"]

    def test_what_nothing_measures_misses_its_bar(self) -> None:
        assert missed({}, {"years": 0.9}) == ["years – misses the bar 0.90"]


class TestTable:
    @pytest.mark.parametrize(("now", "arrow"), [(0.96, "↑"), (0.94, "↓"), (0.95, " "), (0.95004, " ")])
    def test_an_arrow_where_a_figure_changed(self, now: float, arrow: str) -> None:
        _, line = table({"holders": now}, {"holders": 0.95}, {})
        assert [sign for sign in "↑↓" if sign in line] == [arrow] * (arrow != " ")

    def test_a_missed_bar_is_marked(self) -> None:
        _, line = table({"years": 0.5}, {}, {"years": 0.97})
        assert line.endswith("≥ 0.97  missed")

    def test_only_figures_that_somebody_knows(self) -> None:
        assert len(list(table({"years": 1.0}, {"holders": 1.0}, {"duties": 0.9}))) == 4

    def test_four_digits_and_a_dash(self) -> None:
        assert (shown(0.98765), shown(None)) == ("0.9877", "–")


class TestStore:
    def test_every_bar_and_every_recorded_figure_has_a_line_in_the_table(self) -> None:
        stored = json.loads(STORE.read_text(encoding="utf-8"))
        for part in ("bars", "recorded"):
            assert set(stored[part]) == {"articles", "pages"}
            assert {name for its in stored[part].values() for name in its} <= set(ORDER)

    def test_every_bar_has_a_recorded_figure(self) -> None:
        stored = json.loads(STORE.read_text(encoding="utf-8"))
        for name, bars in stored["bars"].items():
            assert set(bars) <= set(stored["recorded"][name])

    def test_recording_changes_the_figures_and_keeps_the_bars(self, tmp_path: Path) -> None:
        stored = {"bars": {"pages": {"years": 0.9}}, "recorded": {"pages": {"years": 0.95, "duties": 1.0}}}
        record(tmp_path / "kept.json", stored, {"pages": {"years": 0.91}})
        kept = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
        assert kept == {"bars": {"pages": {"years": 0.9}}, "recorded": {"pages": {"years": 0.91}}}
        assert list(complain({"pages": {"years": 0.91}}, kept)) == []

    def test_each_complaint_names_its_set(self) -> None:
        stored = {"bars": {"pages": {"years": 0.9}}, "recorded": {"pages": {"years": 0.95}}}
        assert list(complain({"pages": {"years": 0.5}}, stored)) == [
            "pages: years fell from 0.9500 to 0.5000",
            "pages: years 0.5000 misses the bar 0.90",
        ]

    def test_without_labels_there_is_nothing_to_measure(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["--gold", str(tmp_path)]) == 0
        assert "nothing to measure" in capsys.readouterr().out


class TestDocuments:
    def test_a_wrong_verdict_comes_before_wrong_lists(self) -> None:
        lists = Case("pages", LABEL | {"id": "lists"}, "blocked", differs=["holders +a", "years -2020"])
        verdict = Case("pages", LABEL | {"id": "verdict"}, "review", differs=["verdict blocked, not review"])
        right = Case("pages", LABEL, "blocked")
        title, first, second, _ = worst([right, lists, verdict], 5)
        assert title.startswith("2 documents")
        assert first == "  pages/verdict: verdict blocked, not review"
        assert second == "  pages/lists: holders +a; years -2020"

    def test_no_more_than_asked_for(self) -> None:
        cases = [Case("pages", LABEL, "blocked", differs=["years -2020"])] * 3
        assert len(list(worst(cases, 1))) == 3  # a title, a document, a blank line

    def test_what_a_label_holds(self) -> None:
        assert holds(LABEL) == ["near miss or plain"]
        full = {"notice_spans": [[0, 5]], "licenses": ["CC-BY-4.0"], "ai_optout": True, "max_words": 50}
        assert holds(LABEL | full) == ["licence", "ai", "word limit"]
        assert holds(LABEL | {"notices": [{"quote": "x"}], "agencies": ["dpa"]}) == ["agency"]
