"""``provenance waive``: write down that somebody lets a finding stand, why, and until when."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.check import check
from provenance.cli.errors import NO_INPUT, PASS, say, unknown
from provenance.cli.job.answers import WAIVERS
from provenance.cli.job.build import Job, build
from provenance.cli.job.options import Grouped, Options, share
from provenance.cli.job.settings import configured_file
from provenance.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from provenance.finding import Finding
    from provenance.report import DocumentReport
    from provenance.rulefiles.pack import Rules


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to let stand, as it was written on the command line."""

    path: str
    rule: str
    reason: str
    approved_by: str
    expires: str
    file: str
    part: str | None


@click.command(short_help="Let a finding stand, on record.", cls=Grouped)
@click.argument("path")
@click.argument("rule")
@click.option("--reason", required=True, metavar="WORDS", help="Why the finding may stand.")
@click.option("--approved-by", required=True, metavar="NAME", help="Who answers for it.")
@click.option("--expires", required=True, metavar="DATE", help="Last day, at most a year from now: 2026-03-31.")
@click.option("--file", metavar="FILE", help=f"The file of waivers.  [default: the configured one, or {WAIVERS}]")
@click.option("--part", metavar="PART", help="Of a file with several documents: which, as reports name it.")
def waive(path: str, rule: str, **given: Any) -> int:
    """Check the document PATH and write a waiver for what RULE finds there.

    It holds for this text and these words only: when either changes, the finding is back. A rule that
    nobody may waive is refused, and so is one that finds nothing.
    """
    own = {name: given.pop(name) for name in ("reason", "approved_by", "expires", "file", "part")}
    own["file"] = own["file"] or configured_file("waivers", Options(**given), WAIVERS)
    wish = Wish(path, rule, **own)
    _must_make_sense(wish)
    options = Options(paths=(path,), **given)
    job = build(options)
    _must_be_waivable(rule, job.checker.rules)
    report = _only(options, job, wish)
    if report is None:
        say(f"no document at “{path}”", "Name a file that “provenance check” judges.")
        return NO_INPUT
    _record(wish, report, job)
    return PASS


waive.params += share(check, "waivers", "baseline", "exclude", "fail_on_metadata")


def _record(wish: Wish, report: DocumentReport, job: Job) -> None:
    from provenance.config.sources import WorkingTree
    from provenance.config.waiver_text import with_entry
    from provenance.config.waivers import load_waivers
    from provenance.outcome import Gate
    from provenance.waiver import Waivers

    rules, root = job.checker.rules, os.path.dirname(wish.file)
    before = WorkingTree().read(wish.file)
    waivers = load_waivers(before, wish.file, rules, root=root) if before is not None else Waivers(root=root)
    Gate(job.gate_of(report.path).fail_on, waivers=waivers).settle(report)
    findings = _meant(report, wish)
    after = with_entry(before, wish.file, _entry(wish, report, findings))
    gate = Gate(job.gate_of(report.path).fail_on, waivers=load_waivers(after, wish.file, rules, root=root))
    stale = {one.waiver.waiver.source for one in findings if one.waiver is not None}
    _write(wish.file, after)
    gate.settle(report)
    _tell(wish, report, findings, stale, gate)


def _must_make_sense(wish: Wish) -> None:
    """
    Raises:
        UsageError: words or paths that cannot be written down.
    """
    for option, words in (("--reason", wish.reason), ("--approved-by", wish.approved_by)):
        if not words.strip() or not words.isprintable():
            raise UsageError(f"{option}: words on one line are needed", hint="Whoever asks in a year must understand.")
    if "-" in (wish.path, wish.file):
        raise UsageError("standard input has no path to waive anything for", hint="Name a file.")


def _must_be_waivable(rule: str, rules: Rules) -> None:
    from provenance.config.waivers import unwaivable

    if rule not in rules.policies:
        raise unknown("rule", rule, rules.policies)
    if fault := unwaivable(rule, rules.policies):
        raise UsageError(fault[0], hint=fault[1])


