"""Rules of others: a plain folder may do anything, a pack from outside may only make us stricter."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from provenance.errors import RuleFileError, UsageError
from provenance.rulefiles.pack import Rules, load_rules
from tests.rulefiles.pack_samples import LICENCE, PACK, agency, archive, folder, policy

ENGLISH = 'language: en\nname: English\nforms:\n  forbid: ["is off the table"]\n'
KLINGON = "language: tlh\nname: tlhIngan\nforms:\n  forbid: [tuchbe]\n  publish: [maqlu]\n"


def pack(root: Path, more: dict[str, str], **changes: str) -> Path:
    """A pack from outside; *changes*: lines of its pack file."""
    lines = [line for line in PACK.splitlines() if line.partition(":")[0] not in changes]
    return folder(root, {"pack.yml": "\n".join([*lines, *(f"{k}: {v}" for k, v in changes.items())]) + "\n", **more})


# -- what a folder of one's own may do


def test_nothing_is_added_unasked(rules: Rules) -> None:
    assert rules.named == {"provenance": rules.version}
    assert "own-rule" not in rules.policies


def test_a_folder_of_ones_own_adds_and_replaces(tmp_path: Path, rules: Rules) -> None:
    own = folder(
        tmp_path / "own",
        {
            "policies/own-rule.yaml": policy(),
            "policies/prohibited-use.yaml": policy("prohibited-use"),
            "agencies/hrw.yaml": agency(),
            "licences/harrow.yaml": LICENCE,
            "languages/en/lexicon.yaml": ENGLISH,
        },
    )
    laid = load_rules([own])
    assert set(laid.policies) == {*rules.policies, "own-rule"}
    assert laid.policies["prohibited-use"]["decision"] == "review"
    assert laid.data["agencies"]["HRW"]["name"] == "Harrow Wire Ltd"
    assert laid.data["licences"]["licences"][-1]["id"] == "LicenseRef-Harrow"
    assert "is off the table" in laid.data["lexicons"]["en"]["literals"]
    assert set(laid.named) == {"provenance", f"{own}/"}
    assert laid.version == rules.version
    assert laid.digest != rules.digest


def test_the_later_folder_wins(tmp_path: Path) -> None:
    one = folder(tmp_path / "one", {"policies/own-rule.yaml": policy(decision="review")})
    two = folder(tmp_path / "two", {"policies/own-rule.yaml": policy(decision="blocked")})
    assert load_rules([one, two]).policies["own-rule"]["decision"] == "blocked"
    assert load_rules([two, one]).policies["own-rule"]["decision"] == "review"


def test_a_licence_of_the_same_id_takes_the_place_of_ours(tmp_path: Path, rules: Rules) -> None:
    ours = rules.data["licences"]["licences"][0]["id"]
    own = folder(tmp_path, {"licences/own.yaml": LICENCE.replace("id: LicenseRef-Harrow\n", f'id: "{ours}"\n', 1)
                            .replace("ids: [LicenseRef-Harrow]", f'ids: ["{ours}"]')})  # fmt: skip
    if "{" in ours:
        pytest.skip("the first licence has versions")
    laid = load_rules([own]).data["licences"]["licences"]
    assert len(laid) == len(rules.data["licences"]["licences"])
    assert laid[0]["grants"]["permits"] == ["publish"]


# -- what a pack says about itself


def test_a_pack_is_listed_with_its_version(tmp_path: Path) -> None:
    laid = load_rules([pack(tmp_path, {"policies/own-rule.yaml": policy()})])
    assert laid.named == {"provenance": laid.version, "harrow-rules": "1.2"}
    assert "own-rule" in laid.policies


@pytest.mark.parametrize(
    ("line", "old", "new", "said"),
    [
        (1, "name: harrow-rules", "name: Harrow Rules", "name"),
        (1, "name: harrow-rules", "name: provenance", "ship with the program"),
        (2, 'version: "1.2"', "version: 1.2", "in quotes"),
        (2, 'version: "1.2"', 'version: "1 2"', "version"),
        (3, "languages: []", "languages: [english]", "languages"),
        (3, "languages: []", "languages: [en]", "nothing in the pack is about “en”"),
        (4, "licence: CC-BY-4.0", "licence: Harrow terms", "SPDX lists no “Harrow terms”"),
        (4, "licence: CC-BY-4.0", "licence: MIT AND", "no SPDX expression"),
        (4, "licence: CC-BY-4.0", "licence: CC-BY-99.0", "SPDX lists no “CC-BY-99.0”"),
        (4, "licence: CC-BY-4.0", "license: CC-BY-4.0", "unknown key"),
        (5, 'description: "Rules of an invented house."', 'description: ""', "description"),
    ],
)
def test_a_broken_pack_file_is_refused_at_its_line(tmp_path: Path, line: int, old: str, new: str, said: str) -> None:
    assert old in PACK
    root = folder(tmp_path, {"pack.yml": PACK.replace(old, new), "policies/own-rule.yaml": policy()})
    with pytest.raises(RuleFileError) as caught:
        load_rules([root])
    assert said in f"{caught.value.message} {caught.value.hint}"
    assert (caught.value.place.path, caught.value.place.line) == (str(root / "pack.yml"), line)


@pytest.mark.parametrize("licence", ["LicenseRef-House", "apache-2.0 OR MIT", "CC-BY-4.0 AND LicenseRef-House.1"])
def test_a_licence_is_an_spdx_expression(tmp_path: Path, licence: str) -> None:
    assert load_rules([pack(tmp_path, {"policies/own-rule.yaml": policy()}, licence=licence)])


def test_a_lexicon_that_the_pack_does_not_name_is_told(tmp_path: Path) -> None:
    root = pack(tmp_path, {"languages/tlh/lexicon.yaml": KLINGON})
    with pytest.raises(RuleFileError, match=r"pack\.yml:\d+:\d+: languages: the pack has a lexicon of “tlh”"):
        load_rules([root])


def test_an_agency_is_about_its_languages(tmp_path: Path) -> None:
    assert load_rules([pack(tmp_path, {"agencies/hrw.yaml": agency()}, languages="[en]")])


def test_a_pack_file_of_the_wrong_name_makes_no_plain_folder(tmp_path: Path) -> None:
    root = folder(tmp_path, {"pack.yaml": PACK, "policies/own-rule.yaml": policy()})
    with pytest.raises(RuleFileError, match=r"is called pack\.yml"):
        load_rules([root])


def test_two_packs_of_one_name_are_refused(tmp_path: Path) -> None:
    one, two = (pack(tmp_path / name, {"policies/own-rule.yaml": policy()}) for name in ("one", "two"))
    with pytest.raises(RuleFileError, match=r"two.pack\.yml.*a second pack “harrow-rules”"):
        load_rules([one, two])


# -- what a pack from outside may not do


@pytest.mark.parametrize(
    ("files", "at", "said"),
    [
        ({"policies/prohibited-use.yaml": policy("prohibited-use")}, "prohibited-use.yaml:1:", "there already"),
        (
            {"uses/republish.yaml": "id: republish\ntitle: R\nacts: [link]\nopened_by: [link]\n"},
            "republish.yaml:1:",
            "there already",
        ),
        ({"agencies/a.yaml": agency("Reuters")}, "a.yaml:1:", "there already"),
        ({"agencies/a.yaml": agency("HRW", "REUTERS")}, "a.yaml:1:", "“reuters” is a name of Reuters"),
        ({"licences/harrow.yaml": LICENCE}, "harrow.yaml:1:", "says what licences permit"),
        ({"languages/en/lexicon.yaml": ENGLISH}, "lexicon.yaml:1:", "we read “en” already"),
    ],
)
def test_a_pack_replaces_nothing_of_ours(tmp_path: Path, files: dict[str, str], at: str, said: str) -> None:
    root = pack(tmp_path, files, languages="[en]" if "agencies" in str(files) or "lexicon" in str(files) else "[]")
    with pytest.raises(RuleFileError) as caught:
        load_rules([root])
    assert at in caught.value.message
    assert said in caught.value.message
    assert "--allow-overrides" in (caught.value.hint or "")
    assert load_rules([root], allow_overrides=True).named["harrow-rules"] == "1.2"


def test_a_pack_does_not_replace_what_the_user_says(tmp_path: Path) -> None:
    own = folder(tmp_path / "own", {"policies/own-rule.yaml": policy(decision="blocked")})
    other = pack(tmp_path / "pack", {"policies/own-rule.yaml": policy(decision="review")})
    with pytest.raises(RuleFileError, match="there already"):
        load_rules([own, other])
    assert load_rules([other, own]).policies["own-rule"]["decision"] == "blocked"


def test_a_pattern_from_outside_needs_leave(tmp_path: Path) -> None:
    root = pack(tmp_path, {"policies/own-rule.yaml": policy(when="{all: [{pattern: {find: 'a+'}}, {missing: true}]}")})
    with pytest.raises(RuleFileError, match=r"own-rule\.yaml:5:\d+: the pack “harrow-rules” from outside") as caught:
        load_rules([root])
    assert "--allow-patterns" in (caught.value.hint or "")
    with pytest.raises(RuleFileError):
        load_rules([root], allow_overrides=True)
    assert "own-rule" in load_rules([root], allow_patterns=True).policies


def test_a_pattern_of_ones_own_needs_none(tmp_path: Path) -> None:
    own = folder(tmp_path, {"policies/own-rule.yaml": policy(when="{pattern: {find: 'a+'}}")})
    assert "own-rule" in load_rules([own]).policies


# -- what lies where


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("policy/own-rule.yaml", "policies/*.yaml"),
        ("policies/deep/own-rule.yaml", "policies/*.yaml"),
        ("policies/own-rule.yml", "policies/*.yaml"),
        ("licenses/own.yaml", "licences/*.yaml"),
        ("languages/en.yaml", "languages/*/lexicon.yaml and languages/*/examples.yaml"),
        ("grammar/frames.yaml", "grammar/ is none of them"),
        ("own-rule.yaml", "Put it into one of"),
    ],
)
def test_a_rule_file_at_the_wrong_place_is_told(tmp_path: Path, name: str, hint: str) -> None:
    root = folder(tmp_path, {name: policy(), "uses/u.yaml": "id: u\ntitle: U\nacts: [link]\nopened_by: [link]\n"})
    with pytest.raises(RuleFileError, match="this file is not read") as caught:
        load_rules([root])
    assert caught.value.place.path == str(root / name)
    assert hint in (caught.value.hint or "")


def test_hidden_folders_and_other_files_are_nobodys_business(tmp_path: Path) -> None:
    files = {".github/w.yaml": "a: 1", "README.md": "#", "mkdocs.yml": "a: 1", "policies/own-rule.yaml": policy()}
    assert load_rules([folder(tmp_path, files)])


def test_a_folder_without_rules_is_told(tmp_path: Path) -> None:
    pack(tmp_path / "harrow", {"policies/own-rule.yaml": policy()})
    with pytest.raises(RuleFileError) as caught:
        load_rules([tmp_path])
    assert "harrow" in (caught.value.hint or "") + caught.value.message


# -- archives


FILES = {"harrow_rules/pack.yml": PACK, "harrow_rules/policies/own-rule.yaml": policy(), "harrow_rules/__init__.py": ""}


@pytest.mark.parametrize("name", ["harrow_rules-1.2-py3-none-any.whl", "harrow.zip"])
def test_an_archive_is_a_pack(tmp_path: Path, name: str) -> None:
    laid = load_rules([archive(tmp_path / name, FILES)])
    assert laid.named["harrow-rules"] == "1.2"
    assert "own-rule" in laid.policies
    assert sorted(path.name for path in Path(laid.roots[-1]).rglob("*") if path.is_file()) == [
        "own-rule.yaml",
        "pack.yml",
    ]


def test_an_error_in_an_archive_names_the_place_in_it(tmp_path: Path) -> None:
    broken = {**FILES, "harrow_rules/policies/own-rule.yaml": policy().replace("severity", "sverity")}
    path = archive(tmp_path / "harrow.whl", broken)
    with pytest.raises(RuleFileError) as caught:
        load_rules([path])
    assert caught.value.message.startswith(f"{path}/harrow_rules/policies/own-rule.yaml:3:1: sverity: unknown key")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"policies/own-rule.yaml": policy()}, "no pack.yml"),
        ({**FILES, "other/pack.yml": PACK}, "several packs"),
        ({**FILES, "../../evil.yaml": "a: 1"}, "leads out"),
        ({**FILES, "/etc/evil.yaml": "a: 1"}, "leads out"),
        ({**FILES, "harrow_rules\\evil.yaml": "a: 1"}, "leads out"),
        ({**FILES, "harrow_rules/policies/OWN-RULE.yaml": policy()}, "twice"),
        ({**FILES, "harrow_rules/policies/bomb.yaml": "#" * (5 << 20)}, "larger than"),
    ],
)
def test_a_hostile_archive_is_refused(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load_rules([archive(tmp_path / "harrow.zip", files)])
    assert [path.name for path in tmp_path.iterdir()] == ["harrow.zip"]


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    import stat
    import zipfile

    link = zipfile.ZipInfo("harrow_rules/policies/link.yaml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = archive(tmp_path / "harrow.zip", FILES)
    with zipfile.ZipFile(path, "a") as out:
        out.writestr(link, "/etc/passwd")
    with pytest.raises(UsageError, match="is a link"):
        load_rules([path])


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive at all" * 100])
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "harrow.whl"
    path.write_bytes(content)
    with pytest.raises(UsageError, match="cannot be unpacked"):
        load_rules([path])


# -- installed packs


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed distributions with one pack, whose code must not run."""
    site = tmp_path / "site"
    install(site, "harrow_rules", "harrow-rules = harrow_rules")
    monkeypatch.syspath_prepend(str(site))
    return site


