"""Plugins of pytest that tests need without importing them: they ask for their fixtures by name."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit.repository.code.python import Module

_BROUGHT_BY = {"mocker": "pytest_mock", "requests_mock": "requests_mock", "httpx_mock": "pytest_httpx"}


def fixtures_asked(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the plugins whose fixtures a module's tests take, each with the line of the test; what a module makes by
    that name itself comes from no plugin.
    """
    if not module.mentions(*_BROUGHT_BY):
        return
    own = {function.last for function in module.functions}
    for function in sorted(module.functions, key=lambda function: function.line):
        for argument in function.node.args.args if function.last.startswith("test") else ():
            if argument.arg in _BROUGHT_BY and argument.arg not in own:
                yield _BROUGHT_BY[argument.arg], function.line
