"""Which stages of the work exist as code that runs (article section 9.1)."""

from __future__ import annotations

from portfolio_kit.criteria.chief import trainings
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.show.lacking_stages import lacking_stages
from portfolio_kit.criteria.show.scripts import asking, measuring, prepared, stopping
from portfolio_kit.criteria.show.stage_places import shown
from portfolio_kit.criteria.show.unled import unled
from portfolio_kit.criteria.show.untrained import is_only_weighed, untrained
from portfolio_kit.repository.held_out.own_rows import is_on_own_rows, measures_no_model
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, met, partial


def end_to_end(repository: Repository) -> Finding:
    """Ask which stages exist as runnable code: data preparation, training, evaluation, inference.

    Level 2 where all four are done by scripts or modules outside notebooks that are called from scripts:
    preparation on the side of training (a split alone is enough only where no notebook prepares more), evaluation
    on other rows than the model was fitted to, inference on something other than the test set, but where a function
    gives back what a saved model says of that or a script writes a submission of it, by a model whose file is here or
    made by the code; and all in modules that can be imported and that something leads to that can be.
    Level 1 where a model is trained and stages are only in notebooks or missing, or where more of the scripts fail to
    parse than train. Level 0 where all that is fitted tells of the columns by its importances and is neither measured,
    asked nor kept: that explores. Where nothing is trained, and a model is asked that others host or trained: level 2
    where scripts outside of the app cut documents and store them for the search and measure, level 1 where they
    prepare data or measure. Level 0 where else nothing is trained.
    """
    found = repository.stages
    trained = trainings(repository) + found.unused[stages.TRAIN]
    if not trained or is_only_weighed(found, trained):
        return untrained(repository, found, trained)
    broken = [
        module
        for module in found.modules
        if not module.is_notebook and module.mentions(".fit(", ".train(", "predict") and module.is_broken
    ]
    if len(broken) > len({use.module.path for use in found.in_scripts[stages.TRAIN]}):
        return partial(
            f"Of the scripts, {len(broken)} are no valid Python, {broken[0].path} first.",
            f"Repair {broken[0].path}: Python can't parse it.",
            [broken[0].file.evidence(), trained[0].evidence],
        )
    places = (
        {stages.PREPARE: prepared(repository)}
        | {
            stages.TRAIN: [
                use.evidence for use in found.in_scripts[stages.TRAIN] if use.module.path not in repository.stand_ins
            ],
            stages.EVALUATE: measuring(found),
        }
        | {stages.PREDICT: asking(repository)}
    )
    lacking = [stage for stage, uses in places.items() if not uses]
    failing = unled(repository) if not lacking else {}
    idle = next((stage for stage, uses in places.items() if all(place.path in failing for place in uses)), None)
    if not lacking and idle:
        absent = failing[places[idle][0].path]
        return partial(
            f"The scripts for {idle} can't be run: {absent.words}.",
            absent.remedy,
            [absent.evidence, places[idle][0]],
        )
    if not lacking and (stopped := stopping(found)):
        use, name = stopped
        return partial(
            f"The code for training or evaluation stops with an error: {use.call.scope}() of {use.module.path} uses "
            f"{name}, which is not defined there.",
            f"Import or define {name} in {use.module.path}, and run it once.",
            [use.evidence],
        )
    measured = [use for use in found.in_scripts[stages.EVALUATE] if not measures_no_model(use.call)]
    if not lacking and measured and all(is_on_own_rows(use.module, use.call) for use in measured):
        own = measured[0].evidence
        return partial(
            f"At {cited(own)} the model is measured on the rows that it was fitted to: no evaluation.",
            f"Let {own.path} hold rows out with train_test_split before it fits, and measure on those at line "
            f"{own.line}.",
            [own, places[stages.TRAIN][0]],
        )
    if not lacking:
        return met("Scripts prepare the data, train, evaluate and predict.", shown(repository, places, failing))
    return lacking_stages(repository, trained, lacking)
