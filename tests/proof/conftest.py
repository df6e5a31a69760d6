"""A place to run in, and the sandboxes to run with."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from portfolio_kit.errors import UserError
from portfolio_kit.proof.model import Command, Limits, Outcome
from portfolio_kit.proof.removal import remove
from portfolio_kit.proof.sandbox import Place, Sandbox
from portfolio_kit.proof.sandboxes import chosen

# The Python that runs the tests, which can be read inside.
PYTHON = str(getattr(sys, "_base_executable", sys.executable))

LIMITS = Limits(wall=60, processor=60, memory=1 << 30, processes=64, disk=1 << 30, file=1 << 30, output=1 << 16)


@dataclass(frozen=True)
class Stage:
    """One stage of a repository: its place, and programs that run there."""

    sandbox: Sandbox
    place: Place
    logs: Path

    def run(self, program: str, limits: Limits = LIMITS, **variables: str) -> Outcome:
        """Run a Python program."""
        command = Command((PYTHON, "-c", program), variables=variables)
        return self.sandbox.run(command, self.place, limits, self.logs / "log")

    def says(self, program: str, **variables: str) -> str:
        """Run a Python program that has to succeed, and return what it printed."""
        outcome = self.run(program, LIMITS, **variables)
        said = outcome.log.read_text(encoding="utf-8")
        assert outcome.is_good, said
        return said


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "work/tree", tmp_path / "work/environment")
    place.tree.mkdir(parents=True)
    place.environment.mkdir()
    return place


@pytest.fixture(scope="session")
def found() -> Sandbox | str:
    """The sandbox of this machine, or why there is none."""
    try:
        return chosen(unsafe=False)
    except UserError as error:
        return str(error)


@pytest.fixture
def stage(found: Sandbox | str, place: Place, tmp_path: Path) -> Iterator[Stage]:
    """A stage in the sandbox. Whatever runs there, nothing of it may be left in the end."""
    if isinstance(found, str):
        pytest.skip(found)
    yield Stage(found, place, tmp_path / "logs")
    assert inhabitants(tmp_path) == []
    assert str(tmp_path) not in Path("/proc/self/mountinfo").read_text(encoding="utf-8")
    assert {path.name for path in (tmp_path / "work").iterdir()} <= {"tree", "environment"}
    # Some leave more than pytest could remove.
    remove(tmp_path / "work")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def inhabitants(folder: Path) -> list[str]:
    """The processes outside our own mounts that see `folder`, as those of a sandbox do."""
    ours = Path("/proc/self/ns/mnt").readlink()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "ns/mnt").readlink() != ours and str(folder) in (process / "mountinfo").read_text():
                found.append((process / "cmdline").read_text())
        except OSError:
            continue
    return found
