"""One finding on one line, as compilers write them: what build logs and editors turn into a link."""

from __future__ import annotations

from provenance.finding import Finding
from provenance.report import DocumentReport
from provenance.reports.excerpt import one_line
from provenance.reports.neutral import neutral

_LONGEST = 400


def finding_line(report: DocumentReport, finding: Finding) -> str:
    """``path:line:column: severity: message [rule]``, harmless to print whatever the document says.

    Without a line where the finding rests on no place of the text, with ``#part`` where a file holds several texts.
    """
    place = neutral(report.path) + (f"#{neutral(report.part)}" if report.part is not None else "")
    for evidence in finding.evidence:
        if evidence.line is not None:
            place += f":{evidence.line}" + (f":{evidence.column}" if evidence.column is not None else "")
            break
    state = "" if finding.state == "open" else f" ({neutral(finding.state)})"
    return f"{place}: {finding.severity.value}: {one_line(finding.message, _LONGEST)} [{neutral(finding.rule)}]{state}"
