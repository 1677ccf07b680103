"""What ``docs/api.md`` names is what ``provenance`` exports, and the other way round."""

from __future__ import annotations

import ast
import inspect
import re

import provenance
from tests.prose.blocks import ROOT, read

PAGE = read("docs/api.md")


def test_every_export_is_documented_and_nothing_else() -> None:
    named = re.findall(r"^::: provenance\.(\w+)$", PAGE, re.M)
    assert sorted([*named, "__version__"]) == sorted(provenance.__all__)


def test_every_export_is_there_typed_and_explained() -> None:
    tree = ast.parse((ROOT / "provenance" / "__init__.py").read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    typed = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert typed | {"__version__"} == set(provenance.__all__)
    for name in typed:
        assert inspect.getdoc(getattr(provenance, name)), name
    assert (ROOT / "provenance" / "py.typed").is_file()


def test_every_export_has_an_example_or_is_the_type_of_one() -> None:
    code = "".join(re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S))
    imported = set(re.findall(r"\w+", " ".join(re.findall(r"^from provenance import (.*)$", code, re.M))))
    assert set(provenance.__all__) - imported == {"Document", "DocumentReport", "Finding", "Use", "__version__"}


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(provenance, "cleared")
