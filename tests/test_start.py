"""What has to be fast imports nothing heavy."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = {"copier", "jinja2", "yaml", "pydantic", "plumbum", "packaging", "pathspec", "questionary"}


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
    "arguments", [["--help"], ["new", "--help"], ["update", "--help"], ["completion", "zsh"], ["nwe"]]
)
def test_help_completion_and_mistakes_import_nothing_heavy(arguments: list[str]) -> None:
    modules = imported(*arguments)
    assert {name.split(".")[0] for name in modules} & HEAVY == set()
    assert not any(name.startswith("portfolio_kit.scaffold") for name in modules)
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
