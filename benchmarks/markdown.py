"""A made-up site of Markdown files with front matter: what a check costs beside reading the files.

The prose is invented: sentences put together from a few hundred everyday words, in which the words of rights
notices are about as frequent as in a local paper; one file in three ends with a notice.
"""

from __future__ import annotations

import random
from pathlib import Path

_THINGS = (
    "bridge river mill orchard harbour lantern ferry chapel meadow kiln quarry baker miller weaver carter mason council"
    " school market library orchestra choir museum garden window roof cellar tower clock bell square street lane"
    " railway station platform tram bicycle boat net anchor barrel basket loaf cheese apple pear plum cherry walnut"
    " honey candle letter parcel stamp notebook pencil map compass kettle stove blanket coat boot glove hat scarf"
    " winter spring summer autumn morning evening afternoon night rain snow frost fog wind storm cloud sunshine"
    " teacher pupil nurse doctor farmer fisher carpenter painter singer player coach team match season goal crowd"
    " mayor clerk budget tax vote meeting plan debate report story paper article minister village town county coast"
    " hill forest path gate fence wall stone brick timber glass rope wheel engine pump pipe drain field hedge barn"
    " horse cow sheep goat hen goose dog cat owl heron swallow trout salmon eel crab shell island lighthouse ferryman"
).split()
_DOINGS = (
    "opened closed carried mended painted counted crossed visited followed watched repaired lifted lowered measured"
    " answered asked remembered forgot promised refused accepted delivered gathered planted cut stacked sold bought"
    " found lost showed hid raised dropped pushed pulled turned cleaned warmed cooled filled emptied drew wrote read"
    " taught learned built rebuilt moved left reached joined led met thanked praised warned helped saved used shared"
).split()
_MANNERS = (
    "slowly quietly again once twice together alone early late yesterday today already still almost never often gladly"
).split()
_KINDS = (
    "old new small large narrow wide tall low warm cold bright dark quiet loud broken empty full wooden iron local"
    " public young patient careful busy early late northern southern famous simple"
).split()
_HOLDERS = ("Harrow Lane Press", "Gale and Sons", "The Lantern Project", "Kestrel Media Ltd", "Quill Verlag GmbH")
_LICENCES = ("CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0", "CC-BY-ND-4.0")
_NOTICES = (
    "© {year} {holder}. All rights reserved.",
    "Copyright {year} {holder}. This article may not be republished without permission.",
    "This article may be republished free of charge with credit to {holder} and a link to the original.",
    "© {year} {holder}",
)


def make(folder: Path, count: int, seed: int = 1) -> None:
    """Write *count* files below *folder*, in folders of 500; the same ones for the same *seed*."""
    chance = random.Random(seed)
    for number in range(count):
        path = folder / f"{number // 500:03}" / f"{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_file(chance), encoding="utf-8")


def _file(chance: random.Random) -> str:
    holder, year = chance.choice(_HOLDERS), chance.randint(2009, 2026)
    notice = chance.choice(_NOTICES).format(year=year, holder=holder) if chance.random() < 1 / 3 else ""
    paragraphs = [" ".join(_sentence(chance) for _ in range(chance.randint(3, 6))) for _ in range(chance.randint(4, 9))]
    head = (
        f"title: {_sentence(chance)[:-1]}\nauthor: Oona Farrow\ndate: {year}-0{chance.randint(1, 9)}-11\n"
        f"license: {chance.choice(_LICENCES)}\ntags: [{chance.choice(_THINGS)}, {chance.choice(_THINGS)}]\n"
        f"description: {_sentence(chance)}\n"
    )
    body = "\n\n".join([*paragraphs, notice]).rstrip()
    return f"---\n{head}---\n\n{body}\n"


def _sentence(chance: random.Random) -> str:
    def noun() -> str:
        kind = f"{chance.choice(_KINDS)} " if chance.random() < 0.5 else ""
        return f"{chance.choice(('the', 'a', 'every', 'their', 'this', 'one'))} {kind}{chance.choice(_THINGS)}"

    words = f"{noun()} {chance.choice(_DOINGS)} {noun()} {chance.choice(('near', 'behind', 'with', 'for'))} {noun()}"
    if chance.random() < 0.5:
        words += f", and {noun()} {chance.choice(_DOINGS)} {noun()} {chance.choice(_MANNERS)}"
    return words[0].upper() + words[1:] + "."
