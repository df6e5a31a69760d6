from __future__ import annotations

import sys
from pathlib import Path

import pytest

from portfolio_kit.errors import UserError
from portfolio_kit.proof import sandboxes
from portfolio_kit.proof.sandboxes import chosen
from portfolio_kit.proof.unsafe import Unsafe

linux = pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is of Linux")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, text: str = "") -> None:
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


@linux
@pytest.mark.parametrize(
    ("installer", "command"),
    [
        ("apt-get", "`sudo apt install bubblewrap`"),
        ("dnf", "`sudo dnf install bubblewrap`"),
        ("pacman", "`sudo pacman -S bubblewrap`"),
    ],
)
def test_without_bubblewrap_one_line_says_how_to_install_it(programs: Path, installer: str, command: str) -> None:
    program(programs, installer)
    with pytest.raises(UserError) as error:
        chosen(unsafe=False)
    assert command in str(error.value)
    assert "--unsafe-no-sandbox" in str(error.value)
    assert "\n" not in str(error.value)


@linux
@pytest.mark.parametrize(
    ("setting", "value", "command"),
    [
        (
            "kernel.apparmor_restrict_unprivileged_userns",
            "1",
            "`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`",
        ),
        ("kernel.unprivileged_userns_clone", "0", "`sudo sysctl kernel.unprivileged_userns_clone=1`"),
        ("user.max_user_namespaces", "0", "`sudo sysctl user.max_user_namespaces=10000`"),
    ],
)
def test_a_kernel_that_forbids_user_namespaces_is_told_apart(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, command: str
) -> None:
    program(programs, "bwrap", "echo 'bwrap: setting up uid map: Permission denied' >&2; exit 1")
    file = tmp_path / "sys" / setting.replace(".", "/")
    file.parent.mkdir(parents=True)
    file.write_text(f"{value}\n")
    monkeypatch.setattr(sandboxes, "SETTINGS", tmp_path / "sys")
    with pytest.raises(UserError) as error:
        chosen(unsafe=False)
    assert "this kernel forbids user namespaces" in str(error.value)
    assert command in str(error.value)
    assert "setting up uid map: Permission denied" in str(error.value)


@linux
def test_a_container_that_forbids_them_is_told_apart(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs, "bwrap", "echo 'bwrap: Creating new namespace failed: Operation not permitted' >&2; exit 1")
    monkeypatch.setattr(sandboxes, "SETTINGS", tmp_path)
    with pytest.raises(UserError, match="--security-opt seccomp=unconfined"):
        chosen(unsafe=False)


@linux
def test_an_old_bubblewrap_is_told_apart(programs: Path) -> None:
    program(programs, "bwrap", "echo 'bwrap: Unknown option --disable-userns' >&2; exit 1")
    with pytest.raises(UserError, match=r"install bubblewrap 0\.8 or newer"):
        chosen(unsafe=False)


@linux
def test_a_bubblewrap_that_says_nothing_is_no_sandbox(programs: Path) -> None:
    program(programs, "bwrap", "exit 1")
    with pytest.raises(UserError, match="does not work here"):
        chosen(unsafe=False)


def test_without_a_sandbox_the_proof_says_so(programs: Path) -> None:  # noqa: ARG001 - there is none
    assert chosen(unsafe=True).name == "none (--unsafe-no-sandbox)"


def test_uv_is_brought_along_from_the_path(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(programs, "uv")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    sandbox = chosen(unsafe=True)
    assert isinstance(sandbox, Unsafe)
    assert sandbox.tools == {"uv": programs / "uv"}
