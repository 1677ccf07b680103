"""Figures beside the recorded ones and the bars; pure, so that tests can hold it to account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Figures = Mapping[str, float]

#: What is counted here is better the less there is; a bar is then the most that is borne.
LESS_IS_BETTER = frozenset({"unsafe", "false_alarms"})
#: A figure may fall by so much before it counts as fallen.
TOLERANCE = 0.002
_DIGITS = 4

#: The order of the table.
ORDER = (
    "verdict_accuracy",
    "recall_blocked",
    "recall_review",
    "recall_conditional",
    "recall_permitted",
    "unsafe",
    "false_alarms",
    "notice_characters",
    "notice_words",
    "holders",
    "years",
    "licenses",
    "prohibited",
    "prohibited_in_words",
    "permitted",
    "permitted_in_words",
    "duties",
    "reserved",
    "ai_optout",
    "agencies",
    "embargo",
    "territory",
    "expires",
    "max_words",
)


def table(now: Figures, recorded: Figures, bars: Figures) -> Iterator[str]:
    """A line a figure: now, an arrow where it changed, the recorded one, the bar and whether it is missed."""
    yield f"  {'':20} {'now':>7}   {'recorded':>8} {'bar':>7}"
    for name in ORDER:
        if name not in now and name not in recorded and name not in bars:
            continue
        arrow = _arrow(now.get(name), recorded.get(name))
        mark = "  missed" if name in bars and misses(name, now.get(name), bars[name]) else ""
        bar = f"{'≤' if name in LESS_IS_BETTER else '≥'} {bars[name]:.2f}" if name in bars else ""
        line = f"  {name:20} {shown(now.get(name)):>7} {arrow} {shown(recorded.get(name)):>8} {bar:>7}{mark}"
        yield line.rstrip()


def shown(figure: float | None) -> str:
    """A figure to four digits; a dash where nothing is measured."""
    return "–" if figure is None else f"{figure:.{_DIGITS}f}"


def _arrow(now: float | None, recorded: float | None) -> str:
    if now is None or recorded is None or round(now, _DIGITS) == round(recorded, _DIGITS):
        return " "
    return "↑" if now > recorded else "↓"


def misses(name: str, now: float | None, bar: float) -> bool:
    """Whether a figure misses its bar; one that nothing measures does."""
    if now is None:
        return True
    return now > bar if name in LESS_IS_BETTER else now < bar


def missed(now: Figures, bars: Figures) -> list[str]:
    """A sentence for each bar that is missed."""
    return [
        f"{name} {shown(now.get(name))} misses the bar {bar:.2f}"
        for name, bar in bars.items()
        if misses(name, now.get(name), bar)
    ]


def fallen(now: Figures, recorded: Figures) -> list[str]:
    """A sentence for each figure that is worse than the recorded one, or that nothing measures any more."""
    return [
        f"{name} fell from {shown(before)} to {shown(now.get(name))}"
        for name, before in recorded.items()
        if name not in now or round(_worse_by(name, now[name], before), _DIGITS) > TOLERANCE
    ]


def _worse_by(name: str, now: float, before: float) -> float:
    return now - before if name in LESS_IS_BETTER else before - now
