"""The chain of provenance: who and what a text has come through on its way to us.

Roles and their order are data (``rules/chain.yaml``). Terms in the standards: schema.org ``isBasedOn``,
``publisher``; NewsML-G2 ``hopHistory``, ``provider``, ``infoSource``; C2PA ingredients; PROV-DM.
"""

from __future__ import annotations

from dataclasses import dataclass

from provenance.statement import Evidence


@dataclass(frozen=True, slots=True)
class Link:
    """One link: a party or a work, what it is to the text, and what says so.

    ``role``: one of ``rules/chain.yaml``. ``name`` as written, ``url`` an address or another URI; a
    hop may have neither where only what was done is known (``action``: the format's own code).
    ``when``: as declared. ``source``: ``words``, ``metadata`` or ``signal``. ``agency``: the id of
    the news agency that the name is one of. ``credited``: the words of the text name it as their
    source too. ``elsewhere``: its address is on another host than this copy's.
    """

    role: str
    name: str | None
    evidence: Evidence
    url: str | None = None
    when: str | None = None
    source: str = "metadata"
    agency: str | None = None
    action: str | None = None
    credited: bool = False
    elsewhere: bool = False

    @property
    def shown(self) -> str:
        """The name, or what stands for it."""
        return self.name or self.url or self.action or self.evidence.quote
