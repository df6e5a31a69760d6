"""Reads config.toml; an unknown or misspelt parameter is refused."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Config(BaseModel):
    """The parameters of a training run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Path
    seed: int
    horizon: int = Field(ge=1, le=28)
    season: Literal[7]
    holdout_origins: int = Field(ge=2)
    validation_origins: int = Field(ge=10)
    bootstrap_samples: int = Field(ge=100)
    chosen: Literal["ridge"]
    decision: dict[str, float]
    parameters: dict[str, dict[str, float]]


def read_config(path: Path = Path("config.toml")) -> Config:
    """Raises pydantic.ValidationError, naming the parameter, for a file that can't be used."""
    return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
