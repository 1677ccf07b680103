"""Answers that are kept: the same as those that are made, and nothing that must be made each time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.cache.kept import Kept, row_of
from provenance.cache.store import NAME, Row, Store
from provenance.check import Checker
from provenance.cli.main import main
from provenance.corpus.files import Source, read_source
from provenance.outcome import Gate
from provenance.readings.read import Readings
from provenance.report import DocumentReport
from provenance.reports.json import as_document, encode
from provenance.rulefiles.pack import Rules
from provenance.use import Occasion, Use
from provenance.vocabulary import Decision

SEEDS = sorted(path for path in (Path(__file__).parent.parent / "seeds").iterdir() if path.suffix in (".md", ".txt"))
GRANTED = "---\ntitle: The mill\nlicense: CC-BY-4.0\n---\n\nThe mill stands still.\n"
FORBIDDEN = "The ferry sails.\n\n© 2024 Harrow Lane Press. All rights reserved. Not to be republished.\n"
EMBARGO = "EMBARGOED until 5 March 2026 06:00 UTC\n\nThe bridge is mended.\n\nYou may republish this article.\n"
NOW = 1_000_000_000.0


@pytest.fixture(scope="module")
def checker(rules: Rules, readings: Readings) -> Checker:
    occasion = Occasion(Use(**rules.uses["republish"]), datetime(2026, 1, 15, tzinfo=UTC))
    return Checker(rules, occasion, readings=readings)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(now=NOW, folder=tmp_path)
    assert made is not None
    yield made
    made.close()


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents, and a cache of its own that knows the rules already."""
    cache = tmp_path / "cache"
    (cache / "provenance-check").mkdir(mode=0o700, parents=True)
    known = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "provenance-check"
    for path in known.glob("rules-*.data"):
        (cache / "provenance-check" / path.name).symlink_to(path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    folder = tmp_path / "texts"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, text in {"granted.md": GRANTED, "forbidden.md": FORBIDDEN, "embargo.txt": EMBARGO}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def it(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["check", *arguments])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return it


def rows(room: Path) -> int:
    """How many answers are kept."""
    with sqlite3.connect(room.parent / "cache" / "provenance-check" / NAME) as connection:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])


INSTANTS = [datetime(2026, 1, 15, tzinfo=UTC), datetime(2001, 1, 1, tzinfo=UTC), datetime(2061, 7, 1, 5, tzinfo=UTC)]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_what_is_kept_is_what_would_be_made_at_any_instant(path: Path, checker: Checker) -> None:
    data, gate = path.read_bytes(), Gate()
    (document,) = read_source(Source(path.name, data=data))
    report = checker.check(document, gate=gate)
    row = row_of(report, data, gate)
    if row is None:
        return
    for at in INSTANTS:
        made = checker.check(document, occasion=Occasion(checker.occasion.use, at), gate=gate)
        kept = Kept(path.name, row, at.isoformat(), data)
        assert list(kept.tally()) == list(made.tally())
        assert kept.written == encode(as_document(made))
        same(kept, made)


def same(kept: DocumentReport, made: DocumentReport) -> None:
    """Everything that reports ask for is the same."""
    assert (kept.path, kept.decision, kept.outcome, kept.text) == (made.path, made.decision, made.outcome, made.text)
    assert encode(as_document(kept)) == encode(as_document(made))
    assert [(f.waivable, f.detail) for f in kept.findings] == [(f.waivable, f.detail) for f in made.findings]
    assert [type(s.limits) for s in kept.statements] == [type(s.limits) for s in made.statements]


def test_most_ordinary_documents_are_kept(checker: Checker) -> None:
    kept = 0
    for path in SEEDS:
        data = path.read_bytes()
        (document,) = read_source(Source(path.name, data=data))
        kept += row_of(checker.check(document), data, Gate()) is not None
    assert kept > len(SEEDS) // 2


@pytest.mark.parametrize(
    "text",
    [
        EMBARGO,
        "You may republish this article until 1 May 2026.\n",
        "---\nlicense: CC-BY-4.0\nexpires: 2026-05-01\n---\n\nThe mill.\n",
        "%PDF-1.4 no text",
    ],
)
def test_what_depends_on_the_instant_or_may_be_read_another_day_is_not_kept(text: str, checker: Checker) -> None:
    (document,) = read_source(Source("story.md", data=text.encode()))
    assert row_of(checker.check(document), text.encode(), Gate()) is None


_PIECES = st.sampled_from(
    [
        "© 2024 Harrow Lane Press. All rights reserved.",
        "You may republish this article with credit.",
        "Embargoed until 5 March 2026.",
        "May be used until 1 May 2026.",
        "Available for 30 days from publication.",
        "Not before Monday 06:00.",
        "The mill stands still.",
        "License: CC-BY-4.0",
        "\u202eodd\u2028 words ::error:: ##[x] \ud7ff",
        "2026-01-15T00:00:00+00:00",
    ]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(_PIECES, max_size=4), days=st.integers(-9000, 9000), threshold=st.sampled_from(list(Decision)))
def test_kept_and_made_are_the_same(checker: Checker, pieces: list[str], days: int, threshold: Decision) -> None:
    data, gate = "\n\n".join(pieces).encode(), Gate(threshold)
    (document,) = read_source(Source("story.md", data=data))
    row = row_of(checker.check(document, gate=gate), data, gate)
    if row is not None:
        at = checker.occasion.at + timedelta(days=days)
        made = checker.check(document, occasion=Occasion(checker.occasion.use, at), gate=gate)
        same(Kept("story.md", row, at.isoformat(), data), made)


