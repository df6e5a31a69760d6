"""Checking repositories: folders or URLs in, scorecards out."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from portfolio_kit.criteria.judge import judge
from portfolio_kit.errors import UserError
from portfolio_kit.progress import Progress
from portfolio_kit.repository import address
from portfolio_kit.repository.repository import read
from portfolio_kit.rubric.rubric import Rubric
from portfolio_kit.rubric.scorecard import Scorecard


def check(targets: Sequence[str], rubric: Rubric, progress: Progress | None = None) -> list[Scorecard]:
    """Return the scorecard of each target, a folder or a git URL, in their order.

    Raises UserError for the first target that is neither, or that cannot be fetched; what can be known at once is
    looked at before any work is done.
    """
    for target in targets:
        if address.is_url(target):
            address.check_url(target)
        elif not Path(target).is_dir():
            raise UserError(f"{target} is not a folder: give a repository's folder, or a git URL")
    progress = progress or Progress()
    scorecards = []
    for number, target in enumerate(targets, start=1):
        count = f" ({number} of {len(targets)})" if len(targets) > 1 else ""
        scorecards.append(
            _fetched(target, rubric, progress, count)
            if address.is_url(target)
            else _local(target, rubric, progress, count)
        )
        if number < len(targets):
            # The command line leaves that to us.
            gc.collect()
    return scorecards


def _local(target: str, rubric: Rubric, progress: Progress, count: str) -> Scorecard:
    with progress.saying(f"Reading {target}{count} …"):
        return judge(read(Path(target)), rubric, target)


def _fetched(url: str, rubric: Rubric, progress: Progress, count: str) -> Scorecard:
    # Only a URL needs what runs git.
    from portfolio_kit.repository import clone

    target = address.shown(url)
    with progress.saying(f"Cloning {target}{count} …"), clone.cloned(url) as fetched:
        repository = read(fetched.folder, address.name(url))
        repository.commit = fetched.commit
        repository.notes += fetched.notes
        return judge(repository, rubric, target)


def below(scorecards: Sequence[Scorecard], least: float | None) -> list[Scorecard]:
    """Return those that score less than `least`."""
    return [scorecard for scorecard in scorecards if least is not None and scorecard.score < least]
