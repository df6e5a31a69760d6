"""How much of the work is done where nothing is trained: none, or what is written around somebody else's model; and
where what is fitted is no model to be used.
"""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.models.borrowed import Borrowed, borrowed, published
from portfolio_kit.repository.models.found_stages import Stages, Use
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, met, missing, partial


def is_only_weighed(found: Stages, trained: Sequence[Use]) -> bool:
    """Whether models are fitted for what they say of the columns, and are neither measured, asked nor kept."""
    if any(found.of(stage) or found.unused[stage] for stage in (stages.EVALUATE, stages.PREDICT, stages.SAVE)):
        return False
    return all("feature_importances_" in use.module.names for use in trained)


def untrained(repository: Repository, found: Stages, weighed: Sequence[Use]) -> Finding:
    """The finding where nothing is trained but what is `weighed`: fitted for what it says of the columns."""
    if weighed:
        return missing(
            f"The model that {cited(weighed[0].evidence)} fits only tells which columns weigh: nothing measures it, "
            "asks it or keeps it.",
            f"Let {weighed[0].module.path} hold rows out before it fits, measure the model on those and save it.",
            [weighed[0].evidence],
        )
    around = borrowed(repository)
    if around.is_worked_with:
        return _around(around)
    if not repository.has_code:
        return missing(
            "There is no code here, so no stage of the work.",
            "Commit the code that prepares the data, trains the model, evaluates it and predicts.",
        )
    if loaded := published(repository):
        return missing(
            f"There is one stage only: {cited(loaded)} loads a finished model, and no script prepares data for it or "
            "measures its answers.",
            f"Add a script that reads labelled cases, asks the code around the model of {cited(loaded)} about them "
            "and measures the answers.",
            [loaded, *(use.evidence for use in found.of(stages.PREPARE)[:2])],
        )
    is_asked = found.of(stages.LOAD) or found.of(stages.PREDICT)
    what = "around a model that nothing here trains" if is_asked else "without training"
    return missing(
        f"There is one stage only, {what}." if is_asked or found.of(stages.PREPARE) else "No code here trains a model.",
        "Add the code that prepares the data, trains the model and evaluates it.",
        [use.evidence for use in found.of(stages.PREPARE)[:2]],
    )


def _around(done: Borrowed) -> Finding:
    """The finding where nothing is trained, and more than an app is written around a model of somebody else's."""
    index = done.cut if done.is_indexed else None
    places = [
        place for place in (index or done.prepared, done.asked or done.loaded, done.measured) if place is not None
    ]
    if index and done.asked and done.measured:
        return met(
            "Scripts prepare the documents and store them for the search, ask a model that was trained elsewhere, and "
            "measure.",
            places,
        )
    lacks = "measures the answers" if done.measured is None else "prepares the documents and stores them for a search"
    return partial(
        f"Nothing is trained: scripts work around a model of somebody else's, and none {lacks}.",
        f"Add a script that {lacks}, beside {places[0].path}.",
        places,
    )
