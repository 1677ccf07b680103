"""W3C PROV-JSON: the chain of provenance as entities, activities and agents (PROV-DM).

The text is an entity. What it was made from are entities it ``wasDerivedFrom`` (a first report is a
``prov:PrimarySource``, a copy's original a ``prov:Quotation``); parties are agents it is attributed to;
hops and the publication are activities. Evidence goes along as attributes of our own name space.
Written by the library ``prov`` (extra ``prov``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from provenance.errors import UsageError
from provenance.exports.interface import Exported, Judge

if TYPE_CHECKING:
    from provenance.chain import Link
    from provenance.document import Document
    from provenance.report import DocumentReport

NAMESPACE = "urn:provenance-check:prov:"
#: Roles that name a work; one whose link has only a name still does.
_WORKS = frozenset({"primary-source", "derived-from", "ingredient", "canonical"})
_SURROGATES = re.compile("[\ud800-\udfff]")


def export(documents: Sequence[Document], checker: Judge, version: str | None) -> Exported:
    """The provenance of *documents*: one alone as a whole, several as a bundle each.

    Raises:
        UsageError: the extra ``prov`` is not installed, or a version is asked for.
    """
    if version is not None:
        raise UsageError("prov has no versions", hint="Leave --format-version out.")
    return Exported(_serialized([checker.check(document) for document in documents]))


def write(report: DocumentReport) -> str:
    """The provenance of one document as PROV-JSON; ``prov`` reads it back as the same document.

    Raises:
        UsageError: the extra ``prov`` is not installed.
    """
    return _serialized([report])


def _serialized(reports: Sequence[DocumentReport]) -> str:
    try:
        from prov.model import ProvDocument
    except ImportError:
        hint = "Install it with pip install 'provenance-check[prov]'."
        raise UsageError("the format prov needs the extra prov", hint=hint) from None
    document = ProvDocument()
    document.add_namespace("pc", NAMESPACE)
    for number, report in enumerate(reports, start=1):
        whole = document if len(reports) == 1 else document.bundle(f"pc:document-{number}")
        _Writer(whole, report).write()
    return str(document.serialize(format="json", indent=2)) + "\n"


class _Writer:
    def __init__(self, document: Any, report: DocumentReport) -> None:
        self._document, self._report = document, report
        self._agents: dict[str, str] = {}
        self._last_hop: str | None = None

    def write(self) -> None:
        """Fill the document: the text, then link after link."""
        from prov.constants import PROV_LABEL, PROV_LOCATION

        report = self._report
        about = {"pc:path": report.path, "pc:part": report.part, "pc:sha256": report.sha256, "pc:format": report.format}
        attributes: list[tuple[Any, str]] = [(key, _clean(value)) for key, value in about.items() if value]
        title = report.metadata.get("title")
        attributes += [(PROV_LABEL, _clean(title))] if isinstance(title, str) else []
        places = [link.shown for link in report.provenance if link.role == "dateline"]
        attributes += [(PROV_LOCATION, _clean(place)) for place in dict.fromkeys(places)]
        self._document.entity("pc:text", attributes)
        for number, link in enumerate(report.provenance, start=1):
            if link.role == "hop":
                self._hop(number, link)
            elif link.role == "publisher":
                self._publication(number, link)
            elif link.role in _WORKS or (link.role == "syndicator" and link.name is None):
                self._work(number, link)
            elif link.role != "dateline":
                self._document.attribution("pc:text", self._agent(number, link), other_attributes=_evidence(link))

    def _work(self, number: int, link: Link) -> None:
        work = f"pc:work-{number}"
        self._document.entity(work, _named(link))
        derive = {
            "primary-source": self._document.primary_source,
            "canonical": self._document.quotation,
            "syndicator": self._document.quotation,
        }.get(link.role, self._document.wasDerivedFrom)
        derive("pc:text", work, other_attributes=_evidence(link))

    def _hop(self, number: int, link: Link) -> None:
        """What a party did with the text, each hop informed by the one before."""
        hop = f"pc:hop-{number}"
        self._document.activity(hop, None, _instant(link.when), _evidence(link))
        if link.name or link.url:
            self._document.association(hop, self._agent(number, link))
        self._document.usage(hop, "pc:text")
        if self._last_hop is not None:
            self._document.communication(hop, self._last_hop)
        self._last_hop = hop

    def _publication(self, number: int, link: Link) -> None:
        publication = f"pc:publication-{number}"
        self._document.activity(publication, None, _instant(link.when), _evidence(link))
        self._document.association(publication, self._agent(number, link))
        self._document.usage(publication, "pc:text")
        if self._last_hop is not None:
            self._document.communication(publication, self._last_hop)

    def _agent(self, number: int, link: Link) -> str:
        """The agent that a link names; links that name the same share one."""
        from prov.constants import PROV_TYPE
        from prov.identifier import Namespace

        known = link.agency or link.name or link.url or ""
        if known not in self._agents:
            agent = self._agents[known] = f"pc:agent-{number}"
            kind = [(PROV_TYPE, Namespace("prov", "http://www.w3.org/ns/prov#")["Organization"])] if link.agency else []
            self._document.agent(agent, [*_named(link), *kind])
        return self._agents[known]


def _named(link: Link) -> list[tuple[Any, Any]]:
    from prov.constants import PROV_LABEL

    about = {PROV_LABEL: link.name, "pc:url": link.url, "pc:agency": link.agency}
    return [(key, _clean(value)) for key, value in about.items() if value]


def _evidence(link: Link) -> list[tuple[Any, Any]]:
    """What a link is and what says so; a moment that is no instant stays as written."""
    said = link.evidence
    about = {
        "pc:role": link.role,
        "pc:source": link.source,
        "pc:action": link.action,
        "pc:when": link.when,
        "pc:pointer": said.pointer,
        "pc:quote": said.quote,
    }
    places = {"pc:line": said.line, "pc:column": said.column, "pc:start": said.start, "pc:end": said.end}
    found: list[tuple[Any, Any]] = [(key, _clean(value)) for key, value in about.items() if value]
    return found + [(key, value) for key, value in places.items() if value is not None]


def _instant(written: str | None) -> datetime | None:
    """A whole date or an instant of ISO 8601, ``None`` where it is something else."""
    try:
        return datetime.fromisoformat(written.strip()) if written else None
    except (ValueError, OverflowError):
        return None


def _clean(text: str) -> str:
    """Without lone surrogates, which strict parsers refuse (RFC 7493, section 2.1)."""
    return _SURROGATES.sub("\ufffd", text)
