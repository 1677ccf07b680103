"""The account of a run: unused waivers and what is gone, told only of what the run could see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from provenance.outcome import Baseline, Gate, Ledger
from provenance.waiver import Waiver, Waivers
from tests.outcome.conftest import BAN, BODY, OTHER, Judged
from tests.outcome.test_baseline import recorded
from tests.outcome.test_waivers import STORY, waiver

PATH = "wire/bridge.md"


def account(
    judged: Judged, *texts: tuple[str, str], waivers: tuple[Waiver, ...] = (), baseline: Baseline | None = None,
    folders: tuple[str, ...] = (),
) -> Ledger:  # fmt: skip
    """The account of a run over these texts and paths."""
    ledger = Ledger(Waivers(waivers), baseline or Baseline(), folders)
    for text, path in texts:
        ledger.add(judged(text, path, Gate(waivers=ledger.waivers, baseline=ledger.baseline)))
    return ledger


def unused(ledger: Ledger) -> list[tuple[str, str]]:
    return [(one.waiver.source, one.why) for one in ledger.unused()]


def test_a_used_one_is_none(judged: Judged) -> None:
    given = waiver(judged(STORY))
    assert unused(account(judged, (STORY, PATH), waivers=(given,), folders=(".",))) == []


@pytest.mark.parametrize(
    ("text", "changes", "why"),
    [
        (STORY, {"expires": date(2025, 4, 1)}, "expired"),
        (STORY, {"given": date(2025, 7, 1)}, "not-yet"),
        (STORY.replace("old stone", "new stone"), {}, "text-changed"),
        (f"{BODY}\nThis article may be republished free of charge.", {}, "no-finding"),
        (f"{BODY}\nThis article may be republished free of charge.", {"expires": date(2025, 4, 1)}, "expired"),
    ],
)
def test_why_a_waiver_was_not_used(judged: Judged, text: str, changes: dict[str, object], why: str) -> None:
    given = replace(waiver(judged(STORY)), **changes)  # type: ignore[arg-type]
    assert unused(account(judged, (text, PATH), waivers=(given,))) == [("waivers.yml:2", why)]


@pytest.mark.parametrize(
    ("folders", "told"), [((), False), (("desk",), False), (("wire",), True), ((".",), True), (("./wire/",), True)]
)
def test_a_document_that_is_not_there(judged: Judged, folders: tuple[str, ...], told: bool) -> None:
    given = waiver(judged(STORY), document="wire/gone.md")
    found = unused(account(judged, (OTHER, "wire/other.md"), waivers=(given,), folders=folders))
    assert found == ([("waivers.yml:2", "no-document")] if told else [])


@pytest.mark.parametrize(
    ("glob", "folders", "told"),
    [
        ("archive/2019/**", ("archive",), True),
        ("archive/2019/**", ("archive/2020",), False),
        ("archive/2019/**", (".",), True),
        ("*.nitf", ("wire",), False),
        ("*.nitf", (".",), True),
    ],
)
def test_a_pattern_that_fits_nothing(judged: Judged, glob: str, folders: tuple[str, ...], told: bool) -> None:
    found = unused(account(judged, (OTHER, "wire/a.md"), waivers=(waiver(glob=glob),), folders=folders))
    assert bool(found) is told


def test_a_fingerprint_is_missed_only_where_everything_was_checked(judged: Judged) -> None:
    given = waiver(fingerprints=frozenset({"0" * 32}))
    assert unused(account(judged, (OTHER, "wire/a.md"), waivers=(given,), folders=("wire",))) == []
    assert unused(account(judged, (OTHER, "wire/a.md"), waivers=(given,), folders=(".",))) == [
        ("waivers.yml:2", "no-finding")
    ]


def test_one_for_another_use_is_not_asked(judged: Judged) -> None:
    given = waiver(judged(STORY), uses=("print",))
    assert unused(account(judged, (STORY, PATH), waivers=(given,), folders=(".",))) == []


def test_what_is_gone(judged: Judged) -> None:
    known = recorded(judged(STORY, PATH))
    count = len(known.documents[0].findings)
    assert list(account(judged, (STORY, PATH), baseline=known).gone()) == []
    free = account(judged, (f"{BODY}\nThis article may be republished free of charge.", PATH), baseline=known)
    assert [(one.path, one.rule, one.count) for one in free.gone()] == [(PATH, "consent-needed", 1)] * count
    assert list(free.remaining()) == []
    twice = recorded(judged(f"{BAN}\n\n{STORY}", PATH))
    half = account(judged, (STORY, PATH), baseline=twice)
    assert [one.count for one in half.gone()] == [1] * count
    assert [one.count for entry in half.remaining() for one in entry.findings.values()] == [1] * count


def test_what_was_not_looked_for_is_not_gone(judged: Judged) -> None:
    known = recorded(judged(STORY, PATH))
    elsewhere = account(judged, (OTHER, "desk/a.md"), baseline=known, folders=("desk",))
    assert list(elsewhere.gone()) == []
    assert tuple(elsewhere.remaining()) == known.documents
    walked = account(judged, (OTHER, "wire/a.md"), baseline=known, folders=("wire",))
    assert {one.path for one in walked.gone()} == {PATH}
    renamed = account(judged, (STORY, "wire/new-name.md"), baseline=known, folders=("wire",))
    assert list(renamed.gone()) == []


def test_what_cannot_be_read_today_is_not_gone(judged: Judged) -> None:

    known = recorded(judged(STORY, PATH))
    ledger = Ledger(baseline=known, folders=("wire",))
    broken = judged(STORY, PATH)
    broken.readable = False
    broken.findings = []
    ledger.add(broken)
    assert list(ledger.gone()) == []


def test_a_waived_finding_is_not_gone(judged: Judged) -> None:
    before = judged(STORY, PATH)
    ledger = account(judged, (STORY, PATH), waivers=(waiver(before),), baseline=recorded(before))
    assert list(ledger.gone()) == []


def test_copies_are_counted_once(judged: Judged) -> None:
    known = recorded(judged(STORY, PATH))
    texts = [(STORY, PATH), (STORY, "wire/copy.md"), (STORY, "archive/copy.md")]
    one, other = account(judged, *texts, baseline=known), account(judged, *reversed(texts), baseline=known)
    assert list(one.gone()) == list(other.gone()) == []
    assert tuple(one.remaining()) == tuple(other.remaining()) == known.documents
