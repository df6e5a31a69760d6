"""What a reading, an hour's signs and an alert are: the one definition that pipeline, model and service share."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, ConfigDict, Field, with_config
from typing_extensions import TypedDict

SENSORS = ["vibration", "temperature", "current"]

# fmt: off
EXAMPLE: dict[str, Any] = {
    "vibration_level": 1.3, "vibration_trend": 0.9, "vibration_spread": 0.21,
    "temperature_level": 4.0, "temperature_trend": 2.1, "temperature_spread": 3.4,
    "current_level": 0.1, "current_trend": 0.0, "current_spread": None,
}
READING: dict[str, Any] = {
    "machine": "M049", "time": "2025-03-28T08:00:00Z", "hours_since_service": 141.5,
    "load": 95.0, "vibration": 3.08, "temperature": 56.55, "current": None,
}
# fmt: on
EXAMPLE_REQUEST: dict[str, Any] = {"instances": [EXAMPLE]}
EXAMPLE_BATCH: dict[str, Any] = {"readings": [READING]}

Sign = Annotated[float | None, Field(ge=-1000, le=1000, description="In the sensor's unit; null: unknown")]


@with_config(ConfigDict(extra="forbid", allow_inf_nan=False))
class Reading(TypedDict):
    """What a machine's gateway sends every half hour; null for a sensor that says nothing."""

    machine: Annotated[str, Field(pattern="^[A-Za-z0-9._-]{1,40}$")]
    time: Annotated[AwareDatetime, Field(description="When it was measured, with a time zone")]
    hours_since_service: Annotated[float, Field(ge=0, le=1_000_000)]
    load: Annotated[float | None, Field(ge=0, le=200, description="% of the rated load")]
    vibration: Annotated[float | None, Field(ge=0, le=1000, description="mm/s, root mean square")]
    temperature: Annotated[float | None, Field(ge=-100, le=1000, description="°C, of the bearing")]
    current: Annotated[float | None, Field(ge=-10, le=1000, description="A, of the motor")]


@with_config(ConfigDict(extra="forbid", allow_inf_nan=False))
class Row(TypedDict):
    """An hour of a machine as the model sees it: signs of wear, which stream.py makes from readings and explains."""

    vibration_level: Sign
    vibration_trend: Sign
    vibration_spread: Sign
    temperature_level: Sign
    temperature_trend: Sign
    temperature_spread: Sign
    current_level: Sign
    current_trend: Sign
    current_spread: Sign


SIGNS = list(Row.__annotations__)


class Prediction(TypedDict):
    """What the model says of an hour."""

    score: Annotated[float, Field(description="Higher is worse")]
    high: Annotated[bool, Field(description="Whether some hours like this in a row raise an alert")]
    why: Annotated[
        dict[str, float], Field(description="The signs furthest above usual, in units of their usual spread")
    ]


@with_config(ConfigDict(extra="forbid"))
class Judgement(TypedDict):
    """What somebody found who went there: damage (confirmed), nothing (false), or a sensor at fault."""

    verdict: Literal["confirmed", "false", "sensor"]
    judged_by: Annotated[str, Field(min_length=1, max_length=40, description="Initials are enough")]
    note: Annotated[str, Field(max_length=500)]


class Alert(TypedDict):
    """A call for somebody to go there, and what was found."""

    id: int
    machine: str
    raised_at: str
    cleared_at: str | None
    score: float
    why: dict[str, float]
    model: str
    verdict: str | None
    judged_by: str | None
    note: str | None


@with_config(ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_REQUEST]}))
class PredictRequest(TypedDict):
    """One hour or many."""

    instances: Annotated[list[Row], Field(min_length=1, max_length=1000)]


class PredictResponse(TypedDict):
    """A prediction for each instance, in order, and the versions of the model and of the signs it knows."""

    predictions: list[Prediction]
    model: dict[str, str]


@with_config(ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_BATCH]}))
class IngestRequest(TypedDict):
    """What a gateway has to send: of one machine or many, in any order."""

    readings: Annotated[list[Reading], Field(min_length=1, max_length=1000)]


class IngestResponse(TypedDict):
    """How many readings were accepted, known already, too late, or of a clock that is ahead; the alerts they raised."""

    readings: dict[str, int]
    alerts: list[Alert]
