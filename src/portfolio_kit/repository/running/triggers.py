"""What starts a workflow of GitHub's, and which conditions of its steps that can never meet.

A step for a branch that the workflow is never started for is a step that never runs.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

from portfolio_kit import lazily as re

_BRANCH = re.compile(
    r"(?:\$\{\{)?\s*github\.ref(?:_name)?\s*==\s*'(?:refs/heads/)?([\w./-]+)'\s*(?:\}\})?", re.IGNORECASE
)
_EVENT = re.compile(r"(?:\$\{\{)?\s*github\.event_name\s*==\s*'(\w+)'\s*(?:\}\})?", re.IGNORECASE)
_KNOWN_BRANCHES = frozenset({"push", "pull_request", "pull_request_target"})


class Triggers:
    """The events that start a workflow, and the branches whose pushes do."""

    def __init__(self, document: dict[Any, Any]) -> None:
        # YAML of old takes the bare word `on` for true.
        started = document.get("on", document.get(True))
        if isinstance(started, str):
            started = [started]
        self._events = {str(event) for event in started} if isinstance(started, (list, dict)) else set()
        push = started.get("push") if isinstance(started, dict) else None
        branches = push.get("branches") if isinstance(push, dict) else None
        self._branches = [branches] if isinstance(branches, str) else branches

    def never_meet(self, condition: object) -> bool:
        """Whether a condition asks for an event or for a pushed branch that starts nothing here."""
        if not isinstance(condition, str) or not self._events:
            return False
        text = condition.strip()
        if event := _EVENT.fullmatch(text):
            return event[1] not in self._events and "workflow_call" not in self._events
        branch = _BRANCH.fullmatch(text)
        if branch is None or not self._events <= _KNOWN_BRANCHES:
            return False
        if "push" not in self._events:
            return "pull_request_target" not in self._events
        return isinstance(self._branches, list) and not any(
            fnmatchcase(branch[1], str(name)) for name in self._branches
        )
