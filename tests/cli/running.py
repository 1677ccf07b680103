"""Runs of ``provenance`` with the real rules, in real folders."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from provenance.cli.main import main
from provenance.reports.contract import ReportDocument

RESERVED = "The ferry to Sallow Isle is late again.\n\n© 2026 Harrow Wire. All rights reserved.\n"
FREE = "The ferry to Sallow Isle is late again.\n\n© 2026 Ida Marsh. Licensed under CC BY-NC 4.0.\n"
AGREEMENT = """\
agreements:
  - id: harrow
    with: Harrow Wire
    grants: {uses: [republish, print]}
    reference: contract 12
"""
AT = ("--at", "2026-03-01")


class Ran(NamedTuple):
    """How a run ended; ``decisions``: path → decision and outcome, of the JSON report."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        return json.loads(self.out)

    @property
    def decisions(self) -> dict[str, str]:
        ReportDocument.model_validate_json(self.out)
        return {one["path"]: one["decision"] for one in self.report["documents"]}


def runner(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command of ``provenance``."""

    def ran(*arguments: str) -> Ran:
        capsys.readouterr()
        code = main(list(arguments))
        return Ran(code, *capsys.readouterr())

    return ran
