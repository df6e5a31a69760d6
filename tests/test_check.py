"""`portfolio-kit check` and `portfolio-kit explain`, as a person or a script meets them."""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from portfolio_kit import cli
from portfolio_kit.criteria import judge as judge_module
from portfolio_kit.progress import Progress
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, met, missing, partial
from tests.repository.test_clone import ended

TRAINING = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score

rows = pd.read_csv("data.csv")
model = LogisticRegression().fit(rows[["a"]], rows["b"])
print(accuracy_score(rows["b"], model.predict(rows[["a"]])))
"""
HOSTILE = "a\x1b[2J\r\u202e<script>alert(1)</script> @all #1 ![x](https:evil) {{ 1 }}.md"


@pytest.fixture(autouse=True)
def _verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verdicts of our own, so that these tests say nothing of any criterion's rule: 100 with a README, else 0."""

    def verdict(repository: Repository) -> Finding:
        places = [file.evidence() for file in repository.files]
        if repository.readme is None:
            return missing("No README.", "Write one.")
        if repository.exists("draft"):
            return partial(f"{places[0].path} is a draft: {places[0].excerpt}", f"Finish {places[0].path}.", places)
        return met("There is a README.", places)

    monkeypatch.setattr(judge_module, "CRITERIA", dict.fromkeys(judge_module.CRITERIA, verdict))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write(tmp_path / "good", {"README.md": "# Churn\n", "train.py": TRAINING})


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    return write(tmp_path / "bad", {"train.py": "print(1)\n"})


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_the_folder_one_stands_in(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(good)
    assert cli.run(["check"]) == 0
    captured = capsys.readouterr()
    assert re.match(r"  good · article rubric +100 / 100\n", captured.out)
    assert captured.err == ""


def test_several_targets_in_their_order(good: Path, bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", str(bad), str(good), "--format", "json"]) == 0
    cards = json.loads(capsys.readouterr().out)
    assert [(card["target"], card["name"], card["score"]) for card in cards] == [
        (str(bad), "bad", 0),
        (str(good), "good", 100),
    ]


def test_a_url(good: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", *arguments], cwd=good, check=True)
    sha = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=good, check=True, capture_output=True, text=True
    ).stdout.strip()
    (tmp_path / "workspaces").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "workspaces"))

    assert cli.run(["check", f"file://{good}", "--format", "json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert (card["target"], card["name"], card["commit"], card["score"]) == (f"file://{good}", "good", sha, 100)
    assert card["criteria"][0]["evidence"][0] == {"path": "README.md", "line": 1, "excerpt": "# Churn"}
    assert list((tmp_path / "workspaces").iterdir()) == []


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("50", 1), ("100", 1)])
def test_a_score_below_the_gate_is_exit_code_1(
    good: Path, bad: Path, least: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["check", str(good), str(bad), "--fail-under", least]) == code
    captured = capsys.readouterr()
    assert "good · article rubric" in captured.out
    assert captured.err == (f"portfolio-kit: bad scores 0, less than {least}\n" if code else "")


