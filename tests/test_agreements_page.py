"""``docs/agreements.md`` is played: its files are written, its commands run, and they print what it says.

``python tests/test_agreements_page.py`` writes the sessions anew; read what changed before you commit it.
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
PAGE = ROOT / "docs" / "agreements.md"
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
#: “… `path/of/file.yml` …:” right before a block: it is that file.
_NAMED = re.compile(r"`([\w./-]+\.(?:yml|toml|txt))`[^`\n]*:\n\n\Z")


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
        if named := _NAMED.search(page, max(fence.start() - 300, 0), fence.start()):
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


def test_every_key_and_finding_is_explained() -> None:
    from provenance.config.agreement_file import AgreementEntry

    page = PAGE.read_text(encoding="utf-8")
    keys = {info.alias or name for name, info in AgreementEntry.model_fields.items()}
    assert [key for key in sorted(keys) if f"`{key}`" not in page and f"`{key}:" not in page] == []
    rules = [path.stem for path in (ROOT / "rules" / "policies").glob("agreement-*.yaml")]
    assert [rule for rule in sorted(rules) if f"`{rule}`" not in page and f"{rule}:" not in page] == []


def test_links_lead_somewhere() -> None:
    page = PAGE.read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-") for line in re.findall(r"^#+ (.*)$", page, re.M)
    }
    for link in re.findall(r"\]\(([^)]+)\)", page):
        path, _, part = link.partition("#")
        assert (PAGE.parent / path).exists() if path else part in headings, link


if __name__ == "__main__":
    _page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as _folder:
        for _written, _printed in played(_page, Path(_folder)):
            _page = _page.replace(_written, _printed)
    PAGE.write_text(_page, encoding="utf-8")
