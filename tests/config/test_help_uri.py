"""``help-uri``: rules link to where people read about them, if somebody says where that is."""

from __future__ import annotations

import json

import pytest

from provenance.cli.main import main
from tests.repositories import Repository

TEXT = "The ferry sails.\n\n© 2024 Harrow Lane Press. All rights reserved.\n"


def rules_of(capsys: pytest.CaptureFixture[str]) -> dict[str, str | None]:
    """The id of each rule of a SARIF log, and its address."""
    assert main(["check", "ferry.txt", "--format", "sarif"]) == 1
    driver = json.loads(capsys.readouterr().out)["runs"][0]["tool"]["driver"]
    return {rule["id"]: rule.get("helpUri") for rule in driver["rules"]}


def test_every_policy_links_to_its_page(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    address = 'help-uri = "https://docs.example/rules/{rule}.html#why"\n'
    repository.write({"ferry.txt": TEXT, "provenance.toml": address})
    found = rules_of(capsys)
    assert found["all-rights-reserved"] == "https://docs.example/rules/all-rights-reserved.html#why"
    assert None not in found.values()
    assert main(["config", "show"]) == 0
    assert "provenance.toml:1" in next(line for line in capsys.readouterr().out.splitlines() if "help-uri" in line)


def test_without_it_no_address_is_made_up(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    repository.write({"ferry.txt": TEXT})
    assert set(rules_of(capsys).values()) == {None}


@pytest.mark.parametrize(
    "written",
    [
        "rules/{rule}.html",
        "https://docs.example/rules/",
        "https://docs.example/{rule}/{rule}",
        "javascript:alert({rule})",
        "https://{rule}.example/",
        "https://docs.example/{rule} page",
        "https://docs.example/{rule}/{version}",
        "https://[docs.example/{rule}",
        "https:///rules/{rule}",
        "",
    ],
)
def test_what_is_no_address_is_refused_at_its_line(
    written: str, repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write({"ferry.txt": TEXT, "provenance.toml": f'fail-on = "blocked"\nhelp-uri = "{written}"\n'})
    assert main(["check", "ferry.txt"]) == 2
    told = capsys.readouterr().err
    assert "provenance.toml:2" in told
    assert "{rule}" in told
