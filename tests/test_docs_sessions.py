"""The sessions in docs/reports.md are what the tool prints; ``python tests/test_docs_sessions.py`` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_readme import played

PAGE = Path(__file__).parent.parent / "docs" / "reports.md"
SESSIONS = re.findall(r"^```console\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.splitlines()[0][2:])
def test_a_session_is_what_the_tool_prints(session: str) -> None:
    assert played(session) == "".join(f"{line.rstrip()}\n" for line in session.splitlines())


def test_every_report_has_a_line_in_the_table() -> None:
    from provenance.cli.reports import FORMATS

    named = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.M)
    assert tuple(named) == FORMATS


if __name__ == "__main__":
    _text = PAGE.read_text(encoding="utf-8")
    for _session in SESSIONS:
        _text = _text.replace(_session, played(_session))
    PAGE.write_text(_text, encoding="utf-8")