def _only(options: Options, job: Job, wish: Wish) -> DocumentReport | None:
    """The one document that is meant; ``None`` where there is none at all.

    Raises:
        UsageError: several, and nobody says which.
    """
    from provenance.cli.job.judging import judged
    from provenance.reports.interface import Summary

    reports = list(judged(options, job, Summary()))
    if len({report.path for report in reports}) > 1:
        raise UsageError(f"“{wish.path}” is several files", hint="A waiver is for one document: name its file.")
    if wish.part is not None:
        found = [report for report in reports if report.part == wish.part]
        if reports and not found:
            raise unknown("part", wish.part, [report.part for report in reports if report.part is not None])
        return next(iter(found), None)
    bearing = [report for report in reports if any(finding.rule == wish.rule for finding in report.findings)]
    if len(bearing) > 1:
        parts = ", ".join(str(report.part) for report in bearing[:5])
        message = f"{wish.rule} finds something in {len(bearing)} documents of “{wish.path}”"
        raise UsageError(message, hint=f"Say which with --part: {parts}")
    return next(iter([*bearing, *reports]), None)


def _meant(report: DocumentReport, wish: Wish) -> list[Finding]:
    """The findings to waive: those of the rule that no waiver lets stand yet.

    Raises:
        UsageError: there are none.
    """
    found = [finding for finding in report.findings if finding.rule == wish.rule]
    still_open = [finding for finding in found if finding.state == "open"]
    if still_open:
        return still_open
    if found:
        sources = sorted({finding.waiver.waiver.source for finding in found if finding.waiver is not None})
        raise UsageError(f"{wish.rule} is waived there already", hint=f"See {', '.join(sources)}.")
    from provenance.outcome import fails_alone
    from provenance.reports.words import INSTEAD, NOTHING_TO_WAIVE

    message = f"{wish.rule} finds nothing in “{wish.path}”"
    if fails_alone(report):
        raise UsageError(f"{message}; {NOTHING_TO_WAIVE}", hint=INSTEAD)
    rules = ", ".join(dict.fromkeys(finding.rule for finding in report.findings)) or "nothing"
    raise UsageError(message, hint=f"What is found there: {rules}.")


def _entry(wish: Wish, report: DocumentReport, findings: Sequence[Finding]) -> dict[str, str | list[str]]:
    from provenance.outcome.waiver_entry import waiver_entry
    from provenance.outcome.waivers import judged_at

    last = _last_day(wish.expires, judged_at(report).date())
    return waiver_entry(
        report,
        findings,
        wish.file,
        reason=wish.reason,
        approved_by=wish.approved_by,
        expires=last.isoformat(),
    )


def _last_day(written: str, first: date) -> date:
    from datetime import date

    from provenance.config.waivers import LONGEST

    try:
        last = date.fromisoformat(written.strip())
    except ValueError:
        raise UsageError(f"--expires: “{written}” is no date", hint="Write it as ISO 8601: 2026-03-31.") from None
    if not first <= last <= first + LONGEST:
        raise UsageError(
            f"--expires: {last} is not within a year from {first}", hint=f"{first + LONGEST} is the last day it may be."
        )
    return last


def _write(path: str, text: str) -> None:
    from provenance.cli.output import opened

    with opened(path, utf8=True) as out:
        out.write(text)


def _tell(wish: Wish, report: DocumentReport, findings: Sequence[Finding], stale: set[str], gate: Any) -> None:
    from provenance.reports.neutral import neutral

    count = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
    lines = [f"{wish.file}: {count} of {wish.rule} in {report.path} waived until {wish.expires.strip()}."]
    lines += [f"{source} no longer holds: take it out." for source in sorted(stale)]
    left = dict.fromkeys(finding.rule for finding in gate.failing(report) if finding.state == "open")
    if report.outcome != "pass":
        lines.append(f"{report.path} still fails{': ' + ', '.join(left) if left else ''}.")
    click.echo("\n".join(map(neutral, lines)))
