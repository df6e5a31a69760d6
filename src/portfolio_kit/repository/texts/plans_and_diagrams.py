"""Texts that go through the parts of a thing, or through the work that is still to be done on it: they tell no story,
whatever they are called.
"""

from __future__ import annotations

from collections import Counter

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.markdown import Document

# Languages of blocks of code that are drawn.
_DRAWN = ("```mermaid", "~~~mermaid", "```plantuml", "```dot", "```graphviz", "```flow", "```sequence")
# A single diagram shows how the parts of a project hang together; a text that explains one after the other is made of
# them.
_MANY_DIAGRAMS = 4
_ROAD_MAP = re.compile(r"\broad ?map\b", re.IGNORECASE)
# "Phase 2: explain each score": a step of a plan. That a story has numbered parts, too, is told by the heading before.
_STEP = re.compile(r"\W*([^\W\d_]{2,20}(?: [^\W\d_]{2,20})?) \d{1,2}\b")
_STEPS = 3
# "REPAIR_PLAN.md", "implementation-plan.md": what is to be done to the code. The plan of a project or of its deployment
# may say what that is.
_PLAN = re.compile(r"(?:^|[-_. ])(?:plan|plano|arbeitsplan)$", re.IGNORECASE)
_OF_WHOLE = re.compile(
    r"project|projeto|proyecto|projet|projekt|business|capstone|research|deploy|hosting|serving|infra", re.IGNORECASE
)


def is_of_diagrams(document: Document) -> bool:
    """Whether a text explains one diagram after the other: in most of its sections stands one."""
    drawn = [number for number, line in enumerate(document.source_lines, 1) if line.strip().lower().startswith(_DRAWN)]
    if len(drawn) < _MANY_DIAGRAMS:
        return False
    sections = [section for section in document.sections if any(line.text.strip() for line in section.lines)]
    shown = {chain[-1].number for number in drawn if (chain := document.around(number))}
    return len(shown) >= _MANY_DIAGRAMS and 2 * len(shown) > len(sections)


def is_road_map(document: Document) -> bool:
    """Whether a text goes through the steps of a plan: below a heading that calls them a road map, one each."""
    titles = [section.title for section in document.sections]
    first = next((at for at, title in enumerate(titles) if _ROAD_MAP.search(title)), len(titles))
    steps = Counter(match[1].lower() for title in titles[first:] if (match := _STEP.match(title)))
    return max(steps.values(), default=0) >= _STEPS


def is_plan_of_work(document: Document) -> bool:
    """Whether a text is called the plan of some work on the code: it says what is to be done, not what the whole is."""
    stem = document.path.rpartition("/")[2].rpartition(".")[0]
    return bool(_PLAN.search(stem)) and not _OF_WHOLE.search(stem)
