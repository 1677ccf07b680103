"""``pattern:`` in a policy: what words cannot say, in the syntax of the ``regex`` library (version 1).

The library and not ``re``, because it alone gives up after a time; a pattern that would take too much memory is
refused before it is compiled.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

import regex
from pydantic import BaseModel, ConfigDict, Field

MAX_LENGTH = 1000
#: Counted repetitions are written out when a pattern is compiled: so many in all.
MAX_REPEATS = 100_000
#: ``(?R)``, ``(?1)``, ``(?&name)``, ``(?P>name)``: memory without end, long before the time is over.
_RECURSION = re.compile(r"\(\?(?:R\)|&|P>|[+-]?\d+\))")
_COUNT = re.compile(r"\{(\d+)(?:,\d*)?\}")


class Pattern(BaseModel):
    """Words that only a pattern can find. Looked for with a time limit; giving up is a finding of its own."""

    model_config = ConfigDict(extra="forbid")

    find: str = Field(
        min_length=1,
        max_length=MAX_LENGTH,
        description="A regular expression in the syntax of the regex library (version 1). Best in single quotes."
        " A blank in it is one blank: write \\s+ where a line may end.",
        examples=[r"\bharrow\s+clause\b"],
    )
    where: Literal["notices", "body"] = Field(
        default="notices",
        description="notices: in each notice that is about the text (the default); body: in the text without them.",
    )
    case: Literal["ignored", "kept"] = Field(
        default="ignored", description="Whether capitals count: ignored (the default) or kept."
    )


def key_of(test: Mapping[str, Any]) -> str:
    """One name for a pattern and how it is looked for."""
    return "\0".join((test["where"], test["case"], test["find"]))


@lru_cache(maxsize=256)
def compiled(find: str, case: str) -> regex.Pattern[str]:
    """The pattern, ready to search.

    Raises:
        ValueError: it cannot be used; says why.
    """
    counts = [max(int(count[:10]), 1) for count in _COUNT.findall(find)]
    if math.prod(counts) > MAX_REPEATS:
        raise ValueError(f"its counts repeat more than {MAX_REPEATS} times in all")
    if _RECURSION.search(find):
        raise ValueError("it calls itself or a group of its own")
    try:
        pattern = regex.compile(find, regex.V1 | regex.MULTILINE | (regex.IGNORECASE if case == "ignored" else 0))
        empty = pattern.fullmatch("", timeout=1) is not None
    except regex.error as error:
        at = "" if error.pos is None else f" at character {error.pos + 1}"
        raise ValueError(f"{error.msg}{at}") from None
    except (ValueError, TypeError, IndexError, KeyError, OverflowError, MemoryError, RecursionError) as error:
        raise ValueError(str(error) or type(error).__name__) from None
    except TimeoutError:
        return pattern
    if empty:
        raise ValueError("it finds nothing at all, everywhere (the empty text)")
    return pattern


def patterns_in(
    condition: Any, key: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """The patterns in a condition as plain data, each with its place there."""
    if isinstance(condition, Mapping):
        for name, value in condition.items():
            if name == "pattern" and isinstance(value, Mapping):
                yield (*key, name), dict(value)
            else:
                yield from patterns_in(value, (*key, name))
    elif isinstance(condition, Sequence) and not isinstance(condition, str):
        for i, value in enumerate(condition):
            yield from patterns_in(value, (*key, i))
