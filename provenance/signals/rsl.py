"""RSL 1.0, Really Simple Licensing (recommendation of December 2025, namespace ``https://rslstandard.org/rsl``).

Found through ``License:`` in robots.txt, the header ``Link``, ``<link rel=license type=application/rsl+xml>``,
``<script type=application/rsl+xml>``, ``rsl:content`` in a feed, and a licence file in the site's folder.

Precedence: all places stand side by side; of all licences for a page a prohibition always wins. With
``server`` a licence must be obtained even if it is free. A payment other than ``free`` and
``attribution`` must be made first. A list of permitted usages that leaves machines out reserves.

Stricter than the standard: a licence that is linked and not at hand reserves (there are terms, nobody
read them); broken XML is unread whatever it yields; unknown words close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from provenance.signals.lines import lines_of
from provenance.signals.signal import Says, Signal, plain, quoted
from provenance.signals.site import MAX_FILE, ROBOTS, Situation, closes, matches, path_of
from provenance.statement import NO_LIMITS, Condition, Limits
from provenance.vocabulary import Scope, close_over_inclusion

if TYPE_CHECKING:
    from lxml.etree import _Element

_AI = frozenset({"mine", "train-ai"})
_NAMESPACE, _TYPE = "rslstandard.org", "rsl+xml"
_LINK = re.compile(r"<([^<>]{1,2000})>([^<]*)")
_SPLIT = re.compile(r"[\s,;]+")
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a licence stands: for the evidence, and how far it can be trusted to be this page's."""

    level: str
    pointer: str
    scope: Scope = Scope.SITE
    line: int | None = None
    own: bool = False


def signals(situation: Situation) -> list[Signal]:
    """Every licence for the page, each file once."""
    read: set[str] = set()
    found: list[Signal] = []
    for url, place in _links(situation):
        name = path_of(url)[1].lstrip("/")
        text = situation.site.files.get(name)
        if text is None:
            found.append(_missing(url, place))
        elif name not in read:
            read.add(name)
            found += _document(text, place, situation)
    for name, text in situation.site.files.items():
        if name not in read and name.lower().endswith(".xml") and (spoken_of(text) or name == "license.xml"):
            found += _document(text, _Place("file", name), situation)
    return [*found, *_inside(situation)]


def spoken_of(text: str) -> bool:
    """Whether *text* may hold a licence, or lead to one."""
    if "rsl" not in text and "RSL" not in text and "Rsl" not in text:
        return False
    lowered = text.lower()
    return _NAMESPACE in lowered or _TYPE in lowered or "<rsl" in lowered


def _missing(url: str, place: _Place) -> Signal:
    evidence = quoted(url, place.pointer, place.line)
    condition = (Condition("consent", target=url or None),)
    return Signal("rsl", place.level, Says.RESERVED, url, evidence, _AI, place.scope, conditions=condition)


# -- where it is linked from


def _links(situation: Situation) -> Iterator[tuple[str, _Place]]:
    for line in lines_of(situation.site.files.get(ROBOTS, "")):
        if line.name.endswith("license"):
            yield line.value, _Place("robots.txt", f"{ROBOTS}:{line.number}: License")
    for header in situation.headers("link"):
        for match in _LINK.finditer(header.value):
            if "rsl" in plain(match[2]) or "rsl" in plain(match[1]).rpartition("/")[2]:
                yield match[1], _Place("header", header.pointer)
    page = situation.page
    if page.format == "html" and spoken_of(page.text):
        yield from _linked(page.text)


def _linked(text: str) -> Iterator[tuple[str, _Place]]:
    import turbohtml

    for element in turbohtml.parse(text, allow_declarative_shadow_roots=False).find_all("link"):
        if _TYPE in plain(str(element.attr("type") or "")):
            place = _Place("link", "link: application/rsl+xml", Scope.DOCUMENT, element.source_line or 1)
            yield str(element.attr("href") or ""), place


def _inside(situation: Situation) -> Iterator[Signal]:
    """Licences written into the document itself: a script of a page, the RSS module of a feed."""
    page = situation.page
    if page.format in ("text", "markdown") or not spoken_of(page.text):
        return
    if page.format != "html":
        if page.text.lstrip("\ufeff \t\r\n").startswith("<"):
            yield from _document(page.text, _Place("feed", "rsl:content", Scope.DOCUMENT, own=True), situation)
        return
    import turbohtml

    for element in turbohtml.parse(page.text, allow_declarative_shadow_roots=False).find_all("script"):
        if _TYPE in plain(str(element.attr("type") or "")):
            pointer = "script: application/rsl+xml"
            place = _Place("script", pointer, Scope.DOCUMENT, element.source_line or 1, own=True)
            yield from _document(element.text, place, situation)
    tail = page.text[page.text.rfind("<") :]
    if ">" not in tail and "rsl" in plain(tail):
        yield _unread(tail[:80], _Place("link", "cut off", Scope.DOCUMENT, own=True))


