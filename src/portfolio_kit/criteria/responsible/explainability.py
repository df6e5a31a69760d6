"""What explains the model's predictions (article section 12.3), and whether a text reads it."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.criteria import uncalled
from portfolio_kit.criteria.phrases import capital, cited
from portfolio_kit.criteria.responsible.ranked import ranked
from portfolio_kit.criteria.responsible.readings import named_in_words, readings
from portfolio_kit.repository.explaining.explanations import Explanation, explanations, pictured
from portfolio_kit.repository.explaining.nearest import nearest, recommends
from portfolio_kit.repository.models.borrowed import published
from portfolio_kit.repository.models.fitted import model_fit, reading, seeing
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, met, missing, partial


def _switched_off(repository: Repository, explanation: Explanation, shown: Sequence[Explanation]) -> Finding:
    """Where a method is there that only a switch keeps from being used; importances are shown all the same, or not."""
    what, place = explanation.what, explanation.evidence
    switch = next(repository.closing(place), None)
    at = f"the switch at {cited(switch)}" if switch is not None else "a switch"
    fix = (
        f"Turn on {at}, run it, save what {what} shows ({cited(place)}), and say in the text which features drive the "
        "predictions, by how much or in which direction."
    )
    says = f"but {at} is off, so that it never runs."
    places = [place, *([switch] if switch is not None else [])]
    if shown:
        return partial(
            f"The code shows {shown[0].what}; {what} is there too, {says}", fix, [shown[0].evidence, *places]
        )
    return missing(f"{capital(what)} is in the code, {says}", fix, places)


def explainability(repository: Repository) -> Finding:
    """Level 2: the code calls SHAP, LIME, permutation importance, partial dependence or a like method, or works one out
    by hand (a column shuffled or left out, a part covered, and the model asked again; coefficients times values;
    gradients followed to a map), and a text that speaks of it names at least two of this model's features in what it
    says, a list of its inputs left out, or where on an input the answer hangs. Level 1: such a call that no text reads,
    or importances, coefficients or loadings that the code shows, or a notebook's section on feature importance that
    ranks them by correlation or mutual information, or a picture or table of importances that a run left behind, or
    what lies closest to a recommendation by learned factors where a text reads it. Words without code are nothing, and
    so is an explanation that nothing looks at, or of numbers drawn by chance.
    """
    found = list(explanations(repository))
    strong = [explanation for explanation in found if explanation.attributes]
    read = readings(repository, strong) if strong else []
    if strong and read:
        # Of several methods, the one that the text speaks of.
        told = " ".join(place.excerpt for place in read).lower()
        first = next((explanation for explanation in strong if explanation.what.lower() in told), strong[0])
        return met(
            f"{capital(first.what)} is computed, and the text says what it shows for this model.",
            [first.evidence, *read],
        )
    seen = seeing(repository)
    words = None if seen else reading(repository)
    on = list(explanations(repository, repository.as_switched)) if strong else found
    off = [explanation for explanation in strong if explanation not in on]
    found, strong = on, [explanation for explanation in on if explanation.attributes]
    if strong:
        what = strong[0].what
        parts = "parts of the image" if seen else "words" if words else "features"
        shown = f"{what} ({cited(strong[0].evidence)})"
        return partial(
            f"{capital(what)} is computed, but no text says what it shows for this model.",
            f"Say in the text {shown if what.startswith('what ') else f'what {shown} shows'}: which {parts} drive "
            "the predictions, by how much or in which direction, and whether that makes sense.",
            [strong[0].evidence],
        )
    if off:
        return _switched_off(repository, off[0], found)
    weak = found or ranked(repository)
    if not weak and model_fit(repository):
        weak = pictured([*repository.files, *repository.runs])
    if weak:
        method = "SHAP or permutation importance on held-out data"
        if seen or words:
            method = f"{seen} on test images" if seen else f"{words} on a few texts of the test data"
        return partial(
            f"The code shows {weak[0].what}, but uses no method that explains predictions.",
            f"{cited(weak[0].evidence)} shows {weak[0].what}: add {method}, and say in the text what it shows.",
            [explanation.evidence for explanation in weak[:3]],
        )
    if by_factors := nearest(repository):
        closest, read = by_factors
        return partial(
            "The code shows what is most similar to a recommendation by the learned factors, and the text says what "
            "that means, but no method explains how much each input counts.",
            f"{cited(closest)} shows what is most similar: leave out the items of a user one after the other, ask the "
            "model again, and say in the text by how many percent of the score each item changes the recommendation.",
            [closest, *read],
        )
    return _nothing_shown(repository, seen, words)


def _nothing_shown(repository: Repository, seen: str | None, words: str | None) -> Finding:
    """Where nothing that runs explains the model."""
    fitted = model_fit(repository)
    model = f"model{f' trained at {cited(fitted.evidence)}' if fitted else ''}"
    if recommends(repository):
        fix = (
            "Show for a few users why they get their first recommendation: print which of the items they rated or used "
            "are most similar to it by the model's factors, and say in the text what that tells."
        )
    elif seen or words:
        things = "images" if seen else "texts"
        looks = f"what the {model} looks at" if seen else f"which words the {model} goes by"
        fix = (
            f"Show {looks}: use {seen or words} on a few {things} that it gets right and wrong, and write what you see "
            "there."
        )
    elif not fitted and (loaded := published(repository)):
        fix = (
            f"Show what the answers of the model of {cited(loaded)} go by: for a few cases leave out one part of the "
            "input after the other, ask the model again, and write how much each part changes the answer."
        )
    else:
        fix = (
            f"Show which features matter to the {model}. A first step is to print its importances or coefficients; "
            "full points need SHAP or permutation importance, and a text that says which features drive it in which "
            "direction."
        )
    claimed = named_in_words(repository)
    if idle := uncalled.explaining(repository):
        computed, function = idle
        then = (
            ", and say in the text which features drive the predictions and in which direction"
            if computed.attributes
            else "; full points need SHAP or permutation importance, and a text that says which features drive the "
            "predictions in which direction"
        )
        return missing(
            f"{function.words} {'computes' if computed.attributes else 'shows'} {computed.what}, but nothing calls it.",
            f"{function.to_call(repository)}{then}.",
            [computed.evidence, *([claimed] if claimed else [])],
        )
    return missing(
        "No code shows importances, coefficients or explanations"
        + (": that some features matter is only said." if claimed else "."),
        f"{cited(claimed)} names features that matter, but no code shows it. {fix}"
        if claimed
        else fix.replace("Show ", "Show in code, not only in words, ", 1),
        [claimed] if claimed else [],
    )
