"""Whether a run's randomness is seeded, judged by what is called: a function that nobody calls sets no seed."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re

if TYPE_CHECKING:
    from portfolio_kit.repository.live import Live
    from portfolio_kit.repository.python import Call, Module
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
_SEEDING = re.compile(
    r"^(?:numpy|np|random|torch|tensorflow|tf|keras|jax|pytorch_lightning|lightning|pl|transformers|fastai"
    r"|accelerate|cv2|os)\b.*(?:seed|manual_seed|set_random_seed|seed_everything|default_rng|RandomState|PRNGKey"
    r"|enable_full_determinism)\w*$|^(?:\w+\.)*(?:set_(?:all_)?(?:random_)?seeds?|seed_(?:everything|all)"
    r"|fix_(?:random_)?seeds?|set_random_seed|set_global_seed\w*|set_determinism|set_reproducib\w*)$",
    re.IGNORECASE,
)
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
        "RandomizedSearchCV",
        "GaussianMixture",
    }
)
_NETWORKS = ("torch", "tensorflow", "keras", "fastai", "pytorch_lightning", "lightning", "transformers")
_DRAWING = re.compile(
    r"^numpy\.random\.(?!seed|default_rng|RandomState|Generator)\w+$|^random\.(?:random|choice|choices|sample"
    r"|shuffle|randint|uniform|gauss)$"
)


@dataclass
class Seeding:
    """Where seeds are set, and where something random is left without one."""

    seeded: list[Evidence] = field(default_factory=list)
    unseeded: list[Evidence] = field(default_factory=list)
    random: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether nothing that decides the result is left to chance: it is seeded, or nothing in it is random."""
        return not self.unseeded

    @property
    def is_deterministic(self) -> bool:
        """Whether nothing random was found at all."""
        return not self.random and not self.seeded


def seeding(modules: Sequence[Module], live: Live) -> Seeding:  # noqa: C901 - one branch for each way to seed
    """Return how the randomness of some modules that run together is seeded."""
    found = Seeding()
    splits: list[Evidence] = []
    networks: list[Evidence] = []
    drawing: list[Evidence] = []
    networks_seeded = global_seed = False
    for module in modules:
        if not module.trees:
            continue
        given = any(text in _KEYWORDS for text, _ in module.strings)
        network = module.imports_any(*_NETWORKS)
        for call in live.calls(module):
            if _SEEDING.match(call.name) and (
                call.node.args or call.node.keywords or not call.name.endswith("default_rng")
            ):
                found.seeded.append(module.evidence(call.line))
                global_seed = True
                networks_seeded |= not call.name.startswith(("numpy", "random", "os"))
            elif _seed_given(call):
                found.seeded.append(module.evidence(call.line))
            elif call.last in _SPLITS and not _not_shuffled(call):
                splits.append(module.evidence(call.line))
                found.random += 1
            elif call.last in _RANDOM and not given and not any(keyword.arg is None for keyword in call.node.keywords):
                found.random += 1
            elif _DRAWING.match(call.name) or (call.last == "create_study" and not call.keyword("sampler")):
                drawing.append(module.evidence(call.line))
                found.random += 1
            elif (
                network
                and call.last in ("fit", "backward", "train")
                and (network != "transformers" or call.last != "fit")
            ):
                networks.append(module.evidence(call.line))
    if not global_seed:
        found.unseeded += splits + drawing
    if networks and not networks_seeded:
        found.random += 1
        found.unseeded += networks
    if found.random and not found.seeded and not found.unseeded:
        found.unseeded += [
            module.evidence(call.line) for module in modules for call in module.calls if call.last in _RANDOM
        ][:1]
    return found


def _seed_given(call: Call) -> bool:
    """Whether the call takes a seed that is not None."""
    for keyword in call.node.keywords:
        if keyword.arg in _KEYWORDS and not (isinstance(keyword.value, ast.Constant) and keyword.value.value is None):
            return True
    return False


def _not_shuffled(call: Call) -> bool:
    shuffle = call.keyword("shuffle")
    return isinstance(shuffle, ast.Constant) and shuffle.value is False
