"""From clauses to statements: bind, fold, and take what is clear enough to count (the notice test)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from provenance.readings.clauses import EXCEPTION, MAIN, Clause, chunk
from provenance.readings.frames import Bounds, Reading, conditions, fold_frames
from provenance.readings.operators import AI_ACTS, Binder, Earlier
from provenance.readings.release import TITLE
from provenance.readings.sentence import CLOSING_NEEDS, OPENING_NEEDS, VAGUE_NEEDS, Sentence, reserves_plainly
from provenance.statement import Statement
from provenance.vocabulary import Polarity

#: How much must be explained where a sentence names no material of ours: then it could be about anything.
UNNAMED_NEEDS = 0.84
OPENED_UNNAMED = 0.9
#: So near a span of time stands the word that makes it a time to wait.
_NEXT_TO = 4
#: The manner of wire advisories: "MANDATORY CREDIT: THE RECORD; NO SALES".
_WIRE = frozenset({"must", "credit"})
#: Concepts that tie a sentence to the text at hand.
_OURS = frozenset({"material", "copyright", "rights", "embargo", "source", "linkback"})
#: Concepts that say that a work is protected; no words about readers' data undo them.
_PROTECTED = frozenset({"copyright", "rights", "reserve", "tdmlaw"})


def state_clauses(sentence: Sentence) -> None:
    """Read the clauses of *sentence* one after the other and state what passes the notice test."""
    earlier, dangling = sentence.reading.earlier, []
    clauses = chunk(sentence.reading.tags, sentence.folded.text, sentence.engine.acts)
    if sentence.reading.explained < VAGUE_NEEDS:
        signs = [tag for tag in sentence.reading.tags if "copyright" in tag.concepts]
        years = sentence.engine.years.find(sentence.original) if signs else []
        sentence.name_spans = [(n.start, n.end) for n in sentence.naming.drowned(clauses, signs, years)]
        sentence.name_spans += [match.span() for match in TITLE.finditer(sentence.original)]
    for clause in clauses:
        bounds, flags = _bounds(sentence, clause)
        features = Binder(clause, earlier, **flags).bind()
        _tdm_law(clause, features)
        readings = list(fold_frames(features, sentence.engine.frames, bounds, clause.tags[0]))
        sentence.reading.clauses.append((clause, frozenset(features.flags), readings))
        accepted = [r for r in readings if _accepted(sentence, r, clause)]
        for reading in accepted:
            _state(sentence, reading, clause)
        if accepted:
            earlier = _lean(accepted, earlier)
        elif "ban" in features.flags or features.unread:
            dangling.append(clause.tags[0].text)
        _givers(sentence, clause, accepted)
        if "publicdomain" in features.flags and not sentence.masked:
            _public_domain(sentence, clause)
    sentence.reading.earlier = earlier
    for statement in sentence.reading.statements if dangling else ():
        # "…, but the headline may not": a clause that closes something, who knows what
        if statement.polarity is Polarity.PERMITS and statement.value is None:
            statement.unread += tuple(dangling)


def _public_domain(sentence: Sentence, clause: Clause) -> None:
    """ "This text is free of copyright", in the words of a language that the licences do not know."""
    ours = not sentence.concepts.isdisjoint({"material", "copyright", "rights"})
    if ours and not sentence.reading.told and sentence.share() >= OPENING_NEEDS and not clause.having("past"):
        tag = clause.having("publicdomain")[0]
        for statement in sentence.engine.licence_statements("PD", sentence.of_tag(tag), "name"):
            sentence.add(statement, "permission")


def _tdm_law(clause: Clause, features: Any) -> None:
    """Naming the law that lets holders opt out, together with mining, is the opting out."""
    if (
        clause.having("tdmlaw")
        and "mine" in features.acts
        and not features.flags & {"ban", "leave", "reserve", "precondition"}
    ):
        features.flags.add("ban")


def _bounds(sentence: Sentence, clause: Clause) -> tuple[Bounds, dict[str, bool]]:
    start, end = sentence.origin(clause.start), sentence.origin(clause.end)
    piece = sentence.original[start:end]
    languages = (sentence.reading.language,)
    moment = duration = max_words = span = None
    delayed = False
    digits = any(char.isdigit() for char in piece)
    known = sentence.known_spans
    if digits or clause.having("before", "until", "from", "embargo", "within"):
        moment = next((m for m in sentence.engine._moments.find(piece, languages)), None)
        span = next((d for d in sentence.engine._moments.durations(piece, languages)), None)
        delayed = span is not None and _is_delay(sentence, clause, start + span.start, start + span.end)
        duration = span.iso if span and not delayed else None
        known += [(start + found.start, start + found.end) for found in (moment, span) if found]
    if digits or clause.having("atmost", "excerpt", "cite"):
        max_words = next((c.words for c in sentence.engine.counts.find(piece, languages)), None)
    only: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    if not clause.having("tdmlaw") and clause.having(
        "only", "outside", "forbid", "except", "neg", "allow", "may", "media"
    ):
        places = [
            p
            for p in sentence.engine._territories.find(piece, languages)
            if not _inside_name(sentence, p, start)
            and not _inside_licence(sentence, p, start)
            and not sentence.inside_words(start + p.start, start + p.end)  # "under the law of France"
            and not (moment and moment.start < p.end and p.start < moment.end)  # "10:00 (Malaysian time)"
        ]
        known += [(start + place.start, start + place.end) for place in places]
        codes = tuple(dict.fromkeys(code for place in places for code in place.codes))
        beyond = clause.having("outside") and clause.having("only") and not clause.having("forbid", "neg")
        if codes and beyond:
            excluded = codes  # "only for distribution outside Canada"
        elif codes and (clause.having("only", "outside") or not clause.having("forbid", "neg")):
            only = codes
        elif codes and clause.having("forbid", "neg"):
            excluded = codes
    bounds = Bounds(
        moment.iso if moment and moment.iso else None,
        duration,
        only,
        excluded,
        max_words,
        until=bool(clause.having("until", "within")),
        media=_media(sentence, clause),
    )
    return bounds, {
        "has_place": bool(only or excluded),
        "has_moment": moment is not None,
        "has_count": max_words is not None,
        "has_span": duration is not None,
        "has_delay": delayed,
    }


def _media(sentence: Sentence, clause: Clause) -> tuple[str, ...]:
    """The channels that a leave names behind it, before it asks for a credit: "you may republish it online"."""
    leave = clause.having("may", "allow", "gratis", role=MAIN)
    if not leave:
        return ()
    begin = min(tag.end for tag in leave)
    asked = [tag.start for tag in clause.having("credit", "linkback", "source") if tag.start > begin]
    words = sentence.engine.limits.channels(
        sentence.reading.language, sentence.folded.text, begin, min(asked, default=clause.end)
    )
    taken = list(clause.having("media", "anyone", *sentence.engine.acts))  # newspapers are readers too
    taken += [tag for tag, role in zip(clause.tags, clause.roles, strict=True) if role == EXCEPTION]
    free = [found for found in words if not any(tag.start < found.end and found.start < tag.end for tag in taken)]
    return tuple(dict.fromkeys(code for found in free for code in found.codes))


def _is_delay(sentence: Sentence, clause: Clause, start: int, end: int) -> bool:
    """ "Three days after publication" is a time to wait, "within three days of it" the time there is."""
    if clause.having("within", "until"):
        return False
    edges = [(sentence.origin(tag.start), sentence.origin(tag.end)) for tag in clause.having("from")]
    return any(0 <= at - end <= _NEXT_TO or 0 <= start - to <= _NEXT_TO for at, to in edges)


def _inside_licence(sentence: Sentence, place: Any, base: int) -> bool:
    """ "Attribution 2.0 France" is a port of a licence, and no territory."""
    return any(start < base + place.end and base + place.start < end for start, end in sentence.masked)


def _inside_name(sentence: Sentence, place: Any, base: int) -> bool:
    """ "The Ireland Tribune" names no territory."""
    before = sentence.original[: base + place.start].split()[-1:]
    after = sentence.original[base + place.end :].split()[:1]
    return bool(
        (
            after
            and after[0][:1].isupper()
            and after[0].isalpha()
            and not sentence.original[base + place.end : base + place.end + 2].lstrip().startswith(",")
            and not sentence.original.isupper()
        )
        or (before and before[0] in {"©"})
    )


def _accepted(sentence: Sentence, reading: Reading, clause: Clause) -> bool:
    """The notice test: nobody reports it, and enough of the sentence is explained."""
    line = reading.polarity is Polarity.RESERVES and "sign" in sentence.concepts
    plainly = reading.polarity is Polarity.RESERVES and (line or reserves_plainly(sentence.reading))
    explained = 1.0 if plainly else sentence.share()
    if sentence.reading.told or ("private" in sentence.concepts and sentence.concepts.isdisjoint(_PROTECTED)):
        return False
    if explained < UNNAMED_NEEDS and sentence.concepts.isdisjoint(_OURS) and not sentence.concepts >= _WIRE:
        return False
    if clause.having("foreign") and not clause.having("material") and not line:
        return False
    if reading.polarity is Polarity.PERMITS:
        # a mine may also be dug: leave for machines alone must be about our material
        digging = reading.acts.keys() <= AI_ACTS and not clause.having("material")
        return explained >= OPENING_NEEDS and not digging and not _tells(sentence, reading, clause)
    return explained >= CLOSING_NEEDS


def _tells(sentence: Sentence, reading: Reading, clause: Clause) -> bool:
    """Whether a would-be permission only tells of one: in the past, or of a use of who knows what."""
    if clause.having("past", role=MAIN):
        return True
    if "material" in sentence.concepts or "copyright" in sentence.concepts or reading.duties:
        return False
    vague = any("use" in tag.concepts for tag in reading.acts.values())
    return sentence.share() < (VAGUE_NEEDS if vague else OPENED_UNNAMED)


def _unknown_agent(sentence: Sentence, clause: Clause) -> tuple[str, ...]:
    """Who may do it, where that is a word nobody knows: "may be republished by our franchisees"."""
    tags = clause.tags
    for act, joint in pairwise(tags):
        if "by" not in joint.concepts or sentence.engine.acts.isdisjoint(act.concepts) or joint.start - act.end > 1:
            continue
        at = joint.end
        for tag in tags:
            if tag.start >= at and "filler" in tag.concepts and not sentence.folded.text[at : tag.start].strip():
                at = tag.end
        rest = sentence.original[sentence.origin(at) :].split()
        tagged = any(tag.start <= at + 1 < tag.end for tag in tags)
        if rest and rest[0][:1].islower() and not tagged:
            return (rest[0].strip(".,;:"),)
    return ()


def _state(sentence: Sentence, reading: Reading, clause: Clause) -> None:
    start = sentence.origin(clause.tags[0].start)
    end = sentence.origin(clause.tags[-1].end)
    statement = Statement(
        reading.kind,
        reading.polarity,
        sentence.evidence(start, end),
        acts=frozenset(reading.acts),
        conditions=conditions(reading.duties, sentence.original, sentence.origin),
        limits=reading.limits,
        part=reading.part,
        implied=reading.implied,
        unread=reading.unread + (_unknown_agent(sentence, clause) if reading.polarity is Polarity.PERMITS else ()),
        exception_of=reading.exception_of,
        reading=f"{sentence.reading.language}/{reading.frame}",
        trace=tuple((tag.text, "+".join(tag.concepts)) for tag in clause.tags),
        act_evidence={act: sentence.of_tag(tag) for act, tag in reading.acts.items()},
    )
    kinds = {"prohibits": "prohibition", "permits": "permission", "reserves": "copyright", "requires": "condition"}
    sentence.add(statement, kinds[reading.polarity])
    if reading.duties or statement.duties:
        sentence.reading.kinds.add("condition")
    if reading.acts.keys() & {"mine", "train-ai"}:
        sentence.reading.kinds.add("ai")


def _givers(sentence: Sentence, clause: Clause, accepted: Sequence[Reading]) -> None:
    """A named giver of consent, and a named subject that forbids or reserves, is a holder."""
    if not any(r.polarity in (Polarity.PROHIBITS, Polarity.RESERVES) for r in accepted):
        return
    for name in sentence.naming.disjoined(sentence.naming.givers(clause)):
        sentence.identify("holder", name.name, name.start, name.end, f"{sentence.reading.language}/giver")


def _lean(accepted: Sequence[Reading], earlier: Earlier) -> Earlier:
    permits = [r for r in accepted if r.polarity is Polarity.PERMITS]
    if not permits:
        return Earlier(earlier.acts, earlier.noncommercial, earlier.leave)
    return Earlier(
        permits[-1].named or tuple(permits[-1].acts),
        any("noncommercial" in r.limits.purpose for r in permits),
        leave=True,
    )
