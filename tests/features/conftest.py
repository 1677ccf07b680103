"""The steps of ``features/``: everything through the public API, the command line only in ``reports.feature``.

What a feature leaves out is invented here: the prose of a story, and the fields every article must declare.
"""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when

from provenance import Checker, Document, DocumentReport, Occasion, read_bytes
from provenance.cli.main import main
from provenance.config.agreements import Known, load_agreements
from provenance.corpus.files import Skipped, collect, read_source
from provenance.metadata import understand
from provenance.outcome import Baseline, Gate
from provenance.outcome.baseline import Recorded, record
from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules, load_rules
from provenance.rulefiles.source import load, parse
from provenance.rulefiles.uses import Declaration, use_of
from provenance.signals.resolver import resolve, statements
from provenance.signals.site import Header, Page, Site
from provenance.vocabulary import Scope
from provenance.waiver import Waiver, Waivers
from tests.repositories import Repository

POLICIES = Path(__file__).parents[2] / "rules" / "policies"
#: The moment every example is judged at, unless it names its own.
AT = "2025-06-01T00:00:00+00:00"
PROSE = """\
The tannery bridge opens again

After two winters behind scaffolding the tannery bridge carries carts and walkers again.

The mason kept one old stone back, as masons do, and will not say which.
"""
OTHER_PROSE = """\
A lighthouse for sale

The harbour board sells the old lighthouse to whoever promises to paint it every spring.

Three bakers have written so far, and each of them wants the lamp to stay.
"""
DECLARED: dict[str, str] = {"title": "The tannery bridge opens again", "author": "Oona Farrow", "date": "2025-03-04"}

OWN_POLICY = """\
id: own-pattern
title: "Words that we look for"
severity: warning
decision: review
when: {{pattern: {{find: '{pattern}', where: body}}}}
message: "found “{{quote}}”"
why: "We want to know."
fix: "Have a look."
examples:
  flags: [{{notice: "x"}}]
  passes: [{{notice: "y"}}]
"""

Table = list[list[str]]


def pytest_configure(config: pytest.Config) -> None:
    """Every policy is a tag: ``pytest -m prohibited-use`` runs the examples of one, a tag of none fails."""
    for path in sorted(POLICIES.glob("*.yaml")):
        config.addinivalue_line("markers", f"{path.stem}: {load(path).data['title']}")


