"""Dockerfiles, read as Docker reads them, without building anything."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File

_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)\s+(.*)", re.DOTALL)
_HEREDOC = re.compile(r"<<-?\s*[\"']?(\w+)[\"']?")
_FLAG = re.compile(r"\s*--([a-z-]+)(?:=(\S*))?(?=\s|$)")
_NAME = re.compile(
    r"(?:dockerfile|docker[-_ ]file|containerfile)(?:[-_. ].*)?|.+[-_.](?:dockerfile|containerfile|docker)",
    re.IGNORECASE,
)
_OTHER_KINDS = (
    ".md",
    ".rst",
    ".png",
    ".jpg",
    ".svg",
    ".sh",
    ".py",
    ".yml",
    ".yaml",
    ".json",
    ".ipynb",
    ".pdf",
    ".html",
)
_KNOWN = frozenset({
    "FROM", "RUN", "CMD", "ENTRYPOINT", "COPY", "ADD", "WORKDIR", "ENV", "ARG", "EXPOSE", "USER", "LABEL", "VOLUME",
    "HEALTHCHECK", "SHELL", "ONBUILD", "STOPSIGNAL", "MAINTAINER",
})  # fmt: skip
_LONGEST = 20_000


@dataclass(frozen=True)
class Instruction:
    """One instruction: its name in capitals, its arguments as one line, and the line that it starts on.

    `body` is the text of a here-document that follows it.
    """

    name: str
    arguments: str
    line: int
    body: str = ""

    @cached_property
    def _parts(self) -> tuple[dict[str, str], str]:
        flags: dict[str, str] = {}
        text = self.arguments.strip()[:_LONGEST]
        while match := _FLAG.match(text):
            # A build may mount several places.
            flags[match[1]] = f"{flags.get(match[1], '')} {match[2] or ''}".strip()
            text = text[match.end() :]
        return flags, text.strip()

    @property
    def flags(self) -> dict[str, str]:
        """What stands before the arguments: `--from=builder`, `--mount=type=bind,source=.`."""
        return self._parts[0]

    @property
    def is_exec(self) -> bool:
        """Whether the arguments are in the JSON form, which no shell reads."""
        return self._json is not None

    @cached_property
    def _json(self) -> list[str] | None:
        text = self._parts[1]
        if not text.startswith("["):
            return None
        try:
            words = json.loads(text)
        except (ValueError, RecursionError):
            return None
        return [str(word) for word in words] if isinstance(words, list) else None

    @property
    def words(self) -> list[str]:
        """The arguments one by one, flags left out: of the JSON form, its strings."""
        if self._json is not None:
            return list(self._json)
        try:
            return shlex.split(self._parts[1])
        except ValueError:
            return self._parts[1].split()

    @property
    def command(self) -> str:
        """What a shell is given to run."""
        return self.body or self._parts[1]


class Dockerfile(NamedTuple):
    """The instructions of a Dockerfile, in order."""

    file: File
    instructions: tuple[Instruction, ...]

    def of(self, *names: str) -> tuple[Instruction, ...]:
        """Return the instructions with one of the names."""
        return tuple(instruction for instruction in self.instructions if instruction.name in names)


def is_dockerfile_name(name: str) -> bool:
    """Whether a file is called as Dockerfiles are: `Dockerfile.api`, `api.dockerfile`, `Containerfile` and the like."""
    lower = name.lower()
    return bool(_NAME.fullmatch(lower)) and not lower.endswith(_OTHER_KINDS)


def parse(text: str) -> tuple[Instruction, ...]:
    """Return the instructions of a Dockerfile's text; none where it has no FROM (docs.docker.com/reference)."""
    found: list[Instruction] = []
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        start = number
        line = lines[number]
        number += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = [line.rstrip()]
        while parts[-1].endswith(("\\", "`")) and number < len(lines):
            parts[-1] = parts[-1][:-1]
            while number < len(lines) and (not lines[number].strip() or lines[number].lstrip().startswith("#")):
                number += 1
            if number < len(lines):
                parts.append(lines[number].rstrip())
                number += 1
        match = _INSTRUCTION.match(" ".join(part.strip() for part in parts))
        if match is None or match[1].upper() not in _KNOWN:
            continue
        name = match[1].upper()
        heredoc = _HEREDOC.search(match[2]) if name in ("RUN", "COPY", "ADD") else None
        body: list[str] = []
        if heredoc:
            while number < len(lines) and lines[number].strip() != heredoc[1]:
                body.append(lines[number])
                number += 1
            number += 1
        found.append(Instruction(name, match[2].strip(), start + 1, "\n".join(body)))
    return tuple(found) if any(instruction.name == "FROM" for instruction in found) else ()
