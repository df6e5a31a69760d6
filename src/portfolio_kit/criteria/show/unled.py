"""Scripts that nothing which can be started leads to: all that import them can't be imported themselves."""

from __future__ import annotations

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.reach import Reach, starts_programs
from portfolio_kit.repository.code.unimportable import Absent, imported_by
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository


def unled(repository: Repository) -> dict[str, Absent]:
    """Return the modules that can't be run, by path, each with what is absent: from themselves or from whoever imports
    them, where they are no programs themselves.
    """
    failing = repository.unimportable
    if not failing:
        return {}
    reach = repository.reach
    importers = _importers(repository, reach)
    started = {app.module.path for app in repository.apps}
    for module in repository.scripts:
        if starts_programs(module) and module.path not in failing:
            started |= {other.path for other in reach.reached(module)}
    found = dict(failing)
    for module in repository.scripts:
        # A script that nothing imports is started by itself, and without the packages around it.
        if module.path in failing or module.has_main or (module.path not in importers and module.calls_in.get("")):
            continue
        absent = _of_package(module, failing)
        if absent is None and module.path not in started:
            absent = _last_absent(module, importers, failing, started)
        if absent is not None:
            found[module.path] = absent
    return found


def _importers(repository: Repository, reach: Reach) -> dict[str, list[Module]]:
    """The modules, but for tests, that import each."""
    found: dict[str, list[Module]] = {}
    for module in repository.scripts:
        for name in imported_by(module) if not is_test(module.path) else ():
            for other in reach.named(name, module):
                if other is not module:
                    found.setdefault(other.path, []).append(module)
    return found


def _of_package(module: Module, failing: dict[str, Absent]) -> Absent | None:
    """Return what a package that a module is in needs: Python imports that first."""
    folders = module.file.folder.split("/") if module.file.folder else []
    packages = ("/".join([*folders[:count], "__init__.py"]) for count in range(len(folders), 0, -1))
    return next((failing[path] for path in packages if path in failing), None)


def _last_absent(
    module: Module, importers: dict[str, list[Module]], failing: dict[str, Absent], started: set[str]
) -> Absent | None:
    """Return what is absent from an importer of a module, where all its importers fail or lead on to such."""
    pending, seen = [module], {module.path}
    absent: Absent | None = None
    for current in pending:
        above = importers.get(current.path, [])
        if not above and current is module:
            return None
        for importer in above:
            if importer.path in failing:
                absent = absent or failing[importer.path]
            elif importer.has_main or importer.path in started or not importers.get(importer.path):
                if importer.file.name != "__init__.py":
                    return None
            elif importer.path not in seen:
                seen.add(importer.path)
                pending.append(importer)
    return absent
