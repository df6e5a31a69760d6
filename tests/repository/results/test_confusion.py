"""The accuracy that a kept confusion matrix comes to."""

from __future__ import annotations

import pytest

from portfolio_kit.repository.results.confusion import accuracy_in, is_confusion


@pytest.mark.parametrize(
    "text",
    [
        ",0,1\n0,40,10\n1,5,45\n",
        "actual;stays;sells\nstays;40;10\nsells;5;45\n",
        "stays,sells\n40,10\n5,45\n",
        "4.0e1,10\n5,45\n".replace("4.0e1", "40.00"),
    ],
    ids=["numbered", "named", "headed", "bare"],
)
def test_the_accuracy_is_the_share_on_the_diagonal(text: str) -> None:
    assert accuracy_in(text) == pytest.approx(0.85)


@pytest.mark.parametrize(
    "text",
    ["", "0,1\n", ",0,1\n0,0.8,0.2\n1,0.1,0.9\n", "a,b,c\n1,2,3\n", "0,0\n0,0\n", "id,stays\n1,0\n2,1\n3,1\n"],
    ids=["empty", "one row", "shares", "one case", "nothing counted", "a table"],
)
def test_what_is_no_square_of_counts_gives_none(text: str) -> None:
    assert accuracy_in(text) is None


@pytest.mark.parametrize(("name", "expected"), [("confusion_matrix", True), ("confusion_train", False), ("roc", False)])
def test_it_is_told_by_its_name_and_is_not_of_the_training_data(name: str, expected: bool) -> None:
    assert is_confusion(name) is expected
