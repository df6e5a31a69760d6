"""What the documents say of this task: its names, sentences, numbers and tables; report.py writes them."""

from typing import Any

MODELS = {"dummy": "Baseline (average rate)", "rule": "Rule: late once in six months"}
MODELS |= {"linear": "Logistic regression", "gradient_boosting": "Gradient boosting"}
METRICS = {"roc_auc": "ROC AUC", "average_precision": "Average precision", "brier": "Brier score"}
METRICS |= {"recall": "Recall", "precision": "Precision", "cost": "Cost per client"}
DECIMALS = 2  # of the metrics, in the documents

Table = tuple[list[str], list[list[str]]]


def facts(metrics: dict[str, Any]) -> dict[str, str | Table]:
    """Every value that only this task's documents ask for, by name."""
    chosen, decision, details = metrics["holdout"][metrics["chosen"]], metrics["decision"], metrics["details"]
    saving = 1 - chosen["cost"]["value"] / details["cost_of_contacting_everyone"]
    rule = metrics["holdout"]["rule"]["cost"]
    folds = metrics["cross_validation"]["models"][metrics["chosen"]]
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
        "cost": f"{chosen['cost']['value']:.2f}",
        "rule-cost": f"{rule['value']:.2f} ({rule['low']:.2f} to {rule['high']:.2f})",
        "costs": f"{decision['cost_of_needless_contact']:g}, missing a default {decision['cost_of_missed_default']:g}",
        "recall": f"{chosen['recall']['value']:.0%}",
        "precision": f"{chosen['precision']['value']:.0%}",
        "threshold": f"{decision['threshold']:.2f}",
        "measured-on": f"{metrics['measured_on']['rows']:,} held-out clients that no model was trained or tuned on",
        "confusion": (["", "not contacted", "contacted"], [[name, *map(str, row)] for name, row in confusion]),
        "fairness": (["Group", "Clients", "Contacted", "Defaults missed", "Payers contacted"], fairness),
        "missed-by-sex": f"{details['fairness']['sex']['difference']['missed'] * 100:.1f} percentage points",
        "missed-by-age": f"{details['fairness']['age']['difference']['missed'] * 100:.1f} percentage points",
        "importance": ", ".join(f"`{name}` ({loss:.3f})" for name, loss in list(details["importance"].items())[:5]),
    }
