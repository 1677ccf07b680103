"""The benchmarks keep up with the code they measure."""

from __future__ import annotations

from benchmarks.speed import _invented
from provenance.rulefiles.forms import compile_form
from provenance.rulefiles.index import index_forms


def test_invented_forms_have_the_shape_of_compiled_ones() -> None:
    form = [*compile_form("rights reserved", unspaced=False)[0], ["reserve"]]
    invented = _invented(form, "q")
    assert len(invented) == len(form)
    assert index_forms([form, invented])["literals"].count("\n") == 1
