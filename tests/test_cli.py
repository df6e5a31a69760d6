"""The command line, as a person or a script meets it."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portfolio_kit import __version__, arguments, cli
from portfolio_kit.scaffold import templates
from portfolio_kit.scaffold.templates import Source
from tests.kit import Kit, commit

PYTHON = sys.executable


@pytest.fixture
def release(kit: Kit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Kit:
    """The commands run with our small template, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    use(monkeypatch, kit.release("0.1.0"))
    return kit


def use(monkeypatch: pytest.MonkeyPatch, source: Source) -> None:
    monkeypatch.setattr(templates, "installed", lambda: source)


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PYTHON, "-m", "portfolio_kit", *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"portfolio-kit {__version__}\n", "")


def test_help_names_every_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert [name for name in ("new", "update", "case-study", "completion") if name not in done.stdout] == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "no command given"),
        (["nwe"], "invalid choice: 'nwe'"),
        (["new"], "the following arguments are required: DEST"),
        (["new", "x", "--defualts"], "unrecognized arguments: --defualts"),
        (["new", "x"], "no terminal to ask the questions at: add --defaults"),
        (["new", "x", "--defaults", "-d", "task"], "-d 'task' is not KEY=VALUE"),
        (["new", "x", "--defaults", "-d", "=1"], "-d '=1' is not KEY=VALUE"),
        (["new", "x", "--defaults", "--task", "ranking"], "task cannot be 'ranking': choose "),
        (["new", "x", "--defaults", "-d", "project_name=\x1b[2J\n"], "project_name: "),
        (["update", "missing\x1b[2J"], "missing\\x1b[2J is not a folder"),
        (["update"], "has no .copier-answers.yml"),
        (["completion", "tcsh"], "invalid choice: 'tcsh'"),
        (["case-study"], "no command given (`portfolio-kit case-study --help` shows them)"),
        (["case-study", "new"], "this is no terminal, so no questions can be asked: add --defaults"),
        (["case-study", "new", "missing\x1b[2J", "--defaults"], "missing\\x1b[2J is not a folder"),
        (["case-study", "new", "--defaults", "--metrics", "none.json"], "none.json is missing"),
        (["case-study", "refresh"], "has no case study: `portfolio-kit case-study new .` makes docs/case-study.md"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(tmp_path: Path, arguments: list[str], complaint: str) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("portfolio-kit: error: ")
    assert complaint in done.stderr
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_new_and_update(release: Kit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["new", "churn", "--defaults", "--task", "regression", "-d", "project_name=My = churn"]) == 0
    assert capsys.readouterr().out.splitlines()[:3] == ["churn is ready.", "", "  cd churn"]
    assert Path("churn/README.md").read_text().startswith("# My = churn\n")
    assert "TASK = 'regression'" in Path("churn/src/churn/app.py").read_text()

    assert cli.run(["update", "churn"]) == 0
    assert capsys.readouterr().out == "churn is up to date with template 0.1.0.\n"

    release.write({"template/new.txt": "new\n"})
    use(monkeypatch, release.release("0.2.0"))
    assert cli.run(["update", "churn", "--dry-run"]) == 0
    assert not Path("churn/new.txt").exists()
    assert cli.run(["update", "churn"]) == 0
    assert "  added     new.txt" in capsys.readouterr().out


def test_a_case_study_is_made_and_refreshed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("results.csv").write_text("model,mae\ndummy,5.2\nridge,3.1\n")
    assert cli.run(["case-study", "new", "--defaults"]) == 0
    assert "  baseline  Dummy, MAE 5.200" in capsys.readouterr().out

    Path("docs/case-study.md").write_text(Path("docs/case-study.md").read_text() + "\nThe MAE is 3.1.\n")
    Path("results.csv").write_text("model,mae\ndummy,5.2\nridge,2.8\n")
    assert cli.run(["case-study", "refresh"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("docs/case-study.md shows the numbers of results.csv.\n")
    assert "  3.1: MAE of Ridge was that, and is 2.800 now" in said
    assert "| Ridge | 2.800 |" in Path("docs/case-study.md").read_text()


def test_conflicts_are_exit_code_1(release: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.run(["new", "churn", "--defaults"]) == 0
    commit(Path("churn"), {"run.sh": "mine\n"})
    release.write({"template/run.sh": "theirs\n"})
    use(monkeypatch, release.release("0.2.0"))

    assert cli.run(["update", "churn", "--dry-run"]) == 1
    assert cli.run(["update", "churn"]) == 1


def test_the_folder_one_stands_in(release: Kit, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert release.history is not None
    (tmp_path / "here").mkdir()
    os.chdir(tmp_path / "here")
    assert cli.run(["new", ".", "--defaults"]) == 0
    assert "cd " not in capsys.readouterr().out
    assert Path("src/here/app.py").is_file()


def test_the_system_refusing_is_one_line(
    release: Kit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert release.history is not None

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert cli.run(["new", "a/churn", "--defaults"]) == 2
    captured = capsys.readouterr().err
    assert captured.startswith("portfolio-kit: error: ")
    assert captured.endswith("/a: Permission denied; nothing was changed\n")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_stopped_midway_it_leaves_nothing(tmp_path: Path, number: signal.Signals, code: int) -> None:
    process = subprocess.Popen(
        [PYTHON, "-m", "portfolio_kit", "new", "a/churn", "--defaults"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        # A test run in the background has Ctrl-C ignored, and its children would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob("a/.portfolio-kit-*")) and time.monotonic() < deadline:
        time.sleep(0.005)
    process.send_signal(number)
    _, complaint = process.communicate(timeout=20)

    assert process.returncode == code
    assert list(tmp_path.iterdir()) == []
    assert complaint == ("portfolio-kit: stopped; nothing was changed\n" if code == 130 else "")


def at_a_terminal(folder: Path, key: bytes, *arguments: str) -> tuple[int, str]:
    """Run the command at a terminal, press `key` until it ends, and return its exit code and what was shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [PYTHON, "-m", "portfolio_kit", *arguments], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    deadline = time.monotonic() + 60
    try:
        while time.monotonic() < deadline:
            if select.select([ours], [], [], 0.2)[0]:
                shown += os.read(ours, 4096)
            elif b"?" in shown:
                os.write(ours, key)
    except OSError:
        # How Linux says that the other end of a terminal has closed.
        pass
    finally:
        os.close(ours)
    return process.wait(timeout=20), shown.decode(errors="replace")


def test_at_a_terminal_it_asks(tmp_path: Path) -> None:
    code, shown = at_a_terminal(tmp_path, b"\r", "new", "churn", "-d", "package_name=mine")
    assert code == 0, shown
    assert "make train" in shown
    assert "package_name: mine\nproject_name: Churn\n" in (tmp_path / "churn/.copier-answers.yml").read_text()


def test_a_question_left_by_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    code, shown = at_a_terminal(tmp_path, b"\x03", "new", "churn")
    assert code == 130
    assert "portfolio-kit: stopped; nothing was changed" in shown
    assert list(tmp_path.iterdir()) == []


def test_a_case_study_asks_for_what_it_cannot_find(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Churn of clients\n\nBy Ada Lovelace\n")
    code, shown = at_a_terminal(tmp_path, b"\r", "case-study", "new")
    assert code == 0, shown
    assert "What is the title" not in shown
    assert "Where can the code be read?" in shown
    page = (tmp_path / "docs/case-study.md").read_text()
    assert page.startswith("# Churn of clients\n\n*Ada Lovelace*\n")


def test_a_case_study_left_by_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    code, shown = at_a_terminal(tmp_path, b"\x03", "case-study", "new")
    assert code == 130
    assert "portfolio-kit: stopped; nothing was changed" in shown
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_has_gone_is_no_traceback() -> None:
    done = subprocess.run(
        ["sh", "-c", f"{PYTHON} -m portfolio_kit completion bash | head -c 1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("#", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_the_commands(shell: str) -> None:
    done = run("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--dry-run" in done.stdout or "dry-run" in done.stdout


def test_the_bash_script_completes() -> None:
    script = run("completion", "bash").stdout
    asking = "COMP_WORDS=(portfolio-kit up); COMP_CWORD=1; _shtab_portfolio_kit; echo ${COMPREPLY[@]}"
    done = subprocess.run(["bash", "-c", f"{script}\n{asking}"], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "update"


def test_help_names_every_question(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments.parser().parse_args(["new", "--help"])
    shown = capsys.readouterr().out
    with templates.installed().opened() as opened:
        keys = [question.key for question in templates.questions(opened.configuration(opened.current))]
    assert [key for key in keys if key not in shown] == []
