"""Writes the sessions of the pages anew: ``python -m tests.prose [PAGE …]``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.prose.blocks import ROOT, pages, read, scenes
from tests.prose.play import play
from tests.prose.stage import there


def rewrite(page: str) -> None:
    """Play *page* and write what it printed in place of what stands there."""
    text = read(page)
    printed: list[tuple[int, int, str]] = []
    for scene in scenes(page, text):
        if scene.needs and not there(scene.needs):
            print(f"{scene.name}: {scene.needs} is not installed, left as it is")
            continue
        with tempfile.TemporaryDirectory() as place:
            found = [its for its in play(scene, Path(place)) if its.printed is not None]
        printed += [(its.block.start, its.block.end, its.printed or "") for its in found]
    for start, end, session in sorted(printed, reverse=True):
        text = text[:start] + session + text[end:]
    (ROOT / page).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for each in sys.argv[1:] or pages():
        if "```console" in read(each):
            rewrite(each)
