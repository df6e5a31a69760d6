"""The score as a picture."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from portfolio_kit.errors import UserError
from portfolio_kit.reports import badge
from portfolio_kit.reports.formats import rendered
from portfolio_kit.rubric.finding import missing
from tests.reports.kit import hostile, scorecard, usual
from tests.reports.test_html import contrast

SVG = "{http://www.w3.org/2000/svg}"


def test_the_score_in_words_and_in_the_title() -> None:
    picture = ET.fromstring(badge.report(usual()))  # noqa: S314 - our own text
    assert [element.text for element in picture.iter(f"{SVG}text")] == ["portfolio", "78.6 / 100"]
    assert picture.findtext(f"{SVG}title") == "churn: 78.6 / 100 by the article rubric"
    assert (picture.get("role"), picture.get("aria-label")) == ("img", "churn: 78.6 / 100 by the article rubric")


def test_nothing_of_the_repository_becomes_part_of_the_picture() -> None:
    picture = ET.fromstring(badge.report(hostile()))  # noqa: S314 - our own text
    names = {element.tag.removeprefix(SVG) for element in picture.iter()}
    assert names == {"svg", "title", "clipPath", "g", "rect", "text"}
    assert "\\x1b[2J" in (picture.findtext(f"{SVG}title") or "")


@pytest.mark.parametrize("met", [25, 13, 0])
def test_its_text_is_readable(met: int) -> None:
    names = [judged.criterion.id for judged in scorecard().judged]
    picture = ET.fromstring(badge.report(scorecard(dict.fromkeys(names[met:], missing("No.", "Do.")))))  # noqa: S314
    filled = [element.get("fill", "") for element in picture.iter(f"{SVG}rect") if element.get("fill")]
    assert len(filled) == 2
    assert all(contrast("#ffffff", colour) >= 4.5 for colour in filled)


def test_colours_follow_the_score() -> None:
    names = [judged.criterion.id for judged in scorecard().judged]
    cards = [scorecard(dict.fromkeys(names[met:], missing("No.", "Do."))) for met in (25, 14, 0)]
    assert [card.score for card in cards] == [100, 63, 0]
    assert len({badge.report(card).split('fill="')[2][:7] for card in cards}) == 3


def test_it_shows_one_repository() -> None:
    with pytest.raises(UserError, match="a badge shows one repository"):
        rendered([usual(), usual()], "badge")
