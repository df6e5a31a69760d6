"""Whether anything of what a repository's texts may tell is really done in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.asking import loads_model
from portfolio_kit.repository.models.drawn import is_measured_on_chance, learns_from_draws
from portfolio_kit.repository.models.found_stages import Stages, Use
from portfolio_kit.repository.models.stages import EVALUATE, LOAD, PREDICT, PREPARE, READ, TRAIN, is_test

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository

PROGRAMS = frozenset(
    {".r", ".jl", ".scala", ".java", ".kt", ".js", ".ts", ".tsx", ".jsx", ".cpp", ".c", ".cs", ".go", ".rs", ".swift"}
    | {".m", ".sql", ".ino"}
)
# From how many different calls that read or prepare data on, of how many kinds, or cells that show it, it is an
# analysis; from how many different lines of code on a file in another language is a program; from how many sums on a
# module works by hand.
_ANALYSIS, _KINDS, _CELLS, _LINES, _SUMS = 8, 3, 3, 15, 8
_MOST_NODES, _MOST_FITS = 500, 50
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|^[ \t]*(?://|#|--|%)[^\n]*", re.DOTALL | re.MULTILINE)
# How SQL reads, and how a script of a page works something out, asks somebody or takes in what does.
_READS = re.compile(r"\bselect\b", re.IGNORECASE)
_WORKS = re.compile(
    r"\b(?:import|require|fetch|axios|ajax|XMLHttpRequest|WebSocket|await|Math)\b|[\w)\]] ?[*/+-] ?[\w(]"
)
_WORKING = {".sql": _READS, ".js": _WORKS, ".ts": _WORKS, ".jsx": _WORKS, ".tsx": _WORKS}
# What a cell calls, what of that only looks, and what is no call.
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|#[^\n]*")
_CALLED = re.compile(r"(\w+)\(")
_LOOKS = frozenset({"print", "display", "head", "tail", "info", "describe", "len", "type", "summary", "show", "str"})
_SUM = re.compile(r"^[ \t]*[%!]|[\[<>*/+]", re.MULTILINE)
# A line of a program that only says something, or keeps a constant under a name.
_TALKS = re.compile(
    r"(?:print|println|cat|message|puts|echo|disp|printf|console\.\w+|System\.out\.\w+|fmt\.Print\w*|(?:std::)?cout)\b[^+*/]*$"
    r"|(?:(?:const|let|var|val|final|int|double|float|auto|String|string)\s+)*\w+\s*(?::\s*\w+\s*)?(?:=|<-|:=)\s*"
    r"(?:-?[\d.]+|\"[^\"]*\"|'[^']*')\s*;?$"
)
_CODE = re.compile(r"[(){};=]|<-|\bselect\b|\bend\b", re.IGNORECASE)


def has_work(repository: Repository) -> bool:
    """Whether a model is trained, measured, asked or served, data analysed, or a program written in another language.

    By a module that works with somebody else's package, or that calculates itself: not by calls of empty functions. A
    search or a rule that is worked out by hand does its sums on data that is here.
    """
    stages = repository.stages
    trained = stages.of(TRAIN)
    # What trains more often than that does it for some reason.
    training = [use for use in trained[:_MOST_FITS] if not _is_for_show(use, repository)] + trained[_MOST_FITS:]
    if any(_is_done(use, repository) for use in training):
        return True
    # What is asked of a model that learnt nothing, or measured of it, is worth no more than the model.
    idle = {use.module.path for use in trained} - {use.module.path for use in training}
    asked = (use for use in stages.of(PREDICT) if use.module.path not in idle and not _is_typed(use.call.node))
    fetched = (use for use in stages.of(LOAD)[:_MOST_FITS] if _is_read(use))
    if any(_is_done(use, repository) for use in (*asked, *fetched, *stages.idle)):
        return True
    # A figure of numbers that were drawn by chance is no measurement.
    if any(
        use.module.path not in idle
        and _is_done(use, repository)
        and not is_measured_on_chance(use.module, use.call, repository)
        for use in stages.of(EVALUATE)
    ):
        return True
    # A model that somebody else trained and that is asked by whatever its method is called.
    loading = (
        Use(module, call)
        for module in repository.modules
        if not is_test(module.path)
        for call in module.calls
        if loads_model(call)
    )
    given = (use for use in loading if use.call.node.args or use.call.node.keywords)
    if any(_is_done(use, repository) and _is_read(use) for use in islice(given, _MOST_FITS)):
        return True
    analysing = [use for stage in (READ, PREPARE) for use in stages.of(stage) if _is_done(use, repository)]
    if len(set(map(_said, analysing))) >= _ANALYSIS and len({use.call.last for use in analysing}) >= _KINDS:
        return True
    apps = (app for app in repository.apps if not repository.serving.says_the_same(app))
    if any(map(repository.serving.loading, apps)):
        return True
    if any(_works_on_data(module, repository) for module in repository.scripts if not is_test(module.path)):
        return True
    for notebook, module in zip(repository.notebooks, repository.modules[len(repository.scripts) :], strict=True):
        shown = [cell.source for cell in notebook.code if cell.shows]
        if len(shown) >= _CELLS and (
            module.is_broken or (sum(map(_works_out, shown)) >= _CELLS and _is_real(module, repository))
        ):
            return True
    return any(file.suffix in PROGRAMS and _is_program(file) for file in repository.files) or _is_tested(repository)


def _is_tested(repository: Repository) -> bool:
    """Whether tests that can fail run what prepares data and what trains a model, where no program does yet."""
    telling = {test.evidence.path for test in repository.tests.found if test.exercises_data and test.runs_code}
    if not telling:
        return False
    called = {call.last for module in repository.scripts if module.path in telling for call in module.calls}
    modules = [module for module in repository.modules if not is_test(module.path)]
    run = Stages(modules, Live(modules, repository.files, lambda function: function.last in called))
    return all(
        any(_is_done(use, repository) and not _is_typed(use.call.node) for use in run.of(stage)[:_MOST_FITS])
        for stage in (PREPARE, TRAIN)
    )


def _is_for_show(use: Use, repository: Repository) -> bool:
    """Whether a model learns from nothing: from rows that stand in the call itself, or that are drawn by chance."""
    return _is_typed(use.call.node) or (
        use.module.mentions("rand", "normal", "integers", "choice", "uniform")
        and learns_from_draws(use.module, use.call, repository)
    )


def _is_typed(call: ast.Call) -> bool:
    """Whether all that a call is given is written out in it."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return bool(call.args) and not any(
        isinstance(part, (ast.Name, ast.Call)) for value in given for part in walk(value)
    )


