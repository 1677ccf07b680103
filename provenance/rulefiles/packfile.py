"""``pack.yml``: what a pack of rules says about itself.

A pack is a folder of rules with this file in it; it is written by somebody else than who uses it. What it may
do is told in :mod:`provenance.rulefiles.layers`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from provenance.errors import RuleFileError
from provenance.rulefiles.pack import OURS, PACK
from provenance.rulefiles.source import Tree, load, validate

FILE = PACK
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")]
#: SPDX 2.3, annex D: a licence that the SPDX list does not have.
_OWN_LICENCE = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")


class PackFile(BaseModel):
    """A pack of rules: what it is called, in which version, under which licence, and what is in it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(
        pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
        max_length=60,
        description="The pack's name, as reports print it: small letters, digits and hyphens.",
        examples=["harrow-rules"],
    )
    version: str = Field(
        pattern=r"^[0-9A-Za-z][0-9A-Za-z.+!_-]*$",
        max_length=40,
        description='The version of the pack, in quotes ("1.0"). Reports print it, so raise it with every change.',
        examples=["1.0.0"],
    )
    languages: list[Tag] = Field(
        default=[],
        description="The languages whose words are in it (lexicons, agencies), as BCP 47 tags. They are compared"
        " with what is there.",
        examples=[["en", "tr"]],
    )
    licence: str = Field(
        description="Under which licence the pack itself may be used: an SPDX expression, LicenseRef-… for one that"
        " SPDX does not list.",
        examples=["CC-BY-4.0", "Apache-2.0", "LicenseRef-House"],
    )
    description: str = Field(min_length=1, description="One or two sentences: what the rules in it are for.")


def load_pack(root: Path) -> tuple[Tree, PackFile] | None:
    """The pack file of the folder *root*, or ``None`` where there is none: a plain folder.

    Raises:
        RuleFileError: a schema fault, a name that is taken, a licence that is no SPDX expression.
    """
    other = root / "pack.yaml"
    if other.exists():
        raise RuleFileError(load(other).place(), "a pack file is called pack.yml", hint=f"Rename it to {FILE}.")
    path = root / FILE
    if not path.exists():
        return None
    tree = load(path)
    pack = validate(tree, PackFile)
    if pack.name == OURS:
        raise RuleFileError(tree.place(("name",)), f"“{OURS}” is the name of the rules that ship with the program")
    fault = _licence_fault(pack.licence)
    if fault:
        hint = "Write an SPDX expression: CC-BY-4.0, Apache-2.0 OR MIT, LicenseRef-House."
        raise RuleFileError(tree.place(("licence",)), f"licence: {fault}", hint=hint)
    return tree, pack


def check_languages(tree: Tree, pack: PackFile, lexicons: Mapping[str, Any], agencies: Mapping[str, Any]) -> None:
    """Hold the languages that *pack* names to those it brings words of.

    Raises:
        RuleFileError: a lexicon of a language that is not named, or a language of which nothing is there.
    """
    for tag in lexicons:
        if tag not in pack.languages:
            said = f"languages: the pack has a lexicon of “{tag}” (languages/{tag}) and does not name it"
            raise RuleFileError(tree.place(("languages",)), said, hint=f"Add {tag}, or take the lexicon out.")
    spoken = {*lexicons, *(tag for agency in agencies.values() for tag in agency["languages"])}
    for i, tag in enumerate(pack.languages):
        if tag not in spoken:
            said = f"languages: nothing in the pack is about “{tag}”"
            hint = f"Add languages/{tag}/lexicon.yaml or an agency that writes in it, or take {tag} out."
            raise RuleFileError(tree.place(("languages", i)), said, hint=hint)


def _licence_fault(expression: str) -> str | None:
    """What is wrong with an SPDX expression, or ``None``."""
    from license_expression import get_spdx_licensing

    licensing = get_spdx_licensing()
    try:
        parsed = licensing.parse(expression, validate=False, strict=True)
        unknown = [] if parsed is None else licensing.unknown_license_keys(parsed)
    except Exception:  # the library raises several kinds, some of them by mistake
        return f"“{expression}” is no SPDX expression"
    if parsed is None:
        return "nothing stands here"
    wrong = [key for key in unknown if not _OWN_LICENCE.fullmatch(key)]
    return f"SPDX lists no “{wrong[0]}”" if wrong else None
