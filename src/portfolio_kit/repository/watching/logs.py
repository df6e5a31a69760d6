"""Which calls hand something to a logger, and which let a logger write a file."""

from __future__ import annotations

import ast

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called

LEVELS = frozenset({"debug", "info", "warning", "warn", "error", "exception", "critical", "success", "log"})
"""The methods by which a logger is told something."""
_LOGGER = re.compile(
    r"(?:^|[._])(?:logging|log|logs|logger|loguru|structlog|_log|_logger)(?:\(\))?$|logger$|^get_logger\(\)$"
    r"|getLogger\(\)$",
    re.IGNORECASE,
)
_NOT_LOGS = re.compile(r"^(?:numpy|np|math|torch|tensorflow|mlflow|wandb|st|streamlit|console|self\.console)\b")
# What a logger gives back is a logger: `logger.bind(user=1).info(...)`.
_BOUND = re.compile(r"(?:\.(?:bind|unbind|new|opt|patch|contextualize|getChild)\(\))+$")
_MAKING = frozenset({"getLogger", "get_logger", "get_run_logger"})
_HANDLERS = frozenset({"FileHandler", "RotatingFileHandler", "TimedRotatingFileHandler", "WatchedFileHandler"})


def is_log(call: Call) -> bool:
    """Whether a call hands something to a logger."""
    owner = _BOUND.sub("", call.name.rpartition(".")[0])
    return (
        call.last in LEVELS
        and bool(owner)
        and bool(_LOGGER.search(owner))
        and not _NOT_LOGS.match(owner)
        and bool(call.node.args)
    )


def loggers(module: Module) -> frozenset[str]:
    """The names that a module gives to loggers, whatever they are: `journal = logging.getLogger("shop")`."""
    return frozenset(
        dotted(target)
        for node in module.assignments
        if isinstance(node.value, ast.Call) and name_called(node.value) in _MAKING
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    )


def logs_to_file(call: Call) -> bool:
    """Whether a call lets what is logged go to a file: a handler, `basicConfig(filename=...)`, Loguru's `add`."""
    return (
        call.last in _HANDLERS
        or (call.last == "basicConfig" and call.keyword("filename") is not None)
        or (call.last == "add" and bool(call.node.args) and bool(_LOGGER.search(call.name.rpartition(".")[0])))
    )


def switches_off(call: Call) -> bool:
    """Whether a call lets no message of any level through: `logging.disable()`."""
    return call.name == "logging.disable" and (
        not call.node.args or dotted(call.node.args[0]).rpartition(".")[2] == "CRITICAL"
    )
