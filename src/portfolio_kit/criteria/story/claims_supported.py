"""The figures of the texts, and what runs left behind that shows them (article sections 9.2 and 9.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from portfolio_kit.criteria import headline, results
from portfolio_kit.criteria.passages import own_readme
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.criteria.story.arrives import arrives
from portfolio_kit.criteria.story.on_a_page import on_a_page
from portfolio_kit.criteria.story.outdated import Outdated, outdated
from portfolio_kit.criteria.story.told_twice import ToldTwice, told_twice
from portfolio_kit.criteria.story.unkept import unkept_results
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.alike import told_together
from portfolio_kit.repository.results.confusion import is_confusion
from portfolio_kit.repository.results.misstated import misstated
from portfolio_kit.repository.results.support import Checked, Claim
from portfolio_kit.rubric.finding import Finding, met, missing, partial

_ENOUGH = 0.6
# From here on no digit behind the point is of any weight.
_WHOLE = 1000
_MOST_NAMED, _MOST_PLACES = 3, 6


def claims_supported(repository: Repository) -> Finding:
    """The results that a text states in figures, looked for in metrics files, logs, tracked runs and saved outputs.

    The text with the headline figure of `quantified-results` counts, a notebook's own words only where no other text
    states results; of baselines it is not asked. A figure is shown by the same metric with the same value, to the
    rounding that was written; one of three digits or more by that number wherever a cell printed it. Level 2 takes the
    headline figure, that of the best model or the one called chosen, or three fifths of them all. Level 0 is when none
    is stated, or when the artefacts give that metric, of that model as far as both say of which, and never the
    headline's value; whatever else is shown, where that is so, and far off, of most that stands beside the headline
    while the rest of it is not shown, or of more than half that the text states. What is told together of one model in
    three metrics or more is shown by one model's figures only, and at least in half; a record that gives two of them to
    all digits and two others otherwise contradicts it. A file that no code writes contradicts a text that names it, and
    bears nothing out; a value that bears another claim out contradicts none. A kept confusion matrix gives the
    accuracy that its counts come to, and contradicts a text of which nothing is shown.
    """
    told = [repository.support.check_all(claims) for claims in _headline_first(results.claimed(repository))]
    if not told:
        return _unstated(repository)
    # A text of which nothing at all is shown or contradicted may be another's: the next one may be borne out.
    checked = next((checks for checks in told if any(check.verdict != "not shown" for check in checks)), told[0])
    claims = [check.claim for check in checked]
    head = headline.of_texts(claims)
    first = next(check for check in checked if check.claim is head)
    shown = sorted((check for check in checked if check.verdict == "shown"), key=lambda check: check is not first)
    bare = [check.claim for check in checked if check.verdict != "shown"]
    where = head.evidence
    denied = first if first.verdict == "contradicted" else None
    if not shown:
        denied = denied or _miscounted(checked)
    is_borne_out = first.verdict == "shown" or len(shown) >= _ENOUGH * len(checked)
    inflated = misstated(results.reported(repository), checked, repository.made) if is_borne_out else None
    if inflated is not None:
        told_at, given_at = inflated.claim.evidence, inflated.shown.evidence
        return missing(
            f"The text in {told_at.path} gives {inflated.claim.name} for the baseline, but {cited(given_at)} shows "
            f"{inflated.shown.figure.fraction:.4g}.",
            f"Write at {cited(told_at)} what {cited(given_at)} shows of the baseline, and read the gain anew.",
            (told_at, given_at),
        )
    if (
        is_borne_out
        and (denied := _denied(first, checked) or repository.support.at_odds(checked)) is None
        and not _is_half_shown(first, checked)
    ):
        places = [place for check in shown[:3] for place in (check.claim.evidence, check.place())]
        # Only the very cell that bears others out is sure to be of the same model.
        cells = {(place.path, place.cell) for check in shown if (place := check.place()).cell is not None}
        near = [
            check
            for check in checked
            if check.verdict == "contradicted" and not check.is_far_off
            if ((place := check.place()).path, place.cell) in cells
        ][:1]
        bare = [claim for claim in bare if all(claim is not check.claim for check in near)]
        unseen = [place for check in near for place in (check.claim.evidence, check.place())]
        unseen += [claim.evidence for claim in bare[: _MOST_NAMED - len(near)]]
        but = "".join(
            f"; {cited(check.claim.evidence)} gives {check.claim.name} where {cited(check.place())} shows "
            f"{_given(check.found)}"
            for check in near
        )
        but += _but(repository, bare)
        twice = told_twice(claims, results.reported(repository))
        if twice:
            but += f"; {_in_two_ways(twice)}"
            unseen = [*unseen, twice.claim.evidence, twice.other.evidence]
        # A text may state more than is read: figures without the name of a metric, or of one that is not known.
        looked_up = f"{len(shown)} of the {len(checked)} results" if len(checked) > 1 else "the result"
        reason = f"Saved outputs or metrics files show {looked_up} that {where.path} states{but}."
        return met(reason, [*places[: _MOST_PLACES - len(unseen)], *unseen])
    if denied is not None:
        where, other = denied.claim.evidence, denied.place()
        return missing(
            f"The text in {where.path} gives {denied.claim.name}, but {cited(other)} shows {_given(denied.found)}"
            f"{f' for {denied.model}' if denied.model else ''}.",
            f"{denied.claim.name} is of the training data: write at {cited(where)} what {cited(other)} shows."
            if denied.claim.is_sold
            else f"Run it again and write at {cited(where)} what comes out{_beside(denied, checked)}, "
            f"or commit the output that shows {denied.claim.name}.",
            (where, other),
        )
    if first.verdict == "shown":
        head = next((claim for claim in bare if claim.figure.line > head.figure.line), bare[0])
    if head.figure.kind == "range":
        return partial(
            f"The text in {head.document.path} gives only ranges, which nothing can show: {_places(bare)}.",
            f"{cited(head.evidence)} gives {head.name}: write the one value that the model reached, and commit what "
            "shows it, such as the metrics file of the run or the notebook with its output kept.",
            [claim.evidence for claim in bare],
        )
    number = f"{len(bare)} of the {len(checked)} results that {where.path} states: " if len(checked) > 1 else ""
    twice = told_twice(claims, results.reported(repository))
    if twice:
        return partial(
            f"No saved output or metrics file shows {number}{_places(bare)}; {_in_two_ways(twice)}.",
            "Commit what the run gives, as a metrics file or the notebook with its output kept, and write that at both "
            f"{cited(twice.claim.evidence)} and {cited(twice.other.evidence)}.",
            [twice.claim.evidence, twice.other.evidence, *(claim.evidence for claim in bare)],
        )
    return _unshown(repository, bare, f"No saved output or metrics file shows {number}{_places(bare)}", head)


def _has_three_digits(value: float) -> bool:
    """Whether a value was shown with three digits or more: none is to be made up."""
    return float(f"{value:.2g}") != value


def _given(value: float) -> str:
    """A value as a reader looks for it: no power of ten."""
    return f"{value:.0f}" if abs(value) >= _WHOLE else f"{value:.4g}"


def _unshown(repository: Repository, bare: Sequence[Claim], reason: str, head: Claim) -> Finding:
    """The finding of a text of which nothing is shown: what an output gives in the same place, or what to commit."""
    if old := outdated(repository, bare):
        return partial(
            f"{reason}; {_out_of_date(old)}.",
            f"Write {old[0].value} at {cited(old[0].claim.evidence)}, or run the notebook again and commit its output.",
            [*(place for item in old for place in (item.claim.evidence, item.place)), *(one.evidence for one in bare)],
        )
    unkept = unkept_results(repository)
    file = (
        f"{unkept.name}, which {cited(unkept.evidence)} writes (also where .gitignore names it)"
        if unkept
        else "the metrics file of the run"
    )
    return partial(
        f"{reason}.",
        f"Commit what shows {head.name} of {cited(head.evidence)}: {file}, or the notebook with its output kept.",
        [claim.evidence for claim in bare],
    )


def _miscounted(checked: Sequence[Checked]) -> Checked | None:
    """A claim that the counts of a kept confusion matrix contradict: of what these are, needs no other word."""
    against = (check for check in checked if check.verdict == "contradicted")
    return next((check for check in against if is_confusion(check.place().path.rpartition("/")[2])), None)


def _headline_first(claimed: list[list[Claim]]) -> list[list[Claim]]:
    """The texts with their claims, that one in front whose figure is the headline, as for `quantified-results`."""
    if not claimed:
        return []
    main = headline.of_texts([claim for claims in claimed for claim in claims]).document
    return sorted(claimed, key=lambda claims: claims[0].document is not main)


def _but(repository: Repository, bare: Sequence[Claim]) -> str:
    """What is not shown of a text that is borne out otherwise, in words."""
    old = outdated(repository, bare)
    lost = [claim for claim in bare if all(claim is not item.claim for item in old)]
    but = f"; {_out_of_date(old)}" if old else ""
    return f"{but}; nothing shows {_places(lost)}" if lost else but


def _out_of_date(old: Sequence[Outdated]) -> str:
    """That figures of a table are of an earlier run than the output beside them, in words."""
    told = [
        f"{cited(item.claim.evidence)} still states {item.claim.name} where {cited(item.place)} shows {item.value}"
        for item in old[:_MOST_NAMED]
    ]
    more = len(old) - len(told)
    return enumerated([*told, f"{more} more are out of date"] if more else told)


def _in_two_ways(twice: ToldTwice) -> str:
    """That two texts differ, in words."""
    return (
        f"{cited(twice.claim.evidence)} gives {twice.claim.name} where {cited(twice.other.evidence)} gives "
        f"{twice.other.name}"
    )


def _beside(denied: Checked, checked: Sequence[Checked]) -> str:
    """The other figures of the line that nothing shows either, and the lines that outputs give otherwise, in words."""
    line = (denied.claim.document.path, denied.claim.figure.line)
    others = [
        check.claim.name
        for check in checked
        if check.verdict != "shown"
        and check.claim is not denied.claim
        and (check.claim.document.path, check.claim.figure.line) == line
    ]
    against = {
        check.claim.figure.line: cited(check.claim.evidence)
        for check in checked
        if check.verdict == "contradicted"
        and check.claim.document is denied.claim.document
        and check.claim.figure.line != denied.claim.figure.line
    }
    besides = [f"also for {enumerated(others[:_MOST_NAMED])}"] if others else []
    besides += [f"and at {enumerated(list(against.values())[:_MOST_NAMED])}"] if against else []
    return "".join(f", {beside}" for beside in besides)


def _is_half_shown(first: Checked, checked: Sequence[Checked]) -> bool:
    """Whether of what is told of the headline's model, in three metrics or more, half or more is not shown and some of
    it is given otherwise: then what is shown may be another run's, or another model's.
    """
    for block in told_together([check.claim.figure for check in checked]):
        beside = [checked[at] for at in block]
        if first in beside:
            unseen = [check for check in beside if check.verdict != "shown"]
            return len(unseen) * 2 >= len(beside) and any(check.verdict == "contradicted" for check in unseen)
    return False


def _denied(first: Checked, checked: Sequence[Checked]) -> Checked | None:
    """The claim to tell of where a text is borne out in part: nothing that stands beside the headline is, and most is
    far off, or more than half of all that it states is given otherwise, or one by the very file that bears others out.
    """
    beside = [check for check in checked if check.claim.figure.line == first.claim.figure.line]
    far_off = [check for check in beside if check.is_far_off]
    if len(far_off) > 1 and len(far_off) * 2 > len(beside) and not any(check.verdict == "shown" for check in beside):
        return first if first in far_off else far_off[0]
    against = [check for check in checked if check.verdict == "contradicted"]
    if len(against) * 2 > len(checked):
        return against[0]
    files = {check.place().path for check in checked if check.verdict == "shown"} if against else set()
    # What a file of one run gives once and otherwise, while the rest was copied from it, was not copied from it.
    stated = Counter(check.claim.figure.metric for check in checked)
    alone = (check for check in against if check.is_of_one and stated[check.claim.figure.metric] == 1)
    return next((check for check in alone if check.place().path in files), None)


def _places(claims: Sequence[Claim]) -> str:
    """The first three figures with where they are stated, and how many there are besides."""
    named = [f"{claim.name} ({cited(claim.evidence)})" for claim in claims[:_MOST_NAMED]]
    more = len(claims) - len(named)
    return enumerated([*named, f"{more} more"] if more else named)


def _unstated(repository: Repository) -> Finding:
    where = own_readme(repository)
    best = headline.shown(repository)
    measured = next(iter(repository.evaluation.metrics.values()), None)
    said = "The texts state no result in figures."
    places = [best.evidence] if best is not None else []
    samples = results.examples(results.reported(repository))
    if samples:
        said = "The texts give figures only as examples or as what is expected."
        places = [samples[0].evidence, *places]
        where = cited(samples[0].evidence)
    page = on_a_page(repository) if best is None and not samples else None
    if page is not None:
        places = [page]
        said = f"No text states a result in figures; only the code of a page does ({cited(page)})."
        fix = (
            f"Write what {cited(page)} shows to visitors into {where}, with what it was measured on, and commit the "
            "file or output of the run that shows the same figures."
        )
    elif best is not None and best.figure.on_training:
        place = best.evidence
        fix = f"{cited(place)} shows {results.in_words(best.figure)}, {headline.OWN_ROWS}"
    elif best is not None:
        place = best.evidence
        several = headline.is_one_of_several(repository, best)
        digits = f"with three digits (as in {best.figure.value:.3g}), " if _has_three_digits(best.figure.value) else ""
        written = f"write {headline.kept(best)} " if several else "write it "
        fix = (
            f"{cited(place)} shows {headline.among(best, several=several)}: "
            + (f"{headline.LEAK} Then write what comes out " if headline.is_perfect(best.figure) else written)
            + (f"at {where} instead of {samples[0].name}, " if samples else f"into {where}, {digits}")
            + f"and keep {place.path} committed."
        )
    elif (unkept := unkept_results(repository)) is not None:
        places = [*places, unkept.evidence]
        fix = (
            f"{cited(unkept.evidence)} writes what is measured to {unkept.name}, which is not in the repository: "
            f"commit it, also where .gitignore names it, and state the figure in {where}."
        )
    elif measured is not None:
        told = arrives(repository, measured)
        writes = (
            f"Let {cited(told)}, where the score of each model arrives, write all of them"
            if told
            else f"Let {cited(measured)} write what it measures"
        )
        fix = f"{writes} to a file such as reports/metrics.json, and commit that; then state the figure in {where}."
    else:
        fix = (
            f"Measure the model, state the headline figures {'at' if samples else 'in'} {where}, and keep what the run "
            "gives in a file such as reports/metrics.json, and commit that."
        )
    return missing(said, fix, places)
