"""What a day, a request and its answer mean: the single definition that the data check and the service share."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, with_config
from typing_extensions import TypedDict

WEEK, LEAST_HISTORY, MOST_HORIZON = 7, 28, 28
FIRST, LAST = date(1990, 1, 1), date(2040, 1, 1)  # between which the calendar of holidays is good

# fmt: off
EXAMPLE_REQUEST: dict[str, Any] = {
    "last_day": "2015-11-22", "horizon": 7,
    "history": [
        21941, 22420, 22153, 22392, 22031, 5506, 6039, 22212, 22171, 22829, 22713, 22156, 7394, 6283,
        22380, 22977, 18231, 22337, 21676, 7001, 6047, 21474, 21805, 22132, 22134, 21366, 6798, None,
    ],
}
# fmt: on


def is_day(text: str) -> str:
    """The text, if it is a day of the calendar. Raises ValueError if not."""
    if not FIRST <= date.fromisoformat(text) < LAST:
        raise ValueError(f"must be between {FIRST} and {LAST}")
    return text


def has_every_weekday(history: Sequence[float | None]) -> Sequence[float | None]:
    """The history, if each day of the week is known at least once in its last four weeks. Raises ValueError if not."""
    if any(all(value is None for value in history[-LEAST_HISTORY:][place::WEEK]) for place in range(WEEK)):
        raise ValueError("each day of the week must be known at least once in the last four weeks")
    return history


Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(is_day)]
Entries = Annotated[float, Field(ge=0, le=10_000_000)]


@with_config(ConfigDict(extra="forbid"))
class Row(TypedDict):
    """A row of data/sample.csv."""

    date: Day
    entries: Annotated[int, Field(gt=0, le=10_000_000)]


@with_config(ConfigDict(extra="forbid", allow_inf_nan=False, json_schema_extra={"examples": [EXAMPLE_REQUEST]}))
class Question(TypedDict):
    """What is known, and how far to look ahead."""

    last_day: Annotated[Day, Field(description="The day of the last value of `history`")]
    history: Annotated[
        list[Entries | None],
        Field(min_length=LEAST_HISTORY, max_length=400, description="Entries day by day, oldest first; null: unknown"),
        AfterValidator(has_every_weekday),
    ]
    horizon: Annotated[int, Field(ge=1, le=MOST_HORIZON, description="Days to forecast, from the day after")]


class Forecast(TypedDict):
    """One day to come."""

    date: str
    entries: Annotated[float, Field(ge=0)]
    low: Annotated[float, Field(ge=0, description="Nine days in ten are above this and below `high`")]
    high: Annotated[float, Field(ge=0)]
    holiday: Annotated[str | None, Field(description="The public holiday that was reckoned with")]


class Answer(TypedDict):
    """What the service answers."""

    days: list[Forecast]
    model: dict[str, str]
