"""Projects around a finished model that somebody else published: what measures it, and what they are told to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.impact.baseline_comparison import baseline_comparison
from portfolio_kit.criteria.impact.evaluation_depth import evaluation_depth
from portfolio_kit.criteria.responsible.explainability import explainability
from portfolio_kit.criteria.show.end_to_end import end_to_end
from portfolio_kit.criteria.unique.reproducible_runs import reproducible_runs
from tests.criteria.kit import repository

ASKING = (
    "import spacy\nfrom flair.models import TextClassifier\n\n"
    "WORDS = spacy.load('en_core_web_sm')\nMODEL = TextClassifier.load('sentiment')\n\n\n"
    "def classify(text):\n    return MODEL.predict(WORDS(text))\n"
)
COUNTING = (
    "from app.mood import classify\n\n\ndef test_most_are_right():\n    right = 0\n"
    "    for text, mood in CASES:\n        if classify(text) == mood:\n            right += 1\n"
    "    share = right / len(CASES)\n    assert share >= 0.9\n"
)
OWN = "import joblib\n\nMODEL = joblib.load({})\n\n\ndef classify(text):\n    return MODEL.predict([text])[0]\n"


@pytest.mark.parametrize(
    ("test", "line"),
    [
        (COUNTING, 9),
        (COUNTING.replace("share = right / len(CASES)\n    assert share", "assert right / len(CASES)"), 9),
        (COUNTING.replace("assert share >= 0.9", "print(share)\n    assert classify('good')"), None),
        (COUNTING.replace("right / len(CASES)", "len(CASES) / 2"), None),
        (COUNTING.replace("classify(text) == mood", "text == mood"), None),
    ],
    ids=["a share", "in the assertion", "nothing asserts it", "no share of what was right", "nothing is asked"],
)
def test_a_test_that_counts_right_answers_measures_accuracy_alone(test: str, line: int | None, tmp_path: Path) -> None:
    around = repository(tmp_path, {"app/mood.py": ASKING, "tests/test_mood.py": test})
    depth, compared, rerun = (judge(around) for judge in (evaluation_depth, baseline_comparison, reproducible_runs))
    assert (depth.level, compared.level, rerun.level) == (0, 0, 0)
    told = f"tests/test_mood.py:{line}"
    assert (depth.reason == f"Only accuracy is measured, by the test at {told}.") is (line is not None)
    assert compared.reason.startswith(f"The test at {told} measures the answers") is (line is not None)
    assert ("about the cases of tests/test_mood.py" in str(rerun.fix)) is (line is not None)


def test_around_a_finished_model_nobody_is_told_to_train(tmp_path: Path) -> None:
    around = repository(tmp_path, {"app/mood.py": ASKING})
    found = [judge(around) for judge in (end_to_end, reproducible_runs, explainability, evaluation_depth)]
    assert [finding.level for finding in found] == [0, 0, 0, 0]
    assert all("train" not in str(finding.fix) and "importances" not in str(finding.fix) for finding in found)
    assert all("app/mood.py:5" in str(finding.fix) for finding in found[:3])
    assert "collect labelled cases that nobody looked at" in str(found[3].fix)


@pytest.mark.parametrize("name", ["'mood.pkl'", "'mood'", "PATH"])
def test_a_saved_model_whose_training_is_not_here_is_to_be_trained_here(name: str, tmp_path: Path) -> None:
    own = repository(tmp_path, {"app/mood.py": OWN.format(name)})
    assert "train" in str(reproducible_runs(own).fix)
    assert "trains the model" in str(end_to_end(own).fix)
    assert "importances" in str(explainability(own).fix)


def test_a_name_that_is_a_folder_of_the_project_is_no_published_model(tmp_path: Path) -> None:
    code = (
        "from transformers import pipeline\n\nask = pipeline('mood')\n\n\ndef classify(text):\n    return ask(text)\n"
    )
    fixes = [
        str(reproducible_runs(repository(tmp_path / where, {"app/mood.py": code, f"{where}/config.json": "{}"})).fix)
        for where in ("mood", "other")
    ]
    assert ["train" in fix for fix in fixes] == [True, False]
