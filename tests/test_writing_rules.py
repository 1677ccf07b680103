"""``docs/writing-rules.md`` is played: its files are written, its commands run, and they print what it says.

``python tests/test_writing_rules.py`` writes the sessions anew; read what changed before you commit it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "writing-rules.md"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
#: “… `path/of/file.yaml` …:” right before a block: it is that file.
_NAMED = re.compile(r"`([\w./-]+\.(?:yaml|yml|txt))`[^`\n]*:\n\n\Z")


def run(command: str, place: Path) -> tuple[str, int]:
    """What a call prints in the folder *place*, standard error after standard output, and its exit code."""
    program, *arguments = shlex.split(command)
    assert program == "provenance"
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    environment |= {"PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    called = [sys.executable, "-m", "provenance", *arguments]
    done = subprocess.run(called, cwd=place, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr, done.returncode


def played(page: str, place: Path) -> Iterator[tuple[str, str]]:
    """Each session of the page, and what it prints if one follows the page from its beginning."""
    for fence in _FENCE.finditer(page):
        language, content = fence.groups()
        named = _NAMED.search(page, max(fence.start() - 300, 0), fence.start())
        if named and language in ("yaml", "text"):
            (place / named[1]).parent.mkdir(parents=True, exist_ok=True)
            (place / named[1]).write_text(content, encoding="utf-8")
        if language == "console":
            yield content, _session(content, place)


def _session(session: str, place: Path) -> str:
    printed: list[str] = []
    code = 0
    for line in session.splitlines():
        if line == "$ echo $?":
            printed += [line, str(code)]
        elif line.startswith("$ "):
            output, code = run(line[2:], place)
            printed += [line, *(its.rstrip() for its in output.splitlines())]
    return "".join(f"{line}\n" for line in printed)


def test_the_page_holds_from_beginning_to_end(tmp_path: Path) -> None:
    for written, printed in played(PAGE.read_text(encoding="utf-8"), tmp_path):
        assert printed == written


def test_the_failures_that_it_shows_are_told_so(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    list(played(page, tmp_path))
    shown = [content for language, content in _FENCE.findall(page) if language == "text" and "FAILED" in content]
    slips = (
        ("house/policies/harrow-clause.yaml", r"harrow\s+clause\b", r"harrow\s+clauses\b"),
        ("house/languages/en/examples.yaml", "is off the table", "is off the gridiron"),
    )
    assert len(shown) == len(slips)
    for told, (path, old, new) in zip(shown, slips, strict=True):
        text = (tmp_path / path).read_text(encoding="utf-8")
        (tmp_path / path).write_text(text.replace(old, new), encoding="utf-8")
        assert run(f"provenance rules test {path}", tmp_path)[0].startswith(told)


def test_links_lead_somewhere() -> None:
    page = PAGE.read_text(encoding="utf-8")
    lines = re.findall(r"^#+ (.*)$", page, re.M)
    headings = {re.sub(r"[^\w -]", "", line.lower()).strip().replace(" ", "-") for line in lines}
    for target, anchor in re.findall(r"\]\(([^)#]*)(?:#([^)]*))?\)", page):
        assert not target or target.startswith("https://") or (PAGE.parent / target).exists(), target
        assert not anchor or anchor in headings, anchor


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for written, printed in played(page, Path(folder)):
            page = page.replace(f"```console\n{written}```", f"```console\n{printed}```", 1)
    PAGE.write_text(page, encoding="utf-8")
