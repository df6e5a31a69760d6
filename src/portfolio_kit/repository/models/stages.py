"""What a call does of machine learning: reading and preparing data, training, evaluating, saving, predicting.

Told by what is called and on what; a test, by its path, is no part of the work.
"""

from __future__ import annotations

import ast
from functools import lru_cache

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.measuring.by_hand import IN_OTHER_WORDS, METRIC, SEVERAL
from portfolio_kit.repository.models.from_scratch import SOLVER

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
    r"binarizer|selector|^selection$|pca|tfidf|^cv$|^imp|scal$|poly|smote|bow|curve_fit|^m?stl$|decompos|"
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
_SAVERS = frozenset(
    {"dump", "save", "save_model", "save_pretrained", "log_model", "to_pickle", "save_weights", "write_model", "export"}
)
# What is called so saves a model, whatever it is of: `trainer.save_model(folder)`.
_MODEL_SAVERS = frozenset({"save_model", "save_weights", "log_model", "write_model"})
_SAVING_MODULES = re.compile(
    r"(?:\b|_)(?:joblib|pickle|dill|cloudpickle|torch|skops|mlflow|onnx|bentoml|keras|model|clf|pipeline|pipe|"
    r"learner|learn|xgb|lgb|booster|catboost|net|classifier|regressor|est|best|rf|lr|self(?!\.(?:mapa?|fig(?:ure)?|"
    r"plot|ima?ge?|doc|document|wb|workbook|book|canvas|user|form|instance)\b))",
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
_TEST_FOLDER = re.compile(r"(?:^|/)(?:tests?|testing)/")
_TEST_NAME = re.compile(r"(?:^|/)test_[^/]*\.py$|_tests?\.py$|(?:^|/)conftest\.py$")
# Statistical tests and splits end as tests do, and are none.
_NO_TEST = re.compile(
    r"(?:^|[/_])(?:split_train|train_val|ks|chi2?|chi_square|ab|adf|anova|t|z|hypothesis|significance|stationarity|normality)_tests?\.py$"
)
_TUNER = re.compile(r"tuner\.search$", re.IGNORECASE)
_HANDED = frozenset({"apply", "map", "astype"})


@lru_cache(maxsize=4096)
def is_test(path: str) -> bool:
    """Whether a Python file is a test by where it is or what it is called."""
    path = path.lower()
    return bool(_TEST_FOLDER.search(path) or (_TEST_NAME.search(path) and not _NO_TEST.search(path)))


def stage_of(call: Call) -> str | None:
    """Return the stage that a call does, None where it does none."""
    stage = _stage_named(call.name)
    if call.last in _FROM_FILE and call.keyword("model_file"):
        return LOAD
    # Keras Tuner's: each trial of it trains.
    if call.last == "search" and call.node.args and _TUNER.search(call.name):
        return TRAIN
    if stage is TRAIN and call.last in _TRAINERS and not _is_training(call):
        return PREPARE if call.last == "fit" else None
    if stage is EVALUATE and call.compares_itself:
        return None
    # What is handed nothing prepares nothing: `deployment.apply()`.
    if stage is PREPARE and call.last in _HANDED and not (call.node.args or call.node.keywords):
        return None
    # A prediction held against a threshold is no column that is made another type.
    if call.last == "astype" and isinstance(getattr(call.node.func, "value", None), ast.Compare):
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
        and (last in _MODEL_SAVERS or _SAVING_MODULES.search(owner))
        and not owner.startswith(("json", "yaml", "toml", "numpy", "PIL"))
    ):
        return SAVE
    if last in _REAL_PREDICTORS and owner:
        return PREDICT
    if last in _PREPARERS or last in ("fit_transform", "transform", "astype", "apply", "map"):
        return PREPARE
    return None


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
