"""What an event, an item, a request and its answer mean: the single definition that data check and service share."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

CustomerId = Annotated[str, Field(pattern=r"^c\d{4,9}$")]
ItemId = Annotated[str, Field(max_length=20)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]

EXAMPLE_REQUEST: dict[str, Any] = {"customer": "c0007", "bought": ["i186"], "month": 12, "count": 5}


@with_config(ConfigDict(extra="forbid"))
class Event(TypedDict):
    """A row of data/sample.csv: what a customer did, and the age group, which only audits may use."""

    date: Day
    customer: CustomerId
    age: Annotated[str, Field(pattern=r"^(18 to 29|30 to 49|50 and over)$")]
    item: ItemId
    event: Literal["view", "purchase"]


@with_config(ConfigDict(extra="forbid"))
class Item(TypedDict):
    """A row of data/items.csv."""

    item: ItemId
    category: Annotated[str, Field(max_length=40)]
    price: Annotated[float, Field(gt=0)]
    seller: Literal["small", "large"]
    launched: Day


@with_config(ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE_REQUEST]}))
class Question(TypedDict):
    """For whom, and when."""

    customer: Annotated[str | None, Field(max_length=40, description="null for somebody who isn't logged in")]
    bought: Annotated[list[ItemId], Field(max_length=100, description="Since the model was trained; newest last")]
    month: Annotated[int, Field(ge=1, le=12, description="In which the items are shown: demand has seasons")]
    count: Annotated[int, Field(ge=1, le=50, description="How many items")]


class Recommended(TypedDict):
    """An item, and why."""

    item: str
    score: Annotated[float, Field(description="Only the order means something, and only within one answer")]
    because: Annotated[str | None, Field(description="The item of the customer's own that speaks most for this one")]


class Answer(TypedDict):
    """What the service answers."""

    items: list[Recommended]
    strategy: Annotated[Literal["personal", "popular"], Field(description="popular: nothing is known of the customer")]
    unknown_items: Annotated[list[str], Field(description="Of `bought`: not in the catalogue, so passed over")]
    model: dict[str, str]
