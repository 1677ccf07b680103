"""The examples of rule files are their tests: run all, or those of some files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance.readings.read import Readings
from provenance.rulefiles.pack import Rules
from provenance.rulefiles.packfile import FILE


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example of a rule file, run: the file and line, what was tried, whether it held.

    ``detail``: where it did not hold, what was expected, what was found, and what to try; several lines.
    """

    file: str
    line: int
    what: str
    ok: bool
    detail: str = ""


def run_examples(rules: Rules, paths: Sequence[Path] = ()) -> Iterator[ExampleResult]:
    """Run the examples of every rule file, or of those below *paths*.

    Raises:
        RuleFileError: an examples file is broken.
    """
    from provenance.examples.judging import policy_examples
    from provenance.examples.limits import limit_examples
    from provenance.examples.naming import agency_examples, licence_examples
    from provenance.examples.sentences import language_examples

    readings = Readings(rules.data)
    # a lexicon is tested by the sentences beside it, a pack by all that is in it
    beside = ("lexicon.yaml", FILE)
    wanted = [path.resolve().parent if path.name in beside else path.resolve() for path in paths]
    runs: dict[str, Callable[[Path], Iterator[ExampleResult]]] = {
        "languages/*/examples.yaml": lambda path: language_examples(readings, path),
        "agencies/*.yaml": lambda path: agency_examples(readings, path),
        "licences/*.yaml": lambda path: licence_examples(readings, path),
        "limits/*.yaml": lambda path: limit_examples(readings, path),
        "policies/*.yaml": lambda path: policy_examples(rules, readings, path),
    }
    for root in rules.roots:
        for glob, run in runs.items():
            for path in sorted(Path(root).glob(glob)):
                if not wanted or any(path.resolve() == one or one in path.resolve().parents for one in wanted):
                    yield from run(path)
