"""Loops in shell scripts and recipes, and the commands that they come down to."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.running.unrolled import unrolled
from portfolio_kit.repository.running.written import written_commands
from tests.criteria.kit import notebook, repository


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for s in clean fit; do python $s.py; done", "python clean.py; python fit.py"),
        ('for s in clean fit; do python "steps/${s}.py"; done', 'python "steps/clean.py"; python "steps/fit.py"'),
        ("for n in a b; do run $$n || exit 1; done", "run a || exit 1; run b || exit 1"),
        ("for s in clean\ndo\n  python $s.py\ndone\nls", "python clean.py\n\n\n\nls"),
        ("for s in $(ls); do python $s; done", "for s in $(ls); do python $s; done"),
        ("echo done", "echo done"),
    ],
)
def test_a_loop_over_words_is_written_out(text: str, expected: str) -> None:
    assert unrolled(text) == expected


def test_a_script_runs_what_its_loop_names(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "Run:\n\n    bash all.sh\n",
        "all.sh": 'for step in 1_clean 2_fit; do\n  python "steps/$step.py"\ndone\n',
        "steps/1_clean.py": "print(1)\n",
        "steps/2_fit.py": "print(2)\n",
        "steps/3_other.py": "print(3)\n",
    }
    found = {command.module.path for command in written_commands(repository(tmp_path, files))}
    assert found == {"steps/1_clean.py", "steps/2_fit.py"}


def test_a_recipe_runs_the_notebooks_of_its_variable(tmp_path: Path) -> None:
    books = " ".join(f"books/{number}-part-of-the-story-of-the-lake.ipynb" for number in range(3))
    files: dict[str, str | bytes] = {
        "README.md": "Run `make`.\n",
        "Makefile": f"NB := {books}\nall:\n\tfor n in $(NB); do jupyter nbconvert --execute $$n || exit 1; done\n",
        **{name: notebook(("print(1)", "")) for name in books.split()},
    }
    found = {command.module.path for command in written_commands(repository(tmp_path, files))}
    assert found == set(books.split())
