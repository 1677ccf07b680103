"""Rule files explain themselves: their examples run as tests, and a reading can be shown word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from provenance.agreement import Agreement
from provenance.check import Checker
from provenance.document import Document, Field, Problem
from provenance.folding import fold
from provenance.notices.separate import separate
from provenance.projection import project
from provenance.readings.gate import paragraphs
from provenance.readings.read import Readings, SentenceReading
from provenance.readings.sentences import split_sentences
from provenance.report import DocumentReport
from provenance.rulefiles.pack import Rules
from provenance.spans import LineIndex
from provenance.statement import Evidence, Statement
from provenance.use import Occasion, Use
from provenance.vocabulary import ACTS, Polarity, Scope

if TYPE_CHECKING:
    from provenance.rulefiles.policies import GivenStatement

_AT = datetime(2025, 6, 1, tzinfo=UTC)
#: Digits and dashes: a body that says nothing in any language.
_BODY = "1 — 2 — 3\n\n4 — 5 — 6\n\n"


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example of a rule file, run: the file and line, what was tried, whether it held, what was read instead."""

    file: str
    line: int
    what: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FrameTrace:
    """A frame tried on a clause: which of its features were there, and which stayed empty."""

    name: str
    slots: tuple[tuple[str, str], ...]
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """How one language read one sentence."""

    language: str
    line: int
    column: int
    sentence: str
    tokens: tuple[tuple[str, tuple[str, ...]], ...]
    frames: tuple[FrameTrace, ...]
    statements: tuple[Statement, ...]


# -- examples


def run_examples(rules: Rules, paths: Sequence[Path] = ()) -> Iterator[ExampleResult]:
    """Run the examples of every rule file, or of those below *paths*.

    Raises:
        RuleFileError: an examples file is broken.
    """
    readings = Readings(rules.data)
    roots = [Path(root) for root in rules.roots]
    wanted = [path.resolve() for path in paths]

    def chosen(path: Path) -> bool:
        return not wanted or any(path.resolve() == one or one in path.resolve().parents for one in wanted)

    for root in roots:
        for path in sorted(root.glob("languages/*/examples.yaml")):
            if chosen(path):
                yield from _language_examples(readings, path)
        for path in sorted(root.glob("agencies/*.yaml")):
            if chosen(path):
                yield from _agency_examples(readings, path)
        for path in sorted(root.glob("policies/*.yaml")):
            if chosen(path):
                yield from _policy_examples(rules, readings, path)


def read_alone(readings: Readings, text: str) -> tuple[list[Statement], list[SentenceReading]]:
    """The statements of *text* as a notice by itself, and the sentence readings behind them."""
    passages = separate(text, [], readings).passages
    return [s for p in passages for s in p.statements], [r for p in passages for r in p.sentences]


def _language_examples(readings: Readings, path: Path) -> Iterator[ExampleResult]:
    from provenance.rulefiles.lexicon import Examples
    from provenance.rulefiles.source import load, validate

    tree = load(path)
    examples = validate(tree, Examples)
    for i, example in enumerate(examples.sentences):
        line = tree.place(("sentences", i)).line
        expected = example.model_dump(exclude={"text"}, exclude_none=True)
        statements, sentences = read_alone(readings, example.text)
        rights = project(statements, None)
        wrong = [
            f"{name}: expected {_shown(value)}, read {_shown(getattr(rights, name))}"
            for name, value in expected.items()
            if _comparable(value) != _comparable(getattr(rights, name))
        ]
        yield ExampleResult(str(path), line, example.text, not wrong, _detail(wrong, readings, example.text, sentences))
    for i, text in enumerate(examples.near_misses):
        statements, sentences = read_alone(readings, text)
        line = tree.place(("near_misses", i)).line
        wrong = [
            f"nothing should be read, but {s.reading or s.kind}: “{s.evidence.quote}”"
            for s in statements
            if s.kind != "agency"
        ]
        yield ExampleResult(str(path), line, text, not wrong, _detail(wrong, readings, text, sentences))


def _comparable(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, list) else value


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _detail(wrong: Sequence[str], readings: Readings, text: str, sentences: Sequence[SentenceReading]) -> str:
    if not wrong:
        return ""
    shown = sentences or [
        readings.read(text, start, end, readings.languages)
        for start, end in split_sentences(text, 0, len(text), readings.abbreviations(text))
    ]
    lines = list(wrong)
    for reading in shown:
        told = " (a reporter or court speaks)" if reading.told else ""
        lines.append(f"[{reading.language or 'no language'}] {reading.explained:.0%} explained{told}")
        lines += [f"  {tag.text} → {', '.join(tag.concepts)}" for tag in reading.tags]
    return "\n".join(lines)


