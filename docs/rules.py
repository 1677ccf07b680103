"""Writes ``docs/rules/``: what every shipped rule says, from the rule files themselves.

``python docs/rules.py`` names the pages that differ, ``python docs/rules.py --write`` writes them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from provenance.rulefiles.agencies import Agency
from provenance.rulefiles.lexicon import Examples, Lexicon
from provenance.rulefiles.licences import CreativeCommons, GrantRule, Licence, LicenceFile
from provenance.rulefiles.pack import rules_root
from provenance.rulefiles.policies import Example, PolicyFile
from provenance.rulefiles.source import Tree, load, validate
from provenance.rulefiles.uses import UseFile
from provenance.rulefiles.words import meanings

PAGES = Path(__file__).parent / "rules"
RULES = rules_root()
HEAD = "<!-- Written by docs/rules.py from the rule files; do not edit. -->\n"
#: What each combination of Creative Commons is made of, as the table of licences shows it.
COMBINATIONS = ("by", "by-sa", "by-nc", "by-nc-sa", "by-nd", "by-nc-nd")


def pages() -> dict[str, str]:
    """Every page: path below ``docs/rules`` → text."""
    trees = [load(path) for path in sorted(RULES.glob("policies/*.yaml"))]
    policies = [(tree, validate(tree, PolicyFile)) for tree in trees]
    made = {f"policies/{policy.id}.md": _policy(tree, policy) for tree, policy in policies}
    made["README.md"] = _index([policy for _, policy in policies])
    made["uses.md"] = _uses()
    made["licences.md"] = _licences()
    made["agencies.md"] = _agencies()
    made["languages.md"] = _languages()
    return {path: f"{HEAD}{text.strip()}\n" for path, text in sorted(made.items())}


# -- policies


def _index(policies: Sequence[PolicyFile]) -> str:
    lines = [
        "# Rules\n",
        "What ships with the program. How to write rules of your own: [writing-rules.md](../writing-rules.md).\n",
        "- [Uses](uses.md): what may be done with a text, and what each use exercises.",
        "- [Licences](licences.md): what is read, and what each permits, forbids and asks for.",
        "- [Agencies](agencies.md): news agencies and distributors whose credits are known.",
        "- [Languages](languages.md): in which languages notices are read.\n",
        "## Policies\n",
        "A policy can make a decision worse, never better. *Decision* is the best that it still allows.\n",
    ]
    for severity in ("error", "warning", "note"):
        rows = [
            (f"[{p.id}](policies/{p.id}.md)", p.title, p.decision or "", p.since, p.version)
            for p in policies
            if p.severity == severity
        ]
        (told,) = meanings([severity]) or [""]
        lines += [f"### {severity.capitalize()}s: {told}\n"]
        lines += [*_table(("policy", "finds", "decision", "since", "version"), rows), ""]
    return "\n".join(lines)


def _policy(tree: Tree, policy: PolicyFile) -> str:
    decision = (
        f"`{policy.decision}`: {(meanings([policy.decision]) or [''])[0]}" if policy.decision else "none: it only tells"
    )
    (loud,) = meanings([policy.severity]) or [""]
    facts = [
        ("severity", f"`{policy.severity}`: {loud}"),
        ("decision", decision),
        *([] if policy.waivable else [("waivers", "nobody may waive it, and no baseline records it")]),
        ("since", policy.since),
        ("version", policy.version),
    ]
    return "\n".join(
        [
            f"# {policy.id}\n",
            f"{policy.title}.\n",
            *_table(("", ""), facts),
            f"\n**Message.** {policy.message}\n",
            f"**Why.** {policy.why}\n",
            f"**What to do.** {policy.fix}\n",
            "## When\n",
            f"<!-- example: part of policies/{policy.id}.yaml -->\n```yaml\n{_source(tree, 'when')}\n```\n",
            "## It flags\n",
            *(f"- {_example(example)}" for example in policy.examples.flags),
            "\n## It passes\n",
            *(f"- {_example(example)}" for example in policy.examples.passes),
            f"\nFile: `rules/policies/{policy.id}.yaml`. [All rules](../README.md)",
        ]
    )


def _source(tree: Tree, key: str) -> str:
    """The lines of *key* in the file, as their author wrote them."""
    lines = Path(tree.path).read_text(encoding="utf-8").splitlines()
    tops = sorted(place[0] for at, place in tree.key_places.items() if len(at) == 1)
    first = tree.key_places[(key,)][0]
    after = next((line for line in tops if line > first), len(lines) + 1)
    return "\n".join(lines[first - 1 : after - 1]).rstrip()


def _example(example: Example) -> str:
    """A document in short, in words."""
    parts = [f"“{_cell(example.notice)}”"] if example.notice else []
    parts += [f"text “{_cell(example.body)}”"] if example.body else []
    parts += [f"field `{name}`: `{value}`" for name, value in example.fields.items()]
    for given in example.statements:
        acts = f" {', '.join(given.acts)}" if given.acts else ""
        value = f" {given.value}" if given.value else ""
        unread = f", not understood: {', '.join(given.unread)}" if given.unread else ""
        parts.append(f"a statement of the {given.scope} that {given.polarity}{acts}{value} ({given.kind}{unread})")
    parts += [f"the problem `{example.problem}`"] if example.problem else []
    for agreement in example.agreements:
        said = agreement.model_dump(exclude_defaults=True, exclude={"names"})
        more = "".join(f", {key} {_short(value)}" for key, value in said.items())
        parts.append(f"an agreement with {', '.join(agreement.names)}{more}")
    default = Example()
    parts += [f"use `{example.use}`"] if example.use != default.use else []
    parts += [f"at {example.at}"] if example.at else []
    return "; ".join(parts) or "a text that says nothing"


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_short(inner)}" for key, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


# -- the others


def _uses() -> str:
    lines = [
        "# Uses\n",
        "`provenance check --use ID`. A ban on one of the acts that a use exercises bars it; a permission for one of",
        "those that open it, for the whole text, is enough.\n",
    ]
    for path in sorted(RULES.glob("uses/*.yaml")):
        use = validate(load(path), UseFile)
        lines += [f"## {use.id}\n", f"{use.title}. {use.description}\n"]
        facts = [
            ("exercises", _codes(use.acts)),
            ("opened by", _codes(use.opened_by)),
            ("takes", f"{use.part}, {'altered' if use.alters else 'unaltered'}"),
            ("for", f"{use.purpose}, {'for money' if use.commercial else 'not for money'}"),
            ("where", ", ".join(use.media) + (f"; {', '.join(use.territory)}" if use.territory else "; everywhere")),
        ]
        lines += [*_table(("", ""), facts), ""]
    return "\n".join(lines)


def _licences() -> str:
    lines = [
        "# Licences\n",
        "What is read in words, links and fields. A licence that is named and not known keeps a text in review.",
        "`{version}` stands for the versions there are; without one the licence is still known.\n",
    ]
    rows: list[tuple[str, ...]] = []
    for path in sorted(RULES.glob("licences/*.yaml")):
        tree = load(path)
        if tree.data.get("kind") == "creative-commons":
            family = validate(tree, CreativeCommons)
            rows = [_combination(family, elements) for elements in COMBINATIONS] + rows
        elif tree.data.get("kind") == "licences":
            rows += [_licence(licence) for licence in validate(tree, LicenceFile).licences]
    header = ("id", "name", "permits", "forbids", "asks for", "for")
    return "\n".join([*lines, *_table(header, rows)])


def _combination(family: CreativeCommons, elements: str) -> tuple[str, ...]:
    chosen = [family.elements[code] for code in elements.split("-")]
    withdrawn = {act for part in chosen for act in part.withdraws}
    permits = [act for part in chosen for act in part.permits if act not in withdrawn]
    prohibits = dict.fromkeys(act for part in chosen for act in part.prohibits)
    duties = dict.fromkeys(duty for part in chosen for duty in part.duties)
    name = f"Creative Commons {elements.upper()}, {', '.join(family.versions)}"
    return (
        f"`CC-{elements.upper()}`",
        name,
        ", ".join(dict.fromkeys(permits)),
        *map(", ".join, (prohibits, duties)),
        "text",
    )


def _licence(licence: Licence) -> tuple[str, ...]:
    names = [name for group in (licence.names, licence.ordinary) for called in group.values() for name in called]
    name = (names or licence.abbreviations or [""])[0]
    return f"`{licence.id}`", name, *_granted(licence.grants), licence.covers


def _granted(grants: GrantRule | None) -> tuple[str, str, str]:
    if grants is None:
        return "nobody knows", "", ""
    if grants.like:
        return f"as `CC-{grants.like.upper()}`", "", ""
    return ", ".join(grants.permits), ", ".join(grants.prohibits), ", ".join(grants.duties)


def _agencies() -> str:
    agencies = [validate(load(path), Agency) for path in sorted(RULES.glob("agencies/*.yaml"))]
    rows = [
        (a.id, a.name, ", ".join(a.languages), "" if a.kind == "agency" else a.kind, ", ".join(a.domains))
        for a in sorted(agencies, key=lambda a: (a.id.casefold(), a.id))
    ]
    return "\n".join(
        [
            "# Agencies\n",
            f"{len(rows)} news agencies, syndicates and distributors whose credits are known. Every spelling of a name"
            " stands in its file under `rules/agencies/`.\n",
            *_table(("agency", "name", "languages", "kind", "domains"), rows),
        ]
    )


def _languages() -> str:
    rows = []
    for path in sorted(RULES.glob("languages/*/lexicon.yaml")):
        lexicon = validate(load(path), Lexicon)
        beside = path.parent / "examples.yaml"
        examples = validate(load(beside), Examples) if beside.is_file() else None
        calendar = (RULES / "calendars" / f"{lexicon.language}.yaml").is_file()
        forms = sum(map(len, lexicon.forms.values()))
        counts = (len(examples.sentences), len(examples.near_misses)) if examples else ("", "")
        if lexicon.language != "mul":
            rows.append((f"`{lexicon.language}`", lexicon.name, forms, *counts, "yes" if calendar else ""))
    return "\n".join(
        [
            "# Languages\n",
            f"{len(rows)} languages. *Forms* are the words of a lexicon, *sentences* and *near misses* its own tests;"
            " in those with *dates*, embargoes, expiries and counts of words are read too.\n",
            *_table(("tag", "language", "forms", "sentences", "near misses", "dates"), rows),
        ]
    )


# -- tables


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"


def _cell(value: Any) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def stale() -> list[str]:
    """The pages that are missing, differ, or are left over."""
    made = pages()
    there = {path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*.md")}
    differ = [
        path for path, text in made.items() if path not in there or (PAGES / path).read_text(encoding="utf-8") != text
    ]
    return differ + sorted(there - set(made))


def write() -> None:
    """Write every page and take away what is left over."""
    made = pages()
    for path in PAGES.rglob("*.md"):
        if path.relative_to(PAGES).as_posix() not in made:
            path.unlink()
    for name, text in made.items():
        (PAGES / name).parent.mkdir(parents=True, exist_ok=True)
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    else:
        sys.stdout.write("".join(f"{page}\n" for page in stale()))
