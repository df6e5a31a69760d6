"""Running uv inside, with one of two caches.

The cache that proofs share is there as long as nothing can run but uv: nothing is built, no settings of the repository
are read (a proxy among them would bring in what it likes), and no program of the environment is found. What has to run
code of the repository or of a package gets a cache of its own, which is thrown away.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.proof import uv, view
from portfolio_kit.proof.model import Command, Outcome
from portfolio_kit.proof.removal import remove
from portfolio_kit.proof.sandbox import Place
from portfolio_kit.proof.stages.refused import needs_building, without_wheel
from portfolio_kit.proof.stages.stage import Stage, text_of
from portfolio_kit.repository.environment.dependencies import canonical

_PROGRAM = f"{view.TOOLS}/uv"
# What later stages are forbidden.
_ALLOWED = dict.fromkeys(("UV_OFFLINE", "UV_NO_SYNC", "UV_NO_CACHE", "PIP_NO_INDEX"), "false")
_NOTHING_RUNS = {"PATH": view.SYSTEM, "UV_NO_CONFIG": "1"}
_PIN = re.compile(r"([A-Za-z0-9][\w.-]{0,100})==[\w.!+-]{1,80}")
_MOST_BUILT = 10


@dataclass(slots=True)
class Installer:
    """Runs uv in a `folder` of the repository, and keeps the `outcomes` of all that counts.

    `builds` says that code of the repository or of a package may have changed the environment, or may run in it.
    """

    stage: Stage
    folder: str
    outcomes: list[Outcome] = field(default_factory=list)
    builds: bool = False
    lacking: str | None = None
    _own: Path | None = None

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Give what is built a cache, which is gone with the block."""
        self._own = Path(tempfile.mkdtemp(prefix=".cache-", dir=self.stage.place.tree.parent))
        try:
            yield
        finally:
            remove(self._own)

    def shared(self, *arguments: str, shown: Command | None = None) -> Outcome:
        """Run uv with the cache that proofs share, as long as that is safe: `shown` is what a person would type."""
        if self.builds:
            return self.apart(*arguments, shown=shown)
        # There is no variable for it that `uv pip` heeds.
        forbidden = () if arguments[0] == "venv" else ("--no-build",)
        before = self._there()
        outcome = self._run((_PROGRAM, *arguments, *forbidden), shown or Command(("uv", *arguments), self.folder))
        # Of what is broken off half is there, and may run with the next Python that is started.
        self.builds = not outcome.is_good and arguments[0] != "venv" and self._there() != before
        return outcome

    def apart(self, *arguments: str, shown: Command | None = None, changes: bool = True) -> Outcome:
        """Run uv where it may build, with the cache that is thrown away; `changes` says that it may the environment."""
        self.builds = self.builds or changes
        place = replace(self.stage.place, cache=self._own, is_made=not changes)
        return self._run((_PROGRAM, *arguments), shown or Command(("uv", *arguments), self.folder), place)

    def wheels(self, *arguments: str, shown: Command) -> Outcome | None:
        """Install what a file declares without a build; None where that cannot be, `lacking` says for what."""
        outcome = self.shared(*arguments, shown=shown)
        if outcome.is_good or outcome.stopped is not None:
            return outcome
        text = text_of(outcome)
        if needs_building(text):
            self.outcomes.pop()
            self.lacking = without_wheel(text)
            return None
        if not self._has_settings():
            return outcome
        self.outcomes.pop()
        return self.apart(*arguments, shown=shown)

    def built(self, *arguments: str, shown: Command) -> Outcome:
        """Install what a file declares: what there is a wheel of with the shared cache, and only the rest apart."""
        if arguments[:2] != ("pip", "install"):
            self._with_wheels(arguments, None, shown)
            return self.apart(*arguments, shown=shown)
        # Which versions agree is only known when those without a wheel were asked what they need.
        compiled = self.apart("pip", "compile", *_lists(arguments[2:]), shown=shown, changes=False)
        if not compiled.is_good:
            return compiled
        self._with_wheels(("pip", "install", "--no-deps"), _pins(text_of(compiled)), shown)
        return self.apart(*arguments, shown=shown)

    def has_wheels(self, version: str, arguments: Sequence[str]) -> bool:
        """Whether there is a wheel of all that `uv pip install` was given, or of what was lacking, for a Python."""
        outcome = self._untold().shared("pip", "compile", *_lists(arguments), "--python-version", version)
        return outcome.is_good

    def tools(self, script: str, *arguments: str, shown: Command) -> Outcome:
        """Run a shell script that calls uv as $UV, with the shared cache as long as that is safe."""
        command = ("/bin/sh", "-c", script, "sh", *arguments)
        return self._run(command, shown, replace(self.stage.place, cache=self._own) if self.builds else None)

    def _with_wheels(self, arguments: Sequence[str], pins: Mapping[str, str] | None, shown: Command) -> None:
        """Install what there is a wheel of; how far that goes is nobody's fault, for the rest is built after it."""
        without: list[str] = []
        attempts = self._untold()
        while len(without) <= _MOST_BUILT:
            if pins is None:
                left = [word for name in without for word in ("--no-install-package", name)]
            else:
                left = [pin for name, pin in pins.items() if name not in without]
            outcome = attempts.shared(*arguments, *left, shown=shown)
            self.builds = attempts.builds
            if outcome.is_good or outcome.stopped is not None:
                self.outcomes.append(outcome)
                return
            lacking = without_wheel(text_of(outcome))
            if lacking is None or (name := canonical(lacking.partition("==")[0])) in without:
                return
            without.append(name)

    def _untold(self) -> Installer:
        """The same for attempts of which nobody need hear."""
        return replace(self, stage=replace(self.stage, tell=lambda _: None), outcomes=list(self.outcomes))

    def _there(self) -> set[str]:
        """What is in the environment."""
        return {path.name for path in self.stage.place.environment.glob("lib/python3*/site-packages/*")}

    def _has_settings(self) -> bool:
        files = self.stage.repository.by_path
        return any(
            path.endswith("uv.toml") or (path.endswith("pyproject.toml") and "[tool.uv" in file.text)
            for path, file in files.items()
        )

    def _run(self, arguments: Sequence[str], shown: Command, place: Place | None = None) -> Outcome:
        """Run it: where no other `place` is given, with the shared cache."""
        told = uv.told(uv.sources(), builds=place is not None)
        variables = {**_ALLOWED, **told, **({} if place else _NOTHING_RUNS), "UV": _PROGRAM}
        command = Command(tuple(arguments), self.folder, variables)
        where = replace(place or self.stage.place, network=True)
        outcome = self.stage.run(command, len(self.outcomes) + 1, where, shown)
        self.outcomes.append(outcome)
        return outcome


def _lists(arguments: Sequence[str]) -> Iterator[str]:
    """The arguments of `uv pip compile` for the lists that `uv pip install` was given: its first option is none."""
    yield from ("--quiet", "--no-header", "--no-annotate")
    yield from (argument for argument in arguments if argument != "-r")


def _pins(text: str) -> dict[str, str]:
    """The versions of the index that uv has settled on, by name."""
    found = (_PIN.fullmatch(line.strip()) for line in text.split("\n"))
    return {canonical(match[1]): match[0] for match in found if match}
