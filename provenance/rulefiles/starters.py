"""Starters: rule files with blanks, for ``provenance rules new``. Their texts are data: ``rules/starters``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from provenance.errors import UsageError
from provenance.rulefiles.pack import rules_root
from provenance.rulefiles.schemas import written

#: Where the schemas lie that the first line of each file names, so that editors complete without a network.
SCHEMAS = ".schemas"
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?")
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of starter: its files (template, kind of schema, path with a slot), what an id is, whose ids are taken."""

    files: tuple[tuple[str, str, str], ...]
    form: re.Pattern[str]
    says: str
    taken: str | None = None


_SLUGS = "small letters, digits and hyphens: harrow-clause"
KINDS: dict[str, _Kind] = {
    "policy": _Kind((("policy", "policy", "policies/{}.yaml"),), _SLUG, _SLUGS, "policies"),
    "agency": _Kind((("agency", "agency", "agencies/{}.yaml"),), re.compile(r".*\w.*"), "its short name", "agencies"),
    "licence": _Kind((("licence", "licence", "licences/{}.yaml"),), _LICENCE, "an SPDX id or LicenseRef-…", "licences"),
    "use": _Kind((("use", "use", "uses/{}.yaml"),), _SLUG, _SLUGS, "uses"),
    "language": _Kind(
        (
            ("language", "lexicon", "languages/{}/lexicon.yaml"),
            ("language-examples", "examples", "languages/{}/examples.yaml"),
        ),
        _TAG,
        "a BCP 47 tag: tr, zh-Hans",
    ),
    "pack": _Kind((("pack", "pack", "pack.yml"),), _SLUG, _SLUGS),
}
#: The same for a language that we read already: its words come to ours.
_WORDS = _Kind(
    (("words", "lexicon", "languages/{}/lexicon.yaml"), ("words-examples", "examples", "languages/{}/examples.yaml")),
    _TAG,
    "",
)


def starter(kind: str, name: str, data: Mapping[str, Any], folder: str) -> dict[str, str]:
    """The files of a starter of *kind* called *name*: path in a folder of rules → text.

    *data*: the rules in force; *folder*: the folder as the author writes it.

    Raises:
        UsageError: *name* is no id of the kind, or is taken.
    """
    form = KINDS[kind]
    if not form.form.fullmatch(name) or not name.isprintable():
        raise UsageError(f"“{name}” is no name for this: {kind}", hint=f"Expected: {form.says}.")
    if name in _taken(form.taken, data):
        hint = "Choose another name; a file of this one would take the place of ours."
        raise UsageError(f"“{name}” is there already ({kind})", hint=hint)
    if kind == "language" and name in data["lexicons"]:
        form = _WORDS
    file = name if kind == "language" else re.sub(r"[^\w]+", "-", name.casefold()).strip("-") or "own"
    files: dict[str, str] = {}
    for template, schema, place in form.files:
        path = place.format(file)
        up = "../" * (len(PurePosixPath(path).parts) - 1)
        files[path] = _filled(template, name, f"{up}{SCHEMAS}/{schema}.json", f"{folder}/{path}")
        files[f"{SCHEMAS}/{schema}.json"] = written(schema)
    return files


def _taken(kind: str | None, data: Mapping[str, Any]) -> set[str]:
    if kind == "licences":
        return {licence["id"] for licence in data["licences"]["licences"]}
    return set(data[kind]) if kind else set()


def _filled(template: str, name: str, schema: str, path: str) -> str:
    text = (rules_root() / "starters" / f"{template}.yaml").read_text(encoding="utf-8")
    quoted = name if _LICENCE.fullmatch(name) and not name[0].isdigit() and name not in _WORDS_OF_YAML else f'"{name}"'
    comments = text.replace("«schema»", schema).replace("«path»", path)
    return re.sub(r"(?m)^(\s*#.*)«id»", rf"\g<1>{re.escape(name)}", comments).replace("«id»", quoted)


#: Names that YAML would read as something else.
_WORDS_OF_YAML = frozenset({"true", "false", "null", "True", "False", "Null", "TRUE", "FALSE", "NULL"})
