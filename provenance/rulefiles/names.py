"""Names: legal forms of companies, and the libraries that lend pictures."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from provenance.rulefiles.source import load, validate


class LegalForms(BaseModel):
    """``rules/legal_forms.yaml``: forms by country, lower case, without full stops or blanks."""

    model_config = ConfigDict(extra="forbid")

    legal_forms: dict[str, list[str]] = Field(description="Country (or “abbreviated”): the forms of its companies.")


def load_legal_forms(root: Path) -> dict[str, list[str]]:
    """``all``: every legal form, without blanks and full stops; ``abbreviated``: those whose full stop is theirs."""
    path = root / "legal_forms.yaml"
    if not path.is_file():
        return {"all": [], "abbreviated": []}
    groups = validate(load(path), LegalForms).legal_forms
    every = {form.replace(" ", "").replace(".", "").lower() for forms in groups.values() for form in forms}
    return {"all": sorted(every), "abbreviated": groups.get("abbreviated", [])}


class PictureLibraries(BaseModel):
    """``rules/picture_libraries.yaml``: names in lower case."""

    model_config = ConfigDict(extra="forbid")

    picture_libraries: list[str] = Field(description="Names of libraries that lend pictures and own no text.")


class OthersFile(BaseModel):
    """``rules/others.yaml``: language tag → words for people who may have rights beside the holder."""

    model_config = ConfigDict(extra="forbid")

    others: dict[str, list[str]] = Field(
        description="Language tag: words for people beside the holder, who are no party to an agreement with him."
    )


def load_others(root: Path) -> dict[str, list[str]]:
    """Language tag → words for people beside a holder, folded."""
    from provenance.folding import fold

    path = root / "others.yaml"
    languages = validate(load(path), OthersFile).others if path.is_file() else {}
    return {tag: sorted({fold(word).text for word in words}) for tag, words in languages.items()}


def load_picture_libraries(root: Path) -> list[str]:
    """The names of every library of pictures, in lower case."""
    path = root / "picture_libraries.yaml"
    if not path.is_file():
        return []
    return sorted({name.lower() for name in validate(load(path), PictureLibraries).picture_libraries})
