"""Legal forms of companies: what belongs to a holder's name after a comma."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from provenance.rulefiles.source import load, validate


class LegalForms(BaseModel):
    """``rules/legal_forms.yaml``: forms by country, lower case, without full stops or blanks."""

    model_config = ConfigDict(extra="forbid")

    legal_forms: dict[str, list[str]]


def load_legal_forms(root: Path) -> list[str]:
    """Every legal form, without blanks and full stops."""
    path = root / "legal_forms.yaml"
    if not path.is_file():
        return []
    groups = validate(load(path), LegalForms).legal_forms
    return sorted({form.replace(" ", "").replace(".", "").lower() for forms in groups.values() for form in forms})
