"""Modules that are there and empty, or no valid Python: where a stage or a service is missing, they are what is to be
filled or repaired.
"""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import error_line
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_CALLED = {
    stages.PREPARE: re.compile(r"(?:^|_)(?:pre_?process\w*|prepar\w*|clean\w*)", re.IGNORECASE),
    stages.TRAIN: re.compile(r"(?:^|_)(?:train\w*|fit)(?:_|$)", re.IGNORECASE),
    stages.EVALUATE: re.compile(r"(?:^|_)evaluat\w*", re.IGNORECASE),
    stages.PREDICT: re.compile(r"(?:^|_)(?:predict\w*|infer\w*)", re.IGNORECASE),
}
_SERVICE = re.compile(r"(?:^|_)(?:api|app|server|serve|serving|service)(?:_|$)", re.IGNORECASE)


def for_stage(repository: Repository, stage: str) -> str | None:
    """Return the empty module that is called after a stage, that nearest to the root; None where there is none."""
    return _empty(repository, _CALLED[stage])


def for_service(repository: Repository) -> str | None:
    """Return the empty module that is called after a service, that nearest to the root; None where there is none."""
    return _empty(repository, _SERVICE)


def broken_for_stage(repository: Repository, stage: str) -> Evidence | None:
    """Return where a script that is called after a stage stops being valid Python; None where none does."""
    files = (repository.by_path[path] for path in sorted(repository.budget.no_python) if path in repository.by_path)
    found = (file for file in files if _CALLED[stage].search(file.stem) and not stages.is_test(file.path))
    return next((file.evidence(error_line(file.text) or 1) for file in found if file.suffix == ".py"), None)


def _empty(repository: Repository, called: re.Pattern[str]) -> str | None:
    paths = [
        file.path
        for file in repository.suffixed(".py")
        if called.search(file.stem) and file.is_blank and not stages.is_test(file.path)
    ]
    return min(paths, key=lambda path: (path.count("/"), path), default=None)
