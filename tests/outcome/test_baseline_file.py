"""The baseline's file: stable, small in diffs, refused where it is broken or foreign."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import RuleFileError
from provenance.outcome import Baseline
from provenance.outcome.baseline import Known, Recorded
from provenance.outcome.baseline_file import SCHEMA, load_baseline, write_baseline
from provenance.outcome.fingerprints import KEPT, packed

hexes = st.text("0123456789abcdef", min_size=16, max_size=16)
entries = st.builds(
    Recorded,
    path=st.text(min_size=1, max_size=20),
    part=st.none() | st.text(max_size=5),
    use=st.sampled_from(["republish", "print"]),
    digest=hexes.map(lambda text: text * 2),
    words=st.integers(0, 9999),
    sketch=st.lists(st.integers(0, 2**32 - 1), max_size=KEPT, unique=True).map(lambda some: packed(sorted(some))),
    findings=st.dictionaries(
        st.tuples(st.sampled_from(["a", "prohibited-use"]), hexes),
        st.builds(Known, st.integers(1, 99), st.text(max_size=20)),
        min_size=1,
        max_size=3,
    ),
)


def text_of(*documents: Recorded) -> str:
    return "".join(write_baseline(Baseline(documents)))


@given(st.lists(entries, max_size=4, unique_by=lambda one: (one.path, one.part, one.use)), st.randoms())
def test_it_comes_back_as_it_was_in_any_order(documents: list[Recorded], chance: object) -> None:
    text = text_of(*documents)
    loaded = load_baseline(text, "b.json")
    assert {(one.path, one.part, one.use): one for one in loaded.documents} == {
        (one.path, one.part, one.use): one for one in documents
    }
    turned = list(documents)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert text_of(*turned) == text == "".join(write_baseline(loaded))
    assert text.isascii()
    json.loads(text)


def entry(path: str = "a.md", **more: object) -> Recorded:
    given: dict[str, object] = {
        "part": None,
        "use": "republish",
        "digest": "0" * 32,
        "words": 40,
        "sketch": packed((1, 2)),
        "findings": {("ban", "1" * 16): Known(1, "not to be published")},
    }
    return Recorded(path, **{**given, **more})  # type: ignore[arg-type]


def test_one_line_a_document_and_one_a_finding() -> None:
    two = {("ban", "1" * 16): Known(), ("ban", "2" * 16): Known(2)}
    before, after = (
        text_of(entry("a.md"), entry("c.md")),
        text_of(entry("a.md"), entry("b.md", findings=two), entry("c.md")),
    )
    assert len(before.splitlines()) == 1 + 2 * 2
    assert len(after.splitlines()) - len(before.splitlines()) == 3
    assert set(before.splitlines()) <= set(after.splitlines())


def test_an_empty_one() -> None:
    assert load_baseline(text_of(), "b.json").documents == ()


GOOD = text_of(entry("a.md"), entry("b.md"))


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "b.json:1:1", "not JSON"),
        (GOOD[:-5], "b.json:5:", "not JSON"),
        ("[]", "b.json:1:1", "not a baseline"),
        ("{}", "b.json:1:1", "not a baseline"),
        (GOOD.replace("baseline:1", "baseline:2"), "b.json:1:1", "baseline:2"),
        (GOOD.replace('"documents"', '"documents": [], "documents"'), "b.json:1:1", "stands twice"),
        (GOOD.replace('"length": 40', '"length": -1', 1), "b.json:2:1", "documents[0].length"),
        (GOOD.replace('"use": "republish", "body"', '"body"'), "b.json:2:1", "documents[0].use"),
        (GOOD.replace('"sketch": "', '"sketch": "!'), "b.json:2:1", "documents[0].sketch"),
        (GOOD.replace('"path": "b.md"', '"path": "a.md"'), "b.json:2:1", "recorded twice"),
        (GOOD.replace('"count": 1', '"count": 0'), "b.json:2:1", "count"),
        (GOOD.replace('"count": 1', '"count": 1, "reason": "x"'), "b.json:2:1", "reason"),
        (GOOD.replace('"rule": "ban"', '"rule": "Ban it"'), "b.json:2:1", "rule"),
        ("[" * 100_000, "b.json:1", "no"),
        ('{"schema": ' + "9" * 10_000 + "}", "b.json:1:1", "baseline"),
    ],
)
def test_a_broken_one_is_refused_where_it_is_broken(text: str, place: str, words: str) -> None:
    with pytest.raises(RuleFileError) as refused:
        load_baseline(text, "b.json")
    assert str(refused.value.place).startswith(place)
    assert words in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("sketch", [(2, 1), (1, 1), tuple(range(KEPT + 1))])
def test_a_sketch_is_sorted_and_short(sketch: tuple[int, ...]) -> None:
    with pytest.raises(RuleFileError, match="sketch"):
        load_baseline(text_of(entry(sketch=packed(sketch))), "b.json")


@given(st.text(max_size=50) | st.dictionaries(st.text(max_size=3), st.integers()).map(json.dumps))
def test_nothing_else_is_ever_raised(text: str) -> None:
    with pytest.raises(RuleFileError):
        load_baseline(text, "b.json")


def test_the_schema_is_named() -> None:
    assert json.loads(GOOD)["schema"] == SCHEMA
