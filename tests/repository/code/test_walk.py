"""The nodes of a tree, in the order in which Python's own `ast.walk` gives them."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.syntax import walk

SOURCE = """
def outer(rows, *, share=0.2):
    def inner(row):
        return {key: value for key, value in row.items() if value > share}
    return [inner(row) for row in rows]

async def later(rows):
    async for row in rows:
        yield row
"""


def named(nodes: list[ast.AST]) -> list[str]:
    """What tells nodes apart, without what only says how a name is used."""
    return [ast.dump(node) for node in nodes if not isinstance(node, (ast.expr_context, ast.cmpop))]


def test_a_function_has_its_own_nodes_and_no_others() -> None:
    """Also where it is asked for again, and after the module around it."""
    tree = ast.parse(SOURCE)
    whole = walk(tree)
    for function in (*tree.body, tree.body[0].body[0]):  # type: ignore[attr-defined]
        for _ in range(2):
            assert named(walk(function)) == named(list(ast.walk(function)))
    assert walk(tree) is whole
    assert named(whole) == named(list(ast.walk(tree)))


def test_the_nodes_of_a_function_are_kept() -> None:
    """Every reading that walks it gets the same list."""
    function = ast.parse(SOURCE).body[0]
    assert walk(function) is walk(function)
