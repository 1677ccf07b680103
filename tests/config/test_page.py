"""``docs/configuration.md`` says what the schema says; its examples are played in ``tests/prose``."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from provenance.config.schema import Configuration, PathSection

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "configuration.md").read_text(encoding="utf-8")
HINT = "run: python docs/configuration.py --write"


@pytest.fixture(scope="module")
def tables() -> ModuleType:
    spec = importlib.util.spec_from_file_location("configuration_page", DOCS / "configuration.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_up_to_date(tables: ModuleType) -> None:
    assert tables.page() == PAGE, HINT


def test_every_key_stands_in_one_table_with_an_example(tables: ModuleType) -> None:
    keys = [key for name in ("use", "gate", "files", "report") for key in tables.TABLES[name]]
    assert sorted(keys) == sorted(
        {field.alias or name for name, field in Configuration.model_fields.items()} - {"paths"}
    )
    assert set(PathSection.model_fields) - set(Configuration.model_fields) == {"match"}
    assert set(tables.TABLES["paths"]) == {"match", "ours"}
    for name in ("use", "gate", "files", "report"):
        text = "\n".join(f"{key} = {example}" for key, example in tables.TABLES[name].items())
        assert Configuration.model_validate(tomllib.loads(text)).model_fields_set
    text = "\n".join(f"{key} = {example}" for key, example in tables.TABLES["paths"].items())
    assert PathSection.model_validate(tomllib.loads(text)).ours


def test_every_option_of_the_page_exists() -> None:
    from provenance.cli.check import check

    known = {name for one in check.params for name in (*one.opts, *one.secondary_opts)} | {"--for"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", PAGE.replace("--depth=1", ""))) <= known