# -- what it says


def _unread(detail: str, place: _Place) -> Signal:
    evidence = quoted(detail or "empty", place.pointer, place.line)
    return Signal("rsl", place.level, Says.UNREAD, detail or "empty", evidence, _AI, place.scope)


def _parsed(text: str) -> tuple[_Element | None, bool]:
    """The root, and whether the text is well-formed; nothing is fetched, no entity expanded."""
    from lxml import etree

    data = text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
    safe: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    data = re.sub(rb"^<\?xml[^>]{0,200}\?>", b"", data)
    try:
        return etree.fromstring(data, etree.XMLParser(**safe)), True
    except (etree.XMLSyntaxError, ValueError):
        pass
    try:
        return etree.fromstring(data, etree.XMLParser(recover=True, **safe)), False
    except (etree.XMLSyntaxError, ValueError):
        return None, False


def _document(text: str, place: _Place, situation: Situation) -> Iterator[Signal]:
    root, sound = (None, False) if len(text) > MAX_FILE else _parsed(text)
    contents = [] if root is None else [element for element in root.iter() if _named(element, "content")]
    contents = [element for element in contents if place.level != "feed" or _is_rsl(element)]
    if place.level == "feed" and not contents and sound:
        return
    if not sound or not contents or len(contents) > _MOST:
        yield _unread(text.strip()[:80], place)
    words = _vocabulary(situation)
    for element in contents[:_MOST]:
        url = _attribute(element, "url")
        host, path = path_of(url)
        if url and not _covers(path, place, situation):
            continue
        foreign = bool(host and situation.page.host and host.lower() != situation.page.host.lower())
        exact = not url or matches(path, situation.page.path)
        for signal in _content(element, place, words):
            lost = signal.says is Says.ALLOWED and (foreign or not sound or not exact)
            yield replace(signal, says=Says.NOTED) if lost else signal


def _covers(path: str, place: _Place, situation: Situation) -> bool:
    """A licence inside a document whose own address is unknown is taken for its own."""
    return closes(path, situation.page.path) or (place.own and situation.page.host is None)


def _local(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _named(element: _Element, name: str) -> bool:
    return _local(element) == name


def _is_rsl(element: _Element) -> bool:
    tag = str(element.tag).lower()
    return _NAMESPACE in tag or tag.startswith("rsl:")


def _attribute(element: _Element, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].lower() == name:
            return str(value).strip()
    return ""


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The standard's listed words (``rules/signals``): usages as acts, users as purposes, payments as duties."""

    usage: Mapping[str, frozenset[str]]
    user: Mapping[str, str]
    payment: Mapping[str, str | None]


def _vocabulary(situation: Situation) -> _Vocabulary:
    return _Vocabulary(
        {word: frozenset(term["acts"]) for word, term in situation.terms("rsl-usage").items()},
        {word: term["purpose"] or word for word, term in situation.terms("rsl-user").items()},
        {word: term["duty"] for word, term in situation.terms("rsl-payment").items()},
    )


@dataclass(slots=True)
class _Terms:
    """One ``<license>``, by what its words mean here. ``spoken``: it has terms that we know."""

    words: _Vocabulary
    spoken: bool = False
    permitted: frozenset[str] = frozenset()
    listed: bool = False
    prohibited: frozenset[str] = frozenset()
    barred: list[Limits] = field(default_factory=list)
    limits: Limits = NO_LIMITS
    conditions: list[Condition] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)


def _content(element: _Element, place: _Place, words: _Vocabulary) -> Iterator[Signal]:
    server = _attribute(element, "server")
    licences = [child for child in element.iter() if _named(child, "license")]
    if not licences:
        if server:
            yield _signal(element, place, Says.RESERVED, _AI, (Condition("consent", target=server),))
        else:
            yield _unread("content without a license", place)
    for licence in licences[:_MOST]:
        terms = _terms(licence, words)
        if server:
            terms.conditions.insert(0, Condition("consent", target=server))
        yield from _of(licence, terms, place)


