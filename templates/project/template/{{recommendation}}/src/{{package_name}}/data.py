"""Loads events and catalogue, checks them against the schema, divides them by time, and makes signals of them."""

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from pydantic import TypeAdapter

from .config import Config
from .schema import Event


class Known(NamedTuple):
    """What is known on a day: how strongly each customer (row) looked for each item (column), and who bought what."""

    signals: pd.DataFrame
    bought: pd.DataFrame


def load(path: Path, row: Any = Event) -> pd.DataFrame:
    """The rows of a CSV file. Raises pydantic.ValidationError that names row and column of what the schema forbids."""
    table = pd.read_csv(path)
    TypeAdapter(list[row]).validate_python(table.to_dict("records"))
    return table


def split(events: pd.DataFrame, config: Config, windows_back: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The past and the window after it: the last days of the data, or a window that many earlier. No future leaks."""
    days, window = pd.to_datetime(events["date"]), pd.Timedelta(days=config.holdout_days)
    end = days.max() - windows_back * window
    return events[days <= end - window], events[(days > end - window) & (days <= end)]


def known(past: pd.DataFrame, items: pd.DataFrame, config: Config) -> Known:
    """Signals from events: a purchase counts more than a view, and both fade with age."""
    days, columns = pd.to_datetime(past["date"]), items["item"]
    value = past["event"].map(config.signals) * 0.5 ** ((days.max() - days).dt.days / config.half_life_days)
    signals = past.assign(value=value).pivot_table(index="customer", columns="item", values="value", aggfunc="sum")
    signals = signals.reindex(columns=columns).fillna(0.0)
    purchases = past[past["event"] == "purchase"]
    bought = pd.crosstab(purchases["customer"], purchases["item"]) > 0
    return Known(signals, bought.reindex(index=signals.index, columns=columns, fill_value=False))


def popularity(past: pd.DataFrame, items: pd.DataFrame, config: Config) -> Any:
    """For each month (row) and item (column) its share of what is looked for, summing to one over the items.

    Recent demand for the item, times how much of the month's demand its category has against the year's.
    """
    category, month = items.set_index("item")["category"], pd.to_datetime(past["date"]).dt.month
    counts = pd.crosstab(month, past["item"].map(category)).reindex(range(1, 13), fill_value=0) + 5.0
    share = counts.div(counts.sum(axis=1), axis=0) / (counts.sum() / counts.to_numpy().sum())
    seasons = share[category].to_numpy() * (known(past, items, config).signals.sum().to_numpy() + 0.01)
    return seasons / seasons.sum(axis=1, keepdims=True)
