"""What the documents say of this task: its names, sentences, numbers and tables; report.py writes them."""

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
    own, best_other = mae[metrics["chosen"]], min(mae[name] for name in mae if name != metrics["chosen"])
    folds = metrics["cross_validation"]["models"][metrics["chosen"]]
    columns = {"days": "", "mae": ".0f", "wape": ".1f", "bias": "+.0f", "coverage": ".0%"}
    slices = [
        [f"{kind}: {name}", *(f"{v[key]:{form}}" for key, form in columns.items())]
        for kind, groups in details["slices"].items()
        for name, v in groups.items()
    ]
    return {
        "mae": f"{own:.0f}",
        "mae-folds": f"{folds['mean']:.0f} ± {folds['deviation']:.0f}",
        "wape": f"{chosen['wape']['value']:.1f} %",
        "error-cut": f"{1 - own / mae['seasonal_naive']:.0%} less",
        "error-cut-next": f"{1 - own / best_other:.0%} less",
        "coverage": f"{chosen['coverage']['value']:.0%}",
        "measured-on": f"{metrics['measured_on']['rows']:,} days in three years, forecast one to four weeks ahead",
        "slices": (["Days", "Count", "MAE", "WAPE (%)", "Forecast − actual", "Interval holds"], slices),
        "effects": ", ".join(f"{name} {effect:+.0%}" for name, effect in list(details["effects"].items())[:6]),
        "importance": ", ".join(f"`{name}` ({loss:.3f})" for name, loss in list(details["importance"].items())[:4]),
    }
