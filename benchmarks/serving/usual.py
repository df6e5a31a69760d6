"""The usual endpoint: Pydantic to a pandas data frame to the fitted pipeline's predict_proba."""

# Runs in the generated project's environment, which the type checker here doesn't see.
# mypy: ignore-errors

from typing import get_type_hints

import pandas as pd
from card_default.schema import Row
from fastapi import FastAPI
from fitted import fitted_pipeline
from pydantic import BaseModel, Field, create_model

app = FastAPI()
pipeline = fitted_pipeline()
fields = get_type_hints(Row, include_extras=True)
RowModel = create_model("RowModel", **{name: (kind, ...) for name, kind in fields.items()})


class PredictRequest(BaseModel):
    """The generated project's own 20 fields."""

    instances: list[RowModel] = Field(min_length=1, max_length=1000)


@app.post("/predict")
def predict(request: PredictRequest) -> dict[str, list[float]]:
    """Answer with the pipeline's probabilities."""
    frame = pd.DataFrame([row.model_dump() for row in request.instances])
    return {"predictions": pipeline.predict_proba(frame)[:, 1].tolist()}


@app.get("/ready")
async def ready() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ready"}
