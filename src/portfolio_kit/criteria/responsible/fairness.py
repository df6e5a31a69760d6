"""Whether the model serves groups alike (article section 12.1): what is said of balance, and measured over groups."""

from __future__ import annotations

from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.criteria.responsible.balance import balance, claims_a_check, how_loosely, is_of_data, only_names
from portfolio_kit.criteria.responsible.bands import banded
from portfolio_kit.criteria.responsible.fairness_words import BIAS, COUNTS_CLASSES, IMBALANCE
from portfolio_kit.criteria.responsible.group_results import group_results
from portfolio_kit.repository.measuring.groups import class_counts, group_checks
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.statements import stated
from portfolio_kit.rubric.finding import Finding, met, missing, not_applicable, partial

# What tells rows apart where no column says who they are about.
_ANY_GROUPS = " (by place, time, length, source or another column that tells rows apart)"


def fairness(repository: Repository) -> Finding:
    """Level 2: the code measures the model group by group or slice by slice (a fairness library, a function or a loop
    that does), the texts state what was measured with its value, and what is done about it. Level 1: the texts discuss
    bias or imbalance in this data (in words for it, or below a heading or label about it with how many there are of
    each or whom the model serves worse), or the code measures groups and the texts are silent. Class weights in code
    alone, plans and general advice are nothing, and so is a check that is only claimed to have found nothing. Not
    applicable where columns and texts show that the data is about
    things, whatever slices of it are measured, or where nothing of what a model is made from points to people or is
    measured by groups.
    """
    subject = repository.subject
    if subject.is_things:
        return not_applicable("The data is about things, not people.", subject.thing_evidence)
    checks = [check for check in group_checks(repository) if not check.is_of_time]
    if subject.is_impersonal and not any(check.is_of_fairness for check in checks) and repository.has_work:
        return not_applicable("Nothing shows that the data is about people.")
    bias = [statement for statement in stated(repository.texts, BIAS) if is_of_data(statement, subject)]
    imbalance = [said for said in stated(repository.texts, IMBALANCE) if not only_names(said)] or balance(repository)
    if not checks:
        bias, imbalance = [[found for found in said if not claims_a_check(found.text)] for said in (bias, imbalance)]
    results = group_results(repository.texts, checks) if checks else None
    if results and results.advice:
        return met(
            "A metric is measured for each group, and the text says what follows from it.",
            [checks[0].evidence, *results.figures[:2], results.advice],
        )
    groups = subject.groups[:4]
    where = f" ({', '.join(name for name, _ in groups)})" if groups else ""
    if results and results.figures:
        return partial(
            "The code compares groups and the text gives the result, but not what is done about it.",
            f"Say beside {cited(results.figures[0])} what you do about the differences between groups: another "
            "threshold, more data of a group, what the model must not be used for, or why they are acceptable.",
            [checks[0].evidence, *results.figures[:2]],
        )
    if checks:
        return partial(
            "The code compares groups, but no text gives the result and what is done about it.",
            f"Write into the README the result of {cited(checks[0].evidence)} for each group, and what you do about "
            "the differences.",
            [checks[0].evidence, *(statement.evidence for statement in (bias or imbalance)[:2])],
        )
    if bias or imbalance:
        names, path = banded(repository)
        bands = f" (such as bands of {enumerated(names, last='or')} in {path})" if names else _ANY_GROUPS
        said = sorted(bias or imbalance, key=how_loosely)
        found = said[0].evidence
        return partial(
            "The text discusses bias or imbalance of this data, but no metric is measured for each group.",
            f"{cited(found)} discusses bias or imbalance only in words: measure recall or error for each group of the "
            f"data{where or bands}, and say what you do about the differences.",
            [found, *(statement.evidence for statement in sorted(imbalance, key=how_loosely)[:2])],
        )
    counted = class_counts(repository) or next(
        (statement.evidence for statement in stated(repository.texts, COUNTS_CLASSES)), None
    )
    and_each = f" and each group{where}" if groups else ""
    return missing(
        "The text discusses neither bias nor the balance of classes or groups.",
        f"{cited(counted)} counts the classes: write, below a heading such as Balance and bias, how many rows each "
        f"class{and_each} has, and for whom the model may be worse."
        if counted
        else f"Write, below a heading such as Balance and bias, how many rows each class and each group{where} of your "
        "data has, and for whom the model may be worse.",
        [*([counted] if counted else []), *(place for _, place in groups)],
    )
