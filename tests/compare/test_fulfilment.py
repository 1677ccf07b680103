"""Duties looked for in our own copies: met, not met, or nobody can tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance import Checker, Occasion, Use, read_bytes
from provenance.compare.fulfilment import Fulfilment
from provenance.compare.sides import Side
from provenance.document import Document
from provenance.readings.read import Readings
from provenance.report import DocumentReport, Obligation
from provenance.rulefiles.pack import Rules

AT = datetime(2025, 6, 1, tzinfo=UTC)
BODY = "The bridge opens again\n\nAfter two winters the bridge carries carts.\n\nThe mason kept one stone.\n\n"
ASKED = "This article may be republished with credit to Harrow Lane Press and a link to harrow.example/bridge."
CC = "---\ntitle: x\nauthor: Ada Quill\nlicense: CC-BY-4.0\n---\n\n"
Met = Callable[..., dict[str, bool | None]]


@pytest.fixture
def checker(rules: Rules, readings: Readings) -> Callable[..., DocumentReport]:
    def check(document: Document, we: tuple[str, ...] = (), ours: bool = True) -> DocumentReport:
        use = Use(**{**rules.uses["republish"], "we": we})
        return Checker(rules, Occasion(use, AT, ours=ours), readings=readings).check(document)

    return check


@pytest.fixture
def met(checker: Callable[..., DocumentReport]) -> Met:
    """Each duty of a copy and whether it is met."""

    def look(text: str, name: str = "ours.txt", we: tuple[str, ...] = ()) -> dict[str, bool | None]:
        return {owed.duty: owed.met for owed in checker(read_bytes(name, text.encode()), we).obligations}

    return look


@pytest.mark.parametrize(
    ("below", "attribute", "link"),
    [
        ("", False, False),
        ("Source: Harrow Lane Press", True, False),
        ("Source: Harrow Lane Press, https://harrow.example/bridge", True, True),
        ("Harrow Lane Press\nwww.harrow.example/bridge/", True, True),
        ("By Harrow Lane Press. Read it at https://harrow.example/other", True, None),
        ("Harrow Lane Press denies it. See https://elsewhere.example/bridge", None, False),
        ("© 2025 Harrow Lane Press", True, False),
        ("Photo: © Harrow Lane Press", False, False),
    ],
)
def test_credit_and_link(met: Met, below: str, attribute: bool | None, link: bool | None) -> None:
    assert met(f"{BODY}{ASKED}\n\n{below}\n") == {"attribute": attribute, "link-back": link}


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        (f"{CC}{BODY}", None),
        (f"{CC}{BODY}By Ada Quill. CC BY 4.0\n", True),
        (f"{CC}{BODY}By Ada Quill\n", None),
        (f"{CC}{BODY}[Ada Quill](https://a.example), [licence](https://creativecommons.org/licenses/by/4.0/)\n", True),
        (f"{CC}{BODY}<!-- By Ada Quill. CC BY 4.0 -->\n", None),
        (f"{CC}{BODY}The trade of Ada Quill is told in CC BY 4.0.\n", None),
    ],
)
def test_a_licence_wants_its_author_and_its_name(met: Met, text: str, attribute: bool | None) -> None:
    assert met(text, "ours.md")["attribute"] is attribute


def test_what_asks_for_a_credit_is_none(met: Met) -> None:
    assert met(f"{BODY}Free to republish. Credit: please name Harrow Lane Press.\n").get("attribute") is not True


def test_a_holder_who_may_be_ourselves_is_no_credit(met: Met) -> None:
    text = f"{BODY}This article may be republished provided the source is credited.\n\n© 2025 Our Paper\n"
    assert met(text)["attribute"] is None
    assert met(text, we=("Our Paper",))["attribute"] is None


def test_a_name_that_only_the_request_knows(met: Met) -> None:
    asked = "This article may be republished provided Quince Wharf Gazette is credited.\n"
    assert met(BODY + asked)["attribute"] is False
    assert met(f"{BODY}{asked}\nSource: Quince Wharf Gazette\n")["attribute"] is True


PAGE = (
    "<html><body><article><h1>Bridge</h1>{}<p>After two winters the bridge carries carts again.</p>{}"
    "</article></body></html>"
)
PAGE_ASKS = (
    "<p>This article may be republished with credit to Harrow Lane Press and a link to "
    "<a href='https://harrow.example/b'>the original</a>.</p>"
)


@pytest.mark.parametrize(
    ("above", "attribute", "link"),
    [
        ("", False, None),
        ("<p class=byline>Harrow Lane Press</p>", True, None),
        ("<p>By <a href='https://harrow.example/b'>Harrow Lane Press</a></p>", True, True),
        ("<p hidden>By <a href='https://harrow.example/b'>Harrow Lane Press</a></p>", False, None),
        ("<div class=comments><p>By <a href='https://harrow.example/b'>Harrow Lane Press</a></p></div>", False, None),
    ],
)
def test_pages(met: Met, above: str, attribute: bool | None, link: bool | None) -> None:
    found = met(PAGE.format(above, PAGE_ASKS), "ours.html")
    assert found == {"attribute": attribute, "link-back": link}


@pytest.mark.parametrize(
    ("asked", "below", "attribute"),
    [
        ("Текст можно перепечатывать при условии указания источника.", "Источник: Северный вестник", None),
        ("この記事は出典を明記すれば自由に転載できます。", "出典：港町新聞", None),
        ("Artikkelin saa julkaista vapaasti, kunhan lähde mainitaan.", "Lähde: Kylän Sanomat", None),
    ],
)
def test_where_nobody_is_known_nobody_can_tell(met: Met, asked: str, below: str, attribute: bool | None) -> None:
    assert met(f"{BODY}{asked}\n\n{below}\n")["attribute"] is attribute


def test_only_our_own_copies_are_looked_through(checker: Callable[..., DocumentReport]) -> None:
    document = read_bytes("in.txt", f"{BODY}{ASKED}\n".encode())
    incoming = checker(document, ours=False)
    assert {owed.met for owed in incoming.obligations} == {None}
    assert incoming.decision == "conditional"


def test_a_duty_that_is_not_met_holds_the_decision_down(checker: Callable[..., DocumentReport]) -> None:
    report = checker(read_bytes("ours.txt", f"{BODY}{ASKED}\n".encode()))
    assert (report.decision, report.outcome, report.opened_by) == ("review", "fail", None)
    told = [found.message for found in report.findings if found.rule == "duty-not-met"]
    assert told == [
        "attribute: no credit of “Harrow Lane Press” but where it is asked for",
        "link-back: no link to harrow.example/bridge",
    ]
    assert [owed.duty for owed in report.obligations] == ["attribute", "link-back"]


def test_what_no_text_can_show_stays_open(fulfilment: Fulfilment) -> None:
    side = Side(Document("ours.txt", BODY), [(0, len(BODY))])
    owed = [Obligation(duty) for duty in ("notify", "pay", "share-alike", "unaltered", "stop", "no-such-duty")]
    assert {found.met for found in fulfilment.fulfil(owed, side)} == {None}


def test_a_use_that_changes_the_text_must_say_so(fulfilment: Fulfilment) -> None:
    owed = [Obligation("indicate-changes")]
    for note, changes in (("This article has been shortened.", True), ("No changes were made.", False)):
        side = Side(Document("ours.txt", f"{BODY}{note}"), [(0, len(BODY))])
        assert fulfilment.fulfil(owed, side, alters=True)[0].met is changes


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["attribute", "link-back", "keep-notice", "indicate-changes"]))
def test_any_text_gets_an_answer(fulfilment: Fulfilment, text: str, duty: str) -> None:
    side = Side(Document("ours.txt", text), [(0, len(text))])
    [found] = fulfilment.fulfil([Obligation(duty, target="CC-BY-4.0", source="s1")], side, alters=True)
    assert found.met in (True, False, None)
