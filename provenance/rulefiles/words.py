"""What the listed words of rule files mean, for editors that show it beside a completion."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from provenance.vocabulary import ACTS, DUTIES

#: Text that must be one of the vocabulary's; the loaders say which at its line, the schema lists them for editors.
Act = Annotated[str, Field(json_schema_extra={"enum": list(ACTS)})]
Duty = Annotated[str, Field(json_schema_extra={"enum": list(DUTIES)})]

#: Each group: word -> its meaning. A list of words in a schema takes the group that has them all.
MEANINGS: tuple[dict[str, str], ...] = (
    {
        "publish": "put out again anywhere",
        "broadcast": "send on air",
        "rewrite": "adapt, edit, paraphrase",
        "redistribute": "hand on, syndicate, resell copies",
        "reproduce": "copy, reprint",
        "translate": "put into another language",
        "excerpt": "take parts: quote, extract",
        "display": "show or perform in public",
        "print": "print out on paper",
        "archive": "store, keep in a database",
        "link": "link to it",
        "commercialize": "make money with it",
        "derive": "make derivative works",
        "mine": "text and data mining, scraping",
        "train-ai": "train a model",
        "use.acts": "the acts that the declared use exercises",
    },
    {
        "attribute": "name the source or author",
        "link-back": "link to the original",
        "consent": "ask first: nothing is allowed before there is a yes",
        "share-alike": "hand on under the same terms",
        "unaltered": "change nothing",
        "notify": "tell the holder",
        "pay": "pay first: nothing is allowed before",
        "keep-notice": "keep the notice",
        "indicate-changes": "say what was changed",
    },
    {
        "permission": "allows acts",
        "prohibition": "forbids acts",
        "reservation": "reserves rights",
        "duty": "asks for something",
        "licence": "names a licence",
        "holder": "names whose the rights are",
        "year": "names the year of a copyright line",
        "copyright": "says that there is a copyright",
        "agency": "names the agency that the text comes from",
        "embargo": "holds the text back until a moment",
        "expiry": "says when a permission ends",
        "territory": "says for which countries",
        "channel": "says for which channels",
        "purpose": "says for which purposes",
        "ai": "is about machines: mining, training",
        "lifted": "a reservation against machines that another place lifts",
        "doubtful": "what may be meant as a reservation against machines",
        "withdrawal": "the text was withdrawn",
        "beside": "a name in a holder's line that nobody placed",
        "unread": "words about rights that were not understood",
    },
    {
        "permits": "allows acts",
        "prohibits": "forbids acts",
        "reserves": "keeps rights",
        "requires": "asks for a duty",
        "identifies": "names something: a holder, a year, a licence, an agency",
    },
    {
        "opens": "a permission that is enough for the use",
        "bars": "a no to the use, a reservation, or a yes that must be asked or paid for first",
        "lifted": "it would bar, and an agreement on file lifts it",
        "claimed": "it would bar, and only a field names the side of an agreement that would lift it",
        "beside": "a name in the line of a holder who has agreed, and nobody knows whose it is",
        "contested": "it bars the use, and a permission for the same text opens it",
        "duty": "something to do when the text is used",
        "outside": "about other acts, places, media or purposes",
        "over": "a ban in time, and the time is over",
        "running": "a ban in time that still runs",
        "undated": "a ban in time without a time",
        "withdrawn": "the text was withdrawn",
        "unread": "words about rights that were not fully understood",
        "unknown-licence": "a licence that nobody here knows",
        "expired": "a permission whose time is over",
        "unstarted": "a permission for a span of time whose start is unknown",
        "too-small": "a permission for a part, and the use takes the whole",
        "limited": "a permission for other recipients, purposes, media or territories",
        "carved-out": "a permission whose own exception is this use",
        "weak": "a permission from evidence that may only close",
        "silent": "it says nothing for or against the use",
    },
    {
        "covers": "an agreement that covers the use",
        "claimed": "it covers only because a field names its side: anybody can write one",
        "expired": "its time is over",
        "not-yet": "its time has not begun",
        "territory": "it is for other countries",
        "channel": "it is for other channels",
        "acts": "it grants other acts",
        "amount": "it grants less of the text",
        "quota": "its number of texts is used up",
        "language": "it is for other languages",
        "purpose": "it is for other purposes",
        "sublicensing": "it is for us alone",
        "licensee": "it was given to others",
        "look-alike": "its holder is written with letters that only look alike",
        "other-holder": "it covers another holder than the text's",
    },
    {
        "document": "about the text: said in its own notice",
        "site": "about all texts of the site: said in its footer or terms",
        "image": "about a picture",
        "other": "about something else: a quoted work, comments, software",
    },
    {
        "words": "read in words",
        "metadata": "declared in a field",
        "signal": "told to machines: robots.txt, headers, TDMRep …",
    },
    {
        "error": "somebody must act",
        "warning": "somebody should look",
        "note": "good to know",
    },
    {
        "document": "one finding for the document",
        "statement": "one for each statement (or problem, value …)",
        "act": "one for each act of each statement",
    },
    {
        "web": "on web pages",
        "print": "on paper",
        "broadcast": "on air",
        "app": "in an app",
        "newsletter": "in mails to readers",
        "social": "on networks of others",
        "database": "in a store that is searched",
    },
    {
        "editorial": "to inform",
        "advertising": "to sell something",
        "education": "to teach",
        "research": "to find something out",
        "training": "to train models",
        "personal": "for oneself",
    },
    {
        "blocked": "not allowed while this stands",
        "review": "a person must look; nothing better while this stands",
    },
)


def meanings(words: list[str]) -> list[str] | None:
    """What each of *words* means, where all of them belong to one group."""
    for group in MEANINGS:
        if all(word in group for word in words):
            return [group[word] for word in words]
    return None
