"""Colours of the compliance report: text is AA on its ground, drawings stand out (WCAG 2.2: 1.4.3, 1.4.11)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

_STYLE = (files("provenance.reports.html") / "templates" / "report.css").read_text(encoding="utf-8")
_SCHEMES = dict(zip(("light", "dark", "print"), re.findall(r":root \{(.*?)\}", _STYLE, re.S), strict=True))
_KINDS = ("blocked", "review", "conditional", "permitted")
TEXT = [
    *[(ink, ground) for ink in ("ink", "muted", "link") for ground in ("page", "panel")],
    *[(kind, f"{kind}-tint") for kind in _KINDS],
    *[(kind, "panel") for kind in ("blocked", "permitted")],
    ("mark-ink", "mark"),
]
DRAWINGS = [(f"{kind}-fill", "panel") for kind in _KINDS] + [("focus", "page"), ("focus", "panel"), ("muted", "panel")]


def colours(scheme: str) -> dict[str, str]:
    """The custom properties of a scheme."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", _SCHEMES[scheme]))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", _SCHEMES)
@pytest.mark.parametrize(
    ("front", "ground", "least"), [(*pair, 4.5) for pair in TEXT] + [(*pair, 3) for pair in DRAWINGS]
)
def test_it_can_be_read(scheme: str, front: str, ground: str, least: float) -> None:
    known = {**colours("light"), **colours(scheme)}
    assert contrast(known[front], known[ground]) >= least


@pytest.mark.parametrize("scheme", ["dark", "print"])
def test_a_scheme_has_every_colour(scheme: str) -> None:
    assert set(colours("light")) - set(colours(scheme)) <= ({"focus"} if scheme == "print" else set())
