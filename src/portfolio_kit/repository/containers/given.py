"""What an installation is given: the files with its lists, and the project's own folders."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.repository.running.shell import Command

# What pip installs that is no folder, and the options that take a folder for something else.
_NO_FOLDER = (".txt", ".whl", ".gz", ".zip", ".toml", ".in")
_WITH_FOLDER = frozenset({"-t", "--target", "--prefix", "--root", "-f", "--find-links", "--cache-dir"})


def needed_by(words: Sequence[str]) -> list[str]:
    """The files that an installation reads."""
    program = words[0].rpartition("/")[2]
    if program in ("pip", "pip3", "uv") and "install" in words:
        return [words[position + 1] for position, word in enumerate(words[:-1]) if word in ("-r", "--requirement")]
    if program in ("conda", "mamba", "micromamba"):
        return [words[position + 1] for position, word in enumerate(words[:-1]) if word in ("-f", "--file")]
    if (
        program == "pipenv"
        and ("install" in words or "sync" in words)
        and all(word.startswith("-") for word in words[2:])
    ):
        return ["Pipfile"]
    if (program, words[1:2]) in (("poetry", ("install",)), ("uv", ("sync",)), ("pdm", ("install",))):
        return ["pyproject.toml"]
    return []


def projects_of(command: Command) -> list[str]:
    """The folders of the project that a command installs as packages: `pip install ./core[all]`, `uv sync`."""
    words = command.words
    if command.program in ("pip", "pip3", "uv") and "install" in words:
        start = words.index("install")
        return [
            word.partition("[")[0]
            for before, word in zip(words[start:], words[start + 1 :], strict=False)
            if (_is_folder(word) and before not in _WITH_FOLDER)
            # What can be edited is a folder, wherever it lies in the image.
            or (before in ("-e", "--editable") and word.startswith("/"))
        ]
    if command.program == "uv" and words[1:2] == ("sync",):
        return ["."] if "--no-install-project" not in words else []
    return ["."] if command.program == "poetry" and words[1:2] == ("install",) and "--no-root" not in words else []


def _is_folder(word: str) -> bool:
    path = word.partition("[")[0]
    return path in (".", "./") or (path.startswith("./") and not path.endswith(_NO_FOLDER) and "*" not in path)
