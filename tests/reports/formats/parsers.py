"""Readers of the formats as their hosts read them; none of them uses what wrote the reports."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from provenance.reports.contract import DocumentPart, RunSummary

HERE = Path(__file__).parent


# -- JSON Lines


def json_lines(text: str) -> tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]:
    """Run, documents and summary; documents and summary hold the contract of the JSON report."""
    assert text.endswith("\n")
    lines = [from_json(line) for line in text.splitlines()]  # a strict parser: no lone surrogates
    assert [line["type"] for line in lines] == ["run", *["document"] * (len(lines) - 2), "summary"]
    for line in lines[1:-1]:
        DocumentPart.model_validate({name: value for name, value in line.items() if name != "type"})
    RunSummary.model_validate({name: value for name, value in lines[-1].items() if name != "type"})
    return lines[0], lines[1:-1], lines[-1]


# -- GitHub workflow commands, as actions/runner reads a line (Runner.Common/ActionCommand.cs)


@dataclass
class Command:
    """One command that the runner would obey."""

    name: str
    properties: dict[str, str] = field(default_factory=dict)
    message: str = ""


#: Every command that a runner knows: one of them read where we wrote none is an attack that worked.
KNOWN = set(
    "error warning notice debug group endgroup echo add-mask stop-commands set-output set-env save-state add-path "
    "add-matcher remove-matcher internal-set-repo-path".split()
)


def workflow_commands(text: str) -> tuple[list[Command], list[str]]:
    """The commands in a log, and the lines that are none."""
    commands, plain = [], []
    for line in re.split(r"\r\n|\n|\r", text):
        found = _second_form(line) or _first_form(line)
        if found is None:
            plain.append(line)
        else:
            commands.append(found)
    return commands, plain


def _second_form(line: str) -> Command | None:
    line = line.lstrip()  # TrimStart(): any white space of Unicode
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, rest = line[2:end].partition(" ")
    if name.lower() not in KNOWN:
        return None
    command = Command(name)
    for pair in filter(None, rest.strip().split(",")):
        key, sign, value = pair.partition("=")
        if sign and value:
            command.properties[key] = _unescaped(value, {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","})
    command.message = _unescaped(line[end + 2 :], {"%0D": "\r", "%0A": "\n"})
    return command


def _first_form(line: str) -> Command | None:
    match = re.search(r"##\[([^\]]*)\](.*)", line)
    if match is None or match[1].partition(" ")[0].lower() not in KNOWN:
        return None
    return Command(match[1].partition(" ")[0], {}, match[2])


def _unescaped(text: str, table: dict[str, str]) -> str:
    for written, meant in table.items():
        text = text.replace(written, meant)
    return text.replace("%25", "%")


# -- CSV


def rows(text: str) -> list[dict[str, str]]:
    """The rows by column, read as a spreadsheet reads them; every row has every column."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    heads, *found = list(reader)
    assert all(len(row) == len(heads) for row in found)
    return [dict(zip(heads, row, strict=True)) for row in found]


#: What makes a spreadsheet run a cell (OWASP, CSV injection), blanks before it not counted.
FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")


# -- Markdown


def markdown(text: str) -> Iterator[Any]:
    """The tokens, inner ones too, with HTML and tables switched on as hosts have them."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in parser.parse(text):
        yield token
        yield from token.children or ()


# -- GitLab


def gitlab_schema() -> dict[str, Any]:
    """What GitLab documents of its format."""
    schema: dict[str, Any] = json.loads((HERE / "gitlab-code-quality.json").read_text(encoding="utf-8"))
    return schema
