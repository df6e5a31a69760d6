"""Reads config.toml; an unknown or misspelt parameter is refused."""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, NonNegativeFloat


class Experiment(BaseModel, extra="forbid", frozen=True):
    """What the A/B test was agreed to be."""

    alpha: float = Field(gt=0, lt=0.5)
    power: float = Field(gt=0.5, lt=1)
    repeat_rate: float = Field(gt=0, lt=1)
    smallest_uplift: float = Field(gt=0, lt=1)
    srm_alpha: float = Field(gt=0, lt=0.5)
    repetitions: int = Field(ge=100)


class Config(BaseModel, extra="forbid", frozen=True):
    """The parameters of a training run."""

    data: Path
    catalogue: Path
    seed: int
    holdout_days: int = Field(ge=1)
    folds: int = Field(ge=1)
    bootstrap_samples: int = Field(ge=100)
    list_length: int = Field(ge=1)
    half_life_days: float = Field(gt=0)
    signals: dict[Literal["view", "purchase"], NonNegativeFloat] = Field(min_length=2)
    factors: dict[str, Any]
    experiment: Experiment


def read_config(path: Path = Path("config.toml")) -> Config:
    """Raises pydantic.ValidationError, naming the parameter, for a file that can't be used."""
    return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
