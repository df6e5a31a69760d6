"""Reads config.toml; an unknown or misspelt parameter is refused."""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Strict(BaseModel):
    """Refuses what it doesn't know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Signals(Strict):
    """How much an event says of a customer's taste."""

    view: float = Field(ge=0)
    purchase: float = Field(gt=0)
    half_life_days: float = Field(gt=0)


class Experiment(Strict):
    """What the A/B test was agreed to be."""

    alpha: float = Field(gt=0, lt=0.5)
    power: float = Field(gt=0.5, lt=1)
    repeat_rate: float = Field(gt=0, lt=1)
    smallest_uplift: float = Field(gt=0, lt=1)
    srm_alpha: float = Field(gt=0, lt=0.5)
    repetitions: int = Field(ge=100)


class Config(Strict):
    """The parameters of a training run."""

    data: Path
    catalogue: Path
    seed: int
    holdout_days: int = Field(ge=1)
    folds: int = Field(ge=1)
    bootstrap_samples: int = Field(ge=100)
    list_length: int = Field(ge=1)
    chosen: Literal["factors"]
    signals: Signals
    parameters: dict[str, dict[str, Any]]
    experiment: Experiment


def read_config(path: Path = Path("config.toml")) -> Config:
    """Raises pydantic.ValidationError, naming the parameter, for a file that can't be used."""
    return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
