"""What a review could do to its process, for tests of those who watch it: told by the job's source."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

from portfolio_kit.cohort.result import Result, Scored
from portfolio_kit.cohort.work import Job, Settings, key
from portfolio_kit.signals import held_back


def review(job: Job, settings: Settings, within: Path) -> Result:
    """Do what the source says."""
    if job.source == "hang":
        time.sleep(3600)
    if job.source == "deaf":
        # Hears no signal, and Python's own handlers never run.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        time.sleep(3600)
    if job.source == "eat":
        hoard = []
        while True:
            hoard.append(b"x" * (8 << 20))
            time.sleep(0.01)
    if job.source == "crash":
        ctypes.string_at(0)
    if job.source == "exit":
        os._exit(3)
    if job.source == "told to end":
        with held_back():
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.3)
            Path.home().joinpath("held back").touch()
    if job.source == "litter":
        (within / "clone").mkdir()
        (within / "clone" / "big").write_bytes(b"x" * 1000)
        time.sleep(3600)
    return Result(key(job, settings, job.source), None, Scored(50.0, 50.0, 100.0, ()), 0.01)
