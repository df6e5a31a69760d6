"""What a criterion asks for, made from the rubric."""

from __future__ import annotations

import pytest

from portfolio_kit.errors import UserError
from portfolio_kit.look import Look, cells
from portfolio_kit.reports.explanation import explanation
from portfolio_kit.rubric.rubric import installed


def test_all_criteria_with_their_points() -> None:
    text = explanation(installed(), [])
    assert text.startswith("article rubric: 100 points\n")
    assert all(f"  {criterion.id} " in text for criterion in installed().criteria)


@pytest.mark.parametrize("criterion", installed().criteria, ids=lambda criterion: criterion.id)
def test_what_why_the_levels_and_how_to_reach_the_next(criterion) -> None:  # type: ignore[no-untyped-def]
    words = " ".join(explanation(installed(), [criterion.id], Look(80)).split())
    for text in (criterion.title, criterion.why, *criterion.levels, *criterion.next):
        assert " ".join(text.split()) in words
    assert f"{criterion.points:g} of 100 points" in words


@pytest.mark.parametrize("names", [["case-study-content"], ["Case study"], ["case", "study"], ["CASE-STUDY-CONTENT"]])
def test_a_title_is_as_good_as_a_name(names: list[str]) -> None:
    assert explanation(installed(), names).startswith("Case study (case-study-content)\n")


def test_several_are_explained_one_below_the_other() -> None:
    text = explanation(installed(), ["readme", "Prediction service"])
    assert text.startswith("README (readme)\n")
    assert "\n\nPrediction service (serving-endpoint)\n" in text


def test_the_article_is_named_where_its_sections_are() -> None:
    words = " ".join(explanation(installed(), ["baseline-comparison"]).split())
    assert 'sections 9.2, 5.2 of the article "Why AI careers are the fastest growing tech jobs"' in words


def test_points_of_a_sum_are_a_range() -> None:
    assert "◐ partial  1-6  Some of:" in explanation(installed("mlops-zoomcamp"), ["best-practices"])
    assert "explain --rubric mlops-zoomcamp CRITERION says" in explanation(installed("mlops-zoomcamp"), [])


def test_it_fits_the_window_and_the_encoding() -> None:
    for criterion in installed().criteria:
        text = explanation(installed(), [criterion.id], Look(40, unicode=False))
        assert [line for line in text.splitlines() if cells(line) > 40] == []
        assert text.isascii()


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("basline", "did you mean baseline-comparison?"),
        ("readmes", "did you mean readme?"),
        ("test", "did you mean automated-tests?"),
        ("pinned", "did you mean environment?"),
        ("xyz\x1b", "`portfolio-kit explain` lists them"),
    ],
)
def test_a_name_that_is_nearly_right(name: str, complaint: str) -> None:
    with pytest.raises(UserError, match="the article rubric has no criterion") as raised:
        explanation(installed(), [name])
    assert complaint in str(raised.value)
