"""The pipeline: one document in, one report out; no input or output, no globals.

Files, folders, rows and editors are callers of :meth:`Checker.check`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from provenance.chain import Link
from provenance.document import Document, Field, Problem
from provenance.memo import Memo
from provenance.metadata import FieldFault, Metadata, shown, understand
from provenance.notices.beside import Beside
from provenance.notices.limits import LimitSeparator
from provenance.notices.own_names import own_names
from provenance.notices.pages import PageSeparator
from provenance.notices.places import Places
from provenance.notices.separate import Passage, Separation, Separator
from provenance.odrl.documents import DocumentPolicies, GivenPolicy
from provenance.odrl.statements import Place
from provenance.outcome import Gate, body_text, marks_declared, marks_in, seal
from provenance.own_use import own_use
from provenance.policies import Asked, Facts, Fault, Judgement, judge
from provenance.policies.facts import Said
from provenance.policies.parties import parties_of
from provenance.policies.patterns import Patterns
from provenance.projection import project
from provenance.readings.licences import spdx_expression
from provenance.readings.read import Readings
from provenance.report import Asset, DocumentReport, Notice
from provenance.rulefiles.index import SHARED
from provenance.rulefiles.pack import Rules
from provenance.signals.chain import ChainTools, chain_of, hosts_of
from provenance.signals.disclosure import Disclosures
from provenance.signals.fields import statements_from_fields
from provenance.signals.resolver import within
from provenance.spans import LineIndex
from provenance.statement import Evidence, Statement
from provenance.use import Occasion, Use
from provenance.vocabulary import COVERING, Polarity, Scope

if TYPE_CHECKING:
    from provenance.compare.fulfilment import Fulfilment
    from provenance.compare.sides import Side

#: A declared value is quoted up to this length.
_QUOTED = 300
#: Values of fields up to this length come again, document after document.
_VALUE = 200
#: Places of a page whose declarations are not about its text.
_ELSEWHERE = frozenset({"related", "remarks"})
#: Fewer characters than this between two notices of different holders and they are one text's.
_STORY = 400
#: Code points of the text on either side of a notice, for who reads it in a report.
_AROUND = 200
#: What a check may end with that no document may end a run with.
_FAILURES = (
    *(ValueError, KeyError, IndexError, TypeError, AttributeError),
    *(RecursionError, TimeoutError, MemoryError),
)


class Checker:
    """Judges documents for an occasion; build it once, it is safe to share.

    *readings*: the engine, where the caller has built one from the same rules already. *policies*: ODRL
    policies given beside the documents; each says what it says about every one of them.
    """

    def __init__(
        self,
        rules: Rules,
        occasion: Occasion,
        *,
        gate: Gate | None = None,
        readings: Readings | None = None,
        policies: Sequence[GivenPolicy] = (),
    ) -> None:
        self._rules = rules
        self._occasion = occasion
        self._gate = gate or Gate()
        self._readings = readings or Readings(rules.data)
        self._separator = Separator(self._readings)
        self._read = Memo(self._words)
        self._policies = policies
        self._places = Places(rules.data["pages"])
        self._limits = LimitSeparator(self._readings, self._places)
        self._patterns = Patterns(rules.data["policies"])
        self._asked = Asked(rules.data["policies"])
        self._disclosures = Disclosures(rules.data["disclosures"])
        self._chain = ChainTools(
            rules.data["chain"],
            frozenset(rules.data["fields"]["namespaces"]),
            self._readings.agencies.by_holder,
            self._agencies_in,
            rules.data["agencies"],
            hosts_of(rules.data["agencies"]),
        )

    @property
    def rules(self) -> Rules:
        """The rules it judges by."""
        return self._rules

    @property
    def occasion(self) -> Occasion:
        """What it judges for, where a call does not say otherwise."""
        return self._occasion

    def check(
        self,
        document: Document,
        given: Sequence[Statement] = (),
        *,
        occasion: Occasion | None = None,
        gate: Gate | None = None,
    ) -> DocumentReport:
        """What *document* says about rights and what we decide.

        *given* are statements known from elsewhere (a signal, an example). *occasion* and *gate*: those of this
        document, where they are not those of all. Never raises for anything a document may hold: what goes wrong
        inside becomes a finding, and the decision ``review``.
        """
        occasion, gate = occasion or self._occasion, gate or self._gate
        try:
            report = self._check(document, given, occasion)
        except _FAILURES as error:
            broken = replace(document, blocks=[], fields=[], text="", readable=False)
            broken.problems = [
                *document.problems,
                Problem("unreadable", f"the check itself failed ({type(error).__name__})"),
            ]
            report = self._check(broken, given, occasion)
        seal(report)
        gate.settle(report)
        return report

    def _check(self, document: Document, given: Sequence[Statement], occasion: Occasion) -> DocumentReport:
        metadata = understand(self._fields(document), self._rules.data["fields"]) if document.fields else Metadata()
        if document.names is None:
            separation = self._separator.separate(document.read, document.blocks)
        else:
            separation = PageSeparator(document, self._readings, self._places, own_names(metadata)).separate()
        self._limits.add(document, separation)
        lines = document.lines or LineIndex(document.text)
        if occasion.agreements:
            given = [*given, *self._beside.find(document.read, separation.passages)]
        statements = self._statements(document, metadata, separation, given, lines)
        chain = chain_of(document, statements, self._chain)
        occasion, problems = self._declared_use(metadata, occasion)
        marks, marked = marks_in(document, self._rules.data["policies"], lines)
        facts = self._facts(document, metadata, separation, statements, chain, lines)
        facts.problems = [*facts.problems, *problems, *marks]
        if occasion.agreements:
            from provenance.compare.words import count_words

            facts.words = sum(count_words(document.read[start:end]) for start, end in separation.body_spans)
        judgement = judge(facts, occasion, self._rules.data["policies"], self._asked)
        if occasion.ours and judgement.obligations:
            from provenance.compare.sides import Side  # most documents are no copies of ours

            notices = [_notice(document, passage, lines) for passage in separation.passages]
            copy = Side(document, separation.body_spans, statements, notices, chain, metadata.plain())
            judgement = self._held_to_duties(copy, facts, judgement, occasion)
        report = self._report(document, metadata, separation, statements, chain, judgement, occasion, lines)
        report.body_text = body_text(document, separation.body_spans, marked)
        return report

    def _held_to_duties(self, copy: Side, facts: Facts, judgement: Judgement, occasion: Occasion) -> Judgement:
        """The judgement on our own copy once its duties were looked for in it: one that is not met holds it down."""
        use = occasion.use
        owed = self.fulfilment.fulfil(judgement.obligations, copy, we=use.we, alters=use.alters)
        if any(duty.met is False for duty in owed):
            facts.owed = owed
            judgement = judge(facts, occasion, self._rules.data["policies"], self._asked)
        judgement.obligations = owed
        return judgement

    @cached_property
    def _beside(self) -> Beside:
        """Built for the first document that an agreement could open."""
        return Beside(self._rules.data["legal_forms"]["all"], self._rules.data["others"])

    @cached_property
    def fulfilment(self) -> Fulfilment:
        """What looks for duties in a copy; built when the first copy of our own is checked: most documents are none."""
        from provenance.compare.fulfilment import Fulfilment

        return Fulfilment(self._rules.data, self._readings)

    def meant(self, document: Document, occasion: Occasion) -> Occasion:
        """What *document* is judged for: *occasion*, and in a copy of our own what it declares about its use."""
        if not occasion.ours or not document.fields:
            return occasion
        try:
            return self._declared_use(understand(self._fields(document), self._rules.data["fields"]), occasion)[0]
        except _FAILURES:  # then it declares nothing, and the check says that it failed
            return occasion

    def _declared_use(self, metadata: Metadata, occasion: Occasion) -> tuple[Occasion, list[Problem]]:
        """What a document declares about its own use: it counts in our own files, and is a problem elsewhere."""
        wanted: dict[str, Problem] = {}
        declared = []
        for field in metadata.self_declared:
            marks = marks_declared(field, self._rules.data["policies"])
            wanted = {**{mark.detail: mark for mark in marks}, **wanted}
            if not marks:
                declared.append(field)
        if not occasion.ours or not declared:
            refused = [Problem("self-declared", each.name, each.line, each.column) for each in declared]
            return occasion, [*refused, *wanted.values()]
        occasion, problems = own_use(declared, occasion, self._rules.uses)
        return occasion, [*problems, *wanted.values()]

    def _fields(self, document: Document) -> list[Field]:
        """The declared fields; what a box for other stories or a reader's remark declares is about those."""
        if document.names is None:
            return document.fields
        return [
            replace(field, name=f"related.{field.name}")
            if field.around is not None and self._places.of(document.within(field)) in _ELSEWHERE
            else field
            for field in document.fields
        ]

    # -- what is said

    def _statements(
        self,
        document: Document,
        metadata: Metadata,
        separation: Separation,
        given: Sequence[Statement],
        lines: LineIndex,
    ) -> list[Statement]:
        found = [statement for passage in separation.passages for statement in passage.statements]
        found += [*separation.credits, *given]
        if not any(statement.source == "signal" for statement in given):
            found += within(document, self._rules.data["signals"])
        policies = DocumentPolicies(document, self._policies)
        found += policies.given()
        if document.fields:
            found += statements_from_fields(
                metadata,
                read_words=self.read_words,
                find_licences=self._readings.find_licences,
                grants=self._readings.grants,
                read_policy=lambda text, entry: policies.read(
                    text, Place(entry.pointer, entry.field.line, entry.field.column)
                ),
                agencies=self._readings.agencies.by_source,
            )
            found = _without_own_page(found)
        found += self._held_by_agencies(found)
        for number, statement in enumerate(found, start=1):
            statement.id = f"s{number}"
            if statement.source != "words":
                statement.evidence = _counted(statement.evidence, lines)
                continue
            statement.evidence = _placed(statement.evidence, document, lines)
            statement.act_evidence = {
                act: _placed(evidence, document, lines) for act, evidence in statement.act_evidence.items()
            }
        return found

    def read_words(self, text: str) -> list[Statement]:
        """The statements of a short text that is known to be about rights (a field, an example)."""
        return [copy(statement) for statement in (self._read(text) if len(text) <= _VALUE else self._words(text))]

    def _words(self, text: str) -> list[Statement]:
        separation = self._separator.separate(text, [])
        self._limits.add_to(text, separation)
        return [statement for passage in separation.passages for statement in passage.statements]

    def _agencies_in(self, credit: str) -> list[str]:
        """The agencies that a line of credit names (a declared source, a byline)."""
        return [mention.id for mention in self._readings.agencies.find(credit, sourced=True)]

    def _held_by_agencies(self, statements: Iterable[Statement]) -> list[Statement]:
        """A rights holder that is an agency is a source of the text too."""
        known = {s.value for s in statements if s.kind == "agency"}
        found = []
        for statement in statements:
            agency = (
                self._readings.agencies.by_holder(statement.value)
                if statement.kind == "holder" and statement.value
                else None
            )
            if agency and agency not in known:
                known.add(agency)
                found.append(replace(statement, kind="agency", value=agency, reading=f"{statement.reading} holder"))
        return found

    # -- what is decided

    def _facts(
        self,
        document: Document,
        metadata: Metadata,
        separation: Separation,
        statements: list[Statement],
        chain: list[Link],
        lines: LineIndex,
    ) -> Facts:
        covering = [p for p in separation.passages if p.scope in COVERING]
        several = _several_texts(document, covering, lines) if document.names is None else []
        problems = [*document.problems, *several]
        if separation.exhausted:
            problems.append(
                Problem("too-large", "more sentences about rights than an article has; the rest was not read")
            )
        searched = self._patterns.search(
            document.read, {"notices": [(p.start, p.end) for p in covering], "body": separation.body_spans}
        )
        problems += searched.problems
        declared = _said(metadata)
        machine = any(said.field == "digital_source_type" for said in declared)
        return Facts(
            statements=statements,
            metadata={name: str(entries[0].value) for name, entries in metadata.values.items()},
            faults=[_fault(fault) for fault in metadata.faults],
            missing=["/".join(names) for names in metadata.missing] if document.fields else [],
            problems=problems,
            format=document.format,
            notices=[document.read[p.start : p.end] for p in covering],
            images_present=any(s.scope is Scope.IMAGE for s in statements) or bool(document.assets),
            readable=document.readable,
            chain=chain,
            declared=declared,
            disclosed=machine and self._disclosures.disclosed(document.read),
            parties=parties_of(statements, chain, self._readings.agencies.by_holder),
            patterns={key: [_at(document, span, lines) for span in spans] for key, spans in searched.hits.items()},
        )

    def _report(
        self,
        document: Document,
        metadata: Metadata,
        separation: Separation,
        statements: list[Statement],
        chain: list[Link],
        judgement: Judgement,
        occasion: Occasion,
        lines: LineIndex,
    ) -> DocumentReport:
        body = [span for piece in separation.body_spans if (span := document.origin(*piece)) is not None]
        covering = [s for s in statements if s.scope in COVERING]
        licences = list(dict.fromkeys(s.value for s in covering if s.kind == "licence" and s.value))
        return DocumentReport(
            path=document.path,
            part=document.part,
            format=document.format,
            encoding=document.encoding,
            sha256=document.sha256,
            language=metadata.first("language") or _language(separation.passages),
            use=_shown_use(occasion),
            decision=judgement.decision,
            outcome="fail",
            opened_by=judgement.opened_by,
            body=(body[0][0], body[-1][1]) if body else (0, 0),
            body_spans=body,
            notices=[_notice(document, passage, lines) for passage in separation.passages],
            rights=project(statements, spdx_expression(licences) if licences else None),
            obligations=judgement.obligations,
            statements=statements,
            metadata=metadata.plain() if document.fields else {},
            findings=judgement.findings,
            agreements=judgement.covers,
            steps=judgement.steps,
            assets=[self._asset(asset, occasion) for asset in document.assets],
            provenance=chain,
            readable=document.readable,
            body_words=list(separation.body_spans),
            text=document.text,
        )

    def _asset(self, asset: Document, occasion: Occasion) -> Asset:
        # agreements are about texts: a picture that comes with one has rights of its own
        report = self.check(asset, occasion=replace(occasion, agreements=()))
        rules = [finding.rule for finding in report.findings]
        return Asset(asset.kind, asset.part, report.decision, report.rights, report.metadata, rules)


