"""Examples of languages: sentences with what must be read in them, and near misses of stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from provenance.examples.run import ExampleResult
from provenance.examples.why import frames_of
from provenance.notices.separate import separate
from provenance.projection import project
from provenance.readings.explained import WORDS
from provenance.readings.read import Readings, SentenceReading
from provenance.readings.sentence import CLOSING_NEEDS, OPENING_NEEDS
from provenance.readings.sentences import split_sentences
from provenance.statement import Statement
from provenance.vocabulary import ACTS

#: So many words are named that no entry explains.
_MOST = 12
#: So many frames that nearly fit.
_NEAREST = 2


def read_alone(readings: Readings, text: str) -> tuple[list[Statement], list[SentenceReading]]:
    """The statements of *text* as a notice by itself, and the sentence readings behind them."""
    passages = separate(text, [], readings).passages
    return [s for p in passages for s in p.statements], [r for p in passages for r in p.sentences]


def language_examples(readings: Readings, path: Path) -> Iterator[ExampleResult]:
    """The sentences of one language."""
    from provenance.rulefiles.lexicon import Examples
    from provenance.rulefiles.source import load, validate

    tree = load(path)
    examples = validate(tree, Examples)
    for i, example in enumerate(examples.sentences):
        expected = example.model_dump(exclude={"text"}, exclude_none=True)
        statements, sentences = read_alone(readings, example.text)
        rights = project(statements, None)
        wrong = {
            name: (value, getattr(rights, name))
            for name, value in expected.items()
            if _comparable(value) != _comparable(getattr(rights, name))
        }
        detail = ""
        if wrong:
            shown = sentences or _every(readings, example.text, examples.language)
            told = [
                *_compared(wrong),
                *_words(shown, example.text),
                *_advice(readings, wrong, shown, examples.language),
            ]
            detail = "\n".join(told)
        yield ExampleResult(str(path), tree.place(("sentences", i)).line, example.text, not wrong, detail)
    for i, text in enumerate(examples.near_misses):
        statements, sentences = read_alone(readings, text)
        heard = [s for s in statements if s.kind != "agency"]
        detail = "\n".join([*_overheard(heard), *_words(sentences, text)]) if heard else ""
        yield ExampleResult(str(path), tree.place(("near_misses", i)).line, text, not heard, detail)


def _every(readings: Readings, text: str, language: str) -> list[SentenceReading]:
    """The sentences of *text* as *language* would read them, although it has nothing to say."""
    spans = split_sentences(text, 0, len(text), readings.abbreviations(text))
    tried = [language] if language in readings.languages else readings.languages
    return [readings.read(text, start, end, tried, neighbour=True) for start, end in spans]


def _comparable(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, list) else value


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return str(value).lower() if isinstance(value, bool) else "nothing" if value is None else str(value)


def _compared(wrong: Mapping[str, tuple[Any, Any]]) -> Iterator[str]:
    for name, (expected, read) in wrong.items():
        yield f"{name}: expected {_shown(expected)}, read {_shown(read)}"


def _overheard(heard: Sequence[Statement]) -> Iterator[str]:
    for s in heard:
        acts = f" {', '.join(sorted(s.acts))}" if s.acts else ""
        yield f"expected: nothing; read: {s.polarity.value}{acts} ({s.reading or s.kind}) in “{s.evidence.quote}”"
    yield "try: put a word of reporters or courts that stands here under “report”; or it is a notice after all"


def _words(sentences: Sequence[SentenceReading], text: str) -> Iterator[str]:
    """Every word of each sentence with its concepts, as the language that was chosen explains it."""
    for reading in sentences:
        told = "; taken for a story (a word of “report”)" if reading.told else ""
        yield f"read as {reading.language or 'no language'}, {reading.explained:.0%} of its words explained{told}"
        yield from (f"  {tag.text} → {', '.join(tag.concepts)}" for tag in reading.tags)
        unknown = _unexplained(reading, text)
        if unknown:
            yield f"  not in the lexicon: {', '.join(unknown[:_MOST])}"


def _unexplained(reading: SentenceReading, text: str) -> list[str]:
    folded = reading.folded
    if folded is None:
        return []
    known = [(folded.source(tag.start), folded.source(tag.end)) for tag in reading.tags]
    sentence = text[reading.start : reading.end]
    words = (match for match in WORDS.finditer(sentence) if not match[0][0].isdigit())
    return list(dict.fromkeys(
        word[0] for word in words if not any(start < word.end() and word.start() < end for start, end in known)
    ))  # fmt: skip


def _advice(
    readings: Readings, wrong: Mapping[str, tuple[Any, Any]], sentences: Sequence[SentenceReading], language: str
) -> Iterator[str]:
    """What to try, most telling first."""
    named = {concept for reading in sentences for tag in reading.tags for concept in tag.concepts}
    for name in ("prohibited", "permitted"):
        for act in wrong.get(name, ([], []))[0]:
            if act in ACTS and act not in named:
                yield f"try: no word here stands under “{act}” in forms; add it"
    others = {reading.language for reading in sentences if reading.language} - {language}
    if others:
        yield f"try: {', '.join(sorted(others))} explains more of it than {language}; add the words that are missing"
    if any(reading.told for reading in sentences):
        yield "try: take the word out of “report”, or write the sentence without it"
    least = min((reading.explained for reading in sentences), default=1.0)
    if least < OPENING_NEEDS:
        needs = f"a ban needs {CLOSING_NEEDS:.0%} of the words explained, a permission {OPENING_NEEDS:.0%}"
        yield f"try: {needs}; add ordinary words under “filler”"
    short = any(_missing(expected, read) for expected, read in wrong.values())
    if short:
        yield from dict.fromkeys(_near(readings, sentences))
        yield "try: “provenance rules why FILE:LINE” on a text with the sentence shows every frame"
    else:
        read = "; ".join(f"{name}: {_flow(read)}" for name, (_, read) in wrong.items())
        yield f"try: if this is what the sentence says, write it down: {read}"


def _missing(expected: Any, read: Any) -> bool:
    """Whether something was expected that was not read."""
    if isinstance(expected, list):
        return bool(set(map(str, expected)) - set(map(str, read or [])))
    return expected not in (None, False) and expected != read


def _flow(value: Any) -> str:
    """A value as it is written in the file."""
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else _shown(value)


def _near(readings: Readings, sentences: Sequence[SentenceReading]) -> Iterator[str]:
    """The frames that nearly fit, and the concepts that they look for and that no word here has."""
    for reading in sentences:
        tried = [frame for frame in frames_of(readings, reading) if frame.empty]
        for frame in sorted(tried, key=lambda frame: len(frame.empty))[:_NEAREST]:
            yield f"near: “{frame.name}” would fit with a word of {' and one of '.join(frame.asks or frame.empty)}"
