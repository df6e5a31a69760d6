"""Where a project does each stage of its work, that which goes with the model it makes first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.chief import ASIDE, around, trainings
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

# What watches, explains, draws or rolls out a model prepares nothing for it.
BESIDE = re.compile(
    r"drift|monitor|banner|chart|plot|visuali[sz]|deploy|export|dashboard|(?<![a-z])app[s_/.]|streamlit|gradio|faiss|onnx",
    re.IGNORECASE,
)
# What fits or cleans the input before it only changes its type, and what is done to a prediction is no preparation.
_STEPS = re.compile(
    r"fillna|dropna|drop_duplicates|get_dummies|\w(?:Scaler|Encoder|Imputer|Vectori[sz]er|Sampler)\b|ColumnTransformer"
    r"|make_column_transformer|SMOTE|fit_resample|fit_transform|word_tokenize|Compose\(|Normalize\(|groupby|merge\("
    r"|pad_sequences|Tokenizer|VectorAssembler|StringIndexer|interpolate"
)
# What a script is called that is there to prepare data.
_PREPARING = re.compile(r"pre_?proc|prepar|clean|feature|transform", re.IGNORECASE)
_PREDICTED = re.compile(r"pred|prob|THRESHOLD", re.IGNORECASE)
_METRICS = re.compile(r"_score\(|_error\(|_matrix\(|_report\(|accuracy|auc|f1|rmse|mae|precision|recall", re.IGNORECASE)


def shown(repository: Repository, places: Mapping[str, Sequence[Evidence]], failing: Collection[str]) -> list[Evidence]:
    """Return a place for each stage: of what makes the project's model before what stands beside it.

    What can't be run comes last (`failing`, by path). For training that is the place whose model is kept and measured;
    preparation and evaluation are looked for there and in what it leads to or is led to by, inference in what an app
    leads to, else in a script that is there for it.
    """
    made = [use for use in trainings(repository) if not use.module.is_notebook]
    chief = made[:1]
    near = around(repository, (use.module for use in chief))
    served = around(repository, (app.module for app in repository.apps))
    order = {place: number for number, place in reversed(list(enumerate(use.evidence for use in made)))}
    home = chief[0].module.path if chief else ""

    def prepares(place: Evidence) -> tuple[bool, ...]:
        path = place.path
        return (
            path in failing,
            bool(ASIDE.search(path) or BESIDE.search(path)),
            bool(_PREDICTED.search(place.excerpt)),
            not _STEPS.search(place.excerpt),
            not _PREPARING.search(name := path.rpartition("/")[2]) or "model" in name,
            path not in near,
        )

    def trains(place: Evidence) -> tuple[bool, int]:
        return (place.path in failing, order.get(place, len(order)))

    def measures(place: Evidence) -> tuple[bool, ...]:
        path = place.path
        return (
            path in failing,
            bool(ASIDE.search(path)),
            path not in near,
            not _METRICS.search(place.excerpt),
            path != home,
        )

    def asks(place: Evidence) -> tuple[bool, ...]:
        path = place.path
        return (path in failing, bool(ASIDE.search(path)), path not in served)

    ranks: dict[str, Callable[[Evidence], tuple[bool | int, ...]]] = {
        stages.PREPARE: prepares,
        stages.TRAIN: trains,
        stages.EVALUATE: measures,
        stages.PREDICT: asks,
    }
    return [min(found, key=ranks[stage]).showing(stage) for stage, found in places.items()]