def _of(licence: _Element, terms: _Terms, place: _Place) -> Iterator[Signal]:
    conditions = tuple(terms.conditions)
    first = any(condition.duty in ("pay", "consent") for condition in conditions)
    if terms.prohibited:
        yield _signal(licence, place, Says.PROHIBITED, terms.prohibited)
    for limits in terms.barred:
        yield _signal(licence, place, Says.PROHIBITED, _AI, limits=limits)
    left = _AI - close_over_inclusion(terms.permitted) - terms.prohibited
    if terms.listed and not terms.permitted and left:
        yield _signal(licence, place, Says.RESERVED, left)
    if first and not (terms.listed and not terms.permitted):
        yield _signal(licence, place, Says.RESERVED, terms.permitted or _AI, conditions)
    elif terms.permitted - terms.prohibited:
        acts = terms.permitted - close_over_inclusion(terms.prohibited)
        if acts and not terms.strange:
            yield _signal(licence, place, Says.ALLOWED, acts, conditions, terms.limits)
    if terms.strange or not (terms.spoken or first):
        yield _unread(", ".join(terms.strange) or "a license without terms", place)


def _signal(
    element: _Element,
    place: _Place,
    says: Says,
    acts: frozenset[str],
    conditions: tuple[Condition, ...] = (),
    limits: Limits = NO_LIMITS,
) -> Signal:
    from lxml import etree

    shown = re.sub(r"\sxmlns(?::\w+)?=\"[^\"]*\"", "", etree.tostring(element, encoding="unicode", with_tail=False))
    line = place.line if place.line is not None or not place.own else element.sourceline
    evidence = quoted(shown, place.pointer, line)
    return Signal(
        "rsl", place.level, says, shown[:300], evidence, acts, place.scope, conditions=conditions, limits=limits
    )


def _terms(licence: _Element, vocabulary: _Vocabulary) -> _Terms:
    terms = _Terms(vocabulary)
    for child in licence.iter():
        name = _local(child)
        if name in ("permits", "prohibits"):
            kind, words = plain(_attribute(child, "type")), _words(child)
            if name == "permits":
                _permit(terms, kind, words)
            else:
                _prohibit(terms, kind, words)
        elif name == "payment":
            _pay(terms, child)
        elif child is not licence and isinstance(child.tag, str) and name not in _KNOWN:
            terms.strange.append(name)
    return terms


_KNOWN = frozenset({"legal", "amount", "standard", "custom", "accepts", "terms", "copyright", "schema", "alternate"})


def _words(element: _Element) -> list[str]:
    return [word for word in _SPLIT.split(plain("".join(element.itertext()))) if word][:200]


def _permit(terms: _Terms, kind: str, words: Sequence[str]) -> None:
    terms.spoken = True
    if kind in ("usage", ""):
        terms.listed = True
        for word in words:
            known = terms.words.usage.get(word)
            terms.permitted |= known or frozenset()
            terms.strange += [] if known is not None else [word]
        terms.strange += [] if words else ["permits"]
    elif kind == "user":
        purposes = [terms.words.user.get(word) for word in words]
        terms.strange += [word for word in words if word not in terms.words.user]
        named = tuple(purpose for purpose in purposes if purpose)
        terms.limits = replace(terms.limits, purpose=() if "commercial" in named else named)
    elif kind == "geo":
        terms.limits = replace(terms.limits, territory={"only": [word.upper() for word in words], "except": []})
        terms.strange += [word for word in words if not _is_country(word)]
    else:
        terms.strange.append(f"permits {kind}")


def _prohibit(terms: _Terms, kind: str, words: Sequence[str]) -> None:
    terms.spoken = True
    if kind in ("usage", ""):
        for word in words or ["all"]:
            known = terms.words.usage.get(word)
            terms.prohibited |= _AI if known is None else known
            terms.strange += [] if known is not None else [word]
    elif kind == "user" and words and set(words) <= terms.words.user.keys():
        terms.barred.append(Limits(purpose=tuple(terms.words.user[word] for word in words)))
    elif kind == "geo" and words and all(_is_country(word) for word in words):
        terms.barred.append(Limits(territory={"only": [word.upper() for word in words], "except": []}))
    else:
        terms.barred.append(NO_LIMITS)
        terms.strange.append(f"prohibits {kind} {' '.join(words)}".strip())


def _is_country(word: str) -> bool:
    return len(word) == 2 and word.isascii() and word.isalpha()


def _pay(terms: _Terms, payment: _Element) -> None:
    kind = plain(_attribute(payment, "type"))
    if kind not in terms.words.payment:
        terms.strange.append(f"payment {kind}".strip())
    duty = terms.words.payment.get(kind, "pay")
    if duty is not None:
        amount = next((child for child in payment.iter() if _named(child, "amount")), None)
        cost = None if amount is None else f"{(amount.text or '').strip()} {_attribute(amount, 'currency')}".strip()
        terms.conditions.append(Condition(duty, amount=cost or None))
