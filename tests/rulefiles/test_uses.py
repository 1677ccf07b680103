"""Uses: what the shipped ones exercise, and what is refused at which line."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance.errors import RuleFileError
from provenance.rulefiles.uses import load_uses
from provenance.use import Use
from provenance.vocabulary import ACTS

RULES = Path(__file__).resolve().parents[2] / "rules"
USES = {name: Use(**data) for name, data in load_uses(RULES).items()}


def test_the_uses_of_the_design_are_there() -> None:
    assert set(USES) >= {
        "republish", "excerpt", "translate", "rewrite", "broadcast", "print", "archive", "text-mining", "ai-training",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(USES))
def test_a_use_is_named_like_its_file_and_speaks_the_vocabulary(name: str) -> None:
    use = USES[name]
    assert (RULES / "uses" / f"{use.id}.yaml").is_file()
    assert use.acts
    assert use.opened_by
    assert use.acts | use.opened_by <= set(ACTS)


def test_republish_is_the_whole_text_for_gain_everywhere() -> None:
    use = USES["republish"]
    assert use.acts == {"publish", "reproduce", "redistribute", "display", "commercialize"}
    assert use.opened_by == {"publish", "reproduce", "redistribute"}
    assert (use.part, use.commercial, use.alters, use.territory) == ("whole", True, False, ())


def test_an_excerpt_is_not_forbidden_by_a_ban_on_publishing() -> None:
    assert USES["excerpt"].part == "excerpt"
    assert "excerpt" in USES["excerpt"].acts
    assert "publish" not in USES["excerpt"].acts


@pytest.mark.parametrize("name", ["translate", "rewrite"])
def test_leave_to_publish_does_not_open_a_changed_text(name: str) -> None:
    assert USES[name].alters
    assert not USES[name].opened_by & {"publish", "reproduce", "redistribute"}


@pytest.mark.parametrize("name", ["text-mining", "ai-training"])
def test_leave_to_copy_does_not_open_machines(name: str) -> None:
    assert USES[name].opened_by <= {"mine", "train-ai"}


@pytest.mark.parametrize(
    ("line", "written", "said"),
    [
        (3, "acts: [fly]\nopened_by: [publish]", "fly"),
        (4, "acts: [publish]\nopened_by: [fly]", "fly"),
        (5, "acts: [publish]\nopened_by: [publish]\npart: most", "part"),
        (5, "acts: [publish]\nopened_by: [publish]\ncolour: red", "unknown key"),
    ],
)
def test_a_broken_use_is_refused_at_its_line(tmp_path: Path, line: int, written: str, said: str) -> None:
    path = tmp_path / "uses" / "own.yaml"
    path.parent.mkdir()
    path.write_text(f"id: own\ntitle: Own\n{written}\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match=said) as caught:
        load_uses(tmp_path)
    assert (caught.value.place.path, caught.value.place.line) == (str(path), line)
