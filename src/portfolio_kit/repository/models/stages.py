"""Where the project's code does machine learning: reading and preparing data, training, evaluating, saving, predicting.

Found by what is called, in code that can be reached; a test is no part of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.literals import compares_literals
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.measuring.by_hand import IN_OTHER_WORDS, METRIC, SEVERAL, worked_out
from portfolio_kit.repository.models.from_scratch import SOLVER, from_scratch
from portfolio_kit.repository.models.given_back import asks_for_its_caller
from portfolio_kit.repository.models.hollow import Hollow
from portfolio_kit.repository.models.searches import idle_searches
from portfolio_kit.rubric.finding import Evidence

READ = "reading"
PREPARE = "preparation"
TRAIN = "training"
EVALUATE = "evaluation"
SAVE = "saving"
LOAD = "loading"
PREDICT = "inference"
STAGES = (READ, PREPARE, TRAIN, EVALUATE, SAVE, LOAD, PREDICT)

_READERS = frozenset(
    {
        "read_csv", "read_parquet", "read_excel", "read_json", "read_sql", "read_sql_query", "read_feather",
        "read_pickle", "read_table", "scan_csv", "scan_parquet", "load_dataset", "loadtxt", "genfromtxt", "imread",
        "image_dataset_from_directory", "flow_from_directory", "flow_from_dataframe", "ImageFolder", "fetch_openml",
        "fetch_california_housing", "fetch_ucirepo", "load_iris", "load_breast_cancer", "load_diabetes", "load_wine",
        "load_digits", "load_data", "dataset_download", "download",
    }
)  # fmt: skip
_PREPARERS = frozenset(
    {
        "train_test_split", "fillna", "dropna", "drop_duplicates", "get_dummies", "StandardScaler", "MinMaxScaler",
        "RobustScaler", "OneHotEncoder", "OrdinalEncoder", "LabelEncoder", "ColumnTransformer", "SimpleImputer",
        "KNNImputer", "TfidfVectorizer", "CountVectorizer", "DictVectorizer", "PolynomialFeatures",
        "QuantileTransformer", "PowerTransformer", "TargetEncoder", "StratifiedShuffleSplit", "SMOTE", "fit_resample",
        "ImageDataGenerator", "DataLoader", "Tokenizer", "AutoTokenizer", "pad_sequences", "to_categorical",
        "map_partitions", "VectorAssembler", "StringIndexer", "randomSplit", "resize", "Compose", "set_format",
        "interpolate", "merge", "groupby", "make_column_transformer", "FunctionTransformer", "seasonal_decompose",
        "timeseries_dataset_from_array", "pivot_table", "Rescaling", "Normalization", "TextVectorization",
        "StringLookup", "RandomFlip", "RandomRotation", "RandomHorizontalFlip", "ToTensor", "Normalize", "Resize",
        "MultiLabelBinarizer", "Normalizer", "BinaryEncoder", "HashingVectorizer", "word_tokenize", "train_valid_split",
        "from_numpy",
    }
)  # fmt: skip
_TRAINERS = frozenset(
    {
        "fit", "train", "fit_generator", "fit_one_cycle", "fine_tune", "compare_models", "create_model",
        "fit_predict", "partial_fit", "backward", "train_on_batch", "auto_arima", "learn", "train_model",
    }
)  # fmt: skip
_NO_TRAINER = re.compile(
    r"scaler|(?<!auto)encoder|vectori[sz]er|imputer|tokenizer|transformer|preprocess|^le$|^ohe$|^dv$|^sc$|label|"
    r"binarizer|selector|pca|tfidf|^cv$|^imp|scal$|poly|smote|bow|curve_fit|^m?stl$|decompos|"
    # What adds, takes away or cuts columns learns no answer, whatever it fits.
    r"(?<![a-z])adder$|(?-i:[a-z]Adder$)|featuri[sz]er$|engineer$|keeper$|dropper$|(?<!com)binner$|clipper$|cleaner$|winsori",
    re.IGNORECASE,
)
# A recommender without a fit: what is like what is all that it learns.
_SIMILARITIES = frozenset({"cosine_similarity", "linear_kernel", "pairwise_distances", "sigmoid_kernel"})
_METRICS = re.compile(
    r"^(?:sklearn\.metrics|torchmetrics|tensorflow\.keras\.metrics|keras\.metrics|evaluate\.load|seqeval|"
    r"nltk\.translate|imblearn\.metrics|fairlearn\.metrics|rouge_score|surprise\.accuracy|"
    r"statsmodels\.tools\.eval_measures)\b"
)
# Ultralytics' own: `model.val()`.
_VALIDATED_BY = re.compile(r"(?:model|yolo|net|detector|rtdetr)\w*$", re.IGNORECASE)
_EVALUATORS = frozenset(
    {
        "cross_val_score", "cross_validate", "cross_val_predict", "evaluate", "score", "evaluate_model",
        "ConfusionMatrixDisplay", "from_predictions", "from_estimator", "RocCurveDisplay", "evals_result",
        "SilhouetteVisualizer", "silhouette_visualizer", "KElbowVisualizer", "kelbow_visualizer",
    }
)  # fmt: skip
# What `fit` is given to measure on while it learns, and searches that score what they try.
_VALIDATED = frozenset({"validation_data", "validation_split", "eval_set", "evals", "valid_sets", "val_dataloaders"})
_SEARCHES = re.compile(r"(?:SearchCV|[a-z]CV)$")
_SAVERS = frozenset(
    {"dump", "save", "save_model", "save_pretrained", "log_model", "to_pickle", "save_weights", "write_model", "export"}
)
_SAVING_MODULES = re.compile(
    r"\b(?:joblib|pickle|dill|cloudpickle|torch|skops|mlflow|onnx|bentoml|keras|model|clf|pipeline|pipe|"
    r"learner|learn|xgb|lgb|booster|catboost|net|classifier|regressor|est|best|rf|lr|self)",
    re.IGNORECASE,
)
_LOADERS = frozenset(
    {
        "load_model", "from_pretrained", "load_weights", "load_learner", "InferenceSession", "load_from_checkpoint",
        "load_pipeline", "SentenceTransformer", "CrossEncoder",
    }
)  # fmt: skip
# LightGBM and XGBoost: what is made of a file of its own.
_FROM_FILE = frozenset({"Booster"})
# What is brought along with a pretrained model, to make its input.
_PREPROCESSORS = re.compile(r"Tokenizer|Processor|FeatureExtractor|Config|tokenizer")
_LOADING_MODULES = re.compile(
    r"^(?:joblib|pickle|cPickle|_pickle|dill|cloudpickle|torch|torch\.jit|skops\.io|"
    r"sklearn\.externals\.joblib|keras\.models|tensorflow\.keras\.models|tensorflow\.saved_model|"
    r"mlflow\.[\w.]+|bentoml\.[\w.]+|spacy|pandas|pyspark\.ml\.[\w.]+|gensim\.[\w.]+|autogluon\.[\w.]+|"
    r"darts\.models\.[\w.]+|neuralprophet\.[\w.]+|surprise\.dump|implicit\.[\w.]+|stable_baselines3\.[\w.]+)\b"
)
_PREDICTORS = frozenset(
    {
        "predict", "predict_proba", "predict_log_proba", "decision_function", "forecast", "generate", "transform",
        "inference", "run", "score_samples", "kneighbors", "predict_classes", "recommend", "inplace_predict",
        "predict_on_batch", "get_forecast", "make_future_dataframe",
    }
)  # fmt: skip
_REAL_PREDICTORS = _PREDICTORS - {"transform", "run", "generate", "kneighbors", "inference"}
_EVALUATING = re.compile(
    r"eval|valid|metric|test|report|cross|compare|explain|shap|fairness|drift|monitor|tun(?:e|ing)|optim", re.IGNORECASE
)
_ASKING = re.compile(
    r"^_?(?:predict|infer|forecast|classif|recommend|score_|scoring|prever|predecir|prediz|detect|ask|"
    r"serve|inferir)",
    re.IGNORECASE,
)
_NETWORKS = frozenset({"model", "net", "pipe", "pipeline", "classifier"})
_PREDICTING = re.compile(r"predict|infer|scor(?:e|ing)|submi|demo|app|serv|classif|detect|forecast", re.IGNORECASE)
_NEW = re.compile(r"new|novo|nuev|sample|input|user|future|custom|example|query|unseen|request|entrada", re.IGNORECASE)
_SPLIT = re.compile(r"test|val(?:id)?(?:ation)?(?:_|$)|(?:^|_)train|holdout|_tr$|_te$|_ts$|fold|oof", re.IGNORECASE)
_TEST_FOLDER = re.compile(r"(?:^|/)(?:tests?|testing)/")
_TEST_NAME = re.compile(r"(?:^|/)test_[^/]*\.py$|_tests?\.py$|(?:^|/)conftest\.py$")
# Statistical tests and splits end as tests do, and are none.
_NO_TEST = re.compile(
    r"(?:^|[/_])(?:split_train|train_val|ks|chi2?|chi_square|ab|adf|anova|t|z|hypothesis|significance|stationarity|normality)_tests?\.py$"
)


_HANDED = frozenset({"apply", "map", "astype"})


class Use(NamedTuple):
    """A call that does one of the stages, and where."""

    module: Module
    call: Call

    @property
    def evidence(self) -> Evidence:
        """The place of the call: of one that ends a chain over several lines, where its name stands."""
        return self.module.evidence(self.call.named_at)


@lru_cache(maxsize=4096)
def is_test(path: str) -> bool:
    """Whether a Python file is a test by where it is or what it is called."""
    path = path.lower()
    return bool(_TEST_FOLDER.search(path) or (_TEST_NAME.search(path) and not _NO_TEST.search(path)))


class Stages:
    """What each stage is done by, in scripts and in notebooks."""

    def __init__(self, modules: Sequence[Module], live: Live) -> None:
        self.in_scripts: dict[str, list[Use]] = {stage: [] for stage in STAGES}
        self.in_notebooks: dict[str, list[Use]] = {stage: [] for stage in STAGES}
        self.unused: dict[str, list[Use]] = {stage: [] for stage in STAGES}
        # What learns nothing by the sums that it does.
        self.idle: list[Use] = []
        self.modules = [module for module in modules if not is_test(module.path)]
        own = [module for module in self.modules if module.trees]
        hollow = self._hollow = Hollow(own)
        asked = {
            call.last
            for module in own
            if not module.is_notebook
            for call in module.calls
            if call.scope.rpartition(".")[2] != call.last
        }
        # A search evaluates where what it scored is looked at.
        is_scored = any(not module.names.isdisjoint(("best_score_", "cv_results_")) for module in own)
        for module in own:
            for call, stage in _staged(module, is_scored=is_scored):
                if hollow.is_asked(module, call):
                    if hollow.works(module, call):
                        self.idle.append(Use(module, call))
                    continue
                target = self.in_notebooks if live.is_for_notebooks(module, call) else self.in_scripts
                counts = live.makes(module, call) and (
                    module.is_notebook or not _is_wrapped(call) or call.scope.rpartition(".")[2] in asked
                )
                (target if counts else self.unused)[stage].append(Use(module, call))
        if all(SOLVER.fullmatch(use.call.name) for use in self.of(TRAIN)):
            self._add_from_scratch(own, live)
        for table in (self.in_scripts, self.in_notebooks):
            for uses in table.values():
                uses.sort(key=lambda use: (use.module.path, use.call.line))

    def _add_from_scratch(self, own: Sequence[Module], live: Live) -> None:
        """Add what is done with models that the project fits itself, where no library fits any."""
        done = from_scratch(own)
        self.in_scripts[TRAIN].clear()
        self.in_notebooks[TRAIN].clear()
        for stage, calls in ((TRAIN, done.fits), (SAVE, done.keeps), (LOAD, done.fetches), (PREDICT, done.asks)):
            for module, call in calls:
                target = self.in_notebooks if live.is_for_notebooks(module, call) else self.in_scripts
                (target if live.makes(module, call) else self.unused)[stage].append(Use(module, call))

    def of(self, stage: str) -> list[Use]:
        """Return what does the stage, in scripts first."""
        return self.in_scripts[stage] + self.in_notebooks[stage]

    def inference(self) -> list[Use]:
        """Return the calls outside notebooks that ask a model about something new, not about its test split.

        Those are calls where a model is loaded, in a function that is there for predicting, on what is called new, or
        in a module that neither trains nor evaluates; else in a function that gives its caller what the model says.
        """
        loads, trains, evaluates = (
            {use.module.path for use in self.in_scripts[stage]} for stage in (LOAD, TRAIN, EVALUATE)
        )
        found = []
        for use in self.in_scripts[PREDICT]:
            path, call = use.module.path, use.call
            if _of_split(use) or is_thrown_away(use.module, use.call):
                continue
            apart = path not in trains and (path not in evaluates or not _EVALUATING.search(path))
            apart = apart and "backtest" not in use.module.file.stem
            if is_split(call):
                is_asked = path in loads and apart and path not in evaluates
            else:
                is_asked = (path in loads and apart) or bool(_ASKING.search(call.scope.rpartition(".")[2]))
            if is_asked or (apart and not call.scope) or _is_new(call):
                found.append(use)
        return (
            found
            or self._forward(loads, trains)
            or self._through(trains, evaluates)
            or [use for use in self.in_scripts[PREDICT] if _is_given_back(use)]
        )

    def _forward(self, loads: set[str], trains: set[str]) -> list[Use]:
        """Return the calls of a network itself, `model(batch)`, in code that loads it or is there for predicting."""
        return [
            Use(module, call)
            for module in self.modules
            if not module.is_notebook
            and module.mentions("model(", "net(", "pipe(", "pipeline(", "classifier(", "(model,", "(clf,", "(net,")
            for call in module.calls
            if (call.last.lower().strip("_") in _NETWORKS or is_handed_model(call))
            and (call.node.args or call.node.keywords)
            and not is_split(call)
            and (
                _ASKING.search(call.scope.rpartition(".")[2])
                or (_PREDICTING.search(module.file.stem) and module.path not in trains)
                or (module.path in loads and not _EVALUATING.search(module.path) and not module.mentions("backward("))
            )
        ]

    def _through(self, trains: set[str], evaluates: set[str]) -> list[Use]:
        """Return the calls of other modules' functions that ask a model, in scripts that do nothing else with it.

        Such a function asks by itself, or calls the network that it is handed.
        """
        asking = {use.call.scope for use in self.in_scripts[PREDICT] if use.call.scope and "." not in use.call.scope}
        asking |= {
            function.name
            for module in self.modules
            if not module.is_notebook
            for function in module.functions
            if any(
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in _NETWORKS
                and any(argument.arg == node.func.id for argument in function.node.args.args)
                for node in walk(function.node)
            )
        }
        return [
            Use(module, call)
            for module in self.modules
            if not module.is_notebook
            and module.path not in trains | evaluates
            and not _EVALUATING.search(module.file.stem)
            for call in module.calls
            if call.last in asking
            and call.last in module.aliases
            and (call.node.args or call.node.keywords)
            and not is_split(call)
        ]

    def is_hollow(self, module: Module, call: Call) -> bool:
        """Whether a call is of a method of the project's own that takes no notice of what it is given."""
        return self._hollow.is_asked(module, call)

    def trains(self) -> bool:
        """Whether a model is trained anywhere."""
        return bool(self.of(TRAIN))


