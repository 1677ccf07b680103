"""A server whose judge does what it is told to: sleep, die, fail. Run by test_odd_judges.py as a program."""

from __future__ import annotations

import os
import time

from provenance.errors import UsageError
from provenance.lsp.features import create
from provenance.lsp.worker import Job, Judged, Worker


class Odd:
    """Does what the first word of a text says."""

    def reload(self) -> None:
        """Nothing was read."""

    def judge(self, job: Job) -> Judged:
        """No report ever; the time of each call is in the log."""
        print("judged", job.text, flush=True)  # standard output: this must not reach the editor
        match job.text.split()[0]:
            case "sleep":
                time.sleep(1_000)
            case "die":
                os._exit(9)
            case "fail":
                raise RuntimeError("unforeseen")
            case "wrong":
                raise UsageError("the settings are wrong", hint="Mend them.")
        return Judged([])


class NoBook:
    """Knows no rule."""

    def page(self, rule: str) -> str | None:
        """No page."""

    def explain(self, rule: str) -> str:
        """No rule."""
        raise UsageError(f"unknown rule “{rule}”")


if __name__ == "__main__":
    server = create("0", Worker(Odd), NoBook(), limit=1.0)
    try:
        server.start_io()
    finally:
        server.desk.close()
