"""What the course rubrics ask of the model: looking at the data, comparing, tuning, training by script, publishing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import enumerated
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.models.found_stages import Use
from portfolio_kit.repository.models.searches import idle_searches
from portfolio_kit.repository.models.stages import EVALUATE, SAVE, TRAIN, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results import figures
from portfolio_kit.repository.showing.pictures import title_of
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

# What is looked at, by the calls that look at it.
# fmt: off
_LOOKS = {
    "value ranges": frozenset({"describe", "nunique", "quantile", "profile_report", "ProfileReport", "skim"}),
    "missing values": frozenset({"isnull", "isna", "notnull", "notna", "matrix", "heatmap_missing"}),
    "distributions": frozenset({
        "value_counts", "hist", "histplot", "distplot", "displot", "kdeplot", "countplot", "histogram", "boxplot",
        "violinplot", "qqplot", "probplot", "plot_acf", "seasonal_decompose",
    }),
    "features": frozenset({
        "corr", "corrwith", "pairplot", "scatterplot", "scatter_matrix", "mutual_info_score", "mutual_info_classif",
        "mutual_info_regression", "permutation_importance", "f_classif", "chi2", "plot_importance", "TreeExplainer",
        "Explainer", "heatmap", "lmplot", "regplot", "catplot", "crosstab", "chi2_contingency",
    }),
    "contents": frozenset({"WordCloud", "imshow", "FreqDist", "most_common", "show_batch", "specshow"}),
}
# fmt: on
_MATRIX = re.compile(r"(?:^|[._])cm(?:$|[._])|conf(?:usion)?_?mat|confusion", re.IGNORECASE)
_IMPORTANCE = frozenset({"feature_importances_", "get_score", "coef_"})
_EXTENSIVE = 3
_MOST_NAMED = 6
_ESTIMATOR = re.compile(
    r"(?:[A-Z]\w*(?:Classifier|Regressor|Regression|NB|SVC|SVR|Ridge|Lasso|ElasticNet|"
    r"Boost|Forest|Means|Clustering|Mixture|Perceptron|ARIMAX?))|SVC|SVR|LinearSVC|"
    r"Ridge|Lasso|ElasticNet|KMeans|DBSCAN|HDBSCAN|BIRCH|Prophet|ARIMA|SARIMAX|XGBRanker|"
    r"ALS|SVD|NMF"
)
_NETWORK = re.compile(
    r"(?:ResNet|EfficientNet|VGG|Inception|Xception|MobileNet|DenseNet|NASNet|ConvNeXt|"
    r"resnet|efficientnet|vgg|mobilenet|densenet)\w*|LSTM|GRU|SimpleRNN|Transformer"
)
_NO_ESTIMATOR = re.compile(
    r"Dummy|Voting|Stacking|TransformedTarget|MultiOutput|OneVsRest|CalibratedClassifier|"
    r"SearchCV|SVD$"
)
_BOOSTERS = {"xgboost.train": "XGBoost", "lightgbm.train": "LightGBM"}
_COMPARERS = frozenset({
    "compare_models", "LazyClassifier", "LazyRegressor", "AutoML", "TPOTClassifier", "TPOTRegressor", "H2OAutoML",
})  # fmt: skip
_TUNERS = re.compile(
    r"(?:\w*SearchCV|tune_model|RandomSearch|BayesianOptimization|Hyperband|create_study|"
    r"fmin|hyperopt_search|HyperparameterTuner|gp_minimize|BayesSearch\w*)"
)
_TUNING = re.compile(
    r"^(?:optuna\.|hyperopt\.|ray\.tune\.|keras_tuner\.|wandb\.sweep|wandb\.agent|"
    r"skopt\.|flaml\.|talos\.)"
)
_PARAMETERS = re.compile(
    r"max_depth|n_estimators|min_samples_\w+|max_features|num_leaves|max_iter|n_neighbors|"
    r"n_clusters|[cC]|alpha|gamma|eta|l1_ratio|kernel|learning_rate|lr|drop_?(?:rate|"
    r"out)(?:_rate)?|size\w*|units|hidden\w*|num_layers|layers|filters|batch_size|"
    r"epochs|weight_decay|min_child_weight|subsample|colsample\w*|reg_\w+|solver|penalty|"
    r"input_size"
)
_WEIGHTS = frozenset({
    ".onnx", ".h5", ".hdf5", ".keras", ".pt", ".pth", ".safetensors", ".cbm", ".bst", ".xgb", ".ubj", ".skops",
    ".tflite", ".gguf", ".ckpt", ".joblib", ".pmml", ".mlmodel",
})  # fmt: skip
_PERHAPS_WEIGHTS = frozenset({".pkl", ".pickle", ".bin", ".sav", ".model", ".pb", ".dill", ".zip", ".json", ".txt"})
_MODEL = re.compile(
    r"model|classifier|regressor|pipeline|weights|checkpoint|estimator|(?<![a-z])(?:xgb|"
    r"lgbm|clf|rf|svm|net)(?![a-z])",
    re.IGNORECASE,
)
_HOSTED = re.compile(
    r"huggingface\.co/(?!datasets|spaces|docs|papers|blog)[^/\s]{1,100}/[^/\s]|/releases/(?:download|"
    r"tag|latest)|drive\.google\.com|dropbox\.com|zenodo\.org|figshare\.com|kaggle\.com/models|"
    r"onedrive|s3[.\w-]*\.amazonaws\.com|storage\.googleapis\.com",
    re.IGNORECASE,
)
_TRAINED = re.compile(
    r"(?:pre-?)?trained|weights|checkpoint|model file|model \(|modelo entrenado|modelo treinado|"
    r"обученн\w+ модел\w+|训练好的模型|预训练",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r"result|metric|evaluat|performance|accuracy|confusion|roc|curve|score|benchmark|"
    r"prediction|loss|resultad|métrica|ergebnis|risultat|résultat|hasil|результат|"
    r"结果",
    re.IGNORECASE,
)


def exploratory_analysis(repository: Repository) -> Finding:
    """Whether the data is looked at, in notebooks or scripts.

    What counts are calls: for value ranges (`describe`), missing values (`isnull`), distributions (`value_counts`,
    `histplot`), features (`corr`, mutual information, importances) and contents (word clouds, pictures shown). One kind
    is a basic look; three kinds with the features or the contents among them are an extensive one.
    """
    seen: dict[str, Evidence] = {}
    for module in _own(repository):
        for call in module.calls:
            for look, names in _LOOKS.items():
                if look not in seen and call.last in names and not _of_results(call):
                    seen[look] = module.evidence(call.line)
        if "features" not in seen and not _IMPORTANCE.isdisjoint(module.names):
            line = next(
                (
                    number
                    for number, text in enumerate(module.source.split("\n"), 1)
                    if _IMPORTANCE & set(re.findall(r"\w+", text))
                ),
                1,
            )
            seen["features"] = module.evidence(line)
    looked = ", ".join(look for look in _LOOKS if look in seen)
    absent = " and ".join(look for look in ("missing values", "distributions", "features") if look not in seen)
    if len(seen) >= _EXTENSIVE and ("features" in seen or "contents" in seen):
        return met(f"the data is looked at from several sides: {looked}", seen.values())
    if seen:
        return partial(
            f"the data is looked at, but only its {looked}",
            f"Look further than {looked}: add {absent or 'the features that matter'}, the target among them.",
            seen.values(),
        )
    return missing(
        "no code looks at the data",
        "Add a notebook that shows value ranges, missing values, the target's distribution and which features matter.",
    )


def models_compared(repository: Repository) -> Finding:
    """Whether models are trained, and of more than one kind.

    The kinds are the estimators, boosters and networks that the training code makes; two different ones are several.
    A dummy model and wrappers around other models are no kind of their own.
    """
    trained = repository.stages.of(TRAIN)
    if not trained:
        return missing("no code trains a model", "Train a model, then one of another kind beside it.")
    kinds: dict[str, Evidence] = {}
    for module in _own(repository):
        for call in module.calls:
            if call.last in _COMPARERS:
                return met(f"`{call.last}` compares models of many kinds", [module.evidence(call.line)])
            if kind := _kind(call):
                kinds.setdefault(kind, module.evidence(call.line))
        networks = [
            node
            for node in module.classes
            if any(isinstance(base, ast.Attribute) and base.attr == "Module" for base in node.bases)
        ]
        for node in networks:
            kinds.setdefault(node.name, module.evidence(node.lineno))
    if len(kinds) > 1:
        return met(f"{len(kinds)} kinds of model are trained: {_listed(list(kinds))}", kinds.values())
    name = next(iter(kinds), "one model")
    return partial(
        f"only {name} is trained",
        f"Train a model of another kind beside {name}, and compare the two on the same validation data.",
        [trained[0].evidence],
    )


def parameter_tuning(repository: Repository) -> Finding:
    """Whether the parameters of models are tuned.

    By a search (`GridSearchCV`, Optuna, Hyperopt, Ray Tune, Keras Tuner, sweeps), or by a loop that passes its variable
    to a model's parameter and trains in the same loop. A search that is made and never fitted tunes nothing.
    """
    for module in _own(repository):
        idle = idle_searches(module)
        for call in module.calls:
            if id(call.node) not in idle and (_TUNERS.fullmatch(call.last) or _TUNING.match(call.name)):
                return met(f"`{call.last}` searches for parameters", [module.evidence(call.line)])
        for line in _tuning_loops(module):
            return met("a loop tries values of a parameter", [module.evidence(line)])
    return missing(
        "no parameters are tuned",
        "Tune the parameters of your best model, by a grid search or a loop over values, on validation data.",
    )


def training_script(repository: Repository) -> Finding:
    """Whether a script, outside notebooks and tests, trains a model and saves it."""
    trained = repository.stages.in_scripts[TRAIN]
    if not trained:
        return missing(
            "no script trains a model",
            "Move the training of the final model into a script such as train.py that saves the model.",
        )
    saved = _beside(repository.stages.in_scripts[SAVE], trained)
    if saved is None:
        return partial(
            f"{trained[0].module.path} trains a model and saves none",
            f"Let {trained[0].module.path} save the model that it trained.",
            [trained[0].evidence],
        )
    path, saving = trained[0].module.path, saved.module.path
    return met(
        f"{path} trains the model and saves it" if path == saving else f"{path} trains the model, {saving} saves it",
        [trained[0].evidence, saved.evidence],
    )


def training_code(repository: Repository) -> Finding:
    """Whether the training code is there: in a script or module, or only in a notebook."""
    return _stage(repository, TRAIN, "trains the model", "train.py")


def evaluation_code(repository: Repository) -> Finding:
    """Whether the evaluation code is there: in a script or module, or only in a notebook."""
    return _stage(repository, EVALUATE, "evaluates the model", "evaluate.py")


def results_shown(repository: Repository) -> Finding:
    """Whether the README shows the main result: in a table or a figure, or only as a number in a sentence.

    A table counts when it holds a metric with its value; a picture that is there when its label, its name or the
    heading of its section says result.
    """
    seen = {(picture.evidence.path, picture.evidence.line) for picture in repository.pictures if picture.in_text}
    for document in repository.readmes:
        kinds = {line.number: line.kind for line in document.lines}
        results = [figure for figure in figures.in_text(document.lines) if figure.kind == "result"]
        tables = [figure for figure in results if kinds.get(figure.line) in ("table", "code")]
        if tables:
            return met(f"{document.path} has the results in a table", [document.evidence(tables[0].line)])
        for image in document.images:
            if (document.path, image.number) not in seen:
                continue
            title = title_of(document, image.number)
            # The name of the whole says nothing of what stands below it.
            title = "" if document.sections and title == document.sections[0].title else title
            if _RESULT.search(f"{image.label} {image.target[:200]} {title}"):
                return met(f"{document.path} shows the results in a figure", [document.evidence(image.number)])
        if results:
            return partial(
                f"{document.path} has the result only in a sentence",
                f"Put the result of {document.path}:{results[0].line} into a table, or show it in a figure.",
                [document.evidence(results[0].line)],
            )
    return missing("the README shows no result", "Add a table or a figure of the main result to the README.")


def pretrained_model(repository: Repository) -> Finding:
    """Whether a trained model can be had: a model file of the repository, or a link in the texts to where it is kept.

    A model that the code saves and nobody publishes is a half; a mention in a text is nothing.
    """
    for file in repository.files:
        likely = file.suffix in _WEIGHTS or (
            file.suffix in _PERHAPS_WEIGHTS and _MODEL.search(file.stem) and _model_folder(file.path)
        )
        if likely and not file.is_blank:
            return met(f"{file.path} is a trained model", [file.evidence()])
    for document in repository.documents:
        for link in document.links:
            around = f"{link.label} {document.source_lines[link.number - 1][:500]}"
            if _HOSTED.search(link.target) and _TRAINED.search(around):
                return met(f"{document.path} links to a trained model", [document.evidence(link.number)])
    saved = repository.stages.of(SAVE)
    if saved:
        return partial(
            "a model is saved, but not published",
            f"Publish the model that {saved[0].module.path} saves, in a release or on a model hub, and link to it.",
            [saved[0].evidence],
        )
    return missing(
        "no trained model can be had",
        "Save the trained model and publish it: in the repository, a release or on a model hub.",
    )


def _listed(names: Sequence[str]) -> str:
    """All names, or the first of many and how many there are besides."""
    if len(names) <= _MOST_NAMED + 1:
        return enumerated(names)
    return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"


def _own(repository: Repository) -> Iterator[Module]:
    return (module for module in repository.modules if not is_test(module.path))


def _of_results(call: Call) -> bool:
    """Whether a look is one at results, such as a confusion matrix, or at a single value."""
    shown = call.node.args[0] if call.node.args else None
    return call.name in ("pandas.isna", "pandas.isnull", "pandas.notna") or (
        shown is not None and bool(_MATRIX.search(dotted(shown)))
    )


def _kind(call: Call) -> str | None:
    """The kind of model that a call makes."""
    if booster := _BOOSTERS.get(call.name):
        return booster
    if _NO_ESTIMATOR.search(call.last):
        return None
    return call.last if _ESTIMATOR.fullmatch(call.last) or _NETWORK.fullmatch(call.last) else None


def _tuning_loops(module: Module) -> Iterator[int]:
    """The lines of loops that pass their variable to a parameter of a model and train in the same loop."""
    if not module.mentions(".fit(", ".train("):
        return
    for tree, start in module.trees:
        for loop in walk(tree):
            if not isinstance(loop, ast.For):
                continue
            variables = {node.id for node in walk(loop.target) if isinstance(node, ast.Name)}
            trains = passes = False
            for node in walk(loop):
                if isinstance(node, ast.Call):
                    trains |= isinstance(node.func, ast.Attribute) and node.func.attr in ("fit", "train")
                    passes |= any(
                        keyword.arg
                        and _PARAMETERS.fullmatch(keyword.arg)
                        and isinstance(keyword.value, ast.Name)
                        and keyword.value.id in variables
                        for keyword in node.keywords
                    )
            if trains and passes:
                yield loop.lineno + start


def _beside(uses: list[Use], others: list[Use]) -> Use | None:
    """The use in a module where one of the others is too, or else the first."""
    paths = {use.module.path for use in others}
    return next((use for use in uses if use.module.path in paths), uses[0] if uses else None)


def _stage(repository: Repository, stage: str, does: str, name: str) -> Finding:
    in_scripts, in_notebooks = repository.stages.in_scripts[stage], repository.stages.in_notebooks[stage]
    if in_scripts:
        return met(f"{in_scripts[0].module.path} {does}", [in_scripts[0].evidence])
    if in_notebooks:
        path = in_notebooks[0].module.path
        return partial(
            f"only the notebook {path} {does}",
            f"Move the code of {path} that {does} into a script such as {name}.",
            [in_notebooks[0].evidence],
        )
    return missing(f"no code {does}", f"Commit the code that {does}, as a script such as {name}.")


def _model_folder(path: str) -> bool:
    """Whether a file of an unspecific kind is where models are kept, or is of a kind that is mostly one."""
    if path.endswith((".json", ".txt", ".zip")):
        return bool(re.match(r"(?:.*/)?(?:models?|artifacts?|weights|checkpoints?)/", path)) and not path.endswith(
            ("config.json", "metadata.json")
        )
    return True
