"""Whatever happens to a check, the server lives, and nobody takes the text for one that passes."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lsp.conftest import Editor


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Editor]:
    """An editor whose server has a judge that does what the text says."""
    its = Editor(tmp_path, sys.executable, str(Path(__file__).with_name("odd_server.py")))
    its.start()
    yield its
    its.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sleep", "not judged: it took longer than 1 seconds. Check it with “provenance check”."),
        ("die", "not judged: the check ended before it had an answer. Check it with “provenance check”."),
        ("fail", "not judged: the check itself failed (RuntimeError)"),
        ("wrong", "not judged: the settings are wrong. Mend them."),
    ],
)
def test_a_text_that_cannot_be_judged_is_said_not_to_be(odd: Editor, text: str, said: str) -> None:
    assert odd.open("other.txt", "quick") == []
    (found,) = odd.open("story.txt", text)
    assert (found["message"], found["severity"], found["code"]) == (said, 1, "not-judged")
    assert odd.open("next.txt", "quick") == []
    odd.change("story.txt", 2, {"text": "quick"})
    assert odd.shown("story.txt", 2) == []
    assert odd.end() == 0


def test_a_slow_check_of_a_text_that_has_changed_is_given_up(tmp_path: Path) -> None:
    script = tmp_path / "patient.py"
    its = Path(__file__).with_name("odd_server.py").read_text(encoding="utf-8")
    script.write_text(its.replace("limit=1.0", "limit=1_000.0"), encoding="utf-8")
    odd = Editor(tmp_path, sys.executable, str(script))
    try:
        odd.start()
        odd.open("other.txt", "quick")
        item = {"uri": odd.uri("story.txt"), "languageId": "plaintext", "version": 1, "text": "sleep"}
        odd.notify("textDocument/didOpen", textDocument=item)
        time.sleep(2.5)
        odd.change("story.txt", 2, {"text": "quick"})
        assert odd.shown("story.txt", 2) == []
        assert odd.end() == 0
    finally:
        odd.close()
