"""What has to be fast imports nothing heavy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "copier",
    "jinja2",
    "yaml",
    "pydantic",
    "plumbum",
    "packaging",
    "pathspec",
    "questionary",
    "markdown_it",
    "typst",
    "sqlalchemy",
    "alembic",
    "fastapi",
    "distributed",
}


def modules_of(*python: str) -> set[str]:
    """The modules that a run of Python imports, by its own account, however it ends."""
    done = subprocess.run([sys.executable, "-X", "importtime", *python], capture_output=True, text=True, check=False)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines[1:]}


def imported(*arguments: str) -> set[str]:
    """What the installed command imports: its script, but for what the installer writes around it."""
    program = f"import sys; sys.argv[1:] = {list(arguments)!r}; from portfolio_kit.__main__ import main; main()"
    return modules_of("-c", program)


def test_the_version_needs_nothing_but_the_package() -> None:
    assert imported("--version") - modules_of("-c", "pass") == {"portfolio_kit", "portfolio_kit.__main__"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["new", "--help"],
        ["update", "--help"],
        ["check", "--help"],
        ["case-study", "--help"],
        ["case-study", "new", "--help"],
        ["case-study", "pdf", "--help"],
        ["prove", "--help"],
        ["explain", "--help"],
        ["review", "--help"],
        ["review", "run", "--help"],
        ["review", "serve", "--help"],
        ["completion", "zsh"],
        ["nwe"],
    ],
)
def test_help_completion_and_mistakes_import_nothing_heavy(arguments: list[str]) -> None:
    modules = imported(*arguments)
    assert {name.split(".")[0] for name in modules} & HEAVY == set()
    ours = {name for name in modules if name.startswith("portfolio_kit.")}
    assert ours == {
        "portfolio_kit.__main__",
        "portfolio_kit.arguments",
        "portfolio_kit.cli",
        "portfolio_kit.errors",
        "portfolio_kit.terminal",
    }
    assert "subprocess" not in modules


@pytest.mark.skipif(os.name != "posix", reason="a pipe that nobody reads is made in another way")
def test_a_reader_that_has_gone_is_no_error_of_ours() -> None:
    unread, pipe = os.pipe()
    os.close(unread)
    command = [sys.executable, "-m", "portfolio_kit", "--version"]
    done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, text=True, check=False)
    os.close(pipe)
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")  # noqa: PTH110
def test_a_version_that_can_not_be_written_is_not_reported_as_written() -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        command = [sys.executable, "-m", "portfolio_kit", "--version"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode != 0
    assert "No space left on device" in done.stderr


def test_explaining_reads_the_rubric_and_nothing_else() -> None:
    modules = imported("explain", "readme")
    assert {name.split(".")[0] for name in modules} & HEAVY == set()
    assert not any(name.startswith(("portfolio_kit.repository", "portfolio_kit.criteria")) for name in modules)
    assert "subprocess" not in modules


def test_checking_a_folder_waits_for_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Churn\n")
    modules = imported("check", str(tmp_path))
    assert modules & {"jinja2", "copier", "pydantic", "plumbum", "questionary"} == set()
    assert modules & {"portfolio_kit.git", "portfolio_kit.output"} == set()


def hostile(folder: Path, modules: list[str]) -> Path:
    """A folder whose modules, named as those that a check needs, leave a mark where they are imported."""
    for name in modules:
        (folder / f"{name}.py").write_text("open(__file__ + '.ran', 'w')\n")
    (folder / "README.md").write_text("# Loaves\n")
    return folder


@pytest.mark.parametrize(
    ("option", "modules"),
    [
        # What `python -m` itself imports before it comes to the package can't be helped from inside it.
        ([], ["ast", "json", "re", "sqlite3", "tomllib", "signal", "argparse", "yaml", "jinja2", "markdown_it"]),
        (["-P"], ["portfolio_kit", "importlib", "runpy", "pkgutil", "ast", "json", "yaml"]),
    ],
    ids=["python -m", "python -P -m"],
)
def test_nothing_of_the_folder_that_it_is_started_in_is_imported(
    option: list[str], modules: list[str], tmp_path: Path
) -> None:
    folder = hostile(tmp_path, modules)
    command = [sys.executable, *option, "-m", "portfolio_kit", "check", "--format", "html"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert "Loaves" in done.stdout or tmp_path.name in done.stdout
    assert list(folder.glob("*.ran")) == []
