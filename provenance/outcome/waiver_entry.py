"""What is written down when somebody lets findings of one document stand (``waivers.yml``)."""

from __future__ import annotations

import os
from collections.abc import Sequence

from provenance.errors import UsageError
from provenance.finding import Finding
from provenance.outcome.names import name_of
from provenance.outcome.waivers import judged_at
from provenance.report import DocumentReport


def waiver_entry(
    report: DocumentReport,
    findings: Sequence[Finding],
    file: str,
    *,
    reason: str = "",
    approved_by: str = "",
    expires: str = "",
) -> dict[str, str | list[str]]:
    """The entry for *findings* of one rule in *report*, in the order in which it is written, for the *file* of waivers.

    It holds for this text and these words only. What is left blank is for a person to fill in: until then the file
    is refused.

    Raises:
        UsageError: the document lies outside of the folder of *file*.
    """
    name = name_of(report.path, os.path.dirname(file))
    if name.startswith("../") or os.path.isabs(name):
        raise UsageError(
            f"“{report.path}” lies outside of the folder of {file}", hint="Keep the file of waivers above it."
        )
    prints = list(dict.fromkeys(finding.fingerprint for finding in findings))
    return {
        "rule": findings[0].rule,
        "document": name,
        "fingerprint": prints[0] if len(prints) == 1 else prints,
        "use": str(report.use["id"]),
        "reason": reason.strip(),
        "approved_by": approved_by.strip(),
        "given": judged_at(report).date().isoformat(),
        "expires": expires,
    }
