"""The page, written as the run goes: sections wait in files, the summary comes first and is written last."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from markupsafe import Markup

from provenance.report import DocumentReport
from provenance.reports import words
from provenance.reports.answered import answered, gone_lines, unused_lines
from provenance.reports.changes import KINDS, besides
from provenance.reports.html import charts
from provenance.reports.html.record import Record, Tally, record
from provenance.reports.html.section import MOST, Section, statement_words, use_words
from provenance.reports.html.shown import language, moment, plain, said
from provenance.reports.interface import Look, Run, Sink, Summary
from provenance.reports.spool import Spool
from provenance.reports.trace import MEANINGS
from provenance.vocabulary import Decision

if TYPE_CHECKING:
    from jinja2 import Environment

_Piece = TypeVar("_Piece", bound=str)

#: Bytes of the page that the table's rows may take, the sections as they are, and the packed ones. A page that
#: is sent to somebody and opens in any browser stays below 40 MB; what finds no room is counted and named.
ROOM_FOR_ROWS = 12_000_000
ROOM_FOR_SECTIONS = 16_000_000
ROOM_FOR_PACKED = 10_000_000
#: Bytes of sections that are packed together: what a browser unpacks to show one of them.
PACKET = 400_000
#: Rows of one table, for readers without scripts.
ROWS_OF_A_TABLE = 250
#: Names that the filters offer; the search finds the others.
MOST_CHOICES = 200


@cache
def environment() -> Environment:
    """The templates: everything escaped, nothing undefined."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("provenance.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        said=said,
        plain=plain,
        language=language,
        statement=statement_words,
        answered=answered,
        besides=besides,
        moment=moment,
    )
    made.globals.update(
        most=MOST, meanings=MEANINGS, kinds=KINDS, scopes=words.SCOPES, words=words, decisions=list(Decision)
    )
    return made


class HtmlReport:
    """One page; how a terminal looks is not a question here."""

    def __init__(self, out: Sink, _look: Look) -> None:
        self._out = out
        self._sections = {decision: Spool() for decision in Decision}
        self._records: dict[Decision, list[Record]] = {decision: [] for decision in Decision}
        self._tally = Tally()
        self._number = 0
        self._packing = Packing()

    def begin(self, run: Run) -> None:
        """Remember what the run is about; the page says it at its top and its end."""
        self._run = run
        module = environment().get_template("document.html").module
        self._document = getattr(module, "document")  # noqa: B009 (jinja2 gives macros as attributes of any name)

    def document(self, report: DocumentReport) -> None:
        """Write one section aside, and keep its row."""
        self._number += 1
        row = record(self._number, report)
        self._tally.add(row, report)
        self._records[report.decision].append(row)
        self._sections[report.decision].add(str(self._document(Section(self._number, report, self._run.use))))

    def end(self, summary: Summary) -> None:
        """Write the page."""
        page = environment().get_template("page.html")
        for piece in page.generate(**self._view(summary)):
            self._out.write(piece)

    def _view(self, summary: Summary) -> dict[str, Any]:
        tally, rows = self._tally, [row for decision in Decision for row in self._records[decision]]
        split = {"holder": tally.holders, "licence": tally.licences, "agency": tally.agencies}
        choices = {name: _choices(its) for name, its in split.items()}
        choices["rule"] = list(dict.fromkeys(name for name, _ in sorted(tally.rules)))
        style, script = _asset("report.css"), _asset("report.js")
        return {
            "run": self._run,
            "summary": summary,
            "tally": tally,
            "style": Markup(style),
            "script": Markup(script),
            "policy": (
                f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
                "base-uri 'none'; form-action 'none'"
            ),
            "used": use_words(tally.use) if len(tally.uses) == 1 else [],
            "whole": charts.whole(summary.decisions),
            "charts": [
                ("By rights holder", "Rights holder", charts.bars(tally.holders, "no holder named")),
                ("By licence", "Licence", charts.bars(tally.licences, "no licence named")),
                ("By agency", "Agency", charts.bars(tally.agencies, "no agency named")),
            ],
            "timeline": charts.timeline(tally.months),
            "rules": sorted(
                tally.rules.values(), key=lambda rule: (list(words.SEVERITIES).index(rule.severity), rule.name)
            ),
            "titles": {name: policy.get("title") for name, policy in self._run.policies.items()},
            "choices": choices,
            "unused": list(unused_lines(summary.unused_waivers)),
            "gone": list(gone_lines(summary.gone)),
            "several_uses": len(tally.uses) > 1,
            "total": len(rows),
            "tables": _tables(self._packing.rows(rows, choices, uses=len(tally.uses) > 1)),
            "sections": self._packing.sections(self._sections),
            "packets": self._packing.packets(),
            "packing": self._packing,
            "changes": summary.changes,
            "numbers": {(row.path, row.part, row.use): row.number for row in rows} if summary.changes else {},
        }


