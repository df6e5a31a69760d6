from __future__ import annotations

import itertools

import pytest

from portfolio_kit.rubric.combine import combined
from portfolio_kit.rubric.finding import met
from portfolio_kit.rubric.rubric import COMBINES, Combine, Part
from tests.rubric.kit import PLACE, broken, criterion, finding

A, B = Part("a", points=(0, 1, 2)), Part("b", points=(0, 0, 2))


@pytest.mark.parametrize(
    ("combine", "levels", "expected"),
    [
        ("least", (2, 2), 2),
        ("least", (2, 1), 1),
        ("least", (2, 0), 0),
        ("any", (0, 2), 2),
        ("any", (0, 1), 1),
        ("any", (0, 0), 0),
        ("all", (2, 2), 2),
        ("all", (2, 0), 1),
        ("all", (1, 0), 1),
        ("all", (0, 0), 0),
    ],
)
def test_the_parts_levels_decide(combine: Combine, levels: tuple[int, int], expected: int) -> None:
    found, points = combined(criterion(A, B, combine=combine), {"a": finding(levels[0]), "b": finding(levels[1])})

    assert found.level == expected
    assert points is None


def test_a_part_s_level_may_stand_for_another() -> None:
    enough = Part("a", levels=(0, 2, 2))

    assert combined(criterion(enough), {"a": finding(1)})[0].level == 2


def test_a_sum_adds_the_points_of_its_parts() -> None:
    found, points = combined(criterion(A, B, combine="sum"), {"a": finding(1, "a"), "b": finding(2, "b")})

    assert found.level == 1
    assert points is not None
    assert (points.earned, points.possible, points.step) == (3, 4, 1)


def test_a_sum_is_met_when_every_point_is_earned() -> None:
    found, points = combined(criterion(A, B, combine="sum"), {"a": finding(2), "b": finding(2)})

    assert found.level == 2
    assert found.fix is None
    assert points is not None
    assert points.step == 0


def test_a_step_that_earns_nothing_is_not_asked_for() -> None:
    """The second part earns only at its level 2, the first is complete at level 1."""
    complete = Part("a", points=(0, 2, 2))
    found, points = combined(criterion(complete, B, combine="sum"), {"a": finding(1, "a"), "b": finding(1, "b")})

    assert found.fix == "Finish b."
    assert points is not None
    assert points.step == 2


def test_reason_evidence_and_fix_are_those_of_the_parts() -> None:
    found, _ = combined(criterion(A, B), {"a": finding(1, "a"), "b": finding(2, "b")})

    assert found.reason == "half a; whole b"
    assert [place.path for place in found.evidence] == ["a.md", "b.md"]
    assert found.fix == "Finish a."


def test_any_that_is_met_is_argued_by_its_best_part_alone() -> None:
    found, _ = combined(criterion(A, B, combine="any"), {"a": finding(0, "a"), "b": finding(2, "b")})

    assert found.reason == "whole b"


def test_any_below_met_says_what_is_missing_of_the_part_that_leads_there() -> None:
    framing, readme = Part("a", levels=(0, 2, 2)), Part("b", levels=(0, 1, 1))
    found, _ = combined(criterion(framing, readme, combine="any"), {"a": finding(0, "a"), "b": finding(2, "b")})

    assert found.level == 1
    assert found.reason == "whole b; no a"
    assert found.fix == "Add a."


def test_any_asks_for_no_part_that_cannot_lead_to_met() -> None:
    framing, readme = Part("a", levels=(0, 2, 2)), Part("b", levels=(0, 1, 1))
    found, _ = combined(criterion(framing, readme, combine="any"), {"a": finding(0, "a"), "b": finding(0, "b")})

    assert found.level == 0
    assert "no a" in found.reason
    found, _ = combined(criterion(readme, framing, combine="any"), {"a": finding(2, "a"), "b": finding(0, "b")})
    assert found.reason == "whole a"


def test_what_is_missing_of_a_sum_is_said_first() -> None:
    found, _ = combined(criterion(A, B, combine="sum"), {"a": finding(2, "a"), "b": finding(0, "b")})

    assert found.reason == "no b; whole a"


def test_sentences_become_one_without_their_ends_and_capitals() -> None:
    one, two = met("README.md says it.", [PLACE]), met("The file a.txt lists it.", [PLACE])
    found, _ = combined(criterion(A, B), {"a": one, "b": two})
    assert found.reason == "README.md says it; the file a.txt lists it"
    found, _ = combined(criterion(A, B), {"a": two, "b": met("SHAP is computed.", [PLACE])})
    assert found.reason == "The file a.txt lists it; SHAP is computed"


def test_the_criterion_says_what_to_do_where_no_part_does() -> None:
    stricter = Part("a", levels=(0, 0, 1))

    assert combined(criterion(stricter), {"a": finding(2)})[0].fix == "Complete."


def test_a_part_that_does_not_apply_is_left_out_with_its_points() -> None:
    found, points = combined(criterion(A, B, combine="sum"), {"a": finding(2), "b": finding(None)})

    assert found.level == 2
    assert points is not None
    assert points.possible == 2


def test_nothing_applies_when_no_part_does() -> None:
    found, points = combined(criterion(A, B), {"a": finding(None, "a"), "b": finding(None, "b")})

    assert found.level is None
    assert points is None
    assert found.reason == "a does not apply; b does not apply"


def test_a_part_that_only_refines_another_does_not_stand_alone() -> None:
    refines = Part("b", levels=(1, 1, 2))

    assert combined(criterion(A, refines), {"a": finding(None), "b": finding(0)})[0].level is None


def test_a_part_that_could_not_be_judged_counts_as_missing() -> None:
    found, points = combined(criterion(A, B, combine="sum"), {"a": broken("a"), "b": finding(2, "b")})

    assert found.level == 1
    assert points is not None
    assert points.earned == 2
    assert "a could not be judged" in found.reason


def test_a_criterion_whose_parts_all_fail_is_an_error_itself() -> None:
    assert combined(criterion(A, B, combine="all"), {"a": broken(), "b": broken()})[0].error


@pytest.mark.parametrize("combine", COMBINES)
def test_every_verdict_can_be_argued(combine: Combine) -> None:
    """Whatever the parts find, the finding has the evidence and the fix that its level needs."""
    states = [finding(0), finding(1), finding(2), finding(None), broken()]
    for a, b in itertools.product(states, repeat=2):
        found, points = combined(criterion(A, B, combine=combine), {"a": a, "b": b})
        assert (found.level in (1, 2)) <= bool(found.evidence)
        assert points is None or 0 <= points.earned <= points.possible


def test_a_part_that_is_enough_here_does_not_tell_what_it_lacks() -> None:
    enough = Part("a", levels=(0, 2, 2))
    found, _ = combined(criterion(enough, B), {"a": finding(1, "a"), "b": finding(2, "b")})
    assert found.reason == "whole b"

    alone, _ = combined(criterion(enough), {"a": finding(1, "a")})
    assert alone.reason == criterion(enough).levels[2]
