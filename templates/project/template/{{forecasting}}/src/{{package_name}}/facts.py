"""What the documents say of this task: its names, sentences, numbers and tables; report.py writes them."""

import math
from typing import Any

MODELS = {"seasonal_naive": "Baseline: seasonal naive", "weekday_mean": "Rule: weekday mean, holidays as Sundays"}
MODELS |= {"holt_winters": "Holt-Winters", "ridge": "Ridge, with season and holidays"}
METRICS = {"mae": "MAE (entries)", "wape": "WAPE (%)", "mase": "MASE", "coverage": "Coverage"}
METRICS |= {"winkler": "Winkler score"}
DECIMALS = 2  # of the metrics, in the documents

Table = tuple[list[str], list[list[str]]]


def facts(metrics: dict[str, Any]) -> dict[str, str | Table]:
    """Every value that only this task's documents ask for, by name."""
    mae = {name: measured["mae"]["value"] for name, measured in metrics["holdout"].items()}
    chosen, details = metrics["holdout"][metrics["chosen"]], metrics["details"]
    best_other = min(value for name, value in mae.items() if name != metrics["chosen"])
    folds = metrics["cross_validation"]["models"][metrics["chosen"]]
    slices = [
        [
            *(f"{kind}: {name}", f"{v['days']}", f"{v['mae']:.0f}", f"{v['wape']:.1f}%"),
            *(f"{v['bias']:+.0f}", f"{v['coverage']:.0%}"),
        ]
        for kind, groups in details["slices"].items()
        for name, v in groups.items()
    ]
    effects = {name: math.exp(weight) - 1 for name, weight in details["effects"].items() if " of the year" not in name}
    largest = sorted(effects.items(), key=lambda pair: pair[1])[:6]
    return {
        "mae": f"{chosen['mae']['value']:.0f}",
        "mae-interval": f"{chosen['mae']['low']:.0f} to {chosen['mae']['high']:.0f}",
        "mae-folds": f"{folds['mean']:.0f} ± {folds['deviation']:.0f}",
        "wape": f"{chosen['wape']['value']:.1f} %",
        "mase": f"{chosen['mase']['value']:.2f}",
        "baseline-mae": f"{mae['seasonal_naive']:.0f}",
        "rule-mae": f"{mae['weekday_mean']:.0f}",
        "error-cut": f"{1 - mae[metrics['chosen']] / mae['seasonal_naive']:.0%} less",
        "error-cut-next": f"{1 - mae[metrics['chosen']] / best_other:.0%} less",
        "coverage": f"{chosen['coverage']['value']:.0%}",
        "coverage-interval": f"{chosen['coverage']['low']:.0%} to {chosen['coverage']['high']:.0%}",
        "measured-on": f"{metrics['measured_on']['rows']:,} days in three years, forecast one to four weeks ahead",
        "slices": (["Days", "Count", "MAE", "WAPE", "Forecast − actual", "Interval holds"], slices),
        "effects": ", ".join(f"{name} {effect:+.0%}" for name, effect in largest),
        "importance": ", ".join(f"`{name}` ({loss:.3f})" for name, loss in list(details["importance"].items())[:4]),
    }
