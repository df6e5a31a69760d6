"""Running the stages of a proof, each once, in the file system that its parent has left."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Protocol

from portfolio_kit.proof import graph
from portfolio_kit.proof.context import Context, Stage
from portfolio_kit.proof.copies import snapshot
from portfolio_kit.proof.model import STAGES, Command, Limits, Result
from portfolio_kit.proof.sandbox import Place, Sandbox
from portfolio_kit.proof.workers import Workers, broken
from portfolio_kit.repository.repository import Repository

_MINUTE = 60.0
_WALL = {
    "environment": 30 * _MINUTE,
    "tests": 15 * _MINUTE,
    "training": 30 * _MINUTE,
    "claims": 2 * _MINUTE,
    "service": 2 * _MINUTE,
    "malformed input": 5 * _MINUTE,
    "load": 2 * _MINUTE,
    "container": 30 * _MINUTE,
    "container service": 2 * _MINUTE,
}
# The packages of deep learning take gigabytes, and as much again in a cache or a layer.
_INSTALLS = ("environment", "container")
_INSTALLED = 24 << 30
_LOOK = 0.2


class Listener(Protocol):
    """Is told what happens while it happens."""

    def runs(self, stage: str, command: Command) -> None:
        """A stage is about to run a command."""

    def ended(self, result: Result) -> None:
        """A stage is over."""

    def waits(self, running: Mapping[str, float]) -> None:
        """These stages have been running for so many seconds; told several times a second."""


def limits(stage: str, timeout: float | None = None) -> Limits:
    """Return what a stage may take; `timeout` are the seconds by the clock that the caller gives it."""
    wall = _WALL[stage] if timeout is None else timeout
    processor = wall * (os.cpu_count() or 1)
    return Limits(wall, processor, disk=_INSTALLED) if stage in _INSTALLS else Limits(wall, processor)


@dataclass(slots=True)
class Run:
    """One run over a tree. `workspace` is a folder of ours with the copy of the tree in `tree`; `stages` are the
    functions by name, `cache` is the folder that all proofs share, `keep` says that the state of every stage stays to
    be looked at. `explained` says more of a result where more is known of it.
    """

    repository: Repository
    workspace: Path
    sandbox: Sandbox
    stages: Mapping[str, Stage]
    listener: Listener
    cache: Path
    timeout: float | None = None
    keep: bool = False
    explained: Callable[[Result], Result] = lambda result: result
    at_once: int = field(default_factory=lambda: min(2, os.cpu_count() or 1))
    _trees: dict[str | None, Path] = field(init=False, default_factory=dict)

    def results(self, wanted: Sequence[str] = tuple(STAGES)) -> tuple[Result, ...]:
        """Run the stages that are wanted, and return what became of each, in the order in which they are told."""
        self._trees = {None: self.workspace / "tree"}
        waiting = [stage for stage in STAGES if stage in wanted]
        results: dict[str, Result] = {}
        began: dict[str, float] = {}
        with Workers() as workers:
            while waiting or workers.running:
                for stage in tuple(waiting):
                    if len(workers.running) < self.at_once and graph.ready(stage, results, workers.running):
                        waiting.remove(stage)
                        if result := self._begin(stage, workers, results, waiting):
                            results[stage] = result
                            self.listener.ended(result)
                        else:
                            began[stage] = monotonic()
                for stage, told in workers.news(_LOOK):
                    if isinstance(told, Command):
                        self.listener.runs(stage, told)
                        continue
                    for result in map(self.explained, told):
                        results[result.stage] = result
                        self.listener.ended(result)
                    waiting = [other for other in waiting if other not in results]
                self.listener.waits({stage: monotonic() - began[stage] for stage in workers.running})
        return tuple(results[stage] for stage in STAGES if stage in results)

    def _begin(
        self, stage: str, workers: Workers, results: Mapping[str, Result], waiting: Sequence[str]
    ) -> Result | None:
        """Start a stage, or return what became of it where it cannot be."""
        if skipped := graph.hindrance(stage, results):
            return skipped
        folder = self.workspace / stage.replace(" ", "-")
        folder.mkdir()
        parent = STAGES[stage]
        try:
            self._inherit(parent, folder / "tree", waiting)
        except OSError as error:
            return broken(stage, f"what {parent or 'the author'} left cannot be copied: {error.strerror}")
        self._trees[stage] = folder / "tree"
        logs = self.workspace / "logs"
        logs.mkdir(exist_ok=True)
        root = graph.wanted(stage)[0]
        environment, cache = self.workspace / f"made-by-{root}", self.cache / f"for-{root}"
        for made in (environment, cache):
            made.mkdir(exist_ok=True)
        # What is installed first may fill the cache; no code of the repository ever sees it.
        place = Place(folder / "tree", environment, None if parent else cache, is_made=bool(parent))
        context = Context(
            self.repository,
            place,
            self.sandbox,
            limits(stage, self.timeout),
            logs,
            dict(results),
            tuple(waiting),
        )
        workers.begin(stage, self.stages[stage], context)
        return None

    def _inherit(self, parent: str | None, tree: Path, waiting: Sequence[str]) -> None:
        """Give a stage the state that its parent left: a copy, or that itself where nobody else will ask for it."""
        if self.keep or any(STAGES[other] == parent for other in waiting):
            snapshot(self._trees[parent], tree)
        else:
            self._trees[parent].rename(tree)
