"""A repository is fetched by its URL, nothing of it runs, and nothing is left behind."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.errors import UserError
from portfolio_kit.repository.clone import CloneLimits, cloned


@pytest.fixture(autouse=True)
def workspaces(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where clones are made, so that a test can see that nothing stays there."""
    folder = tmp_path_factory.mktemp("workspaces")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    settings = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *settings, *arguments], cwd=folder, input=stdin, capture_output=True, check=True)
    return done.stdout.decode().strip()


def repository(folder: Path, files: Mapping[str, bytes]) -> str:
    """Make a repository with one commit and return its URL."""
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=one")
    return f"file://{folder}"


def crafted(folder: Path, *entries: tuple[str, bytes, bytes]) -> str:
    """Make a repository whose commit holds blobs under names that git itself would refuse to add."""
    url = repository(folder, {})
    tree = b""
    for mode, name, content in entries:
        blob = git(folder, "hash-object", "-w", "--stdin", stdin=content)
        tree += f"{mode} ".encode() + name + b"\0" + bytes.fromhex(blob)
    top = git(folder, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=tree)
    git(folder, "update-ref", "HEAD", git(folder, "commit-tree", "-m", "two", top))
    return url


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_files_of_the_newest_commit(tmp_path: Path, workspaces: Path) -> None:
    url = repository(tmp_path / "churn", {"README.md": b"# Churn\r\n", "src/a.py": b"x = 1\n", "empty": b""})

    with cloned(url) as fetched:
        assert fetched.folder.name == "churn"
        assert content_of(fetched.folder) == {"README.md": b"# Churn\r\n", "src/a.py": b"x = 1\n", "empty": b""}
        assert fetched.commit == git(tmp_path / "churn", "rev-parse", "HEAD")
        assert fetched.notes == ()
    assert list(workspaces.iterdir()) == []


def test_a_repository_without_a_commit_is_an_empty_folder(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with cloned(f"file://{tmp_path}") as fetched:
        assert (fetched.commit, content_of(fetched.folder)) == (None, {})
        assert fetched.notes == ("the repository has no commit yet",)


def test_nothing_runs_that_a_checkout_would_run(tmp_path: Path, machine: Path) -> None:
    hooks = machine / "template" / "hooks"
    hooks.mkdir(parents=True)
    for hook in ("post-checkout", "reference-transaction", "pre-auto-gc"):
        (hooks / hook).write_text(f"#!/bin/sh\ntouch {machine}/ran\n")
        (hooks / hook).chmod(0o755)
    (machine / ".gitconfig").write_text(
        f"[init]\n\ttemplateDir = {machine}/template\n[core]\n\tautocrlf = true\n\thooksPath = {hooks}\n"
        f'[filter "evil"]\n\tsmudge = touch {machine}/ran; cat\n\trequired = true\n'
    )
    url = crafted(
        tmp_path / "it", ("100644", b".gitattributes", b"* filter=evil ident\n"), ("100644", b"a.txt", b"$Id$\nb\n")
    )
    (machine / "ran").unlink(missing_ok=True)

    with cloned(url) as fetched:
        assert content_of(fetched.folder)["a.txt"] == b"$Id$\nb\n"
    assert not (machine / "ran").exists()


def test_links_and_submodules_are_left_out_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "it"
    repository(folder, {"a.txt": b"a"})
    (folder / "link").symlink_to("/etc/passwd")
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},module")
    git(folder, "add", "link")
    git(folder, "commit", "--quiet", "--message=two")

    with cloned(f"file://{folder}") as fetched:
        assert content_of(fetched.folder) == {"a.txt": b"a"}
        assert fetched.notes == ("1 symbolic link left out", "1 submodule not downloaded")


def test_no_path_leads_out_of_the_folder(tmp_path: Path, workspaces: Path) -> None:
    hostile = [
        b"..",
        b".",
        b".git",
        b".GIT",
        b"../out",
        b"/tmp/out",
        b"a/../../out",
        b"n" * 300,
        b"a//b",
        b".git/config",
    ]
    url = crafted(tmp_path / "it", *[("100644", name, b"out") for name in hostile], ("100644", b"fine", b"in"))

    with cloned(url) as fetched:
        assert content_of(fetched.folder) == {"fine": b"in"}
        assert [path.name for path in fetched.folder.parent.iterdir()] == ["it"]
        assert fetched.notes == (f"{len(hostile)} files left out: no path that can be written safely",)
    assert list(workspaces.iterdir()) == []


