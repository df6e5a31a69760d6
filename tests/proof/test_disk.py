from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portfolio_kit.proof.disk import Disk

FREE = 10**12


@pytest.fixture
def take(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Say that so much of the disk is taken since the test began."""
    taken = [0]
    monkeypatch.setattr(Disk, "_free", lambda _: FREE - taken[0])

    def now(size: int) -> None:
        taken[0] = size

    return now


def exceeds(disk: Disk, limit: int, **known: int) -> bool:
    """What the disk says once it has counted."""
    disk.exceeds(limit, **{"written": 0, **known})
    if disk._counting:
        disk._counting.join()
    return disk.exceeds(limit, **{"written": 0, **known})


def test_new_files_count(tmp_path: Path, take: Callable[[int], None]) -> None:
    disk = Disk([tmp_path])
    (tmp_path / "new").write_bytes(bytes(100_000))
    take(100_000)
    assert exceeds(disk, 90_000)
    assert not exceeds(disk, 200_000)


def test_files_that_were_there_do_not_count(tmp_path: Path, take: Callable[[int], None]) -> None:
    (tmp_path / "old").write_bytes(bytes(100_000))
    time.sleep(0.1)
    disk = Disk([tmp_path])
    take(100_000)
    assert not exceeds(disk, 50_000)


def test_what_others_write_does_not_count(tmp_path: Path, take: Callable[[int], None]) -> None:
    disk = Disk([tmp_path])
    take(10**9)
    assert not exceeds(disk, 90_000, written=80_000)


def test_a_disk_that_lost_as_much_as_was_written_needs_no_look_at_files(
    tmp_path: Path, take: Callable[[int], None]
) -> None:
    disk = Disk([tmp_path])
    take(100_000)
    assert disk.exceeds(90_000, written=100_000)


def test_what_was_written_over_and_over_takes_its_space_once(tmp_path: Path, take: Callable[[int], None]) -> None:
    disk = Disk([tmp_path])
    take(50_000)
    assert not exceeds(disk, 90_000, written=10**9)


def test_an_empty_file_counts_as_what_it_takes_in_the_list_of_files(
    tmp_path: Path, take: Callable[[int], None]
) -> None:
    disk = Disk([tmp_path])
    for number in range(100):
        (tmp_path / str(number)).touch()
    take(100 * 4096)
    assert exceeds(disk, 99 * 4096)


def test_two_names_of_a_file_count_once(tmp_path: Path, take: Callable[[int], None]) -> None:
    disk = Disk([tmp_path])
    (tmp_path / "one").write_bytes(bytes(100_000))
    (tmp_path / "two").hardlink_to(tmp_path / "one")
    take(100_000)
    assert not exceeds(disk, 150_000)


def test_links_lead_nowhere(tmp_path: Path, take: Callable[[int], None]) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "tree").mkdir()
    disk = Disk([tmp_path / "tree"])
    (tmp_path / "other/new").write_bytes(bytes(100_000))
    (tmp_path / "tree/link").symlink_to(tmp_path / "other")
    take(100_000)
    assert not exceeds(disk, 90_000)


def test_the_largest_new_file_is_found(tmp_path: Path) -> None:
    disk = Disk([tmp_path])
    assert disk.largest() == 0
    (tmp_path / "a").mkdir()
    (tmp_path / "a/new").write_bytes(bytes(5000))
    assert disk.largest() == 5000
