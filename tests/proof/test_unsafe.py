"""Without a sandbox: the same promises as far as ordinary processes can be held to them."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from portfolio_kit.proof.model import Command
from portfolio_kit.proof.sandbox import Place
from portfolio_kit.proof.unsafe import Unsafe
from tests.proof.asking import SERVER, answer
from tests.proof.conftest import LIMITS, PYTHON, Stage, free_port


@pytest.fixture
def stage(place: Place, tmp_path: Path) -> Iterator[Stage]:
    yield Stage(Unsafe(), place, tmp_path / "logs")
    assert {path.name for path in (tmp_path / "work").iterdir()} == {"tree", "environment"}


def test_a_command_runs_in_its_folder_of_the_copy(stage: Stage) -> None:
    (stage.place.tree / "service").mkdir()
    command = Command(("sh", "-c", "pwd; exit 3"), folder="service")
    outcome = stage.sandbox.run(command, stage.place, LIMITS, stage.logs / "log")
    assert outcome.code == 3
    assert outcome.log.read_text() == f"{stage.place.tree / 'service'}\n"


def test_the_folders_of_the_sandbox_are_those_outside(stage: Stage) -> None:
    command = Command(
        ("sh", "-c", "echo /project/a.py /environment /cache /projects x/project $V"),
        variables={"V": "/environment/lib:/project"},
    )
    outcome = stage.sandbox.run(command, stage.place, LIMITS, stage.logs / "log")
    tree, environment = stage.place.tree, stage.place.environment
    assert outcome.log.read_text() == (
        f"{tree}/a.py {environment} /cache /projects x/project {environment}/lib:{tree}\n"
    )


def test_nothing_of_the_environment_is_there(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", "the token")
    said = stage.says("import os\nprint(sorted(os.environ), os.listdir(os.environ['HOME']))")
    assert "API_TOKEN" not in said
    assert said.endswith("[]\n")


def test_an_endless_sleep_is_stopped(stage: Stage) -> None:
    outcome = stage.run("import time\ntime.sleep(60)", replace(LIMITS, wall=0.3))
    assert outcome.stopped == "wall time"
    assert outcome.code is None


def test_a_program_that_a_signal_ends_has_the_code_of_a_shell(stage: Stage) -> None:
    assert stage.run("import os\nos.kill(os.getpid(), 11)").code == 139


def test_an_endless_loop_is_stopped(stage: Stage) -> None:
    assert stage.run("while True: pass", replace(LIMITS, processor=0.3)).stopped == "processor time"


def test_a_memory_eater_is_stopped(stage: Stage) -> None:
    outcome = stage.run("kept = []\nwhile True: kept.append(b'x' * (1 << 22))", replace(LIMITS, memory=200 << 20))
    assert outcome.stopped == "memory"


def test_a_fork_bomb_is_stopped(stage: Stage) -> None:
    program = "import subprocess\nsubprocess.run(['sh', '-c', 'b() { sleep 0.01; b | b & }; b; sleep 60'])"
    assert stage.run(program, replace(LIMITS, processes=20)).stopped == "processes"


def test_a_large_file_is_stopped(stage: Stage) -> None:
    program = "import os\nos.execvp('dd', ['dd', 'if=/dev/zero', 'of=big', 'bs=1M', 'count=100000'])"
    assert stage.run(program, replace(LIMITS, file=1 << 20)).stopped == "file size"


def test_a_daemon_ends_with_its_stage(stage: Stage) -> None:
    program = """
import os, time
if not os.fork():
    os.setsid()
    if not os.fork():
        os.closerange(0, 100)
        while True:
            time.sleep(0.01)
            open("alive", "w").close()
    os._exit(0)
os.wait()
while not os.path.exists("alive"):
    time.sleep(0.01)
"""
    assert stage.run(program).code == 0
    (stage.place.tree / "alive").unlink()
    time.sleep(0.1)
    assert not (stage.place.tree / "alive").exists()


def test_a_service_answers_through_its_socket(stage: Stage) -> None:
    port = free_port()
    command = Command((PYTHON, "-c", SERVER, str(port)))
    with stage.sandbox.serve(command, stage.place, LIMITS, stage.logs / "service", port) as running:
        assert answer(running) == b"hello"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
