"""``provenance agreements``: whether the agreements on file can be read, and what is to be done about them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from provenance.cli.errors import FAIL, MISUSE, NO_INPUT, PASS, OneOf, say
from provenance.cli.job.rule_options import rules_options
from provenance.errors import RuleFileError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from provenance.agreement import Agreement
    from provenance.policies.on_file import Remark
    from provenance.rulefiles.pack import Rules

FORMATS = ("text", "json")
#: Where agreements are looked for where nobody says where.
USUAL = ("agreements.yml", "agreements.yaml", "agreements")
SCHEMA = "urn:provenance-check:agreements:1"

_path = click.argument("path", required=False, metavar="[FILE|DIR]")
_at = click.option(
    "--at", metavar="INSTANT", help="Look at them at this instant, ISO 8601; UTC if it names no zone.  [default: now]"
)
_format = click.option("--format", type=OneOf(FORMATS), default="text", show_default=True, help="How to show.")
_extra = rules_options


@click.group(short_help="Check and list the agreements on file.")
def agreements() -> None:
    """Check and list the agreements on file.

    They are read from FILE or all .yml and .yaml files in DIR; from agreements.yml or the folder
    agreements if none is named.
    """


@agreements.command(short_help="Say what is wrong with them, and what ends soon.")
@_path
@click.option(
    "--expires-within",
    type=click.IntRange(0, 3650),
    default=30,
    show_default=True,
    metavar="DAYS",
    help="Tell what ends within so many days.",
)
@_at
@_format
@_extra
def check(path: str | None, expires_within: int, at: str | None, format: str, rules: tuple[str, ...]) -> int:
    """Say what is wrong with the agreements on file, and what ends soon.

    Exit codes: 0 nothing to do; 1 one has ended or ends within DAYS and no other follows, is used up,
    opens nothing, or has a name that only looks like another; 2 one cannot be read; 3 none found.
    """
    from datetime import timedelta

    from provenance.cli.job.material import instant
    from provenance.policies.on_file import remarks

    moment = instant(at)
    found, faults, loaded = _load(path, rules)
    if not found and not faults:
        return _none(path)
    told = remarks(found, moment, timedelta(days=expires_within), loaded.uses)
    if format == "json":
        about = {"schema": SCHEMA, "at": moment.isoformat(), "expires_within": expires_within, "unreadable": faults}
        listed = [as_agreement(one, moment) for one in found]
        _print_json({**about, "agreements": listed, "remarks": [as_remark(one) for one in told]})
    else:
        for line in _checked(found, told, moment):
            click.echo(line)
    return MISUSE if faults else FAIL if any(one.act for one in told) else PASS


@agreements.command("list", short_help="Show each in a line.")
@_path
@_at
@_format
@_extra
def list_(path: str | None, at: str | None, format: str, rules: tuple[str, ...]) -> int:
    """Show each agreement in a line: its id, with whom, what it grants, where, in what, until when."""
    from provenance.cli.job.material import instant

    moment = instant(at)
    found, faults, _ = _load(path, rules)
    if not found and not faults:
        return _none(path)
    if format == "json":
        listed = [as_agreement(one, moment) for one in found]
        _print_json({"schema": SCHEMA, "at": moment.isoformat(), "unreadable": faults, "agreements": listed})
    else:
        for line in _table([_row(one, moment) for one in found]):
            click.echo(line)
    return MISUSE if faults else PASS


def _load(path: str | None, extra: tuple[str, ...]) -> tuple[list[Agreement], int, Rules]:
    """The agreements at *path*, or where they usually are, and how many cannot be read: each fault is told.

    Raises:
        UsageError: there is no such file or folder.
    """
    from provenance.cli.job.material import rules_in_force
    from provenance.config.agreements import Known, agreement_texts, read_agreements
    from provenance.config.sources import WorkingTree

    loaded = rules_in_force(extra)
    where = path or _configured() or next((name for name in USUAL if os.path.exists(name)), None)
    texts = agreement_texts(WorkingTree(), where) if where else []
    if texts is None:
        raise UsageError(f"“{where}” does not exist", hint="Name a file with agreements, or a folder of such files.")
    found, faults = [], 0
    for one in read_agreements(texts, Known.of(loaded.uses, loaded.data["agencies"])):
        if isinstance(one, RuleFileError):
            faults += 1
            say(one.message, one.hint)
        else:
            found.append(one)
    return found, faults, loaded


def _configured() -> str | None:
    """Where the agreements of this folder are configured to lie."""
    from provenance.cli.job.options import Options
    from provenance.cli.job.settings import configured_file

    return configured_file("agreements", Options(), "") or None


def _none(path: str | None) -> int:
    hint = "docs/agreements.md shows how to write one."
    say(f"“{path}” holds no agreement" if path else f"no agreements found: neither {' nor '.join(USUAL)}", hint)
    return NO_INPUT


def _checked(found: Sequence[Agreement], told: Sequence[Remark], at: datetime) -> Iterator[str]:
    from provenance.policies.on_file import state_of
    from provenance.reports.excerpt import one_line
    from provenance.reports.neutral import neutral

    for remark in told:
        one, act = remark.agreement, "to do" if remark.act else "note "
        side, text = one_line(one.name, 80), one_line(remark.text, 300)
        yield f"{neutral(one.source)}: {act}  {neutral(one.id)} with {side}: {text} [{remark.kind}]"
    if told:
        yield ""
    states = [state_of(one, at) for one in found]
    counts = [f"{states.count(state)} {state}" for state in ("running", "not-begun", "expired") if state in states]
    if not found:  # what cannot be read is told already
        return
    counted = f": {', '.join(counts)}" if counts else ""
    yield f"{len(found)} {'agreement' if len(found) == 1 else 'agreements'} at {at.isoformat()}{counted}."
    acts = sum(remark.act for remark in told)
    yield f"{acts} to do, {len(told) - acts} to note."


def _row(agreement: Agreement, at: datetime) -> list[str]:
    from provenance.policies.on_file import state_of

    grants = [grant.use for grant in agreement.grants] + sorted(agreement.acts)
    only, but = ((agreement.territory or {}).get(key) or [] for key in ("only", "except"))
    where = (" ".join(only) or "everywhere") + (f" but {' '.join(but)}" if but else "")
    media = agreement.media or tuple(dict.fromkeys(medium for grant in agreement.grants for medium in grant.media))
    until = f"until {agreement.until}" if agreement.until else "until further notice"
    state = state_of(agreement, at)
    times = until if state == "running" else f"{state}: {agreement.starts if state == 'not-begun' else agreement.until}"
    return [agreement.id, agreement.name, ", ".join(grants), where, ", ".join(media) or "all channels", times]


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    from provenance.reports.excerpt import cells, one_line

    shown = [[one_line(cell, 60) for cell in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        padded = (cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def as_agreement(agreement: Agreement, at: datetime) -> dict[str, Any]:
    """An agreement as JSON data."""
    from provenance.policies.on_file import state_of
    from provenance.reports.json import as_condition

    one = agreement
    return {
        "id": one.id,
        "with": one.name,
        "names": list(one.names),
        "agencies": sorted(one.agencies),
        "state": state_of(one, at),
        "uses": [grant.use for grant in one.grants],
        "acts": sorted(one.acts),
        "territory": one.territory,
        "channel": list(one.media),
        "languages": list(one.languages),
        "purposes": list(one.purposes),
        "audience": list(one.audience),
        "from": one.starts,
        "until": one.until,
        "duties": [as_condition(duty) for duty in one.duties],
        "quota": {"documents": one.documents, "used": one.used, "words": one.words, "share": one.share},
        "sublicensing": one.sublicensing,
        "licensees": list(one.licensees),
        "paths": list(one.paths),
        "lifts": sorted(one.lifts),
        "reference": one.reference,
        "contact": one.contact,
        "notes": one.notes,
        "source": one.source,
    }


def as_remark(remark: Remark) -> dict[str, Any]:
    """A remark as JSON data."""
    return {
        "kind": remark.kind,
        "act": remark.act,
        "agreement": remark.agreement.id,
        "others": list(remark.others),
        "text": remark.text,
        "source": remark.agreement.source,
    }


def _print_json(data: dict[str, Any]) -> None:
    from provenance.cli.output import opened
    from provenance.reports.json import encode

    with opened(None, utf8=True) as out:
        out.write(encode(data) + "\n")