def _shown_use(occasion: Occasion) -> dict[str, Any]:
    """The use as reports show it: what is declared, and nothing that is left open."""
    use = occasion.use
    shown: dict[str, Any] = {"id": use.id, "title": use.title, "acts": sorted(use.acts), "at": occasion.at.isoformat()}
    for name in Use.__slots__:
        value = getattr(use, name)
        if name not in (*shown, "description", "opened_by", "parts") and value not in (None, (), ""):
            shown[name] = list(value) if isinstance(value, tuple) else value
    if occasion.ours:
        shown["ours"] = True
    return shown


def _without_own_page(statements: list[Statement]) -> list[Statement]:
    """``rel=license`` may lead to a page of the site's own; beside a licence that is known it names no other."""
    if not any(s.kind == "licence" and s.value and s.scope in COVERING for s in statements):
        return statements
    return [s for s in statements if s.kind != "licence" or s.value or s.evidence.pointer != "link: rel=license"]


def _placed(evidence: Evidence, document: Document, lines: LineIndex) -> Evidence:
    """Evidence of the words, as a place in the document's text."""
    if evidence.start is None or evidence.end is None:
        return evidence
    span = document.origin(evidence.start, evidence.end)
    if span is None:
        return replace(evidence, start=None, end=None, line=_line_before(document, evidence.start, lines), column=1)
    return _counted(replace(evidence, start=span[0], end=span[1]), lines)


