"""Fetching a repository by its URL into a folder that is gone afterwards.

Git only ever downloads: nothing is checked out by it, so that no filter, attribute, hook or submodule of the repository
has a say. The files are written out here, regular files only, from the contents that git hands over as they are.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from portfolio_kit import git
from portfolio_kit import lazily as re
from portfolio_kit.errors import UserError
from portfolio_kit.repository.address import SCHEMES, check_url, name, shown
from portfolio_kit.repository.chosen import chosen
from portfolio_kit.repository.limits import LIMITS, counted
from portfolio_kit.signals import held_back

_ADDRESS = re.compile(r"[a-z]+://[^\s']+")
_PAUSE = 0.1
_CHUNK = 1 << 20


class CloneLimits(NamedTuple):
    """Sizes in bytes, times in seconds. Files larger than `blob` are not downloaded where the host allows that."""

    seconds: float = 300.0
    download: int = 2 << 30
    blob: int = 32 << 20
    written: int = 1 << 30
    files: int = LIMITS.files


class Clone(NamedTuple):
    """The files of a repository's newest commit, and what was left out of them."""

    folder: Path
    commit: str | None
    notes: tuple[str, ...]


class _Blob(NamedTuple):
    """A regular file of the commit: the name of its content, its path, and whether it may be run."""

    name: str
    path: str
    mode: int


@contextmanager
def cloned(url: str, limits: CloneLimits | None = None, within: Path | None = None) -> Iterator[Clone]:
    """Give the files of the repository at `url`; they are gone when the block ends.

    They are put below the folder `within`, else where the system has its temporary files. Raises UserError when the URL
    is of a kind that is not cloned, when there is no such repository, and when it is larger or slower than the limits
    allow.
    """
    check_url(url)
    limits = limits or CloneLimits()
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-", dir=within) as workspace:
        fetching = _Fetching(url, Path(workspace), limits)
        fetching.download()
        # A folder of its own: a repository may be called as one of our files is.
        folder = Path(workspace, "files", name(url))
        folder.mkdir(parents=True)
        commit = fetching.commit()
        notes = fetching.write_out(folder) if commit else ("the repository has no commit yet",)
        yield Clone(folder, commit, notes)


def newest(url: str, limits: CloneLimits | None = None, within: Path | None = None) -> str | None:
    """Return the name of the newest commit of the repository at `url`, None where it has none; nothing is downloaded.

    Raises UserError as `cloned` does.
    """
    check_url(url)
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-", dir=within) as workspace:
        return _Fetching(url, Path(workspace), limits or CloneLimits()).newest()


