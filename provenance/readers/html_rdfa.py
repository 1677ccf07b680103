"""RDFa Lite 1.1, and of RDFa Core what licences are written with (``about``, ``rel``): each value where it stands.

Names are handed on as ``prefix:name``, with the prefixes of the RDFa initial context, or bare where they are
schema.org's. What an element declares is about the page, unless ``about``, ``resource`` or ``typeof`` around it
says otherwise: then the subject stands in front, as in :mod:`provenance.readers.html_items`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from provenance.readers.html_items import MAX_NAMES, Found, property_name, value_of, words_of
from provenance.readers.subjects import RELATED, address, is_media, joined, local_name, subject_of

if TYPE_CHECKING:
    from turbohtml import Document, Element, Node

#: Name spaces of the RDFa initial context (and older spellings) that say something about rights.
_SPACES = {
    "http://creativecommons.org/ns": "cc",
    "http://web.resource.org/cc": "cc",
    "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://www.w3.org/1999/xhtml/vocab": "xhv",
    "http://schema.org": "",
    "https://schema.org": "",
    "http://ogp.me/ns": "og",
    "http://www.w3.org/ns/odrl/2": "odrl",
    "http://ns.useplus.org/ldf/xmp/1.0": "plus",
}
#: Prefixes that hold without being declared, and those that pages use without declaring them.
_PREFIXES = {"cc": "cc", "dc": "dc", "dcterms": "dcterms", "dct": "dcterms", "xhv": "xhv", "schema": "", "og": "og",
    "odrl": "odrl", "plus": "plus"}  # fmt: skip
_PREFIX = re.compile(r"([A-Za-z_][\w.-]{0,40}):\s+(\S{1,300})")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|avif|tiff?|mp4|webm|mp3|ogg|wav)(?:$|[?#])", re.I)
_TYPE = ("dct:type", "dcterms:type", "dc:type")
#: Link relations of HTML's own that need no prefix.
_RELATIONS = ("license",)


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds inside an element: the subject's name, the way to it, and how names are written out."""

    name: str = ""
    shown: str = ""
    vocab: str | None = None
    prefixes: Mapping[str, str] | None = None
    told: bool = False
    """Whether a subject was named at all; without one, links are the page reader's, which knows their place."""


