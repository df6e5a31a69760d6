"""Loads events and catalogue, checks them against the schema, divides them by time, and makes signals of them."""

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pydantic import TypeAdapter

from .config import Config
from .schema import Event, Item


class Known(NamedTuple):
    """What is known on a day: how strongly each customer (row) looked for each item (column), and who bought what."""

    signals: pd.DataFrame
    bought: pd.DataFrame


def load(path: Path, row: Any = Event) -> pd.DataFrame:
    """The rows of a CSV file. Raises pydantic.ValidationError that names row and column of what the schema forbids."""
    table = pd.read_csv(path)
    TypeAdapter(list[row]).validate_python(table.to_dict("records"))
    return table


def load_items(path: Path) -> pd.DataFrame:
    """The catalogue. Raises pydantic.ValidationError, as `load` does."""
    return load(path, Item)


def split(events: pd.DataFrame, config: Config, windows_back: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The past and the window after it: the last days of the data, or a window that many earlier. No future leaks."""
    end = pd.Timestamp(events["date"].max()) - pd.Timedelta(days=config.holdout_days * windows_back)
    start, days = (end - pd.Timedelta(days=config.holdout_days)).strftime("%Y-%m-%d"), events["date"]
    return events[days <= start], events[(days > start) & (days <= end.strftime("%Y-%m-%d"))]


def known(past: pd.DataFrame, items: pd.DataFrame, config: Config) -> Known:
    """Signals from events: a purchase counts more than a view, and both fade with age."""
    days = pd.to_datetime(past["date"])
    value = past["event"].map({"view": config.signals.view, "purchase": config.signals.purchase})
    value = value * 0.5 ** ((days.max() - days).dt.days / config.signals.half_life_days)
    columns, valued = items["item"], past.assign(value=value)
    signals = valued.pivot_table(index="customer", columns="item", values="value", aggfunc="sum", fill_value=0.0)
    signals = signals.reindex(columns=columns, fill_value=0.0)
    pairs = past.loc[past["event"] == "purchase", ["customer", "item"]].drop_duplicates()
    bought = pd.crosstab(pairs["customer"], pairs["item"]).astype(bool)
    return Known(signals, bought.reindex(index=signals.index, columns=columns, fill_value=False))


def popularity(past: pd.DataFrame, items: pd.DataFrame, config: Config, *, seasonal: bool) -> Any:
    """For each month (row) and item (column) its share of what is looked for, summing to one over the items.

    Seasonal: recent demand for the item, times how much of the month's demand its category has against the year's.
    """
    signals = known(past, items, config).signals.sum().to_numpy() + 0.01
    if not seasonal:
        wanted = past["item"].value_counts().reindex(items["item"], fill_value=0).to_numpy() + 0.01
        return np.tile(wanted / wanted.sum(), (12, 1))
    category = items.set_index("item")["category"]
    month = pd.to_datetime(past["date"]).dt.month
    counts = pd.crosstab(month, past["item"].map(category)).reindex(range(1, 13), fill_value=0) + 5.0
    share = counts.div(counts.sum(axis=1), axis=0) / (counts.sum() / counts.to_numpy().sum())
    seasons = share[category.to_numpy()].to_numpy() * signals
    return seasons / seasons.sum(axis=1, keepdims=True)
