"""The sentences, tables and numbers that `make report` writes into the documents."""

import json
from typing import Any

from .predictor import Model
from .schema import EXAMPLE, decide

MODELS = {
    "dummy": "Baseline (average rate)",
    "small_tree": "Small decision tree",
    "linear": "Logistic regression",
    "gradient_boosting": "Gradient boosting",
}
METRICS = {"roc_auc": "ROC AUC", "average_precision": "Average precision", "brier": "Brier score"}
METRICS |= {"recall": "Recall", "precision": "Precision", "cost": "Cost per client"}


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table whose first column is text and whose others are numbers."""
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] + ["---:"] * (len(head) - 1), *rows)]
    return "\n\n" + "\n".join(lines).replace("-0.00", "0.00") + "\n\n"


def facts(metrics: dict[str, Any], model: Model) -> dict[str, str]:
    """Every value that a document may ask for, by name."""
    chosen, decision, details = metrics["holdout"][metrics["chosen"]], metrics["decision"], metrics["details"]
    saving = 1 - chosen["cost"]["value"] / details["cost_of_contacting_everyone"]
    on = metrics["measured_on"]
    answer = {"predictions": [decide(model.score(EXAMPLE), decision)], "model": model.identity}
    folds = metrics["cross_validation"]["models"][metrics["chosen"]]
    index = [f"          - {{type: {n}, value: {m['value']:.4f}, name: {METRICS[n]}}}" for n, m in chosen.items()]
    results = [
        [f"**{MODELS[name]}**" if name == metrics["chosen"] else MODELS[name]]
        + [f"{m['value']:.2f}<br>{m['low']:.2f}–{m['high']:.2f}" for m in measured.values()]
        for name, measured in metrics["holdout"].items()
    ]
    confusion = zip(["paid", "defaulted"], details["confusion"], strict=True)
    fairness = [
        [f"{kind}: {group}", f"{r['clients']:.0f}", *(f"{r[k]:.1%}" for k in ("contacted", "missed", "needless"))]
        for kind, audit in details["fairness"].items()
        for group, r in audit["groups"].items()
    ]
    return {
        "auc": f"{chosen['roc_auc']['value']:.2f}",
        "auc-interval": f"{chosen['roc_auc']['low']:.2f} to {chosen['roc_auc']['high']:.2f}",
        "auc-folds": f"{folds['mean']:.2f} ± {folds['deviation']:.2f}",
        "saving": f"{abs(saving):.0%} {'less' if saving > 0 else 'more'}",
        "costs": f"{decision['cost_of_needless_contact']:g}, missing a default {decision['cost_of_missed_default']:g}",
        "chosen": MODELS[metrics["chosen"]],
        "recall": f"{chosen['recall']['value']:.0%}",
        "precision": f"{chosen['precision']['value']:.0%}",
        "threshold": f"{decision['threshold']:.2f}",
        "measured-on": f"{on['rows']:,} held-out clients that no model was trained or tuned on",
        "latency": f"less than {metrics['latency_microseconds'] // 10 * 10 + 10:.0f} µs",
        "training-rows": f"{on['training_rows']:,}",
        "version": model.identity["version"],
        "results": table(["Model", *METRICS.values()], results),
        "confusion": table(["", "not contacted", "contacted"], [[name, *map(str, row)] for name, row in confusion]),
        "fairness": table(["Group", "Clients", "Contacted", "Defaults missed", "Payers contacted"], fairness),
        "missed-by-sex": f"{details['fairness']['sex']['difference']['missed'] * 100:.1f} percentage points",
        "missed-by-age": f"{details['fairness']['age']['difference']['missed'] * 100:.1f} percentage points",
        "importance": ", ".join(f"`{name}` ({loss:.3f})" for name, loss in list(details["importance"].items())[:5]),
        "request": f"\n\n```json\n{json.dumps({'instances': [EXAMPLE]}, indent=2)}\n```\n\n",
        "answer": f"\n\n```json\n{json.dumps(answer, indent=2)}\n```\n\n",
        "model-index": "        metrics:\n" + "\n".join(index) + "\n        ",
    }
