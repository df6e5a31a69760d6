"""What a program wants of whoever starts it: an answer that is typed while it runs, or an option on its command line,
and what options it does not know.

A command that goes without the first two, or gives the last, stops there, however much stands behind it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import name_called, string, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Call
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.running.written import Command
    from portfolio_kit.rubric.finding import Evidence

_ASKING = frozenset({"input", "getpass.getpass", "click.prompt", "click.confirm"})
_GOES_ON = ("\\", "`", "^")
_LONG = re.compile(r"--[\w-]+")
_GIVEN = re.compile(r"(?<=\s)--[A-Za-z][\w-]*")
# Where a command ends, or begins to be commented upon.
_END = re.compile(r"&&|[;|#`]")
# What takes options by rules of its own.
_OTHER_PARSERS = ("parse_known_args", "parents=", "typer", "fire", "hydra", "jsonargparse", "absl", "tyro", "sys.argv")


class Wanted(NamedTuple):
    """An option without or with which a program does not start, and where it says so."""

    option: str
    evidence: Evidence


def asks(modules: Sequence[Module], live: Live) -> Evidence | None:
    """Return where the code that runs first waits for somebody to type; not where it catches that nobody does."""
    for module in modules:
        if not module.mentions("input(", "getpass", "prompt(", "confirm("):
            continue
        own = {function.last for function in module.functions}
        asking = [call for call in live.calls(module) if call.name in _ASKING and call.last not in own]
        caught = _caught(module) if asking else frozenset()
        for call in asking:
            if id(call.node) not in caught:
                return module.evidence(call.line)
    return None


def _caught(module: Module) -> frozenset[int]:
    """The nodes that stand where it is caught that nobody answers, or that only run below a condition."""
    return frozenset(
        id(inner)
        for tree, _ in module.trees
        for node in walk(tree)
        if isinstance(node, (ast.Try, ast.If, ast.While, ast.IfExp)) and not _is_main(node)
        for inner in walk(node)
    )


def _is_main(node: ast.AST) -> bool:
    """Whether a condition is that the module is the program."""
    return isinstance(node, ast.If) and any(
        isinstance(part, ast.Name) and part.id == "__name__" for part in walk(node.test)
    )


def left_out(command: Command) -> Wanted | None:
    """Return the first option that a command's module requires and the line that names the module leaves out."""
    line = command.evidence.excerpt.rstrip()
    if command.module.is_notebook or command.module.file.stem not in line or line.endswith(_GOES_ON):
        return None
    given = set(line.replace("=", " ").replace("`", " ").split())
    for call, names in _required(command.module):
        if given.isdisjoint(names):
            option = next((name for name in names if _LONG.fullmatch(name)), names[0])
            return Wanted(option, command.module.evidence(call.line))
    return None


def unknown(command: Command) -> Wanted | None:
    """Return the first option on the line that names a command's module which its parser does not know, and where the
    options are read.
    """
    module, line = command.module, command.evidence.excerpt
    if module.is_notebook or module.mentions(*_OTHER_PARSERS) or not module.mentions("parse_args"):
        return None
    reading = next((call for call in module.calls if call.last == "parse_args"), None)
    known = _known(module)
    # The folder before it may be called alike: `cd training && python train.py`.
    after = line.partition(module.file.name)[2] or line.rpartition(module.file.stem)[2]
    if reading is None or not known or not after:
        return None
    for given in _GIVEN.findall(_END.split(after, 1)[0]):
        # What begins as one that is known stands for it.
        if not any(name.startswith(given) for name in known):
            return Wanted(given, module.evidence(reading.line))
    return None


def _known(module: Module) -> frozenset[str]:
    """The options of a program whose parser this module alone fills, each by a name that stands there; else none."""
    found = {"--help", "--version"}
    own = {function.last for function in module.functions}
    parsers = {
        target.id
        for assignment in module.assignments
        if isinstance(assignment.value, ast.Call) and name_called(assignment.value) == "ArgumentParser"
        for target in (assignment.targets if isinstance(assignment, ast.Assign) else [assignment.target])
        if isinstance(target, ast.Name)
    }
    if not parsers:
        return frozenset()
    for call in module.calls:
        if call.last == "add_argument":
            names = [string(value) for value in call.node.args]
            if not names or any(name is None for name in names):
                return frozenset()
            found.update(name for name in names if name)
        elif call.last not in own and any(
            isinstance(value, ast.Name) and value.id in parsers for value in call.node.args
        ):
            # Another module adds to it.
            return frozenset()
    return frozenset(found)


def _required(module: Module) -> Iterator[tuple[Call, list[str]]]:
    """Yield the options of a program that have to be given, each with its names."""
    if module.mentions("required"):
        for call in module.calls:
            required = call.keyword("required")
            if (
                call.last in ("add_argument", "option")
                and isinstance(required, ast.Constant)
                and required.value is True
            ):
                names = [text for value in call.node.args if (text := string(value)) and text.startswith("-")]
                if names and call.keyword("default") is None:
                    yield call, names
