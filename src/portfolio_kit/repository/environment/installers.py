"""Scripts of a shell that install the packages one by one, in place of a file that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.environment.dependencies import Dependency, canonical, pin_of
from portfolio_kit.repository.file import File
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.running import shell

_SCRIPTS = frozenset({".sh", ".bash", ".ps1", ".bat", ".cmd"})
_INSTALLERS = frozenset({"pip", "pip3", "uv", "conda", "mamba", "micromamba"})
_INSTALLS = re.compile(r"\binstall\b")
_NAMED = re.compile(r"([A-Za-z0-9][\w.-]{0,100})(?:\[[^\]]{0,100}\])?([=<>!~][^\s]{0,100})?")
_LONGEST = 2_000


def installed_by(file: File) -> tuple[Dependency, ...]:
    """Return the packages that a script installs by their names; none of a file that is no script of a shell."""
    if file.suffix not in _SCRIPTS or file.size > LIMITS.text or not _INSTALLS.search(file.text):
        return ()
    return tuple(_installed(file.text.split("\n")))


def words_installed(line: str) -> Iterator[str]:
    """Yield what the commands of a line of a shell install, each as it is written: `pandas==2.2.3`."""
    for command in shell.commands(line):
        words = command.operands
        if command.program in _INSTALLERS and "install" in words:
            yield from words[words.index("install") + 1 :]


def _installed(lines: Iterable[str]) -> Iterator[Dependency]:
    for number, line in enumerate(lines, start=1):
        if len(line) > _LONGEST or not _INSTALLS.search(line) or line.lstrip().lower().startswith(("#", "rem ", "::")):
            continue
        for word in words_installed(line):
            if named := _NAMED.fullmatch(word):
                yield Dependency(canonical(named[1]), pin_of(named[2] or ""), number)
