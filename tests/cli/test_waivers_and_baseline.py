"""``provenance waive``, ``provenance baseline``, and what ``check`` makes of their files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from provenance.cli.main import main
from tests.outcome.conftest import BAN, BODY, OTHER

STORY = f"{BODY}\n{BAN}\n"
AT = ("--at", "2025-06-01")
WORDS = ("--reason", "Vale Press agreed: see mail", "--approved-by", "Dana Roe, standards", "--expires", "2025-12-31")


class Ended(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in a folder with two wire stories."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    write("wire/bridge.md", STORY)
    write("wire/lighthouse.md", f"{OTHER}\n{BAN}\n")

    def run(*arguments: Any) -> Ended:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ended(code, *capsys.readouterr())

    return run


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def report(ended: Ended) -> Any:
    return json.loads(ended.out)


def states(ended: Ended) -> dict[str, str]:
    return {one["path"]: one["outcome"] for one in report(ended)["documents"]}


def waived(run: Run, path: str = "wire/bridge.md", rule: str = "consent-needed", *more: str) -> Ended:
    return run("waive", path, rule, *WORDS, *AT, *more)


def test_waive_and_check(run: Run) -> None:
    ended = waived(run)
    assert (ended.code, ended.err) == (0, "")
    assert "2 findings of consent-needed in wire/bridge.md waived until 2025-12-31" in ended.out
    checked = run("check", "wire", "--waivers", "waivers.yml", "--format", "json", *AT)
    assert checked.code == 1
    assert states(checked) == {"wire/bridge.md": "pass", "wire/lighthouse.md": "fail"}
    document = report(checked)["documents"][0]
    assert document["decision"] == "blocked"
    told = [one["waiver"] for one in document["findings"] if one["state"] == "waived"]
    assert (
        told
        == [
            {
                "state": "in-force",
                "reason": "Vale Press agreed: see mail",
                "approved_by": "Dana Roe, standards",
                "given": "2025-06-01",
                "expires": "2025-12-31",
                "source": "waivers.yml:3",
            }
        ]
        * 2
    )
    assert report(checked)["summary"]["waived"] == 2
    assert run("check", "wire/bridge.md", "--waivers", "waivers.yml", *AT).code == 0
    assert run("check", "wire/bridge.md", *AT).code == 1


def test_a_second_waiver_is_put_behind_the_first(run: Run) -> None:
    waived(run)
    write("waivers.yml", Path("waivers.yml").read_text(encoding="utf-8") + "# the end\n")
    assert waived(run, "wire/lighthouse.md").code == 0
    text = Path("waivers.yml").read_text(encoding="utf-8")
    assert text.index("bridge") < text.index("# the end") < text.index("lighthouse")
    assert run("check", "wire", "--waivers", "waivers.yml", *AT).code == 0


def test_the_text_report(run: Run) -> None:
    waived(run)
    told = run("check", "wire/bridge.md", "--waivers", "waivers.yml", *AT).out
    assert "wire/bridge.md: blocked (use republish, passes: 2 waived)" in told
    assert "by Dana Roe, standards until 2025-12-31: Vale Press agreed: see mail (waivers.yml:3)" in told
    assert "2 waived." in told
    later = run("check", "wire/bridge.md", "--waivers", "waivers.yml", "--at", "2026-06-01")
    assert later.code == 1
    assert "no longer: expired on 2025-12-31 (by Dana Roe, standards, waivers.yml:3)" in later.out
    assert "1 unused waiver:" in later.out
    write("wire/bridge.md", STORY.replace("old stone", "new stone"))
    changed = run("check", "wire/bridge.md", "--waivers", "waivers.yml", *AT)
    assert changed.code == 1
    assert "no longer: the text has changed since" in changed.out
    again = waived(run)
    assert "waivers.yml:3 no longer holds: take it out." in again.out
    assert run("check", "wire/bridge.md", "--waivers", "waivers.yml", *AT).code == 0


def test_it_says_what_still_fails(run: Run) -> None:
    write("wire/bridge.md", f"{STORY}\nRedistribution is forbidden.\n")
    told = waived(run)
    assert "wire/bridge.md still fails: prohibited-use." in told.out


def test_the_file_in_another_folder(run: Run) -> None:
    write("desk/wire/a.md", STORY)
    assert waived(run, "desk/wire/a.md", "consent-needed", "--file", "desk/waivers.yml").code == 0
    assert "document: wire/a.md" in Path("desk/waivers.yml").read_text(encoding="utf-8")
    assert run("check", "desk", "--waivers", "desk/waivers.yml", *AT).code == 0
    outside = waived(run, "wire/bridge.md", "consent-needed", "--file", "desk/waivers.yml")
    assert outside.code == 2
    assert "outside" in outside.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("wire/bridge.md", "consent-neded", *WORDS), "Did you mean “consent-needed”"),
        (("wire/bridge.md", "withdrawn", *WORDS), "nobody may waive “withdrawn”"),
        (("wire/bridge.md", "prohibited-use", *WORDS), "What is found there: consent-needed"),
        (("wire", "consent-needed", *WORDS), "several files"),
        (("-", "consent-needed", *WORDS), "standard input"),
        (("wire/none.md", "consent-needed", *WORDS), "wire/none.md"),
        (("wire/bridge.md", "consent-needed", *WORDS[:5], "2027-06-01"), "within a year"),
        (("wire/bridge.md", "consent-needed", *WORDS[:5], "2025-05-31"), "within a year"),
        (("wire/bridge.md", "consent-needed", *WORDS[:5], "next year"), "no date"),
        (("wire/bridge.md", "consent-needed", "--reason", " ", *WORDS[2:]), "--reason"),
        (("wire/bridge.md", "consent-needed", "--reason", "a\nb", *WORDS[2:]), "--reason"),
        (("wire/bridge.md", "consent-needed", *WORDS[:3], "\u202e", *WORDS[4:]), "--approved-by"),
        (("wire/bridge.md", "consent-needed", *WORDS[2:]), "--reason"),
        (("wire/bridge.md", "consent-needed", *WORDS[:4]), "--expires"),
        (("wire/bridge.md", "consent-needed", *WORDS, "--part", "/1"), "part"),
    ],
)
def test_what_is_refused(run: Run, arguments: tuple[str, ...], words: str) -> None:
    ended = run("waive", *arguments, *AT)
    assert ended.code == 2
    assert words in ended.err
    assert not Path("waivers.yml").exists()


def test_twice_is_once(run: Run) -> None:
    waived(run)
    before = Path("waivers.yml").read_bytes()
    ended = waived(run)
    assert ended.code == 2
    assert "waived there already" in ended.err
    assert "waivers.yml:3" in ended.err
    assert Path("waivers.yml").read_bytes() == before


def test_a_broken_file_is_left_as_it_is(run: Run) -> None:
    for broken in ("waivers: [\n", "waivers:\n  - rule: consent-needed\n", "waivers: {}\n"):
        write("waivers.yml", broken)
        ended = waived(run)
        assert ended.code == 2
        assert "waivers.yml:" in ended.err
        assert Path("waivers.yml").read_text(encoding="utf-8") == broken
        assert run("check", "wire", "--waivers", "waivers.yml").code == 2


ROWS = [
    {"title": name, "text": f"{body} No part of this may be published without consent.", "license": "proprietary"}
    for name, body in (("Bridge", BODY), ("Lamp", OTHER))
]


def test_a_file_with_several_documents(run: Run) -> None:
    write("rows.json", json.dumps(ROWS))
    asked = waived(run, "rows.json", "consent-needed")
    assert asked.code == 2
    assert "--part" in asked.err
    parts = [one["part"] for one in report(run("check", "rows.json", "--format", "json", *AT))["documents"]]
    assert waived(run, "rows.json", "consent-needed", "--part", parts[1]).code == 0
    checked = run("check", "rows.json", "--waivers", "waivers.yml", "--format", "json", *AT)
    waivers = [
        [one["state"] for one in document["findings"] if one["rule"] == "consent-needed"]
        for document in report(checked)["documents"]
    ]
    assert waivers == [["open"], ["waived"]]


def test_a_mark_counts_only_beside_a_central_waiver(run: Run) -> None:
    write("wire/bridge.md", f"{STORY}\n<!-- provenance: waive consent-needed -->\n")
    ended = run("check", "wire/bridge.md", *AT)
    assert ended.code == 1
    assert "self-waiver" in ended.out
    waived(run)
    assert run("check", "wire/bridge.md", "--waivers", "waivers.yml", *AT).code == 0


def test_options_that_lead_nowhere(run: Run) -> None:
    for option in ("--waivers", "--baseline"):
        ended = run("check", "wire", option, "none.file")
        assert ended.code == 2
        assert option in ended.err
        assert "none.file" in ended.err


# -- the baseline


def test_record_check_and_prune(run: Run) -> None:
    made = run("baseline", *AT)
    assert made.code == 0
    assert "4 findings of 2 documents recorded" in made.err
    checked = run("check", ".", "--baseline", "provenance-baseline.json", "--format", "json", *AT)
    assert checked.code == 0
    summary = report(checked)["summary"]
    assert (summary["blocked"], summary["failed"], summary["baseline"], summary["documents"]) == (2, 0, 4, 2)
    assert summary["baseline_gone"] == []
    write(
        "wire/new.md",
        f"The wind mill turns again.\n\nIt ground no corn for forty years, and now it does.\n\n{BAN}\n",
    )
    assert states(run("check", ".", "--baseline", "provenance-baseline.json", "--format", "json", *AT)) == {
        "wire/bridge.md": "pass",
        "wire/lighthouse.md": "pass",
        "wire/new.md": "fail",
    }
    Path("wire/new.md").unlink()
    write("wire/bridge.md", f"{BODY}\nThis article may be republished free of charge.\n")
    told = run("check", ".", "--baseline", "provenance-baseline.json", *AT)
    assert told.code == 0
    assert "2 findings of the baseline are gone" in told.out
    before = Path("provenance-baseline.json").read_text(encoding="utf-8")
    pruned = run("baseline", "--prune", *AT)
    assert pruned.code == 0
    assert "2 findings taken out" in pruned.err
    after = Path("provenance-baseline.json").read_text(encoding="utf-8")
    assert len(after.splitlines()) < len(before.splitlines())
    assert "bridge" not in after


def test_it_is_the_same_file_again(run: Run) -> None:
    run("baseline", *AT)
    first = Path("provenance-baseline.json").read_bytes()
    assert run("baseline", "wire/lighthouse.md", "wire/bridge.md", *AT).code == 0
    assert Path("provenance-baseline.json").read_bytes() == first


def test_only_what_fails_is_recorded(run: Run) -> None:
    waived(run)
    write("wire/free.md", f"{BODY}\nThis article may be republished free of charge.\n")
    made = run("baseline", "--waivers", "waivers.yml", *AT)
    assert "2 findings of 1 document recorded" in made.err
    assert "act-outside-use" not in Path("provenance-baseline.json").read_text(encoding="utf-8")
    write("wire/silent.md", BODY)
    made = run("baseline", "--fail-on", "blocked", *AT)
    assert "no-permission-found" not in Path("provenance-baseline.json").read_text(encoding="utf-8")


def test_what_nobody_may_waive_is_not_recorded(run: Run) -> None:
    write("wire/killed.md", f"KILL this story, please do not use it.\n\n{STORY}")
    made = run("baseline", *AT)
    assert made.code == 0
    assert "nobody may waive it; it goes on failing: withdrawn (1)" in made.err
    checked = run("check", ".", "--baseline", "provenance-baseline.json", "--format", "json", *AT)
    assert states(checked)["wire/killed.md"] == "fail"


def test_a_broken_baseline(run: Run) -> None:
    for broken in ("", "{}", '{"schema": "urn:provenance-check:baseline:2", "documents": []}'):
        write("b.json", broken)
        ended = run("check", "wire", "--baseline", "b.json")
        assert ended.code == 2
        assert "b.json:1:1" in ended.err
        assert run("baseline", "--prune", "-o", "b.json").code == 2
        assert Path("b.json").read_text(encoding="utf-8") == broken


def test_nothing_to_record(run: Run) -> None:
    Path("empty").mkdir()
    assert run("baseline", "empty").code == 3
    assert run("baseline", "-").code == 2
    assert run("baseline", "none").code == 2
    assert run("baseline", "--prune").code == 2
    assert not Path("provenance-baseline.json").exists()


@pytest.mark.parametrize("more", [(), ("--format", "json"), ("--quiet",), ("--verbose",), ("--color", "always")])
def test_the_outcome_is_the_same_in_every_format(run: Run, more: tuple[str, ...]) -> None:
    run("baseline", "wire/bridge.md", *AT)
    given = ("--baseline", "provenance-baseline.json", *AT, *more)
    assert run("check", "wire/bridge.md", *given).code == 0
    assert run("check", "wire", *given).code == 1
