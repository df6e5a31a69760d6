"""Writes the numbers of reports/metrics.json into the documents: `make report`.

Only what stands between `<!-- result:NAME -->` (in YAML `# result:NAME`) and its `/result` changes.
"""

import json
import re
from pathlib import Path

from .facts import facts
from .predictor import load_model

DOCUMENTS = [Path("README.md"), Path("MODEL_CARD.md"), Path("docs/case-study.md")]
MARKED = re.compile(r"(<!-- result:([\w-]+) -->|# result:([\w-]+)\n).*?(<!-- /result -->|# /result)", re.DOTALL)


def fill(text: str, values: dict[str, str]) -> str:
    """The text with every marked place filled in. Raises KeyError for a mark that has no value."""
    return MARKED.sub(lambda match: match[1] + values[match[2] or match[3]] + match[4], text)


if __name__ == "__main__":
    metrics = json.loads(Path("reports/metrics.json").read_text(encoding="utf-8"))
    values = facts(metrics, load_model(Path("models/model.json")))
    for document in filter(Path.exists, DOCUMENTS):
        document.write_text(fill(document.read_text(encoding="utf-8"), values), encoding="utf-8")
