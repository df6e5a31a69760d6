"""Models of several kinds that a file of settings names, where code makes what it is told to by name."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.models import models
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_SETTINGS = frozenset({".yaml", ".yml", ".json", ".toml"})
_LARGEST = 100_000
# What makes an object of a class that only its name tells.
_BY_NAME = ("import_module(", "globals()[", "getattr(", "locate(", "instantiate(")
# `class: RandomForestClassifier`, `_target_: sklearn.linear_model.Ridge`, `- XGBRegressor`, `"model": "Lasso"`.
_VALUE = re.compile(r"^\s*(?:-\s+)?(?:[\"']?[\w.-]{1,40}[\"']?\s*[:=]\s*)?[\"']?([A-Za-z_][\w.]{2,80})[\"']?\s*,?\s*$")


def configured_models(repository: Repository) -> dict[str, Evidence]:
    """Return the models that one file of settings names, by their classes, with where; none where it names one kind
    only, or where no code makes anything by name.
    """
    if not any(module.mentions(*_BY_NAME) for module in repository.modules if not is_test(module.path)):
        return {}
    for file in repository.files:
        if file.suffix not in _SETTINGS or file.size > _LARGEST or not any(hint in file.text for hint in models.HINTS):
            continue
        named: dict[str, Evidence] = {}
        for number, line in enumerate(file.lines, start=1):
            match = _VALUE.match(line)
            if match and (name := models.estimator(match[1])):
                named.setdefault(name, file.evidence(number))
        if len(models.families(named)) > 1:
            return named
    return {}
