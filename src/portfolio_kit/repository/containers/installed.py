"""Which packages the commands of an image install: those named, those of lists, or more than can be known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from portfolio_kit import lazily as re
from portfolio_kit.repository.environment.dependencies import canonical
from portfolio_kit.repository.running.shell import Command

_PIP = frozenset({"pip", "pip3", "uv"})
_SYSTEM = frozenset({"apt-get", "apt", "apk", "yum", "dnf", "microdnf"})
_INSTALLS = frozenset({"install", "add", "sync", "create", "update", "ci", "compile"})
_WITH_VALUE = frozenset({
    "-r", "--requirement", "-c", "--constraint", "-i", "--index-url", "--extra-index-url", "-t", "--target", "--prefix",
    "-f", "--find-links", "--trusted-host", "--timeout", "--default-timeout", "--python", "--retries", "--root",
    "--platform", "--progress-bar", "--cache-dir", "--proxy", "--no-binary", "--only-binary",
})  # fmt: skip
_NAME = re.compile(r"([A-Za-z0-9][\w.-]*)(?:\[([\w,.-]*)\])?(?:[<>=~!;@ ].*)?")
# What installs others or builds, and is nothing that the project runs with.
_TOOLS = frozenset({"pip", "setuptools", "wheel", "build", "pip-tools", "virtualenv"})
# What installs the project by a command of its own.
_MANAGERS = frozenset({"poetry", "uv", "pipenv", "pdm", "hatch", "conda-lock", "pixi", "pipx"})


@dataclass
class Packages:
    """The packages of an image."""

    named: list[str] = field(default_factory=list)
    """Distributions that are installed by their names, extras as `name[extra]` too."""
    lists: list[str] = field(default_factory=list)
    """The lists of requirements that are installed, by their paths in the repository."""
    is_open: bool = False
    """Whether something is installed that is not known by name."""

    def copy(self) -> Packages:
        """Return the same packages, for a stage that begins with them."""
        return Packages(list(self.named), list(self.lists), self.is_open)

    def take(self, command: Command, source_of: Callable[[str], str | None]) -> bool:
        """Take what a command installs; return whether that is anything that Python code runs with."""
        words = command.words
        if command.program in _SYSTEM:
            # Of the system's packages those of Python are named otherwise than in any list.
            brings = any(word.startswith(("python3-", "py3-", "r-")) for word in words)
            self.is_open |= brings
            return brings
        if not _INSTALLS.intersection(words):
            return False
        if command.program not in _PIP or "install" not in words:
            self.is_open = True
            return True
        found = False
        given = words[words.index("install") + 1 :]
        position = 0
        while position < len(given):
            word = given[position]
            if word in _WITH_VALUE and position + 1 < len(given):
                position += 1
                if word in ("-r", "--requirement"):
                    self._take_list(source_of(given[position]))
                    found = True
            elif word.startswith("-r") and len(word) > 2:  # noqa: PLR2004
                self._take_list(source_of(word[2:]))
                found = True
            elif word in ("-e", "--editable"):
                self.is_open = found = True
            elif not word.startswith("-"):
                found |= self._take_name(word)
            position += 1
        return found

    def _take_list(self, source: str | None) -> None:
        if source is None:
            self.is_open = True
        else:
            self.lists.append(source)

    def _take_name(self, word: str) -> bool:
        match = _NAME.fullmatch(word)
        if match is None or word.startswith(".") or word.endswith((".whl", ".gz", ".zip")) or "://" in word:
            self.is_open = True
            return True
        name = canonical(match[1])
        if name in _TOOLS or name in _MANAGERS:
            return False
        self.named.append(name)
        self.named += [f"{name}[{extra}]" for extra in (match[2] or "").split(",") if extra]
        return True
