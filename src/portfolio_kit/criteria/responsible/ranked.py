"""Where features are ranked without a model, below what a text says of their importance."""

from __future__ import annotations

from portfolio_kit.criteria.responsible.explaining_words import IMPORTANCE
from portfolio_kit.repository.explaining.explanations import Explanation
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.statements import stated


def ranked(repository: Repository) -> list[Explanation]:
    """Features ranked by correlation or mutual information, below a heading or sentence about their importance."""
    said = next((statement.evidence for statement in stated(repository.texts, IMPORTANCE, 3)), None) or next(
        (
            document.evidence(section.number)
            for document in repository.notebook_documents
            for section in document.sections
            if IMPORTANCE.pattern.search(section.title)
        ),
        None,
    )
    if said is None:
        return []
    for module in repository.modules:
        if module.mentions("mutual_info", "corr", "f_classif", "f_regression", "chi2"):
            for call in module.calls:
                if call.last in (
                    "mutual_info_score",
                    "mutual_info_classif",
                    "mutual_info_regression",
                    "corr",
                    "corrwith",
                    "f_classif",
                    "f_regression",
                    "chi2",
                ):
                    return [
                        Explanation(
                            "correlations that rank the features", attributes=False, evidence=module.evidence(call.line)
                        ),
                        Explanation("", attributes=False, evidence=said),
                    ]
    return []
