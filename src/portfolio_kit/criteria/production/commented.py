"""Steps of a workflow that would run the tests and are commented out."""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria.production.testers import runs_tests
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.workflow import Workflow
from portfolio_kit.rubric.finding import Evidence

# What stands before a command: the sign of a comment, the dash of a list and the key of a step.
_BEFORE = re.compile(r"\s*#[#\s]*(?:-\s+)?(?:run\s*:\s*|script\s*:\s*)?[|>]?")
# A line of a step in a comment: what is no key of one is a remark, and stays one.
_KEY = re.compile(r"\s*#[#\s]*(?:-\s+)?[a-z][\w-]*\s*:(?:\s|$)")
_LONGEST = 300
_MOST = 2_000


class Commented(NamedTuple):
    """A command that tests, in a comment, and the lines of its step, from which the signs have to go."""

    evidence: Evidence
    first: int
    last: int

    @property
    def lines(self) -> str:
        """The lines of the comment: `line 12`, `lines 12 to 14`."""
        return f"line {self.first}" if self.first == self.last else f"lines {self.first} to {self.last}"


def commented_tests(repository: Repository, workflow: Workflow) -> Commented | None:
    """Return the first command in the comments of a workflow that would run tests; prose about a tester is none."""
    if "#" not in workflow.file.text:
        return None
    lines = workflow.file.text.splitlines()[:_MOST]
    for number, line in enumerate(lines):
        before = _BEFORE.match(line)
        if before is None or len(line) > _LONGEST:
            continue
        commands = list(repository.tasks.expanded(line[before.end() :], ""))
        if len(commands) == 1 and runs_tests(commands[0]) and all(map(_is_no_prose, commands[0].operands)):
            above = len(list(takewhile(_KEY.match, reversed(lines[:number]))))
            below = len(list(takewhile(_KEY.match, lines[number + 1 :])))
            return Commented(workflow.file.evidence(number + 1), number + 1 - above, number + 1 + below)
    return None


def _is_no_prose(word: str) -> bool:
    """Whether what a tester is given is a place or a module, as no word of a sentence is."""
    return not word.isalpha() or word.lower() in ("pytest", "unittest", "tests", "test", "src", "discover")
