"""What the documents say of this task: its names, sentences, numbers and tables; report.py writes them."""

from typing import Any

WAYS = {"rule": "Rule: fixed limits", "isolation_forest": "Isolation forest"}
WAYS |= {"deviation": "Largest deviation", "logistic": "Logistic regression"}
MODELS = {"never": "Baseline (no alarms)", **WAYS}
METRICS = {"recall": "Recall", "precision": "Precision", "false_alarms_per_day": "False alarms a day"}
METRICS |= {"median_warning": "Median warning (h)", "cost": "Cost (k€)"}
DECIMALS = 2  # of the metrics, in the documents

Table = tuple[list[str], list[list[str]]]


def facts(metrics: dict[str, Any]) -> dict[str, str | Table]:
    """Every value that only this task's documents ask for, by name."""
    name, on, details = metrics["chosen"], metrics["measured_on"], metrics["details"]
    chosen, kinds = metrics["holdout"][name], details["by_kind"]
    delays = {kind: f"{of['delay']:.0f}" if of["delay"] else "–" for kind, of in kinds[name].items()}
    rows: list[list[str]] = [
        [kind, *(str(n) for n in (counts["failures"], *(kinds[way][kind]["announced"] for way in WAYS))), delays[kind]]
        for kind, counts in kinds[name].items()
    ]
    savings = {way: f"{s['value']:.2f} ({s['low']:.2f} to {s['high']:.2f})" for way, s in details["saving"].items()}
    said: dict[str, str | Table] = {
        "measured-on": f"{on['failures']} failures of {on['machines']} machines that nothing was trained or tuned on, "
        f"in the {on['days']:.0f} days after the training data",
        "recall": f"{chosen['recall']['value']:.0%}",
        "precision": f"{chosen['precision']['value']:.0%}",
        "false-alarms": f"{chosen['false_alarms_per_day']['value']:.1f}",
        "warning": f"{chosen['median_warning']['value']:.0f}",
        "saving": f"{details['saving']['never']['value'] / metrics['holdout']['never']['cost']['value']:.0%}",
        "level": f"{metrics['levels'][name]['raise_at']:.2f}, clears below {metrics['levels'][name]['clear_at']:.2f}",
        "training-failures": str(on["training_failures"]),
        "kinds": (["Failure", "In all", *WAYS.values(), "Hours undetected"], rows),
        "importance": ", ".join(f"`{sign}` ({loss:.3f})" for sign, loss in list(details["importance"].items())[:4]),
    }
    return said | {f"saving-{way.replace('_', '-')}": saving for way, saving in savings.items()}
