"""Every public conformance file of NewsML-G2 is read, and each of its rights is kept. Needs ``../shared``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from provenance.document import Field
from provenance.readers import read_documents

FILES = sorted((Path(__file__).parents[3] / "shared" / "formats" / "newsml-g2").rglob("*.xml"))
pytestmark = pytest.mark.skipif(not FILES, reason="needs the conformance files in ../shared")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_right_is_kept_with_value_pointer_and_line(path: Path) -> None:
    documents = read_documents(path.name, path.read_bytes())
    assert all(document.format == "newsml-g2" and document.readable for document in documents)
    fields = [field for document in documents for field in document.fields]
    for rights in etree.parse(str(path)).iter("{*}rightsInfo"):
        for element in rights.iterchildren(etree.Element):
            for value in declared(element):
                kept = [field for field in fields if value in flat(field)]
                assert kept, f"{value!r} of {element.tag} is lost"
                name = etree.QName(element).localname
                assert any(f"/rightsInfo/{name}" in field.pointer.replace("[1]", "") or name in field.pointer
                           for field in kept)  # fmt: skip
                last = max(inner.sourceline or 0 for inner in element.iter(etree.Element))
                assert any(field.line <= last for field in kept)


def declared(element: Any) -> list[str]:
    """Every word and attribute below *element*, as an independent walk finds them."""
    found = []
    for inner in element.iter(etree.Element):
        found += [value for key, value in inner.attrib.items() if value and "XMLSchema" not in key]
        found += [" ".join(inner.text.split())] if inner.text and inner.text.strip() else []
    return found


def flat(field: Field) -> str:
    return " ".join(str(field.value).split())
