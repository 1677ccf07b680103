"""What changed between two runs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.reports.changes import KINDS, Change, Changes, Entry, change_lines, compare, ordered, told
from provenance.vocabulary import Decision

OLD = Entry(("a.txt", None, "republish"), Decision.CONDITIONAL, "pass", "aa", frozenset({("credit", "1", "open")}))


def only(old: list[Entry], new: list[Entry]) -> Change:
    """The one change."""
    (change,) = [found for found in compare(old, new) if found is not None]
    return change


def test_nothing_changed() -> None:
    assert list(compare([OLD], [OLD])) == [None]


@pytest.mark.parametrize(
    ("new", "kind", "words"),
    [
        (replace(OLD, decision=Decision.BLOCKED, outcome="fail"), "worse", "conditional → blocked; fails now"),
        (replace(OLD, decision=Decision.PERMITTED), "better", "conditional → permitted"),
        (replace(OLD, outcome="fail"), "worse", "conditional; fails now"),
        (replace(OLD, findings=frozenset()), "findings", "conditional; gone: credit"),
        (
            replace(OLD, findings=frozenset({("credit", "1", "waived")}), sha256="bb"),
            "findings",
            "conditional; appeared: credit (waived); gone: credit; text changed",
        ),
        (replace(OLD, key=("b.txt", None, "republish")), "moved", "conditional; was a.txt"),
        (
            replace(OLD, key=("b.txt", None, "republish"), decision=Decision.REVIEW, outcome="fail"),
            "worse",
            "conditional → review; fails now; was a.txt",
        ),
    ],
)
def test_a_change(new: Entry, kind: str, words: str) -> None:
    change = only([OLD], [new])
    assert (change.kind, told(change)) == (kind, words)


def test_new_and_gone() -> None:
    assert only([], [OLD]).kind == "new"
    assert only([OLD], []).kind == "gone"
    other = replace(OLD, key=("a.txt", None, "excerpt"))  # another use is another question
    assert {change.kind for change in compare([OLD], [replace(other, sha256="bb")]) if change} == {"new", "gone"}


def test_of_two_files_with_the_same_bytes_nobody_knows_which_moved() -> None:
    here, there = (replace(OLD, key=(path, None, "republish")) for path in ("b.txt", "c.txt"))
    assert sorted(change.kind for change in compare([OLD], [here, there]) if change) == ["gone", "new", "new"]


keys = st.tuples(st.sampled_from("abc"), st.none(), st.just("republish"))
entries = st.lists(
    st.builds(
        Entry, keys, st.sampled_from(Decision), st.sampled_from(["pass", "fail"]), st.sampled_from(["x", "y", ""]),
        st.frozensets(st.tuples(st.sampled_from("pq"), st.just(""), st.just("open"))),
    ),
    unique_by=lambda entry: entry.key,
)  # fmt: skip


@given(entries, entries)
def test_every_document_is_accounted_for_once(old: list[Entry], new: list[Entry]) -> None:
    found = list(compare(old, new))
    changes = [change for change in found if change is not None]
    gone = sum(change.kind == "gone" for change in changes)
    assert len(found) == len(new) + gone
    assert {change.key for change in changes if change.after} <= {entry.key for entry in new}
    assert all(change.kind in KINDS for change in changes)
    moved = sum(change.was is not None for change in changes)
    appeared = sum(change.kind == "new" for change in changes)
    assert len({entry.key for entry in new} - {entry.key for entry in old}) == appeared + moved


@given(entries)
def test_a_run_does_not_differ_from_itself(run: list[Entry]) -> None:
    assert set(compare(run, run)) <= {None}


def test_lines_for_people_are_neutral_and_few() -> None:
    made = [Change("new", (f"\x1b[2J{at}", "::error::", "u"), None, OLD) for at in range(150)]
    lines = list(change_lines(Changes("old\n.json", "2025", "1", True, ordered(made), {"new": 150, "unchanged": 0})))
    assert lines[0] == "Changes since old .json (2025; the rules are others): 150 new."
    assert lines[-1] == "  and 50 more"
    assert len(lines) == 102
    assert not any("\x1b" in line for line in lines)
