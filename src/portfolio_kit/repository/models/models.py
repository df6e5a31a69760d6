"""Which models code makes and texts name."""
# ruff: noqa: E501 - lists of words and names

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, string, walk

_ESTIMATOR = re.compile(
    r"(?:\w+(?:Classifier|Regressor|Forest|NB|Forecaster)|NaiveBayes|(?:Linear|Logistic|Ridge|Lasso|ElasticNet|Poisson|Quantile|Huber|Bayesian|Gaussian|Polynomial|Linear)\w*Regress(?:ion|or)(?:CV)?|"
    r"(?:Ridge|Lasso|ElasticNet|LassoLars|BayesianRidge|RidgeClassifier)(?:CV)?|(?:Linear|Nu)?SV[CR]|Perceptron|SGDOneClassSVM|OneClassSVM|LocalOutlierFactor|IsolationForest|EllipticEnvelope|"
    r"KMeans|MiniBatchKMeans|DBSCAN|HDBSCAN|AgglomerativeClustering|GaussianMixture|SpectralClustering|Birch|MeanShift|OPTICS|"
    r"LinearDiscriminantAnalysis|QuadraticDiscriminantAnalysis|LDA|GaussianProcess\w+|KernelRidge|NearestNeighbors|"
    r"Prophet|ARIMA|SARIMAX|AutoARIMA|auto_arima|ExponentialSmoothing|SimpleExpSmoothing|VAR|NBEATS\w*|XGB(?:RF)?\w*(?:Ranker|Model)|LGBMRanker|CatBoost|CatBoostRanker|SVD|KNN(?!Imputer)\w+|NMF|SVDpp|ALS|"
    r"Sequential|VGG16|VGG19|ResNet\d+\w*|resnet\d+|(?:mobilenet|convnext|swin|vit)_\w+|densenet\d+|vgg\d+|MobileNet\w*|EfficientNet\w*|efficientnet_\w+|InceptionV3|DenseNet\d+|Xception|\w*ForSequenceClassification)$"
)
_TRAINERS = {"xgboost.train": "XGBoost", "xgb.train": "XGBoost", "lightgbm.train": "LightGBM", "lgb.train": "LightGBM"}
HINTS = (
    "Classifier",
    "Regress",
    "Forest",
    "Ridge",
    "Lasso",
    "SV",
    "NB(",
    "NaiveBayes",
    "KMeans",
    "XGB",
    "xgb",
    "LGBM",
    "lgb",
    "CatBoost",
    "Prophet",
    "ARIMA",
    "Sequential",
    "DBSCAN",
    "Net",
    "LSTM",
    "KNN",
    "Neighbors",
    "fit(",
)
"""Words without which a source makes no model."""
_NO_MODEL = re.compile(
    r"(?:CV|Search|Voting|Stacking|Calibrated|Multi[Oo]utput|OneVsRest|OneVsOne|TransformedTarget|Bagging)\w*(?:Classifier|Regressor|CV)$|^(?:KerasClassifier|KerasRegressor)$"
)
_KIND = re.compile(
    r"(?<![a-z])(?:logistic ?regression|linear ?regression|multiple regression|polynomial regression|ridge|lasso|elastic ?net|random ?forests?|isolation ?forest|decision ?trees?|extra ?trees|(?:hist ?)?gradient ?boosting|adaboost|"
    r"xg ?boost|lightgbm|lgbm|catboost|svm|linear ?sv[cr]|svc|svr|support vector \w+|\w{0,8}k-?nn|k-nearest\w*|naive bayes|neural network|mlp|cnn|lstm|gru|bilstm|bert|distilbert|roberta|resnet\d*|vgg\d*|efficientnet\w*|mobilenet\w*|densenet\d*|convnext\w*|inception\w*|xception|swin|wav2vec\w*|whisper|yolo\w*|u-?net|llama|mistral|mixtral|gemini|claude|gpt|qwen|deepseek|flan|prophet|"
    r"s?arimax?|k-?means|dbscan|svd|logistic(?= ?[+|&(]| with\b)|regress[ãa]o log[íi]stica|regresi[óo]n log[íi]stica|r[ée]gression logistique|logistische regression|regressionsbaum|entscheidungsbaum|[áa]rvore de decis[ãa]o|[áa]rbol de decisi[óo]n|"
    r"regress[ãa]o linear|regresi[óo]n lineal|floresta aleat[óo]ria|bosques? aleatorios?|for[êe]ts? al[ée]atoires?|zufallsw[äa]ld\w{0,4}|forest[ae] casual[ei]|r[ée]gression lin[ée]aire|regressione (?:lineare|logistica)|arbres? de d[ée]cision|alber[oi] decisional[ei]|логистическ\w+ регресси\w|случайн\w+ лес\w?|逻辑回归|随机森林|决策树|"
    r"lineare regression|neuronale[ns]? netz\w?|regresi (?:logistik|lini?er|linear|poisson)|pohon keputusan|линейн\w+ регресси\w|градиентн\w+ бустинг\w?|реша\w+ дерев\w+|нейросет\w+|нейронн\w+ сет\w+|线性回归|梯度提升\w*|神经网络|(?:लॉजिस्टिक|रैखिक|लीनियर) (?:रिग्रेशन|प्रतिगमन)|रैंडम फ\u093c?ॉरेस्ट)(?!(?!classifier|regressor)[a-z])",
    re.IGNORECASE,
)
# Families of models, of which one's figure says nothing about another's.
_FAMILIES = {
    "linear": re.compile(
        r"log[íi]sti[ck]|logistique|логистическ|linea[rl]|lin[ée]aire|линейн|逻辑回归|ridge|lasso|elastic|logreg|\blr\b",
        re.IGNORECASE,
    ),
    "forest": re.compile(
        r"forest|\brf\b|extra ?trees|floresta aleat|\bbosques? aleat|\bel bosque\b|for[êe]ts? al[ée]at|zufallsw[äa]ld|foresta casuale|случайн\w+ лес|随机森林",
        re.IGNORECASE,
    ),
    "boosting": re.compile(r"boost|xgb|lgbm|gbm|gbdt", re.IGNORECASE),
    "tree": re.compile(
        r"decision ?tree|\bcart\b|[áa]rvore de decis|[áa]rbol de decisi|entscheidungsbaum|决策树", re.IGNORECASE
    ),
    "vectors": re.compile(r"\bsvm\b|\b(?:linear)?sv[cr]\b|support vector", re.IGNORECASE),
    "neighbours": re.compile(r"\bk-?nn\b|neighbou?rs?", re.IGNORECASE),
    "bayes": re.compile(r"bayes", re.IGNORECASE),
    "network": re.compile(r"neural|\bmlp\b|\bcnn\b|\blstm\b|\bgru\b|bert|resnet|transformer", re.IGNORECASE),
    "dummy": re.compile(r"dummy|baseline|naive (?!bayes)|average rate", re.IGNORECASE),
    "rule": re.compile(r"\brule\b", re.IGNORECASE),
}
_TASK = re.compile(r"Classifier$|Regressor$|Regression$|Ranker$|CV$")
_DUMMY = re.compile(r"^(?:Dummy(?:Classifier|Regressor)|Naive(?!Bayes)\w*|SeasonalNaive\w*)$")


