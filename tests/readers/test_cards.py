"""Front matter of data set cards and site generators: what its licence comes to."""

from __future__ import annotations

import pytest

from provenance.check import Checker
from provenance.readers import read_bytes

BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("front", "decision", "licences"),
    [
        # Hugging Face: a closed list, in small letters
        ("license: cc-by-4.0", "conditional", ["CC-BY-4.0"]),
        ("license: cc0-1.0", "permitted", ["CC0-1.0"]),
        ("license: cc-by-nc-4.0", "blocked", ["CC-BY-NC-4.0"]),
        ("license: odbl", "conditional", ["ODbL-1.0"]),
        ("license: gfdl", "conditional", ["GFDL"]),
        ("license: pddl", "permitted", ["PDDL-1.0"]),
        ("license: cc", "review", []),
        ("license: other", "review", []),
        ("license: unknown", "review", []),
        ("license: mit", "review", []),
        ("license: [cc-by-4.0, other]", "review", ["CC-BY-4.0"]),
        ("license: other\nlicense_name: harbour-1.0\nlicense_link: LICENSE", "review", []),
        ("license: cc-by-4.0\nlicense_details: Ask us before use.", "review", ["CC-BY-4.0"]),
        ("license: cc-by-4.0\nextra_gated_prompt: You agree to our terms.", "review", ["CC-BY-4.0"]),
        ("license: cc-by-4.0\nextra_gated_fields: {Name: text}", "review", ["CC-BY-4.0"]),
        ("license: cc-by-4.0\nsource_datasets: [extended|harbour]", "conditional", ["CC-BY-4.0"]),
        # Quarto
        (f"license: {{type: open-access, url: '{BY}', text: CC BY 4.0}}", "conditional", ["CC-BY-4.0"]),
        ("license: [CC-BY-4.0]", "conditional", ["CC-BY-4.0"]),
        # MyST
        ("license: {content: CC-BY-4.0, code: MIT}", "conditional", ["CC-BY-4.0"]),
        (f"license: {{content: {{id: CC-BY-4.0, url: '{BY}'}}, code: MIT}}", "conditional", ["CC-BY-4.0"]),
        ("license: {code: MIT}", "review", []),
        ("license: CC-BY-4.0\nopen_access: true", "conditional", ["CC-BY-4.0"]),
        # Hugo, Jekyll, Docusaurus
        ("params: {license: CC-BY-4.0}", "conditional", ["CC-BY-4.0"]),
        ("licence: CC-BY-4.0", "conditional", ["CC-BY-4.0"]),
        ("themeConfig: {footer: {copyright: All rights reserved}}", "blocked", []),
        ("image: {license: CC-BY-4.0}", "review", []),
        # SPDX expressions
        ("license: CC-BY-4.0 AND LicenseRef-Own", "review", ["CC-BY-4.0"]),
        ("license: CC-BY-4.0 AND CC0-1.0", "conditional", ["CC-BY-4.0", "CC0-1.0"]),
    ],
)
def test_licences(front: str, decision: str, licences: list[str], checker: Checker) -> None:
    report = checker.check(read_bytes("README.md", f"---\ntitle: T\n{front}\n---\n\nThe bridge is open.\n".encode()))
    assert (report.decision.value, report.rights.licenses) == (decision, licences)


@pytest.mark.parametrize(
    ("front", "holders", "years"),
    [
        ("copyright: {year: 2024, holder: Ada Quill, statement: © 2024 Ada Quill}", ["Ada Quill"], ["2024"]),
        ("copyright: {year: [2019, 2021], holder: [Ada, Bo]}", ["Ada", "Bo"], ["2019", "2021"]),
        ("copyright: © 2024 Ada Quill", ["Ada Quill"], ["2024"]),
        ("copyright: 2024 Ada Quill", ["Ada Quill"], ["2024"]),
        ("rights: © 2024 Ada Quill", ["Ada Quill"], ["2024"]),
        ("params: {copyright: 2024 Ada Quill}", ["Ada Quill"], ["2024"]),
    ],
)
def test_holders_and_years(front: str, holders: list[str], years: list[str], checker: Checker) -> None:
    report = checker.check(read_bytes("a.qmd", f"---\ntitle: T\n{front}\n---\n\nThe bridge is open.\n".encode()))
    assert (report.rights.holders, report.rights.years) == (holders, years)
