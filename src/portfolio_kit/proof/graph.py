"""Which stage needs which, and which may run now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from portfolio_kit.errors import UserError
from portfolio_kit.proof.model import STAGES, Result

# Where there is nothing to train, a service may still have what it serves.
_DOES_WITHOUT = {"service": "training"}
# What measures time has the machine to itself.
_ALONE = frozenset({"service", "load"})


def wanted(name: str | None) -> tuple[str, ...]:
    """Return the stages to run for one of them, what it needs in front; all where none is named. Raises UserError."""
    if name is None:
        return tuple(STAGES)
    if name not in STAGES:
        raise UserError(f"there is no stage {name!r}: give one of {', '.join(STAGES)}")
    needed = [name]
    while parent := STAGES[needed[-1]]:
        needed.append(parent)
    return tuple(reversed(needed))


def hindrance(stage: str, results: Mapping[str, Result]) -> Result | None:
    """Return how a stage is skipped because of what became of another, None where nothing keeps it from running."""
    parent = STAGES[stage]
    result = results[parent] if parent else None
    if result is None or result.status == "passed":
        return None
    if _DOES_WITHOUT.get(stage) == parent and result.status == "skipped" and not _borrowed(result):
        # A stage with nothing to do has left the file system of its own parent.
        return None
    if result.status == "failed":
        return _because(stage, parent, f"{parent} failed")
    return _because(stage, parent, _borrowed(result) or f"{parent} was skipped")


def ready(stage: str, results: Mapping[str, Result], running: Iterable[str]) -> bool:
    """Whether a stage can begin: what it needs is over, and nobody is in the way of anybody's measurements."""
    running = set(running)
    if running & _ALONE or (running and stage in _ALONE):
        return False
    parent: str | None = STAGES[stage]
    return parent is None or parent in results


def _because(stage: str, other: str | None, reason: str) -> Result:
    return Result(stage, "skipped", reason, facts={"because": other})


def _borrowed(result: Result) -> str | None:
    """The reason that a result was skipped for, where that is what became of another stage."""
    return result.summary if "because" in result.facts else None
