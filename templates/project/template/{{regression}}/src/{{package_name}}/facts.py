"""The sentences, tables and numbers that `make report` writes into the documents."""

import json
from typing import Any

from .predictor import Model
from .schema import EXAMPLE, decide

MODELS = {
    "dummy": "Baseline (mean)",
    "small_tree": "Decision tree (48 leaves)",
    "linear": "Ridge regression",
    "gradient_boosting": "Gradient boosting",
}
METRICS = {"mae": "MAE (bicycles)", "rmse": "RMSE (bicycles)", "r2": "R²"}


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table whose first column is text and whose others are numbers."""
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] + ["---:"] * (len(head) - 1), *rows)]
    return "\n\n" + "\n".join(lines).replace("-0.00", "0.00") + "\n\n"


def facts(metrics: dict[str, Any], model: Model) -> dict[str, str]:
    """Every value that a document may ask for, by name."""
    chosen, details, on = metrics["holdout"][metrics["chosen"]], metrics["details"], metrics["measured_on"]
    baseline = metrics["holdout"]["dummy"]["mae"]["value"]
    simpler = min(metrics["holdout"][name]["mae"]["value"] for name in ("dummy", "small_tree", "linear"))
    gain = 1 - chosen["mae"]["value"] / simpler
    answer = {"predictions": [decide(model.score(EXAMPLE), model.decision)], "model": model.identity}
    folds = metrics["cross_validation"]["models"][metrics["chosen"]]
    index = [f"          - {{type: {n}, value: {m['value']:.4f}, name: {METRICS[n]}}}" for n, m in chosen.items()]
    results = [
        [f"**{MODELS[name]}**" if name == metrics["chosen"] else MODELS[name]]
        + [f"{m['value']:.2f}<br>{m['low']:.2f}–{m['high']:.2f}" for m in row.values()]
        for name, row in metrics["holdout"].items()
    ]
    slices = [
        [f"{kind}: {name}", f"{v['hours']:.0f}", f"{v['mae']:.1f}", f"{v['bias']:+.1f}", f"{v['coverage']:.0%}"]
        for kind, groups in details["slices"].items()
        for name, v in groups.items()
    ]
    return {
        "mae": f"{chosen['mae']['value']:.0f}",
        "mae-interval": f"{chosen['mae']['low']:.0f} to {chosen['mae']['high']:.0f}",
        "mae-folds": f"{folds['mean']:.0f} ± {folds['deviation']:.0f}",
        "baseline-mae": f"{baseline:.0f}",
        "error-cut": f"{abs(gain):.0%} {'less' if gain > 0 else 'more'}",
        "chosen": MODELS[metrics["chosen"]],
        "r2": f"{chosen['r2']['value']:.2f}",
        "margin": f"{metrics['decision']['margin']:.0f}",
        "coverage": f"{details['coverage']:.0%}",
        "measured-on": f"{on['rows']:,} hours of held-out days that no model was trained or tuned on",
        "latency": f"less than {metrics['latency_microseconds'] // 10 * 10 + 10:.0f} µs",
        "training-rows": f"{on['training_rows']:,}",
        "version": model.identity["version"],
        "results": table(["Model", *METRICS.values()], results),
        "slices": table(["Hours", "Count", "MAE", "Predicted − actual", "Interval holds"], slices),
        "importance": ", ".join(f"`{name}` ({loss:.0f})" for name, loss in list(details["importance"].items())[:4]),
        "request": f"\n\n```json\n{json.dumps({'instances': [EXAMPLE]}, indent=2)}\n```\n\n",
        "answer": f"\n\n```json\n{json.dumps(answer, indent=2)}\n```\n\n",
        "model-index": "        metrics:\n" + "\n".join(index) + "\n        ",
    }
