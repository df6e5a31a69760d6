"""Where code draws what a picture in a text could show."""

from __future__ import annotations

from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

# What writes a picture comes first, then what draws the model, then what opens a figure.
_DRAWS = (
    frozenset({"savefig", "write_image"}),
    frozenset({"plot_importance", "summary_plot", "ConfusionMatrixDisplay", "from_predictions", "from_estimator"}),
    frozenset({"subplots", "figure", "histplot", "lineplot", "barplot", "scatterplot", "heatmap"}),
)
_PACKAGES = ("matplotlib", "seaborn", "plotly", "lightgbm", "xgboost", "shap", "sklearn")


def drawing(repository: Repository) -> Evidence | None:
    """Return where scripts draw something, by running code before code that nothing starts."""
    found = [
        (rank, not repository.live.makes(module, call), module, call)
        for module in repository.scripts
        if not is_test(module.path) and module.imports_any(*_PACKAGES) is not None
        for call in module.calls
        for rank, names in enumerate(_DRAWS)
        if call.last in names
    ]
    best = min(found, key=lambda item: (item[1], item[0], item[2].path, item[3].line), default=None)
    return best[2].evidence(best[3].named_at) if best is not None else None
