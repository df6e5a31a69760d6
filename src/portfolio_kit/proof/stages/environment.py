"""The stage environment: what the repository declares is installed, as a stranger would, into an empty environment."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from portfolio_kit import lazily as re
from portfolio_kit.proof.found.environment import Installation
from portfolio_kit.proof.found.python_version import MOVE_TO_3, written_for_2
from portfolio_kit.proof.found.search_path import told_path
from portfolio_kit.proof.interpreters import chosen, here, seeds, whole
from portfolio_kit.proof.model import Command, Outcome, Result
from portfolio_kit.proof.removal import remove
from portfolio_kit.proof.sandbox import ENVIRONMENT, PROJECT
from portfolio_kit.proof.stages.complaints import Refused
from portfolio_kit.proof.stages.installer import Installer
from portfolio_kit.proof.stages.refused import refused
from portfolio_kit.proof.stages.runners import write_runners
from portfolio_kit.proof.stages.stage import BROUGHT, TOOLS, Stage, searched, text_of
from portfolio_kit.proof.stages.warming import warm
from portfolio_kit.repository.environment.dependencies import canonical
from portfolio_kit.repository.environment.packages import distribution
from portfolio_kit.rubric.finding import Evidence

_DISTRIBUTION = re.compile(r"([A-Za-z0-9_.]+)-([\w.!+]+)\.dist-info")
_SEEDS = frozenset({"pip", "setuptools", "wheel"})
_LIST, _HELD = f"{BROUGHT}/requirements.txt", f"{BROUGHT}/versions.txt"
_SHOWN = 6
# Before it no packages are made any more that anybody asks for.
_OLDEST = 8


class _Installs(Protocol):
    def __call__(self, *arguments: str, shown: Command) -> Outcome | None: ...


def install(stage: Stage, found: Installation | None, tools: Sequence[str]) -> Result:
    """Install what was found, and beside it the `tools` that later stages need and the repository does not declare."""
    if found is None:
        return _undeclared(stage)
    if found.python and found.python.specifier.startswith("==2"):
        return Result(
            "environment",
            "failed",
            f"Python {found.python.written} is asked for, which no package index serves any more",
            MOVE_TO_3,
            facts={"file": found.file.path, "declared python": found.python.written},
        )
    installer = Installer(stage, found.folder or ".")
    with installer.at_work():
        return _Installing(stage, found, installer).done(tools)


@dataclass(slots=True)
class _Installing:
    """One installation: `suits` is an older Python for which there is all of it, where the one in use lacks some."""

    stage: Stage
    found: Installation
    uv: Installer
    suits: str | None = None

    def done(self, tools: Sequence[str]) -> Result:
        version, program = chosen(self.found.python)
        self._write()
        tried: Outcome | None = self._make(version, program)
        if tried and tried.is_good:
            tried = self._tried(self.uv.wheels)
            if tried is None and (other := self._other(version)):
                version, program = other
                self._make(version, program)
                tried = self._tried(self.uv.wheels)
            tried = tried or self._tried(self.uv.built)
        facts: dict[str, object] = {"file": self.found.file.path, "python": version}
        if self.found.python:
            facts["declared python"] = self.found.python.written
            facts["python as declared"] = self.found.python.allows(whole(version))
        repository, folder = self.stage.repository, self.found.folder
        refusal = None if tried and tried.is_good else self._refusal(tried, version)
        if refusal is None and self.found.package is not None:
            refusal = self._itself(self.found.package, version)
        installed = _installed(self.stage.place.environment)
        facts |= {
            "packages": len(installed.keys() - _SEEDS),
            "installed": installed,
            "missing": list(self.found.unavailable),
            "built": self.uv.builds,
            "path": list(dict.fromkeys([*searched(repository, self.found.package, folder), *told_path(repository)])),
        }
        if refusal is not None:
            if refusal.package:
                facts["missing"] = [*self.found.unavailable, refusal.package]
            return self._failed(refusal, facts)
        added = facts["added"] = [tool for tool in tools if canonical(tool) not in installed]
        if added and not (brought := self._tools(added, program, installed)).is_good:
            return self._result(
                "failed",
                f"{', '.join(added)} could not be added to run it with",
                facts,
                f"Add {', '.join(added)} to {self.found.file.path}, in versions that agree with the others.\n"
                f"{text_of(brought)[-200:].strip()}".split("\n")[0],
            )
        if warmed := warm(self.stage, len(self.uv.outcomes) + 1):
            self.uv.outcomes.append(warmed)
        return self._result("passed", _summary(facts), facts)

    def _failed(self, refusal: Refused, facts: Mapping[str, object]) -> Result:
        if facts.get("python as declared") is not False:
            return self._result("failed", refusal.what, facts, refusal.fix)
        asked = facts["declared python"]
        what = f"{refusal.what}; Python {asked}, which is asked for, was not to be had"
        return self._result("failed", what, facts, f"Install Python {asked} and prove it again, or: {refusal.fix}")

    def _result(self, status: str, summary: str, facts: Mapping[str, object], fix: str | None = None) -> Result:
        passed = status == "passed"
        what = summary if passed else f"{self.found.file.path}: {summary}"
        return Result("environment", "passed" if passed else "failed", what, fix, tuple(self.uv.outcomes), facts)

    def _write(self) -> None:
        """Write the lists that uv is given, while nothing has run yet that could stand in the way."""
        folder = self.stage.place.environment / "portfolio-kit"
        folder.mkdir(parents=True)
        (folder / "requirements.txt").write_text("\n".join([*self.found.wanted, ""]), encoding="utf-8")
        (folder / "more.txt").write_text("\n".join([*self.found.more, ""]), encoding="utf-8")
        (folder / "versions.txt").write_text("\n".join([*self.found.held, ""]), encoding="utf-8")

    def _make(self, version: str, program: Path) -> Outcome:
        """Make an empty environment of a Python. Nothing has run in it yet."""
        for name in ("bin", "lib", "lib64"):
            remove(self.stage.place.environment / name)
        # Where Python is on this machine is nobody's business.
        typed = Command(("uv", "venv", "--python", version))
        options = ("--allow-existing", "--no-project", "--python", str(program))
        made = self.uv.shared("venv", *options, ENVIRONMENT, shown=typed)
        if not made.is_good:
            return made
        write_runners(self.stage.place.environment)
        return self.uv.shared("pip", "install", *seeds(version))

    def _tried(self, install: _Installs) -> Outcome | None:
        """Install what the file declares; what other files add to it only where they agree."""
        command, shown = self._arguments(), self.found.command
        if self.found.more:
            tried = install(*command, "-r", f"{BROUGHT}/more.txt", shown=shown)
            if tried is None or tried.is_good:
                return tried
            if "Expected" not in text_of(tried):
                self.uv.outcomes.pop()
        return install(*command, shown=shown)

    def _other(self, version: str) -> tuple[str, Path] | None:
        """Find an older Python for which nothing has to be built; return it where it is here and the project's own."""
        arguments = self._arguments()
        if self.uv.lacking is None or arguments[0] != "pip":
            return None
        lacking = self.stage.place.environment / "portfolio-kit" / "lacking.txt"
        lacking.write_text(f"{self.uv.lacking}\n", encoding="utf-8")
        for minor in range(int(version.split(".")[1]) - 1, _OLDEST - 1, -1):
            older = f"3.{minor}"
            # One package is asked for quickly, and most that lack a wheel have none for any.
            alone = ("--no-deps", f"{BROUGHT}/lacking.txt")
            if self.uv.has_wheels(older, alone) and self.uv.has_wheels(older, arguments[2:]):
                self.suits = older
                return here(older, self.found.python) if self.found.python else None
        return None

    def _arguments(self) -> list[str]:
        typed = self.found.command.arguments
        if self.found.wanted:
            return ["pip", "install", "-r", _LIST, *(["-c", _HELD] if self.found.held else [])]
        if typed[1] == "sync":
            return [*typed[1:], "--inexact", "--no-install-workspace"]
        return list(typed[1:])

    def _itself(self, folder: str, version: str) -> Refused | None:
        """Install the project itself, whose code that may run."""
        shown = Command(
            ("uv", "pip", "install", "--no-deps", "-e", "."), folder or ".", {}, self.found.command.evidence
        )
        outcome = self.uv.apart("pip", "install", "--no-deps", "-e", f"{PROJECT}/{folder}".rstrip("/"), shown=shown)
        if outcome.is_good:
            return None
        reason = refused(text_of(outcome), self.found.file.path, version, self._asked)
        file = "setup.py" if f"{folder}/setup.py".lstrip("/") in self.stage.repository.by_path else "pyproject.toml"
        what = _error_line(text_of(outcome)) or reason.what
        return Refused(
            "", f"the project itself could not be installed: {what}", f"Mend {file} until `pip install -e .` works."
        )

    def _tools(self, added: Sequence[str], program: Path, installed: Mapping[str, str]) -> Outcome:
        """Install what the proof needs apart from the environment, in versions that agree with it.

        The environment's own Python is not started for it: a file that a package left in there would be run.
        """
        install = (
            f'"$UV" pip install --no-build --python {shlex.quote(str(program))} --target {TOOLS} {shlex.join(added)}'
        )
        script = f'printf "%s\\n" "$@" > "$TMPDIR/agree.txt"; {install} -c "$TMPDIR/agree.txt" || {install}'
        agree = [f"{name}=={version}" for name, version in installed.items()]
        return self.uv.tools(script, *agree, shown=Command(("uv", "pip", "install", *added)))

    @property
    def _asked(self) -> Evidence | None:
        """The place that asks for the Python in use."""
        return self.found.python.evidence if self.found.python else None

    def _refusal(self, outcome: Outcome | None, version: str) -> Refused:
        assert outcome is not None  # noqa: S101 - what builds always says how it ended
        if outcome.stopped:
            return Refused(
                "",
                f"installing was stopped at the limit on {outcome.stopped} after {outcome.seconds:.0f} s",
                "Declare fewer or smaller packages (of torch and tensorflow the versions for processors only).",
            )
        return refused(text_of(outcome), self.found.file.path, version, self._asked, self.suits)


