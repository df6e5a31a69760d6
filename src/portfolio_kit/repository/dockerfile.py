"""Dockerfiles, read as Docker reads them, without building anything."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from portfolio_kit.repository.file import File

_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)\s+(.*)", re.DOTALL)
_HEREDOC = re.compile(r"<<-?\s*[\"']?(\w+)[\"']?")
_KNOWN = frozenset({"FROM", "RUN", "CMD", "ENTRYPOINT", "COPY", "ADD", "WORKDIR", "ENV", "ARG", "EXPOSE", "USER", "LABEL", "VOLUME", "HEALTHCHECK", "SHELL", "ONBUILD", "STOPSIGNAL", "MAINTAINER"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: its name in capitals, its arguments as one line, and the line that it starts on."""

    name: str
    arguments: str
    line: int

    @property
    def words(self) -> list[str]:
        """The arguments one by one, flags left out: of the JSON form, its strings."""
        text = self.arguments.strip()
        if text.startswith("["):
            try:
                words = json.loads(text)
            except (ValueError, RecursionError):
                words = None
            if isinstance(words, list):
                return [str(word) for word in words]
        return [word.strip("\"'") for word in text.split() if not word.startswith("--")]

    @property
    def command(self) -> str:
        """What is run, as one line of words."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Dockerfile:
    """The instructions of a Dockerfile, in order."""

    file: File
    instructions: tuple[Instruction, ...]

    def of(self, *names: str) -> tuple[Instruction, ...]:
        """Return the instructions with one of the names."""
        return tuple(instruction for instruction in self.instructions if instruction.name in names)


def is_dockerfile_name(name: str) -> bool:
    """Whether a file is called as Dockerfiles are: `Dockerfile`, `Dockerfile.api`, `api.dockerfile`, `Containerfile`."""
    lower = name.lower()
    return lower.startswith(("dockerfile", "containerfile")) and not lower.endswith((".md", ".txt", ".png", ".sh", ".py")) or lower.endswith(".dockerfile")


def parse(text: str) -> tuple[Instruction, ...]:
    """Return the instructions of a Dockerfile's text; none where it has no FROM (Dockerfile reference, docs.docker.com)."""
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
            while number < len(lines) and lines[number].lstrip().startswith("#"):
                number += 1
            if number < len(lines):
                parts.append(lines[number].rstrip())
                number += 1
        joined = " ".join(part.strip() for part in parts)
        match = _INSTRUCTION.match(joined)
        if match is None or match[1].upper() not in _KNOWN:
            continue
        heredoc = _HEREDOC.search(match[2]) if match[1].upper() in ("RUN", "COPY", "ADD") else None
        if heredoc:
            body = []
            while number < len(lines) and lines[number].strip() != heredoc[1]:
                body.append(lines[number].strip())
                number += 1
            number += 1
            joined_body = " ; ".join(body)
            found.append(Instruction(match[1].upper(), f"{match[2]} {joined_body}", start + 1))
            continue
        found.append(Instruction(match[1].upper(), match[2].strip(), start + 1))
    return tuple(found) if any(instruction.name == "FROM" for instruction in found) else ()
