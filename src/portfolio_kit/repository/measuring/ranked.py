"""What a ranking or a recommender is measured by: how far up the right items stand, and what it recommends at all."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import identifier, walk

_AT_RANK = re.compile(
    r"(?:recall|precision|map|mrr|ndcg|hit_?rate|hits?|ap)_?(?:at|@)_?(?:k|n|\d{1,3})(?![a-z])|^_?ndcg(?:_score)?$|^_?mrr$"
    r"|^_?hit_?rate$|reciprocal_rank",
    re.IGNORECASE,
)
# Of how many of the items anything is recommended, and how much the recommendations differ.
_OF_LISTS = re.compile(
    r"^(?:(?:catalog(?:ue)?|item|user|aggregate|prediction)_)?coverage(?:_at_k)?$|^(?:intra_list_)?(?:diversity|novelty)$"
    r"|^serendipity$",
    re.IGNORECASE,
)
_WORDS = ("_at_", "ndcg", "mrr", "hit_rate", "reciprocal_rank", "hitrate")


def ranks(module: Module) -> bool:
    """Whether a module measures by ranks: `recall_at_k`, `ndcg_score`."""
    return module.mentions(*_WORDS) and any(_AT_RANK.search(call.last) for call in module.calls)


def lists_looked_at(module: Module, dead: frozenset[int]) -> Iterator[int]:
    """Yield the lines where a module that measures by ranks works out what its lists hold: coverage, diversity."""
    if not ranks(module):
        return
    for tree, start in module.trees:
        for node in walk(tree):
            if (
                isinstance(node, ast.Assign)
                and id(node) not in dead
                and isinstance(node.value, (ast.BinOp, ast.Call))
                and any(_OF_LISTS.match(identifier(target)) for target in node.targets)
            ):
                yield node.lineno + start
