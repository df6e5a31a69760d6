"""The scorecard as SARIF 2.1.0, as hosts of code take it in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from portfolio_kit.reports import sarif
from portfolio_kit.rubric.finding import Evidence, missing, partial
from portfolio_kit.rubric.scorecard import Scorecard
from tests.reports.kit import COMMIT, hostile, scorecard, usual


def closed(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
MESSAGE = closed({"text": TEXT})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
URI = {"type": "string", "pattern": r"^[A-Za-z0-9%._~/-]+$", "not": {"pattern": r"^/|(^|/)\.\.(/|$)"}}
LOCATION = closed(
    {
        "physicalLocation": closed(
            {
                "artifactLocation": closed({"uri": URI, "uriBaseId": {"const": "%SRCROOT%"}}),
                "region": closed({"startLine": {"type": "integer", "minimum": 1}}),
            }
        )
    },
    {"id": {"type": "integer", "minimum": 0}},
)
# What we use of https://docs.oasis-open.org/sarif/sarif/v2.1.0, and nothing besides: stricter than its own schema.
STRICT = closed(
    {
        "$schema": TEXT,
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": closed(
                {
                    "tool": closed(
                        {
                            "driver": closed(
                                {
                                    "name": TEXT,
                                    "version": TEXT,
                                    "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": closed(
                                            {
                                                "id": TEXT,
                                                "name": {"type": "string", "pattern": "^[A-Za-z0-9]+$"},
                                                "shortDescription": MESSAGE,
                                                "fullDescription": MESSAGE,
                                                "help": MESSAGE,
                                                "defaultConfiguration": closed({"level": LEVEL}),
                                                "properties": {"type": "object", "required": ["tags"]},
                                            }
                                        ),
                                    },
                                }
                            )
                        }
                    ),
                    "automationDetails": closed({"id": TEXT}),
                    "columnKind": {"const": "unicodeCodePoints"},
                    "invocations": {
                        "type": "array",
                        "items": closed(
                            {
                                "executionSuccessful": {"type": "boolean"},
                                "toolExecutionNotifications": {
                                    "type": "array",
                                    "items": closed({"level": LEVEL, "message": MESSAGE}),
                                },
                            }
                        ),
                    },
                    "results": {
                        "type": "array",
                        "items": closed(
                            {
                                "ruleId": TEXT,
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "kind": {"const": "fail"},
                                "level": LEVEL,
                                "message": MESSAGE,
                                "locations": {"type": "array", "minItems": 1, "maxItems": 1, "items": LOCATION},
                                "relatedLocations": {"type": "array", "uniqueItems": True, "items": LOCATION},
                                "partialFingerprints": {
                                    "type": "object",
                                    "additionalProperties": TEXT,
                                    "minProperties": 1,
                                },
                            }
                        ),
                    },
                    "properties": {"type": "object"},
                },
                {
                    "versionControlProvenance": {
                        "type": "array",
                        "items": closed({"repositoryUri": TEXT}, {"revisionId": TEXT}),
                    }
                },
            ),
        },
    }
)


def run(card: Scorecard) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sarif.report([card]))["runs"][0]
    return found


def result(card: Scorecard, criterion: str) -> dict[str, Any]:
    return next(found for found in run(card)["results"] if found["ruleId"] == criterion)


@pytest.mark.parametrize(
    "cards", [[usual()], [hostile()], [usual("https://github.com/ada/churn", COMMIT), scorecard()]]
)
def test_a_report_is_valid(cards: list[Scorecard]) -> None:
    text = sarif.report(cards)
    assert text.isascii()
    log = json.loads(text)
    assert [error.message for error in Draft202012Validator(STRICT).iter_errors(log)] == []
    for one_run in log["runs"]:
        rules = [rule["id"] for rule in one_run["tool"]["driver"]["rules"]]
        assert all(rules[found["ruleIndex"]] == found["ruleId"] for found in one_run["results"])


def test_one_result_for_each_criterion_that_is_not_met() -> None:
    levels = {found["ruleId"]: found["level"] for found in run(usual())["results"]}
    assert levels == {
        "demo": "note",
        "baseline-comparison": "warning",
        "containerization": "note",
        "automated-tests": "warning",
        "continuous-integration": "warning",
        "case-study-content": "note",
    }


def test_where_the_evidence_is() -> None:
    found = result(usual(), "demo")
    place = found["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]) == ("notebooks/churn.ipynb", {"startLine": 212})
    assert found["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "app.py"


def test_what_nothing_speaks_of_is_shown_at_the_readme() -> None:
    def uri(card: Scorecard) -> str:
        place: str = result(card, "privacy")["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        return place

    nothing = missing("Nothing.", "Say it.")
    assert uri(scorecard({"privacy": nothing})) == "README.md"
    elsewhere = partial("Weak.", "More.", [Evidence("docs/ReadMe.rst", 3, "x")])
    names = [judged.criterion.id for judged in scorecard().judged]
    assert uri(scorecard({**dict.fromkeys(names, elsewhere), "privacy": nothing})) == "docs/ReadMe.rst"
    assert uri(scorecard(dict.fromkeys(names, nothing))) == "README.md"


def test_an_alert_stays_the_same_when_its_evidence_moves() -> None:
    before = result(scorecard({"demo": partial("Weak.", "More.", [Evidence("a.py", 1, "x")])}), "demo")
    after = result(scorecard({"demo": partial("Weaker.", "More!", [Evidence("b.py", 9, "y")])}), "demo")
    other = result(scorecard({"readme": partial("Weak.", "More.", [Evidence("a.py", 1, "x")])}), "readme")
    assert before["partialFingerprints"] == after["partialFingerprints"] != other["partialFingerprints"]


def test_a_message_is_no_link_and_no_placeholder() -> None:
    text = result(scorecard({"demo": missing("See [it](3) {0}.", "Do\\it.")}), "demo")["message"]["text"]
    assert text.startswith("See \\[it\\](3) {{0}}. Do\\\\it. (No line is about this: ")


def test_what_the_repository_says_of_a_criterion_is_shown() -> None:
    assert result(usual(), "demo")["message"]["text"].endswith(
        "The repository says: the app needs a key that we may not publish"
    )


def test_a_criterion_that_failed_is_a_notification_and_no_result() -> None:
    notified = run(usual())["invocations"][0]["toolExecutionNotifications"]
    assert [each["level"] for each in notified] == ["error", "note", "note"]
    assert notified[0]["message"]["text"].startswith("monitoring: could not be judged")


def test_where_the_repository_came_from() -> None:
    assert run(usual("https://github.com/ada/churn.git", COMMIT))["versionControlProvenance"] == [
        {"repositoryUri": "https://github.com/ada/churn", "revisionId": COMMIT}
    ]
    assert "versionControlProvenance" not in run(usual())


def test_reason_and_fix_are_sentences_and_a_cell_is_named() -> None:
    place = Evidence("eda.ipynb", 212, "f1 0.87", cell=12)
    card = scorecard({"demo": partial("nothing can be tried", "Show it", [place])})
    assert result(card, "demo")["message"]["text"] == "Nothing can be tried. Show it. (eda.ipynb, cell 12)"


def test_where_no_readme_is_known_an_alert_is_at_a_file_that_is_there() -> None:
    elsewhere = partial("Weak.", "More.", [Evidence("train.py", 3, "x")])
    names = [judged.criterion.id for judged in scorecard().judged]
    card = scorecard({**dict.fromkeys(names, elsewhere), "privacy": missing("Nothing.", "Say it.")})
    found = result(card, "privacy")
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "train.py"
    assert "for the repository as a whole" in found["message"]["text"]
