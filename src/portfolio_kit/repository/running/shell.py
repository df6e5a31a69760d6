"""Shell command lines as Dockerfiles, workflows, Makefiles and READMEs hold them, taken apart without running them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re

_LONGEST = 8_000
_DEEPEST = 4
_EXPRESSION = re.compile(r"\$\{\{[^{}]{0,400}\}\}")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
# What a variable is given from another command: `PYTHONPATH=$(pwd)/src`.
_SUBSTITUTED = re.compile(r"(\b[A-Za-z_]\w{0,60}=[^\s\"'()]{0,200})\$\([^()\n]{0,200}\)")
# Quantifiers are possessive, so that a line of any content is read in one pass.
_TOKEN = re.compile(r"""(&&|\|\||;;|[;&|()])|((?:[^\s"'\\;&|()]++|\\.|"(?:[^"\\]++|\\.)*+"|'[^']*+'|["'\\])++)""")
# What only says where the output goes: its ampersand parts no commands.
_REDIRECTED = re.compile(r"\d?>&\d|&>")
_QUOTED = re.compile(r"""\"((?:[^"\\]++|\\.)*+)"|'([^']*+)'|\\(.)""")
_ESCAPED = re.compile(r"\\([\\\"$`])")
_SPECIAL = re.compile(r"""["'\\]""")
_KEYWORDS = frozenset({"then", "do", "else", "fi", "done", "if", "elif", "while", "!", "{", "}"})
_SUCCEEDING = (["true"], [":"])
# What stands below a condition that never holds.
_NEVER = re.compile(r"\bif[ \t]+false[ \t]*;[^\n]*?(?:\bfi\b|$)")
_HARMLESS = (["true"], [":"], ["echo"], ["printf"])
_PREFIXES = frozenset(
    {
        "sudo",
        "exec",
        "nohup",
        "time",
        "env",
        "xvfb-run",
        "command",
        "nice",
        "dumb-init",
        "tini",
        "call",
        "start",
        "@",
        "-",
        "--",
    }
)
_SHELLS = frozenset({"sh", "bash", "zsh", "ash", "dash", "/bin/sh", "/bin/bash"})
# What runs the command after it inside an environment, and its options that take a value.
_RUNNERS = {
    "poetry": frozenset({"-C", "-P", "--directory"}),
    "pipenv": frozenset[str](),
    "uv": frozenset(
        {
            "--with",
            "--extra",
            "--group",
            "--python",
            "-p",
            "--env-file",
            "--directory",
            "--project",
            "--package",
            "--index",
        }
    ),
    "pdm": frozenset({"-p"}),
    "hatch": frozenset({"-e", "--env"}),
    "rye": frozenset[str](),
    "pixi": frozenset({"-e", "--environment"}),
    "conda": frozenset({"-n", "-p", "--name", "--prefix"}),
    "mamba": frozenset({"-n", "-p", "--name", "--prefix"}),
    "micromamba": frozenset({"-n", "-p", "--name", "--prefix"}),
}
_PYTHON = re.compile(r"(?:.*/)?(?:python|py|pypy)(?:\d(?:\.\d+)?)?(?:\.exe)?")
# Programs that are as often started as `python -m NAME`.
_MODULES = frozenset({
    "pytest", "unittest", "uvicorn", "gunicorn", "streamlit", "flask", "pip", "tox", "nox", "coverage", "ruff",
    "flake8", "pylint", "mypy", "black", "isort", "mlflow", "doctest", "bentoml", "fastapi", "jupyter", "nbconvert",
    "waitress", "hypercorn", "build", "papermill", "dvc",
})  # fmt: skip


class Command(NamedTuple):
    """A simple command: its words, the program first; `python -m pytest` and `poetry run pytest` are both `pytest`.

    `is_ignored` says that its failure is thrown away (`|| true`); `within` holds the words of what runs it inside an
    environment (`uv run --with httpx`), where there is any.
    """

    words: tuple[str, ...]
    is_ignored: bool = False
    within: tuple[str, ...] = ()

    @property
    def program(self) -> str:
        """The name of the program, without its folder."""
        return self.words[0].rpartition("/")[2].lower()

    @property
    def arguments(self) -> tuple[str, ...]:
        """The words after the program."""
        return self.words[1:]

    @property
    def operands(self) -> tuple[str, ...]:
        """The arguments that are no options."""
        return tuple(word for word in self.words[1:] if not word.startswith("-"))

    @property
    def is_python(self) -> bool:
        """Whether it starts Python on a file or module."""
        return bool(_PYTHON.fullmatch(self.words[0]))


def commands(line: str, depth: int = 0) -> Iterator[Command]:
    """Yield the simple commands of a line, those inside `sh -c` too, each without what only wraps it."""
    if depth > _DEEPEST:
        return
    plain = _NEVER.sub("", _SUBSTITUTED.sub(r"\1X", _EXPRESSION.sub("X", _REDIRECTED.sub(">", line[:_LONGEST]))))
    simple = list(_reached(_split(plain)))
    for position, (words, separator) in enumerate(simple):
        following = simple[position + 1][0] if position + 1 < len(simple) else []
        ignored = separator == "||" and (following[:1] in _HARMLESS or following[:2] == ["exit", "0"])
        # What runs in the background fails by itself, and a shell that then ends well says nothing of it.
        ignored |= separator == "&" and following[:2] == ["exit", "0"]
        for command in unwrapped(words, depth):
            yield command._replace(is_ignored=command.is_ignored or ignored)


