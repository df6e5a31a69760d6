"""What the documents say of this task: its names, sentences, numbers and tables; report.py writes them."""

from typing import Any

MODELS = {"dummy": "Baseline (mean)", "rule": "Rule: mean of the hour, by working day"}
MODELS |= {"linear": "Ridge regression", "gradient_boosting": "Gradient boosting"}
METRICS = {"mae": "MAE (bicycles)", "rmse": "RMSE (bicycles)", "r2": "R²"}
DECIMALS = 2  # of the metrics, in the documents

Table = tuple[list[str], list[list[str]]]


def facts(metrics: dict[str, Any]) -> dict[str, str | Table]:
    """Every value that only this task's documents ask for, by name."""
    mae = {name: measured["mae"]["value"] for name, measured in metrics["holdout"].items()}
    chosen, details = metrics["holdout"][metrics["chosen"]], metrics["details"]
    gain = 1 - chosen["mae"]["value"] / min(mae[name] for name in ("dummy", "rule", "linear"))
    folds = metrics["cross_validation"]["models"][metrics["chosen"]]
    slices = [
        [f"{kind}: {name}", f"{v['hours']:.0f}", f"{v['mae']:.1f}", f"{v['bias']:+.1f}", f"{v['coverage']:.0%}"]
        for kind, groups in details["slices"].items()
        for name, v in groups.items()
    ]
    return {
        "mae": f"{chosen['mae']['value']:.0f}",
        "mae-interval": f"{chosen['mae']['low']:.0f} to {chosen['mae']['high']:.0f}",
        "mae-folds": f"{folds['mean']:.0f} ± {folds['deviation']:.0f}",
        "baseline-mae": f"{mae['dummy']:.0f}",
        "rule-mae": f"{mae['rule']:.0f}",
        "error-cut": f"{abs(gain):.0%} {'less' if gain > 0 else 'more'}",
        "r2": f"{chosen['r2']['value']:.2f}",
        "margin": f"{metrics['decision']['margin']:.0f}",
        "coverage": f"{details['coverage']:.0%}",
        "measured-on": f"{metrics['measured_on']['rows']:,} later hours that no model was trained or tuned on",
        "slices": (["Hours", "Count", "MAE", "Predicted − actual", "Interval holds"], slices),
        "importance": ", ".join(f"`{name}` ({loss:.0f})" for name, loss in list(details["importance"].items())[:4]),
    }
