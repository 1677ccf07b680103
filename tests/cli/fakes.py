"""Stand-ins for the pipeline and the rules, so that the command line is tested by itself.

Run as a program it is the command with these stand-ins, for tests that need a process of its own.
A document's first word is its decision.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from provenance.document import Document
from provenance.errors import Place, RuleFileError, UsageError
from provenance.finding import Finding
from provenance.outcome import Gate
from provenance.report import DocumentReport, Rights
from provenance.rulefiles import pack as real_pack
from provenance.statement import Evidence, Statement
from provenance.use import Occasion
from provenance.vocabulary import Decision, Polarity, Severity


@dataclass
class Rules:
    """What ``provenance.rulefiles.pack.Rules`` promises to the command line."""

    policies: dict[str, Any] = field(
        default_factory=lambda: {
            "prohibited-use": {
                "id": "prohibited-use",
                "title": "The notice forbids this use",
                "severity": "error",
                "decision": "blocked",
                "message": "the notice forbids to {act}: “{quote}”",
                "why": "The holder said no.",
                "fix": "Ask.",
                "since": "0.1.0",
                "version": 2,
                "examples": {
                    "flags": ["Not to be published."],
                    "passes": [{"text": "Fine.", "use": {"id": "archive"}}],
                },
            },
            "embargo": {"id": "embargo", "severity": "error", "decision": None, "message": "too early"},
        }
    )
    uses: dict[str, Any] = field(
        default_factory=lambda: {
            name: {"id": name, "title": name.title(), "acts": ["publish"], "opened_by": ["publish"]}
            for name in ("republish", "excerpt")
        }
    )
    languages: dict[str, Any] = field(
        default_factory=lambda: {
            "en": {"name": "English", "forms": [1, 2, 3], "examples": {"sentences": [1], "near_misses": [2]}}
        }
    )
    data: dict[str, Any] = field(default_factory=lambda: {"signals": {}, "fields": {}})
    version: str = "9"
    roots: tuple[str, ...] = ("rules",)
    named: dict[str, str] = field(default_factory=lambda: {"provenance": "9"})
    digest: str = "sha256:1"


def load_rules(extra: Sequence[str] = (), *, cache: bool = True, **allowed: bool) -> Rules:
    """Broken if a folder holds a file ``broken.yaml``."""
    for given in extra:
        folder, shown = Path(getattr(given, "root", given)), getattr(given, "shown", given)
        if not folder.is_dir():
            raise UsageError(f"--rules: “{folder}” is no folder", hint="Name a folder with rule files in it.")
        if (folder / "broken.yaml").exists():
            raise RuleFileError(Place(f"{shown}/broken.yaml", 3, 5), "unknown key “sverity”", hint="Write “severity”.")
    return Rules()


class Checker:
    """Decides by the first word; ``sleep`` sleeps, ``interrupt`` is Ctrl-C."""

    def __init__(
        self,
        rules: Rules,
        occasion: Occasion,
        *,
        gate: Gate | None = None,
        policies: Sequence[Any] = (),
    ) -> None:
        self.occasion, self.gate = occasion, gate or Gate()

    def check(
        self, document: Document, given: object = (), *, occasion: Occasion | None = None, gate: Gate | None = None
    ) -> DocumentReport:
        word = (document.text.split() or ["review"])[0]
        if word == "interrupt":
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        decision = Decision(word) if word in list(Decision) else Decision.REVIEW
        found = []
        if word == "blocked":
            found.append(
                Finding("prohibited-use", Severity.ERROR, "no", "why", "fix", (Evidence(word, 0, len(word), 1, 1),))
            )
        if word == "metadata":
            found.append(Finding("metadata-invalid", Severity.ERROR, "wrong", "why", "fix"))
        report = DocumentReport(
            document.path,
            None,
            document.format,
            document.encoding,
            document.sha256,
            "en",
            {"id": (occasion or self.occasion).use.id},
            decision,
            "fail",
            None,
            (0, len(document.text)),
            [],
            [],
            Rights(),
            [],
            [],
            {},
            found,
            readable=document.readable,
            text=document.text,
        )
        (gate or self.gate).settle(report)
        return report


@dataclass
class ExampleResult:
    """What ``run_examples`` yields."""

    file: str
    line: int
    what: str
    ok: bool
    detail: str = ""


def run_examples(rules: Rules, paths: Sequence[Path]) -> Iterator[ExampleResult]:
    """One example that holds, and one that does not if a path named ``bad`` is asked for."""
    if [path.name for path in paths] == ["none"]:
        return
    yield ExampleResult("rules/policies/embargo.yaml", 12, "flags[0] “not before”", True)
    if any(path.name == "bad" for path in paths):
        yield ExampleResult(
            "x.yaml",
            7,
            "sentences[3] “may not \x1b[2J”",
            False,
            "expected: prohibited publish\nread: nothing\nmay → may",
        )


@dataclass
class FrameTry:
    """A frame that was tried."""

    name: str
    slots: list[tuple[str, str]]
    empty: list[str]
    asks: tuple[str, ...] = ()


@dataclass
class Trace:
    """How a language read a sentence."""

    language: str
    line: int
    column: int
    sentence: str
    tokens: list[tuple[str, list[str]]]
    frames: list[FrameTry]
    statements: list[Statement]


def why(rules: Rules, document: Document, line: int) -> list[Trace]:
    """Two traces for line 1, none elsewhere."""
    if line != 1:
        return []
    statement = Statement(
        "prohibition",
        Polarity.PROHIBITS,
        Evidence("x"),
        acts=frozenset({"publish"}),
        reading="neg+may",
        unread=("only",),
    )
    tokens = [("may", ["may"]), ("転載", ["act:publish", "act:reproduce"]), ("xyz", [])]
    frames = [FrameTry("neg-may", [("neg", "not"), ("may", "may")], []), FrameTry("only-consent", [], ["consent"])]
    return [
        Trace("en", 1, 1, "may not publish", tokens, frames, [statement]),
        Trace("de", 1, 1, "may not publish", [], [], []),
    ]


def modules() -> dict[str, ModuleType]:
    """The stand-ins by the name of what they stand for."""
    check, pack = ModuleType("provenance.check"), ModuleType("provenance.rulefiles.pack")
    examples, folder = ModuleType("provenance.examples"), ModuleType("provenance.rulefiles.cache_folder")
    vars(folder).update(cache_folder=lambda: None)  # what stand-ins say is not kept
    vars(check).update(Checker=Checker)
    vars(examples).update(ExampleResult=ExampleResult, run_examples=run_examples, why=why)
    vars(pack).update({**vars(real_pack), "Rules": Rules, "load_rules": load_rules})
    return {module.__name__: module for module in (check, examples, folder, pack)}


if __name__ == "__main__":
    sys.modules.update(modules())
    from provenance.cli.main import main

    sys.exit(main())
