"""The source of the data as verdicts cite it: where it is named most plainly, and what can be said beside it."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.data.fetching import drawing
from portfolio_kit.repository.data.origins import Origin
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.seeds import seeding
from portfolio_kit.rubric.finding import Evidence

_WRITTEN = (".md", ".rst", ".txt", ".ipynb")
# What the data is not, can't tell or does not hold.
CAVEAT = re.compile(
    r"\bwill not\b|\b(?:can|does|is|are|was|were)(?:not| (?:\*\*)?not\b|n['’]t\b)|\bno (?:es|son|puede)\b"
    r"|\bnão (?:é|são|pode)\b|\b(?:ist|sind|kann|können) (?:\w+ )?(?:nicht|kein\w*)\b"
    r"|\bn['’](?:est|ont|a) pas\b|\bnon è\b",
    re.IGNORECASE,
)
_HANDED_ON = re.compile(r"://git(?:hub|lab)\.com/[\w.-]+/[\w./-]+/releases\b", re.IGNORECASE)


def beside(source: Evidence) -> str:
    """Where a text can be written that says more of a source, which may stand in a printed page or in code."""
    if source.path.endswith(_WRITTEN):
        return f"into the section of {cited(source)}, which names the source"
    return f"into README.md, together with the source that {cited(source)} names"


def plainest(found: Sequence[Origin]) -> Origin:
    """The place among those that name the source most plainly where something can be said beside it: no heading, no
    caveat about what the data can't tell, and no page on which the project itself gives its data away again.
    """
    said = [origin for origin in found if not _tells_no_source(origin.evidence.excerpt)] or found
    alike = [origin for origin in said if origin.strength == said[0].strength and origin.in_text == said[0].in_text]
    return next((origin for origin in alike if not origin.evidence.excerpt.lstrip().startswith("#")), said[0])


def _tells_no_source(excerpt: str) -> bool:
    return bool(CAVEAT.search(excerpt) or _HANDED_ON.search(excerpt))


def seed_of_making(repository: Repository) -> Evidence | None:
    """The seed of the code that makes the data up."""
    for module in drawing((module for module in repository.modules if not is_test(module.path)), repository.live):
        found = seeding([module], repository.live)
        if found.seeded and not found.unseeded:
            return found.seeded[0]
    return None
