"""Which texts a reader is led to, where there are many."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import repository
from tests.criteria.trained import judged

README = "# Boats\n\nWhich boats of a harbour are sold next.\n"
NEED = "## Problem\n\nHarbour masters lose 3,000 euros a week because nobody tells them which boats sell next.\n"
MANY = {f"notes/day_{number}.md": f"# Day {number}\n\nThe hulls were counted.\n" for number in range(11)}


@pytest.mark.parametrize(
    ("told", "is_led_to"),
    [
        ("See `docs/need.md`.", True),
        ("See [the need](./docs/need.md).", True),
        ("All texts are in `docs/`.", True),
        ("See need.md.", True),
        ("See docs/n*.md for all of it.", True),
        ("See docs/index.md.", True),
        ("The need is told of elsewhere.", False),
        ("See docs/needed.md.", False),
    ],
    ids=["named", "linked", "folder", "bare name", "star", "through another", "not", "another name"],
)
def test_of_many_texts_those_count_that_a_reader_is_led_to(tmp_path: Path, told: str, *, is_led_to: bool) -> None:
    files = {**MANY, "README.md": f"{README}\n{told}\n", "docs/need.md": f"# Need\n\n{NEED}"}
    files["docs/index.md"] = "# Texts\n\nThe need is in need.md.\n"
    assert ("docs/need.md" not in repository(tmp_path, files).aside) is is_led_to
    assert judged(tmp_path, "problem-framing", files).level == is_led_to


def test_of_a_few_texts_a_visitor_opens_each(tmp_path: Path) -> None:
    files = {"README.md": README, "docs/need.md": f"# Need\n\n{NEED}"}
    assert not repository(tmp_path, files).aside
    assert judged(tmp_path, "problem-framing", files).level == 1


def test_a_text_at_the_root_is_seen_without_being_named(tmp_path: Path) -> None:
    files = {**MANY, "README.md": README, "need.md": f"# Need\n\n{NEED}"}
    assert "need.md" not in repository(tmp_path, files).aside


def test_where_no_readme_leads_anywhere_every_text_is_read(tmp_path: Path) -> None:
    assert not repository(tmp_path, {**MANY, "docs/need.md": f"# Need\n\n{NEED}"}).aside
