"""Which paths of the service ask the model, as the code has them."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving.apis import Route

FOR_PREDICTING = re.compile(
    r"predict|infer|classif|forecast|recommend|scor(?:e|ing)|estimat|detect|diagnos|invocations|quote|analy[sz]e|predecir"
    r"|previs|prever|prediksi|vorhersag",
    re.IGNORECASE,
)


def asking(repository: Repository) -> tuple[Route, ...]:
    """Return the routes that ask the model, those that are for that by their names first."""
    routes = [
        route
        for app in repository.apps
        if app.kind == "api"
        for route in app.routes
        if repository.serving.predicting(route) is not None or is_for_predicting(f"{route.path} {route.function.last}")
    ]
    return tuple(sorted(routes, key=_rank))


def is_for_predicting(words: str) -> bool:
    """Whether a path or a name says that it is for predictions."""
    return bool(FOR_PREDICTING.search(words))


def _rank(route: Route) -> tuple[bool, bool, bool]:
    return (
        not is_for_predicting(f"{route.path} {route.function.last}"),
        "POST" not in route.methods,
        "{" in route.path or "<" in route.path,
    )
