"""``Project``: what ``provenance check`` does with a folder, from Python."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from provenance import Project, ProvenanceError, finding_line

RESERVED = "A story.\n\n© 2026 Brightwater Wire. All rights reserved.\n"
AT = datetime(2026, 1, 15, tzinfo=UTC)
AGREEMENT = """\
agreements:
  - id: brightwater-2026
    with: Brightwater Wire
    grants: {uses: [republish]}
    quota: {documents: 1}
    reference: folder 7
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a configuration, an agreement and a wire story."""
    files = {
        "provenance.toml": 'agreements = "agreements.yml"\nexclude = ["drafts/"]\n\n'
        '[[paths]]\nmatch = "archive/**"\nfail-on = "blocked"\n',
        "agreements.yml": AGREEMENT,
        "wire/a.txt": RESERVED,
        "wire/b.txt": RESERVED,
        "drafts/c.txt": RESERVED,
        "archive/d.txt": "A story.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_file_is_judged_with_the_configuration_of_the_folder(desk: Path) -> None:
    project = Project(desk, at=AT)
    (report,) = project.check(desk / "wire/a.txt")
    assert (report.decision, report.outcome, report.opened_by) == ("permitted", "pass", "agreement:brightwater-2026")
    assert project.config == str(desk / "provenance.toml")
    (other,) = Project(desk, config=False, at=AT).check(desk / "wire/a.txt")
    assert (other.decision, other.outcome) == ("blocked", "fail")


def test_a_text_is_judged_as_if_it_lay_at_its_path(desk: Path) -> None:
    project, text = Project(desk, at=AT), "A story.\n"
    inside = project.check(desk / "archive/new.txt", text)
    outside = project.check(desk / "new.txt", text.encode())
    nowhere = project.check("-", text)
    assert [(one.decision, one.outcome) for one in (*inside, *outside, *nowhere)] == [
        ("review", "pass"),
        ("review", "fail"),
        ("review", "fail"),
    ]


def test_documents_count_together_against_an_agreement_unless_each_stands_alone(desk: Path) -> None:
    run = Project(desk, at=AT)
    assert [run.check(desk / name)[0].decision for name in ("wire/a.txt", "wire/b.txt")] == ["permitted", "blocked"]
    alone = Project(desk, at=AT, counting=False)
    assert {alone.check(desk / name)[0].decision for name in ("wire/a.txt", "wire/b.txt")} == {"permitted"}


def test_a_walk_leaves_out_what_is_excluded_and_what_holds_no_article(desk: Path) -> None:
    project = Project(desk, at=AT)
    assert project.check(desk / "drafts/c.txt", walked=True) == []
    assert project.check(desk / "package.json", '{"name": "x", "version": "1"}', walked=True) == []
    assert len(project.check(desk / "drafts/c.txt")) == 1


def test_what_is_given_wins_over_the_configuration(desk: Path) -> None:
    (report,) = Project(desk, at=AT, fail_on="review", use=["republish", "excerpt"]).check(desk / "archive/d.txt")
    assert (report.use["id"], report.outcome) == ("republish+excerpt", "fail")


def test_the_instant_is_that_of_the_check_if_none_is_given(desk: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    project = Project(desk)
    (report,) = project.check(desk / "wire/a.txt")
    assert before <= datetime.fromisoformat(report.use["at"]) <= datetime.now(UTC)


def test_our_own_pages_are_named_by_patterns_from_the_folder(desk: Path) -> None:
    text = "---\nprovenance_use: text-mining\n---\n\nA story.\n"
    (report,) = Project(desk, ours=["site/**"], config=False, at=AT).check(desk / "site/a.md", text)
    assert report.use["id"] == "text-mining"


def test_what_cannot_be_read_is_a_finding_and_what_makes_no_sense_an_error(desk: Path) -> None:
    (report,) = Project(desk).check(desk / "nowhere.txt")
    assert (report.readable, report.outcome) == (False, "fail")
    for wrong in ({"use": "republsh"}, {"config": desk / "none.toml"}, {"rules": [desk / "none"]}):
        with pytest.raises(ProvenanceError):
            Project(desk, **wrong)  # type: ignore[arg-type]
    (desk / "provenance.toml").write_text("fail-on = 7\n", encoding="utf-8")
    with pytest.raises(ProvenanceError, match=r"provenance\.toml:1:"):
        Project(desk)


def test_a_finding_on_one_line_is_what_editors_and_logs_link(desk: Path) -> None:
    (report,) = Project(desk, config=False, at=AT).check(
        "wire.txt", RESERVED.replace("Wire", "\x1b[1m ::error::\u202e")
    )
    lines = [finding_line(report, finding) for finding in report.findings]
    start = "wire.txt:3:"
    assert any(line.startswith(start) and line.endswith("[all-rights-reserved]") for line in lines), lines
    assert not {"\x1b", "\u202e", "\n"} & set("".join(lines))
    rows = '[{"text": "A. All rights reserved."}, {"text": "B. All rights reserved."}]'
    reports = Project(config=False, at=AT).check("rows.json", rows)
    assert finding_line(reports[1], reports[1].findings[0]).startswith("rows.json#/1:1:")
