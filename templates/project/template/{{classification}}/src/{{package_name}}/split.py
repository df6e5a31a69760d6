"""Which rows are held out, and which are a fold: decided by client, so that nobody stands on both sides."""

import hashlib
from collections.abc import Iterator

import pandas as pd
from sklearn.model_selection import GroupKFold

from .config import Config
from .schema import GROUP


def split(table: pd.DataFrame, config: Config) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Training rows and hold-out rows. A group's key alone decides, so that new data never moves old rows."""
    keys = [hashlib.sha256(f"{config.seed}:{group}".encode()).digest() for group in table[GROUP]]
    held_out = pd.Series([int.from_bytes(key[:8], "big") < config.holdout_share * 2**64 for key in keys])
    return table[~held_out].reset_index(drop=True), table[held_out].reset_index(drop=True)


def folds(train: pd.DataFrame, config: Config) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Rows to learn from and rows to be judged by, several times; every row is judged once."""
    splitter = GroupKFold(config.folds, shuffle=True, random_state=config.seed)
    for learn, judge in splitter.split(train, groups=train[GROUP]):
        yield train.iloc[learn], train.iloc[judge]