def _undeclared(stage: Stage) -> Result:
    needed = sorted({distribution(found.package) for found in stage.repository.environment.imports})
    if not needed:
        return Result("environment", "skipped", "no package is declared, and the code imports none")
    shown = ", ".join(needed[:_SHOWN]) + (", …" if len(needed) > _SHOWN else "")
    what = f"no file declares what is to be installed; the code imports {shown}"
    fix = f"Write requirements.txt with {shown}, each with its version (`pip freeze` prints them)."
    if old := written_for_2(stage.repository):
        what += f", and {old.path}:{old.line} is Python 2"
        fix = f"{MOVE_TO_3} Then: {fix}"
    return Result(
        "environment",
        "failed",
        what,
        fix,
        facts={"missing": needed},
    )


def _installed(environment: Path) -> dict[str, str]:
    """The packages in the environment and their versions, by the folders that describe them."""
    found = {}
    for folder in sorted(environment.glob("lib/python3*/site-packages/*.dist-info")):
        match = _DISTRIBUTION.fullmatch(folder.name)
        if match and folder.resolve().is_relative_to(environment.resolve()):
            found[canonical(match[1])] = match[2]
    return found


def _summary(facts: Mapping[str, object]) -> str:
    count = facts["packages"]
    parts = [f"{facts['file']}, {count} package{'' if count == 1 else 's'} installed"]
    if facts.get("python as declared") is False:
        parts.append(f"Python {facts['python']} in place of {facts['declared python']}")
    if missing := facts.get("missing"):
        parts.append(
            f"without {', '.join(map(str, missing if isinstance(missing, list) else []))}, which only conda has"
        )
    if added := facts.get("added"):
        parts.append(f"{', '.join(map(str, added if isinstance(added, list) else []))} added to run it with")
    return "; ".join(parts)


def _error_line(text: str) -> str:
    """The error in the output of a build, the last that is named."""
    lines = (line.strip() for line in text.split("\n"))
    return next(
        (line[:200] for line in reversed(list(lines)) if re.match(r"(?:\w+(?:Error|Exception)|error): ", line)), ""
    )
