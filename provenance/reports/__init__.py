"""Reports: what was found, in one format each.

A new format is one file with a class that follows :class:`~provenance.reports.interface.Report`
and one line in :data:`REPORTS`. Formats are imported only when they are asked for.
"""

from __future__ import annotations

from importlib import import_module

from provenance.reports.interface import Look, Report, Sink

#: Name of the format -> ``module:class``.
REPORTS: dict[str, str] = {
    "text": "provenance.reports.text:TextReport",
    "json": "provenance.reports.json:JsonReport",
    "jsonl": "provenance.reports.json_lines:JsonLinesReport",
    "sarif": "provenance.reports.sarif:SarifReport",
    "junit": "provenance.reports.junit:JUnitReport",
    "github": "provenance.reports.github:GitHubReport",
    "gitlab": "provenance.reports.gitlab:GitLabReport",
    "csv": "provenance.reports.csv:CsvReport",
    "markdown": "provenance.reports.markdown:MarkdownReport",
    "html": "provenance.reports.html:HtmlReport",
}


def create(name: str, out: Sink, look: Look) -> Report:
    """The report called *name*, writing to *out*. Raises ``KeyError`` for an unknown name."""
    module, _, cls = REPORTS[name].partition(":")
    report: Report = getattr(import_module(module), cls)(out, look)
    return report
