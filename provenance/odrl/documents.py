"""Policies that come with a document: written into its fields, linked from them, or given beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.document import Document
from provenance.errors import UsageError
from provenance.odrl.graph import MAX_LENGTH, Graph, PolicyError
from provenance.odrl.policy import read_graph
from provenance.odrl.statements import Place, statements_of, uids, unread
from provenance.odrl.terms import shorten
from provenance.statement import Statement

#: Fields whose value is a name of the document itself, in lower case.
_NAMES = frozenset(
    "uri guid id @id identifier url canonical canonical_url canonicalurl canonical_link permalink newsitemid".split()
)


@dataclass(frozen=True, slots=True)
class GivenPolicy:
    """A policy file that was named by the user; ``graph`` is ``None`` where it is refused for ``trouble``."""

    name: str
    graph: Graph | None
    trouble: str = ""
    uids: frozenset[str] = frozenset()


def given_policy(name: str, data: bytes) -> GivenPolicy:
    """The policy in a file of that name; what cannot be read keeps every document in review.

    Raises:
        UsageError: it is Turtle or RDF/XML, and rdflib is not installed.
    """
    if len(data) > MAX_LENGTH:
        return GivenPolicy(name, None, f"larger than {MAX_LENGTH} bytes")
    try:
        graph = read_graph(data.decode("utf-8-sig"), name=name)
        return GivenPolicy(name, graph, uids=uids(graph))
    except (PolicyError, UnicodeDecodeError) as error:
        return GivenPolicy(name, None, str(error))


def names_of(document: Document) -> frozenset[str]:
    """The names by which a policy may mean *document*: its path, and what its fields call it."""
    found = {document.path, f"{document.path}#{document.part}" if document.part else ""}
    for field in document.fields:
        if field.name.rpartition(".")[2].lower() in _NAMES and isinstance(field.value, str):
            found.add(shorten(field.value.strip()))
    return frozenset(found - {""})


class DocumentPolicies:
    """What policies say about one document; pure, and total."""

    def __init__(self, document: Document, given: Sequence[GivenPolicy] = ()) -> None:
        self._about = names_of(document)
        self._given = given
        self._uids = frozenset(uid for policy in given for uid in policy.uids)

    def given(self) -> list[Statement]:
        """The statements of the policies that were given beside the document."""
        found: list[Statement] = []
        for policy in self._given:
            place = Place(policy.name)
            if policy.graph is None:
                found.append(unread(place, policy.trouble))
            else:
                found += self._statements(policy.graph, place)
        return found

    def read(self, text: str, place: Place) -> list[Statement]:
        """The statements of a field that holds a policy, or the address of one.

        An address is not followed: it is unread, unless a policy of that name was given.
        """
        if shorten(text.strip()) in self._uids:
            return []
        try:
            graph = read_graph(text)
        except PolicyError as error:
            known = not text.strip() or text.strip()[:1] in "{[<"
            return [unread(place, str(error) if known else text.strip())]
        except UsageError as error:
            return [unread(place, error.message)]
        return self._statements(graph, place)

    def _statements(self, graph: Graph, place: Place) -> list[Statement]:
        try:
            return statements_of(graph, place, self._about)
        except (PolicyError, RecursionError) as error:
            return [unread(place, str(error) or "nested too deeply")]
