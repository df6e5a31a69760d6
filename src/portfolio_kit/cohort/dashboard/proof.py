"""What a proof says happened, read from its statement, of which nothing is taken for granted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a proof."""

    name: str
    status: str
    summary: str
    fix: str
    seconds: float


def stages_of(statement: Mapping[str, Any] | None) -> tuple[Stage, ...]:
    """Return the stages of an in-toto statement, none where there is no proof or it has another form."""
    predicate = (statement or {}).get("predicate")
    stages = predicate.get("stages") if isinstance(predicate, Mapping) else None
    found = [stage for stage in stages if isinstance(stage, Mapping)] if isinstance(stages, list) else []
    return tuple(
        Stage(
            str(stage.get("name") or ""),
            str(stage.get("status") or ""),
            str(stage.get("summary") or ""),
            str(stage.get("fix") or ""),
            seconds if isinstance(seconds := stage.get("seconds"), (int, float)) else 0.0,
        )
        for stage in found
    )
