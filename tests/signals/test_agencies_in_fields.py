"""Agencies that fields name: a source, a credit line, a provider's code or domain."""

from __future__ import annotations

import pytest

from provenance.document import Field
from provenance.metadata import understand
from provenance.readings.read import Readings
from provenance.rulefiles.pack import load_rules
from provenance.signals.fields import statements_from_fields


@pytest.fixture(scope="module")
def readings() -> Readings:
    return Readings(load_rules().data)


@pytest.mark.parametrize(
    ("name", "value", "agencies"),
    [
        ("source", "dpa", ["dpa"]),
        ("source", "dpa/Oona Farrow", ["dpa"]),
        ("provider", "Agence France-Presse", ["AFP"]),
        ("provider", "AAP", ["AAP"]),
        ("provider", "aap", []),
        ("distributor", "PA", ["PA Media"]),
        ("itemMeta.provider", "reuters.com", ["Reuters"]),
        ("contentMeta.infoSource", ["Reuters", "dpa"], ["Reuters", "dpa"]),
        ("creditline", "AFP / Harrow Post", ["AFP"]),
        ("credit_line", "Harrow Post", []),
        ("source", "Harrow Post", []),
        ("image.credit", "dpa", []),
        ("media.credit", "Bo Reed/dpa", []),
        ("caption", "AFP", []),
    ],
)
def test_agencies_by_name(readings: Readings, name: str, value: object, agencies: list[str]) -> None:
    found = statements_from_fields(
        understand([Field(name, value, name, 3)], load_rules().data["fields"]),
        read_words=lambda _: [],
        find_licences=lambda _: [],
        grants=lambda _: None,
        agencies=readings.agencies.by_source,
    )
    named = [statement for statement in found if statement.kind == "agency"]
    assert [statement.value for statement in named] == agencies
    assert all(statement.evidence.line == 3 for statement in named)
