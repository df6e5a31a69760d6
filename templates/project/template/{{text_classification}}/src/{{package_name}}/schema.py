"""What a complaint, a request and its answer mean: the single definition that the data check and the service share."""

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, ConfigDict, Field, with_config
from typing_extensions import TypedDict

from .features import words

Loan = Literal["loan", "mortgage", "student loan"]
Product = Literal["bank account", "card", "credit reporting", "debt collection", "money transfer", Loan]
PRODUCTS, TARGET = sorted(get_args(Product)), "product"
MOST_TEXTS, LONGEST = 100, 4_000  # of a request, and characters
EXAMPLE: dict[str, Any] = {"text": "They closed my checking account and keep my deposit. Ask me: jo.doe@example.org"}
EXAMPLE_REQUEST: dict[str, Any] = {"instances": [EXAMPLE]}


def has_words(text: str) -> str:
    """The text, if there is anything to read in it. Raises ValueError if not."""
    if not words(text):
        raise ValueError("must hold at least one word that is neither a number nor masked")
    return text


Text = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(has_words)]


@with_config(ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]}))
class Row(TypedDict):
    """A complaint as the model sees it."""

    text: Annotated[Text, Field(description="What happened, in English, as the customer tells it")]


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
