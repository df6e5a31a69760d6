"""Which of many figures stands for a project: that of its best model or the one it serves, never a baseline's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.alternatives import fullest
from portfolio_kit.criteria.chief import around, trainings
from portfolio_kit.repository.code.localpaths import local_paths
from portfolio_kit.repository.models.stages import EVALUATE
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.figures import Figure, metric_of_key
from portfolio_kit.repository.results.metrics import ERRORS
from portfolio_kit.repository.results.shown import Shown
from portfolio_kit.repository.results.support import Claim

_SMALLER = ERRORS | {"loss", "error_rate", "davies_bouldin"}
_OUT_OF_ONE = frozenset(
    {"accuracy", "balanced_accuracy", "f1", "fbeta", "precision", "recall", "roc_auc", "average_precision", "r2"}
)
_SERVED = re.compile(
    r"\b(?:served|chosen|selected|final|best|winn(?:er|ing)|champion|deployed|in production|melhor|escolhido|mejor|"
    r"elegido|meilleur|retenu|beste[sr]?|gewählte[sr]?|migliore|scelto|terbaik|terpilih|лучш\w{2,3}|"
    r"en iyi|najlepsz\w)\b|最佳|最终|最終|最良",
    re.IGNORECASE,
)
# How a heading about limits begins.
_LIMITS = re.compile(
    r"[^\W_]{0,12}\W{0,6}(?:limit(?:a|s\b|es\b)|l[íi]mites|caveats?\b|weakness|shortcoming|known (?:issues|problems)|"
    r"einschränkung|grenzen\b|keterbatasan|ограничени)",
    re.IGNORECASE,
)
_HEADING = 60
# What came out of a first try, and that it was found to be wrong: such a figure was taken back.
_AT_FIRST = re.compile(
    r"\b(?:at first|first (?:try|attempt|version|run)|initially|in the beginning|to begin with"
    r"|zuerst|zunächst|anfangs|am anfang|(?:der |ein(?:en)? )?erste[rn]? (?:versuch|anlauf|wurf)"
    r"|no (?:come[çc]o|in[íi]cio)|inicialmente|de in[íi]cio|al principio|primer intento|primeira tentativa"
    r"|au d[ée]but|d['’]abord|premi(?:er|ère) (?:essai|tentative|version)|all['’]inizio|primo tentativo"
    r"|awalnya|sempat|mula-mula|pada awalnya|percobaan pertama|сначала|сперва|поначалу"
    r"|перв\w{2,3} (?:попытк|верси|вариант)\w{1,2})\b"
    r"|最开始|一开始|起初|最初|第一(?:次|版)|初版|शुरू में|शुरुआत में|पहले (?:हमने|मैंने)",
    re.IGNORECASE,
)
_FOUND_OUT = re.compile(
    r"\bleak|\bturned out\b|\btoo good\b|\b(?:then|later|until) (?:i|we) (?:saw|noticed|found|reali[sz]ed)\b"
    r"|trugschluss|stellte sich (?:\w+ )?heraus|zu sch[öo]n|zu gut\b|datenleck"
    r"|vaza(?:va|mento)|descobri|percebi|demais para|filtra(?:ci[óo]n|ba)|descubr[íi]|me di cuenta|demasiado buen"
    r"|fuite|trop beau|je me suis rendu|mi sono accort|troppo bell"
    r"|ternyata|padahal|bocor|terlalu (?:indah|bagus)|оказалось|выяснилось|утечк|слишком хорош"
    r"|后来(?:才)?(?:发现|知道)|才(?:发现|知道|反应过来|意识到)|泄[露漏]|पता चला|ध्यान आया|समझ आया|लीकेज",
    re.IGNORECASE,
)
# One fold of several, or one step of a training: "Fold 3: 0.91", "Epoch 2/10", "12/12 [====] - 3s", "[20] auc:0.9".
_STEP = re.compile(
    r"\b(?:fold|split|epoch|[ée]poca|epoche|step)\W{0,3}\d|(?<![\d.])\d{1,6}/\d{1,6} +(?:\[[=>. ]|━)|^\s*\[\d{1,6}\]\s",
    re.IGNORECASE,
)
_EPOCH = re.compile(
    r"\b(?:epoch|[ée]poca|epoche|step)\W{0,3}\d|(?<![\d.])\d{1,6}/\d{1,6} +(?:\[[=>. ]|━)|^\s*\[\d{1,6}\]\s",
    re.IGNORECASE,
)
_OVERALL = re.compile(r"\b(?:mean|average|avg|overall|m[ée]dia|promedio|moyenne)\b|mittel|±|\+/-", re.IGNORECASE)


LEAK = (
    "a perfect result is more often a leak than a result, so check first whether the target, or something that is "
    "known only with it, is among the features, and whether the same rows are in both parts."
)


OWN_ROWS = (
    "which code takes of the training data: measure the model on rows that were held out, and put that into the "
    "README, with the split."
)
# A column or key of training scores, at the end of what a figure is listed under: `train auc`, `f1_train`.
_OF_TRAINING = re.compile(r"(?<![a-z])train(?:ing)?[ _.-]{1,2}\w{1,20}$|[ _.-]train(?:ing)?$", re.IGNORECASE)
_COLUMN, _AROUND = 60, 400
# What is measured in choosing and tuning, and what is measured at the end.
_VALIDATION = re.compile(r"(?<![a-z])val(?:id(?:ation|ação|aci[óo]n|ierung\w*)|idaç\w+)?(?![a-z])", re.IGNORECASE)
_TEST = re.compile(
    r"(?<![a-z])(?:tests?|testing|hold-?out|held-?out|unseen|teste|prueba|testdaten|testmenge)(?![a-z])", re.IGNORECASE
)


def is_perfect(figure: Figure) -> bool:
    """Whether a figure is as good as it can get, to the digits that are given."""
    if figure.metric in _SMALLER:
        return figure.value == 0
    return figure.metric in _OUT_OF_ONE and figure.fraction == 1


def best(figures: Iterable[Figure]) -> Figure:
    """Return the figure of the model that is called best, chosen or served, else the best value.

    Figures of baselines, those measured on training data, and those of one fold or epoch, are left aside where there
    are others; so are those of a validation where a test gives some, and those of folds where there are figures of rows
    that were held out. Raises ValueError
    where there is none at all.
    """
    found = list(figures)
    for is_fit in (_is_value, _is_model_s, _is_off_training, _is_upheld, is_overall):
        found = [figure for figure in found if is_fit(figure)] or found
    if any(map(_is_tested, found)):
        found = [figure for figure in found if not _is_of_tuning(figure)]
    for is_fit in (_is_held_out, _is_served):
        found = [figure for figure in found if is_fit(figure)] or found
    return max(found, key=lambda figure: -figure.fraction if figure.metric in _SMALLER else figure.fraction)


def of_texts(results: Sequence[Claim]) -> Claim:
    """Return the best model's result: of the metric, in the text, that the first result of a model is in, or in the one
    beside it that compares more of them.

    Raises ValueError where there is no result.
    """
    of_models = [result for result in results if _is_model_s(result.figure)] or list(results)
    # What is told of where a model fails is not what it is good for.
    of_models = [result for result in of_models if not _is_of_limits(result.figure)] or of_models
    for is_fit in (_is_off_training, _is_upheld, is_overall):
        of_models = [result for result in of_models if is_fit(result.figure)] or of_models
    if any(_is_tested(result.figure) for result in of_models):
        of_models = [result for result in of_models if not _is_of_tuning(result.figure)]
    first = of_models[0]
    among = [
        result
        for result in fullest(of_models, first)
        if result.figure.metric == first.figure.metric
        and result.figure.kind == first.figure.kind
        and result.figure.is_percent == first.figure.is_percent
    ] or [first]
    chosen = best(result.figure for result in among)
    return next(result for result in among if result.figure is chosen)


def shown(repository: Repository) -> Shown | None:
    """Return the first figure of a model, not of a baseline or of training data, that an artefact shows; those that it
    says to be of rows held out before others, which may be of what was only tried.

    Where there are only those of a training's steps, the last of them. What a notebook shows of other models than the
    scripts make is no figure of the project's.
    """
    named = [item for item in repository.shown if item.figure.metric and item.figure.kind == "result"]
    if others := _of_other_models(repository):
        named = [item for item in named if item.path not in others]
    for is_fit in (_is_model_s, _is_off_training, is_overall, _is_whole, _is_of_held_out):
        named = [item for item in named if is_fit(item.figure)] or named
    if not named:
        return None
    if _EPOCH.search(named[0].figure.context):
        return [item for item in named if (item.path, item.figure.metric) == (named[0].path, named[0].figure.metric)][
            -1
        ]
    chosen = next((item for item in named if _is_served(item.figure)), named[0])
    if chosen.figure.metric == "accuracy" and _is_of_held_out(chosen.figure):
        # Beside a metric that tells the classes apart, accuracy tells least.
        beside = (item for item in named if (item.path, item.evidence.cell) == (chosen.path, chosen.evidence.cell))
        chosen = next((item for item in beside if item.figure.metric != "accuracy"), chosen)
    return chosen


def _of_other_models(repository: Repository) -> frozenset[str]:
    """The notebooks that train on a file of their author's machine and lead to no script, where a script makes the
    project's model and it is measured there or beside it.
    """
    uses = trainings(repository)
    scripts = {use.module.path for use in repository.stages.in_scripts[EVALUATE]}
    if not uses or uses[0].module.is_notebook or scripts.isdisjoint(around(repository, [uses[0].module])):
        return frozenset()
    return frozenset(
        use.module.path
        for use in uses
        if use.module.is_notebook
        and local_paths(use.module)
        and all(module.path == use.module.path for module in repository.reach.reached(use.module))
    )


def is_one_of_several(repository: Repository, item: Shown) -> bool:
    """Whether the artefact gives other values of the metric too: of other models, classes, parts or steps."""
    values = {
        round(other.figure.fraction, 4)
        for other in repository.shown
        if other.path == item.path and other.figure.metric == item.figure.metric and other.figure.kind == "result"
        if _is_of_held_out(other.figure) or not _is_of_held_out(item.figure)
    }
    return len(values) > 1


def among(item: Shown, *, several: bool) -> str:
    """What an artefact shows, in words, and whether it is one of several values of its metric."""
    name = item.figure.metric.replace("_", " ")
    stated = f"{name} {item.figure.value:g}{' %' if item.figure.is_percent else ''}"
    return f"{stated}, one of several values of {name} there" if several else stated


def kept(item: Shown) -> str:
    """Which of several values of a metric a text is to state, in words."""
    return f"the {item.figure.metric.replace('_', ' ')} of the model that you keep"


def _is_value(figure: Figure) -> bool:
    return figure.kind != "range"


def _is_model_s(figure: Figure) -> bool:
    return not figure.is_baseline


def _is_of_limits(figure: Figure) -> bool:
    """Whether a figure stands below a heading about limits: what is around it begins with the heading."""
    return bool(_LIMITS.match(figure.context[:_HEADING]))


def _is_whole(figure: Figure) -> bool:
    """Whether what a figure is listed under ends with its metric, and not with one of the parts it was measured on."""
    return bool(metric_of_key(figure.context.rpartition(" ")[2])) or " " not in figure.context.strip()


def _is_off_training(figure: Figure) -> bool:
    """Whether nothing says that a figure is of training data: neither code nor the column or key it is listed under."""
    return (
        figure.measured != "training" and not figure.on_training and not _OF_TRAINING.search(figure.context[-_COLUMN:])
    )


def _is_tested(figure: Figure) -> bool:
    """Whether the words around a figure say that it is of a test, and of no validation."""
    around = figure.context[:_AROUND]
    return bool(_TEST.search(around)) and not _VALIDATION.search(around)


def _is_of_tuning(figure: Figure) -> bool:
    """Whether the words around a figure say that it is of a validation, and of no test."""
    around = figure.context[:_AROUND]
    return bool(_VALIDATION.search(around)) and not _TEST.search(around)


def _is_upheld(figure: Figure) -> bool:
    """Whether the words around a figure do not say that a first try gave it, and behind it what was wrong with that."""
    before, number, behind = figure.context.partition(f"{figure.value:.{min(max(figure.decimals, 0), 9)}f}")
    if not number:
        before, number, behind = figure.context.partition(
            f"{figure.value:.{min(max(figure.decimals, 0), 9)}f}".replace(".", ",")
        )
    return not (number and _AT_FIRST.search(before) and _FOUND_OUT.search(behind))


def is_overall(figure: Figure) -> bool:
    """Whether a figure is of more than one fold, and of a model that has learnt, rather than of a step on the way."""
    around = figure.context[:_AROUND]
    return not _STEP.search(around) or bool(_OVERALL.search(around))


def _is_held_out(figure: Figure) -> bool:
    return figure.measured != "folds"


def _is_of_held_out(figure: Figure) -> bool:
    return figure.measured == "held-out"


def _is_served(figure: Figure) -> bool:
    return bool(_SERVED.search(figure.context[:_AROUND]))