def install(site: Path, package: str, entry: str, **files: str) -> None:
    folder(
        site,
        {
            f"{package}/pack.yml": PACK,
            f"{package}/policies/own-rule.yaml": policy(),
            f"{package}/__init__.py": "raise SystemExit('imported')",
            f"{package}-1.2.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n",
            f"{package}-1.2.dist-info/entry_points.txt": f"[provenance.rules]\n{entry}\n",
        },
    )


def test_an_installed_pack_is_named_and_not_imported(site: Path) -> None:
    laid = load_rules(["harrow-rules"])
    assert laid.named["harrow-rules"] == "1.2"
    assert "harrow_rules" not in sys.modules
    assert "harrow-rules" not in load_rules().named


def test_the_working_directory_offers_no_installed_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "harrow_rules", "harrow-rules = harrow_rules")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), *sys.path])
    with pytest.raises(UsageError, match="not installed"):
        load_rules(["harrow-rules"])


def test_a_folder_never_stands_in_for_an_installed_pack(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path / "here" / "harrow-rules", {"policies/own-rule.yaml": policy()})
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(UsageError, match="an installed pack and a folder here"):
        load_rules(["harrow-rules"])
    assert load_rules(["./harrow-rules"]).named.keys() == {"provenance", "./harrow-rules/"}


