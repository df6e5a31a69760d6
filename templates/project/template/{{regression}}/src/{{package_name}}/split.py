"""Which rows are held out, and which are a fold: decided by time, as a forecast can only learn from the past."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from sklearn.model_selection import TimeSeriesSplit

from .config import Config
from .schema import GROUP


def split(table: pd.DataFrame, config: Config) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Training rows and hold-out rows: the last days of the data, whole ones, so nothing of their future leaks."""
    days = np.unique(table[GROUP])
    held_out = table[GROUP] >= days[-round(len(days) * config.holdout_share)]
    return table[~held_out].reset_index(drop=True), table[held_out].reset_index(drop=True)


def folds(train: pd.DataFrame, config: Config) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Rows to learn from and the days after them to be judged by, several times, each time with a longer past."""
    days = np.unique(train[GROUP])
    for past, following in TimeSeriesSplit(config.folds).split(days):
        yield train[train[GROUP].isin(days[past])], train[train[GROUP].isin(days[following])]