@dataclass(slots=True)
class World:
    """What the steps of one example hand on to each other."""

    path: str = "story.txt"
    text: str = PROSE
    fields: dict[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    document: Document | None = None
    footer: str = ""
    site: dict[str, str] = field(default_factory=dict)
    headers: list[Header] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    agreements: str = ""
    declared: str = ""
    ours: bool = False
    waivers: list[Waiver] = field(default_factory=list)
    recorded: list[Recorded] = field(default_factory=list)
    rules: Rules | None = None
    report: DocumentReport | None = None
    repository: Repository | None = None
    exit_code: int = -1
    output: str = ""
    compared: dict[str, Any] = field(default_factory=dict)

    @property
    def bytes(self) -> bytes:
        """The file as it lies on the disk."""
        declared = {name: value for name, value in {**DECLARED, **self.fields}.items() if value is not None}
        head = "".join(f"{name}: {value}\n" for name, value in declared.items())
        return (f"---\n{head}---\n\n{self.text}" if self.fields else self.text).encode(self.encoding)

    @property
    def checked(self) -> DocumentReport:
        """The report; a feature that forgot to check is a mistake of its author."""
        assert self.report is not None, "nothing was checked: the feature lacks its When"
        return self.report


@pytest.fixture
def world() -> World:
    return World()


# -- what there is


@given("a story that ends:")
@given("it ends:")
def _ends(world: World, docstring: str) -> None:
    world.text += f"\n{docstring}\n"


@given("a story that begins:")
def _begins(world: World, docstring: str) -> None:
    world.text = f"{docstring}\n\n{world.text}"


@given(parsers.parse('a story that begins with {count:d} times "{words}"'))
def _begins_with_many(world: World, count: int, words: str) -> None:
    world.text = f"{words * count}!\n\n{world.text}"


@given(parsers.parse('a story whose field "{name}" says "{value}"'))
@given(parsers.parse('its field "{name}" says "{value}"'))
def _field(world: World, name: str, value: str) -> None:
    world.path, world.fields[name] = "story.md", value


@given(parsers.re(r'the file "(?P<path>[^"]+)"(?: saved as (?P<encoding>\S+))?:'))
def _file(world: World, path: str, encoding: str | None, docstring: str) -> None:
    written = docstring.replace("␛", "\x1b")
    world.path, world.text, world.encoding = path, f"{written}\n", encoding or "utf-8"
    world.files[path] = world.bytes


@given("a page:")
def _page(world: World, docstring: str) -> None:
    world.path, world.text = "page.html", docstring


@given("the site's footer says:")
def _footer(world: World, docstring: str) -> None:
    world.footer = docstring


@given(parsers.parse('the site\'s "{name}" says:'))
def _site_file(world: World, name: str, docstring: str) -> None:
    world.site[name] = f"{docstring}\n"


@given(parsers.parse('it is sent with the header "{name}: {value}"'))
def _header(world: World, name: str, value: str) -> None:
    world.headers.append(Header(name, value, f"header: {name}"))


@given("the agreements on file:")
def _agreements(world: World, docstring: str) -> None:
    """As they stand in ``agreements.yml``."""
    world.agreements = docstring


@given("the use is declared:")
def _declared(world: World, docstring: str) -> None:
    world.declared = docstring


@given("the file is marked as ours")
def _ours(world: World) -> None:
    world.path, world.ours = "story.md", True


@given(parsers.parse('a policy of our own that looks in the body for "{pattern}"'))
def _own_policy(world: World, pattern: str, tmp_path: Path) -> None:
    path = tmp_path / "own" / "policies" / "own-pattern.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(OWN_POLICY.format(pattern=pattern), encoding="utf-8")
    world.rules = load_rules([tmp_path / "own"])


@given(parsers.parse("a file {trouble}"))
def _odd_file(world: World, trouble: str, tmp_path: Path) -> None:
    made = {
        "with nothing in it": lambda: read_bytes("story.txt", b""),
        "with bytes that are no text": lambda: read_bytes("story.txt", b"\x00\x01\x02\xff" * 64),
        "with more in it than we read": lambda: read_bytes("story.txt", world.bytes, max_bytes=100),
        "with ten thousand nested quotations": lambda: read_bytes("story.md", b"> " * 10_000 + b"a\n"),
        "that is a link to itself": lambda: _link_to_itself(tmp_path / "story.txt"),
    }
    world.document = made[trouble]()


def _link_to_itself(path: Path) -> Document:
    try:
        path.symlink_to(path)
    except (OSError, NotImplementedError):
        pytest.skip("this system lets nobody make a symbolic link")
    (source,) = collect([str(path)])
    assert not isinstance(source, Skipped)
    [document] = read_source(source)
    return document


@given(parsers.parse('Dana Roe waives "{rule}" for it until "{last}"'))
def _waives(world: World, rule: str, last: str, rules: Rules, readings: Readings) -> None:
    report = _judged(world, rules, readings)
    prints = frozenset(found.fingerprint for found in report.findings if found.rule == rule)
    assert prints, _told(report)
    days = (date.fromisoformat(AT[:10]), date.fromisoformat(last))
    world.waivers.append(Waiver((rule,), "agreed by mail", "Dana Roe", *days, world.path, fingerprints=prints))


@given("its findings are in the baseline")
def _in_the_baseline(world: World, rules: Rules, readings: Readings) -> None:
    report = _judged(world, rules, readings)
    world.recorded.append(record(report, Gate().failing(report)))


@given(parsers.parse('then "{old}" becomes "{new}"'))
def _becomes(world: World, old: str, new: str) -> None:
    assert old in world.text
    world.text = world.text.replace(old, new)


@given(parsers.parse('then it is called "{path}"'))
def _is_called(world: World, path: str) -> None:
    world.path = path


@given("then another story stands in its place")
def _another(world: World) -> None:
    assert PROSE in world.text
    world.text = world.text.replace(PROSE, OTHER_PROSE)


# -- what is done


@when(parsers.re(r'it is checked(?: for "(?P<use>[^"]+)")?(?: at "(?P<at>[^"]+)")?'))
def _check(world: World, use: str | None, at: str | None, rules: Rules, readings: Readings) -> None:
    world.report = _judged(world, rules, readings, use or "republish", at or AT)


def _judged(world: World, rules: Rules, readings: Readings, use: str = "republish", at: str = AT) -> DocumentReport:
    rules = world.rules or rules
    gate = Gate(waivers=Waivers(tuple(world.waivers)), baseline=Baseline(tuple(world.recorded)))
    checker = Checker(rules, _occasion(world, use, at, rules), gate=gate, readings=readings)
    footer = checker.read_words(world.footer) if world.footer else []
    for statement in footer:
        statement.scope = Scope.SITE
    document = world.document or read_bytes(world.path, world.bytes)
    return checker.check(
        document,
        [*footer, *statements(resolve(_page_of(world, document, rules), rules.data["signals"], Site(world.site)))],
    )


def _occasion(world: World, use: str, at: str, rules: Rules) -> Occasion:
    """The use as it is asked for, narrowed by what is declared, with the agreements on file."""
    declared: dict[str, Any] = {"use": use, **(parse(world.declared, "use.yml").data if world.declared else {})}
    known = Known.of(rules.uses, rules.data["agencies"])
    texts = [("agreements.yml", world.agreements)] if world.agreements else []
    instant = datetime.fromisoformat(at)
    return Occasion(
        use_of(Declaration.model_validate(declared), rules.uses),
        instant if instant.tzinfo else instant.replace(tzinfo=UTC),
        agreements=load_agreements(texts, known),
        ours=world.ours,
        declared=declared,
    )


def _page_of(world: World, document: Document, rules: Rules) -> Page:
    metadata = understand(document.fields, rules.data["fields"])
    return Page(f"/{world.path}", None, tuple(world.headers), metadata, document.text, document.format)


@given("the main branch has these files")
def _on_main(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    world.repository = Repository(tmp_path)
    world.repository.commit({name: content.decode() for name, content in world.files.items()})
    world.repository.git("switch", "-q", "-c", "change")


@given(parsers.parse('a change adds the file "{path}", and ignores "{pattern}"'))
def _adds_and_ignores(world: World, path: str, pattern: str) -> None:
    assert world.repository is not None
    world.repository.commit({path: PROSE, ".gitignore": f"{pattern}\n"})


@when(parsers.parse('I run "{command}"'))
def _run(
    world: World, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in world.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    program, *arguments = shlex.split(command)
    assert program == "provenance"
    world.exit_code = main(arguments)
    world.output = "".join(capsys.readouterr())


@given("the original:")
def _original(world: World, docstring: str) -> None:
    world.files["original.txt"] = f"{docstring}\n".encode()


@given("our copy:")
def _our_copy(world: World, docstring: str) -> None:
    world.files["ours.txt"] = f"{docstring}\n".encode()


@when(parsers.re(r'they are compared(?: for "(?P<use>[^"]+)")?'))
def _compare(
    world: World, use: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = f"provenance compare original.txt ours.txt --use {use or 'republish'} --at {AT} --format json"
    _run(world, command, tmp_path, monkeypatch, capsys)
    world.compared = json.loads(world.output)


# -- what comes out


@then(parsers.parse('the decision is "{decision}"'))
def _decision(world: World, decision: str) -> None:
    assert world.checked.decision == decision, _told(world.checked)


@then(parsers.parse('the outcome is "{outcome}"'))
def _outcome(world: World, outcome: str) -> None:
    assert world.checked.outcome == outcome, _told(world.checked)


@then(parsers.parse('the findings of "{rule}" are "{state}"'))
@then(parsers.parse('the findings of "{rule}" are "{state}" as the waiver has "{why}"'))
def _state(world: World, rule: str, state: str, why: str | None = None) -> None:
    found = [found for found in world.checked.findings if found.rule == rule]
    assert {one.state for one in found} == {state}, _told(world.checked)
    assert why is None or {one.waiver.state for one in found if one.waiver} == {why}


@then("it is flagged with:")
def _flagged(world: World, datatable: Table) -> None:
    """All findings, in any order: one row for each quote, a blank quote where a finding rests on none."""
    header, *rows = datatable
    found = [[row[name] for name in header] for row in _rows(world.checked)]
    assert sorted(rows) == sorted(found), _told(world.checked)


@then("nothing is flagged")
def _unflagged(world: World) -> None:
    assert not world.checked.findings, _told(world.checked)


@then(parsers.parse('the finding "{rule}" says "{words}"'))
def _says(world: World, rule: str, words: str) -> None:
    told = [f"{found.message}\n{found.why}\n{found.fix}" for found in world.checked.findings if found.rule == rule]
    assert any(words in text for text in told), _told(world.checked)


@then(parsers.parse('it is opened by "{words}"'))
def _opened(world: World, words: str) -> None:
    by = world.checked.opened_by or ""
    opened = {statement.id: statement.evidence.quote for statement in world.checked.statements}
    assert opened.get(by, by) == words, _told(world.checked)


@then(parsers.parse('our duties are "{duties}"'))
def _duties(world: World, duties: str) -> None:
    assert [one.duty for one in world.checked.obligations] == duties.split(", ")


@then(parsers.re(r'of our duties "(?P<duties>[^"]+)" (?P<how>are met|can be judged by a person only)'))
def _duties_looked_for(world: World, duties: str, how: str) -> None:
    met = True if how == "are met" else None
    assert ", ".join(owed.duty for owed in world.checked.obligations if owed.met is met) == duties


@then(parsers.parse('our copy is "{kind}"'))
def _kind(world: World, kind: str) -> None:
    assert world.compared["kind"] == kind, world.output


@then(parsers.parse("{count:d} words are taken"))
def _taken(world: World, count: int) -> None:
    assert world.compared["words"]["taken"] == count, world.output


@then(parsers.parse('"{before}" became "{after}"'))
def _became(world: World, before: str, after: str) -> None:
    edits = [(edit["original"]["quote"], edit["ours"]["quote"]) for edit in world.compared["edits"]]
    assert (before, after) in edits, world.output


@then("it is held against us:")
def _held_against(world: World, datatable: Table) -> None:
    assert [[one["rule"]] for one in world.compared["found"]] == datatable[1:], world.output
    assert world.exit_code == 1


@then("nothing is held against us")
def _nothing_against(world: World) -> None:
    assert (world.compared["found"], world.exit_code) == ([], 0), world.output


@then("of the original there is:")
def _of_the_original(world: World, datatable: Table) -> None:
    assert [[one["what"], one["state"]] for one in world.compared["kept"]] == datatable[1:], world.output


@then("the notice is:")
def _notice(world: World, docstring: str) -> None:
    report = world.checked
    assert [notice.text for notice in report.notices] == [docstring]
    assert all(report.text[notice.start : notice.end] == notice.text for notice in report.notices)


@then(parsers.parse('the body runs from "{first}" to "{last}"'))
def _body(world: World, first: str, last: str) -> None:
    body = world.checked.text[slice(*world.checked.body)]
    assert (body[: len(first)], body[-len(last) :]) == (first, last)


@then("its rights read:")
def _rights(world: World, datatable: Table) -> None:
    rights = world.checked.rights
    assert {name: _shown(getattr(rights, name)) for name, _ in datatable} == dict(datatable)


@then(parsers.parse("the exit code is {code:d}"))
def _exit_code(world: World, code: int) -> None:
    assert world.exit_code == code, world.output


@then("the output is:")
def _output(world: World, docstring: str) -> None:
    assert "\n".join(line.rstrip() for line in world.output.splitlines()).strip("\n") == docstring


@then("the JSON says:")
def _json(world: World, datatable: Table) -> None:
    _, *rows = datatable
    report = json.loads(world.output)
    assert {where: str(_at(report, where)) for where, _ in rows} == dict(rows)


# -- how it is compared


def _at(value: Any, where: str) -> Any:
    for step in where.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def _rows(report: DocumentReport) -> list[dict[str, str]]:
    rows = []
    for found in report.findings:
        for one in found.evidence or [None]:
            quote, line = (" ".join(one.quote.split()), str(one.line or "")) if one else ("", "")
            rows.append({"rule": found.rule, "severity": str(found.severity), "quote": quote, "line": line})
    return rows


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _told(report: DocumentReport) -> str:
    """What to show when an example does not hold."""
    rows = [" | ".join(["", *row.values(), ""]).strip() for row in _rows(report)]
    return "\n".join([f"{report.decision}, opened by {report.opened_by}", *rows, *(repr(s) for s in report.statements)])
