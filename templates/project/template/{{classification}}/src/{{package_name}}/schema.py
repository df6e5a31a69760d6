"""What one row of data means: the single definition that the data check, the model and the service share."""

import math
from typing import Annotated, Any

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

TARGET = "default"  # 1: the client missed the payment of the month after the data
GROUP = "client_id"  # rows of one client never stand on both sides of the split

Amount = Annotated[float | None, Field(ge=-10_000_000, le=10_000_000, description="New Taiwan dollars; null: unknown")]
Payment = Annotated[float | None, Field(ge=0, le=10_000_000, description="New Taiwan dollars; null: unknown")]
STATES = "no use, paid in full, paid minimum, 1 month late, 2 months late or 3+ months late; null if unknown"
Repayment = Annotated[str | None, Field(max_length=40, description=STATES)]

# fmt: off
EXAMPLE: dict[str, Any] = {
    "limit": 50000, "education": "university",
    "repayment_1": "2 months late", "repayment_2": "2 months late", "repayment_3": "paid minimum",
    "repayment_4": "paid minimum", "repayment_5": "paid minimum", "repayment_6": "paid minimum",
    "bill_1": 48233, "bill_2": 46911, "bill_3": 47360, "bill_4": 45120, "bill_5": 44002, "bill_6": 43870,
    "payment_1": 0, "payment_2": 1000, "payment_3": 2500, "payment_4": 2000, "payment_5": 1800, "payment_6": 1700,
}
# fmt: on
EXAMPLE_REQUEST: dict[str, Any] = {"instances": [EXAMPLE]}


@with_config(ConfigDict(extra="forbid", allow_inf_nan=False, json_schema_extra={"examples": [EXAMPLE]}))
class Row(TypedDict):
    """One credit-card client as the model sees it. Months count back: 1 is the latest."""

    limit: Annotated[float | None, Field(ge=0, le=10_000_000, description="Credit limit in New Taiwan dollars")]
    education: Annotated[str | None, Field(max_length=40, description="graduate school, university, high school")]
    repayment_1: Repayment
    repayment_2: Repayment
    repayment_3: Repayment
    repayment_4: Repayment
    repayment_5: Repayment
    repayment_6: Repayment
    bill_1: Amount
    bill_2: Amount
    bill_3: Amount
    bill_4: Amount
    bill_5: Amount
    bill_6: Amount
    payment_1: Payment
    payment_2: Payment
    payment_3: Payment
    payment_4: Payment
    payment_5: Payment
    payment_6: Payment


class LabelledRow(Row):
    """A row of data/sample.csv: what the model sees, what it shall predict, and what only audits may use."""

    client_id: int
    sex: Annotated[str, Field(pattern="^(female|male)$")]
    age: Annotated[int, Field(ge=18, le=100)]
    default: Annotated[int, Field(ge=0, le=1)]


class Prediction(TypedDict):
    """What the service answers for one row."""

    probability: Annotated[float, Field(ge=0, le=1, description="That the client misses the next payment")]
    contact: Annotated[bool, Field(description="Whether the probability is above the threshold that costs least")]
    unknown_values: Annotated[list[str], Field(description="Fields with a word that training never saw: misspelt?")]


def decide(score: float, decision: dict[str, float], unknown: list[str]) -> Prediction:
    """From the model's log-odds to the answer."""
    probability = 1 / (1 + math.exp(-score))
    contact = probability >= decision["threshold"]
    return {"probability": round(probability, 12), "contact": contact, "unknown_values": unknown}
