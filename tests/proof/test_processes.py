"""What is read of a /proc: here folders with files as the kernel writes them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from portfolio_kit.proof import processes

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def proc(tmp_path: Path) -> Iterator[int]:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    yield descriptor
    os.close(descriptor)


def process(folder: Path, number: int, parent: int, state: str = "S", name: str = "python", pages: int = 0) -> None:
    """A process that took a tick itself in user and system mode, and two with its children."""
    own = folder / str(number)
    own.mkdir()
    fields = [state, parent, *[0] * 9, TICK, TICK, 2 * TICK, 2 * TICK, *[0] * 6, pages, *[0] * 28]
    (own / "stat").write_text(f"{number} ({name}) {' '.join(map(str, fields))}\n")


def test_processor_time_counts_with_that_of_finished_children(tmp_path: Path, proc: int) -> None:
    process(tmp_path, 1, 0)
    assert processes.usage(proc, ["1"], ["1"]).processor == 6


@pytest.mark.parametrize("name", [") R 0", "a b", "((", "\n) S 1 2 3"])
def test_a_process_cannot_choose_a_name_that_is_read_as_what_it_takes(tmp_path: Path, proc: int, name: str) -> None:
    process(tmp_path, 1, 0, name=name, pages=7)
    assert processes.usage(proc, ["1"], ["1"]) == processes.Usage(1, 6, 7 * PAGE)


def test_a_process_that_is_gone_takes_nothing(tmp_path: Path, proc: int) -> None:
    process(tmp_path, 1, 0)
    assert processes.usage(proc, ["1", "2"], ["1"]).processes == 1


def test_what_is_written_is_read_where_the_kernel_counts_it(tmp_path: Path, proc: int) -> None:
    process(tmp_path, 1, 0)
    (tmp_path / "1/io").write_text("rchar: 1\nwchar: 2\nread_bytes: 3\nwrite_bytes: 4096\ncancelled_write_bytes: 0\n")
    assert processes.usage(proc, ["1"], ["1"]).written == 4096


def test_an_orphan_has_only_the_first_process_for_a_parent(tmp_path: Path, proc: int) -> None:
    process(tmp_path, 1, 0)
    process(tmp_path, 2, 1)
    process(tmp_path, 3, 2)
    process(tmp_path, 4, 1)
    process(tmp_path, 5, 1, state="Z")
    assert processes.usage(proc, ["1", "2", "3", "4", "5"], ["1", "2"]).orphans == 1


def test_the_pages_of_files_are_no_memory_of_a_process(tmp_path: Path, proc: int) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "1/smaps_rollup").write_text(
        "0-1 ---p 00000000 00:00 0 [rollup]\nRss: 900 kB\nPss: 700 kB\nPss_Anon: 100 kB\nPss_File: 500 kB\n"
        "Pss_Shmem: 50 kB\nSwap: 30 kB\nSwapPss: 20 kB\n"
    )
    assert processes.memory(proc, ["1", "2"]) == (120 << 10, 50 << 10)


def test_only_numbers_are_processes(tmp_path: Path, proc: int) -> None:
    for name in ("1", "22", "self", "sys", "1x"):
        (tmp_path / name).mkdir()
    assert sorted(processes.numbers(proc)) == ["1", "22"]
