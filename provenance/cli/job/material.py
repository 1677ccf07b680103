"""What commands are given to work with: folders of rules, policies, columns, the use and the instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from provenance.cli.errors import unknown
from provenance.cli.job.rule_options import allowances
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.odrl.documents import GivenPolicy
    from provenance.readers import Columns
    from provenance.rulefiles.origins import Origin
    from provenance.rulefiles.pack import Rules
    from provenance.use import Occasion


def rules_in_force(extra: Sequence[str | Origin]) -> Rules:
    """Our rules and those that *extra* names, later ones winning; the command line says what packs may do.

    Raises:
        UsageError, RuleFileError: see :func:`provenance.rulefiles.pack.load_rules`.
    """
    from provenance.rulefiles.pack import load_rules

    return load_rules(extra, **allowances())


def given_policies(files: tuple[str, ...]) -> list[GivenPolicy]:
    """The policies in *files*.

    Raises:
        UsageError: a file cannot be read, or needs a library that is not there.
    """
    if not files:
        return []
    from provenance.odrl.documents import given_policy
    from provenance.odrl.graph import MAX_LENGTH

    found = []
    for name in files:
        try:
            with open(name, "rb") as stream:
                data = stream.read(MAX_LENGTH + 1)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UsageError(f"--policy: cannot read “{name}”: {reason}", hint="Name a file with a policy.") from None
        found.append(given_policy(name, data))
    return found


def columns_of(mappings: tuple[str, ...], rules: Rules) -> Columns | None:
    """Which column of a row holds what, as ``NAME=COLUMN`` says; ``None`` where nobody says anything.

    Raises:
        UsageError: not of that form, or no such name.
    """
    from provenance.readers.rows import HTML, TEXT, Columns

    if not mappings:
        return None
    known = {TEXT, HTML, *rules.data["fields"]["fields"]} - {"self_declared"}
    given: dict[str, list[str]] = {}
    for mapping in mappings:
        name, sign, column = mapping.partition("=")
        if not sign or not column:
            raise UsageError(
                f"--map: “{mapping}” names no column", hint="Write it as NAME=COLUMN: --map text=story.body"
            )
        if name not in known:
            raise unknown("name for --map", name, sorted(known))
        given.setdefault(name, []).append(column)
    return Columns(rules.data["rows"], given)


def occasion_of(rules: Rules, use: str, at: datetime) -> Occasion:
    """The declared use at an instant; an unknown use is an error that names the nearest."""
    if use not in rules.uses:
        raise unknown("use", use, rules.uses)
    from provenance.use import Occasion, Use

    return Occasion(use=Use(**rules.uses[use]), at=at)


def instant(written: str | None) -> datetime:
    """An ISO 8601 instant; now if not given, UTC if it names no zone, midnight if no hour."""
    if written is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        at = datetime.fromisoformat(written.strip())
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            f"--at: “{written}” is no instant", hint="Write it as ISO 8601, for example 2025-03-01T06:00+02:00."
        ) from None
    return at
