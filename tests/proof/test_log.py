from __future__ import annotations

import os
from pathlib import Path

from portfolio_kit.proof.log import Log


def logged(path: Path, most: int, *pieces: bytes) -> Log:
    log = Log(path, most)
    writer = os.dup(log.writer)
    log.start()
    for piece in pieces:
        os.write(writer, piece)
    os.close(writer)
    log.close()
    return log


def test_what_is_printed_is_kept_as_it_came(tmp_path: Path) -> None:
    printed = bytes(range(256))
    log = logged(tmp_path / "logs/tests", 1000, printed)
    assert log.path.read_bytes() == printed
    assert (log.total, log.left_out) == (256, 0)


def test_of_too_much_the_first_and_the_last_part_are_kept(tmp_path: Path) -> None:
    log = logged(tmp_path / "log", 8, b"firs", b"t and ", b"then the la", b"st")
    assert log.path.read_bytes() == b"firs\n[15 bytes left out]\nlast"
    assert log.left_out == 15


def test_output_of_just_the_limit_is_kept_whole(tmp_path: Path) -> None:
    log = logged(tmp_path / "log", 8, b"12345678")
    assert log.path.read_bytes() == b"12345678"


def test_a_command_that_prints_nothing_has_an_empty_log(tmp_path: Path) -> None:
    assert logged(tmp_path / "log", 8).path.read_bytes() == b""


def test_a_log_that_was_never_started_closes(tmp_path: Path) -> None:
    Log(tmp_path / "log", 8).close()
    assert (tmp_path / "log").read_bytes() == b""
