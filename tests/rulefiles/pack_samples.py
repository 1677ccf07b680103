"""Writes the folders and archives of rules that tests load."""

from __future__ import annotations

import zipfile
from pathlib import Path

PACK = """\
name: harrow-rules
version: "1.2"
languages: []
licence: CC-BY-4.0
description: "Rules of an invented house."
"""
POLICY = """\
id: {id}
title: "Something is wrong"
severity: error
decision: {decision}
when: {when}
message: "{{quote}}"
why: "Because."
fix: "Mend it."
examples:
  flags: [{{problem: unreadable}}]
  passes: [{{notice: "Nothing."}}]
"""
AGENCY = """\
id: {id}
name: {name}
languages: [en]
aliases: [{alias}]
examples:
  credits: ["Source: {alias}"]
  near_misses: ["Nobody is credited."]
"""
LICENCE = """\
kind: licences
licences:
  - id: LicenseRef-Harrow
    names: {en: [Harrow Commons Licence]}
    grants: {permits: [publish]}
    examples:
      reads: [{text: "Published under the Harrow Commons Licence.", ids: [LicenseRef-Harrow]}]
"""


def policy(name: str = "own-rule", when: str = "{problem: [unreadable]}", decision: str = "review") -> str:
    return POLICY.format(id=name, when=when, decision=decision)


def agency(name: str = "HRW", alias: str = "Harrow Wire") -> str:
    return AGENCY.format(id=name, name=f"{alias} Ltd", alias=alias)


def folder(root: Path, files: dict[str, str]) -> Path:
    """A folder of rules: path in it → text."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def archive(path: Path, files: dict[str, str]) -> Path:
    """The same as a zip file or wheel."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in files.items():
            out.writestr(name, text)
    return path
