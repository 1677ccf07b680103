"""PLUS data mining (``plus:DataMining``, in IPTC photo metadata since 2023.1 and NewsML-G2 since 2.34).

Precedence: none; every value counts, a ban on top of a permission bans. In a document's fields the value
speaks for what the field is about; in the XMP packet of a picture it speaks for the picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provenance.signals.declared import of_field
from provenance.signals.signal import Says, Signal, quoted, squeezed
from provenance.signals.site import Situation
from provenance.vocabulary import Scope

#: XMP keeps a property as an attribute or as an element; packets are read as text, since many are cut or padded.
_PROPERTY = re.compile(
    r"(?<!/)plus:Data(?:\w*\Z|Mining\b[^>\"']{0,40}?(?:=\s*[\"']([^\"']{0,300})|>\s*([^<]{0,300})|(?=\Z)))", re.I
)
_RESOURCE = re.compile(r"plus:DataMining\b[^>]{0,200}rdf:resource\s*=\s*[\"']([^\"']{0,300})", re.I)
_SAYS = {"prohibited": Says.PROHIBITED, "allowed": Says.ALLOWED, "open": Says.OPEN}
_VOCABULARY = re.compile(r"DMI-[A-Z-]+")


def signals(situation: Situation) -> list[Signal]:
    """The document's own data mining fields."""
    declared = situation.page.metadata.declared
    return [one for entry in declared if entry.canonical == "data_mining" for one in of_field(entry, "plus")]


def in_xmp(packet: str, file: str, terms: Sequence[Mapping[str, Any]]) -> Iterator[Signal]:
    """What the XMP *packet* of the picture *file* says; *terms*: those of the field ``data_mining``."""
    values = [match[1] for match in _RESOURCE.finditer(packet)]
    values += [match[1] or match[2] or "" for match in _PROPERTY.finditer(packet)] if not values else []
    for value in values:
        term = next((term for term in terms if _means(value, term)), None)
        says = _SAYS.get(term["says"] if term else "", Says.RESERVED)
        acts = frozenset((term["acts"] if term else None) or ("mine", "train-ai"))
        evidence = quoted(value or "plus:DataMining", f"{file}: XMP plus:DataMining")
        understood = term is not None and term["says"] != "unread"
        yield Signal("plus", "image", says, value, evidence, acts, Scope.IMAGE, understood)


def _means(value: str, term: Mapping[str, Any]) -> bool:
    """Whether *value* is one of the listed: closing ones in any spelling, opening ones only as they are written."""
    last = re.split(r"[/:#]", value.strip())[-1]
    if term["says"] not in ("allowed", "open"):
        return squeezed(last) in {squeezed(word) for word in term["any_of"]}
    return last.lower() in term["any_of"] and _VOCABULARY.fullmatch(last) is not None
