"""What a row of the data, a request and its answer mean: the single definition for the data check and the service."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from .imaging import MOST_BYTES, MOST_PIXELS

# A seven of form 14, as in data/images.png.
EXAMPLE_REQUEST: dict[str, Any] = {
    "image": "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAAP0lEQVR42gXBARGAIBAAwRvHQB+BCEQgAs3eBkTgGxhB"
    "Gpy76AK2F1QLHlD9SG9OUTRwAEwxezBeUXuoaMZWf5QOJEjf/tWSAAAAAElFTkSuQmCC"
}
FILE = f"A PNG or JPEG file of one digit, in Base64: at most {MOST_BYTES:,} bytes and {MOST_PIXELS:,} pixels"
BASE64 = "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
Digit = Annotated[int, Field(ge=0, le=9)]


@with_config(ConfigDict(extra="forbid"))
class Row(TypedDict):
    """A row of data/sample.csv; its image has the same place in data/images.png."""

    form: Annotated[int, Field(ge=1)]
    digit: Digit


@with_config(ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_REQUEST]}))
class Question(TypedDict):
    """An image of one digit, dark on light or light on dark."""

    image: Annotated[str, Field(min_length=4, max_length=MOST_BYTES * 2, pattern=BASE64, description=FILE)]


class Answer(TypedDict):
    """What the service answers."""

    digit: Digit
    probability: Annotated[float, Field(ge=0, le=1)]
    runner_up: Digit
    accepted: Annotated[bool, Field(description="Whether the digit may be used without a person looking at the image")]
    reason: Annotated[Literal["unsure", "no digit"] | None, Field(description="Why it was not accepted")]
    evidence: Annotated[list[list[float]], Field(description="The probability lost when a sixteenth is covered")]
    seen: Annotated[dict[str, float], Field(description="The ink of the image: how much, how uneven, how sharp")]
    model: dict[str, str]
