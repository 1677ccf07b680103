"""A folder in which a page is followed from its beginning: its files, its commands, its day."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.prose.blocks import ROOT, Scene
from tests.repositories import Repository

GIVEN = Path(__file__).parent / "given"
#: Pages that speak of what lies in the checkout.
FROM_HERE = {
    "README.md": ("seeds", "rules/policies"),
    "docs/reports.md": ("seeds",),
    "docs/api.md": ("seeds",),
}
#: Outside of the interpreter's own folder, so that a generator of another environment is found too.
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
_FOREIGN = re.compile(r"GIT_|GITHUB_|GITLAB_|CI_|PRE_COMMIT|COLUMNS$|NO_COLOR$|FORCE_COLOR$|CI$")
_OURS = """#!/bin/sh
exec "{python}" "{launcher}" "$@"
"""
_PLUGIN = "[mkdocs.plugins]\nprovenance = provenance.integrations.mkdocs:ProvenancePlugin\n"


def there(program: str) -> bool:
    """Whether *program* can be run here."""
    return shutil.which(program, path=PATH) is not None


class Stage:
    """The folder of a scene; what is given is committed, and ``origin`` has it too."""

    def __init__(self, scene: Scene, place: Path) -> None:
        self.folder = place / "site"
        self._said: dict[str, Any] = {"__name__": "example"}
        self.folder.mkdir(parents=True)
        page = scene.name.partition("#")[0]
        given = GIVEN / Path(page).stem
        if given.is_dir():
            shutil.copytree(given, self.folder, dirs_exist_ok=True)
        for name in FROM_HERE.get(page, ()):
            shutil.copytree(ROOT / name, self.folder / name)
        for name, content in scene.files:
            self.write(name, content)
        if not scene.needs:
            _commit(self.folder, place / "origin.git")
        self._environment = _environment(place / "bin", scene.today)

    def write(self, name: str, content: str) -> None:
        """Write a file of the page."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def run(self, script: str) -> tuple[str, int]:
        """What a shell prints for *script*, errors among it, and its exit code; ``…`` stands for the folder."""
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            check=False,
        )
        return done.stdout.replace(str(self.folder), "…"), done.returncode

    def session(self, session: str) -> str:
        """A session as it runs now, trailing blanks dropped."""
        printed: list[str] = []
        code = 0
        for line in session.splitlines():
            if line == "$ echo $?":
                printed += [line, str(code)]
            elif line.startswith("$ "):
                output, code = self.run(line[2:])
                printed += [line, *(its.rstrip() for its in output.splitlines())]
        return "".join(f"{line}\n" for line in printed)

    def python(self, source: str, name: str) -> list[str]:
        """The lines that *source* prints; names stay from one example of a page to the next."""
        out = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out):
            exec(compile(source, name, "exec", dont_inherit=True), self._said)
        return out.getvalue().splitlines()


def _commit(folder: Path, origin: Path) -> None:
    repository = Repository(folder)
    repository.commit()
    repository.git("clone", "-q", "--bare", ".", str(origin))
    repository.git("remote", "add", "origin", origin.as_uri())


def _environment(bin: Path, today: str) -> dict[str, str]:
    """Variables of a shell that has this checkout installed and does not know where it runs."""
    bin.mkdir()
    (bin / "provenance").write_text(
        _OURS.format(python=sys.executable, launcher=Path(__file__).with_name("launcher.py")), encoding="utf-8"
    )
    (bin / "provenance").chmod(0o755)
    entry = bin / "provenance_plugin-0.dist-info"  # as if this checkout were the one that is installed
    entry.mkdir()
    (entry / "METADATA").write_text("Metadata-Version: 2.1\nName: provenance-plugin\nVersion: 0\n", encoding="utf-8")
    (entry / "entry_points.txt").write_text(_PLUGIN, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not _FOREIGN.match(name)}
    return kept | {
        "PATH": f"{bin}{os.pathsep}{PATH}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(bin)]),
        "PYTHONUTF8": "1",
        "PROVENANCE_TEST_TODAY": today,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
