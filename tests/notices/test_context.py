"""What stands around a notice goes into the report with it, as a person reads it."""

from __future__ import annotations

from provenance import Checker, Document, read_bytes

NOTICE = "© 2025 Harrow Lane Press. All rights reserved."


def test_the_words_around_a_notice(checker: Checker) -> None:
    text = f"The bridge opened on Monday.\n\n{NOTICE}\n\nA second story follows here.\n"
    (notice,) = checker.check(Document("story.txt", text, "text")).notices
    assert notice.text == NOTICE
    assert notice.before.endswith("opened on Monday.\n\n")
    assert notice.after.startswith("\n\nA second story")


def test_they_are_bounded_and_end_with_the_text(checker: Checker) -> None:
    text = "1 — 2 — 3\n" * 100 + f"\n{NOTICE}"
    (notice,) = checker.check(Document("story.txt", text, "text")).notices
    assert len(notice.before) == 200
    assert notice.after == ""


def test_of_a_page_they_are_the_words_and_not_the_source(checker: Checker) -> None:
    page = f"<html><body><article><p>The <b>bridge</b> opened.</p></article><footer><p>{NOTICE}</p></footer>"
    notice = checker.check(read_bytes("page.html", page.encode())).notices[-1]
    assert "The bridge opened." in notice.before
    assert "<" not in notice.before
