"""SARIF 2.1.0 (OASIS), in the shape that code hosts take.

Hosts refuse a log that is too large, so less is better than nothing: notes go first, then warnings, within a
level what is waived or known from before; a notification says what was cut. The results wait in spools until all
of them are counted. Columns and offsets are code points, as ``columnKind`` says. A waived finding is a result
with a ``suppression``, one known from the baseline is ``unchanged``.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from typing import Any

from provenance.report import DocumentReport
from provenance.reports.answered import as_waiver
from provenance.reports.excerpt import one_line
from provenance.reports.interface import Look, Run, Sink, Summary
from provenance.reports.json import as_summary, encode
from provenance.reports.marks import LONGEST, Mark, marks
from provenance.reports.places import Paths, Spot, Spots
from provenance.reports.sarif_log import ArtifactLocation, Location, LogicalLocation, Region, Result, Suppression
from provenance.reports.sarif_rules import Catalogue
from provenance.reports.spool import Spool
from provenance.vocabulary import Severity
from provenance.waiver import Waived

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
#: What GitHub takes of one run, and of one file in bytes when it is compressed with gzip (10 MB, less some room).
MOST_RESULTS = 25_000
MOST_BYTES = 9_500_000
#: Between two looks at the compressed size, in bytes.
_STRIDE = 1 << 17
#: Other places of a result; hosts show few.
MOST_RELATED = 10
_SEMANTIC = re.compile(r"\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?")


class SarifReport:
    """Results by level and state in spools, then the whole log."""

    def __init__(self, out: Sink, _look: Look) -> None:
        self._out = out
        self._run: Run | None = None
        self._spots = Spots()
        self._paths = Paths(None, "")
        self._catalogue = Catalogue({})
        self._waiting = {(severity, counts): Spool() for severity in Severity for counts in (True, False)}
        self._cut = dict.fromkeys(Severity, 0)

    def begin(self, run: Run) -> None:
        """The rules and the root; nothing is written yet."""
        self._run = run
        self._paths = Paths(run.root, run.folder)
        self._catalogue = Catalogue(run.policies, run.help_uri)

    def document(self, report: DocumentReport) -> None:
        """A result for each finding."""
        seen: dict[str, int] = {}
        for mark in marks(report, self._spots):
            result = self._result(report, mark, seen)
            spool = self._waiting[mark.severity, mark.open]
            if len(spool) < MOST_RESULTS:
                spool.add(encode(result))
            else:
                self._cut[mark.severity] += 1

    def end(self, summary: Summary) -> None:
        """Tool and rules, the results that fit, what was cut, the counts."""
        run = self._run
        assert run is not None, "begin() comes first"
        driver = {"name": run.name, "version": run.version, "rules": self._catalogue.rules}
        if _SEMANTIC.fullmatch(run.version):
            driver["semanticVersion"] = run.version
        head = {
            "tool": {"driver": driver},
            "automationDetails": {"id": f"{run.name}/{run.use}/"},
            "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
        }
        log = {"$schema": SCHEMA, "version": VERSION}
        self._out.write(f'{encode(log)[:-1]}, "runs": [{encode(head)[:-1]}, "results": [')
        first = True
        for result in self._fitting(len(encode(head))):
            self._out.write(("\n" if first else ",\n") + result)
            first = False
        tail = {"invocations": [self._invocation(summary)], "properties": self._about(run, summary)}
        self._out.write("\n], " + encode(tail)[1:] + "]}\n")

    def _fitting(self, size: int) -> Iterator[str]:
        """The results, the loudest first, until the host would take no more; the others are counted."""
        written, packed, since, packer = 0, size, 0, zlib.compressobj()
        for (severity, _), spool in self._waiting.items():
            for piece in spool.pieces():
                if written >= MOST_RESULTS or packed > MOST_BYTES:
                    self._cut[severity] += 1
                    continue
                data = piece.encode()
                packed, since = packed + len(packer.compress(data)), since + len(data)
                if since > _STRIDE:
                    packed, since = packed + len(packer.flush(zlib.Z_SYNC_FLUSH)), 0
                written += 1
                yield piece

    # -- one result

    def _result(self, report: DocumentReport, mark: Mark, seen: dict[str, int]) -> Result:
        finding = mark.finding
        result: Result = {
            "ruleId": mark.rule,
            "ruleIndex": self._catalogue.index(mark),
            "level": mark.severity.value,
            "message": {"text": _words(mark.message)},
            "locations": [self._location(report, mark.spot)],
            "partialFingerprints": _fingerprints(report, mark, seen),
            "properties": {
                "decision": mark.decision.value if mark.decision else None,
                "documentDecision": report.decision.value,
                "outcome": report.outcome,
                "use": str(report.use.get("id", "")),
                "part": None if report.part is None else one_line(report.part, LONGEST),
                "version": finding.version if finding else "1",
            },
        }
        if finding is None:
            return result
        if len(finding.evidence) > 1:
            result["relatedLocations"] = self._related(report, mark)
        if finding.state == "waived":
            result["suppressions"] = [_suppression(finding.waiver)]
        elif finding.waiver is not None:
            result["properties"]["waiver"] = _waiver(finding.waiver)
        if finding.state == "baseline":
            result["baselineState"] = "unchanged"
        return result

    def _related(self, report: DocumentReport, mark: Mark) -> list[Location]:
        assert mark.finding is not None
        found = []
        for number, evidence in enumerate(mark.finding.evidence[1 : MOST_RELATED + 1], start=1):
            location = self._location(report, self._spots.of(report, evidence))
            location["id"] = number
            if evidence.quote:
                location["message"] = {"text": _words(one_line(evidence.quote, LONGEST))}
            found.append(location)
        return found

    def _location(self, report: DocumentReport, spot: Spot) -> Location:
        uri, within = self._paths.uri(report.path)
        artifact: ArtifactLocation = {"uri": uri, "uriBaseId": ROOT} if within else {"uri": uri}
        location: Location = {"physicalLocation": {"artifactLocation": artifact, "region": _region(spot)}}
        logical: list[LogicalLocation] = []
        if report.part is not None:
            logical.append({"fullyQualifiedName": one_line(report.part, LONGEST), "kind": "object"})
        if spot.pointer:
            logical.append({"fullyQualifiedName": one_line(spot.pointer, LONGEST), "kind": "property"})
        if logical:
            location["logicalLocations"] = logical
        return location

    # -- the run

    def _invocation(self, summary: Summary) -> dict[str, Any]:
        invocation: dict[str, Any] = {"executionSuccessful": True, "exitCode": summary.exit_code}
        cut = [f"{count} of level {severity.value}" for severity, count in self._cut.items() if count]
        if cut:
            text = (
                f"Results were left out, so that hosts take this file: {', '.join(cut)}. "
                f"At most {MOST_RESULTS:,} results and 10 MB (gzip) are taken; the JSON report has all of them."
            )
            notice = {"descriptor": {"id": "results-cut"}, "level": "warning", "message": {"text": text}}
            invocation["toolExecutionNotifications"] = [notice]
        return invocation

    def _about(self, run: Run, summary: Summary) -> dict[str, Any]:
        return {
            "use": run.use,
            "at": run.at,
            "failOn": run.fail_on.value,
            "rules": dict(run.rules),
            "rulesDigest": run.digest,
            "summary": {name: value for name, value in as_summary(summary).items() if not isinstance(value, list)},
        }


def _region(spot: Spot) -> Region:
    column = spot.column or 1
    region: Region = {
        "startLine": spot.line,
        "startColumn": column,
        "endLine": spot.end_line or spot.line,
        "endColumn": spot.end_column or column,
    }
    if spot.start is not None and spot.length is not None:
        region["charOffset"], region["charLength"] = spot.start, spot.length
    return region


def _fingerprints(report: DocumentReport, mark: Mark, seen: dict[str, int]) -> dict[str, str]:
    """What stays the same when lines move. GitHub reads the second, and tells results of one file apart by it."""
    own = one_line(mark.finding.fingerprint, LONGEST) if mark.finding else ""
    key = own or mark.rule
    if report.part is not None:
        key = hashlib.sha256(f"{key}\0{report.part}".encode("utf-8", "replace")).hexdigest()[:32]
    seen[key] = seen.get(key, 0) + 1
    ours = {"provenance/v1": own} if own else {}
    return {**ours, "primaryLocationLineHash": f"{key}:{seen[key]}"}


def _suppression(waived: Waived | None) -> Suppression:
    if waived is None:
        return {"kind": "external", "status": "accepted", "justification": "waived"}
    waiver = waived.waiver
    words = f"{one_line(waiver.reason, LONGEST)} (by {one_line(waiver.approved_by, LONGEST)} until {waiver.expires})"
    return {
        "kind": "external",
        "status": "accepted",
        "justification": _words(words),
        "properties": _waiver(waived),
    }


def _waiver(waived: Waived) -> dict[str, Any]:
    return {name: one_line(value, LONGEST) for name, value in (as_waiver(waived) or {}).items()}


def _words(text: str) -> str:
    """Neutral *text* without what viewers take for a link (SARIF 2.1.0, section 3.11.6)."""
    return text.replace("](", "] (")
