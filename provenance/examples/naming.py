"""Examples of what is found by its names: agencies that are credited, licences that are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.examples.run import ExampleResult
from provenance.readings.read import Readings

if TYPE_CHECKING:
    from provenance.rulefiles.agencies import Agency


def agency_examples(readings: Readings, path: Path) -> Iterator[ExampleResult]:
    """The credits and near misses of an agency."""
    from provenance.rulefiles.agencies import Agency
    from provenance.rulefiles.source import load, validate

    tree = load(path)
    agency = validate(tree, Agency)
    for kind, wanted in (("credits", True), ("near_misses", False)):
        for i, text in enumerate(getattr(agency.examples, kind)):
            found = {mention.id for mention in readings.agencies.find(text, sourced=wanted)}
            ok = (agency.id in found) is wanted
            detail = "" if ok else "\n".join(_credited(agency, text, found, wanted=wanted))
            yield ExampleResult(str(path), tree.place(("examples", kind, i)).line, text, ok, detail)


def _credited(agency: Agency, text: str, found: set[str], *, wanted: bool) -> Iterator[str]:
    written = [alias for alias in agency.aliases if alias in text]
    yield f"expected: {agency.id if wanted else f'nobody, or others than {agency.id}'}"
    yield f"read: {', '.join(sorted(found)) or 'nobody'}"
    if wanted and not written:
        yield "try: none of the aliases stands here as it is spelled; add this spelling"
    elif wanted and set(written) <= set(agency.ambiguous):
        yield "try: an ambiguous alias counts in brackets or slashes only: (" + written[0] + ")"
    elif wanted:
        yield "try: an alias counts in brackets, in a dateline, alone on a line, or behind a word such as “Source:”"
    else:
        yield "try: put the alias under “ambiguous” if it is also a word; or it is a credit, and belongs to “credits”"


def licence_examples(readings: Readings, path: Path) -> Iterator[ExampleResult]:
    """The texts of a file of licences, each with the ids that are named in it, and near misses."""
    from provenance.rulefiles.licences import examples_in
    from provenance.rulefiles.source import load

    tree = load(path)
    for key, text, expected in examples_in(tree):
        found = [mention.id for mention in readings.find_licences(text)]
        detail = "" if found == expected else "\n".join(_named(expected, found))
        yield ExampleResult(str(path), tree.place(key).line, text, found == expected, detail)


def _named(expected: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    yield f"expected: {', '.join(expected) or 'no licence'}"
    yield f"read: {', '.join(found) or 'no licence'}"
    if not found:
        yield "try: add the name as it stands here under “names”, or its address under “urls”"
    elif not expected:
        yield "try: put the longer phrase under “not”, or the name under “ordinary” with words of “context”"
