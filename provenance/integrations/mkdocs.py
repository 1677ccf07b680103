"""The MkDocs plugin ``provenance``: judges the source of every page and stops the build before one is written.

In ``mkdocs.yml``::

    plugins:
      - provenance:
          ours: [news/**]

A page whose outcome is a fail is an error: once all pages are judged, the build ends. A page that passes with
something for a person to look at is a warning, so ``mkdocs build --strict`` ends the build there too.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger

from provenance import Decision, DocumentReport, Finding, Project, ProvenanceError, Severity, finding_line

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = get_plugin_logger("provenance")


class Options(Config):
    """The plugin's options in ``mkdocs.yml``."""

    enabled = config_options.Type(bool, default=True)
    fail_on = config_options.Optional(config_options.Choice(("blocked", "review", "conditional")))
    use = config_options.Optional(config_options.Type(str))
    ours = config_options.ListOfItems(config_options.Type(str), default=[])
    rules = config_options.ListOfItems(config_options.Dir(exists=True), default=[])
    config = config_options.Optional(config_options.File(exists=True))


class ProvenancePlugin(BasePlugin[Options]):
    """Judges pages; :meth:`on_env` is the last moment before anything is written."""

    _project: Project | None = None

    def on_config(self, config: MkDocsConfig) -> None:
        """Read rules and configuration anew: for each build, also while serving."""
        self._failed: list[str] = []
        self._pages = self._silent = 0
        self._project = self._opened(config) if self.config.enabled else None

    def _opened(self, config: MkDocsConfig) -> Project:
        folder = os.path.dirname(config.config_file_path) if config.config_file_path else ""
        given = self.config
        try:
            return Project(
                folder,
                config=given.config,
                use=given.use,
                fail_on=given.fail_on,
                ours=given.ours,
                rules=given.rules,
            )
        except ProvenanceError as error:
            raise PluginError("provenance: " + ". ".join(filter(None, (error.message, error.hint)))) from None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Judge the source of a page, front matter and all, as it was before any plugin changed it."""
        if self._project is None:
            return
        path = page.file.abs_src_path or os.path.join(config.docs_dir, page.file.src_uri)
        for report in self._project.check(os.path.relpath(path), page.file.content_bytes, walked=True):
            self._pages += 1
            self._tell(report)

    def _tell(self, report: DocumentReport) -> None:
        failed = self._fails(report)
        if failed:
            self._failed.append(report.path)
        elif report.outcome == "fail" and not report.statements:
            self._silent += 1
            return
        for finding in report.findings:
            _write(report, finding, failed)

    def _fails(self, report: DocumentReport) -> bool:
        """By the gate; where nobody has said what fails, a page that is merely doubtful does not."""
        if self.config.fail_on is None and self._project is not None and self._project.config is None:
            return report.outcome == "fail" and report.decision is Decision.BLOCKED
        return report.outcome == "fail"

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """All pages are judged: end the build if one of them failed.

        Raises:
            PluginError: some page failed.
        """
        if self._silent:
            log.warning(f"{self._silent} of {self._pages} pages say nothing of their rights: a person must look")
        if self._failed:
            raise PluginError(f"provenance: {len(self._failed)} of {self._pages} pages may not be published")


def _write(report: DocumentReport, finding: Finding, failed: bool) -> None:
    if finding.state != "open" or finding.severity is Severity.NOTE:
        log.info(finding_line(report, finding))
    elif failed:
        log.error(finding_line(report, finding))
    else:
        log.warning(finding_line(report, finding))
