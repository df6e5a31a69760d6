"""What one row of data means: the single definition that the data check, the model and the service share."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

TARGET = "rentals"  # bicycles rented in the hour
GROUP = "date"  # hours of one day are alike, so a day is held out as a whole

# fmt: off
EXAMPLE: dict[str, Any] = {
    "hour": 17, "weekday": "Tuesday", "day_type": "working day", "weather": "clear", "temperature": 26.5,
    "feels_like": 29.0, "humidity": 48.0, "wind_speed": 13.0, "week_before": 495.0,
}
# fmt: on
EXAMPLE_REQUEST: dict[str, Any] = {"instances": [EXAMPLE]}

Category = Annotated[str | None, Field(max_length=40)]


@with_config(ConfigDict(extra="forbid", allow_inf_nan=False, json_schema_extra={"examples": [EXAMPLE]}))
class Row(TypedDict):
    """One hour as the model sees it; null where a sensor or forecast is silent."""

    hour: Annotated[float | None, Field(ge=0, le=23, multiple_of=1, description="Local time, 0 to 23")]
    weekday: Annotated[Category, Field(description="Monday to Sunday")]
    day_type: Annotated[Category, Field(description="working day, weekend or holiday")]
    weather: Annotated[Category, Field(description="clear, cloudy, light rain or heavy rain")]
    temperature: Annotated[float | None, Field(ge=-40, le=60, description="Degrees Celsius")]
    feels_like: Annotated[float | None, Field(ge=-60, le=70, description="Degrees Celsius, with wind and humidity")]
    humidity: Annotated[float | None, Field(ge=0, le=100, description="Relative humidity in percent")]
    wind_speed: Annotated[float | None, Field(ge=0, le=250, description="Kilometres an hour")]
    week_before: Annotated[float | None, Field(ge=0, le=10_000, description="Rentals in the same hour a week before")]


class LabelledRow(Row):
    """A row of data/sample.csv: what the model sees, what it shall predict, and the day it belongs to."""

    date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
    rentals: Annotated[int, Field(ge=0)]


class Prediction(TypedDict):
    """What the service answers for one row."""

    rentals: Annotated[float, Field(ge=0, description="Bicycles rented in the hour")]
    low: Annotated[float, Field(ge=0, description="Nine hours in ten are above this and below `high`")]
    high: Annotated[float, Field(ge=0)]
    unknown_values: Annotated[list[str], Field(description="Fields with a word that training never saw: misspelt?")]


def decide(score: float, decision: dict[str, float], unknown: list[str]) -> Prediction:
    """From the model's number to the answer: no negative rentals, and a 90 % interval."""
    low, rentals, high = (round(max(score + by, 0.0), 9) for by in (-decision["margin"], 0, decision["margin"]))
    return {"rentals": rentals, "low": low, "high": high, "unknown_values": unknown}