# -- runs


def test_every_report_is_the_same_with_kept_answers(room: Path, run: Callable[..., tuple[int, str]]) -> None:
    for form in ("json", "jsonl", "text", "sarif", "junit", "gitlab", "github", "csv", "markdown", "html"):
        made = run(".", "--format", form, "--no-cache", "--at", "2026-01-15")
        assert run(".", "--format", form, "--at", "2026-01-15") == made
        assert run(".", "--format", form, "--at", "2026-01-15") == made
    assert rows(room) == 2  # the embargo is judged each time


def test_the_instant_in_a_kept_report_is_that_of_the_run(room: Path, run: Callable[..., tuple[int, str]]) -> None:
    run(".", "--at", "2026-01-15")
    kept = run(".", "--at", "2031-01-15", "--format", "json")
    assert kept == run(".", "--at", "2031-01-15", "--format", "json", "--no-cache")
    assert "2026-01-15T" not in kept[1].replace("2026-03", "")


def test_nothing_is_judged_where_all_is_kept(
    room: Path, run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (room / "embargo.txt").unlink()
    made = run(".")

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("judged again")

    monkeypatch.setattr(Checker, "__init__", fail)
    assert run(".")[0] == made[0]


@pytest.mark.parametrize(
    "name",
    ["granted.md", "granted.md.license", "REUSE.toml", "granted.md.headers.json", "granted.jpg"],
)
def test_a_change_beside_a_document_is_seen(room: Path, run: Callable[..., tuple[int, str]], name: str) -> None:
    texts = {
        "granted.md": FORBIDDEN,
        "granted.md.license": "SPDX-License-Identifier: CC-BY-NC-4.0\n",
        "REUSE.toml": 'version = 1\n\n[[annotations]]\npath = "*.md"\nSPDX-License-Identifier = "CC-BY-NC-4.0"\n',
        "granted.md.headers.json": '{"X-Robots-Tag": "noai"}',
        "granted.jpg": "no picture",
    }
    before = run("granted.md", "--format", "json", "--at", "2026-01-15")
    (room / name).write_text(texts[name], encoding="utf-8")
    after = run("granted.md", "--format", "json", "--at", "2026-01-15")
    assert after == run("granted.md", "--format", "json", "--at", "2026-01-15", "--no-cache")
    assert after != before or name == "granted.jpg"


def test_use_gate_rules_and_waivers_are_part_of_an_answer(room: Path, run: Callable[..., tuple[int, str]]) -> None:
    (room / "embargo.txt").unlink()
    for more in ([], ["--use", "excerpt"], ["--fail-on", "blocked"], ["--territory", "DE"], ["--ours", "*.md"], []):
        assert run(".", *more, "--format", "json", "--at", "2026-01-15") == run(
            ".", *more, "--format", "json", "--at", "2026-01-15", "--no-cache"
        )


def test_broken_and_foreign_files_are_rebuilt(room: Path, run: Callable[..., tuple[int, str]]) -> None:
    made = run(".", "--at", "2026-01-15")
    path = room.parent / "cache" / "provenance-check" / NAME
    path.write_bytes(b"no database at all" * 999)
    assert run(".", "--at", "2026-01-15") == made
    assert run(".", "--at", "2026-01-15") == made
    assert rows(room) == 2


# -- the store


def test_a_row_that_was_changed_is_no_answer(store: Store, tmp_path: Path) -> None:
    store.put(b"k", Row("head", "tail", "[]"))
    store.close()
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute("UPDATE reports SET head = 'other'")
    again = Store.open(now=NOW, folder=tmp_path)
    assert again is not None
    assert again.get(b"k") is None
    again.close()


def test_a_link_to_somebody_elses_file_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "theirs"
    target.write_text("theirs", encoding="utf-8")
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / NAME).symlink_to(target)
    assert Store.open(now=NOW, folder=folder) is None
    assert target.read_text(encoding="utf-8") == "theirs"


def test_a_locked_store_costs_no_run(tmp_path: Path, store: Store) -> None:
    store.put(b"k", Row("h", "t", "[]"))
    with sqlite3.connect(tmp_path / NAME, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        store.close()
        other.execute("ROLLBACK")
    assert store.get(b"k") is None


def test_the_store_keeps_within_its_bounds(tmp_path: Path) -> None:
    for day in range(6):
        made = Store.open(now=NOW + day * 86_400, most=400_000, folder=tmp_path)
        assert made is not None
        for number in range(40):
            made.put(f"{day}-{number}".encode(), Row("h" * 3000, "t", "[]"))
        made.close()
    with sqlite3.connect(tmp_path / NAME) as connection:
        days = [day for (day,) in connection.execute("SELECT DISTINCT used FROM reports")]
    assert 0 < len(days) < 6
    assert max(days) == int(NOW // 86_400) + 5


def test_two_runs_write_at_once(tmp_path: Path) -> None:
    stores = [Store.open(now=NOW, folder=tmp_path) for _ in range(4)]
    for number in range(600):
        for one in stores:
            assert one is not None
            one.put(f"{number}".encode(), Row("h", "t", f"{number}"))
    for one in stores:
        assert one is not None
        one.close()
    again = Store.open(now=NOW, folder=tmp_path)
    assert again is not None
    assert all(again.get(f"{number}".encode()) == Row("h", "t", f"{number}") for number in range(600))
    again.close()