def _is_read(use: Use) -> bool:
    """Whether anything is done with a model that is loaded: the name that it is kept under is read, or it has none."""
    kept = [node for node in use.module.assignments if node.value is use.call.node]
    names = {
        target.id
        for node in kept
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    if not names:
        return bool(kept) or not any(
            isinstance(node, ast.Expr) and node.value is use.call.node for node in _nodes([use.module])
        )
    # Other modules may read what a module keeps.
    return use.module.is_notebook or any(
        isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names
        for node in _nodes([use.module])
    )


def _works_out(source: str) -> bool:
    """Whether the code of a cell does more than look at what is there: it calls something else, or calculates."""
    plain = _QUOTED.sub("", source)
    return bool(_SUM.search(plain)) or any(name not in _LOOKS for name in _CALLED.findall(plain))


def _is_done(use: Use, repository: Repository) -> bool:
    """Whether a call can do anything: all the names that it is made of mean something, in a module that works,
    and no switch that nothing turns keeps it from being made.
    """
    # Each call of a long chain holds all those before it.
    nodes = islice(ast.walk(use.call.node), _MOST_NODES)
    names = [node.id for node in nodes if isinstance(node, ast.Name)]
    return (
        use.module.binds(names) and _is_real(use.module, repository) and repository.is_switched_on(use.module, use.call)
    )


def _is_real(module: Module, repository: Repository) -> bool:
    outside = repository.environment.packages_outside
    return any(name.partition(".")[0] in outside for name in module.imports) or _calculates(module)


def _calculates(module: Module) -> bool:
    """Whether a module does sums of its own in a loop: a model from scratch."""
    if not module.mentions("for ", "while "):
        return False
    sums = sum(isinstance(node, (ast.BinOp, ast.AugAssign)) for node in _nodes([module]))
    return sums >= _SUMS


def _works_on_data(module: Module, repository: Repository) -> bool:
    """Whether a script does sums of its own and names a file of data that is here: no library's calls are needed."""
    if module.is_beyond or not module.calls or not _calculates(module):
        return False
    names = {text.replace("\\", "/").rpartition("/")[2] for text, _ in module.strings}
    return any(file.name in names for file in repository.supply.fitting)


def _nodes(modules: Iterable[Module]) -> Iterator[ast.AST]:
    return (node for module in modules for tree, _ in module.trees for node in ast.walk(tree))


def _said(use: Use) -> str:
    return ast.unparse(use.call.node)


def _is_program(file: File) -> bool:
    """Whether a file has as many different lines of code as a program: no comments, blanks, text, nothing minified.

    A script of a page that only moves what is on it, and SQL that only makes tables, work with nothing.
    """
    text = _COMMENT.sub("", file.text)
    if (needed := _WORKING.get(file.suffix)) and not needed.search(text):
        return False
    lines = {line.strip() for line in text.split("\n")} - {""}
    lines = {line for line in lines if not _TALKS.match(line)}
    return sum(bool(_CODE.search(line)) for line in lines) >= max(_LINES, len(lines) // 3)
