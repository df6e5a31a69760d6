"""The stage container: the image is built from the tree as it was cloned, by whatever engine there is."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.proof.engine import Engine, NoBaseError
from portfolio_kit.proof.found.container import Build
from portfolio_kit.proof.model import Limits, Outcome, Result
from portfolio_kit.proof.said import last_lines
from portfolio_kit.proof.stages.stage import Stage, text_of
from portfolio_kit.repository.containers.dockerfile import Instruction

_STEP = re.compile(r"^(?:\[(\d+)/\d+\] )?STEP (\d+)/\d+: ", re.MULTILINE)
# How Docker's own builder says where it failed.
_PLACE = re.compile(r"^[\w./-]{1,200}:(\d{1,5})$\n-{10,}", re.MULTILINE)
# What the engine says itself, after the instruction's own last words; and what it puts before those.
_OWN = re.compile(
    r"(?i:error: (?:building|creating|failed to solve)|subprocess exited|error building)|"
    r"time=\"|STEP |\[\d|-{6,}|[\w./-]+:\d+$|\d+ \|"
)
_BEFORE = re.compile(r"^#\d+ [\d.]+ ")
# Of all that an engine says then, the end; before it come addresses of this machine's network.
_UNREACHED = re.compile(
    r"no such host|connection refused|i/o timeout|network is unreachable|no route to host|name resolution|"
    r"deadline exceeded|server misbehaving",
    re.IGNORECASE,
)
_LONGEST = 100


def prove(stage: Stage, found: Build | None, engine: Engine | str) -> Result:
    """Build the image. `engine` is why there is none, where there is none. Raises OSError and SandboxError."""
    if found is None:
        return Result("container", "skipped", "there is no Dockerfile")
    path = found.dockerfile.file.path
    if found.problems:
        problem = found.problems[0]
        words = f"{path}:{problem.line} {_shown(found, problem.line)}: {problem.words}"
        fix = f"Commit what {path}:{problem.line} copies, or copy what is there."
        return Result("container", "failed", words, fix)
    if isinstance(engine, str):
        return Result("container", "skipped", engine)
    try:
        outcome = engine.build(found, stage.limits, stage.log())
    except NoBaseError as error:
        return _without_base(path, error)
    facts: dict[str, object] = {"engine": engine.name, "dockerfile": path, "bases": list(found.bases())}
    facts |= {"unheld": list(engine.unheld)} if engine.unheld else {}
    if outcome.is_good:
        words = f"{path} built with {engine.name} in {outcome.seconds:.0f} s"
        return Result("container", "passed", words, outcomes=(outcome,), facts=facts)
    return _failed(found, outcome, stage.limits, facts)


def _without_base(path: str, error: NoBaseError) -> Result:
    if error.is_absent:
        words = f"{path} begins with {error.image}, which its registry does not have: {error}"
        return Result("container", "failed", words, f"Let {path} begin with an image that can be had.")
    unreached = _UNREACHED.search(str(error))
    reason = f"its registry was not reached ({unreached[0]})" if unreached else str(error)
    return Result("container", "skipped", f"{error.image} cannot be had here, which {path} begins with: {reason}")


def _failed(found: Build, outcome: Outcome, limits: Limits, facts: dict[str, object]) -> Result:
    text = text_of(outcome)
    at = _instruction(found, text)
    path = found.dockerfile.file.path
    place = f"{path}:{at.line} {_cut(f'{at.name} {at.arguments}')}" if at else path
    said = [line for line in last_lines(outcome.log, 20) if not _OWN.match(line)]
    if outcome.stopped:
        words = f"{place}: stopped at the limit of {outcome.stopped}"
        seconds = f" ({limits.wall:g} s)" if outcome.stopped == "wall time" else ""
        fix = f"Let it do less: a build may not take more {outcome.stopped} than a proof has{seconds}."
        return Result("container", "failed", words, fix, (outcome,), facts)
    last = _BEFORE.sub("", said[-1]) if said else f"exit code {outcome.code}"
    fix = f"Build it in a fresh clone and repair {path}{f':{at.line}' if at else ''}."
    return Result("container", "failed", f"{place}: {last}", fix, (outcome,), facts)


def _instruction(found: Build, text: str) -> Instruction | None:
    """The instruction that a build was at when its output ended."""
    place = _PLACE.search(text)
    if place:
        return next((each for each in found.dockerfile.instructions if each.line == int(place[1])), None)
    steps = list(_STEP.finditer(text))
    return found.instruction(int(steps[-1][1] or 1), int(steps[-1][2])) if steps else None


def _shown(found: Build, line: int) -> str:
    each = next((each for each in found.dockerfile.instructions if each.line == line), None)
    return _cut(f"{each.name} {each.arguments}") if each else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
