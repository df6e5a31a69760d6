"""Reads config.toml; an unknown or misspelt parameter is refused."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, Field


class Config(BaseModel, extra="forbid", frozen=True):
    """The parameters of a training run."""

    data: Path
    seed: int
    horizon: int = Field(ge=1, le=28)
    holdout_origins: int = Field(ge=2)
    validation_origins: int = Field(ge=10)
    bootstrap_samples: int = Field(ge=100)
    coverage: float = Field(gt=0.5, lt=1)
    parameters: dict[str, dict[str, float]]


def read_config(path: Path = Path("config.toml")) -> Config:
    """Raises pydantic.ValidationError, naming the parameter, for a file that can't be used."""
    return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
