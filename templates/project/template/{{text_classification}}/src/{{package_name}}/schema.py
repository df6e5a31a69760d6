"""What a complaint, a request and its answer mean: the single definition that the data check and the service share."""

from typing import Annotated, Any, Literal, get_args

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from .features import LONGEST

Loan = Literal["loan", "mortgage", "student loan"]
Product = Literal["bank account", "card", "credit reporting", "debt collection", "money transfer", Loan]
PRODUCTS, TARGET = sorted(get_args(Product)), "product"
MOST_TEXTS, A_LETTER = 100, r"\p{L}"  # of a request; what a text must hold at least
EXAMPLE: dict[str, Any] = {"text": "They closed my checking account and keep my deposit. Ask me: jo.doe@example.org"}
EXAMPLE_REQUEST: dict[str, Any] = {"instances": [EXAMPLE]}


@with_config(ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]}))
class Row(TypedDict):
    """A complaint as the model sees it."""

    text: Annotated[str, Field(max_length=LONGEST, pattern=A_LETTER, description="What happened, told in English")]


class LabelledRow(Row):
    """A row of data/sample.csv."""

    id: Annotated[int, Field(ge=1)]
    product: Product


class Prediction(TypedDict):
    """What the service answers for one text."""

    product: Product
    probability: Annotated[float, Field(ge=0, le=1)]
    sure: Annotated[bool, Field(description="Whether it may be routed without a person")]
    second: Annotated[Product, Field(description="The next likely product")]
    why: Annotated[dict[str, float], Field(description="The words that add most to the log-odds over `second`")]
    known_words: Annotated[float, Field(ge=0, le=1, description="The share of its words that training saw")]
