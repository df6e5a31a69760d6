"""Python packages by the names that code imports them by, and what comes along with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from portfolio_kit import lazily as re
from portfolio_kit.repository.environment.package_names import BROUGHT, NAMES, PROVIDED

_SEPARATORS = re.compile(r"[-_.]+")
_FRILLS = re.compile(r"^(?:python|py)-?(?=\w{3})|-?(?:python|py|api|client|sdk|binary|headless|cpu|gpu)$")


def _table(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in text.strip().split("\n"):
        name, _, values = line.partition(":")
        found[name] = found.get(name, frozenset()) | frozenset(values.split())
    return found


_DISTRIBUTIONS: Mapping[str, frozenset[str]] = _table(NAMES)
_COMES_WITH: Mapping[str, frozenset[str]] = _table(BROUGHT)


def imported_as(module: str) -> str:
    """Return the part of a dotted module name that names what is installed: `cv2`, `google.cloud`."""
    first, _, rest = module.partition(".")
    second = f"{first}.{rest.partition('.')[0]}"
    return second if second in _DISTRIBUTIONS or second in PROVIDED else first


def is_known(package: str) -> bool:
    """Whether an import name is that of a package which is often used: a folder of that name is not its code."""
    return package in _DISTRIBUTIONS or package in _WELL_KNOWN


def is_declared(package: str, declared: Iterable[str]) -> bool:
    """Whether one of the declared distributions is the package that is imported as `package`."""
    wanted = _DISTRIBUTIONS.get(package)
    if wanted is None:
        plain = _bare(package)
        return any(_bare(name) == plain for name in declared)
    if wanted.intersection(declared):
        return True
    # One name space that many distributions share.
    return package in ("google.cloud", "azure", "azureml", "ruamel", "snowflake") and any(
        name.startswith(f"{min(wanted)}-") for name in declared
    )


@lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    """Return a name without what only tells where it comes from: `python-foo`, `pyfoo`, `foo-api` are all `foo`."""
    return _FRILLS.sub("", _SEPARATORS.sub("-", name.lower())).replace("-", "")


def comes_along(package: str, declared: Iterable[str]) -> bool:
    """Whether a declared distribution itself needs the package, so that it is installed all the same."""
    return any(package in _COMES_WITH.get(name, ()) for name in declared)


def distribution(package: str) -> str:
    """Return the name to write into a dependency file for an import name: `scikit-learn` for `sklearn`."""
    names = _DISTRIBUTIONS.get(package)
    if names is None:
        return package.replace("_", "-").lower()
    return _NAMED_FIRST[package]


_NAMED_FIRST: Mapping[str, str] = {
    line.partition(":")[0]: line.partition(":")[2].split()[0] for line in NAMES.strip().split("\n")
}
_WELL_KNOWN = frozenset().union(*_COMES_WITH.values(), {name.replace("-", "_") for name in _COMES_WITH})
