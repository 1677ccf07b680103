"""``--map``: the columns of a data set, as the user names them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from provenance.cli.main import main


def test_columns_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"story": {"body": "The bridge is open."}, "lic": "CC0-1.0"}, {"story": {"body": "The bridge is open."}}]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    assert main(["check", str(path), "--format", "json", "--map", "text=story.body", "--map", "license=lic"]) == 1
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert [(each["part"], each["decision"]) for each in documents] == [("/0", "permitted"), ("/1", "review")]


@pytest.mark.parametrize("given", ["text", "text=", "=x", "nothing=x", "self_declared=x"])
def test_misuse_is_said(given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("{}")
    assert main(["check", str(path), "--map", given]) == 2
    assert "--map" in capsys.readouterr().err
