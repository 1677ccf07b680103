"""Agreements that pay for so many documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from provenance.agreement import Agreement
from provenance.corpus.quotas import Quotas, opened_by
from provenance.report import DocumentReport
from provenance.use import Occasion, Use

USE = Use("print", "Print", frozenset({"print"}), frozenset({"print"}))


class Stub:
    """As much of a report as quotas look at."""

    def __init__(self, opened: str | None) -> None:
        self.opened_by = opened


def judged(quotas: Quotas, occasion: Occasion, *opening: tuple[str, ...]) -> str | None:
    """What opens a document for which each group of *opening* would do, the first that has something left."""

    def judge(asked: Occasion) -> DocumentReport:
        known = {one.id for one in asked.agreements} - asked.exhausted
        found = next((group for group in opening if set(group) <= known), None)
        return cast(Any, Stub(None if found is None else "agreement:" + ",".join(found)))

    return quotas.judged(judge, occasion).opened_by


def occasion(**limits: tuple[int | None, int]) -> Occasion:
    agreements = tuple(Agreement(name, (name,), documents=most, used=used) for name, (most, used) in limits.items())
    return Occasion(USE, datetime(2026, 1, 1, tzinfo=UTC), agreements)


def test_the_next_agreement_opens_what_the_first_has_no_room_for() -> None:
    quotas, asked = Quotas(), occasion(a=(2, 1), b=(1, 0), c=(None, 0))
    assert [judged(quotas, asked, ("a",), ("b",)) for _ in range(3)] == ["agreement:a", "agreement:b", None]
    assert judged(quotas, asked, ("a",), ("c",)) == "agreement:c"
    assert judged(quotas, asked, ("b", "c")) is None


def test_what_does_not_need_an_agreement_uses_nothing_up() -> None:
    quotas, asked = Quotas(), occasion(a=(1, 0))
    free = quotas.judged(lambda _: cast(Any, Stub("s1")), asked)
    assert opened_by(free) == []
    assert judged(quotas, asked, ("a",)) == "agreement:a"


def test_more_used_than_paid_for_leaves_nothing() -> None:
    assert judged(Quotas(), occasion(a=(2, 5)), ("a",)) is None


def test_a_judge_who_does_not_listen_is_asked_no_further() -> None:
    quotas, asked = Quotas(), occasion(a=(0, 0))
    report = quotas.judged(lambda _: cast(Any, Stub("agreement:a")), replace(asked, exhausted=frozenset({"a"})))
    assert report.opened_by == "agreement:a"


LIMITS = st.dictionaries(st.sampled_from("abc"), st.tuples(st.integers(0, 4), st.integers(0, 4)))
NEEDS = st.lists(st.lists(st.sampled_from("abc"), min_size=1, unique=True), max_size=12)


@given(LIMITS, NEEDS)
def test_no_agreement_opens_more_than_it_pays_for(limits: dict[str, tuple[int, int]], asked: list[list[str]]) -> None:
    quotas, given_ = Quotas(), occasion(**limits)
    opened = [judged(quotas, given_, *[(name,) for name in names]) for names in asked]
    for name, (most, used) in limits.items():
        assert opened.count(f"agreement:{name}") <= max(0, most - used)


def test_agreements_for_several_uses_are_all_counted() -> None:
    quotas, asked = Quotas(), occasion(a=(1, 0), b=(9, 0))

    def judge(given: Occasion) -> DocumentReport:
        return cast(Any, Stub(None if "a" in given.exhausted else "agreement:a; s4; agreement:b"))

    assert opened_by(quotas.judged(judge, asked)) == ["a", "b"]
    assert opened_by(quotas.judged(judge, asked)) == []
