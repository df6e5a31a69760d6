"""Writes the numbers of reports/metrics.json into the documents: `make report`.

Only what stands between `<!-- result:NAME -->` (in YAML `# result:NAME`) and its `/result` changes.
"""

import json
import re
from pathlib import Path
from typing import Any

from .facts import DECIMALS, METRICS, MODELS, facts
from .predictor import Model, load_model
from .schema import EXAMPLE_REQUEST

DOCUMENTS = [Path("README.md"), Path("MODEL_CARD.md"), Path("docs/case-study.md")]
MARKED = re.compile(r"(<!-- result:([\w-]+) -->|# result:([\w-]+)\n).*?(<!-- /result -->|# /result)", re.DOTALL)


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table whose first column is text and whose others are numbers."""
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] + ["---:"] * (len(head) - 1), *rows)]
    return "\n\n" + "\n".join(lines).replace("-0.00", "0.00") + "\n\n"


def values(metrics: dict[str, Any], model: Model) -> dict[str, str]:
    """Every value that a document may ask for, by name: of all projects here, of this one's task in facts.py."""
    name, on = metrics["chosen"], metrics["measured_on"]
    results = [
        [f"**{MODELS[key]}**" if key == name else MODELS[key]]
        + [f"{m['value']:.{DECIMALS}f}<br>{m['low']:.{DECIMALS}f}–{m['high']:.{DECIMALS}f}" for m in measured.values()]
        for key, measured in metrics["holdout"].items()
    ]
    chosen = metrics["holdout"][name].items()
    index = [f"          - {{type: {key}, value: {m['value']:.4f}, name: {METRICS[key]}}}" for key, m in chosen]
    return {
        "chosen": MODELS[name],
        "results": table(["Model", *METRICS.values()], results),
        "training-rows": f"{on['training_rows']:,}",
        "latency": f"less than {metrics['latency_microseconds'] // 10 * 10 + 10:.0f} µs",
        "version": model.identity["version"],
        "request": f"\n\n```json\n{json.dumps(EXAMPLE_REQUEST, indent=2)}\n```\n\n",
        "answer": f"\n\n```json\n{json.dumps(model.respond(EXAMPLE_REQUEST), indent=2)}\n```\n\n",
        "model-index": "        metrics:\n" + "\n".join(index) + "\n        ",
    } | {key: fact if isinstance(fact, str) else table(*fact) for key, fact in facts(metrics).items()}


def fill(text: str, values: dict[str, str]) -> str:
    """The text with every marked place filled in. Raises KeyError for a mark that has no value."""
    return MARKED.sub(lambda match: match[1] + values[match[2] or match[3]] + match[4], text)


if __name__ == "__main__":
    results = json.loads(Path("reports/metrics.json").read_text(encoding="utf-8"))
    found = values(results, load_model(Path("models/model.json")))
    for document in filter(Path.exists, DOCUMENTS):
        document.write_text(fill(document.read_text(encoding="utf-8"), found), encoding="utf-8")
