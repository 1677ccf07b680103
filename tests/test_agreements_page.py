"""``docs/agreements.md`` explains every key and every finding; its examples are played in ``tests/prose``."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "agreements.md"


def test_every_key_and_finding_is_explained() -> None:
    from provenance.config.agreement_file import AgreementEntry

    page = PAGE.read_text(encoding="utf-8")
    keys = {info.alias or name for name, info in AgreementEntry.model_fields.items()}
    assert [key for key in sorted(keys) if f"`{key}`" not in page and f"`{key}:" not in page] == []
    rules = [path.stem for path in (ROOT / "rules" / "policies").glob("agreement-*.yaml")]
    assert [rule for rule in sorted(rules) if f"`{rule}`" not in page and f"{rule}:" not in page] == []
