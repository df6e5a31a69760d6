"""The scorecard as JSON, by the schema that is published with the package."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from portfolio_kit.reports import as_json
from portfolio_kit.rubric.finding import Evidence, met
from portfolio_kit.rubric.scorecard import Scorecard
from tests.reports.kit import COMMIT, hostile, scorecard, usual


@pytest.fixture
def validator() -> Draft202012Validator:
    schema = json.loads(files("portfolio_kit.reports").joinpath("scorecard.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize(
    "cards", [[usual()], [hostile()], [usual("https://github.com/ada/churn", COMMIT), scorecard()]]
)
def test_a_report_is_valid(cards: list[Scorecard], validator: Draft202012Validator) -> None:
    text = as_json.report(cards)
    assert text.isascii()
    assert [error.message for error in validator.iter_errors(json.loads(text))] == []


def test_one_is_an_object_and_several_are_a_list() -> None:
    assert json.loads(as_json.report([usual()]))["schema"] == "portfolio-kit/scorecard/1"
    assert [card["target"] for card in json.loads(as_json.report([usual("a"), usual("b")]))] == ["a", "b"]


def test_what_it_says() -> None:
    card = json.loads(as_json.report([usual("https://github.com/ada/churn", COMMIT)]))
    assert (card["score"], card["points"], card["rubric"]) == (78.6, {"earned": 77.0, "possible": 98.0}, "article")
    assert card["commit"] == COMMIT
    assert card["next_steps"][:2] == ["case-study-content", "baseline-comparison"]
    demo = next(criterion for criterion in card["criteria"] if criterion["id"] == "demo")
    assert demo["status"] == "partial"
    assert demo["annotation"] == "the app needs a key that we may not publish"
    assert demo["evidence"][1] == {"path": "app.py", "line": 12, "excerpt": "st.title('Churn')"}


@pytest.mark.parametrize(
    ("criterion", "change"),
    [
        ("readme", {"evidence": []}),
        ("readme", {"fix": "More."}),
        ("readme", {"status": "partial"}),
        ("demo", {"fix": None}),
        ("baseline-comparison", {"fix": None}),
        ("fairness", {"earned": 1}),
        ("readme", {"level": 3}),
        ("readme", {"reason": ""}),
        ("readme", {"evidence": [{"path": "/etc/passwd", "line": 1, "excerpt": "x"}]}),
        ("readme", {"evidence": [{"path": "a", "line": 0, "excerpt": "x"}]}),
    ],
)
def test_the_schema_refuses_what_cannot_be_argued(
    criterion: str, change: dict[str, Any], validator: Draft202012Validator
) -> None:
    card = json.loads(as_json.report([usual()]))
    next(found for found in card["criteria"] if found["id"] == criterion).update(change)
    assert not validator.is_valid(card)


def test_a_cell_is_named_and_valid(validator: Draft202012Validator) -> None:
    card = scorecard({"demo": met("There.", [Evidence("eda.ipynb", 212, "f1 0.87", cell=12)])})
    document = json.loads(as_json.report([card]))
    demo = next(entry for entry in document["criteria"] if entry["id"] == "demo")
    assert demo["evidence"] == [{"path": "eda.ipynb", "line": 212, "excerpt": "f1 0.87", "cell": 12}]
    assert list(validator.iter_errors(document)) == []
