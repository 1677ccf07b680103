"""Chunking: the clauses of a tagged sentence, and what in each is main, condition, exception.

A clause ends at a semicolon or a "but"; at a comma or an "and" only where both sides bring a head
of their own that points the other way ("personal use is allowed, selling is not"). Coordinated
acts share their operators, so a comma between them ends nothing.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from provenance.readings.tag import Tag, concepts_of

_HARD = re.compile(r"[;；؛]|(?<=\s)[|│](?=\s)")
#: Thai sets clauses apart by blanks, and words by nothing.
_SOFT = re.compile(r"[,、،，၊፣:：()（）\[\]「」]|\s[–—-]\s|(?<=[\u0e01-\u0e4e])\s(?=[\u0e01-\u0e4e])")

MAIN, CONDITION, EXCEPTION, INCLUSION = "main", "condition", "exception", "inclusion"


@dataclass(slots=True)
class Clause:
    """One clause: its tags and the role of each (``main``, ``condition``, ``exception``, ``inclusion``)."""

    start: int
    end: int
    tags: list[Tag]
    roles: list[str] = field(default_factory=list)
    _present: frozenset[str] | None = None

    def having(self, *concepts: str, role: str | None = None) -> list[Tag]:
        """The tags with any of *concepts*, in order, of one role or of all."""
        if self._present is None:
            self._present = frozenset(concepts_of(self.tags))
        if self._present.isdisjoint(concepts):
            return []
        return [
            tag
            for tag, its in zip(self.tags, self.roles, strict=True)
            if (role is None or role == its) and any(concept in tag.concepts for concept in concepts)
        ]


def chunk(tags: list[Tag], text: str, acts: frozenset[str]) -> list[Clause]:
    """The clauses of *text* (a folded sentence), with the role of every tag."""
    clauses: list[Clause] = []
    for start, end in _hard_pieces(tags, text):
        inside = [tag for tag in tags if start <= tag.start < end]
        clauses += _by_heads(inside, text, start, end, acts)
    for clause in clauses:
        clause.roles = _roles(clause, text, acts)
    return clauses


def _hard_pieces(tags: list[Tag], text: str) -> list[tuple[int, int]]:
    cuts = {match.start() for match in _HARD.finditer(text)}
    cuts |= {tag.start for tag in tags if "but" in tag.concepts}
    cuts |= {tag.end for tag in tags if "but-after" in tag.concepts}
    return _spans(cuts, 0, len(text))


def _spans(cuts: set[int], start: int, end: int) -> list[tuple[int, int]]:
    marks = [start, *sorted(cut for cut in cuts if start < cut < end), end]
    return list(itertools.pairwise(marks))


def _by_heads(tags: list[Tag], text: str, start: int, end: int, acts: frozenset[str]) -> list[Clause]:
    cuts = {match.start() for match in _SOFT.finditer(text, start, end)}
    cuts |= {tag.start for tag in tags if "and" in tag.concepts}
    current = Clause(start, start, [])
    head: str | None = None
    clauses = [current]
    for piece_start, piece_end in _spans(cuts, start, end):
        inside = [tag for tag in tags if piece_start <= tag.start < piece_end]
        its = _head(inside, acts) or _asks(inside, current, head, acts)
        requested = its == "ban" and head is None and _requests(current, acts) and _names_its_own(inside, acts)
        if requested:
            head = "leave"
        conditional = any({"if", "except", "if-before"} & set(tag.concepts) for tag in inside)
        if (
            its
            and head
            and its != head
            and not conditional
            and (requested or not _awaits(current))
            and not _shares(current, inside, acts)
        ):
            current = Clause(piece_start, piece_end, [])
            clauses.append(current)
            head = its
        elif not conditional or head is None:
            head = head or (None if conditional and _head_is_conditional(inside) else its)
        current.tags += inside
        current.end = piece_end
    return [clause for clause in clauses if clause.tags]


def _asks(tags: list[Tag], before: Clause, head: str | None, acts: frozenset[str]) -> str | None:
    """A request behind a ban or a reservation is a leave of its own: "no commercial use, when reprinting credit us"."""
    concepts = concepts_of(tags)
    asked = concepts & {"must", "if-before"} and concepts & {"credit", "linkback", "notify"}
    named = concepts_of(before.tags) & acts
    lonely = head == "reserve" or bool(named - concepts)
    named_here = concepts & (acts | {"use"}) or "but" in concepts_of(before.tags)
    if head in ("ban", "reserve") and asked and named_here and lonely and "without" not in concepts:
        return "leave"
    return None


def _requests(clause: Clause, acts: frozenset[str]) -> bool:
    """Whether the clause so far gives leave by what it asks for: "when reprinting, credit us, and do not sell it"."""
    concepts = concepts_of(clause.tags)
    asked = concepts & {"must", "if-before", "if"} and concepts & {"credit", "linkback", "mention", "source", "cite"}
    closed = {"without", "neg", "forbid", "only", "except", "except-before", "ask", "consent", "pay", "reserve"}
    return bool(asked) and bool(concepts & (acts | {"use", "but"})) and concepts.isdisjoint(closed)


def _names_its_own(tags: list[Tag], acts: frozenset[str]) -> bool:
    """Whether a ban says what of: the acts before it are not meant."""
    concepts = concepts_of(tags)
    return bool(concepts & (acts | {"use"})) and "without" not in concepts


def _shares(clause: Clause, tags: list[Tag], acts: frozenset[str]) -> bool:
    """Whether a piece goes on with the ban before it: "nem másolható, terjeszthető" negates both.

    Where leave is an ending of the act itself, one "not" before a row of them stands for all, as long
    as nothing else opens a clause of its own.
    """
    leaves = [tag for tag in tags if {"may", "allow"} & set(tag.concepts)]
    fused = bool(leaves) and all(acts & set(tag.concepts) and "may" in tag.concepts for tag in leaves)
    opening = {"material", "anyone", "media", "only", "gratis", "but"}
    if not fused or any(opening & set(tag.concepts) for tag in tags):
        return False
    bare = any("neg" in tag.concepts and not acts & set(tag.concepts) for tag in clause.tags)
    return bare and any(acts & set(tag.concepts) and "may" in tag.concepts for tag in clause.tags)


def _awaits(clause: Clause) -> bool:
    """Whether the clause so far is a condition that still waits for what it conditions."""
    return bool(clause.tags) and "if" in clause.tags[0].concepts and _head(clause.tags[1:], frozenset()) is None


def _head_is_conditional(tags: list[Tag]) -> bool:
    return any({"if", "if-before"} & set(tag.concepts) for tag in tags)


def _head(tags: list[Tag], acts: frozenset[str]) -> str | None:
    concepts = concepts_of(tags)
    if "forbid" in concepts:
        return "ban"
    if "reserve" in concepts:
        return "reserve"
    if "neg" in concepts and concepts & {"may", "allow"} | ((concepts & acts and {"neg"}) or set()):
        return "ban"
    if concepts & {"need"} or ("pay" in concepts and "without" not in concepts):
        return "need" if "neg" not in concepts else "leave"
    if concepts & {"may", "allow"}:
        return "leave"
    return None


def _roles(clause: Clause, text: str, acts: frozenset[str]) -> list[str]:
    roles = [MAIN] * len(clause.tags)
    soft = [match.start() for match in _SOFT.finditer(text, clause.start, clause.end)]
    _forward(clause.tags, roles, soft, acts)
    for opener, role in (("if-before", CONDITION), ("except-before", EXCEPTION)):
        for i, tag in enumerate(clause.tags):
            if opener in tag.concepts:
                for j in range(i, -1, -1):
                    if roles[j] != MAIN or (
                        j < i and {"may", "allow", "forbid", "but", "material"} & set(clause.tags[j].concepts)
                    ):
                        break
                    roles[j] = role
    return roles


def _forward(tags: list[Tag], roles: list[str], soft: list[int], acts: frozenset[str]) -> None:
    """Roles that an opening word gives to what follows it."""
    role, opened_at, head_before = MAIN, -1, False
    for i, tag in enumerate(tags):
        concepts = set(tag.concepts)
        if "if" in concepts and not concepts & acts:
            role, opened_at = CONDITION, tag.start
            head_before = _head(tags[:i], acts) is not None
        elif "except" in concepts:
            role, opened_at = EXCEPTION, tag.start
            head_before = _head(tags[:i], acts) is not None
        elif "including" in concepts:
            role, opened_at = INCLUSION, tag.start
            head_before = True
        elif role == CONDITION and not head_before and any(opened_at < at < tag.start for at in soft):
            rest = [later for later in tags[i:] if not any(tag.start < at < later.start for at in soft[-1:])]
            if _head(rest, acts) is not None or concepts & acts:
                role = MAIN
        elif role in (EXCEPTION, INCLUSION) and any(opened_at < at < tag.start for at in soft):
            if concepts & {"forbid", "may", "allow", "reserve", "need"} or (
                role == EXCEPTION and "consent" not in concepts
            ):
                role = MAIN
        roles[i] = role
