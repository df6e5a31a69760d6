"""Running git so that it does the same on every machine: no hooks, no prompts, no network unasked."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portfolio_kit.errors import UserError

# What a calling git (a hook, `rebase --exec`) leaves in the environment would point every command at its repository.
_OF_A_CALLING_GIT = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_EXTERNAL_DIFF",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_TEMPLATE_DIR",
        "GIT_WORK_TREE",
    }
)

# Settings of the person or the repository that would run something, ask something or change what git prints.
_SETTINGS = (
    ("core.hooksPath", os.devnull),
    ("core.fsmonitor", "false"),
    ("core.quotePath", "true"),
    ("commit.gpgSign", "false"),
    ("tag.gpgSign", "false"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
    ("init.templateDir", ""),
    ("status.showUntrackedFiles", "normal"),
)


@dataclass(frozen=True)
class Entry:
    """A committed file: its mode as git writes it, and the name of its content."""

    mode: str
    name: str


class GitError(UserError):
    """A git command failed; the text is its first complaint."""


def environment(settings: Sequence[tuple[str, str]] = (), protocols: str = "file") -> dict[str, str]:
    """Return the environment to run git in, with `settings` on top of the person's own configuration.

    The settings are appended to any GIT_CONFIG_COUNT that is already there. Repositories can be reached by `protocols`,
    which git separates by colons: only local ones unless the caller says more.
    """
    variables = {name: value for name, value in os.environ.items() if name not in _OF_A_CALLING_GIT}
    try:
        count = int(variables.get("GIT_CONFIG_COUNT") or 0)
    except ValueError:
        count = 0
    for number, (key, value) in enumerate((*_SETTINGS, *settings), start=count):
        variables[f"GIT_CONFIG_KEY_{number}"] = key
        variables[f"GIT_CONFIG_VALUE_{number}"] = value
        variables["GIT_CONFIG_COUNT"] = str(number + 1)
    variables.update(
        GIT_ALLOW_PROTOCOL=protocols,
        GIT_OPTIONAL_LOCKS="0",
        GIT_TERMINAL_PROMPT="0",
        LC_ALL="C",
    )
    return variables


def run(
    *arguments: str | Path,
    cwd: Path,
    stdin: bytes = b"",
    variables: Mapping[str, str] | None = None,
) -> bytes:
    """Run git in `cwd` and return what it printed.

    Raises UserError when git is not installed and GitError when it fails.
    """
    done = outcome(*arguments, cwd=cwd, stdin=stdin, variables=variables)
    if done.returncode != 0:
        complaint = next(iter(done.stderr.decode(errors="replace").splitlines()), f"exit code {done.returncode}")
        raise GitError(f"git {arguments[0]} failed: {complaint.removeprefix('fatal: ')}")
    return done.stdout


def outcome(
    *arguments: str | Path,
    cwd: Path,
    stdin: bytes = b"",
    variables: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run git in `cwd` and return how it ended, for the commands whose exit code is an answer.

    Raises UserError when git is not installed.
    """
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            check=False,
            env={**environment(), **(variables or {})},
        )
    except FileNotFoundError as error:
        if error.filename != "git":
            raise
        raise UserError(
            "git is not installed, or not on PATH: install it (https://git-scm.com) and try again"
        ) from None


def tree(name: str, cwd: Path) -> dict[str, Entry]:
    """Return the files of the tree `name`, by path from its top. Raises GitError when there is no such tree."""
    entries = {}
    for line in run("ls-tree", "-r", "-z", "--full-tree", name, cwd=cwd).split(b"\0")[:-1]:
        about, path = line.split(b"\t", 1)
        mode, _, content = about.decode().split()
        entries[os.fsdecode(path)] = Entry(mode, content)
    return entries


def contents(names: Iterable[str], cwd: Path) -> dict[str, bytes]:
    """Return committed contents by their names, byte for byte: no attribute and no setting changes them."""
    unique = sorted(set(names))
    output = run("cat-file", "--batch", cwd=cwd, stdin="".join(f"{name}\n" for name in unique).encode())
    found, position = {}, 0
    for name in unique:
        end = output.index(b"\n", position)
        start, size = end + 1, int(output[position:end].split()[2])
        found[name] = output[start : start + size]
        position = start + size + 1
    return found
