"""The sandbox as stages use it. What hostile code makes of it is in test_hostile.py."""

from __future__ import annotations

import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from portfolio_kit.proof.bubblewrap import Bubblewrap
from portfolio_kit.proof.model import Command, Outcome
from portfolio_kit.proof.sandbox import Place, SandboxError
from tests.proof.asking import SERVER, answer
from tests.proof.conftest import LIMITS, PYTHON, Stage, free_port


def test_a_command_runs_in_its_folder_of_the_copy_and_leaves_its_files_there(stage: Stage) -> None:
    (stage.place.tree / "service").mkdir()
    command = Command(("sh", "-c", "pwd; echo 1 > made; exit 3"), folder="service")
    outcome = stage.sandbox.run(command, stage.place, LIMITS, stage.logs / "tests")
    assert outcome.code == 3
    assert outcome.stopped is None
    assert outcome.log == stage.logs / "tests"
    assert outcome.log.read_text() == "/project/service\n"
    assert (stage.place.tree / "service/made").read_text() == "1\n"


def test_standard_output_and_error_are_kept_in_their_order(stage: Stage) -> None:
    outcome = stage.run("import os\nfor n in range(4): os.write(1 + n % 2, b'%d' % n)")
    assert outcome.log.read_text() == "0123"


def test_a_program_that_is_not_there_has_the_code_of_a_shell(stage: Stage) -> None:
    outcome = stage.sandbox.run(Command(("no-such-program",)), stage.place, LIMITS, stage.logs / "log")
    assert outcome.code == 127
    assert "no-such-program" in outcome.log.read_text()


def test_a_program_that_a_signal_ends_has_the_code_of_a_shell(stage: Stage) -> None:
    assert stage.run("import os\nos.kill(os.getpid(), 11)").code == 139


def test_programs_of_the_environment_come_first(stage: Stage) -> None:
    program = stage.place.environment / "bin/python3"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho mine\n")
    program.chmod(0o755)
    outcome = stage.sandbox.run(Command(("python3",)), stage.place, LIMITS, stage.logs / "log")
    assert outcome.log.read_text() == "mine\n"


def test_a_folder_outside_the_repository_is_refused(stage: Stage) -> None:
    for folder in ("..", "/etc", "a/../../.."):
        with pytest.raises(ValueError, match="outside the repository"):
            stage.sandbox.run(Command(("true",), folder=folder), stage.place, LIMITS, stage.logs / "log")


def test_a_folder_that_is_not_there_is_no_fault_of_the_command(stage: Stage) -> None:
    with pytest.raises(SandboxError, match="/project/missing"):
        stage.sandbox.run(Command(("true",), folder="missing"), stage.place, LIMITS, stage.logs / "log")


def test_what_one_stage_left_the_next_can_change(stage: Stage) -> None:
    stage.says("import os\nos.mkdir('made')\nopen('made/file', 'w').close()")
    (stage.place.tree / "made/by-us").touch()
    stage.says("import os\nos.remove('made/by-us')\nos.remove('made/file')\nos.rmdir('made')")


def test_the_cache_is_there_where_it_is_given(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    place = replace(stage.place, cache=tmp_path / "cache")
    command = Command(("touch", "/cache/wheel"))
    assert stage.sandbox.run(command, place, LIMITS, stage.logs / "log").is_good
    assert (tmp_path / "cache/wheel").exists()
    assert not stage.sandbox.run(command, stage.place, LIMITS, stage.logs / "log").is_good


def test_only_a_stage_with_a_network_reaches_one(stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        call = f"import socket\nsocket.create_connection({listener.getsockname()!r})"
        assert not stage.run(call).is_good
        online = replace(stage, place=replace(stage.place, network=True))
        assert online.run(call).is_good


def test_a_service_answers_through_its_socket_and_on_no_port_outside(stage: Stage) -> None:
    port = free_port()
    command = Command((PYTHON, "-c", SERVER, str(port)))
    with stage.sandbox.serve(command, stage.place, LIMITS, stage.logs / "service", port) as running:
        assert answer(running) == b"hello"
        assert running.ended() is None
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))
        outcome = running.stop()
    assert outcome.code is None
    assert outcome.stopped is None
    assert not running.socket.exists()


