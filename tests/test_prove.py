"""The command `prove`: what it refuses, what it says, and what it leaves; with stages of a few lines."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from portfolio_kit import cli
from portfolio_kit.proof import sandboxes
from portfolio_kit.proof.context import Context, Stage
from portfolio_kit.proof.model import STAGES, Result
from portfolio_kit.proof.stages import every
from portfolio_kit.reports.markdown import MARKER
from tests.kit import git, snapshot
from tests.proof.proving import repository
from tests.proof.running import Plain, failing, idle, passing, shell
from tests.reports.kit import HOSTILE


@pytest.fixture
def churn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A committed repository, and a machine whose stages pass without doing anything."""
    folder = repository(tmp_path / "churn")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "First")
    monkeypatch.setattr(sandboxes, "chosen", lambda **_: Plain())
    stages(monkeypatch, {})
    monkeypatch.chdir(tmp_path)
    return folder


def stages(monkeypatch: pytest.MonkeyPatch, given: Mapping[str, Stage]) -> None:
    """Let these be the stages; every other one finds nothing to do."""
    monkeypatch.setattr(every, "STAGES", {name: given.get(name, idle(name)) for name in STAGES})


def test_it_says_what_happened_and_what_it_is_worth(
    churn: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stages(monkeypatch, {"environment": passing("environment", shell("true")), "tests": failing("tests")})
    assert cli.run(["prove", str(churn), "-o", "proof"]) == 1
    said = capsys.readouterr()
    assert "  ✓ environment        done" in said.out
    assert "  ✗ tests              it broke\n                       To do: Mend it.\n" in said.out
    assert "proof/proof.json written · score" in said.out
    assert "  → environment        sh -ec true" in said.err


def test_nothing_of_the_original_changes(churn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(churn)
    wreck = passing("environment", shell("rm -rf .git * .[a-z]*; echo x > README.md"))
    stages(monkeypatch, {"environment": wreck})
    assert cli.run(["prove", str(churn)]) == 0
    assert snapshot(churn) == before


def test_without_a_folder_the_result_is_kept_out_of_the_tree(churn: Path, machine: Path) -> None:
    assert cli.run(["prove", str(churn)]) == 0
    [kept] = (machine / ".local/state/portfolio-kit/proofs").iterdir()
    assert kept.name.startswith("churn-")
    assert (kept / "proof.json").is_file()
    assert list((machine / ".cache/portfolio-kit/work").iterdir()) == []


def test_the_tail_of_the_log_of_what_failed_is_shown_and_does_nothing_to_the_terminal(
    churn: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(context: Context) -> Result:
        outcome = shell("printf 'one\\n\\033[2Jtwo\\r\\n'")(context)
        return Result("tests", "failed", HOSTILE, HOSTILE, (outcome,))

    stages(monkeypatch, {"environment": passing("environment"), "tests": fail})
    assert cli.run(["prove", str(churn), "-o", "proof"]) == 1
    said = capsys.readouterr()
    assert "│ one" in said.out
    assert "│ two" in said.out
    assert "\x1b" not in said.out + said.err
    assert "\u202e" not in said.out + said.err


def test_json_is_by_the_scorecards_schema(churn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["prove", str(churn), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    schema = json.loads(files("portfolio_kit.reports").joinpath("scorecard.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(document)] == []
    assert [stage["name"] for stage in document["run"]["stages"]] == list(STAGES)


def test_markdown_begins_as_the_comment_of_check_does(churn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["prove", str(churn), "--format", "markdown"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == MARKER
    assert lines[2].startswith("### churn was run: score ")
    assert "| \u2013 | tests | environment was skipped |  |" in lines


@pytest.mark.parametrize(
    ("form", "name"), [("terminal", "report.html"), ("json", "report.json"), ("badge", "report.svg")]
)
def test_a_folder_gets_the_statement_the_logs_and_a_report(
    churn: Path, monkeypatch: pytest.MonkeyPatch, form: str, name: str
) -> None:
    stages(monkeypatch, {"environment": passing("environment", shell("echo hello"))})
    assert cli.run(["prove", str(churn), "-o", "out", "--format", form]) == 0
    assert {file.name for file in Path("out").iterdir()} == {"proof.json", "logs", name}


def test_the_page_escapes_what_comes_from_the_repository(churn: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = Result("tests", "skipped", HOSTILE)
    stages(monkeypatch, {"environment": passing("environment"), "tests": lambda _: hostile})
    assert cli.run(["prove", str(churn), "-o", "out"]) == 0
    page = Path("out/report.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_statement_is_verified_against_the_folder(churn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["prove", str(churn), "-o", "proof"]) == 0
    capsys.readouterr()
    assert cli.run(["prove", str(churn), "--verify", "proof/proof.json"]) == 0
    assert "is about this very tree, commit " in capsys.readouterr().out
    (churn / "train.py").write_text("pass\n")
    assert cli.run(["prove", str(churn), "--verify", "proof/proof.json"]) == 1
    assert "train.py is not as it was" in capsys.readouterr().out


def test_a_url_is_proven_as_its_clone(churn: Path) -> None:
    url = f"file://{churn}"
    assert cli.run(["prove", url, "-o", "proof"]) == 0
    assert cli.run(["prove", url, "--verify", "proof/proof.json"]) == 0
    assert cli.run(["prove", str(churn), "--verify", "proof/proof.json"]) == 0
    statement = json.loads(Path("proof/proof.json").read_text(encoding="utf-8"))
    assert statement["subject"][0]["digest"]["gitCommit"] == git(churn, "rev-parse", "HEAD").strip()


def test_a_changed_folder_is_not_said_to_be_its_commit(churn: Path) -> None:
    (churn / "README.md").write_text("# Other\n")
    assert cli.run(["prove", str(churn), "-o", "proof"]) == 0
    statement = json.loads(Path("proof/proof.json").read_text(encoding="utf-8"))
    assert "gitCommit" not in statement["subject"][0]["digest"]
    assert statement["predicate"]["asCommitted"] is False


@pytest.mark.usefixtures("churn")
@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nowhere"], "nowhere is not a folder"),
        (["churn", "--stage", "serve"], "there is no stage 'serve': give one of environment, tests, training"),
        (["churn", "--timeout", "0"], "'0' is not a number of seconds"),
        (["churn", "--timeout", "nan"], "'nan' is not a number of seconds"),
        (["churn", "-o", "churn/README.md"], "is a file"),
        (["churn", "--verify", "churn/README.md"], "is not a proof of ours"),
        (["churn", "--rubric", "other"], "there is no rubric 'other'"),
    ],
)
def test_a_wrong_call_is_one_line_and_runs_nothing(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["prove", *arguments]) == 2
    said = capsys.readouterr()
    assert complaint in said.err
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_where_nothing_of_it_can_work_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "os", SimpleNamespace(name="nt"))
    assert cli.run(["prove"]) == 2
    assert capsys.readouterr().err == (
        "portfolio-kit: error: prove needs Linux: run it there, in WSL or in a container\n"
    )


def test_a_score_below_the_least_fails(churn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["prove", str(churn), "--fail-under", "99"]) == 1
    assert "less than 99" in capsys.readouterr().err


def test_the_copies_can_be_kept(churn: Path, machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["prove", str(churn), "--keep"]) == 0
    [kept] = (machine / ".cache/portfolio-kit/work").iterdir()
    assert (kept / "tree/README.md").is_file()
    assert str(kept) in capsys.readouterr().out.replace("\n  ", "")
    shutil.rmtree(kept)


def test_without_bubblewrap_it_refuses_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Churn\n")
    (tmp_path / "bin").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "portfolio_kit", "prove", str(tmp_path)],
        env={**os.environ, "PATH": str(tmp_path / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "bubblewrap" in done.stderr
    assert "--unsafe-no-sandbox" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("complaint", "untracked"),
    [
        ("FileNotFoundError: [Errno 2] No such file or directory: 'data/rows.csv'", "data/rows.csv"),
        ("OSError: /project/models/model.pkl not found", "models/model.pkl"),
        ("could not open data: No such file or directory: ./data/", "data"),
    ],
)
def test_a_file_that_only_its_author_has_is_named(
    churn: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], complaint: str, untracked: str
) -> None:
    for name in ("data/rows.csv", "models/model.pkl"):
        (churn / name).parent.mkdir()
        (churn / name).touch()

    def fail(context: Context) -> Result:
        outcome = shell(f'echo "{complaint}"; exit 1')(context)
        return Result("environment", "failed", "it broke", "Mend it.", (outcome,))

    stages(monkeypatch, {"environment": fail})
    assert cli.run(["prove", str(churn)]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert f"To do: {untracked} is in your folder, but git does not track it: `git add` it" in said


def test_a_file_that_nobody_has_or_everybody_is_not(
    churn: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(context: Context) -> Result:
        outcome = shell("echo 'No such file or directory: rows.csv, train.py, ../churn/x, tests/'; exit 1")(context)
        return Result("environment", "failed", "it broke", "Mend it.", (outcome,))

    stages(monkeypatch, {"environment": fail})
    assert cli.run(["prove", str(churn)]) == 1
    assert "git does not track" not in capsys.readouterr().out