def estimator(name: str) -> str:
    """Return the model that a class's name stands for, empty where it is none."""
    if name in _TRAINERS:
        return _TRAINERS[name]
    last = name.rpartition(".")[2]
    if not _ESTIMATOR.match(last) or _NO_MODEL.search(last) or name.endswith("nn.Sequential"):
        # Torch's Sequential is a part of a network.
        return ""
    return last


def kinds(text: str) -> set[str]:
    """Return the kinds of model that a text names."""
    return {re.sub(r"[\s-]", "", match[0].lower()) for match in _KIND.finditer(text[:400])}


def model_families(text: str) -> set[str]:
    """Return the families that the models belong to which a text, or the keys of a file, name."""
    words = text.replace("_", " ")
    return {family for family, pattern in _FAMILIES.items() if pattern.search(words)}


def model_in_words(text: str) -> str:
    """Return the first kind of model that a text names, as it is written there; empty where it names none."""
    match = _KIND.search(text[:400])
    return " ".join(match[0].split()) if match else ""


def models_in_words(text: str) -> list[str]:
    """Return the kinds of model that a text names, in turn, as they are written there."""
    return [" ".join(match[0].split()) for match in _KIND.finditer(text[:400])]


def families(names: Iterable[str]) -> set[str]:
    """Return the kinds of model behind some classes: one kind may have a class for classes and one for quantities."""
    return {_TASK.sub("", name) or name for name in names}


