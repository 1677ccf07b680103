"""What a validator says: each breach of a format's own rules, with its place, what was found and what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from provenance.readers.json_source import JsonSource, pointer


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule of the format that the file breaks.

    ``field``: the member or element by name; ``pointer``: where it stands (JSON pointer, XPath, front
    matter); ``found``: the value as JSON, shortened, empty where nothing is there.
    """

    field: str
    pointer: str
    line: int
    found: str
    expected: str


@dataclass(slots=True)
class Verdict:
    """Whether a file keeps to the rules of its format.

    ``format``/``version``: what it was held to; ``notes``: what a person should know that breaks no rule.
    """

    format: str
    version: str | None = None
    breaches: list[Breach] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        """Whether no rule is broken."""
        return not self.breaches


def stand_twice(source: JsonSource, most: int = 100) -> Iterator[str]:
    """Notes on keys that an object names more than once: JSON (RFC 8259) leaves open which one counts."""
    for path, offset in source.repeated[:most]:
        yield f"line {source.line_at(offset)}: {pointer(path)} stands twice, and readers differ in which one counts"
