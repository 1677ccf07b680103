"""``provenance lsp``: the language server, on standard input and output."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.cli.job.project import Project
    from provenance.lsp.worker import Job, Judged, Settings

#: So many folders of a workspace, with so many settings, are kept ready.
MOST_PROJECTS = 8


@click.command(short_help="Show findings in an editor while you write.")
@click.option("--stdio", is_flag=True, help="Talk on standard input and output, which it does anyway.")
@click.option("--clientProcessId", "_client", type=int, hidden=True)  # some editors add it
def lsp(stdio: bool, _client: int | None) -> int:  # noqa: ARG001 - what editors say and nobody needs
    """Run the language server for an editor (docs/editors.md says how to set one up).

    Needs the extra “lsp”: pip install 'provenance-check[lsp]'.
    """
    if find_spec("pygls") is None:
        raise UsageError(
            "the language server needs pygls, which is not installed",
            hint="Install it: pip install 'provenance-check[lsp]'.",
        )
    from provenance.cli.main import version
    from provenance.lsp.worker import Worker

    worker = Worker(Desktop)
    worker.start()  # first of all: it takes longest
    from provenance.lsp.features import create

    server = create(version(), worker, Shelf())
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # standard output is the editor's: whatever else is printed goes to its log
        try:
            server.start_io(stdout=out)
        finally:
            server.desk.close()
    return 0 if server.asked_to_end else 1


class Desktop:
    """Judges texts as ``provenance check`` does in their folder; lives in a process of its own."""

    def __init__(self) -> None:
        import provenance.cli.job.project
        import provenance.rulefiles.compile  # noqa: F401 - now, and not when the first text comes

        self._made: dict[tuple[str | None, Settings], Project] = {}

    def reload(self) -> None:
        """Forget rules and configuration."""
        self._made.clear()

    def judge(self, job: Job) -> Judged:
        """The reports on one text; none for what a walk through its folder would leave out."""
        from provenance.corpus.files import STDIN
        from provenance.lsp.worker import Judged

        project = self._project(job)
        path = job.path if job.on_disk else STDIN
        return Judged(project.check(path, job.text, format=job.format, walked=True), project.waivers)

    def _project(self, job: Job) -> Project:
        from provenance.cli.job.project import Project

        # From the folder of the workspace, never from that of the text: a delivery may not bring its own.
        key = job.folder, job.settings
        if key not in self._made:
            if len(self._made) >= MOST_PROJECTS:
                self._made.clear()
            settings = job.settings
            self._made[key] = Project(
                job.folder or "",
                config=settings.config,
                use=settings.use,
                fail_on=settings.fail_on,
                rules=settings.rules,
                counting=False,
            )
        return self._made[key]


class Shelf:
    """What is known of the rules, read when somebody asks."""

    def page(self, rule: str) -> str | None:
        """The rule's own file: its examples are its documentation."""
        from provenance.rulefiles.pack import rules_root

        path = rules_root() / "policies" / f"{rule}.yaml"
        return path.as_uri() if path.is_file() else None

    def explain(self, rule: str) -> str:
        """What ``provenance explain`` says, without the examples."""
        from provenance.cli.errors import unknown
        from provenance.cli.explain import describe
        from provenance.cli.job.material import rules_in_force

        policies = rules_in_force(()).policies
        if rule not in policies:
            raise unknown("rule", rule, policies)
        return "\n".join(describe({**policies[rule], "examples": None}))
