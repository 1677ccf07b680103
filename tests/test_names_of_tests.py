"""Files of tests are called differently in all folders: pytest imports each under its own name alone.

Without ``__init__.py`` (rootdir/conftest, import mode ``prepend``) two ``test_site.py`` are one module, and a run over
both folders ends before its first test. Runs of one folder do not notice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path, PurePath

TESTS = Path(__file__).parent


def namesakes(paths: Iterable[PurePath]) -> dict[str, list[str]]:
    """Names that several of *paths* have, with these; a ``conftest.py`` belongs to its folder, pytest knows that."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        if path.name != "conftest.py":
            found[path.name].append(path.as_posix())
    return {name: sorted(places) for name, places in found.items() if len(places) > 1}


def test_every_file_of_tests_has_a_name_of_its_own() -> None:
    twice = namesakes(path.relative_to(TESTS) for path in TESTS.rglob("*.py"))
    assert not twice, f"call one of them differently: {twice}"


def test_namesakes_are_found_and_conftest_is_none() -> None:
    paths = [PurePath(name) for name in ("a/test_x.py", "b/c/test_x.py", "test_y.py", "a/conftest.py", "conftest.py")]
    assert namesakes(paths) == {"test_x.py": ["a/test_x.py", "b/c/test_x.py"]}
