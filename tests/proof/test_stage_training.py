"""A project is really trained, and its figures are those that this run left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from portfolio_kit.proof.found.training import Training
from portfolio_kit.proof.model import Command, Limits, Result
from portfolio_kit.proof.stages.training import figures_of, train
from tests.proof.kit import LIMITS, stage, with_python

PRINTS = "print('F1: 0.8712')\n"
WRITES = "import json, pathlib\npathlib.Path('metrics.json').write_text(json.dumps({'f1': 0.8712}))\n"
FAILS = "raise KeyError('churn')\n"


def proven(folder: Path, files: Mapping[str, str | bytes], *ways: list[str], limits: Limits = LIMITS) -> Result:
    made = with_python(stage(folder, "training", files, limits))
    return train(made, [Training(tuple(Command(("python", name)) for name in way)) for way in ways])


def figures(result: Result) -> set[tuple[str, float, str]]:
    return {(item.figure.metric, item.figure.value, item.path) for item in figures_of(result.facts)}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    result = proven(tmp_path, {"train.py": WRITES}, ["train.py"])
    assert (result.status, result.summary) == ("passed", "`python train.py`, metrics written to metrics.json")
    assert figures(result) == {("f1", 0.8712, "metrics.json")}
    assert result.facts["appeared"] == ["metrics.json"]


def test_what_is_printed_is_read(tmp_path: Path) -> None:
    result = proven(tmp_path, {"train.py": PRINTS}, ["train.py"])
    assert result.summary == "`python train.py`, metrics printed"
    assert figures(result) == {("f1", 0.8712, "training-1.log")}


def test_a_file_that_was_there_before_is_not_of_this_run(tmp_path: Path) -> None:
    result = proven(tmp_path, {"train.py": "print('done')\n", "metrics.json": '{"f1": 0.99}'}, ["train.py"])
    assert result.summary == "`python train.py`, no metrics were written or printed"
    assert figures(result) == set()


def test_a_file_that_is_written_again_with_the_same_figures_is(tmp_path: Path) -> None:
    result = proven(tmp_path, {"train.py": WRITES, "metrics.json": '{"f1": 0.8712}'}, ["train.py"])
    assert figures(result) == {("f1", 0.8712, "metrics.json")}
    assert result.facts["changed"] == []


def test_the_next_way_is_tried_until_there_are_metrics(tmp_path: Path) -> None:
    files = {"bad.py": FAILS, "silent.py": "print(1)\n", "train.py": WRITES, "never.py": "open('never', 'w')\n"}
    result = proven(tmp_path, files, ["bad.py"], ["silent.py"], ["train.py"], ["never.py"])
    assert result.status == "passed"
    assert result.summary == "`python train.py` (before it `python bad.py` failed), metrics written to metrics.json"
    assert result.facts["failed"] == {"`python bad.py`": "bad.py:1: KeyError: 'churn'"}
    assert len(result.outcomes) == 3


def test_the_first_that_fails_is_the_one_that_is_told(tmp_path: Path) -> None:
    result = proven(tmp_path, {"a.py": FAILS, "b.py": "import nosuch\n"}, ["a.py"], ["b.py"])
    assert (result.status, result.summary) == ("failed", "`python a.py`: a.py:1: KeyError: 'churn'")
    assert result.fix == "Mend a.py:1."


def test_one_that_leaves_nothing_proves_nothing_after_a_failure(tmp_path: Path) -> None:
    result = proven(tmp_path, {"a.py": FAILS, "b.py": "print('usage: b.py')\n"}, ["a.py"], ["b.py"])
    assert (result.status, result.summary) == ("failed", "`python a.py`: a.py:1: KeyError: 'churn'")


def test_what_the_readme_states_and_training_does_not_show_is_measured(tmp_path: Path) -> None:
    files = {
        "README.md": "# A\n\n## Results\n\nF1 of 0.87 and recall of 0.91 on the test set.\n",
        "train.py": PRINTS,
        "again.py": "open('never', 'w')\n",
        "evaluate.py": "print('Recall: 0.9123')\n",
    }
    made = with_python(stage(tmp_path, "training", files))
    ways = [
        Training((Command(("python", "train.py")),)),
        Training((Command(("python", "again.py")),)),
        Training((Command(("python", "evaluate.py")),), "evaluation"),
    ]
    result = train(made, ways)
    assert {item.figure.metric for item in figures_of(result.facts)} == {"f1", "recall"}
    assert len(result.outcomes) == 2


def test_an_evaluation_alone_trains_nothing(tmp_path: Path) -> None:
    made = with_python(stage(tmp_path, "training", {"a.py": FAILS, "evaluate.py": PRINTS}))
    ways = [Training((Command(("python", "a.py")),)), Training((Command(("python", "evaluate.py")),), "evaluation")]
    assert train(made, ways).status == "failed"


def test_a_step_that_fails_keeps_the_next_from_running(tmp_path: Path) -> None:
    result = proven(tmp_path, {"a.py": FAILS, "b.py": WRITES}, ["a.py", "b.py"])
    assert result.status == "failed"
    assert len(result.outcomes) == 1


def test_data_that_is_downloaded_is_named_with_its_address(tmp_path: Path) -> None:
    code = "import urllib.request\nurllib.request.urlopen('http://data.invalid/rows.csv')\n"
    result = proven(tmp_path, {"train.py": code}, ["train.py"])
    assert result.status == "failed"
    assert "data.invalid" in result.summary
    assert "Commit a sample" in str(result.fix)


def test_what_was_running_is_said_of_one_that_takes_too_long(tmp_path: Path) -> None:
    code = "import time\nprint('epoch 3 of 500')\ntime.sleep(60)\n"
    result = proven(
        tmp_path, {"train.py": code, "b.py": WRITES}, ["train.py"], ["b.py"], limits=replace(LIMITS, wall=3)
    )
    assert result.status == "failed"
    assert "stopped at the limit on" in result.summary
    assert "epoch 3 of 500" in result.summary
    assert "[tool.portfolio-kit.prove.training]" in str(result.fix)


def test_nothing_that_trains_is_nothing_to_prove(tmp_path: Path) -> None:
    assert proven(tmp_path, {"a.py": "print(1)\n"}).status == "skipped"