def _staged(module: Module, *, is_scored: bool) -> Iterator[tuple[Call, str]]:
    """Yield the calls that do a stage; a metric worked out by hand, a search and a fit that validates evaluate."""
    by_hand = worked_out(module)
    idle = idle_searches(module) if is_scored else frozenset()
    for call in module.calls:
        is_measured = id(call.node) in by_hand or (
            is_scored and _SEARCHES.search(call.last) and id(call.node) not in idle
        )
        stage = EVALUATE if is_measured else stage_of(call)
        if stage and not (stage == EVALUATE and compares_literals(module, call)):
            yield call, stage
        if stage == TRAIN and any(keyword.arg in _VALIDATED for keyword in call.node.keywords):
            yield call, EVALUATE


def stage_of(call: Call) -> str | None:
    """Return the stage that a call does, None where it does none."""
    stage = _stage_named(call.name)
    if call.last in _FROM_FILE and call.keyword("model_file"):
        return LOAD
    if stage is TRAIN and call.last in _TRAINERS and not _is_training(call):
        return PREPARE if call.last == "fit" else None
    if stage is EVALUATE and call.compares_itself:
        return None
    # What is handed nothing prepares nothing: `deployment.apply()`.
    if stage is PREPARE and call.last in _HANDED and not (call.node.args or call.node.keywords):
        return None
    return stage


