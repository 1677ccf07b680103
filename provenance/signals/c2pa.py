"""C2PA and CAWG: ``c2pa.training-mining`` (C2PA up to 1.4) and ``cawg.training-mining`` in a manifest store.

Precedence: none; the assertions of every manifest in the store count, a ``notAllowed`` anywhere reserves.
Anything but a plain ``allowed`` reserves; ``constrained`` reserves and a person must look. They speak for
the picture they are bound to (scope ``image``), never for the text. Signatures are not judged: a broken
one may close, and nothing opens.

The extra ``c2pa`` (c2pa-python) reads the store; remote manifests are never fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from provenance.errors import UsageError
from provenance.signals.signal import Says, Signal, quoted, squeezed
from provenance.vocabulary import Scope

_LABELS = ("c2pa.training-mining", "cawg.training-mining")
_ALL = frozenset({"mine", "train-ai"})
_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
#: Every store is made of JUMBF boxes of this type; without one there is nothing to ask the library for.
MARK = b"jumb"


def signals_in(data: bytes, media_type: str | None, file: str, terms: Mapping[str, Any]) -> list[Signal]:
    """What the manifest store of a picture, or a sidecar ``.c2pa``, says about training and mining.

    Raises:
        UsageError: there is a store, and the extra ``c2pa`` is not installed.
    """
    if MARK not in data:
        return []
    store = _store(data, media_type, file)
    if store is None:
        return [_signal(Says.UNREAD, "a manifest store that cannot be read", f"{file}: C2PA", _ALL)]
    return list(assertions(store, file, terms))


def _store(data: bytes, media_type: str | None, file: str) -> Mapping[str, Any] | None:
    """The store as JSON; ``None`` where the library cannot read it."""
    try:
        from c2pa import C2paError, Context, Reader, Settings
    except ImportError:
        raise UsageError(
            f"{file}: C2PA manifests cannot be read without the extra c2pa",
            hint="Install it: pip install 'provenance-check[c2pa]'.",
        ) from None
    from io import BytesIO

    try:
        with Reader(media_type, BytesIO(data), context=Context(Settings.from_dict(_OFFLINE))) as reader:
            store = json.loads(reader.detailed_json())
    except (C2paError, ValueError, RecursionError):
        return None
    return store if isinstance(store, dict) else None


def assertions(store: Any, file: str, terms: Mapping[str, Any], depth: int = 0) -> Iterator[Signal]:
    """The assertions about training in a manifest *store*, wherever they stand in it.

    The two JSON forms of the library differ: assertions as a list with ``label`` and ``data``, or as a
    mapping by label.
    """
    if depth > 64:
        yield _signal(Says.RESERVED, "nested too deeply", f"{file}: C2PA", _ALL, understood=False)
    elif isinstance(store, list):
        for part in store:
            yield from assertions(part, file, terms, depth + 1)
    elif isinstance(store, Mapping):
        label = store.get("label")
        if isinstance(label, str) and _about_training(label) and "data" in store:
            yield from _entries(label, store["data"], file, terms)
            return
        for name, part in store.items():
            if isinstance(name, str) and _about_training(name) and isinstance(part, Mapping):
                yield from _entries(name, part.get("data", part), file, terms)
            else:
                yield from assertions(part, file, terms, depth + 1)


def _about_training(label: str) -> bool:
    return any(squeezed(known) in squeezed(label) for known in _LABELS)


def _entries(label: str, data: Any, file: str, terms: Mapping[str, Any]) -> Iterator[Signal]:
    entries = data.get("entries", data) if isinstance(data, Mapping) else None
    if not isinstance(entries, Mapping) or not entries:
        yield _signal(Says.RESERVED, "no entries", f"{file}: {label}", _ALL, understood=False)
        return
    acts_of = {squeezed(name): frozenset(term["acts"]) for name, term in terms.items()}
    for name, entry in entries.items():
        use = entry.get("use") if isinstance(entry, Mapping) else entry
        value = use if isinstance(use, str) else str(use)
        acts = acts_of.get(squeezed(str(name).rpartition(".")[2]), _ALL)
        if value == "allowed":
            yield _signal(Says.ALLOWED, value, f"{file}: {label} {name}", acts)
        else:
            known = squeezed(value) in ("notallowed", "no", "false")
            yield _signal(Says.RESERVED, value, f"{file}: {label} {name}", acts, understood=known)


def _signal(says: Says, value: str, pointer: str, acts: frozenset[str], *, understood: bool = True) -> Signal:
    return Signal("c2pa", "image", says, value, quoted(value, pointer), acts, Scope.IMAGE, understood)
