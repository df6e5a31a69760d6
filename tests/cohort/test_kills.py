"""A run that is killed again and again loses nothing; `benchmarks/review_kills.py` does it two hundred times."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cohort.kit import ROOT


@pytest.mark.slow
def test_a_run_that_is_killed_again_and_again_ends_as_one_that_was_not() -> None:
    command = [sys.executable, "benchmarks/review_kills.py", "--kills", "10", "--repositories", "24"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the stores say the same\nleft behind: 0 processes, 0 temporary folders\n" in done.stdout
