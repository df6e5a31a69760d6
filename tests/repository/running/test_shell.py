"""Command lines taken apart."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_kit.repository.running.shell import commands


def words(line: str) -> list[str]:
    return [" ".join(command.words) for command in commands(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pip install -r a.txt && pytest -q", ["pip install -r a.txt", "pytest -q"]),
        ("a; b | c || d", ["a", "b", "c", "d"]),
        ("python -m pytest tests", ["pytest tests"]),
        ("python3.11 -m uvicorn app:app", ["uvicorn app:app"]),
        ("python -m rent.train --fast", ["python -m rent.train --fast"]),
        ("FOO=1 BAR=2 sudo poetry run python train.py", ["python train.py"]),
        ("uv run --group dev pytest", ["pytest"]),
        ("conda run -n env --no-capture-output uvicorn app:app", ["uvicorn app:app"]),
        ("coverage run --source src -m pytest -v", ["pytest -v"]),
        ("sh -c \"cd src && pytest -k 'a b'\"", ["cd src", "pytest -k a b"]),
        ("if [ -f a.txt ]; then pip install -r a.txt; fi", ["[ -f a.txt ]", "pip install -r a.txt"]),
        ("pytest  # and not: rm -rf /", ["pytest"]),
        ("pip install 'git+https://example.org/a.git#egg=a'", ["pip install git+https://example.org/a.git#egg=a"]),
        ('echo "a && b"', ["echo a && b"]),
        ("docker run --rm image pytest -q", ["pytest -q"]),
        ("docker build -t a .", ["docker build -t a ."]),
        ("@python train.py", ["python train.py"]),
        ('say "unclosed', ['say "unclosed']),
        ("${{ matrix.python && 'x' }} -m pytest", ["X -m pytest"]),
        ("PYTHONPATH=$(pwd)/src python -m pytest tests/", ["pytest tests/"]),
        ("", []),
    ],
)
def test_commands_are_found_under_what_wraps_them(line: str, expected: list[str]) -> None:
    assert words(line) == expected


@pytest.mark.parametrize(
    ("line", "ignored"),
    [
        ("pytest || true", True),
        ("pytest || :", True),
        ("pytest > log.txt 2>&1 || true", True),
        ("pytest &> log.txt || true", True),
        ("pytest > log.txt 2>&1", False),
        ("pytest || echo failed", True),
        ("pytest || exit 0", True),
        ("pytest || exit 1", False),
        ("pytest & exit 0", True),
        ("pytest & wait $!", False),
        ("pytest; exit 0", False),
        ("pytest && true", False),
        ("bash -c 'pytest || true'", True),
        ("bash -c 'pytest' || true", True),
    ],
)
def test_a_failure_that_is_thrown_away_is_told(line: str, ignored: bool) -> None:
    assert next(commands(line)).is_ignored is ignored


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_line_is_read(line: str) -> None:
    for command in commands(line):
        assert command.words
        assert command.program is not None


@settings(deadline=None)
@given(st.text(alphabet="ab'\"\\ ;|&()#$-=", max_size=200))
def test_any_quoting_is_read(line: str) -> None:
    assert all(command.words for command in commands(line))


@pytest.mark.parametrize("piece", ['"', "'", "\\", "a'\"", "sh -c ", "&&", "$((", "${{"])
def test_a_huge_line_is_read_quickly(piece: str) -> None:
    start = time.process_time()
    list(commands(piece * 100_000))
    assert time.process_time() - start < 2
