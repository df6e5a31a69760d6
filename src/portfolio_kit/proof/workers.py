"""Running stages in processes of their own, two at a time where there are two processors.

A stage that breaks, or that the system ends, takes nothing else with it; and one signal ends it wherever it is, with
everything that it has to put away.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import NoReturn, Self

from portfolio_kit.errors import UserError
from portfolio_kit.proof import descendants
from portfolio_kit.proof.context import Context, Stage
from portfolio_kit.proof.model import Command, Result
from portfolio_kit.signals import held_back, let_through, uninterrupted

# How long a stage may take to end what it runs when it is told to.
_PATIENCE = 20.0
_OUR_FAULT = "Report this as an error of portfolio-kit; nothing in your repository needs to change."


class Workers:
    """The stages that run now, by name. Everything is ended with the block."""

    def __init__(self) -> None:
        self._processes: dict[str, BaseProcess] = {}
        self._connections: dict[str, Connection] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with uninterrupted():
            for process in self._processes.values():
                process.terminate()
            for process in self._processes.values():
                process.join(_PATIENCE)
                if process.is_alive():
                    process.kill()
                    process.join()
            for connection in self._connections.values():
                connection.close()

    @property
    def running(self) -> tuple[str, ...]:
        """The names of the stages that run."""
        return tuple(self._processes)

    def begin(self, name: str, stage: Stage, context: Context) -> None:
        """Start a stage."""
        receiver, sender = get_context("fork").Pipe(duplex=False)
        process = get_context("fork").Process(target=_work, args=(name, stage, context, sender), name=name)
        # A signal that comes in between finds the new process ready for it.
        with held_back():
            process.start()
        sender.close()
        self._processes[name] = process
        self._connections[name] = receiver

    def news(self, seconds: float) -> Iterator[tuple[str, Command | tuple[Result, ...]]]:
        """Yield what the stages tell within so many seconds: the commands that they are about to run, their results."""
        names = {connection: name for name, connection in self._connections.items()}
        for connection in wait(list(names), seconds):
            name = names[connection]  # type: ignore[index]
            try:
                told = self._connections[name].recv()
            except EOFError:
                told = (broken(name, "its process was ended"),)
            if not isinstance(told, Command):
                self._end(name)
            yield name, told

    def _end(self, name: str) -> None:
        process = self._processes.pop(name)
        process.join(_PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
        self._connections.pop(name).close()


def broken(stage: str, reason: str) -> Result:
    """Return the result of a stage that we could not run: it says nothing about the repository."""
    return Result(stage, "failed", f"could not be proven: {reason}", _OUR_FAULT, facts={"error": reason})


def _work(name: str, stage: Stage, context: Context, sender: Connection) -> None:
    # What a terminal sends to all of us is for the one that started us, who will tell us. It's a function, not
    # SIG_IGN, because programs that are started would go on ignoring it.
    signal.signal(signal.SIGINT, _nothing)
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, _nothing)
    let_through()
    descendants.adopt()
    with suppress(BrokenPipeError):
        _send(sender, name, _results(name, stage, replace(context, tell=sender.send)))


def _results(name: str, stage: Stage, context: Context) -> tuple[Result, ...]:
    try:
        results = stage(context)
    except UserError as error:
        return (broken(name, str(error)),)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in one stage costs that stage only
        return (broken(name, f"{type(error).__name__}: {str(error)[:300]}"),)
    return (results,) if isinstance(results, Result) else tuple(results)


def _send(sender: Connection, name: str, results: tuple[Result, ...]) -> None:
    try:
        sender.send(results)
    except (TypeError, AttributeError, ValueError) as error:
        sender.send((broken(name, f"its result cannot be told: {error}"),))


def _nothing(_number: int, _frame: FrameType | None) -> None:
    pass


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    # Once: what is being put away is not to be interrupted by a second one. Whatever was just being started when it
    # came, nobody but us knows of it.
    signal.signal(signal.SIGTERM, _nothing)
    descendants.kill()
    raise SystemExit(128 + number)