@pytest.mark.parametrize("value", ["gone", "harrow_rules:attribute", "../harrow_rules", "harrow_rules.policies"])
def test_an_entry_point_leads_to_a_pack_file(site: Path, value: str) -> None:
    install(site, "harrow_rules", f"harrow-rules = {value}")
    with pytest.raises(UsageError, match=r"no pack\.yml at its place"):
        load_rules(["harrow-rules"])


def test_two_distributions_of_one_pack_are_refused(site: Path) -> None:
    install(site, "other_rules", "harrow-rules = other_rules")
    with pytest.raises(UsageError, match="two distributions bring “harrow-rules”: harrow_rules, other_rules"):
        load_rules(["harrow-rules"])


def test_a_pack_is_installed_under_its_own_name(site: Path) -> None:
    install(site, "harrow_rules", "other-name = harrow_rules")
    with pytest.raises(RuleFileError, match="is installed as “other-name”"):
        load_rules(["other-name"])


@pytest.mark.parametrize("given", ["nowhere", "no/where.whl", "story.txt", ""])
def test_what_is_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text("x", encoding="utf-8")
    with pytest.raises((UsageError, RuleFileError)):
        load_rules([given])


def test_rules_travel_to_other_processes(tmp_path: Path) -> None:
    import pickle

    laid: Any = load_rules([pack(tmp_path, {"policies/own-rule.yaml": policy()})])
    assert pickle.loads(pickle.dumps(laid)).policies == laid.policies
