"""Reads config.toml, which says what each parameter means; one that is unknown or misspelt is refused."""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt


class Config(BaseModel):
    """The parameters of a training run."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seed: int
    bootstrap_samples: int = Field(ge=100)
    chosen: Literal["logistic", "deviation"]
    machines: PositiveInt
    train_machines: PositiveInt
    validation_machines: PositiveInt
    days: PositiveInt
    train_days: PositiveInt
    mean_life_days: PositiveFloat
    service_days: PositiveInt
    persist_hours: PositiveInt
    clear_share: float = Field(ge=0, le=1)
    cool_down_hours: NonNegativeInt
    horizon_hours: PositiveInt
    unplanned_stop: NonNegativeFloat
    planned_repair: NonNegativeFloat
    false_alarm: NonNegativeFloat
    min_lead_hours: NonNegativeFloat
    parameters: dict[str, dict[str, Any]]


def read_config(path: Path = Path("config.toml")) -> Config:
    """Raises pydantic.ValidationError, naming the parameter, for a file that can't be used."""
    return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
