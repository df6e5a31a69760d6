"""Where a recommender shows why it says something: what lies closest by the factors that it learned, read by a text.

Rows of one table of factors or embeddings are held against each other, `factors[seen] @ factors[film]`, and the closest
are picked; whoever calls that looks at it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import name_called, walk, words_in
from portfolio_kit.repository.explaining.explained import is_dropped
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.texts.statements import stated, wording

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Function
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_LEARNED = re.compile(r"factors?(?![a-z])|embedd?ings?|latent|components_|vectors?(?![a-z])", re.IGNORECASE)
_HINTS = ("factor", "embed", "latent", "components_", "vector")
_PRODUCTS = frozenset({"dot", "inner", "matmul", "cosine_similarity", "cosine"})
_PICKING = frozenset({"sorted", "sort", "argsort", "argpartition", "nlargest", "topk", "most_common", "sort_values"})
_READ = wording(
    "because reason why driv close near similar nächst ähnlich parecid similar porque proch sembl mirip dekat",
    r"(?:\b(?:reasons?|drives?|driven|why (?:this|these|it|the))\b|\bbecause (?:you|they|the user)"
    r"|\b(?:closest|nearest)\b|\bähnlich\w*|\bm[aá]s parecid\w+|\bmais parecid\w+|\bplus proch\w+|\bpi[uù] simil\w+)"
    r"(?=[^\n]{0,300}\b(?:factors?|embeddings?|latent|seen|watched|liked|bought|neighbou?rs?"
    r"|factores|fatores|vektor\w*|facteurs|fattori|faktor\w*)\b)"
    r"|\b(?:factors?|embeddings?|seen|watched|liked|bought)\b[^\n]{0,200}\b(?:drives?|reasons?|closest|nearest|because)\b",
)
_LEAST_WORDS = 8


def nearest(repository: Repository) -> tuple[Evidence, list[Evidence]] | None:
    """Return where the code shows which things lie closest by what was learned, and where the texts read it."""
    for module in repository.scripts:
        if is_test(module.path) or not module.mentions(*_HINTS):
            continue
        for function in module.functions:
            if (line := _ranks_by_factors(function, repository)) is not None:
                read = [said.evidence for said in stated(repository.texts, _READ, least_words=_LEAST_WORDS)]
                return (module.evidence(line), read[:1]) if read else None
    return None


def recommends(repository: Repository) -> bool:
    """Whether what is trained recommends things to somebody: a library for that, or functions that hand them out."""
    return any(
        module.imports_any("surprise", "implicit", "lightfm", "recbole", "tensorflow_recommenders")
        or any(
            function.last.startswith("recommend") and repository.live.runs(module, function.name)
            for function in module.functions
        )
        for module in repository.modules
        if not is_test(module.path)
    )


def _ranks_by_factors(function: Function, repository: Repository) -> int | None:
    """The line where a function holds rows of one table of factors against each other and picks the closest, if whoever
    calls it looks at what it gives.
    """
    nodes = walk(function.node)
    if not any(isinstance(node, ast.Call) and name_called(node) in _PICKING for node in nodes):
        return None
    values: dict[str, ast.expr] = {
        node.targets[0].id: node.value
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in nodes:
        if not isinstance(node, (ast.BinOp, ast.Call)):
            continue
        sides: list[ast.expr] = []
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            sides = [node.left, node.right]
        elif isinstance(node, ast.Call) and name_called(node) in _PRODUCTS:
            on = [node.func.value] if isinstance(node.func, ast.Attribute) and name_called(node) == "dot" else []
            sides = [*on, *node.args][-2:]
        tables = [_table(side, values) for side in sides]
        if len(tables) == 2 and tables[0] and tables[0] == tables[1] and _is_seen(function, repository):  # noqa: PLR2004
            return node.lineno + function.line - function.node.lineno
    return None


def _table(node: ast.expr, values: dict[str, ast.expr]) -> str:
    """The table of factors that a row is of, as it is called; empty where it is of something else."""
    for _ in range(6):
        if isinstance(node, ast.Subscript):
            break
        if isinstance(node, ast.Name) and isinstance(values.get(node.id), ast.Subscript):
            node = values[node.id]
        elif isinstance(node, ast.Attribute) and node.attr == "T":
            node = node.value
        else:
            break
    whole = node.value if isinstance(node, ast.Subscript) else node
    if isinstance(whole, ast.Attribute):
        return whole.attr if _LEARNED.search(whole.attr) else ""
    if not isinstance(whole, ast.Name):
        return ""
    behind = values.get(whole.id)
    learned = _LEARNED.search(whole.id) or (behind is not None and _LEARNED.search(words_in(behind)))
    return whole.id if learned else ""


def _is_seen(function: Function, repository: Repository) -> bool:
    return any(
        call.last == function.last and not is_dropped(module, call, repository.modules)
        for module in repository.modules
        if not is_test(module.path) and module.mentions(function.last)
        for call in repository.live.calls(module)
        if call.scope != function.name
    )
