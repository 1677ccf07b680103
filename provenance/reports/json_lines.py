"""JSON Lines: one object a line, each written as soon as it is known (jsonlines.org, UTF-8).

``type`` says what a line is: first ``run``, then a ``document`` each, last ``summary``. A reader that never sees
the summary knows that the run was cut short. Documents and summary are those of the JSON report's contract.
"""

from __future__ import annotations

from typing import Any

from provenance.report import DocumentReport
from provenance.reports.interface import Look, Run, Sink, Summary
from provenance.reports.json import as_run, as_summary, encode, written

SCHEMA = "urn:provenance-check:report-lines:1"


class JsonLinesReport:
    """A line at once for each thing that is told; how it looks is not a question here."""

    def __init__(self, out: Sink, _look: Look) -> None:
        self._out = out
        self._flush = getattr(out, "flush", None)

    def begin(self, run: Run) -> None:
        """The run: schema, tool, instant, use."""
        self._line("run", {"schema": SCHEMA, **as_run(run)})

    def document(self, report: DocumentReport) -> None:
        """One document."""
        self._send('{"type": "document", ' + written(report)[1:])

    def end(self, summary: Summary) -> None:
        """The counts."""
        self._line("summary", as_summary(summary))

    def _line(self, kind: str, content: dict[str, Any]) -> None:
        self._send(encode({"type": kind, **content}))

    def _send(self, line: str) -> None:
        self._out.write(line + "\n")
        if self._flush is not None:  # whoever reads along must not wait for a buffer to fill
            self._flush()