@lru_cache(maxsize=4096)
def _stage_named(name: str) -> str | None:
    """The stage that a call of this name does; for a trainer's, if it is one."""
    owner, _, last = name.rpartition(".")
    if last in _READERS and (last not in ("load_data", "download") or owner):
        return READ
    if last in _SIMILARITIES or SOLVER.fullmatch(name):
        return TRAIN
    if last == "val" and _VALIDATED_BY.search(owner):
        return EVALUATE
    if (
        _METRICS.match(name)
        or (last in _EVALUATORS and (last != "score" or owner))
        or METRIC.match(last)
        or IN_OTHER_WORDS.fullmatch(last)
        or SEVERAL.match(last)
    ):
        return EVALUATE
    if last in _TRAINERS:
        return TRAIN
    if last in _LOADERS or (last in ("load", "read_pickle") and _LOADING_MODULES.match(name)):
        return LOAD if last != "from_pretrained" or not _PREPROCESSORS.search(owner) else PREPARE
    if (
        last in _SAVERS
        and owner
        and _SAVING_MODULES.search(owner)
        and not owner.startswith(("json", "yaml", "toml", "numpy", "PIL"))
    ):
        return SAVE
    if last in _REAL_PREDICTORS and owner:
        return PREDICT
    if last in _PREPARERS or last in ("fit_transform", "transform", "astype", "apply", "map"):
        return PREPARE
    return None


