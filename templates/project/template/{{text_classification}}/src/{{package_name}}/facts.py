"""What the documents say of this task: its names, sentences, numbers and tables; report.py writes them."""

import re
from typing import Any

MODELS = {"dummy": "Baseline: shares of products", "keywords": "Rule: keywords"}
MODELS |= {"naive_bayes": "Naive Bayes on words", "linear": "Logistic regression on TF-IDF"}
METRICS = {"macro_f1": "Macro F1", "accuracy": "Accuracy", "share": "Answered", "accuracy_of_sure": "Accuracy of these"}
DECIMALS, EXCERPT = 2, 220  # of the metrics, in the documents; characters of a complaint

Table = tuple[list[str], list[list[str]]]


def cell(text: str) -> str:
    """The beginning of a customer's text, as it can stand in a cell of a Markdown table."""
    shown = text if len(text) <= EXCERPT else text[:EXCERPT].rsplit(" ", 1)[0] + " …"
    return re.sub(r"([\\`*_\[\]<>|#~$&!{}])", r"\\\1", shown)


def sureness(groups: dict[str, Any]) -> Table:
    """A line a group: how often it is right, and what becomes of that where it may say that it isn't sure."""
    lines = [[name, *(f"{v:.0%}" if v != of["texts"] else f"{v}" for v in of.values())] for name, of in groups.items()]
    return ["Complaints", "Count", "Accuracy", "Answered", "Accuracy of these"], lines


def facts(metrics: dict[str, Any]) -> dict[str, str | Table]:
    """Every value that only this task's documents ask for, by name."""
    name, details, decision = metrics["chosen"], metrics["details"], metrics["decision"]
    folds = metrics["cross_validation"]["models"][name]
    rows = dict(zip(details["products"], details["confusion"], strict=True))
    mixed = [(n, one, other) for one, row in rows.items() for other, n in zip(rows, row, strict=True) if one != other]
    most = [f"{one} taken for {other} ({n} of {sum(rows[one])})" for n, one, other in sorted(mixed)[:-4:-1]]
    values: dict[str, str | Table] = {key.replace("_", "-"): f"{count}" for key, count in details["repeats"].items()}
    for model, measured in metrics["holdout"].items():
        for metric, of in measured.items():
            as_text = "{:.2f}" if metric == "macro_f1" else "{:.0%}"
            values[f"{model}-{metric}"] = as_text.format(of["value"])
            values[f"{model}-{metric}-interval"] = f"{as_text} to {as_text}".format(of["low"], of["high"])
    return values | {
        "f1-folds": f"{folds['mean']:.2f} ± {folds['deviation']:.2f}",
        "threshold": f"{decision['threshold']:.2f}",
        "wanted": f"{decision['accuracy_wanted']:.0%}",
        "temperature": f"{decision['temperature']:.2f}",
        "ece": f"{details['confidence'][name]['ece'] * 100:.1f} percentage points",
        "measured-on": f"{metrics['measured_on']['rows']:,} held-out complaints that no model was trained or tuned on",
        "mixed-up": ", ".join(most),
        "products": (
            ["Product", "Held out", *("F1: " + MODELS[model] for model in MODELS)],
            [
                [one, f"{sum(rows[one])}", *(f"{f1['value']:.2f}<br>{f1['low']:.2f}–{f1['high']:.2f}" for f1 in of)]
                for one, of in ((one, of.values()) for one, of in details["products"].items())
            ],
        ),
        "slices": sureness(details["slices"]),
        "robustness": sureness(details["robustness"]),
        "mistakes": (
            ["Complaint", "Filed under", "Said", "Because of"],
            [
                [cell(one["text"]), one["filed"], f"{one['product']} ({one['probability']:.0%})", why]
                for one in details["mistakes"]
                for why in [", ".join(f"{word} {effect:+.1f}" for word, effect in one["why"].items())]
            ],
        ),
    }
