"""What the documents say of this task: its names, sentences, numbers and tables; report.py writes them."""

from typing import Any

import numpy as np

MODELS = {"bestsellers": "Baseline: bestsellers", "seasonal": "Rule: bestsellers of the season"}
MODELS |= {"neighbours": "Item neighbours", "factors": "Matrix factorisation"}
METRICS = {"ndcg": "NDCG@10", "precision": "Precision@10", "recall": "Recall@10", "map": "MAP@10"}
METRICS |= {"coverage": "Catalogue shown"}
MEASURES = {"clicked": "Clicked", "bought": "Bought", "returned": "Bought again in 60 days"}
DECIMALS = 3  # of the metrics, in the documents

Table = tuple[list[str], list[list[str]]]


def points(share: float) -> str:
    """A difference of shares in percentage points."""
    return f"{100 * share:+.2f}"


def facts(metrics: dict[str, Any]) -> dict[str, str | Table]:
    """Every value that only this task's documents ask for, by name."""
    ndcg = {name: measured["ndcg"]["value"] for name, measured in metrics["holdout"].items()}
    own, details, test = ndcg.pop(metrics["chosen"]), metrics["details"], metrics["experiment"]
    folds = metrics["cross_validation"]["models"][metrics["chosen"]]
    groups = [
        [f"{kind}: {name}", f"{v['customers']}", f"{v['value']:.3f}", f"{v['low']:.3f}–{v['high']:.3f}"]
        for kind, of in details["groups"].items()
        for name, v in of.items()
    ]
    gaps = {kind: np.ptp([group["value"] for group in of.values()]) for kind, of in details["groups"].items()}
    exposure = [
        [f"{kind}: {MODELS[name]}", *(f"{share:.0%}" for share in of[kind].values())]
        for kind in details["exposure"]["factors"]
        for name, of in details["exposure"].items()
    ]
    read = [
        [
            *(MEASURES[name], f"{v['control']:.2%}", f"{v['treated']:.2%}", points(v["uplift"])),
            *(f"{points(v['low'])} to {points(v['high'])}", points(v["truth"])),
        ]
        for name, v in test["measures"].items()
    ]
    return {
        "ndcg": f"{own:.3f}",
        "ndcg-folds": f"{folds['mean']:.3f} ± {folds['deviation']:.3f}",
        "gain-today": f"{own / ndcg['bestsellers'] - 1:+.0%}",
        "gain-next": f"{own / max(ndcg.values()) - 1:+.0%}",
        "measured-on": f"{metrics['measured_on']['rows']:,} customers who bought something in the last eight weeks",
        "importance": ", ".join(f"`{name}` ({lost:.3f})" for name, lost in details["importance"].items()),
        "gap-age": f"{gaps['age']:.3f}",
        "gap-history": f"{gaps['history']:.3f}",
        "groups": (["Customers", "Count", "NDCG@10", "95 % interval"], groups),
        "exposure": (["Items: recommender", "Of the catalogue", "Of purchases", "Of places"], exposure),
        "test-size": f"{test['customers_per_half']:,}",
        "test-split": f"{test['ratio_mismatch_p']:.2f}",
        "test": (["Customers who", "Bestsellers", "Recommendations", "Points", "95 % interval", "Truth"], read),
        "test-decision": test["decision"],
        "test-power": f"{test['repeated']['effect_found']:.0%}",
        "test-holds": f"{test['repeated']['interval_holds']:.0%}",
        "test-false": f"{test['repeated']['false_alarms']:.1%}",
    }