def test_a_service_that_is_not_ready_closes_connections(stage: Stage) -> None:
    command = Command((PYTHON, "-c", "import time; time.sleep(60)"))
    with (
        stage.sandbox.serve(command, stage.place, LIMITS, stage.logs / "service", 8000) as running,
        socket.socket(socket.AF_UNIX) as client,
    ):
        client.settimeout(10)
        client.connect(str(running.socket))
        assert client.recv(1) == b""


def test_a_service_that_ends_says_how(stage: Stage) -> None:
    command = Command((PYTHON, "-c", "print('no model'); exit(3)"))
    with stage.sandbox.serve(command, stage.place, LIMITS, stage.logs / "service", 8000) as running:
        deadline = time.monotonic() + 20
        while (outcome := running.ended()) is None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert running.stop() == outcome
    assert outcome is not None
    assert outcome.code == 3
    assert outcome.log.read_text() == "no model\n"


def test_a_service_is_held_to_its_limits(stage: Stage) -> None:
    command = Command((PYTHON, "-c", "while True: pass"))
    limits = replace(LIMITS, processor=0.5)
    with stage.sandbox.serve(command, stage.place, limits, stage.logs / "service", 8000) as running:
        deadline = time.monotonic() + 20
        while (outcome := running.ended()) is None and time.monotonic() < deadline:
            time.sleep(0.01)
    assert outcome is not None
    assert outcome.stopped == "processor time"


def test_a_service_ends_with_what_it_started(stage: Stage) -> None:
    command = Command(("sh", "-c", "setsid sleep 1000 & sleep 1000"))
    with stage.sandbox.serve(command, stage.place, LIMITS, stage.logs / "service", 8000):
        time.sleep(0.2)


def test_a_service_cannot_put_something_else_in_the_place_of_its_socket(stage: Stage) -> None:
    command = Command(
        (PYTHON, "-c", "import glob; print(glob.glob('/**/service', recursive=True)); import time; time.sleep(9)")
    )
    with stage.sandbox.serve(command, stage.place, LIMITS, stage.logs / "service", 8000) as running:
        assert running.socket.parent.stat().st_mode & 0o777 == 0o700
        outside = str(running.socket.parent)
    assert outside not in (stage.logs / "service").read_text()


def test_a_file_of_root_stays_roots(stage: Stage, tmp_path: Path) -> None:
    """Nobody inside is nobody outside, even when we are root."""
    if os.geteuid():
        pytest.skip("only root has files that nobody else may read")
    shown = tmp_path / "shown"
    shown.mkdir()
    (shown / "secret").write_text("the key")
    (shown / "secret").chmod(0o600)
    (stage.place.tree / "x").touch()
    assert isinstance(stage.sandbox, Bubblewrap)
    sandbox = replace(stage.sandbox, readable=[shown])
    outcome = sandbox.run(Command(("cat", str(shown / "secret"))), stage.place, LIMITS, stage.logs / "log")
    assert "Permission denied" in outcome.log.read_text()
    assert (stage.place.tree / "x").stat().st_uid == 65534


def test_stages_can_run_side_by_side(stage: Stage, tmp_path: Path) -> None:
    def run(number: int) -> Outcome:
        place = Place(tmp_path / f"work/tree/{number}", tmp_path / f"work/environment/{number}")
        place.tree.mkdir()
        place.environment.mkdir()
        command = Command(("sh", "-c", "echo $N > made"), variables={"N": str(number)})
        return stage.sandbox.run(command, place, LIMITS, stage.logs / str(number))

    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(run, range(12)))
    assert all(outcome.is_good for outcome in outcomes)
    assert [(stage.place.tree / f"{number}/made").read_text() for number in range(12)] == [f"{n}\n" for n in range(12)]


@pytest.mark.slow
def test_starting_a_command_inside_costs_less_than_30_ms(stage: Stage) -> None:
    """Of processor time: what else runs on this machine changes the time by the clock."""
    stage.sandbox.run(Command(("true",)), stage.place, LIMITS, stage.logs / "log")
    before = sum(os.times()[:4])
    for _ in range(50):
        stage.sandbox.run(Command(("true",)), stage.place, LIMITS, stage.logs / "log")
    assert (sum(os.times()[:4]) - before) / 50 < 0.03
