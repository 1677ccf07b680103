"""Charts of counted documents: bars drawn as SVG within the page, every number also in words beside them.

Colour never says anything alone: each bar stands in a table row or has a title that gives its numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from provenance.reports.html.record import Split
from provenance.vocabulary import Decision

#: Bars of one chart; the rest is one bar together.
MOST_BARS = 12
#: Longest span of months that is shown by month; more are shown by year, and at most this many years.
MOST_COLUMNS = 36
_WIDTH = 320
_HEIGHT = 14
_COLUMN, _GAP, _TALL, _HEAD, _FOOT = 20, 8, 120, 18, 24
#: Columns between two labels of the axis, by how much room a label takes.
_EVERY = {"month": 3, "year": 2}


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: the name, how many documents, in words by decision, and drawn."""

    name: str
    documents: int
    words: str
    drawing: Markup


def bars(split: Split, nameless: str) -> list[Bar]:
    """The largest groups as bars on one scale, then the others together, then those without a name."""
    named = sorted(((name, c) for name, c in split.items() if name), key=lambda pair: (-pair[1].total(), pair[0]))
    groups, rest = named[:MOST_BARS], named[MOST_BARS:]
    scale = max((counts.total() for _, counts in groups), default=1)
    drawn = [Bar(name, counts.total(), words(counts), _bar(counts, scale)) for name, counts in groups]
    # these would dwarf the others: numbers only
    together = [(f"{len(rest):,} others", _sum(dict(rest)))] if rest else []
    together += [(nameless, split[""])] if split.get("") else []
    return drawn + [Bar(name, counts.total(), words(counts), Markup()) for name, counts in together]


def whole(counts: Mapping[Decision, int]) -> Markup:
    """All documents as one bar, by decision."""
    return _bar(Counter(counts), max(1, sum(counts.values())))


def words(counts: Mapping[Decision, int]) -> str:
    """``3 blocked, 1 permitted``."""
    return ", ".join(f"{counts[decision]:,} {decision}" for decision in Decision if counts.get(decision))


def _sum(split: Split) -> Counter[Decision]:
    total: Counter[Decision] = Counter()
    for counts in split.values():
        total.update(counts)
    return total


def _bar(counts: Counter[Decision], scale: int) -> Markup:
    pieces, at = [], 0.0
    for decision in Decision:
        if not counts[decision]:
            continue
        width = max(1.0, counts[decision] / scale * _WIDTH)
        pieces.append(
            Markup('<rect class="f-{}" x="{}" width="{}" height="{}"/>').format(
                decision, _figure(at), _figure(width), _HEIGHT
            )
        )
        at += width
    return Markup(
        '<svg class=bar viewBox="0 0 {} {}" preserveAspectRatio=none aria-hidden=true focusable=false>{}</svg>'
    ).format(_WIDTH, _HEIGHT, Markup("").join(pieces))


@dataclass(frozen=True, slots=True)
class Timeline:
    """Documents by the month or year of their publication. ``undated``: how many declare no date."""

    unit: str
    rows: tuple[tuple[str, int, str], ...]
    drawing: Markup
    undated: int
    earlier: int
    """How many lie before the years that are shown."""


def timeline(months: Split) -> Timeline | None:
    """Columns over time; ``None`` where no document declares a date."""
    dated = {month: counts for month, counts in months.items() if month}
    if not dated:
        return None
    unit = "month" if _months(max(dated)) - _months(min(dated)) < MOST_COLUMNS else "year"
    groups: Split = {}
    for month, counts in dated.items():
        groups.setdefault(month if unit == "month" else month[:4], Counter()).update(counts)
    span = list(_span(min(groups), max(groups)))
    shown, cut = span[-MOST_COLUMNS:], span[:-MOST_COLUMNS]
    rows = tuple((name, groups[name].total(), words(groups[name])) for name in shown if name in groups)
    earlier = sum(groups[name].total() for name in cut if name in groups)
    undated = months.get("", Counter()).total()
    return Timeline(unit, rows, _columns(unit, shown, groups), undated, earlier)


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _span(first: str, last: str) -> Iterator[str]:
    """Every month or year from *first* to *last*: a gap in time is a gap in the chart."""
    if len(first) == 4:
        yield from (f"{year:04}" for year in range(int(first), int(last) + 1))
    else:
        yield from (f"{at // 12:04}-{at % 12 + 1:02}" for at in range(_months(first), _months(last) + 1))


def _columns(unit: str, names: list[str], groups: Split) -> Markup:
    scale = max(groups[name].total() for name in names if name in groups)
    step, pieces = _COLUMN + _GAP, []
    for i, name in enumerate(names):
        x, counts = i * step + _GAP, groups.get(name, Counter())
        if counts:
            pieces.append(_column(name, counts, x, scale))
        if i % _EVERY[unit] == 0:
            pieces.append(Markup('<text x="{}" y="{}">{}</text>').format(x, _TALL + 16, name))
    width = max(len(names) * step + 2 * _COLUMN, 240)
    axis = Markup('<path class=axis d="M0 {}.5H{}"/>').format(_TALL, width)
    return Markup(
        '<svg class=columns viewBox="0 {} {} {}" width="{}" aria-hidden=true focusable=false>{}</svg>'
    ).format(-_HEAD, width, _HEAD + _TALL + _FOOT, width, axis + Markup("").join(pieces))


def _column(name: str, counts: Counter[Decision], x: int, scale: int) -> Markup:
    """One column, the worst decision at its foot, its number on its head."""
    parts, floor = [], float(_TALL)
    for decision in Decision:
        if not counts[decision]:
            continue
        height = max(1.0, counts[decision] / scale * _TALL)
        floor -= height
        rect = Markup('<rect class="f-{}" x="{}" y="{}" width="{}" height="{}"/>')
        parts.append(rect.format(decision, x, _figure(floor), _COLUMN, _figure(height)))
    total = Markup('<text class=total x="{}" y="{}">{}</text>').format(
        x + _COLUMN // 2, _figure(floor - 4), _short(counts.total())
    )
    return Markup("<g><title>{}: {}</title>{}{}</g>").format(name, words(counts), Markup("").join(parts), total)


def _short(count: int) -> str:
    return f"{count / 1000:.0f}k" if count >= 10_000 else f"{count / 1000:.1f}k" if count >= 1000 else str(count)


def _figure(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
