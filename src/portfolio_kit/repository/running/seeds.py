"""Whether a run's randomness is seeded, judged by what is called: a function that nobody calls sets no seed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.models.stages import TRAIN, stage_of

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Call
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.rubric.finding import Evidence

_KEYWORDS = (
    "random_state",
    "seed",
    "random_seed",
    "rng",
    "rstate",
    "data_seed",
    "session_id",
    "generator",
    "randomState",
)
_SETTINGS = ("random_state", "seed", "random_seed", "data_seed")
_SEEDING = re.compile(
    r"^(?:numpy|np|random|torch|tensorflow|tf|keras|jax|pytorch_lightning|lightning|pl|transformers|fastai"
    r"|accelerate|cv2|os)\b.*(?:seed|manual_seed|set_random_seed|seed_everything|default_rng|RandomState|PRNGKey"
    r"|enable_full_determinism)\w*$|^(?:\w+\.)*(?:set_(?:all_)?(?:random_)?seeds?|seed_(?:everything|all)"
    r"|fix_(?:random_)?seeds?|set_random_seed|set_global_seed\w*|set_determinism|set_reproducib\w*)$",
    re.IGNORECASE,
)
# What some of these reach: a generator of its own nothing but what is drawn from it, `random.seed` neither NumPy nor a
# network, `numpy.random.seed` all that draws through NumPy.
_GENERATORS = re.compile(
    r"(?:default_rng|RandomState|Generator(?:\(\))?(?:\.manual_seed)?|PRNGKey|random\.key|Random)$"
)
_OF_PYTHON = re.compile(r"^random\.seed$")
_OF_NUMPY = re.compile(r"^(?:numpy|np)\.random\.seed$")
_OF_NETWORKS = re.compile(
    r"^(?:torch|tensorflow|tf)\.(?:cuda\.|random\.|mps\.)?(?:manual_seed\w*|set_seed|set_random_seed)$"
)
_EVER_OTHER = re.compile(
    r"(?:^|\.)(?:time|time_ns|perf_counter|now|today|utcnow|getpid|urandom|uuid\d|randint|randrange|random)$"
)
_OF_NOTHING = re.compile(r"^(?:os|cv2)\b")
_SHUFFLED = "sklearn.utils.shuffle"
# Folds are cut in the order of the rows unless they are told to shuffle.
_FOLDS = frozenset({"KFold", "StratifiedKFold", "StratifiedGroupKFold"})
_A_LOOK = 20
_SPLITS = frozenset({"train_test_split", "random_split", "ShuffleSplit", "StratifiedShuffleSplit", "randomSplit"})
_RANDOM = frozenset(
    {
        "RandomForestClassifier",
        "RandomForestRegressor",
        "ExtraTreesClassifier",
        "ExtraTreesRegressor",
        "GradientBoostingClassifier",
        "GradientBoostingRegressor",
        "MLPClassifier",
        "MLPRegressor",
        "KMeans",
        "MiniBatchKMeans",
        "SGDClassifier",
        "SGDRegressor",
        "IsolationForest",
        "DecisionTreeClassifier",
        "DecisionTreeRegressor",
        "BaggingClassifier",
        "TSNE",
        "UMAP",
        "SMOTE",
        "RandomOverSampler",
        "RandomUnderSampler",
        "BalancedRandomForestClassifier",
        "BorderlineSMOTE",
        "SMOTETomek",
        "SMOTEENN",
        "ADASYN",
        "RandomizedSearchCV",
        "GaussianMixture",
    }
)
# Searches that draw other trials each time unless they are given a generator (`rstate`): no other seed reaches them.
_SEARCHES = frozenset({"hyperopt.fmin", "hyperopt.fmin.fmin"})
_LIBRARIES = frozenset({"sklearn", "numpy", "pandas", "torch", "random", "imblearn", "scipy"})
NETWORKS = ("torch", "tensorflow", "keras", "fastai", "pytorch_lightning", "lightning", "transformers")
# The settings of Hugging Face's Trainer hold a seed, 42 where none is given, that it sets for everything.
_SEEDING_ARGUMENTS = frozenset({"TrainingArguments", "Seq2SeqTrainingArguments"})
_OTHER_MODEL = re.compile(
    r"(?:Forest|Boosting|Boost|XGB|LGBM|SV|Tree|Linear|Logistic|Neighbors)\w*(?:Classifier|Regressor|Regression|C|R)$"
)
_DRAWING = re.compile(
    r"^numpy\.random\.(?!seed|default_rng|RandomState|Generator)\w+$|^random\.(?:random|choice|choices|sample"
    r"|shuffle|randint|uniform|gauss)$"
)
_PYTHON, _NUMPY, _NETWORK, _SEARCH = "Python", "NumPy", "networks", "searches"
_EVERY = frozenset({_PYTHON, _NUMPY, _NETWORK})


@dataclass
class Seeding:
    """Where seeds are set, and where something random is left without one."""

    seeded: list[Evidence] = field(default_factory=list)
    unseeded: list[Evidence] = field(default_factory=list)


def seeding(modules: Sequence[Module], live: Live) -> Seeding:
    """Return how the randomness of some modules that run together is seeded: by call, or for all of them at once."""
    found = Seeding()
    drawing: list[tuple[str, Evidence]] = []
    own = {function.last for module in modules for function in module.functions}
    seeded: set[str] = set()
    for module in modules:
        given = any(text in _KEYWORDS for text, _ in module.strings)
        has_networks = module.imports_any(*NETWORKS)
        for call in live.calls(module):
            if _SEEDING.match(call.name) and (call.node.args or call.node.keywords):
                # What the project's own function really seeds is found where it does so.
                if call.last in own or any(map(_differs, call.node.args)):
                    continue
                found.seeded.append(module.evidence(call.named_at))
                seeded |= _reached(call)
            elif (seed := _seed_given(call)) or call.last in _SEEDING_ARGUMENTS:
                found.seeded += [module.evidence(call.line_of(seed))] if seed else []
                seeded |= {_NETWORK} if call.last in _SEEDING_ARGUMENTS else set()
            elif (_draws(call, is_given=given) or _draws_by_name(module, call)) and not _is_own_generator(module, call):
                # What the project's own `train_test_split` draws is found where it does so.
                if call.last in own and call.name.partition(".")[0] not in _LIBRARIES:
                    continue
                drawing.append((_drawn_from(call), module.evidence(call.named_at)))
            elif (
                has_networks
                and call.last in ("fit", "backward", "train")
                and stage_of(call) == TRAIN
                and not _is_of_other_model(module, call)
            ):
                drawing.append((_NETWORK, module.evidence(call.named_at)))
    # Networks come last: a split that is left to chance is mended first.
    drawing.sort(key=lambda draw: (draw[0] == _NETWORK, draw[1].path, draw[1].line or 0))
    found.unseeded = list(dict.fromkeys(place for source, place in drawing if source not in seeded))
    return found


def _is_of_other_model(module: Module, call: Call) -> bool:
    """Whether what is fitted beside networks is a model of another library, which takes its own seed: by what it is
    made with.
    """
    owner = call.name.rpartition(".")[0]
    made = [
        name_called(node.value)
        for node in module.assignments
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if any(dotted(target) == owner for target in node.targets)
    ]
    return bool(made) and all(_OTHER_MODEL.search(name) for name in made)


def keyed(modules: Sequence[Module]) -> Iterator[Evidence]:
    """Yield where the code of some modules gives or takes a seed as a setting: `settings["random_state"]`."""
    for module in modules:
        if module.mentions(*_SETTINGS):
            yield from (module.evidence(line) for text, line in module.strings if text in _SETTINGS)


def _is_own_generator(module: Module, call: Call) -> bool:
    """Whether `random` is a generator that was handed over, which is seeded where it is made."""
    return call.name.startswith("random.") and module.imports_any("random") is None


def _drawn_from(call: Call) -> str:
    """The source of chance that a call draws from."""
    if call.name.startswith("random."):
        return _PYTHON
    if call.name in _SEARCHES:
        return _SEARCH
    return _NETWORK if call.last == "random_split" else _NUMPY


def _reached(call: Call) -> frozenset[str]:
    """The sources of chance that a seed is set for."""
    if _OF_NOTHING.match(call.name) or _GENERATORS.search(call.name):
        return frozenset()
    if _OF_PYTHON.match(call.name):
        return frozenset({_PYTHON})
    if _OF_NUMPY.match(call.name):
        return frozenset({_NUMPY})
    return frozenset({_NETWORK}) if _OF_NETWORKS.match(call.name) else _EVERY


def _draws(call: Call, *, is_given: bool) -> bool:
    """Whether a call without a seed leaves its result to chance; `is_given` where settings of its module name one."""
    if call.name in _SEARCHES:
        return True
    if call.last in _SPLITS:
        return not _not_shuffled(call)
    if call.last in _FOLDS:
        shuffle = call.keyword("shuffle")
        return isinstance(shuffle, ast.Constant) and shuffle.value is True
    if call.last == "sample":
        return _takes_rows(call)
    if call.name == _SHUFFLED:
        return True
    if call.last in _RANDOM:
        return not is_given and all(keyword.arg for keyword in call.node.keywords)
    return bool(_DRAWING.match(call.name)) or (call.last == "create_study" and not call.keyword("sampler"))


def _takes_rows(call: Call) -> bool:
    """Whether rows of a table are drawn or shuffled, `table.sample(frac=1)`, and not a few of them to look at."""
    many = call.keyword("n")
    is_look = isinstance(many, ast.Constant) and isinstance(many.value, int) and many.value <= _A_LOOK
    return (
        not is_look and (many is not None or call.keyword("frac") is not None) and not call.name.startswith("random.")
    )


def _draws_by_name(module: Module, call: Call) -> bool:
    """Whether a call makes one of the imported classes by a name that settings give, `globals()[name]()`, where one of
    these draws at random: without arguments it takes no seed.
    """
    function = call.node.func
    return (
        isinstance(function, ast.Subscript)
        and isinstance(function.value, ast.Call)
        and dotted(function.value.func) == "globals"
        and not call.node.args
        and not call.node.keywords
        and any(full.rpartition(".")[2] in _RANDOM for full in module.aliases.values())
    )


def _seed_given(call: Call) -> ast.expr | None:
    """The seed that a call takes, where that is not None and the same each time."""
    for keyword in call.node.keywords:
        if keyword.arg in _KEYWORDS and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is None):
            return None if _differs(keyword.value) else keyword.value
    return None


def _differs(value: ast.expr) -> bool:
    """Whether a seed is another one every time: the clock, a process, what is drawn."""
    return any(isinstance(node, ast.Call) and _EVER_OTHER.search(dotted(node.func)) for node in walk(value))


def _not_shuffled(call: Call) -> bool:
    shuffle = call.keyword("shuffle")
    return isinstance(shuffle, ast.Constant) and shuffle.value is False
