from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from portfolio_kit.proof import view
from portfolio_kit.proof.sandbox import Place


def options(place: Place, tmp_path: Path) -> list[str]:
    with ExitStack() as stack:
        etc = view.etc(stack, network=place.network)
        return list(view.mounts(place, tmp_path / "tmp", etc, {}, [], 1 << 20))


def test_nothing_of_the_machine_can_be_written_to(place: Place, tmp_path: Path) -> None:
    found = options(place, tmp_path)
    writable = [found[number + 2] for number, option in enumerate(found) if option == "--bind"]
    assert sorted(writable) == ["/environment", "/project", "/tmp"]  # noqa: S108


def test_no_folder_with_secrets_is_shown(place: Place, tmp_path: Path) -> None:
    found = options(place, tmp_path)
    shown = {found[number + 1] for number, option in enumerate(found) if option in ("--ro-bind", "--ro-bind-try")}
    assert not shown & {"/", "/etc", "/home", "/root", "/run", "/sys", "/var", "/proc", "/dev", "/opt", "/etc/ssl"}


def test_a_command_has_an_environment_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", "the token")
    assert view.environment({"MODEL": "large", "LANG": "C"}) == {
        "PATH": "/environment/bin:/tools:/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp/home",  # noqa: S108
        "TMPDIR": "/tmp",  # noqa: S108
        "USER": "nobody",
        "LANG": "C",
        "MODEL": "large",
    }


def test_pythons_of_uv_can_be_read(machine: Path) -> None:
    (machine / ".local/share/uv/python").mkdir(parents=True)
    assert machine / ".local/share/uv/python" in view.pythons()


def test_a_python_whose_folder_holds_the_home_folder_is_not_shown(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "base_prefix", str(machine.parent))
    assert machine.parent not in view.pythons()
