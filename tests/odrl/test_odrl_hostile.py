"""Bombs, depths and nonsense: refused with a few words, quickly, and nothing opens."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.document import Document
from provenance.odrl.documents import DocumentPolicies, given_policy
from provenance.odrl.statements import Place
from tests.odrl.helpers import policy

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
_PRINT = {"action": "print"}
BOMBS = {
    "deep lists": "[" * 100_000,
    "deep objects": '{"permission":' * 5_000 + "1" + "}" * 5_000,
    "deep parts": json.dumps(policy(permission=[_PRINT])).replace('"print"', '{"x:a":' * 60 + "1" + "}" * 60),
    "many rules": json.dumps(policy(permission=[_PRINT] * 1_001)),
    "large": json.dumps(policy(permission=[_PRINT], **{"dct:title": "a" * 1_000_001})),
    "laughs": f'<!DOCTYPE o [<!ENTITY l0 "ha">{_LAUGHS}]><o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/">&l11;</o:Policy>',
    "a file from outside": '<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><o>&x;</o>',
    "not JSON": '{"type": "Set", "permission": [',
    "no number": '{"type": "Set", "permission": NaN}',
    "a huge number": '{"type": ' + "9" * 5_000 + "}",
    "no policy": "Ask us first.",
    "a list of words": '["a", "b"]',
    "empty": "",
    "empty object": "{}",
    "many actions": json.dumps(policy(permission=[{"action": [f"odrl:a{n}" for n in range(60_000)]}])),
    "many targets for many rules": json.dumps(
        policy(target=[f"odrl:{n}" for n in range(19_000)], permission=[{"action": "print", "target": "urn:x"}] * 900)
    ),
    "many operands for many rules": json.dumps(
        policy(constraint=[{"leftOperand": "spatial", "operator": "isAnyOf", "rightOperand": ["DE"] * 90_000}])
        | {"permission": [_PRINT] * 900}
    ),
    "many keys": json.dumps({f"k{n}": n for n in range(60_000)} | {"permission": _PRINT}),
    "many keys twice": "{" + '"permission": {"action": "print"},' * 25_000 + '"type": "Set"}',
    "a loop of constraints": json.dumps(
        {
            "@context": "http://www.w3.org/ns/odrl.jsonld",
            "@graph": [
                policy(permission=[{"action": "print", "constraint": "urn:c"}]),
                {"uid": "urn:c", "and": ["urn:c", "urn:c", "urn:d"]},
                {"uid": "urn:d", "or": ["urn:c", "urn:d"]},
            ],
        }
    ),
    "a loop of duties": json.dumps(
        {
            "@context": "http://www.w3.org/ns/odrl.jsonld",
            "@graph": [
                policy(permission=[{"action": "print", "duty": "urn:d"}]),
                {"uid": "urn:d", "action": "attribute", "duty": ["urn:d", "urn:d"]},
            ],
        }
    ),
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_bombs_are_refused(text: str) -> None:
    before = time.monotonic()
    given = given_policy("p.jsonld", text.encode())
    said = DocumentPolicies(Document("a.txt", "A story."), [given]).given()
    assert time.monotonic() - before < 5
    assert any(one.unread for one in said)
    assert not [one for one in said if one.polarity == "permits" and not one.unread]
    assert all(len(one.evidence.quote) <= 300 for one in said)


def test_bytes_that_are_no_text() -> None:
    assert given_policy("p.jsonld", b"\xff\xfe{}").graph is None


def test_long_turtle_takes_its_time_and_no_more() -> None:
    pytest.importorskip("rdflib", reason="the extra odrl is not installed")
    rule = "[ a o:Permission; o:action o:print; o:target <urn:x{}> ]"
    text = "@prefix o: <http://www.w3.org/ns/odrl/2/>. <urn:p> a o:Set; o:permission " + ", ".join(
        rule.format(n) for n in range(8_000)
    )
    before = time.monotonic()
    given = given_policy("p.ttl", f"{text} .".encode())
    said = DocumentPolicies(Document("a.txt", "A story."), [given]).given()
    assert time.monotonic() - before < 10
    assert [one.kind for one in said] == ["unread"]


@pytest.mark.parametrize("text", ["@prefix odrl: <", "@prefix a: <b> . " + "[" * 5_000, "<a> <b> " + "(" * 3_000])
def test_broken_turtle(text: str) -> None:
    pytest.importorskip("rdflib", reason="the extra odrl is not installed")
    assert given_policy("p.ttl", text.encode()).graph is None


_LEAF = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.sampled_from(["print", "distribute", "odrl:use", "urn:x", ""])
)
_KEYS = st.sampled_from(
    "@context @id @type @value @graph @list type uid action target permission prohibition duty constraint operator"
    " leftOperand rightOperand refinement rdf:value assignee conflict and or profile permissions policytype".split()
)
_JSON = st.recursive(
    _LEAF,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=5)),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(_JSON)
def test_any_json_is_read_without_a_fault(data: object) -> None:
    policies = DocumentPolicies(Document("a.txt", "A story."))
    said = policies.read(json.dumps(data), Place("f"))
    assert said or data == {} or isinstance(data, (dict, list)), "every rights expression says something"
