"""Limits that an item brings with it (``rules/limits/xx.yaml``): “UK OUT”, “EDITORIAL USE ONLY”, “Not for online use.”

They are frozen lines, and no grammar: a form is a whole line, or a whole part of one. Written in a form:
``(a|b)`` one of several, ``(a |b )?`` one of several with its blank, or nothing, ``{place}`` countries, ``{channel}``
and ``{purpose}`` words of the tables in the same file, each as many as there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from provenance.errors import RuleFileError
from provenance.rulefiles.source import Tree, load, validate
from provenance.rulefiles.uses import Channel, Purpose

#: What a limit says. ``none`` says that there is no limit, ``credit`` is a duty that stands among limits.
Gives = Literal[
    "only-in", "not-in", "only-on", "not-on", "only-for", "not-for", "no-archive", "no-sales", "credit", "none"
]
SLOTS = ("place", "channel", "purpose")
#: So many letters a form must have in one run, where prose is searched for it.
_TELLING = 6
_SLOT = re.compile(r"\{(\w*)\}")
_WRITTEN = re.compile(r"[\w\s'’./&,:+()|?{}-]+\Z")
#: So many lines one form may stand for.
_CHOICES = 4000
#: A slot before what follows, and after what stands before it.
_SIDES = ("\n({})", "({})\n")
_GROUP = re.compile(r"\([^()]*\)(\?)?")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ChannelWords(_Strict):
    """Words of one language for some channels."""

    channels: list[Channel] = Field(min_length=1, description="The channels that the words mean.")
    words: list[str] = Field(min_length=1, description="The words.")


class PurposeWords(_Strict):
    """Words of one language for a purpose."""

    purpose: Purpose = Field(description="The purpose that the words mean.")
    words: list[str] = Field(min_length=1, description="The words.")


class LimitForms(_Strict):
    """The forms of one limit."""

    gives: Gives = Field(description="What the forms say.")
    capitals: list[str] = Field(
        default=[], description="Forms that are read where they stand in capitals, as a line or a part of a line."
    )
    beside: list[str] = Field(
        default=[], description="The same, beside another limit of the line, or behind a label, only."
    )
    words: list[str] = Field(default=[], description="Forms that are read in any case, as a whole sentence or line.")


class LimitExample(_Strict):
    """A line and what it limits; what is left out is not limited."""

    text: str = Field(description="The line. Invent every name in it.")
    territory: dict[str, list[str]] | None = Field(default=None, description="Country codes under only and except.")
    channels: list[Channel] = Field(default=[], description="The channels that are closed.")
    purposes: list[Purpose] = Field(default=[], description="The purposes that it is for, or (closed) not for.")
    acts: list[Literal["archive", "redistribute"]] = Field(default=[], description="The acts that it forbids.")
    credit: bool = Field(default=False, description="Whether it asks for a credit.")
    unread: bool = Field(default=False, description="Whether something of it is not understood.")


class LimitFile(_Strict):
    """``rules/limits/xx.yaml``."""

    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$", description="The language's tag.")
    joins: list[str] = Field(min_length=1, description="Words that join places or channels (and, or).")
    articles: list[str] = Field(default=[], description="Articles that may stand before a country.")
    opening: str = Field(
        default="", description="What may stand before the forms of words: “(this|the) story is ”, as a form."
    )
    labels: list[str] = Field(default=[], description="What stands before a note to editors, without the colon.")
    restrictions: list[str] = Field(
        default=[], description="What stands before a list of limits: what is not understood of it is told."
    )
    warns: list[str] = Field(
        min_length=1, description="Words in capitals that make a part of such a line a limit that must be understood."
    )
    channels: list[ChannelWords] = Field(description="Words for channels.")
    purposes: list[PurposeWords] = Field(default=[], description="Words for purposes.")
    limits: list[LimitForms] = Field(min_length=1, description="The limits.")
    examples: list[LimitExample] = Field(min_length=1, description="Lines with what they limit.")
    near_misses: list[str] = Field(min_length=1, description="Lines of stories that limit nothing.")


def load_limits(root: Path) -> dict[str, Any]:
    """Language tag → its limits as plain data, words and forms folded.

    Raises:
        RuleFileError: a schema fault, an unknown slot, a form that no fixed word anchors.
    """
    found = {}
    for path in sorted(root.glob("limits/*.yaml")):
        tree = load(path)
        file = validate(tree, LimitFile)
        if file.language != path.stem:
            raise RuleFileError(tree.place(("language",)), f"the file is {path.stem}", hint="Use the same tag in both.")
        found[file.language] = {
            "joins": [_plain(word) for word in file.joins],
            "articles": [_plain(word) for word in file.articles],
            "opening": _plain(file.opening),
            "labels": [_plain(word) for word in file.labels],
            "restrictions": [_plain(word) for word in file.restrictions],
            "warns": [_plain(word) for word in file.warns],
            "channel": _table((entry.channels, entry.words) for entry in file.channels),
            "purpose": _table(([entry.purpose], entry.words) for entry in file.purposes),
            "forms": list(_forms(tree, file)),
        }
    return found


def load_limit_examples(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """``(line, example)``; a near miss has nothing but its text."""
    tree = load(path)
    file = validate(tree, LimitFile)
    for i, example in enumerate(file.examples):
        yield tree.place(("examples", i)).line, example.model_dump()
    for i, text in enumerate(file.near_misses):
        yield tree.place(("near_misses", i)).line, LimitExample(text=text).model_dump()


def _table(entries: Iterator[tuple[Sequence[str], Sequence[str]]]) -> dict[str, list[str]]:
    return {_plain(word): list(codes) for codes, words in entries for word in words}


def _forms(tree: Tree, file: LimitFile) -> Iterator[dict[str, Any]]:
    slots = {
        "channel": "|".join(word for entry in file.channels for word in entry.words),
        "purpose": "|".join(word for entry in file.purposes for word in entry.words),
    }
    for i, limit in enumerate(file.limits):
        for manner in ("capitals", "beside", "words"):
            for j, form in enumerate(getattr(limit, manner)):
                try:
                    anchors = _anchors(form, slots, _TELLING if manner == "words" else 1)
                except ValueError as error:
                    place = tree.place(("limits", i, manner, j))
                    raise RuleFileError(place, f"form “{form}”: {error}") from None
                yield {"gives": limit.gives, "manner": manner, "form": _plain(form), "anchors": anchors}


def _anchors(form: str, words: Mapping[str, str], least: int) -> list[str]:
    """Runs of words of which every line of *form* has one: they are looked for first."""
    if not _WRITTEN.match(form):
        raise ValueError("a form is words, (a|b), (a|b)? and slots; of signs only ' . / & , : + -")
    for slot in _SLOT.findall(form):
        if slot not in SLOTS:
            raise ValueError(f"there is no slot {{{slot}}}; known: {', '.join(SLOTS)}")
    if any(form.count(f"{{{slot}}}") > 1 for slot in SLOTS):
        raise ValueError("a slot stands in it twice; write two forms")
    # of several words in a slot the first or the last stands beside the rest of the form
    tried = [
        _runs(_SLOT.sub(lambda slot, written=written: written.format(words.get(slot[1], "")), form))  # type: ignore[misc]
        for written in _SIDES
    ]
    anchors = max(tried, key=lambda runs: min(map(len, runs)))
    if min(map(len, anchors)) < least:
        raise ValueError(f"{least} letters must stand together in it, outside of places and of what may be left out")
    return sorted(anchors)


def _runs(form: str) -> set[str]:
    """For each line that *form* stands for its longest run of words."""
    found = set()
    for line in _spelled_out(form):
        if any(sign in line for sign in "(){}|?"):
            raise ValueError("a bracket is not closed")
        found.add(max((_plain(run).strip() for run in line.split("\n")), key=len))
    return found


def _spelled_out(form: str) -> list[str]:
    """*form* with every choice made; a line break stands for what may be left out.

    Raises:
        ValueError: there are too many choices in it.
    """
    lines, done = [form], []
    while lines:
        line = lines.pop()
        group = _GROUP.search(line)
        if group is None:
            done.append(line)
            continue
        choices = ["\n"] if group[0].endswith("?") else group[0][1:-1].split("|")
        lines += [line[: group.start()] + choice + line[group.end() :] for choice in choices]
        if len(lines) + len(done) > _CHOICES:
            raise ValueError("it has too many choices; write two forms")
    return done


def _plain(text: str) -> str:
    from provenance.folding import fold

    return fold(text, blanks=True).text