def test_the_gate_is_the_score_itself_not_what_is_shown(good: Path) -> None:
    assert cli.run(["check", str(good), "--fail-under", "100"]) == 0


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["missing"], "missing is not a folder: give a repository's folder, or a git URL"),
        (["good/README.md"], "good/README.md is not a folder"),
        (["good", "missing\x1b[2J"], "missing\\x1b[2J is not a folder"),
        (["good", "file:///there/is/nothing"], "file:///there/is/nothing cannot be cloned: "),
        (["http://example.org/x"], "http://example.org/x cannot be cloned: give an https, ssh or file URL"),
        (["ext::sh -c date"], "holds spaces or control characters"),
        (["--format", "pdf"], "argument --format: invalid choice: 'pdf'"),
        (["--lines"], "unrecognized arguments: --lines (`portfolio-kit check --help` shows how)"),
        (["--fail-under", "lots"], "argument --fail-under: 'lots' is not a number from 0 to 100"),
        (["--fail-under", "nan"], "argument --fail-under: 'nan' is not a number from 0 to 100"),
        (["--fail-under", "101"], "argument --fail-under: '101' is not a number from 0 to 100"),
        (["good", "--rubric", "mine"], "there is no rubric 'mine'"),
        (["good", "bad", "--format", "badge"], "a badge shows one repository: give one"),
        (["good", "-o", "no/such/report.html"], "no/such is not a folder: make it first, or write elsewhere"),
        (
            ["good", "-o", "report.pdf"],
            "report.pdf: no format ends in .pdf: give --format, or a name that ends in one of",
        ),
        (["good", "-o", "bad"], "bad is a folder: name a file to write to"),
    ],
)
def test_a_wrong_call_is_one_line_exit_code_2_and_nothing_written(
    good: Path, bad: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], complaint: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    output = [] if "-o" in arguments else ["-o", "report"]
    assert cli.run(["check", *arguments, *output]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("portfolio-kit: error: ")
    assert complaint in captured.err
    assert captured.err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [bad.name, good.name]


def test_a_file_is_written_whole_and_keeps_its_mode(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    report.write_text("old")
    report.chmod(0o640)
    (tmp_path / "link").symlink_to(report)

    assert cli.run(["check", str(good), "--format", "json", "-o", str(tmp_path / "link")]) == 0
    assert json.loads(report.read_text())["score"] == 100
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    assert (tmp_path / "link").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good", "link", "report.json"]
    assert capsys.readouterr() == ("", f"portfolio-kit: good scores 100: written to {tmp_path / 'link'}\n")


def test_a_file_that_cannot_be_finished_leaves_the_old_one(good: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("old")
    done = subprocess.run(
        [sys.executable, "-m", "portfolio_kit", "check", str(good), "-o", str(report)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == f"portfolio-kit: error: {report}: File too large; nothing was changed\n"
    assert report.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["good", "report.json"]


def test_a_device_is_written_to_as_it_is(good: Path) -> None:
    assert cli.run(["check", str(good), "-o", "/dev/null"]) == 0
    assert not Path("/dev/null").is_file()


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    folder = tmp_path / "re\x1bpo<b>"
    write(folder, {HOSTILE: f"{HOSTILE}\n", "README.md": "# x\n", "draft/train.py": TRAINING})
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("\x1b[31m\n")
    return folder


@pytest.mark.parametrize("name", ["terminal", "json", "markdown", "html", "sarif", "badge"])
def test_hostile_names_in_every_format(
    hostile: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["check", str(hostile), "--format", name, "--verbose"]) == 0
    shown = capsys.readouterr().out
    assert [character for character in shown if not character.isprintable() and character != "\n"] == []

    assert cli.run(["check", str(hostile), "--format", name, "-o", str(tmp_path / "report")]) == 0
    text = (tmp_path / "report").read_text(encoding="utf-8")
    assert "\x1b" not in text
    if name in ("html", "badge"):
        assert "<script" not in text
        assert "<b>" not in text
    if name in ("json", "sarif"):
        json.loads(text)
    if name == "badge":
        ET.fromstring(text)  # noqa: S314 - our own text


def test_a_criterion_that_fails_is_an_error_of_that_criterion_alone(
    good: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(repository: Repository) -> Finding:
        raise RuntimeError(f"cannot judge {repository.name}\x1b[2J")

    monkeypatch.setattr(judge_module, "CRITERIA", {**judge_module.CRITERIA, "demo": broken})
    assert cli.run(["check", str(good)]) == 0
    out = capsys.readouterr().out
    assert "demo !" in out
    assert "demo: could not be judged: RuntimeError: cannot judge good\\x1b[2J" in out
    assert re.match(r"  good · article rubric +95 / 100\n", out)


def test_stopped_midway_it_leaves_nothing_and_nobody_running(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "workspaces").mkdir()
    (tmp_path / "bin" / "git").write_text(f"#!/bin/sh\nsleep 60 &\necho $! >{tmp_path}/helper\nwait\n")
    (tmp_path / "bin" / "git").chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-m", "portfolio_kit", "check", "file:///x"],
        env={**os.environ, "PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "TMPDIR": f"{tmp_path}/workspaces"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    helper = tmp_path / "helper"
    deadline = time.monotonic() + 20
    while not (helper.is_file() and helper.read_text().endswith("\n")) and time.monotonic() < deadline:
        time.sleep(0.01)
    # On a busy machine git's child may be at work before the one that started git knows of it.
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=20) == (b"", b"")
    assert process.returncode == 143
    assert list((tmp_path / "workspaces").iterdir()) == []
    assert ended(int(helper.read_text()))


def test_a_page_to_send_names_no_folder_of_the_machine(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("html", "markdown", "sarif", "badge"):
        assert cli.run(["check", str(good), "--format", name]) == 0
        assert str(good.parent) not in capsys.readouterr().out


def test_explain_lists_and_explains(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain"]) == 0
    assert "  baseline-comparison " in capsys.readouterr().out
    assert cli.run(["explain", "baseline-comparison"]) == 0
    assert capsys.readouterr().out.startswith("Comparison with a baseline (baseline-comparison)\n")
    assert cli.run(["explain", "basline"]) == 2
    assert capsys.readouterr().err == (
        "portfolio-kit: error: the article rubric has no criterion 'basline': did you mean baseline-comparison?\n"
    )


def at_a_terminal(folder: Path, **variables: str) -> str:
    """Run `check` at a terminal of 72 columns and return all that was shown."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "TERM")}
    environment = {**environment, "TERM": "xterm", "COLUMNS": "72", **variables}
    command = [sys.executable, "-m", "portfolio_kit", "check", str(folder)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:
        # How Linux says that the other end of a terminal has closed.
        pass
    finally:
        os.close(ours)
    assert process.wait(timeout=20) == 0
    return shown.decode()


def test_at_a_terminal_there_is_colour_and_progress(bad: Path) -> None:
    shown = at_a_terminal(bad)
    assert "\x1b[1m" in shown
    assert f"\r{f'Reading {bad} …'[:71]}\x1b[K" in shown
    assert "\r\x1b[K" in shown


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_person_can_do_without_colour(bad: Path, variables: dict[str, str]) -> None:
    assert re.search(r"\x1b\[\d+m", at_a_terminal(bad, **variables)) is None


def test_a_pipe_gets_neither_colour_nor_progress(bad: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "portfolio_kit", "check", str(bad)], capture_output=True, text=True, check=True
    )
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_an_encoding_without_these_characters_gets_plain_ones(bad: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "portfolio_kit", "check", str(bad)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert b"  bad - article rubric" in done.stdout
    assert b"...................." in done.stdout


def test_a_reader_that_has_gone_is_no_traceback(bad: Path) -> None:
    command = f"{sys.executable} -m portfolio_kit check {bad} --verbose | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (" ", "")


def test_progress_is_one_line_whatever_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        encoding = "utf-8"

        def __init__(self) -> None:
            self.shown = ""

        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> None:
            self.shown += text

        def flush(self) -> None:
            pass

    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    with Progress(terminal).saying("Cloning \x1b[2J" + "x" * 500):  # type: ignore[arg-type]
        assert terminal.shown.count("\x1b") == 1
        assert len(terminal.shown) < 60
    assert terminal.shown.endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.html", "<!DOCTYPE html>"), ("a.json", "{"), ("A.MD", "<!-- portfolio-kit check -->"),
        ("a.sarif.json", '{\n  "$schema"'),
        ("a.svg", "<svg"), ("a.txt", "  good"), ("a", "  good"),
    ],
)  # fmt: skip
def test_the_ending_of_a_file_says_the_format(good: Path, tmp_path: Path, name: str, start: str) -> None:
    assert cli.run(["check", str(good), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / name).read_text().startswith(start)


def test_a_format_that_is_asked_for_counts_more_than_the_ending(good: Path, tmp_path: Path) -> None:
    assert cli.run(["check", str(good), "--format", "json", "-o", str(tmp_path / "a.html")]) == 0
    assert json.loads((tmp_path / "a.html").read_text())["score"] == 100


def test_a_folder_without_a_project_is_said_wherever_the_report_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert cli.run(["check", str(tmp_path / "empty"), "-o", str(tmp_path / "a.json")]) == 0
    said = "There is no file to read here: is this the right folder?"
    told = f"portfolio-kit: empty scores 0: written to {tmp_path / 'a.json'}\nportfolio-kit: empty: {said}\n"
    assert capsys.readouterr().err == told
    assert json.loads((tmp_path / "a.json").read_text())["warning"] == said