def _reached(simple: list[tuple[list[str], str]]) -> Iterator[tuple[list[str], str]]:
    """Yield the commands of a line that can run: nothing after `false &&`, `true ||`, or what never ends."""
    skipping = ""
    for words, separator in simple:
        if skipping:
            skipping = skipping if separator == skipping else ""
            continue
        yield words, separator
        if (words == ["false"] and separator == "&&") or (words in _SUCCEEDING and separator == "||"):
            skipping = separator
        elif separator not in ("&", "|") and _is_endless(words):
            return


def _is_endless(words: list[str]) -> bool:
    """Whether a command is started for never to end: `sleep infinity`, `tail -f /dev/null`."""
    program = words[0].rpartition("/")[2]
    return (program == "sleep" and words[1:2] in (["infinity"], ["inf"])) or (
        program == "tail" and "/dev/null" in words
    )


def unwrapped(words: Sequence[str], depth: int = 0) -> Iterator[Command]:
    """Yield the command that the words start, without assignments, `sudo`, `poetry run` and the like before it."""
    rest = list(words)
    within: tuple[str, ...] = ()
    for _ in range(12):
        _drop_prefixes(rest)
        if not rest:
            return
        rest[0] = rest[0].lstrip("@-") or rest[0]
        shorter = _inner(rest)
        if shorter is None:
            break
        if rest[0].rpartition("/")[2].lower() in _RUNNERS:
            within = tuple(rest[: len(rest) - len(shorter)])
        rest = shorter
    if not rest or not rest[0]:
        return
    shell = rest[0].rpartition("/")[2]
    if shell in _SHELLS and depth <= _DEEPEST:
        script = next(
            (position for position, word in enumerate(rest[1:4], start=1) if re.fullmatch(r"-[a-z]*c", word)), None
        )
        if script is not None and script + 1 < len(rest):
            for command in commands(rest[script + 1], depth + 1):
                yield command._replace(within=command.within or within)
            return
    yield Command(tuple(rest), within=within)


def _drop_prefixes(words: list[str]) -> None:
    """Take assignments, `sudo` and the like from before a command; what flask is told to run belongs to it."""
    while words and (_ASSIGNMENT.match(words[0]) or words[0].lower() in _PREFIXES):
        first = words.pop(0)
        if first.startswith("FLASK_APP=") and "flask" in words:
            words.insert(words.index("flask") + 1, f"--app={first.removeprefix('FLASK_APP=')}")


def _inner(words: list[str]) -> list[str] | None:
    """The command that a wrapping command runs; None where it is none."""
    program = words[0].rpartition("/")[2].lower()
    if program in _RUNNERS and "run" in words[1:4]:
        return _after_options(words[words.index("run") + 1 :], _RUNNERS[program])
    if program == "coverage" and words[1:2] == ["run"]:
        rest = _after_options(
            words[2:], frozenset({"--source", "--rcfile", "--data-file", "--omit", "--include", "-m"}), stop="-m"
        )
        return ["python", *rest]
    if _PYTHON.fullmatch(program) and "-m" in words[1:4]:
        position = words.index("-m")
        if words[position + 1 : position + 2] and words[position + 1].split(".")[0] in _MODULES:
            return words[position + 1 :]
    if program in ("timeout", "wait-for-it.sh", "wait-for", "wait"):
        return words[words.index("--") + 1 :] if "--" in words else words[2:] if program == "timeout" else None
    if program in ("docker", "docker-compose", "podman", "nerdctl") and {"run", "exec"}.intersection(words[1:4]):
        inside = next(
            (
                position
                for position, word in enumerate(words[3:], start=3)
                if word in ("pytest", "python", "python3", "tox", "make", "sh", "bash")
            ),
            None,
        )
        return words[inside:] if inside is not None else None
    return None


def _after_options(words: list[str], with_value: frozenset[str], stop: str = "") -> list[str]:
    position = 0
    while position < len(words) and words[position].startswith("-") and words[position] != stop:
        position += 2 if words[position] in with_value else 1
    return words[position:]


def _split(line: str) -> list[tuple[list[str], str]]:
    """The words of each simple command, quotes taken off, and what separates it from the next."""
    found: list[tuple[list[str], str]] = []
    words: list[str] = []
    for match in _TOKEN.finditer(line):
        operator, word = match[1], match[2]
        if operator is None:
            if word.startswith("#"):
                break
            if word not in _KEYWORDS or words:
                words.append(_QUOTED.sub(_unquoted, word) if _SPECIAL.search(word) else word)
                continue
        if words:
            found.append((words, operator or ""))
        words = []
    if words:
        found.append((words, ""))
    return found


def _unquoted(match: re.Match[str]) -> str:
    if match[1] is not None:
        return _ESCAPED.sub(r"\1", match[1])
    return match[2] if match[2] is not None else match[3]
