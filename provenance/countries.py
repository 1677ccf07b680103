"""The countries of ISO 3166-1 alpha-2, as CLDR has them (Babel)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

#: Codes of CLDR that are no countries of ISO 3166-1: unions, parts of countries, what is reserved or made up.
_NO_COUNTRY = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"))


@cache
def countries() -> Mapping[str, str]:
    """Code → English name."""
    from babel import Locale

    known = {str(code): str(name) for code, name in Locale.parse("en").territories.items()}
    return {code: name for code, name in known.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY}
