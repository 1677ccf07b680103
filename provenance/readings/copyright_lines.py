"""Copyright lines: signs, years and names; “copyright belongs to …”; lines cut by full stops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from provenance.readings.explained import WORDS
from provenance.readings.sentence import Sentence
from provenance.readings.tag import Tag
from provenance.statement import Statement
from provenance.vocabulary import Polarity

#: So many small words that the language does not know make prose of a line without a sign or a year.
_STRANGE = 2


def copyright_line(sentence: Sentence) -> None:
    """© lines: signs, years, names; and "copyright belongs to X"."""
    signs = [
        tag for tag in sentence.reading.tags if "copyright" in tag.concepts or {"some", "reserve"} <= set(tag.concepts)
    ]
    years = sentence.engine.years.find(sentence.original) if signs or "reserve" in sentence.concepts else []
    if not signs and years and not sentence.original[: years[0].start].strip():
        # "2019 The Paper. All rights reserved": a year in the place of the sign
        signs = [tag for tag in sentence.reading.tags if {"reserve", "rights"} <= set(tag.concepts)][:1]
        if signs and not sentence.reading.told:
            _line_without_sign(sentence, signs[0], years)
        return
    if not signs and not sentence.reading.told and {"reserve", "rights"} <= sentence.concepts:
        _reserved_by(sentence)
        _ending_year(sentence, years)
    if not signs or sentence.reading.told or _is_prose(sentence, signs):
        return
    plain = not any("sign" in tag.concepts or "some" in tag.concepts for tag in signs)
    if plain and "owner" not in sentence.concepts:
        ends = [sentence.origin(tag.end) for tag in signs]  # but not "protected by the Copyright Act, 1957"
        years = [year for year in years if any(0 <= year.start - end <= 2 for end in ends)]
    years = [year for year in years if not sentence.inside_words(year.start, year.end)]
    names = sentence.naming.disjoined(sentence.naming.owners() or sentence.naming.line(signs, years))
    names += [n for n in sentence.naming.further_lines(signs, years) if all(n.start != other.start for other in names)]
    for year in years:
        for value in year.years:
            sentence.identify("year", value, year.start, year.end, f"{sentence.reading.language}/copyright")
    for name in names:
        if not any(start < name.end and name.start < end for start, end in sentence.masked):
            sentence.identify("holder", name.name, name.start, name.end, f"{sentence.reading.language}/copyright")
    sentence.reading.kinds.add("copyright")


def _reserved_by(sentence: Sentence) -> None:
    """ "All rights reserved by Quill Press": a name behind "by" right after the reservation."""
    tags = sentence.reading.tags
    if clitics := sentence.tagger.name_clitics:
        for name in sentence.naming.disjoined(sentence.naming.after_reservation(tuple(clitics))):
            sentence.identify("holder", name.name, name.start, name.end, f"{sentence.reading.language}/reserved-by")
        return
    ends = [i for i, tag in enumerate(tags) if "reserve" in tag.concepts]
    behind = tags[ends[-1] + 1 : ends[-1] + 2]
    if behind and "by" in behind[0].concepts:
        names = sentence.naming.names.between(
            sentence.original, sentence.origin(behind[0].end), len(sentence.original), tags, sentence.origin
        )
        for name in names:
            sentence.identify("holder", name.name, name.start, name.end, f"{sentence.reading.language}/reserved-by")


def _ending_year(sentence: Sentence, years: Sequence[Any]) -> None:
    """ "All rights reserved by Quill Press 2024": a year that ends the line of whoever reserves."""
    if not years or not any(s.kind == "holder" for s in sentence.reading.statements):
        return
    if not any(map(str.isalnum, sentence.original[years[-1].end :])):
        for value in years[-1].years:
            place = years[-1].start, years[-1].end
            sentence.identify("year", value, *place, f"{sentence.reading.language}/copyright")


def _line_without_sign(sentence: Sentence, reserved: Tag, years: Sequence[Any]) -> None:
    begin, end = years[0].end, sentence.origin(reserved.start)
    names = sentence.naming.names.between(sentence.original, begin, end, sentence.reading.tags, sentence.origin)
    for value in years[0].years:
        sentence.identify("year", value, years[0].start, years[0].end, f"{sentence.reading.language}/copyright")
    for name in names:
        sentence.identify("holder", name.name, name.start, name.end, f"{sentence.reading.language}/copyright")
    sentence.reading.kinds.add("copyright")


def _is_prose(sentence: Sentence, signs: Sequence[Tag]) -> bool:
    """A word such as "copyright" in a sentence that is mostly unexplained is no notice."""
    words = list(WORDS.finditer(sentence.original))
    strong = any(not tag.text.isalpha() for tag in signs)
    if strong and not sentence.original[: sentence.origin(signs[0].start)].strip():
        return False  # scripts without blanks have a word for every letter of a name
    if sentence.reading.explained < (0.12 if strong else 0.3) and len(words) > 14:
        return True
    if strong or "owner" in sentence.concepts or any(char.isdigit() for char in sentence.original):
        return False
    spans = [(sentence.origin(tag.start), sentence.origin(tag.end)) for tag in sentence.reading.tags]
    strange = [w for w in words if w[0][0].islower() and not any(a < w.end() and w.start() < b for a, b in spans)]
    return len(strange) >= _STRANGE  # "Copyright Jakarta receives thousands of applications"


def continued(sentence: Sentence) -> list[Statement]:
    """Years, or a short name, in a sentence that only goes on after a copyright line."""
    years = [(value, y.start, y.end) for y in sentence.engine.years.find(sentence.original) for value in y.years]
    short = len(sentence.original) <= 60 and len(sentence.original.split()) <= 8
    names = sentence.naming.all() if short and not years else []
    return [
        Statement("year", Polarity.IDENTIFIES, sentence.evidence(start, end), value=value, reading="continued")
        for value, start, end in years
    ] + [
        Statement("holder", Polarity.IDENTIFIES, sentence.evidence(n.start, n.end), value=n.name, reading="continued")
        for n in names
    ]
