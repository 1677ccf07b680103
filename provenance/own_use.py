"""What a text of our own declares about its use, in its front matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from provenance.document import Field, Problem
from provenance.use import Occasion

#: The fields that declare a use; the others that a document may not grant itself count nowhere.
_DECLARING = frozenset({"use", "intended_use", "declared_use", "provenance_use"})
#: Who we are is the configuration's to say: whoever writes a text could be anybody in it.
_NOT_ITS_OWN = frozenset({"we", "recipient"})


def own_use(declared: Sequence[Field], occasion: Occasion, uses: Mapping[str, Any]) -> tuple[Occasion, list[Problem]]:
    """The occasion as the fields *declared* of our own text narrow it, and a problem for each that is not understood.

    A use is an id, a list of ids, or a mapping with the keys of
    :class:`~provenance.rulefiles.uses.Declaration`. Waivers and agreements are never a document's to grant.
    """
    from pydantic import ValidationError

    from provenance.rulefiles.uses import Declaration, use_of

    problems = []
    for field in declared:
        value = field.value
        if field.name.casefold().replace("-", "_") not in _DECLARING:
            problems.append(Problem("self-declared", field.name, field.line, field.column))
            continue
        given = value if isinstance(value, Mapping) else {"use": value}
        if denied := sorted(_NOT_ITS_OWN.intersection(map(str, given))):
            reason = f"{field.name}.{denied[0]}: only the configuration says who we are"
            problems.append(Problem("use-unreadable", reason, field.line, field.column))
            continue
        try:
            both = {"use": occasion.use.id.split("+"), **occasion.declared, **given}
            occasion = replace(occasion, use=use_of(Declaration.model_validate(both), uses), declared=both)
        except (ValidationError, KeyError, TypeError) as error:
            problems.append(Problem("use-unreadable", _reason(field, error), field.line, field.column))
    return occasion, problems


def _reason(field: Field, error: Exception) -> str:
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        where = ".".join([field.name, *(str(part) for part in first["loc"])])
        return f"{where}: {first['msg']}"
    return f"{field.name}: no such use: {error.args[0] if error.args else ''}"