class Packing:
    """What of the table and the sections goes into the page, in which form; the worst decisions come first."""

    def __init__(self) -> None:
        self.shown = 0
        """Rows in the table."""
        self.plain = 0
        """Sections that stand in the page as they are."""
        self.packed = 0
        self._starts: list[int] = []
        self._rest: Iterator[str] = iter(())

    @property
    def layout(self) -> Markup:
        """Where the script finds the section of the row at a position: as data, when all is written."""
        layout = {"rows": self.shown, "plain": self.plain, "starts": self._starts, "end": self.plain + self.packed}
        return Markup(json.dumps(layout))

    def rows(self, records: list[Record], choices: Mapping[str, list[str]], *, uses: bool = False) -> Iterator[Markup]:
        """The table's rows as far as there is room; with *uses* each says what it was judged for."""
        template = environment().get_template("row.html").module
        write = getattr(template, "row")  # noqa: B009
        places = {name: {value: at for at, value in enumerate(values)} for name, values in choices.items()}
        room = ROOM_FOR_ROWS
        for row in records:
            made = write(row, _marks(row, places), uses)
            room -= len(made.encode())
            if room < 0:
                return
            self.shown += 1
            yield made

    def sections(self, spools: Mapping[Decision, Spool]) -> Iterator[Markup]:
        """The sections that stand in the page as they are; the others wait for :meth:`packets`."""
        room = ROOM_FOR_SECTIONS
        pieces = (piece for decision in Decision for piece in spools[decision].pieces())
        for piece in pieces:
            room -= len(piece.encode())
            if room < 0 or self.plain == self.shown:
                self._rest = _chained(piece, pieces)
                return
            self.plain += 1
            yield Markup(piece)

    def packets(self) -> Iterator[tuple[int, str]]:
        """The others in packets, each compressed (zlib, RFC 1950) and in base64."""
        room, waiting, size = ROOM_FOR_PACKED, [], 0
        left = self.shown - self.plain
        for piece in self._rest:
            if left == 0:
                break
            left -= 1
            waiting.append(piece)
            size += len(piece)
            if size < PACKET and left:
                continue
            packet = base64.b64encode(zlib.compress("".join(waiting).encode(), 9)).decode()
            room -= len(packet)
            if room < 0:
                waiting = []
                break
            yield self._packet(len(waiting)), packet
            waiting, size = [], 0
        for _ in self._rest:  # nothing may wait in a file that nobody closes
            pass

    def _packet(self, sections: int) -> int:
        self._starts.append(self.plain + self.packed)
        self.packed += sections
        return len(self._starts) - 1


def _tables(rows: Iterator[Markup]) -> Iterator[Iterator[Markup]]:
    """The rows in tables of :data:`ROWS_OF_A_TABLE`; of none, one empty table. Each is used up before the next."""
    first = next(rows, None)
    if first is None:
        yield iter(())
    while first is not None:
        yield _chained(first, islice(rows, ROWS_OF_A_TABLE - 1))
        first = next(rows, None)


def _chained(first: _Piece, rest: Iterator[_Piece]) -> Iterator[_Piece]:
    yield first
    yield from rest


def _choices(split: Mapping[str, Any]) -> list[str]:
    """The most frequent names, in alphabetical order."""
    named = sorted((name for name in split if name), key=lambda name: (-split[name].total(), name))
    return sorted(named[:MOST_CHOICES], key=lambda name: (name.casefold(), name))


def _marks(row: Record, places: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """The numbers that the filters look at, as data attributes: no words of a document."""

    def numbers(kind: str, names: tuple[str, ...]) -> str:
        return " ".join(str(places[kind][name]) for name in names if name in places[kind])

    error, warning, note, waived, baseline = row.counts
    return {
        "n": str(row.number),
        "d": str(row.decision.rank),
        "g": str(int(row.fails)),
        "h": numbers("holder", row.holders),
        "l": numbers("licence", row.licences),
        "a": numbers("agency", row.agencies),
        "r": numbers("rule", row.rules),
        "w": str(waived),
        "b": str(baseline),
        "s": str(min(error, 999) * 1_000_000 + min(warning, 999) * 1_000 + min(note, 999)),
    }


@cache
def _asset(name: str) -> str:
    """The script or the style sheet; without a tag that would end its element."""
    text = (files("provenance.reports.html") / "templates" / name).read_text(encoding="utf-8")
    return text.strip()


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