def _counted(evidence: Evidence, lines: LineIndex) -> Evidence:
    if evidence.start is None or evidence.line is not None:
        return evidence
    line, column = lines.position(evidence.start)
    return replace(evidence, line=line, column=column)


def _line_before(document: Document, at: int, lines: LineIndex) -> int:
    """The line of the last words before *at* whose place is known: where the parser lost it, near is right."""
    for start in range(at, max(at - 2000, -1), -1):
        span = document.origin(start, start + 1)
        if span is not None:
            return lines.position(span[0])[0]
    return document.line


def _notice(document: Document, passage: Passage, lines: LineIndex) -> Notice:
    text = document.read[passage.start : passage.end]
    place = _placed(Evidence(text, passage.start, passage.end), document, lines)
    return Notice(
        place.start,
        place.end,
        place.line or 1,
        place.column or 1,
        text,
        passage.kinds,
        passage.scope,
        before=document.read[max(0, passage.start - _AROUND) : passage.start],
        after=document.read[passage.end : passage.end + _AROUND],
    )


def _language(passages: Sequence[Passage]) -> str | None:
    """The language the notices were read in; what the text itself is written in is not our trade."""
    counts: dict[str, int] = {}
    for passage in passages:
        for reading in passage.sentences:
            if reading.language not in ("", SHARED) and reading.statements:
                counts[reading.language] = counts.get(reading.language, 0) + reading.end - reading.start
    return max(counts, key=lambda tag: counts[tag], default=None)


