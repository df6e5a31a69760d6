"""What has to be fast imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"copier", "jinja2", "yaml", "pydantic", "plumbum", "packaging", "pathspec", "questionary"}


def imported(*arguments: str) -> set[str]:
    program = (
        f"import sys; sys.argv = ['portfolio-kit', *{list(arguments)!r}]\n"
        "from portfolio_kit.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_the_version_needs_nothing_but_the_package() -> None:
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules, sep='\\n')"], capture_output=True, text=True, check=True
    )
    assert imported("--version") - set(bare.stdout.split()) == {"portfolio_kit", "portfolio_kit.__main__"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["new", "--help"],
        ["update", "--help"],
        ["check", "--help"],
        ["explain", "--help"],
        ["completion", "zsh"],
        ["nwe"],
    ],
)
def test_help_completion_and_mistakes_import_nothing_heavy(arguments: list[str]) -> None:
    modules = imported(*arguments)
    assert {name.split(".")[0] for name in modules} & HEAVY == set()
    ours = {name for name in modules if name.startswith("portfolio_kit.")}
    assert ours == {"portfolio_kit.__main__", "portfolio_kit.cli", "portfolio_kit.errors", "portfolio_kit.terminal"}
    assert "subprocess" not in modules


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
