"""JUnit XML: a test case for each document; it fails where the document does, and is an error where it is unreadable.

There is no standard; this is what Jenkins and GitLab both read: ``properties`` first, one ``failure`` or ``error`` a
case, ``file`` and ``line`` where the finding is. Nothing is written to ``system-out``: GitLab reads a path out of
it (``[[ATTACHMENT|…]]``), and documents shall not choose one.
"""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from provenance.finding import Finding
from provenance.report import DocumentReport
from provenance.reports.answered import answered
from provenance.reports.excerpt import one_line
from provenance.reports.interface import Look, Run, Sink, Summary
from provenance.reports.marks import LONGEST, marks, opener
from provenance.reports.places import Paths, Spots
from provenance.reports.spool import Spool
from provenance.vocabulary import Severity

#: What XML 1.0 cannot say and ``neutral`` lets through: two characters that are none.
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_LOUDNESS = {severity: number for number, severity in enumerate(Severity)}
#: Most findings told of one document.
MOST_FINDINGS = 50


class JUnitReport:
    """The cases in a spool, then the counts and the cases."""

    def __init__(self, out: Sink, _look: Look) -> None:
        self._out = out
        self._run: Run | None = None
        self._paths = Paths(None, "")
        self._spots = Spots()
        self._cases = Spool()
        self._failures = self._errors = 0

    def begin(self, run: Run) -> None:
        """Remember what the run is about."""
        self._run = run
        self._paths = Paths(run.root, run.folder)

    def document(self, report: DocumentReport) -> None:
        """One test case."""
        path = _text(self._paths.relative(report.path))
        folder, name = posixpath.split(path)
        mark = min(
            (mark for mark in marks(report, self._spots) if mark.open),
            key=lambda mark: (_LOUDNESS[mark.severity], mark.spot.line),
            default=None,
        )
        case = etree.Element("testcase", classname=folder or ".", name=name + _part(report), file=path)
        case.set("line", str(mark.spot.line if mark else 1))
        case.set("time", "0")
        _properties(case, self._about(report))
        if report.outcome != "pass":
            self._fail(case, report, mark.message if mark else "")
        self._cases.add("    " + etree.tostring(case, encoding="unicode") + "\n")

    def end(self, summary: Summary) -> None:
        """The counts, the properties of the run, and the cases."""
        run = self._run
        assert run is not None, "begin() comes first"
        counts = {
            "tests": str(summary.documents),
            "failures": str(self._failures),
            "errors": str(self._errors),
            "skipped": "0",
            "time": "0",
        }
        told = {"use": run.use, "at": run.at, "fail_on": run.fail_on.value, "version": run.version, "rules": run.digest}
        whole = etree.Element("testsuites", name=run.name)
        suite = etree.SubElement(whole, "testsuite", name=f"{run.name}: {_text(run.use)}")
        for name, count in counts.items():
            whole.set(name, count)
            suite.set(name, count)
        _properties(suite, told)
        suite.tail = "\n"
        head, _, foot = etree.tostring(whole, encoding="unicode").rpartition("</testsuite>")
        self._out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{head}\n')
        self._cases.pour(self._out)
        self._out.write(f"</testsuite>{foot}\n")

    def _about(self, report: DocumentReport) -> dict[str, str]:
        """The properties of a case: what is decided, who opened it, what we owe, what does not count."""
        told = {"decision": report.decision.value, "outcome": report.outcome, "opened_by": opener(report)}
        told["duties"] = ", ".join(obligation.duty for obligation in report.obligations)
        for state in ("waived", "baseline"):
            told[state] = ", ".join(dict.fromkeys(f.rule for f in report.findings if f.state == state))
        return {name: value for name, value in told.items() if value}

    def _fail(self, case: etree._Element, report: DocumentReport, message: str) -> None:
        kind = "failure" if report.readable else "error"
        self._failures += report.readable
        self._errors += not report.readable
        shown = f"{report.decision.value}: {message}" if message else report.decision.value
        failure = etree.SubElement(case, kind, type=report.decision.value, message=_text(shown))
        failure.text = "\n" + "\n".join(self._told(report)) + "\n"

    def _told(self, report: DocumentReport) -> list[str]:
        """The findings in words, the loudest first."""
        found = sorted(report.findings, key=lambda finding: (finding.state != "open", _LOUDNESS[finding.severity]))
        lines = [line for finding in found[:MOST_FINDINGS] for line in self._lines(report, finding)]
        more = len(found) - MOST_FINDINGS
        return [*lines, f"and {more} more findings"] if more > 0 else lines

    def _lines(self, report: DocumentReport, finding: Finding) -> list[str]:
        first = finding.evidence[0] if finding.evidence else None
        spot = self._spots.of(report, first)
        place = _text(self._paths.relative(report.path)) + _part(report) + f":{spot.line}"
        place += f":{spot.column}" if spot.column is not None else ""
        state = "" if finding.state == "open" else f" [{finding.state}]"
        waiver = answered(finding)
        return [
            f"{place}: {finding.severity.value} {_text(finding.rule)}{state}: {_text(finding.message)}",
            f"  why: {_text(finding.why)}",
            f"  fix: {_text(finding.fix)}",
            *([f"  waiver: {_text(waiver)}"] if waiver else ()),
        ]


def _part(report: DocumentReport) -> str:
    return "" if report.part is None else f"#{_text(report.part)}"


def _properties(parent: etree._Element, told: dict[str, str]) -> None:
    properties = etree.SubElement(parent, "properties")
    for name, value in told.items():
        etree.SubElement(properties, "property", name=name, value=_text(value))


def _text(text: str) -> str:
    """*text* as XML may hold it: neutral, on one line, bounded."""
    return _NO_CHARACTER.sub("\ufffd", one_line(text, LONGEST))
