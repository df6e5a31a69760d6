"""What the documents say of this task: its names, sentences, numbers and tables; report.py writes them."""

from typing import Any

MODELS = {"pixels": "Baseline: logistic regression on pixels", "neighbours": "The five most similar images"}
MODELS |= {"strokes": "Logistic regression on strokes", "strokes_augmented": "The same, augmented images"}
METRICS = {"accuracy": "Accuracy", "coverage": "Accepted", "accepted_errors": "Wrong among accepted", "cost": "Cost"}
DECIMALS = 3  # of the metrics, in the documents

Table = tuple[list[str], list[list[str]]]


def facts(metrics: dict[str, Any]) -> dict[str, str | Table]:
    """Every value that only this task's documents ask for, by name."""
    chosen, baseline = (metrics["holdout"][name] for name in (metrics["chosen"], "pixels"))
    details, folds = metrics["details"], metrics["cross_validation"]["models"][metrics["chosen"]]
    percent = [label for name, label in METRICS.items() if name != "cost"]
    forms, spoilt = (
        [[n, *(f"{of[key]:.1%}" for key in of if key not in ("images", "cost"))] for n, of in details[name].items()]
        for name in ("forms", "robustness")
    )
    table, rates = list(enumerate(details["confusion"])), details["digits"].values()
    wrong = sorted(((count, a, b) for a, row in table for b, count in enumerate(row) if a != b), reverse=True)
    rows = [[f"**{n}**", *(str(count or "·") for count in row), *(f"{of[n]:.2f}" for of in rates)] for n, row in table]
    return {
        **{name.replace("_", "-"): f"{chosen[name]['value']:.1%}" for name in list(METRICS)[:3]},
        "accuracy-interval": f"{chosen['accuracy']['low']:.1%} to {chosen['accuracy']['high']:.1%}",
        "baseline-accuracy": f"{baseline['accuracy']['value']:.1%}",
        "cost": f"{chosen['cost']['value']:.2f}",
        "cost-folds": f"{folds['mean']:.2f} ± {folds['deviation']:.2f}",
        "baseline-cost": f"{baseline['cost']['value']:.2f}",
        "wrong-digit": f"{metrics['decision']['cost_of_wrong_digit']:g}",
        "sure": f"{metrics['decision']['sure']:.3f}",
        "measured-on": f"{metrics['measured_on']['rows']:,} images of five hands that no model was trained or tuned on",
        "worst-pairs": ", ".join(f"{a} read as {b} ({count} times)" for count, a, b in wrong[:4]),
        "digits": (["Written, read as", *map(str, range(10)), "Precision", "Recall", "F1"], rows),
        "forms": (["Form", *percent], forms),
        "robustness": (["Image", *percent, "Accuracy if not augmented"], spoilt),
        "calibration": "; ".join(f"{stated:.1%} stated, {right:.1%} right" for stated, right in details["calibration"]),
        "hands": " to ".join(f"{pick(v['accuracy'] for v in details['forms'].values()):.1%}" for pick in (min, max)),
        "letters-refused": f"{details['letters_refused']:.0%}",
        "by-forms": f"{details['claims'][metrics['chosen']]:.1%}",
        "at-random": f"{details['claims']['at_random']:.1%}",
    }