class Statements:
    """What the page declares in RDFa; *own* are the addresses of the page."""

    def __init__(self, document: Document, own: Collection[str]) -> None:
        self._document = document
        self._own = {address(url) for url in own if url}
        self._known: dict[Node, _Context | None] = {}
        self._pictured = self._typed_as_media()

    def __iter__(self) -> Iterator[Found]:
        """Every value, in the order of the page; what ``meta`` says of the page itself is read as such."""
        for element in self._document.select("[property],[rel]"):
            if element.tag == "link" and element.attr("property") is None and ":" not in (element.attr("rel") or ""):
                continue
            context = self._inside(element.parent) if element.parent is not None else _Context()
            if context is not None and (element.tag != "meta" or (context.told and not _is_of_head(element))):
                yield from self._values(element, self._own_context(element, context, subject_only=True))

    def _typed_as_media(self) -> dict[Node, str]:
        """Where a licence says in passing that it is a picture's (``rel="dct:type"``), as Creative Commons had it."""
        found: dict[Node, str] = {}
        for element in self._document.select("[rel]"):
            if any(name.lower() in _TYPE for name in _tokens(element, "rel")) and element.parent is not None:
                subject = subject_of([str(element.attr("href") or element.attr("resource") or "")])
                if is_media(subject):
                    outer: Any = element.parent
                    in_link = getattr(outer, "tag", "") == "a" and outer.parent is not None
                    found[outer.parent if in_link else outer] = subject
        return found

    def _values(self, element: Element, context: _Context) -> Iterator[Found]:
        properties, relations = _tokens(element, "property"), _tokens(element, "rel")
        if properties and element.attr("typeof") is None:
            value = words_of(element) if relations and element.attr("content") is None else value_of(element)
            resource = element.attr("resource")
            value = resource if resource and element.attr("content") is None and not relations else value
            for name in properties:
                yield from self._found(element, context, name, value)
        target = element.attr("resource") or element.attr("href") or element.attr("src")
        for name in relations if target else ():
            if ":" in name or (context.told and name.lower() in _RELATIONS):
                yield from self._found(element, context, name, target)

    def _found(self, element: Element, context: _Context, name: str, value: Any) -> Iterator[Found]:
        known = _name(name, context)
        if known is None or (element.tag in ("a", "area") and not context.told and _is_licence(known)):
            return
        bare = known.rpartition(":")[2] if context.name else known
        yield Found(element, joined(context.name, bare), value, joined(context.shown, name))

    def _inside(self, element: Node) -> _Context | None:
        waiting: list[Node] = []
        node: Node | None = element
        while node is not None and node not in self._known:
            waiting.append(node)
            node = node.parent
        context = self._known[node] if node is not None else _Context()
        for inner in reversed(waiting):
            context = self._context(inner, context)
            self._known[inner] = context
        return context

    def _context(self, node: Any, around: _Context | None) -> _Context | None:
        if around is None or not hasattr(node, "attr"):
            return around
        if node.tag == "template":
            return None
        context = self._own_context(node, around, subject_only=False)
        pictured = self._pictured.get(node)
        return context if pictured is None else replace(context, name=pictured, shown=pictured, told=True)

    def _own_context(self, element: Element, around: _Context, *, subject_only: bool) -> _Context:
        """The context that *element* makes for what is inside it, or, with *subject_only*, for its own attributes."""
        context = _declared(element, around)
        about, typeof = element.attr("about"), element.attr("typeof")
        properties = _tokens(element, "property")
        if subject_only:
            return self._about(element, context, about) if about is not None else context
        if about is not None:
            context = self._about(element, context, about)
        if typeof is None:
            resource = element.attr("resource")
            named = resource is not None and not properties and not _tokens(element, "rel")
            return self._about(element, context, resource or "") if named else context
        subject = subject_of(_written_out(typeof, context))
        name = _name(properties[0], context) if properties else None
        if name is not None:  # a part: the holder's name is the holder's
            subject = subject if is_media(subject) else joined(context.name, name)
            return replace(context, name=subject, shown=joined(context.shown, properties[0]), told=True)
        shown = local_name(typeof.split()[0]) if typeof.split() else "item"
        where = element.attr("resource") or about
        if not subject and where and self._elsewhere(where):
            subject = RELATED
        return replace(context, name=subject, shown=shown, told=True)

    def _about(self, element: Element, context: _Context, about: str) -> _Context:
        """The context of what *about* leads to: the page, a picture, or something else."""
        if _PICTURE.search(about):
            return replace(context, name="image", shown="image", told=True)
        if element.attr("typeof") is None and self._elsewhere(about):
            return replace(context, name=RELATED, shown=RELATED, told=True)
        return replace(context, name="", told=True) if not about or not self._elsewhere(about) else context

    def _elsewhere(self, url: str) -> bool:
        """Whether *url* leads away from the page; a name inside the page and a blank node may be its article."""
        if not url or url.startswith(("#", "_:", "[_:")):
            return False
        return "://" not in url or address(url) not in self._own


def _is_of_head(element: Element) -> bool:
    """Whether it stands in the head, where nothing but the page is the subject."""
    return getattr(element.parent, "tag", "") == "head"


def _declared(element: Element, around: _Context) -> _Context:
    """*around* with the vocabulary and the prefixes that *element* declares (``xmlns:`` as RDFa 1.0 had it)."""
    vocab, prefixes = element.attr("vocab"), dict(_PREFIX.findall(str(element.attr("prefix") or "")))
    prefixes |= {key[6:]: str(value) for key, value in element.attrs.items() if key.startswith("xmlns:")}
    if vocab is None and not prefixes:
        return around
    known = {**(around.prefixes or {}), **{key.lower(): value for key, value in prefixes.items()}}
    return replace(around, vocab=around.vocab if vocab is None else vocab, prefixes=known or None)


def _written_out(names: str, context: _Context) -> list[str]:
    return [known for each in names.split() if (known := _name(each, context)) is not None]


def _name(written: str, context: _Context) -> str | None:
    """A property or type by the prefix that is ours; ``None`` where it belongs to no vocabulary."""
    if "://" in written:
        return _of_space(written)
    prefix, colon, local = written.partition(":")
    if not colon:
        return _of_space(context.vocab + written) if context.vocab else (written if context.told else None)
    declared = (context.prefixes or {}).get(prefix.lower())
    if declared is not None:
        return _of_space(declared + local)
    known = _PREFIXES.get(prefix.lower())
    return written if known is None else f"{known}:{local}" if known else local


def _of_space(iri: str) -> str:
    local = property_name(iri)
    known = _SPACES.get(iri[: len(iri) - len(local)].rstrip("/#"))
    return iri if known is None else f"{known}:{local}" if known else local


def _is_licence(name: str) -> bool:
    return name.rpartition(":")[2].lower() == "license"


def _tokens(element: Element, name: str) -> list[str]:
    return str(element.attr(name) or "").split()[:MAX_NAMES]