def _agency_examples(readings: Readings, path: Path) -> Iterator[ExampleResult]:
    from provenance.rulefiles.agencies import Agency
    from provenance.rulefiles.source import load, validate

    tree = load(path)
    agency = validate(tree, Agency)
    for kind, wanted in (("credits", True), ("near_misses", False)):
        for i, text in enumerate(getattr(agency.examples, kind)):
            found = {mention.id for mention in readings.agencies.find(text, sourced=wanted)}
            ok = (agency.id in found) is wanted
            detail = (
                ""
                if ok
                else f"expected {agency.id if wanted else 'no ' + agency.id}, read {', '.join(sorted(found)) or 'none'}"
            )
            yield ExampleResult(str(path), tree.place(("examples", kind, i)).line, text, ok, detail)


def _policy_examples(rules: Rules, readings: Readings, path: Path) -> Iterator[ExampleResult]:
    from provenance.rulefiles.policies import PolicyFile
    from provenance.rulefiles.source import load, validate

    tree = load(path)
    policy = validate(tree, PolicyFile)
    for kind, wanted in (("flags", True), ("passes", False)):
        for i, example in enumerate(getattr(policy.examples, kind)):
            report = _judged(rules, readings, example)
            fired = [finding.rule for finding in report.findings]
            ok = (policy.id in fired) is wanted
            what = example.notice or str(example.fields or example.problem or example.statements)
            should = "should" if wanted else "should not"
            by = ", ".join(fired) or "nothing"
            detail = "" if ok else f"{should} be flagged; flagged by {by} ({report.decision})"
            yield ExampleResult(str(path), tree.place(("examples", kind, i)).line, what, ok, detail)


def _judged(rules: Rules, readings: Readings, example: Any) -> DocumentReport:
    """An example's document, checked: a body of two neutral paragraphs, its notice below."""
    at = datetime.fromisoformat(example.at) if example.at else _AT
    agreements = tuple(_agreement(given.model_dump(exclude_none=True)) for given in example.agreements)
    occasion = Occasion(use=Use(**rules.uses[example.use]), at=at, agreements=agreements, ours=example.ours)
    checker = Checker(rules, occasion, readings=readings)
    document = Document("example", f"{_BODY}{example.notice}\n", "markdown" if example.fields else "text")
    document.fields = [Field(name, value, f"front matter: {name}", 1) for name, value in example.fields.items()]
    document.problems = [Problem(example.problem, example.problem, 1, 1)] if example.problem else []
    return checker.check(document, given=[_given(entry) for entry in example.statements])


def _agreement(given: dict[str, Any]) -> Agreement:
    """An agreement of an example; lists become what :class:`Agreement` keeps."""
    kept: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    kept |= {"agencies": frozenset(given["agencies"]), "acts": frozenset(given.get("acts", ACTS))}
    return Agreement(**kept)


def _given(entry: GivenStatement) -> Statement:
    """A statement that an example states outright."""
    return Statement(
        entry.kind,
        Polarity(entry.polarity),
        Evidence("given", line=1, column=1),
        value=entry.value,
        acts=frozenset(entry.acts),
        scope=Scope(entry.scope),
        source=entry.source,
        unread=tuple(entry.unread),
    )


# -- why


def why(rules: Rules, document: Document, line: int) -> list[Trace]:
    """How every language that could speak reads the sentences on *line* (1-based) of *document*."""
    readings, lines = Readings(rules.data), LineIndex(document.text)
    begin, finish = lines.line_bounds(line)
    traces: list[Trace] = []
    for start, end in paragraphs(document.text):
        for first, last in split_sentences(document.text, start, end, readings.abbreviations(document.text[start:end])):
            if first < max(finish, begin + 1) and last > begin:
                traces += _traces(readings, document.text, first, last, lines)
    return traces


def _traces(readings: Readings, text: str, start: int, end: int, lines: LineIndex) -> Iterator[Trace]:
    row, column = lines.position(start)
    for language in readings.gate.languages(fold(text[start:end], blanks=True).text) or [""]:
        reading = readings.read(text, start, end, [language], neighbour=True)
        tokens = tuple((tag.text, tag.concepts) for tag in reading.tags)
        frames = tuple(trace for _, flags, _ in reading.clauses for trace in _frames(readings.frames, flags))
        yield Trace(language or "none", row, column, text[start:end], tokens, frames, tuple(reading.statements))


def _frames(frames: Sequence[Mapping[str, Any]], flags: frozenset[str]) -> Iterator[FrameTrace]:
    """Frames with at least one feature there; nearly fitting ones tell a lexicon writer what is missing."""
    for frame in frames:
        present = [feature for feature in frame["all"] if feature in flags]
        if not present:
            continue
        empty = [feature for feature in frame["all"] if feature not in flags]
        empty += [f"no {feature}" for feature in frame["none"] if feature in flags]
        yield FrameTrace(frame["id"], tuple((feature, "there") for feature in present), tuple(empty))
