"""Reads config.toml; an unknown or misspelt parameter is refused."""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field


class Config(BaseModel, extra="forbid", frozen=True):
    """The parameters of a training run."""

    data: Path
    images: Path
    seed: int
    holdout_forms: list[int] = Field(min_length=2)
    folds: int = Field(ge=2)
    bootstrap_samples: int = Field(ge=100)
    chosen: Literal["strokes_augmented", "strokes"]
    augmentation: dict[str, float]
    decision: dict[str, float]
    parameters: dict[str, dict[str, Any]]


def read_config(path: Path = Path("config.toml")) -> Config:
    """Raises pydantic.ValidationError, naming the parameter, for a file that can't be used."""
    return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
