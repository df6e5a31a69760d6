"""Findings and criteria in one line, as the tests of rubrics need them."""

from __future__ import annotations

from portfolio_kit.rubric.finding import Evidence, Finding, failed, met, missing, not_applicable, partial
from portfolio_kit.rubric.rubric import Combine, Criterion, Part

PLACE = Evidence("README.md", 1, "# Title")


def finding(level: int | None, name: str = "it") -> Finding:
    """A finding of that level, argued."""
    if level is None:
        return not_applicable(f"{name} does not apply")
    if level == 0:
        return missing(f"no {name}", f"Add {name}.")
    place = Evidence(f"{name}.md", 1, name)
    return partial(f"half {name}", f"Finish {name}.", [place]) if level == 1 else met(f"whole {name}", [place])


def broken(name: str = "it") -> Finding:
    """The finding of a criterion that failed."""
    return failed(f"{name} could not be judged")


def criterion(*parts: Part, combine: Combine = "least", points: float = 4.0) -> Criterion:
    """A criterion that is judged by others."""
    levels, next_ = ("nothing", "something", "everything"), ("Begin.", "Complete.")
    return Criterion("c", "p", "C", points, (), "why", levels, next_, parts, combine)