def test_a_file_that_is_also_a_folder_is_written_once(tmp_path: Path) -> None:
    url = crafted(tmp_path / "it", ("100644", b"a", b"first"), ("100644", b"a", b"again"), ("100644", b"a/b", b"below"))
    with cloned(url) as fetched:
        assert content_of(fetched.folder) == {"a": b"first"}
        assert fetched.notes == ("2 files left out: no path that can be written safely",)


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    url = crafted(tmp_path / "it", ("100755", b"caf\xe9\n\x1b[2J", b"x"))
    with cloned(url) as fetched:
        (name,) = os.listdir(os.fsencode(fetched.folder))  # noqa: PTH208
        assert name == b"caf\xe9\n\x1b[2J"
        assert stat.S_IMODE((fetched.folder / os.fsdecode(name)).stat().st_mode) & 0o100


def test_what_the_limits_cut_is_said(tmp_path: Path) -> None:
    url = repository(tmp_path / "it", {"a": b"1" * 10, "b": b"2" * 100, "c": b"3" * 10, "d": b"4"})

    with cloned(url, CloneLimits(files=3, written=50)) as fetched:
        assert content_of(fetched.folder) == {"a": b"1" * 10, "b": b"\0" * 100, "c": b"3" * 10}
        assert fetched.notes == (
            "only 3 of 4 files were looked at, code and texts before others",
            "1 file not written out: over 0 MB in all",
        )


def test_files_that_the_host_keeps_back_are_there_by_name_and_size(tmp_path: Path) -> None:
    folder = tmp_path / "it"
    url = repository(folder, {"model.pkl": bytes(3000), "a.txt": b"a"})
    git(folder, "config", "uploadpack.allowFilter", "true")

    with cloned(url, CloneLimits(blob=1000)) as fetched:
        assert content_of(fetched.folder) == {"model.pkl": bytes(1001), "a.txt": b"a"}
        assert fetched.notes == ("1 file over 0 MB not downloaded",)


def test_too_large_a_download_is_stopped(tmp_path: Path, workspaces: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_to_be_git(
        tmp_path, monkeypatch, 'for last; do :; done; mkdir "$last"; head -c 5000 /dev/zero >"$last/pack"; sleep 60'
    )
    with (
        pytest.raises(UserError, match=r"^file:///x is larger than 0.0 GB"),
        cloned("file:///x", CloneLimits(download=4000)),
    ):
        pass
    assert list(workspaces.iterdir()) == []


def test_what_takes_too_long_ends_with_all_that_it_started(
    tmp_path: Path, workspaces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_to_be_git(tmp_path, monkeypatch, f"sleep 60 & echo $! >{tmp_path}/helper; wait")
    before = time.monotonic()
    with (
        pytest.raises(UserError, match=r"^file:///x took longer than 0.5 seconds"),
        cloned("file:///x", CloneLimits(0.5)),
    ):
        pass
    assert time.monotonic() - before < 10
    assert list(workspaces.iterdir()) == []
    helper = int((tmp_path / "helper").read_text())
    assert ended(helper)


INTERRUPTED = """
import os, signal, subprocess, time
from portfolio_kit.repository.clone import cloned

class Interrupted(subprocess.Popen):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        print(self.pid, flush=True)
        os.kill(os.getpid(), signal.SIGINT)
        # It is heard here, unless it is held back.
        time.sleep(0)

subprocess.Popen = Interrupted
with cloned("file:///x"):
    pass
"""


def test_who_is_told_to_end_while_git_starts_ends_it_too(
    tmp_path: Path, workspaces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of its own: the test run has threads that signals could be heard by.
    pretend_to_be_git(tmp_path, monkeypatch, "exec sleep 60")
    monkeypatch.setenv("TMPDIR", str(workspaces))
    # A shell's job in the background would hear no interrupt, and hand that down.
    hears = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    run = subprocess.run(
        [sys.executable, "-c", hears + INTERRUPTED],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "KeyboardInterrupt" in run.stderr
    assert ended(int(run.stdout))
    assert list(workspaces.iterdir()) == []


def pretend_to_be_git(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    (folder / "bin").mkdir()
    (folder / "bin" / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "bin" / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")


def ended(process: int) -> bool:
    """Whether a process that is not our child has ended, waiting a little for it."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("http://example.org/a", "http://example.org/a cannot be cloned: give an https, ssh or file URL"),
        ("ext::sh -c touch% /tmp/x", "holds spaces or control characters"),
        ("ext::touch", "cannot be cloned"),
        ("git://example.org/a", "cannot be cloned"),
        ("https://example.org/a\nb", "holds spaces or control characters"),
        ("file:///there/is/nothing", "file:///there/is/nothing cannot be cloned: "),
    ],
)
def test_what_cannot_be_cloned_is_said_in_one_line(url: str, complaint: str) -> None:
    with pytest.raises(UserError) as raised, cloned(url):
        pass
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value) or "\n" in url


def test_without_git_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="git is not installed"), cloned("file:///x"):
        pass
