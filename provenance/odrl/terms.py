"""The terms of ODRL and its neighbours: what includes what, what took whose place, and our word for each.

Sources: ODRL Vocabulary & Expression 2.2 (W3C, 15 Feb 2018; actions, ``includedIn``, deprecated terms with
their ``skos:exactMatch``), ccREL (``cc:``), TDMRep (``tdm:``). IRIs are handled in the short form
``odrl:print``; everything without a prefix of the table keeps its IRI.
"""

from __future__ import annotations

import re

from provenance.vocabulary import ACTS, DUTIES

#: Our own profile: the terms that ODRL lacks, each with the ODRL action that includes it.
PROFILE = "urn:provenance-check:odrl:1:"

#: prefix -> namespace as it is written out
NAMESPACES = {
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "cc": "http://creativecommons.org/ns#",
    "tdm": "http://www.w3.org/ns/tdmrep#",
    "x": PROFILE,
    "ai": "https://w3c.github.io/odrl/ai-vocab/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dct": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "http://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "report": "https://w3id.org/force/compliance-report#",
}
# IPTC's samples leave "www" out; TDMRep is written with "#" and with "/"; both schemes are seen everywhere.
_SHORT = (
    (re.compile(r"https?://(?:www\.)?w3\.org/ns/odrl/2(?:/#|/|#)"), "odrl:"),
    (re.compile(r"https?://(?:www\.)?creativecommons\.org/ns#"), "cc:"),
    (re.compile(r"https?://(?:www\.)?w3\.org/ns/tdmrep[/#]"), "tdm:"),
    (re.compile(r"https?://w3c\.github\.io/odrl/ai-vocab/#?"), "ai:"),
    (re.compile(r"https?://schema\.org/"), "schema:"),
    *((re.compile(re.escape(iri)), f"{prefix}:") for prefix, iri in NAMESPACES.items()),
)
#: Contexts that we know by heart; any other is not fetched.
KNOWN_CONTEXTS = re.compile(
    r"https?://(?:www\.)?w3\.org/ns/odrl(?:/2)?(?:\.jsonld|/|/ODRL2[012]\.json(?:ld)?)?"
    r"|https?://(?:www\.)?w3\.org/ns/tdmrep(?:\.jsonld|/|#)?"
    r"|https?://(?:www\.)?iptc\.org/std/RightsML/(?:odrl-profile/)?rightsml\.jsonld"
)
#: Profiles whose terms are all in the tables below.
KNOWN_PROFILES = re.compile(
    r"https?://(?:www\.)?w3\.org/ns/odrl/2/?(?:core)?|odrl:(?:core)?|https?://(?:www\.)?w3\.org/ns/tdmrep[/#]?|tdm:"
    r"|https?://(?:www\.)?iptc\.org/std/RightsML/(?:odrl-profile/|2\.0/?)?|x:|" + re.escape(PROFILE)
)


def shorten(iri: str) -> str:
    """*iri* with the prefix of the table, if its namespace is one of those known."""
    for pattern, prefix in _SHORT:
        if found := pattern.match(iri):
            return prefix + iri[found.end() :]
    return iri


def expand(term: str) -> str:
    """The IRI of a short *term*; what has no known prefix is an IRI already."""
    prefix, colon, name = term.partition(":")
    return NAMESPACES[prefix] + name if colon and prefix in NAMESPACES else term


# -- actions

_OF_USE = (
    "acceptTracking aggregate annotate anonymize archive attribute compensate concurrentUse delete derive digitize"
    " distribute ensureExclusivity execute grantUse include index inform install modify move nextPolicy obtainConsent"
    " play present print read reproduce reviewPolicy stream synchronize textToSpeech transform translate uninstall"
    " watermark"
).split()
_OF_CC = (
    "Attribution CommercialUse DerivativeWorks Distribution Notice Reproduction ShareAlike Sharing SourceCode".split()
)
#: action -> the actions that include it (``odrl:includedIn``); ours and TDMRep's at the end
INCLUDED_IN: dict[str, tuple[str, ...]] = {
    "odrl:use": (),
    "odrl:transfer": (),
    **{f"odrl:{name}": ("odrl:use",) for name in _OF_USE},
    **{f"cc:{name}": ("odrl:use",) for name in _OF_CC},
    "odrl:display": ("odrl:play",),
    "odrl:extract": ("odrl:reproduce", "cc:Reproduction"),
    "odrl:give": ("odrl:transfer",),
    "odrl:sell": ("odrl:transfer",),
    "tdm:mine": ("odrl:use",),
    "x:trainAi": ("tdm:mine",),
    "x:publish": ("odrl:distribute", "cc:Distribution", "cc:Sharing"),
    "x:broadcast": ("odrl:present",),
    "x:link": ("odrl:use",),
    "x:linkBack": ("odrl:attribute",),
    "x:indicateChanges": ("odrl:use",),
    "x:unaltered": ("odrl:use",),
}
#: deprecated action -> what took its place (``skos:exactMatch``)
REPLACED: dict[str, str] = {
    "odrl:append": "odrl:modify",
    "odrl:appendTo": "odrl:modify",
    "odrl:attachPolicy": "cc:Notice",
    "odrl:attachSource": "cc:SourceCode",
    "odrl:commercialize": "cc:CommercialUse",
    "odrl:copy": "odrl:reproduce",
    "odrl:export": "odrl:transform",
    "odrl:extractChar": "odrl:extract",
    "odrl:extractPage": "odrl:extract",
    "odrl:extractWord": "odrl:extract",
    "odrl:license": "odrl:grantUse",
    "odrl:pay": "odrl:compensate",
    "odrl:share": "cc:Sharing",
    "odrl:shareAlike": "cc:ShareAlike",
    "odrl:write": "odrl:modify",
    "odrl:writeTo": "odrl:modify",
    "ai:data-mining": "tdm:mine",
    "ai:ai-training": "x:trainAi",
    "ai:gen-ai": "x:trainAi",
    "ai:index": "odrl:index",
}
#: action -> our act
ACT_OF: dict[str, str] = {
    **{term: act for act, term in ACTS.items()},
    "cc:Distribution": "redistribute",
    "cc:Sharing": "redistribute",
    "cc:Reproduction": "reproduce",
}
#: Acts of a wider kind that a ban on an action of ODRL means too: ``modify`` is a light edit.
ALSO_BANNED: dict[str, str] = {"odrl:modify": "derive"}
#: action of a duty -> our duty
DUTY_OF: dict[str, str] = {
    **{term: duty for duty, term in DUTIES.items()},
    "cc:Attribution": "attribute",
    "odrl:nextPolicy": "share-alike",
}
#: What machines do is in no permission that does not name it.
MACHINES = frozenset({"tdm:mine", "x:trainAi"})


