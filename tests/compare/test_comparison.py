"""What became of an original: identical, an excerpt, quoted, altered, unrelated; every edit at its place."""

from __future__ import annotations

import time

import pytest
from compare_pairs import SCRIPTS, STRANGER, article, held, side
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.compare.comparison import compare
from provenance.compare.result import Kind, Why
from provenance.compare.words import WORD, Vocabulary, count_words

STORY = """\
The tannery bridge opens again

After two winters behind scaffolding, the “tannery” bridge carries carts again. The mason kept one old stone.
Nobody knows which.

It can’t be the keystone – that one is new. The toll is gone. Carts pay nothing, and walkers never did.
"""


@pytest.mark.parametrize("script", SCRIPTS)
def test_one_changed_word_in_two_thousand(script: str) -> None:
    original = article(script, 2000)
    words = Vocabulary().read(original, [(0, len(original))])
    at = [i for i in range(len(words)) if words.kinds[i] & WORD][1234]
    start, end = words.starts[at], words.ends[at]
    began = time.perf_counter()
    found = held(original, original[:start] + STRANGER[script] + original[end:])
    assert time.perf_counter() - began < 2
    assert found.kind is Kind.ALTERED
    [edit] = found.edits
    assert (edit.op, edit.original.quote, edit.ours.quote) == ("replace", original[start:end], STRANGER[script])
    assert (edit.original.start, edit.ours.start) == (start, start)
    assert edit.original.line == original.count("\n", 0, start) + 1
    assert found.words_original >= 2000
    assert found.taken == found.words_original - 1


@pytest.mark.parametrize("script", SCRIPTS)
def test_an_excerpt_is_counted_exactly(script: str) -> None:
    original = article(script, 2000)
    paragraphs = original.split("\n\n")
    excerpt = "\n\n".join(paragraphs[3:6])
    found = held(original, excerpt)
    assert found.kind is Kind.EXCERPT
    assert found.taken == count_words(excerpt) == found.words_ours == found.covered
    assert found.share == pytest.approx(found.taken / count_words(original))


def test_the_same() -> None:
    found = held(STORY, STORY)
    assert (found.kind, found.edits, found.typographic, found.share) == (Kind.IDENTICAL, [], [], 1.0)


def test_typography_alters_nothing_and_is_seen() -> None:
    ours = (
        STORY.replace("“", '"')
        .replace("”", '"')
        .replace("’", "'")
        .replace(" – ", " — ")
        .replace("The toll", "THE toll")
    )
    found = held(STORY, ours.replace("old stone", "old\u00a0stone"))
    assert found.kind is Kind.IDENTICAL
    assert sorted(one.kind for one in found.typographic) == ["blanks", "case", "dashes", "quotes", "quotes", "quotes"]
    case = next(one for one in found.typographic if one.kind == "case")
    assert (case.original.quote, case.ours.quote, case.ours.line) == ("The", "THE", 6)


@pytest.mark.parametrize(
    ("before", "after", "op", "why"),
    [
        ("two winters", "three winters", "replace", Why.WORDS),
        ("one old stone", "one stone", "delete", Why.WORDS),
        ("one old stone", "one very old stone", "insert", Why.WORDS),
        ("is gone. Carts", "is gone, Carts", "replace", Why.PUNCTUATION),
        ("pay nothing", "pay −5", "replace", Why.WORDS),
        ("“tannery” bridge", "tannery bridge", "delete", Why.PUNCTUATION),
    ],
)
def test_what_alters(before: str, after: str, op: str, why: Why) -> None:
    found = held(STORY, STORY.replace(before, after))
    assert found.kind is Kind.ALTERED
    assert found.edits[0].op == op
    assert all(edit.why is why for edit in found.edits)


def test_a_word_left_out_is_no_excerpt() -> None:
    original = "The council did not agree to the plan. It went home."
    assert held(original, original.replace("not ", "")).kind is Kind.ALTERED


def test_whole_sentences_left_out_make_an_excerpt_of_two_passages() -> None:
    found = held(STORY, STORY.replace(" The mason kept one old stone.", ""))
    assert (found.kind, found.passages) == (Kind.EXCERPT, 2)
    assert [edit.original.quote for edit in found.omissions] == ["The mason kept one old stone."]


def test_an_ellipsis_shows_an_omission() -> None:
    found = held(STORY, STORY.replace("kept one old stone", "kept […] stone"))
    assert (found.kind, found.omissions[0].shown) == (Kind.EXCERPT, True)


def test_passages_in_a_text_of_our_own() -> None:
    own = "Our paper asked about the bridge last week, and many people who live beside it wrote to us. "
    found = held(STORY, f"{own}One said: “It can’t be the keystone – that one is new. The toll is gone.” {own}{own}")
    assert found.kind is Kind.QUOTED
    assert found.taken == count_words("It can’t be the keystone – that one is new. The toll is gone.")


