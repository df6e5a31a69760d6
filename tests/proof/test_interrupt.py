"""Ctrl-C, SIGTERM and SIGKILL while stages run: everything is stopped, and nothing is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portfolio_kit.proof.workspace import workspace

# Proves the folder that it is given with stages that never end, two at a time.
PROGRAM = """
import sys
from portfolio_kit import cli
from portfolio_kit.proof.prove import Proving
from portfolio_kit.rubric.rubric import installed
from portfolio_kit.proof.unsafe import Unsafe
from tests.proof.running import Heard, passing, shell
from portfolio_kit.proof.model import STAGES

marker = sys.argv[2]
stages = {name: passing(name, shell(f"echo running > {marker}-{name}; sleep 1000")) for name in STAGES}

def prove(namespace):
    with Proving(installed(), stages, tuple(STAGES), Unsafe(), Heard()).of(sys.argv[1]):
        return 0

cli._prove = prove
sys.exit(cli.run(["prove"]))
"""


def begin(tmp_path: Path) -> subprocess.Popen[str]:
    """A proof whose first two stages are running."""
    (tmp_path / "churn").mkdir()
    (tmp_path / "churn/README.md").write_text("# Churn\n")
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "churn"), str(tmp_path / "marker")],
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": "src:."},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 30
    while not (tmp_path / "marker-environment").exists() and time.monotonic() < deadline:
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.02)
    return process


def sleepers(tmp_path: Path) -> list[str]:
    """The processes that still work in this test's folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            place = os.readlink(process / "cwd")  # noqa: PTH115
        except OSError:
            continue
        if place.startswith(str(tmp_path)):
            found.append(process.name)
    return found


def gone(tmp_path: Path) -> bool:
    """Whether nothing runs any more, within a moment."""
    deadline = time.monotonic() + 10
    while sleepers(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not sleepers(tmp_path)


pytestmark = pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks for processes in /proc")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_stops_everything_and_leaves_nothing(tmp_path: Path, number: int, code: int) -> None:
    process = begin(tmp_path)
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == code, said
    assert "Traceback" not in said
    assert gone(tmp_path)
    assert list((tmp_path / "cache/portfolio-kit/work").iterdir()) == []


def test_ctrl_c_at_a_terminal_reaches_all_processes_at_once_and_does_the_same(tmp_path: Path) -> None:
    process = begin(tmp_path)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert gone(tmp_path)
    assert list((tmp_path / "cache/portfolio-kit/work").iterdir()) == []


def test_impatience_changes_nothing(tmp_path: Path) -> None:
    process = begin(tmp_path)
    for _ in range(5):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    process.communicate(timeout=30)
    assert gone(tmp_path)
    assert list((tmp_path / "cache/portfolio-kit/work").iterdir()) == []


def test_what_a_killed_proof_left_is_removed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    process = begin(tmp_path)
    process.kill()
    process.wait()
    process.stderr and process.stderr.close()
    assert gone(tmp_path)
    work = tmp_path / "cache/portfolio-kit/work"
    assert len([entry for entry in work.iterdir() if entry.is_dir()]) == 1
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    deadline = time.monotonic() + 20
    # Its stages hear of its end a moment later.
    while list(work.iterdir()) and time.monotonic() < deadline:
        with workspace():
            time.sleep(0.05)
    assert list(work.iterdir()) == []


@pytest.mark.parametrize("is_made", [True, False])
def test_a_lock_that_nobody_holds_is_removed_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_made: bool
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with workspace() as folder:
        left = folder.with_name("proof-left")
    left.with_suffix(".lock").touch()
    if is_made:
        (left / "tree").mkdir(parents=True)
    with workspace() as folder:
        assert {entry.stem for entry in folder.parent.iterdir()} == {folder.name}
    assert list(folder.parent.iterdir()) == []


def test_the_folder_of_a_proof_that_runs_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with workspace() as first, workspace():
        assert first.is_dir()


def test_what_is_to_be_kept_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with workspace(keep=True) as kept:
        (kept / "tree").mkdir()
    with workspace():
        assert list(kept.iterdir()) == [kept / "tree"]
