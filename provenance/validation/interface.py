"""What a validator says: each breach of a format's own rules, with its place, what was found and what is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field


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
