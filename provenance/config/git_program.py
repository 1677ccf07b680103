"""``git``, run so that it does nothing but answer.

No hook, pager or prompt runs, nothing is fetched, nothing in a name is taken for an option or a pattern. ``git``
itself is run, as every implementation of its storage would be a second one.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from provenance.errors import UsageError

#: Seconds for one call of ``git``.
TIMEOUT = 30
#: No network, no prompt, no pager; names of files are names, not patterns.
_ENVIRONMENT = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
_OPTIONS = ("--no-pager", "--no-replace-objects", "--literal-pathspecs", "-c", "core.fsmonitor=false")


@dataclass(frozen=True, slots=True)
class Git:
    """``git`` in the working directory, for the *option* that needs it; errors are told under that name."""

    option: str

    def top(self) -> Path:
        """The folder of the repository around the working directory.

        Raises:
            UsageError: no git, or no repository.
        """
        return Path(os.fsdecode(self.ask("rev-parse", "--show-toplevel").removesuffix(b"\n")))

    def commit(self, name: str) -> str:
        """The commit that is called *name*, in full.

        Raises:
            UsageError: no git, no repository, no such revision; what to do is in the hint.
        """
        self.top()
        if name.startswith("-") or not name.strip() or not name.isprintable():
            raise UsageError(f"{self.option}: “{name}” is no revision", hint="Name a branch, a tag or a commit.")
        # --end-of-options: nothing in the name is taken for an option; ^{commit}: a file is no revision
        commit = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if commit.returncode:
            raise self._unknown(name)
        return commit.stdout.decode("ascii", "replace").strip()

    def is_shallow(self) -> bool:
        """Whether older commits are not here."""
        return self.run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run ``git`` and give what it printed.

        Raises:
            UsageError: there is no git, or it does not answer in time.
        """
        program = which("git")
        if program is None:
            raise UsageError(f"{self.option} needs git, which is not there", hint="Install git.")
        if os.path.dirname(os.path.abspath(program)) == os.getcwd():  # Windows looks there first
            raise UsageError(f"{self.option}: the git in the working directory is not run", hint="Remove it.")
        command = [program, *_OPTIONS, *arguments]
        try:
            return subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
                env={**os.environ, **_ENVIRONMENT},
            )
        except OSError as error:
            raise UsageError(f"{self.option}: git cannot be run: {error.strerror or type(error).__name__}") from None
        except subprocess.TimeoutExpired:
            raise UsageError(f"{self.option}: git did not answer within {TIMEOUT} seconds") from None

    def ask(self, *arguments: str) -> bytes:
        """What ``git`` answers, where it has to succeed."""
        done = self.run(*arguments)
        if not done.returncode:
            return done.stdout
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0].removeprefix("fatal: ") if said else f"git {arguments[0]} failed"
        if "not a git repository" in reason or "work tree" in reason:
            raise UsageError(
                f"{self.option}: the working directory is in no git repository",
                hint=f"Run it in a clone, or leave {self.option} out.",
            )
        if "dubious ownership" in reason:
            raise UsageError(
                f"{self.option}: git refuses this repository: {reason}",
                hint="Allow it: git config --global --add safe.directory FOLDER.",
            )
        raise UsageError(f"{self.option}: git says: {reason}", hint="“git fsck” tells whether the repository is whole.")

    def _unknown(self, name: str) -> UsageError:
        """The error for a revision that is not here: most often nobody has fetched it."""
        remote, _, branch = name.partition("/")
        known = self.run("remote").stdout.decode("utf-8", "replace").split()
        fetch = f"git fetch {remote} {branch}" if branch and remote in known else "git fetch origin main"
        why = "; this clone is shallow, it has only the newest commits" if self.is_shallow() else ""
        return UsageError(
            f"{self.option}: no revision “{name}” here{why}",
            hint=f"Fetch it first: “{fetch}”, or name one that is here.",
        )
