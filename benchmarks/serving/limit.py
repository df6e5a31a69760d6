"""The limit of the stack: the same request, validated by FastAPI as its documentation says, answered by a constant."""

# Runs in the generated project's environment, which the type checker here doesn't see.
# mypy: ignore-errors

from card_default.schema import Row
from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI()


class PredictRequest(BaseModel):
    """The generated project's own 20 fields."""

    instances: list[Row] = Field(min_length=1, max_length=1000)


@app.post("/predict")
async def predict(request: PredictRequest) -> dict[str, float]:  # noqa: ARG001 - validated, then ignored
    """Answer nothing that depends on the request."""
    return {"probability": 0.5}


@app.get("/ready")
async def ready() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ready"}