def _is_given_back(use: Use) -> bool:
    """Whether a function at the top of a module asks for its caller, and not about a split."""
    name = use.call.scope
    return (
        bool(name) and "." not in name and not is_split(use.call) and asks_for_its_caller(use.module, name) is not None
    )


def is_handed_model(call: Call) -> bool:
    """Whether a function of the project's own asks the model that it is given: `scores_of(model, row)`."""
    first = call.node.args[0] if call.node.args else None
    return isinstance(first, ast.Name) and first.id in ("model", "clf", "net") and bool(_PREDICTING.search(call.last))


def _is_new(call: Call) -> bool:
    """Whether a prediction is for something new by the name of what is predicted."""
    return bool(call.node.args) and any(
        isinstance(node, ast.Name) and _NEW.search(node.id) for node in walk(call.node.args[0])
    )


def is_thrown_away(module: Module, asked: Call) -> bool:
    """Whether a prediction for values that stand there is thrown away: `model.predict([[0, 0]])` alone on its line."""
    call = asked.node
    if not call.args or any(isinstance(part, ast.Name) for given in call.args for part in walk(given)):
        return False
    return any(isinstance(node, ast.Expr) and node.value is call for tree, _ in module.trees for node in walk(tree))


def _of_split(use: Use) -> bool:
    """Whether what a function predicts is what it took out of a split before, whatever it is called then."""
    given = use.call.node.args[0] if use.call.node.args else None
    function = next((one for one in use.module.functions if one.name == use.call.scope), None)
    if function is None or not isinstance(given, ast.Name):
        return False
    return any(
        isinstance(part, ast.Name) and names_split(part.id)
        for node in walk(function.node)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == given.id for target in node.targets)
        for part in walk(node.value)
    )