def current(action: str) -> str:
    """*action*, or what took its place."""
    return REPLACED.get(action, action)


def including(action: str) -> frozenset[str]:
    """*action* and all actions that include it, directly or not."""
    found: set[str] = set()
    waiting = [current(action)]
    while waiting:
        term = waiting.pop()
        if term not in found:
            found.add(term)
            waiting += INCLUDED_IN.get(term, ())
    return frozenset(found)


_INCLUDING = {term: including(term) for term in INCLUDED_IN}


def included(action: str) -> frozenset[str]:
    """*action* and all actions that it includes."""
    term = current(action)
    return frozenset((term, *(each for each, wider in _INCLUDING.items() if term in wider)))


def acts_permitted(action: str) -> frozenset[str]:
    """Our acts that a permission of *action* grants; empty where we have no word for it."""
    inner = included(action)
    inner -= MACHINES - {current(action)}
    return frozenset(ACT_OF[term] for term in inner if term in ACT_OF)


def acts_prohibited(action: str) -> frozenset[str]:
    """Our acts that a prohibition of *action* bans; empty where we have no word for it."""
    inner = included(action)
    found = {ACT_OF[term] for term in inner if term in ACT_OF}
    return frozenset(found | {ALSO_BANNED[term] for term in inner if term in ALSO_BANNED})


# -- the rest of the vocabulary

POLICY_TYPES = frozenset(
    f"odrl:{name}" for name in "Policy Set Offer Agreement Request Ticket Assertion Privacy".split()
)
#: The only policies that grant anything to whoever comes. An Offer "MUST not grant any privileges", an Agreement
#: does to its assignee, an Assertion only claims, a Request and a Ticket are somebody else's.
GRANTING = frozenset({"odrl:Policy", "odrl:Set"})
RULES = ("permission", "prohibition", "obligation")
LOGIC = ("or", "xone", "and", "andSequence")
OPERATORS = frozenset(
    f"odrl:{name}" for name in "eq neq lt lteq gt gteq isA hasPart isPartOf isAllOf isAnyOf isNoneOf".split()
)
#: Bare words that are terms of ODRL, in lower case -> as they are written (the old JSON is careless about case).
_PROPERTIES = (
    "profile inheritFrom conflict permission prohibition obligation duty consequence remedy failure target assigner"
    " assignee action constraint refinement includedIn implies leftOperand operator rightOperand rightOperandReference"
    " dataType unit status relation function output source partOf or xone and andSequence uid hasPolicy scope"
    " attributedParty attributingParty informedParty informingParty compensatedParty compensatingParty trackingParty"
    " trackedParty consentingParty consentedParty contractingParty contractedParty"
).split()
PROPERTIES = {name.lower(): f"odrl:{name}" for name in _PROPERTIES}
#: The old ODRL JSON (Community Group, 2.0 and 2.1), as in IPTC's samples.
OLD_PROPERTIES = {
    "policytype": "@type",
    "policyid": "@id",
    "policyprofile": "odrl:profile",
    "permissions": "odrl:permission",
    "prohibitions": "odrl:prohibition",
    "obligations": "odrl:obligation",
    "duties": "odrl:duty",
    "constraints": "odrl:constraint",
    "actions": "odrl:action",
    "targets": "odrl:target",
    "rightoperandunit": "odrl:unit",
    "rightoperanddatatype": "odrl:dataType",
}
#: Properties whose values are terms, and those whose values are addresses.
TERM_VALUED = frozenset(
    f"odrl:{name}" for name in ("action", "leftOperand", "operator", "conflict", "includedIn", "scope")
)
PARTIES = frozenset(term for term in PROPERTIES.values() if term.endswith("Party")) | {
    "odrl:assigner", "odrl:assignee", "odrl:target", "odrl:output", "odrl:relation",
}  # fmt: skip
ADDRESS_VALUED = PARTIES | {
    "odrl:profile", "odrl:inheritFrom", "odrl:rightOperandReference", "odrl:source", "odrl:partOf", "odrl:uid",
    "odrl:unit", "odrl:dataType", "odrl:hasPolicy", "odrl:permission", "odrl:prohibition", "odrl:obligation",
    "odrl:duty", "odrl:constraint", "odrl:refinement", "odrl:remedy", "odrl:consequence", "odrl:failure", "x:liftedBy",
    "odrl:or", "odrl:xone", "odrl:and", "odrl:andSequence",
}  # fmt: skip
#: Namespaces whose properties describe a policy and change nothing in it.
DESCRIBING = ("dct:", "dc:", "rdfs:", "skos:", "schema:", "foaf:", "vcard:")
