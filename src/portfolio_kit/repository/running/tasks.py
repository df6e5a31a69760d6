"""What `make test`, `tox`, `nox`, `just` and a project's own scripts come down to: the commands that they run."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import parsed, string, walk
from portfolio_kit.repository.file import File
from portfolio_kit.repository.plain_toml import load_toml
from portfolio_kit.repository.plain_yaml import load_yaml
from portfolio_kit.repository.running.shell import Command, commands

_RULE = re.compile(r"([A-Za-z0-9_.%/@$(){}-]+(?:[ \t]+[A-Za-z0-9_.%/@$(){}-]+)*)[ \t]*::?(?!=)[ \t]*([^=#\n]*)")
_VARIABLE = re.compile(r"([A-Za-z_]\w*)[ \t]*[:?+]?=[ \t]*(.*)")
_USE = re.compile(r"\$[({](\w+)[)}]")
_MAKEFILES = ("Makefile", "makefile", "GNUmakefile")
_NAMED = frozenset({"poe", "task", "taskipy", "hatch", "pdm", "invoke", "inv", "rye", "pixi", "uv", "poetry"})
_DEEPEST = 4
_EXIT = re.compile(r"exit(?:[ \t]+\d+)?[ \t]*")
_HERE = re.compile(r"<<-?[ \t]*[\"']?(\w{1,40})")
_MOST = 400
_LONGEST = 2_000
_LONGEST_VALUE = 300


class Tasks:
    """The task files of a repository, each read when a command first asks for it."""

    def __init__(self, find: Callable[[str], File | None]) -> None:
        self._find = find
        self._read: dict[str, dict[str, tuple[list[str], list[str]]]] = {}

    def expanded(self, text: str, folder: str = "") -> Iterator[Command]:
        """Yield the commands of a script, each task runner's and script's own commands after it."""
        yield from self._lines(script(text), folder, 0, [_MOST])

    def _lines(self, lines: list[str], folder: str, depth: int, room: list[int]) -> Iterator[Command]:
        for command in (command for line in lines for command in commands(line)):
            room[0] -= 1
            if room[0] < 0:
                return
            yield command
            if command.program == "cd" and command.operands:
                folder = _joined(folder, command.operands[0])
            elif depth < _DEEPEST:
                for found in self._lines(self._inner(command, folder), folder, depth + 1, room):
                    yield found._replace(is_ignored=found.is_ignored or command.is_ignored)

    def _inner(self, command: Command, folder: str) -> list[str]:
        """The lines that a task runner or a script runs in turn."""
        program, operands = command.program, list(command.operands)
        if program in ("make", "gmake", "mingw32-make"):
            below = _folder_option(command.words)
            targets = [word for word in operands if "=" not in word and word != below]
            return self.make(_joined(folder, below) if below else folder, targets)
        if program in ("tox", "nox"):
            return self.tox(folder) if program == "tox" else self.nox(folder)
        if program == "just":
            return self.just(folder, operands)
        if program in ("sh", "bash", "zsh", "source", ".") or program.endswith(".sh"):
            path = command.words[0] if program.endswith(".sh") else next(iter(operands), "")
            file = self._find(_joined(folder, path)) if path else None
            return script(file.text) if file is not None else []
        named = operands[-1] if program in _NAMED and operands else program if len(command.words) == 1 else ""
        return self.named(folder, named) if named else []

    def make(self, folder: str, targets: list[str]) -> list[str]:
        """Return the recipe lines of Makefile targets, what they need first; of the first where none is named."""
        rules = self._rules(folder, _MAKEFILES, makefile)
        if not targets:
            default = next((name for name in rules if not name.startswith(".")), None)
            targets = [default] if default else []
        lines: list[str] = []
        seen: set[str] = set()
        pending = list(reversed(targets))
        order: list[str] = []
        while pending:
            name = pending.pop()
            if name in seen or name not in rules:
                continue
            seen.add(name)
            order.append(name)
            pending.extend(reversed(rules[name][0]))
        # What a target needs runs before it: the last that was reached comes first.
        for name in reversed(order):
            lines += rules[name][1]
        return lines

    def just(self, folder: str, targets: list[str]) -> list[str]:
        """Return the lines of recipes in a justfile."""
        rules = self._rules(folder, ("justfile", "Justfile", ".justfile"), makefile)
        return [line for name in targets or list(rules)[:1] if name in rules for line in rules[name][1]]

    def tox(self, folder: str) -> list[str]:
        """Return the commands of every tox environment."""
        file = self._find(_joined(folder, "tox.ini")) or self._find(_joined(folder, "setup.cfg"))
        lines: list[str] = []
        if file is not None:
            import configparser

            parser = configparser.RawConfigParser(strict=False, allow_no_value=True)
            try:
                parser.read_string(file.text)
            except configparser.Error:
                return []
            for section in parser.sections():
                if section.startswith(("testenv", "tox:tox", "tox:testenv")) and parser.has_option(section, "commands"):
                    lines += (parser.get(section, "commands") or "").replace("\\\n", " ").split("\n")
        tox = self._pyproject(folder).get("tool", {})
        tox = tox.get("tox", {}) if isinstance(tox, dict) else {}
        for table in _tables(tox):
            for command in table.get("commands") or ():
                if isinstance(command, list):
                    lines.append(" ".join(str(word) for word in command))
        legacy = tox.get("legacy_tox_ini") if isinstance(tox, dict) else None
        if isinstance(legacy, str):
            lines += [line.partition("=")[2].strip() or line.strip() for line in legacy.split("\n")]
        return [line.strip().lstrip("- ") for line in lines if line.strip()]

    def nox(self, folder: str) -> list[str]:
        """Return what the sessions of a noxfile.py run."""
        file = self._find(_joined(folder, "noxfile.py"))
        tree = parsed(file.text) if file is not None else None
        lines = []
        for node in walk(tree) if tree else ():
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("run", "install", "run_always")
            ):
                words = [word for argument in node.args if (word := string(argument))]
                if words:
                    lines.append(" ".join((["pip", "install"] if node.func.attr == "install" else []) + words))
        return lines

    def named(self, folder: str, name: str) -> list[str]:
        """Return what a script of pyproject.toml (poe, taskipy, hatch, PDM, pixi, rye) or of a Taskfile runs."""
        document = self._pyproject(folder)
        tool = document.get("tool")
        found: list[str] = []
        wanted = name.rpartition(":")[2]
        for table in _tables(tool if isinstance(tool, dict) else {}):
            for key in ("tasks", "scripts"):
                declared = table.get(key)
                if isinstance(declared, dict) and wanted in declared:
                    found += _texts(declared[wanted])
        for file_name in ("Taskfile.yml", "Taskfile.yaml"):
            file = self._find(_joined(folder, file_name))
            taskfile = load_yaml(file.text) if file is not None else None
            declared = taskfile.get("tasks") if isinstance(taskfile, dict) else None
            if isinstance(declared, dict) and wanted in declared:
                found += _texts(declared[wanted])
        return [line for line in found if line != name]

    def _pyproject(self, folder: str) -> dict[str, Any]:
        path = _joined(folder, "pyproject.toml")
        if path not in self._documents:
            file = self._find(path)
            self._documents[path] = load_toml(file.text) if file is not None else {}
        return self._documents[path]

    @cached_property
    def _documents(self) -> dict[str, dict[str, Any]]:
        return {}

    def _rules(
        self, folder: str, names: tuple[str, ...], read: Callable[[str], dict[str, tuple[list[str], list[str]]]]
    ) -> dict[str, tuple[list[str], list[str]]]:
        for name in names:
            path = _joined(folder, name)
            if path in self._read:
                return self._read[path]
            file = self._find(path)
            if file is not None and not file.is_blank:
                self._read[path] = read(file.text)
                return self._read[path]
        return {}


def makefile(text: str) -> dict[str, tuple[list[str], list[str]]]:
    """Return the targets of a Makefile or justfile, each with what it needs and its recipe, variables filled in."""
    rules: dict[str, tuple[list[str], list[str]]] = {}
    variables: dict[str, str] = {"MAKE": "make"}
    current: list[str] = []
    lines = re.sub(r"\\\n[ \t]*", " ", text).split("\n")
    for line in lines[:5_000]:
        if line.startswith(("\t", "    ")) and current:
            written = _filled(line.strip(), variables)
            recipe = written.lstrip("@-+ ")
            if recipe and not recipe.startswith("#"):
                # Make throws a failure away where the line begins with a dash.
                recipe += " || true" if "-" in written[: len(written) - len(recipe)] and "#" not in recipe else ""
                for name in current:
                    rules[name][1].append(recipe)
            continue
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        variable = _VARIABLE.match(line.removeprefix("export "))
        if variable and ":" not in variable[1]:
            variables[variable[1]] = _filled(variable[2].partition("#")[0].strip(), variables)
            current = []
            continue
        rule = _RULE.match(line[:2_000])
        current = _filled(rule[1], variables).split() if rule else []
        needed = _filled(rule[2].partition(";")[0], variables).split() if rule else []
        for name in current:
            rules.setdefault(name, ([], []))[0].extend(needed)
    return rules


def script(text: str) -> list[str]:
    """Return the command lines of a shell script that are reached: up to an `exit`, no texts that a command is given.

    Below `set +e` a failure is thrown away, unless the script looks at what came out itself.
    """
    joined = re.sub(r"\\\n[ \t]*", " ", text)
    looks = "$?" in joined or re.search(r"\bexit[ \t]+[1-9]", joined) is not None
    found: list[str] = []
    until, fails = "", True
    for line in joined.split("\n")[:2_000]:
        plain = line.strip()
        if until:
            until = "" if plain == until else until
            continue
        if not plain or plain.startswith("#"):
            continue
        if _EXIT.fullmatch(line):
            break
        if plain in ("set +e", "set -e"):
            fails = plain == "set -e"
        found.append(plain if fails or looks else f"{plain} || true")
        if here := _HERE.search(plain):
            until = here[1]
    return found


def _filled(text: str, variables: dict[str, str]) -> str:
    """A line with its variables filled in; cut where they are made to double."""
    for _ in range(3):
        if "$" not in text:
            break
        text = _USE.sub(lambda match: variables.get(match[1], _unknown(match))[:_LONGEST_VALUE], text[:_LONGEST])
    return text[:_LONGEST]


def _unknown(match: re.Match[str]) -> str:
    return match[1].lower() if "PYTHON" in match[1] else match[0]


def _folder_option(words: tuple[str, ...]) -> str:
    return words[words.index("-C") + 1] if "-C" in words[:-1] else ""


def _joined(folder: str, path: str) -> str:
    plain = posixpath.normpath(posixpath.join(folder, path)) if folder else posixpath.normpath(path)
    return "" if plain == "." else plain


def _tables(table: dict[str, Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    yield table
    if depth < _DEEPEST:
        for value in table.values():
            if isinstance(value, dict):
                yield from _tables(value, depth + 1)


def _texts(value: object, depth: int = 0) -> list[str]:
    if isinstance(value, str):
        return [value]
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [text for item in value for text in _texts(item, depth + 1)]
    if isinstance(value, dict):
        return [
            text
            for key in ("cmd", "cmds", "shell", "script", "sequence", "composite", "commands", "args", "depends-on")
            for text in _texts(value.get(key), depth + 1)
        ]
    return []
