"""Writes the tables of keys in ``docs/configuration.md`` from the schema of ``provenance.toml``.

``python docs/configuration.py`` prints the tables, ``python docs/configuration.py --write`` writes the page.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from provenance.config.schema import Configuration

HERE = Path(__file__).parent
PAGE = HERE / "configuration.md"
_TABLE = re.compile(r"(<!-- keys: (\w+) -->\n).*?(?=<!-- end of keys -->)", re.S)

#: Table of the page → its keys, each with an example as it is written in the file.
TABLES: dict[str, dict[str, str]] = {
    "use": {
        "use": '["print", "archive"]',
        "commercial": "false",
        "territory": '["DE", "AT"]',
        "channel": '["web", "newsletter"]',
        "from": "2026-03-01",
        "until": "2026-12-31",
        "language": '"de"',
        "words": "150",
        "share": "25",
        "alters": "true",
        "audience": '["schools"]',
        "purpose": '"education"',
        "recipient": '["nonprofit"]',
        "sublicenses": "false",
        "we": '["The Odd Desk", "Odd Desk Ltd"]',
    },
    "gate": {"fail-on": '"blocked"', "fail-on-metadata": "true"},
    "files": {
        "agreements": '"legal/agreements.yml"',
        "waivers": '"legal/waivers.yml"',
        "baseline": '"provenance-baseline.json"',
        "rules": '["legal/rules"]',
        "policies": '["legal/policy.json"]',
        "site": '"site"',
        "map": '{ text = "story.body", license = "lic" }',
        "exclude": '["drafts/", "*.old.md"]',
        "ours": '["site/**", "!site/wire/"]',
    },
    "report": {"help-uri": '"https://docs.example/rules/policies/{rule}.html"'},
    "paths": {"match": '["print/**"]', "ours": "true"},
}


def page() -> str:
    """The page with its tables as the schema has them now."""
    return _TABLE.sub(lambda found: found[1] + "\n".join(table(found[2])) + "\n", PAGE.read_text(encoding="utf-8"))


def table(name: str) -> Iterator[str]:
    """One table: key, what it says, what may stand there, an example."""
    whole = Configuration.model_json_schema()
    properties = whole["$defs"]["PathSection"]["properties"] if name == "paths" else whole["properties"]
    yield "| key | says | value | example |"
    yield "|---|---|---|---|"
    for key, example in TABLES[name].items():
        about = properties[key]
        yield f"| `{key}` | {about['description']} | {_value(about)} | `{key} = {example}` |"


def _value(about: dict[str, Any]) -> str:
    """What may stand there, in words."""
    if "anyOf" in about:
        return f"{_value(about['anyOf'][0])}, or a list of such"
    if "enum" in about:
        return ", ".join(f"`{name}`" for name in about["enum"])
    if about.get("type") == "integer":
        most = f" to {about['maximum']}" if "maximum" in about else ""
        return f"a number from {about['minimum']}{most}"
    return {"boolean": "`true`, `false`", "string": "text", "object": "names with columns"}[about["type"]]


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        for each in TABLES:
            sys.stdout.write("\n".join(table(each)) + "\n\n")