def test_moved_passages_are_taken_and_alter() -> None:
    title, first, second = STORY.strip().split("\n\n")
    found = held(STORY, f"{title}\n\n{second}\n\n{first}\n")
    assert found.kind is Kind.ALTERED
    assert found.taken == found.words_original
    assert {edit.why for edit in found.edits} == {Why.MOVED}


def test_nothing_in_common() -> None:
    found = held(STORY, "Quite other words stand here, about nothing that was ever written down.")
    assert (found.kind, found.taken, found.passages) == (Kind.UNRELATED, 0, 0)


@pytest.mark.parametrize(("one", "other"), [("", ""), ("", "a"), ("a", ""), ("a", "a"), ("…", "…")])
def test_next_to_nothing(one: str, other: str) -> None:
    found = held(one, other)
    assert found.kind in (Kind.IDENTICAL, Kind.UNRELATED)
    assert (found.kind is Kind.IDENTICAL) == (one == other)


# -- properties

text = st.text(st.sampled_from(list("ab cd.,\n'“é東タ—")) | st.characters(), max_size=120)


@given(text)
def test_a_text_is_itself(one: str) -> None:
    found = held(one, one)
    assert found.kind is Kind.IDENTICAL
    assert found.taken == found.words_original == found.words_ours
    assert not found.edits


@given(text, text)
def test_counts_hold_for_any_two_texts(one: str, other: str) -> None:
    found = held(one, other)
    assert 0 <= found.taken <= found.words_ours
    assert 0 <= found.covered <= found.words_original
    assert found.longest <= found.taken
    left = sum(edit.words_original for edit in found.edits)
    right = sum(edit.words_ours for edit in found.edits if edit.op != "move")
    moved = sum(edit.words_ours for edit in found.edits if edit.op == "move")
    assert found.words_original - left == found.words_ours - right - moved


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SCRIPTS), st.integers(0, 5), st.data())
def test_contiguous_words_are_counted_exactly(script: str, seed: int, data: st.DataObject) -> None:
    original = article(script, 300, seed)
    words = Vocabulary().read(original, [(0, len(original))])
    places = [i for i in range(len(words)) if words.kinds[i] & WORD]
    first = data.draw(st.integers(0, len(places) - 1))
    last = data.draw(st.integers(first, len(places) - 1))
    found = held(original, original[words.starts[places[first]] : words.ends[places[last]]])
    assert found.kind in (Kind.EXCERPT, Kind.IDENTICAL)
    assert found.taken == last - first + 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SCRIPTS), st.integers(0, 5), st.data())
def test_a_word_put_in_or_left_out_is_found(script: str, seed: int, data: st.DataObject) -> None:
    original = article(script, 300, seed)
    words = Vocabulary().read(original, [(0, len(original))])
    places = [i for i in range(len(words)) if words.kinds[i] & WORD]
    at = places[data.draw(st.integers(1, len(places) - 2))]
    if data.draw(st.booleans()):
        start = words.starts[at]
        stranger = STRANGER[script]
        found = held(original, f"{original[:start]}{stranger} {original[start:]}")
        [edit] = found.edits
        assert (edit.op, edit.ours.quote, edit.ours.start) == ("insert", stranger, start)
    else:
        start, end = words.starts[at], words.ends[at]
        found = held(original, original[:start] + original[end:])
        [edit] = found.edits
        assert (edit.op, edit.words_original) == ("delete", 1)
        # the same word twice in a row may be told at either place
        assert edit.original.quote.casefold() == original[start:end].casefold()
    assert found.kind is Kind.ALTERED


def test_megabytes_end_in_time() -> None:
    original = article("latin", 100_000)
    original = "\n\n".join([original] * 4)
    changed = original.replace("polished the brass lamp", "dropped the brass lamp", 3)
    began = time.perf_counter()
    found = held(original, changed)
    assert time.perf_counter() - began < 60
    assert [edit.ours.quote for edit in found.edits] == ["dropped"] * 3


def test_pages_have_labels_around_the_article() -> None:
    from provenance.document import Block, Document

    read = "Home page\nThe bridge opens.\nCarts pay nothing.\nShare this"
    starts = [0, 10, 28, 47]
    ends = [9, 27, 46, 57]
    blocks = [Block(a, b) for a, b in zip(starts, ends, strict=True)]
    page = side("")
    page.document = Document("p.html", read, "html", blocks=blocks, names=lambda _: ())
    page.body = [(block.start, block.end) for block in blocks]
    found = compare(side("The bridge opens.\n\nCarts pay nothing."), page)
    assert found.kind is Kind.IDENTICAL
    assert [(edit.why, edit.ours.quote) for edit in found.edits] == [
        (Why.AROUND, "Home page"),
        (Why.AROUND, "Share this"),
    ]
