"""Signals that end work. In processes of their own: the test run has threads that signals could be heard by."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOST = """
import os, signal
from portfolio_kit.signals import first_only

class PutAway:
    def __del__(self):
        os.kill(os.getpid(), signal.{name})

# A shell's job in the background would hear no interrupt, and hand that down.
signal.signal(signal.SIGINT, signal.default_int_handler)
with first_only() as go_on:
    going = PutAway()
    del going
    print("lost", flush=True)
    go_on()
    print("went on")
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", -2), ("SIGTERM", 143)])
def test_a_signal_that_is_lost_while_an_object_is_put_away_ends_the_work_at_its_next_step(name: str, code: int) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOST.format(name=name)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (run.stdout, run.returncode) == ("lost\n", code)


QUIET = """
from portfolio_kit.signals import first_only
with first_only() as go_on:
    go_on()
    print("went on")
"""


def test_work_that_nobody_stops_goes_on() -> None:
    run = subprocess.run([sys.executable, "-c", QUIET], capture_output=True, text=True, check=False, timeout=60)
    assert (run.stdout, run.returncode) == ("went on\n", 0)