class _Fetching:
    """One download: a bare repository in a workspace, under one deadline."""

    def __init__(self, url: str, workspace: Path, limits: CloneLimits) -> None:
        self._url = url
        self._workspace = workspace
        self._bare = workspace / "git"
        self._limits = limits
        self._deadline = time.monotonic() + limits.seconds

    def download(self) -> None:
        """Fetch the newest commit, without history."""
        arguments = [
            "clone", "--quiet", "--bare", "--depth=1", "--single-branch", "--no-tags", "--template=",
            f"--filter=blob:limit={self._limits.blob}", "--", self._url, str(self._bare),
        ]  # fmt: skip
        self._asked(arguments)

    def newest(self) -> str | None:
        """Ask the host for the name of the newest commit."""
        answer = self._workspace / "answer"
        with answer.open("wb") as output:
            self._asked(["ls-remote", "--quiet", "--", self._url, "HEAD"], output)
        with answer.open("rb") as stream:
            return stream.read(200).partition(b"\t")[0].decode("ascii", "replace").strip() or None

    def _asked(self, arguments: Sequence[str], output: IO[bytes] | int = subprocess.DEVNULL) -> None:
        """Run what talks to the host, within the limits. Raises UserError, with git's own reason where it has one."""
        complaints = self._workspace / "complaints"
        with complaints.open("wb") as errors, self._git(arguments, stdout=output, stderr=errors) as process:
            while process.poll() is None:
                self._check_time()
                if _size(self._workspace) > self._limits.download:
                    size = f"{self._limits.download / (1 << 30):.1f} GB"
                    raise UserError(f"{shown(self._url)} is larger than {size}: clone it yourself and check the folder")
                # Small ones are there before the pause is over.
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_PAUSE)
        if process.returncode != 0:
            raise UserError(f"{shown(self._url)} cannot be cloned: {self._reason(complaints)}")

    def commit(self) -> str | None:
        """Return the name of the newest commit, None where there is none."""
        arguments = ["--git-dir=.", "rev-parse", "--verify", "--quiet", "HEAD^{commit}"]
        with self._git(arguments, cwd=self._bare, stdout=subprocess.PIPE) as process:
            return _output(process).read(200).decode("ascii", "replace").strip() or None

    def write_out(self, folder: Path) -> tuple[str, ...]:
        """Write the commit's regular files below `folder` and return what was left out."""
        blobs, notes = self._listed()
        here = self._present({blob.name for blob in blobs})
        absent = [blob for blob in blobs if blob.name not in here]
        written, refused = 0, 0
        for blob in absent:
            refused += not _write(folder, blob, (), self._limits.blob + 1)
        wanted = [blob for blob in blobs if blob.name in here]
        names = self._workspace / "names"
        names.write_text("".join(f"{blob.name}\n" for blob in wanted), encoding="ascii")
        too_much = 0
        with (
            names.open("rb") as stdin,
            self._git(
                ["--git-dir=.", "cat-file", "--batch"], cwd=self._bare, stdin=stdin, stdout=subprocess.PIPE
            ) as process,
        ):
            output = _output(process)
            for blob in wanted:
                self._check_time()
                size = _announced(output)
                chunks = _chunks(output, size)
                if written + size > self._limits.written:
                    # Its name and its size are still there to be seen.
                    too_much += 1
                    refused += not _write(folder, blob, (), size)
                else:
                    refused += not _write(folder, blob, chunks, size)
                    written += size
                for _ in chunks:
                    pass
                output.read(1)
        if absent:
            notes.append(f"{counted(len(absent), 'file')} over {self._limits.blob >> 20} MB not downloaded")
        if too_much:
            notes.append(f"{counted(too_much, 'file')} not written out: over {self._limits.written >> 20} MB in all")
        if refused:
            notes.append(f"{counted(refused, 'file')} left out: no path that can be written safely")
        return tuple(notes)

    def _listed(self) -> tuple[list[_Blob], list[str]]:
        """Return the regular files of the commit, and notes of what else it holds."""
        blobs: list[_Blob] = []
        links = modules = 0
        notes: list[str] = []
        arguments = ["--git-dir=.", "ls-tree", "-r", "-z", "--full-tree", "HEAD"]
        with self._git(arguments, cwd=self._bare, stdout=subprocess.PIPE) as process:
            for entry in _entries(_output(process)):
                self._check_time()
                about, _, path = entry.partition(b"\t")
                mode, _, content = about.decode("ascii").split()
                links += mode == "120000"
                modules += mode == "160000"
                if mode.startswith("100"):
                    if len(blobs) == LIMITS.seen:
                        break
                    blobs.append(_Blob(content, os.fsdecode(path), 0o755 if mode == "100755" else 0o644))
        if links:
            notes.append(f"{counted(links, 'symbolic link')} left out")
        if modules:
            notes.append(f"{counted(modules, 'submodule')} not downloaded")
        taken = set(chosen([blob.path for blob in blobs], notes, self._limits.files))
        return [blob for blob in blobs if blob.path in taken], notes

    def _present(self, names: set[str]) -> set[str]:
        """Return those of `names` that were downloaded; asking for one that was not would download it."""
        found = set()
        arguments = ["--git-dir=.", "cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)"]
        with self._git(arguments, cwd=self._bare, stdout=subprocess.PIPE) as process:
            for line in _output(process):
                name_of_content = line.decode("ascii").strip()
                if name_of_content in names:
                    found.add(name_of_content)
        return found

    @contextmanager
    def _git(
        self,
        arguments: Sequence[str],
        *,
        cwd: Path | None = None,
        stdin: IO[bytes] | int = subprocess.DEVNULL,
        stdout: IO[bytes] | int = subprocess.DEVNULL,
        stderr: IO[bytes] | int = subprocess.DEVNULL,
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Run git in a process group and terminal session of its own, where it can ask nobody anything."""
        variables = git.environment((("credential.interactive", "false"), ("core.askPass", "")), ":".join(SCHEMES))
        variables.update(
            GIT_ASKPASS="",
            SSH_ASKPASS_REQUIRE="never",
            GCM_INTERACTIVE="never",
            GIT_LFS_SKIP_SMUDGE="1",
            GIT_NO_LAZY_FETCH="1",
        )
        process: subprocess.Popen[bytes] | None = None
        try:
            # No signal comes between its start and knowing that it has to be ended: it would go on in a folder that is
            # gone, and make it anew.
            with held_back(), _git_there():
                process = subprocess.Popen(
                    ["git", *arguments],
                    cwd=cwd or self._workspace,
                    env=variables,
                    stdin=stdin,
                    stdout=stdout,
                    stderr=stderr,
                    start_new_session=True,
                )
            yield process
        finally:
            if process is not None:
                _end(process)

    def _check_time(self) -> None:
        if time.monotonic() > self._deadline:
            limit = f"{self._limits.seconds:g} seconds"
            raise UserError(f"{shown(self._url)} took longer than {limit}: clone it yourself and check the folder")

    def _reason(self, complaints: Path) -> str:
        with complaints.open("rb") as stream:
            lines = stream.read(_CHUNK).decode("utf-8", "replace").splitlines()
        fatal = (
            [line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: ")] or lines or ["git failed"]
        )
        if "could not read Username" in fatal[0]:
            return "there is no such repository, or it is private"
        return _ADDRESS.sub(lambda found: shown(found[0]), fatal[0])


@contextmanager
def _git_there() -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise UserError(
            "git is not installed, or not on PATH: install it (https://git-scm.com) and try again"
        ) from None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git with what it started (ssh, the https helper)."""
    if process.poll() is None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    if process.stdout is not None:
        process.stdout.close()
    process.wait()


def _output(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdout is None:  # pragma: no cover - every caller asks for it
        raise AssertionError
    return process.stdout


def _entries(stream: IO[bytes]) -> Iterator[bytes]:
    """Split a stream at its NUL bytes."""
    rest = b""
    while chunk := stream.read(1 << 16):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole


def _announced(stream: IO[bytes]) -> int:
    """Return the size of the content that comes next."""
    words = stream.readline().split()
    if len(words) != 3 or words[1] != b"blob":  # noqa: PLR2004
        raise UserError("git ended before all files were written out")
    return int(words[2])


def _chunks(stream: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0:
        chunk = stream.read(min(size, _CHUNK))
        if not chunk:
            raise UserError("git ended before all files were written out")
        size -= len(chunk)
        yield chunk


def _write(folder: Path, blob: _Blob, chunks: Iterator[bytes] | tuple[()], size: int) -> bool:
    """Write one file below `folder`, where nothing but our own files and folders are; return whether that was done."""
    parts = blob.path.split("/")
    if len(parts) > LIMITS.depth or any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        return False
    path = folder.joinpath(*parts)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, blob.mode)
    except (OSError, ValueError):
        # A name that is too long, or one that this file system takes for another.
        return False
    with open(descriptor, "wb") as file:  # noqa: PTH123
        file.writelines(chunks)
        file.truncate(size)
    return True


def _size(folder: Path) -> int:
    total = 0
    for place, _, files in os.walk(folder):
        for file in files:
            try:
                total += os.lstat(os.path.join(place, file)).st_size  # noqa: PTH118
            except OSError:
                continue
    return total
