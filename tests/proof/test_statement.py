"""proof.json: an in-toto Statement by the published schema, and whether it is about a tree."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from portfolio_kit.errors import UserError
from portfolio_kit.proof import keeping
from portfolio_kit.proof.statement import document, text
from portfolio_kit.proof.verify import verify
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.shown import Shown
from portfolio_kit.rubric.finding import Evidence
from tests.kit import git
from tests.proof.proving import proven, repository, result
from tests.reports.kit import HOSTILE


@pytest.fixture
def churn(tmp_path: Path) -> Path:
    return repository(tmp_path / "churn")


@pytest.fixture
def validator() -> Draft202012Validator:
    schema = json.loads(files("portfolio_kit.reports").joinpath("proof.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def valid(statement: str, validator: Draft202012Validator) -> Any:
    parsed = json.loads(statement)
    assert [error.message for error in validator.iter_errors(parsed)] == []
    return parsed


def test_it_says_what_happened(churn: Path, tmp_path: Path, validator: Draft202012Validator) -> None:
    log = tmp_path / "training-1.log"
    log.write_bytes(b"F1: 0.871\n")
    metric = Figure("f1", 0.871, 3, is_percent=False, kind="result", line=1, context="")
    shown = (Shown(metric, "metrics.json", lambda: Evidence("metrics.json", 1, "0.871")),)
    found = proven(
        churn,
        result("environment", python="3.12.1", installed={"pandas": "2.2.2"}),
        result("training", log=log, metrics=shown),
        result("tests", "failed", "1 of 2 failed", passed=1),
        result("load", "skipped", "training failed"),
    )
    statement = valid(text(found), validator)
    assert statement["subject"][0]["digest"]["gitTree"] == found.tree.git_tree
    predicate = statement["predicate"]
    assert (predicate["tool"], predicate["sandbox"], predicate["passed"]) == ("portfolio-kit 1.2.3", "a box", False)
    stages = {stage["name"]: stage for stage in predicate["stages"]}
    assert stages["environment"]["facts"]["installed"] == {"pandas": "2.2.2"}
    assert stages["training"]["facts"]["metrics"] == [{"metric": "f1", "value": 0.871, "path": "metrics.json"}]
    command = stages["training"]["commands"][0]
    assert (command["command"], command["found"]) == ("python train.py", {"path": "train.py", "line": 2})
    assert command["log"]["name"] == "logs/training-1.log"
    assert command["log"]["digest"] == {"sha256": hashlib.sha256(b"F1: 0.871\n").hexdigest()}
    verdict = next(item for item in predicate["verdicts"] if item["criterion"] == "automated-tests")
    assert (verdict["proof"], verdict["level"]) == ("failed", 1)


@pytest.mark.parametrize("fact", [float("nan"), float("inf"), {1: {2: {3: {4: {5: 6}}}}}, Path("x"), HOSTILE, b"\xff"])
def test_whatever_the_repository_said_it_is_valid_and_ascii(
    churn: Path, validator: Draft202012Validator, fact: object
) -> None:
    found = proven(churn, result("tests", "failed", HOSTILE, fix=HOSTILE, said=fact))
    assert text(found).isascii()
    valid(text(found), validator)


def test_it_is_about_this_very_tree_until_a_file_changes(churn: Path, tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    file.write_text(text(proven(churn, result("tests"))))
    assert verify(file, churn).is_same
    (churn / "train.py").write_text("pass\n")
    changed = verify(file, churn)
    assert (changed.is_same, changed.difference) == (False, "train.py")


@pytest.mark.parametrize("name", ["README.md", "new.py"])
def test_a_file_that_went_or_came_is_named(churn: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "proof.json"
    file.write_text(text(proven(churn, result("tests"))))
    path = churn / name
    path.unlink() if path.exists() else path.touch()
    assert verify(file, churn).difference == name


def test_a_mode_that_changed_is_a_change_too(churn: Path, tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    file.write_text(text(proven(churn, result("tests"))))
    (churn / "train.py").chmod(0o755)
    assert not verify(file, churn).is_same


def test_it_can_be_committed_to_the_tree_that_it_is_about(churn: Path) -> None:
    git(churn, "init", "--quiet")
    git(churn, "add", "--all")
    git(churn, "commit", "--quiet", "-m", "First")
    found = proven(churn, result("tests", log=churn.parent / "tests-1.log"))
    (churn.parent / "tests-1.log").write_text("2 passed\n")
    keeping.write(found, churn / "proof")
    assert verify(churn / "proof/proof.json", churn).is_same
    git(churn, "add", "--all")
    git(churn, "commit", "--quiet", "-m", "Proof")
    assert verify(churn / "proof/proof.json", churn).is_same
    assert (churn / "proof/logs/tests-1.log").read_text() == "2 passed\n"


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "[" * 100_000, '{"_type": "https://in-toto.io/Statement/v1", "predicateType": "x"}']
)
def test_what_is_no_proof_is_said_to_be_none(churn: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "proof.json").write_text(content)
    with pytest.raises(UserError, match="is not a proof of ours"):
        verify(tmp_path / "proof.json", churn)


def test_a_folder_with_other_things_in_it_is_not_written_to(churn: Path, tmp_path: Path) -> None:
    (tmp_path / "out/logs").mkdir(parents=True)
    with pytest.raises(UserError, match="is there and not from a proof"):
        keeping.check(tmp_path / "out")
    with pytest.raises(UserError, match="is not a folder"):
        keeping.check(tmp_path / "nowhere/out")
    with pytest.raises(UserError, match="is a file"):
        keeping.check(churn / "README.md")


@pytest.mark.parametrize("name", ["proof.json", "logs", "report.html"])
def test_a_link_in_the_folder_is_not_followed(tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).symlink_to(tmp_path / "mine")
    with pytest.raises(UserError, match="is a link"):
        keeping.check(tmp_path / "out")


def test_a_second_proof_takes_the_place_of_the_first(churn: Path, tmp_path: Path) -> None:
    for stage in ("tests", "training"):
        log = tmp_path / f"{stage}-1.log"
        log.write_text(stage)
        keeping.check(tmp_path / "out")
        keeping.write(proven(churn, result(stage, log=log)), tmp_path / "out")
    assert [file.name for file in (tmp_path / "out/logs").iterdir()] == ["training-1.log"]


def test_the_schema_refuses_a_failure_that_says_nothing_to_do(churn: Path, validator: Draft202012Validator) -> None:
    statement = document(proven(churn, result("tests", "failed", "no")))
    statement["predicate"]["stages"][0]["fix"] = None
    assert not validator.is_valid(statement)
