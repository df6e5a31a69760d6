"""Makes the shop and its data, as nobody's real purchases are given away: `make data` writes data/ again.

What the model never sees is known here: each customer's taste and each item's character. experiment.py asks the same
shop how customers would have answered, so that the A/B test's verdict can be held against the truth.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

SEED, CUSTOMERS, ITEMS, TRAITS = 2026, 1_500, 240, 6
START, DAYS = pd.Timestamp(2024, 1, 1), 730
# For each category the month in which it sells best, and a usual price in euros.
CATEGORIES = {"coffee": (11, 14), "tea": (12, 11), "kitchen": (10, 45), "garden": (5, 30)}
CATEGORIES |= {"sports": (4, 55), "toys": (12, 25), "books": (8, 16), "home": (9, 38)}
EARLY, SMALL = 0.7, 0.4  # the share of items on sale from the first day, and of those of small sellers
AGES = {"18 to 29": 0.35, "30 to 49": 0.45, "50 and over": 0.20}


def sigmoid(x: Any) -> Any:
    """From log-odds to a probability."""
    return 1 / (1 + np.exp(-x))


def dates(days: Any) -> pd.DatetimeIndex:
    """The dates of days by number."""
    return pd.DatetimeIndex(START + pd.to_timedelta(days, unit="D"))


class Shop:
    """A catalogue, and customers who like some of it."""

    def __init__(self) -> None:
        self.random = random = np.random.default_rng(SEED)
        category = random.integers(0, len(CATEGORIES), ITEMS)
        self.peak, usual = np.array([*CATEGORIES.values()])[category].T
        small = random.random(ITEMS) < SMALL
        self.launched = np.where(random.random(ITEMS) < EARLY, 0, random.integers(1, DAYS, ITEMS))
        self.appeal = random.normal(0, 0.7, ITEMS) - 0.3 * small  # small sellers have less money for advertising
        common = random.normal(0, 1, (len(CATEGORIES), TRAITS))[category]
        self.character = common + random.normal(0, 0.7, (ITEMS, TRAITS))
        self.items = pd.DataFrame(
            {
                "item": [f"i{number:03}" for number in range(1, ITEMS + 1)],
                "category": np.array([*CATEGORIES])[category],
                "price": (usual * np.exp(random.normal(0, 0.4, ITEMS))).round(2),
                "seller": np.where(small, "small", "large"),
                "launched": dates(self.launched).strftime("%Y-%m-%d"),
            }
        )
        self.of_age = random.normal(0, 0.5, (len(AGES), TRAITS))

    def customers(self, count: int) -> tuple[Any, Any]:
        """The age group and the taste of new customers: groups differ a little, people a lot."""
        ages = self.random.choice(len(AGES), count, p=[*AGES.values()])
        return ages, self.of_age[ages] + self.random.normal(0, 0.8, (count, TRAITS))

    def liking(self, taste: Any, days: Any) -> Any:
        """How much each customer (row) likes each item (column) on a day; what isn't launched yet can't be had."""
        season = 0.8 * np.cos(2 * np.pi * (dates(days).month.to_numpy()[:, None] - self.peak) / 12)
        liked = self.appeal + season + 0.55 * taste @ self.character.T
        return np.where(self.launched <= np.asarray(days)[:, None], liked, -np.inf)

    def events(self, taste: Any, joined: Any) -> pd.DataFrame:
        """What customers, by number, looked at and bought from the day that they joined: most come once or twice."""
        visits = 1 + self.random.negative_binomial(1, 0.25, len(taste))
        customer = np.repeat(np.arange(len(taste)), visits)
        day = joined[customer] + (self.random.random(len(customer)) * (DAYS - joined[customer])).astype(int)
        liked = self.liking(taste[customer], day)
        seen = np.argsort(-(liked + self.random.gumbel(size=liked.shape)), axis=1)[:, :3]
        viewed = self.random.random(seen.shape) < [1, 0.7, 0.4]
        bought = self.random.random(len(day)) < sigmoid(-1.6 + 0.5 * liked[np.arange(len(day)), seen[:, 0]])
        visit = pd.DataFrame({"customer": customer, "day": day})
        views = visit.loc[visit.index.repeat(3)].assign(item=seen.ravel(), event="view").loc[viewed.ravel()]
        purchases = visit.loc[bought].assign(item=seen[bought, 0], event="purchase")
        return pd.DataFrame(pd.concat([views, purchases], ignore_index=True))

    def table(self, events: pd.DataFrame, ages: Any) -> pd.DataFrame:
        """Events with names and dates in place of numbers, in order of time."""
        events = events.sort_values(["day", "customer", "event", "item"], ascending=[True, True, False, True])
        named = {
            "date": dates(events["day"].to_numpy()).strftime("%Y-%m-%d"),
            "customer": "c" + (events["customer"] + 1).astype(str).str.zfill(4),
            "age": np.array([*AGES])[ages[events["customer"]]],
            "item": self.items["item"].to_numpy()[events["item"]],
            "event": events["event"],
        }
        return pd.DataFrame(named).drop_duplicates(ignore_index=True)


def main(folder: Path = Path("data")) -> None:
    """Write the catalogue, and what happened in two years."""
    shop = Shop()
    ages, taste = shop.customers(CUSTOMERS)
    events = shop.events(taste, shop.random.integers(0, DAYS - 14, CUSTOMERS))
    folder.mkdir(exist_ok=True)
    shop.table(events, ages).to_csv(folder / "sample.csv", index=False, lineterminator="\n")
    shop.items.to_csv(folder / "items.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
