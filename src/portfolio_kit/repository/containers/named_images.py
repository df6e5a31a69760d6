"""Images that a written-down command builds and names, for a compose file that starts them by that name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.running import shell

_BUILDERS = frozenset({"docker", "podman", "nerdctl"})
_TAG, _FILE = ("-t", "--tag"), ("-f", "--file")
_OPTION = re.compile(r"(-{1,2}[a-z-]{1,30})(?:=(.*))?")
_LONGEST = 2_000


class Built(NamedTuple):
    """What an image is built by: its Dockerfile and the folder that is its context, from the repository's root."""

    dockerfile: str
    context: str


def built_as(image: str, lines: Iterable[str]) -> Built | None:
    """Return what the first command among some lines builds an image by that gives it a name."""
    for line in lines:
        if image not in line or len(line) > _LONGEST or " build " not in line:
            continue
        for command in shell.commands(line.strip()):
            if command.program in _BUILDERS and "build" in command.words:
                built = _built(image, command.words[command.words.index("build") + 1 :])
                if built is not None:
                    return built
    return None


def _built(image: str, words: Sequence[str]) -> Built | None:
    tags: list[str] = []
    files: list[str] = []
    operands: list[str] = []
    rest = iter(words)
    for word in rest:
        option = _OPTION.fullmatch(word)
        if option is None:
            operands.append(word)
        elif option[1] in _TAG + _FILE:
            (tags if option[1] in _TAG else files).append(option[2] if option[2] is not None else next(rest, ""))
    if image not in tags or not operands:
        return None
    context = posixpath.normpath(operands[-1])
    path = posixpath.normpath(files[0]) if files else posixpath.normpath(posixpath.join(context, "Dockerfile"))
    return None if context.startswith(("..", "/")) else Built(path, "" if context == "." else context)
