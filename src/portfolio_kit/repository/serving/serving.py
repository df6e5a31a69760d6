"""How the model can be asked from outside: APIs, interactive apps and commands, told apart by what is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.running import running
from portfolio_kit.repository.models.asking import asks_loaded, asks_model, loads_model, weighs
from portfolio_kit.repository.models.handed_out import HandedOut
from portfolio_kit.repository.models.own_models import loads_own, own_models
from portfolio_kit.repository.models.rules import Rules
from portfolio_kit.repository.serving.answering import answers, gives_literals, is_answer
from portfolio_kit.repository.serving.apis import PACKAGES, Route, api_of
from portfolio_kit.repository.serving.apps import App, interactive
from portfolio_kit.repository.serving.commands import commands
from portfolio_kit.repository.serving.leading import FOR_PREDICTING, Leading


class Serving(Leading):
    """The project's apps, and what a call in one of them leads to."""

    def __init__(self, modules: Sequence[Module]) -> None:
        super().__init__(modules)
        self._rules = Rules(self._scripts)
        self._handed_out = HandedOut(self._scripts)
        self._run_by: dict[str, list[tuple[Module, Call]]] = {}

    def apps(self) -> Iterator[App]:
        """Yield the apps: APIs first, then interactive ones, then commands."""
        for module in self._modules:
            api = api_of(module, self._modules)
            if api is not None:
                yield App("api", api.framework, module, api.evidence, api.routes)
        yield from interactive(self._modules)
        yield from commands(self._scripts, self)

    def loading(self, app: App) -> list[tuple[Module, Call]]:
        """Return the calls by which an app loads a model: in its module, or in what that leads to as it is started."""
        calls = self.run_by(app)
        for route in app.routes:
            calls += self.reached(route.module, route.function)
            if owner := route.function.name.rpartition(".")[0]:
                calls += self.reached_from(route.module, owner)
        calls += self.reached(app.module, None)
        # A server calls the function that makes the app (`--factory`, `--call`), where no code does.
        makers = {call.scope for call in app.module.calls if call.scope and call.line == app.evidence.line}
        calls += (found for maker in sorted(makers) for found in self.reached_from(app.module, maker))
        found = [found for found in calls if self._loads(found[1])]
        return found or [found for found in self._run_by_importers(app.module) if self._loads(found[1])]

    def _loads(self, call: Call) -> bool:
        return loads_model(call) or loads_own(call, self._own_models)

    @cached_property
    def _own_models(self) -> frozenset[str]:
        return own_models(self._scripts)

    def _run_by_importers(self, module: Module) -> Iterator[tuple[Module, Call]]:
        """Yield what runs where a module of routes is taken into the application that another makes."""
        for other in self._scripts:
            if other is not module and not PACKAGES.isdisjoint(other.packages):
                imported = self._imported_by(other)
                if any(found is module for found in imported):
                    yield from self._running(other, imported)

    def run_by(self, app: App) -> list[tuple[Module, Call]]:
        """Return the calls that can be made where an app is started: its own, and what it leads to elsewhere."""
        return list(self._running(app.module, self._imported_by(app.module)))

    def _running(self, module: Module, imported: Sequence[Module]) -> list[tuple[Module, Call]]:
        if module.path not in self._run_by:
            self._run_by[module.path] = running(module, imported)
        return self._run_by[module.path]

    def predicting(self, route: Route) -> tuple[Module, Call] | None:
        """Return the call by which a route asks the model; of a route for predicting, any use of what was loaded."""
        calls = [
            (module, call)
            for module, call in self.reached(route.module, route.function)
            if not self._rules.are_asked(module, call)
            and (module is not route.module or answers(module, route.function, call))
        ]
        found = next((found for found in calls if asks_model(found[1])), None)
        if found is None and ("POST" in route.methods or FOR_PREDICTING.search(f"{route.path} {route.function.last}")):
            found = asks_loaded(calls)
        return found or self._asks_handed_out(route)

    def _asks_handed_out(self, route: Route) -> tuple[Module, Call] | None:
        """Return the call by which a route asks what the project loads and hands out, or works with its weights."""
        return next(
            (
                (route.module, call)
                for call in route.module.calls_in.get(route.function.name, ())
                if (self._handed_out.is_asked(route.module, route.function, call) or weighs(route.module, call))
                and is_answer(route.module, route.function, call.node)
            ),
            None,
        )

    def says_the_same(self, app: App) -> bool:
        """Whether an API answers everybody the same: all that its routes give back is written out."""
        return bool(app.routes) and all(gives_literals(route.function) for route in app.routes)

    def is_rule(self, module: Module, call: Call) -> bool:
        """Whether a call asks a class that answers by rules written by hand."""
        return self._rules.are_asked(module, call)

    def asks_idly(self, route: Route) -> bool:
        """Whether a route asks a model and what it gets to know is no answer to what it was asked."""
        return any(
            module is route.module and not answers(module, route.function, call)
            for module, call in self.reached(route.module, route.function)
        )
