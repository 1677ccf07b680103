"""GitLab Code Quality: an array of issues, a subset of the Code Climate format that GitLab reads.

GitLab stops reading at the first issue that is not of the form it knows, and drops issues whose fingerprint it
has seen: each is of that form, and each fingerprint is its own. Findings that are waived or known from before
are left out: GitLab has no word for them.
"""

from __future__ import annotations

import hashlib
from typing import TypedDict

from provenance.report import DocumentReport
from provenance.reports.interface import Look, Run, Sink, Summary
from provenance.reports.json import encode
from provenance.reports.marks import Mark, marks
from provenance.reports.places import Paths, Spots
from provenance.vocabulary import Severity

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


class Lines(TypedDict):
    """The lines of an issue, both counted."""

    begin: int
    end: int


class Location(TypedDict):
    """Where an issue is; ``path`` from the root of the repository, without ``./``."""

    path: str
    lines: Lines


class Issue(TypedDict):
    """One entry of the array."""

    type: str
    description: str
    check_name: str
    fingerprint: str
    severity: str
    categories: list[str]
    location: Location


class GitLabReport:
    """Writes the array issue by issue; of an issue it keeps eight bytes, so that no fingerprint comes twice."""

    def __init__(self, out: Sink, _look: Look) -> None:
        self._out = out
        self._spots = Spots()
        self._paths = Paths(None, "")
        self._seen: set[int] = set()

    def begin(self, run: Run) -> None:
        """Open the array."""
        self._paths = Paths(run.root, run.folder)
        self._out.write("[")

    def document(self, report: DocumentReport) -> None:
        """An issue for each open finding."""
        for mark in marks(report, self._spots):
            if mark.open:
                self._out.write((",\n" if self._seen else "\n") + encode(self._issue(report, mark)))

    def end(self, _summary: Summary) -> None:
        """Close the array; GitLab counts for itself."""
        self._out.write("\n]\n")

    def _issue(self, report: DocumentReport, mark: Mark) -> Issue:
        path = self._paths.relative(report.path)
        return {
            "type": "issue",
            "description": mark.message,
            "check_name": mark.rule,
            "fingerprint": self._fingerprint(path, report, mark),
            "severity": SEVERITIES[mark.severity],
            "categories": ["Compatibility"],
            "location": {"path": path, "lines": {"begin": mark.spot.line, "end": mark.spot.last_line}},
        }

    def _fingerprint(self, path: str, report: DocumentReport, mark: Mark) -> str:
        """The same for the same finding in the next run, whatever line it has moved to; never given twice."""
        own = (mark.finding.fingerprint if mark.finding else "") or mark.message
        told = "\0".join((path, report.part or "", mark.rule, own)).encode("utf-8", "replace")
        number = 0
        while True:
            seal = hashlib.sha256(told + b"\0%d" % number)
            short = int.from_bytes(seal.digest()[:8], "big")
            if short not in self._seen:
                self._seen.add(short)
                return seal.hexdigest()
            number += 1
