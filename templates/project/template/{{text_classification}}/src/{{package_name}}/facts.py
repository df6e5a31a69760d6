"""What the documents say of this task: its names, sentences, numbers and tables; report.py writes them."""

import re
from collections.abc import Iterable
from typing import Any

MODELS = {"dummy": "Baseline: shares of products", "keywords": "Rule: keywords"}
MODELS |= {"naive_bayes": "Naive Bayes on words", "linear": "Logistic regression on TF-IDF"}
METRICS = {"macro_f1": "Macro F1", "accuracy": "Accuracy", "share": "Answered", "accuracy_of_sure": "Accuracy of these"}
DECIMALS, EXCERPT, FEW = 2, 220, 30  # of the metrics, in the documents; characters of a complaint; texts of a group

Table = tuple[list[str], list[list[str]]]


def mistake(one: dict[str, Any]) -> str:
    """A line of a list: the beginning of a customer's text as Markdown shows it, what was wrong, and the words why."""
    text = one["text"] if len(one["text"]) <= EXCERPT else one["text"][:EXCERPT].rsplit(" ", 1)[0] + " …"
    why = ", ".join(f"{word} {effect:+.1f}" for word, effect in one["why"].items())
    said = f"filed under **{one['filed']}**, said **{one['product']}** ({one['probability']:.0%}; {why})"
    return "- “" + re.sub(r"([\\`*_\[\]<>|#~$&!{}])", r"\\\1", text) + f"”: {said}"


def sureness(groups: Iterable[tuple[str, Any]]) -> Table:
    """A line a group: how often it is right, and what becomes of that where it may say that it isn't sure."""
    head, keys = ["Complaints", "Count", *list(METRICS.values())[1:]], list(METRICS)[1:]
    return head, [[name, f"{of['texts']}", *(f"{of[k]:.0%}" if of[k] else "–" for k in keys)] for name, of in groups]


def facts(metrics: dict[str, Any]) -> dict[str, str | Table]:
    """Every value that only this task's documents ask for, by name."""
    name, details, decision = metrics["chosen"], metrics["details"], metrics["decision"]
    folds = metrics["cross_validation"]["models"][name]
    rows = dict(zip(details["f1"], details["confusion"], strict=True))
    mixed = [(n, one, other) for one, row in rows.items() for other, n in zip(rows, row, strict=True) if one != other]
    worst = min((of["accuracy_of_sure"], name) for name, of in details["slices"].items() if of["texts"] >= FEW)
    rivals = [model for model in MODELS if model != "dummy"]
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
            ["Product", "Held out", *(MODELS[model] for model in rivals)],
            [
                [one, f"{sum(rows[one])}", *(f"{f1['value']:.2f}<br>{f1['low']:.2f}–{f1['high']:.2f}" for f1 in of)]
                for one, of in ((one, [of[model] for model in rivals]) for one, of in details["f1"].items())
            ],
        ),
        "worst-group": f"{worst[1]} ({worst[0]:.0%})",
        "words": (["Product", "Words"], [[one, ", ".join(found)] for one, found in details["words"].items()]),
        "slices": sureness(details["slices"].items()),
        "robustness": sureness(details["robustness"].items()),
        "mistakes": "\n\n" + "\n".join(map(mistake, details["mistakes"])) + "\n\n",
    }