def _fault(fault: FieldFault) -> Fault:
    return Fault(fault.name, fault.found, fault.expected, Evidence(fault.found, line=fault.line, pointer=fault.pointer))


def _said(metadata: Metadata) -> list[Said]:
    """The declared values of the text itself, good or not."""
    found = []
    for entry in metadata.declared:
        if entry.scope is Scope.DOCUMENT:
            words = entry.raw if isinstance(entry.raw, str) else shown(entry.raw)
            place = entry.field
            evidence = Evidence(words[:_QUOTED], place.start, place.end, place.line, 1, entry.pointer)
            found.append(Said(entry.canonical, words, evidence))
    return found


def _at(document: Document, span: tuple[int, int], lines: LineIndex) -> Said:
    """What a pattern found, with its place."""
    words = document.read[span[0] : min(span[1], span[0] + _QUOTED)]
    return Said("", words, _placed(Evidence(words, *span), document, lines))


def _several_texts(document: Document, passages: Sequence[Passage], lines: LineIndex) -> list[Problem]:
    """Two stories in one text: each ends with a copyright line of its own, with prose between."""
    text = document.read
    holders: list[tuple[Passage, frozenset[str]]] = []
    for passage in passages:
        names = frozenset(s.value for s in passage.statements if s.kind == "holder" and s.value)
        speaks = "copyright" in passage.kinds or any(
            s.polarity in (Polarity.PERMITS, Polarity.PROHIBITS) for s in passage.statements
        )
        if speaks and text[: passage.start].strip():
            holders.append((passage, names))
    for (first, _), (second, names) in itertools.pairwise(holders):
        if len(text[first.end : second.start].strip()) > _STORY and names:
            place = _placed(Evidence("", second.start, second.end), document, lines)
            return [Problem("several-texts", text[second.start : second.end][:200], place.line, place.column)]
    return []
