"""Microdata (HTML, 5): the properties of the page's items, under dotted names, each where it stands.

The parser can extract microdata itself, but without places, and with what stands in ``<template>``; so the
walk is ours. A property of an item inside another is named by the way to it (``copyrightHolder.name``), a
property of what is not the page's article with the subject in front (``image.license``, ``comment.text``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from provenance.readers.subjects import RELATED, is_article, is_media, joined, local_name, speaks, subject_of

if TYPE_CHECKING:
    from turbohtml import Document, Element, Node

#: Longest value that is read out of the words of a page, and how many properties may share one element.
MAX_WORDS, MAX_NAMES = 2_000, 8
_LINKS = ("a", "area", "link")
_SOURCES = ("audio", "embed", "iframe", "img", "source", "track", "video")
#: Properties whose item is what the page is about, not a part of it.
_SUBJECTS = ("mainEntity", "mainEntityOfPage", "blogPost")


class Found(NamedTuple):
    """A declared value and the element that declares it; ``way``: the pointer, without the vocabulary."""

    element: Element
    name: str
    value: Any
    way: str


@dataclass(frozen=True, slots=True)
class _Item:
    """What the properties inside an element belong to: the dotted name in front of theirs, and for people."""

    name: str
    shown: str
    told: bool = True
    """Whether what it declares is handed on (see :func:`~provenance.readers.subjects.speaks`)."""


#: What stands in a template belongs to no item of the page.
_NOWHERE = _Item("", "")


class Items:
    """The items of one page; what each element's properties belong to is worked out once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[Node, _Item | None] = {}
        self._referring = self._references()
        self._others = self._other_articles()

    def __iter__(self) -> Iterator[Found]:
        """Every property of every item, in the order of the page."""
        for element in self._document.select("[itemprop]"):
            item = self._around(element)
            if item is None or not item.told or element.attr("itemscope") is not None:
                continue
            value = value_of(element)
            for name in str(element.attr("itemprop") or "").split()[:MAX_NAMES]:
                yield Found(element, joined(item.name, property_name(name)), value, joined(item.shown, name))

    def _references(self) -> dict[str, Element]:
        """The items that take in elements from elsewhere, by the id they name (``itemref``)."""
        found: dict[str, Element] = {}
        for element in self._document.select("[itemref]"):
            for name in str(element.attr("itemref") or "").split():
                found.setdefault(name, element)
        return found

    def _other_articles(self) -> set[Element]:
        """The articles on a page that are not the one that it shows: of several, and one that stands beside it."""
        roots = [
            element
            for element in self._document.select("[itemscope]")
            if is_article(_types(element)) and element.attr("itemprop") is None
        ]
        main = self._document.main_content() if roots else None
        above = {main, *(main.ancestors if main is not None else ())}
        if len(roots) < 2:
            return (
                set()
                if main is None
                else {root for root in roots if root not in above and main not in set(root.ancestors)}
            )
        shown = [root for root in roots if root in above]
        if not shown and main is not None:
            shown = [root for root in roots if main in set(root.ancestors)]
            shown = shown if len(shown) == 1 else []
        return set(roots) - set(shown)

    def _around(self, element: Element) -> _Item | None:
        """The item that a property at *element* belongs to."""
        outer = self._outer(element)
        item = None if outer is None else self._inside(outer)
        return None if item is _NOWHERE else item

    def _outer(self, element: Node) -> Node | None:
        name = element.attr("id") if self._referring and hasattr(element, "attr") else None
        return self._referring.get(str(name), element.parent) if name else element.parent

    def _inside(self, element: Node) -> _Item | None:
        """The item that properties inside *element* belong to; outer elements are worked out before inner ones."""
        waiting: dict[Node, None] = {}
        node: Node | None = element
        while node is not None and node not in self._known:
            if node in waiting:  # an item that refers to what it stands in
                node = None
                break
            waiting[node] = None
            node = self._outer(node)
        item = self._known.get(node) if node is not None else None
        for inner in reversed(waiting):
            item = self._item(inner, item)
            self._known[inner] = item
        return item

    def _item(self, element: Any, around: _Item | None) -> _Item | None:
        if not hasattr(element, "attr") or around is _NOWHERE:
            return around
        if element.tag == "template":
            return _NOWHERE
        if element.attr("itemscope") is None:
            return around
        types = _types(element)
        subject, shown = subject_of(types), local_name(types[0]) if types else "item"
        name = next(iter(str(element.attr("itemprop") or "").split()), "")
        if not name or around is None:
            subject = RELATED if element in self._others else subject
            return _Item(subject, shown, speaks(subject))
        if not around.name and name in _SUBJECTS:
            return _Item(subject, joined(around.shown, name), speaks(subject))
        if is_media(subject):
            return _Item(subject, joined(around.shown, name))
        return _Item(joined(around.name, property_name(name)), joined(around.shown, name), around.told)


def property_name(name: str) -> str:
    """A property as fields are named: without the address of its vocabulary."""
    return local_name(name) if "://" in name else name


def value_of(element: Element) -> Any:
    """The value of a property (HTML, 5.2.4), and ``content`` wherever it stands; a link has a name and an address."""
    content = element.attr("content")
    if content is not None:
        return content
    tag = element.tag
    if tag in _LINKS and (href := element.attr("href")) is not None:
        words = words_of(element)
        return {"label": words, "url": href} if words and words != href else href
    if tag in _SOURCES:
        return element.attr("src") or ""
    written = {"object": "data", "data": "value", "meter": "value", "time": "datetime"}.get(tag)
    if written is not None and (value := element.attr(written)) is not None:
        return value
    return words_of(element)


def words_of(element: Element) -> str:
    """The words of *element* with blanks as one."""
    return " ".join(element.text[: 2 * MAX_WORDS].split())[:MAX_WORDS]


def _types(element: Element) -> list[str]:
    return str(element.attr("itemtype") or "").split()
