"""``provenance lsp``: the language server, on standard input and output."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from provenance.cli.check import DEFAULT_USE, instant, occasion_of, rules_in_force
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.check import Checker
    from provenance.lsp.worker import Job, Settings
    from provenance.report import DocumentReport


@click.command(short_help="Show findings in an editor while you write.")
@click.option("--stdio", is_flag=True, help="Talk on standard input and output, which it does anyway.")
@click.option("--clientProcessId", "_client", type=int, hidden=True)  # some editors add it
def lsp(stdio: bool, _client: int | None) -> int:  # noqa: ARG001 - what editors say and nobody needs
    """Run the language server for an editor (docs/editors.md says how to set one up).

    Needs the extra “lsp”: pip install 'provenance-check[lsp]'.
    """
    try:
        from provenance.lsp.server import create
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError(
            "the language server needs pygls, which is not installed",
            hint="Install it: pip install 'provenance-check[lsp]'.",
        ) from None
    from provenance.cli.main import version

    server = create(version(), Desktop, Shelf())
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # standard output is the editor's: whatever else is printed goes to its log
        try:
            server.start_io(stdout=out)
        finally:
            server.desk.close()
    return 0 if server.asked_to_end else 1


class Desktop:
    """Judges texts as ``provenance check`` does; lives in a process of its own."""

    def __init__(self) -> None:
        self._made: dict[Settings, Checker] = {}
        self._checker(None)

    def reload(self) -> None:
        """Forget rules and configuration."""
        self._made.clear()

    def judge(self, job: Job) -> list[DocumentReport]:
        """The reports on one text; none for data that holds no article."""
        from provenance.corpus.reuse import Beside
        from provenance.corpus.site import Surroundings
        from provenance.readers import read_documents

        checker = self._checker(job.settings)
        occasion = replace(checker.occasion, at=instant(None))
        found = read_documents(job.path, job.text, format=job.format)
        documents = [document for document in found if not document.foreign]
        around = None
        if job.on_disk:
            Beside().tell(job.path, documents)
            around = Surroundings(checker.rules.data)
        return [
            checker.check(document, around.given(job.path, document) if around else (), occasion=occasion)
            for document in documents
        ]

    def _checker(self, settings: Settings | None) -> Checker:
        from provenance.check import Checker
        from provenance.lsp.worker import Settings
        from provenance.outcome import Gate
        from provenance.vocabulary import Decision

        settings = settings or Settings()
        if settings not in self._made:
            loaded = rules_in_force(settings.rules)
            occasion = occasion_of(loaded, settings.use or DEFAULT_USE, instant(None))
            self._made[settings] = Checker(loaded, occasion, gate=Gate(Decision(settings.fail_on or "review")))
        return self._made[settings]


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

        policies = rules_in_force(()).policies
        if rule not in policies:
            raise unknown("rule", rule, policies)
        return "\n".join(describe({**policies[rule], "examples": None}))
