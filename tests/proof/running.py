"""What a test of the runner needs: a sandbox that keeps nothing in, stages that are a few lines, a tree."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portfolio_kit.proof.context import Context, Stage
from portfolio_kit.proof.model import STAGES, Command, Limits, Outcome, Result
from portfolio_kit.proof.run import Run
from portfolio_kit.proof.sandbox import Place, Running
from portfolio_kit.repository.repository import read


class Plain:
    """Runs a command as it is; what a test needs no protection from."""

    name = "nothing"

    def run(self, command: Command, place: Place, limits: Limits, log: Path) -> Outcome:
        """Run it to its end."""
        start = time.monotonic()
        with log.open("wb") as stream:
            done = subprocess.run(
                command.arguments,
                cwd=place.tree / command.folder,
                stdout=stream,
                stderr=stream,
                check=False,
                timeout=limits.wall,
            )
        return Outcome(command, done.returncode, time.monotonic() - start, log)

    @contextmanager
    def serve(self, *_: object) -> Iterator[Running]:
        """Nothing is served here."""
        yield _refused()


def _refused() -> Running:
    raise NotImplementedError


@dataclass
class Heard:
    """A listener that remembers."""

    commands: list[tuple[str, str]] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    together: set[frozenset[str]] = field(default_factory=set)

    def runs(self, stage: str, command: Command) -> None:
        self.commands.append((stage, command.shown))

    def ended(self, result: Result) -> None:
        self.results.append(result)

    def waits(self, running: Mapping[str, float]) -> None:
        self.together.add(frozenset(running))


def passing(name: str, do: Callable[[Context], object] = lambda _: None) -> Stage:
    """A stage that does something and passes."""

    def stage(context: Context) -> Result:
        do(context)
        return Result(name, "passed", "done")

    return stage


def failing(name: str) -> Stage:
    """A stage that fails."""
    return lambda _: Result(name, "failed", "it broke", "Mend it.")


def idle(name: str) -> Stage:
    """A stage that finds nothing to do."""
    return lambda _: Result(name, "skipped", "there is nothing to do")


def shell(script: str) -> Callable[[Context], Outcome]:
    """What runs a shell script in the stage's tree and tells it."""

    def do(context: Context) -> Outcome:
        command = Command(("sh", "-ec", script))
        context.tell(command)
        return context.sandbox.run(command, context.place, context.limits, context.logs / f"{time.monotonic_ns()}.log")

    return do


def run_of(tmp_path: Path, stages: Mapping[str, Stage], files: Mapping[str, str] | None = None) -> tuple[Run, Heard]:
    """A run over a tree of these files; every stage that is not given passes."""
    workspace = tmp_path / "workspace"
    for name, text in {"README.md": "# Churn\n", **(files or {})}.items():
        file = workspace / "tree" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    heard = Heard()
    given = {name: stages.get(name, passing(name)) for name in STAGES}
    cache = tmp_path / "cache"
    cache.mkdir()
    return Run(read(workspace / "tree"), workspace, Plain(), given, heard, cache), heard
