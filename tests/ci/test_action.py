"""The steps of ``action.yml``, run by bash as a runner does, on pull requests of real repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.ci.conftest import BAD, GOOD, ROOT
from tests.repositories import Repository

pytestmark = pytest.mark.skipif(
    shutil.which("git") is None or shutil.which("bash") is None, reason="git and bash are needed"
)

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
(CHECK,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]


class Ended(NamedTuple):
    """How the step ended: its exit code, its log, its outputs and the job summary."""

    code: int
    log: str
    outputs: str
    summary: str


class Runner:
    """A runner with a checkout of a pull request."""

    def __init__(self, origin: Repository, folder: Path, program: Path) -> None:
        self.origin, self.folder, self.temporary = origin, folder, program.parent.parent

    def check_out(self, branch: str, *how: str) -> None:
        """Clone *branch* as ``actions/checkout`` does: one commit, no other branch."""
        shutil.rmtree(self.folder, ignore_errors=True)
        url = self.origin.folder.as_uri()
        given = how or ("--depth=1",)
        self.origin.git("clone", "-q", "--single-branch", "--branch", branch, *given, url, str(self.folder))

    def step(self, base: str | None = "main", **inputs: str) -> Ended:
        """Run the step with *inputs*; *base*: the branch that the pull request is for."""
        values = {name: str(of.get("default", "")) for name, of in ACTION["inputs"].items()}
        values |= {name.replace("_", "-"): value for name, value in {"jobs": "1", **inputs}.items()}
        files = {name: self.temporary / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("", encoding="utf-8")
        environment = {**os.environ, **{name: str(path) for name, path in files.items()}}
        environment |= {"RUNNER_TEMP": str(self.temporary), "GITHUB_BASE_REF": base or "", "GITHUB_ACTIONS": "true"}
        environment |= {name: filled(template, values) for name, template in CHECK["env"].items()}
        script = self.temporary / "step.sh"
        script.write_text(CHECK["run"], encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        told = {name: path.read_text(encoding="utf-8") for name, path in files.items()}
        return Ended(done.returncode, done.stdout + done.stderr, told["GITHUB_OUTPUT"], told["GITHUB_STEP_SUMMARY"])


def filled(template: str, values: dict[str, str]) -> str:
    """An expression of the runner's, with the value of the input."""
    return values[template.removeprefix("${{ inputs.").removesuffix(" }}")]


@pytest.fixture
def runner(repository: Repository, program: Path, clean: None, tmp_path: Path) -> Runner:
    repository.commit({"mill.md": GOOD})
    repository.git("checkout", "-q", "-b", "change")
    return Runner(repository, tmp_path / "work", program)


def test_no_input_becomes_a_command() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]


def test_a_good_change_passes_and_a_bad_one_fails_at_its_line(runner: Runner) -> None:
    runner.origin.commit({"bridge.md": GOOD})
    runner.check_out("change")
    ended = runner.step()
    assert (ended.code, ended.outputs) == (0, "exit-code=0\n")
    assert "bridge.md" in ended.summary
    runner.origin.commit({"ferry.md": BAD})
    runner.check_out("change")
    ended = runner.step(sarif="out.sarif", html="out.html")
    assert (ended.code, ended.outputs) == (1, "exit-code=1\n")
    assert "::error file=ferry.md,line=3" in ended.log
    assert (runner.folder / "out.sarif").is_file()
    assert (runner.folder / "out.html").is_file()


def test_a_change_cannot_configure_its_own_check(runner: Runner) -> None:
    loose = 'fail-on = "blocked"\nexclude = ["*.md"]\n'
    runner.origin.commit({"ferry.md": BAD, "provenance.toml": loose, ".gitignore": "ferry.md\n"})
    runner.check_out("change")
    assert runner.step().code == 1


def test_a_change_cannot_waive_its_own_findings(runner: Runner) -> None:
    runner.origin.git("checkout", "-q", "main")
    runner.origin.commit({"provenance.toml": 'waivers = "waivers.yml"\n', "waivers.yml": "waivers: []\n"})
    runner.origin.git("checkout", "-q", "-b", "second")
    runner.origin.commit({"ferry.md": BAD})
    program = str(runner.temporary / "provenance" / "bin" / "provenance")
    expires = (date.today() + timedelta(days=30)).isoformat()
    given = ("--reason", "They said yes.", "--approved-by", "nobody@example.org", "--expires", expires)
    for rule in ("prohibited-use", "all-rights-reserved"):
        subprocess.run([program, "waive", "ferry.md", rule, *given], cwd=runner.origin.folder, check=True)
    runner.origin.commit()
    runner.check_out("second")
    ended = runner.step()
    assert ended.code == 1, ended.log
    assert runner.step(base=None).code == 0  # on the branch itself, once it is approved, it holds


def test_the_configuration_of_the_base_branch_holds(runner: Runner) -> None:
    runner.origin.git("checkout", "-q", "main")
    runner.origin.commit({"provenance.toml": 'exclude = ["wire/"]\n'})
    runner.origin.git("checkout", "-q", "-b", "second")
    runner.origin.commit({"wire/ferry.md": BAD, "provenance.toml": ""})
    runner.check_out("second")
    assert runner.step().code == 0


def test_only_what_changed_is_checked_where_that_is_asked(runner: Runner) -> None:
    runner.origin.git("checkout", "-q", "main")
    runner.origin.commit({"old.md": BAD})
    runner.origin.git("checkout", "-q", "-b", "second")
    runner.origin.commit({"bridge.md": GOOD})
    runner.check_out("second")
    assert runner.step().code == 1
    assert runner.step(changed_only="true").code == 0
    runner.origin.commit({"ferry.md": BAD})
    runner.check_out("second")
    assert runner.step(changed_only="true").code == 1


def test_an_empty_change_passes(runner: Runner) -> None:
    runner.origin.commit({"code.py": "pass\n"})
    runner.check_out("change")
    ended = runner.step(changed_only="true")
    assert (ended.code, ended.outputs) == (0, "exit-code=0\n")
    assert "nothing changed since" in ended.log


def test_paths_are_lines_and_never_commands(runner: Runner) -> None:
    runner.origin.commit({"a b/mill.md": GOOD, "ferry.md": BAD})
    runner.check_out("change")
    assert runner.step(paths="a b\n\n").code == 0
    ended = runner.step(paths="$(touch owned); mill.md")
    assert ended.code == 2
    assert not (runner.folder / "owned").exists()
