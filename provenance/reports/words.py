"""What the words of a report mean, for readers who know neither the tool nor its vocabulary.

Reports for people show these beside the words of the contract; formats for machines never do.
"""

from __future__ import annotations

from provenance.vocabulary import Decision

DISCLAIMER = "Decisions are flags for a person to act on; they are not legal advice."

DECISIONS: dict[Decision, str] = {
    Decision.BLOCKED: "The words or fields bar this use, or want a consent or a payment that is not on file.",
    Decision.REVIEW: (
        "A person must look: nothing was said, too little was understood, or two things contradict each other."
    ),
    Decision.CONDITIONAL: "A permission in so many words, or an agreement on file, covers the use and asks for duties.",
    Decision.PERMITTED: "A permission in so many words, or an agreement on file, covers the use and asks for nothing.",
}

OUTCOMES = {
    "fail": "The document stops at the gate: its decision is one of those that fail this run.",
    "pass": "The document passes the gate. Its duties stay, and so does whatever the decision does not cover.",
}

#: Of a document whose decision fails with no finding behind it (:func:`provenance.outcome.gate.fails_alone`).
NOTHING_TO_WAIVE = "it fails for its duties, and no finding stands behind that: there is nothing to waive"
INSTEAD = (
    "To let it pass, see to its duties and let only review and worse fail: fail-on = “review”, for all or for its path "
    "under [[paths]]."
)

STATES = {
    "open": "Counts: nobody has taken it on.",
    "waived": "Somebody answers for it, by name and until a day. It does not count at the gate; the decision stays.",
    "baseline": "Known from before: only new findings count at the gate; the decision stays.",
}

#: Why a waiver that names a finding does not let it stand (:class:`~provenance.waiver.Waived`).
HOLDS_NOT = {
    "expired": "no: it has expired",
    "not-yet": "no: it has not begun",
    "text-changed": "no: the text has changed since",
}

#: ``obligations[].met``
MET = {
    True: ("met", "Found in the copy that was checked."),
    False: ("not met", "Looked for in the copy that was checked, and not found."),
    None: ("open", "Not looked for: the document checked is not our own copy, or a person must see to it."),
}

SEVERITIES = {
    "error": "A reason not to publish as things stand.",
    "warning": "Something a person should look at.",
    "note": "Good to know; it changes nothing.",
}

DUTIES = {
    "attribute": "name the source",
    "link-back": "link to the original",
    "consent": "get consent first",
    "share-alike": "publish under the same licence",
    "unaltered": "leave the text as it is",
    "notify": "tell the holder",
    "pay": "pay first",
    "keep-notice": "keep the notice",
    "indicate-changes": "say what was changed",
}

POLARITIES = {
    "permits": "allows something",
    "prohibits": "forbids something",
    "reserves": "keeps rights back",
    "requires": "asks for something",
    "identifies": "names a holder, a year, a licence or a source",
}

SCOPES = {
    "document": "the text itself",
    "site": "the site it stands on",
    "image": "a picture, not the text",
    "other": "another work, not the text",
}

SOURCES = {
    "words": "the words of the document",
    "metadata": "a declared field",
    "signal": "a signal to machines",
}

#: Why a file was left out (``summary.ignored_for``).
IGNORED = {
    "suffix": "not a kind of file that is read",
    "hidden": "hidden files and folders",
    "gitignore": "ignored by the repository",
    "excluded": "left out by this run's own settings",
    "symlink": "links to folders",
    "signals": "files of the site that were read as signals",
    "format": "data in another format than a document's",
    "unchanged": "not changed since the revision the run names",
    "deleted": "not there any more",
}

#: Rules whose finding says that something was not read, or that the decision does not reach it.
NOT_COVERED = (
    "unreadable",
    "too-large",
    "special-file",
    "empty-document",
    "format-broken",
    "format-unknown",
    "front-matter-broken",
    "markup-too-deep",
    "encoding-guessed",
    "metadata-unread",
    "signal-unread",
    "unread-words",
    "several-texts",
    "several-documents",
    "rights-of-a-part",
    "image-not-covered",
)