def is_dummy(name: str) -> bool:
    """Whether a class is one that predicts without learning from the features."""
    return bool(_DUMMY.match(name.rpartition(".")[2]))


def estimators(module: Module, counts: Callable[[Call], bool] = lambda _: True) -> dict[str, int]:
    """Return the models that a module makes, by calls that count, with the line where each is first made."""
    found: dict[str, int] = {}
    for call in sorted(module.calls, key=lambda call: call.line):
        if (name := estimator(call.name)) and counts(call):
            found.setdefault(name, call.line)
    if len(found) > 1 and "Sequential" in found and _is_built_around(module):
        del found["Sequential"]
    return found


def _is_built_around(module: Module) -> bool:
    """Whether each network that a module puts together holds another of its models: a head on a backbone is one model."""
    made = {
        target.id
        for node in module.assignments
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
        and isinstance(node.value, ast.Call)
        and estimator(dotted(node.value.func)) not in ("", "Sequential")
    }
    # A backbone may be handed over: `def build(backbone)`.
    made |= {argument.arg for function in module.functions for argument in function.node.args.args}
    built = [call for call in module.calls if estimator(call.name) == "Sequential"]
    added = sum(
        call.last == "add" and len(call.node.args) == 1 and _holds(call.node.args[0], made) for call in module.calls
    )
    filled_later = sum(not call.node.args for call in built)
    return filled_later <= added and all(
        any(_holds(node, made) for part in call.node.args for node in getattr(part, "elts", ()))
        for call in built
        if call.node.args
    )


def _holds(node: ast.AST, made: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in made


def rivals(module: Module, counts: Callable[[Call], bool]) -> list[dict[str, int]]:
    """Return the models that a module makes as `estimators` does, those apart that are fitted to another column."""
    made = estimators(module, counts)
    if len(made) < 2:  # noqa: PLR2004
        return [made]
    fitted_to = _columns_fitted(module)
    columns = {column for name in made for column in fitted_to.get(name, ())}
    if len(columns) < 2 or not all(fitted_to.get(name) for name in made):  # noqa: PLR2004
        return [made]
    return [{name: line for name, line in made.items() if column in fitted_to[name]} for column in sorted(columns)]


def _columns_fitted(module: Module) -> dict[str, set[str]]:
    """The columns that each kind of model is fitted to, as far as the names of variables lead to them:
    `y_price = data["price"]`, and `model.fit(x_train, y_price_train)`.
    """
    columns: dict[frozenset[str], str] = {}
    made: dict[str, str] = {}
    for node in module.assignments:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(node.value, ast.Subscript) and isinstance(target, ast.Name):
                if column := string(node.value.slice):
                    columns[frozenset(target.id.lower().split("_"))] = column
            elif isinstance(node.value, ast.Call) and (name := estimator(dotted(node.value.func))):
                made[dotted(target)] = name
    found: dict[str, set[str]] = {}
    for call in module.calls:
        model, _, last = call.name.rpartition(".")
        if last == "fit" and model in made and len(call.node.args) > 1:
            words = frozenset(dotted(call.node.args[1]).lower().split("_"))
            led = max((name for name in columns if name <= words), key=len, default=None)
            if led:
                found.setdefault(made[model], set()).add(columns[led])
    return found


def swept(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the models that are made with the value that a loop goes through, with the line."""
    for tree, start in module.trees:
        for node in walk(tree):
            if isinstance(node, ast.For):
                target: ast.expr = node.target
            elif isinstance(node, (ast.ListComp, ast.DictComp)):
                target = node.generators[0].target
            else:
                continue
            names = {name.id for name in walk(target) if isinstance(name, ast.Name)}
            for call in walk(node):
                if isinstance(call, ast.Call) and (name := estimator(dotted(call.func))) and _takes(call, names):
                    yield name, call.lineno + start


def _takes(call: ast.Call, names: set[str]) -> bool:
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(isinstance(part, ast.Name) and part.id in names for value in values for part in walk(value))