def is_split(call: Call) -> bool:
    """Whether a call is given what is called as a part of the data that is learned from: `predict(X_test)`."""
    return bool(call.node.args) and any(
        isinstance(node, (ast.Name, ast.Attribute))
        and _SPLIT.search(node.id if isinstance(node, ast.Name) else node.attr)
        for node in walk(call.node.args[0])
    )


def names_split(name: str) -> bool:
    """Whether a name is that of a part of the data that is learned from."""
    return bool(_SPLIT.search(name))


def _is_training(call: Call) -> bool:
    owner, _, last = call.name.rpartition(".")
    if owner in ("self", "cls"):
        # A class that makes its network, or fits what it transforms, trains no model by that.
        of_class, _, method = call.scope.rpartition(".")
        if last == "create_model" or method == "fit_transform" or _NO_TRAINER.search(of_class.rpartition(".")[2]):
            return False
    if not owner:
        return last in ("compare_models", "create_model", "auto_arima", "train_model")
    if owner.startswith("pydantic") or _NO_TRAINER.search(owner.rpartition(".")[2].removesuffix("()")):
        # Pydantic's models are forms of records.
        return False
    if last == "train":
        # `model.train()` of PyTorch only switches a mode; a trainer's or a library's train takes what it learns from.
        return bool(call.node.args or call.node.keywords) or "trainer" in owner.lower() or "model" not in owner.lower()
    if last == "backward":
        return True
    return last != "fit" or bool(call.node.args or call.node.keywords) or owner.endswith("()") or "." not in owner


def _is_wrapped(call: Call) -> bool:
    """Whether a call stands in a method that only passes it on: the `fit` of a class of the project's own."""
    return "." in call.scope and call.scope.rpartition(".")[2] == call.last and call.last in ("fit", "train")
