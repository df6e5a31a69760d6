"""The case study and its figures (article sections 9.4 and 9.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from portfolio_kit.criteria import headline, results, story_places
from portfolio_kit.criteria.passages import about_project
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.criteria.told_twice import ToldTwice, told_twice
from portfolio_kit.criteria.unkept import unkept_results
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.alike import told_together
from portfolio_kit.repository.results.misstated import misstated
from portfolio_kit.repository.results.support import Checked, Claim
from portfolio_kit.repository.texts.narrative import Narrative
from portfolio_kit.repository.texts.narrative_words import APPROACH, LESSONS, PARTS, PROBLEM, RESULTS
from portfolio_kit.repository.texts.stories import is_called_case_study
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

# What is asked for, and what is near enough to it.
_ASKED_FOR = "300 to 1,500 words"
_LEAST_ASKED, _MOST_ASKED = 300, 1_500
_SHORTEST, _LONGEST = 240, 1_550
# The share of a text that makes it a story with its instructions, and not a manual with a story in it.
_STORY = 3 / 8
# What can be read and not written to.
_SEALED = ".pdf"
_COUNTED = "tables and code left out"
# What is left out besides where a story is the lesser part of its text.
_ALL_LEFT_OUT = "instructions, lists of features, tables and code left out"
_ENOUGH = 0.6
# Fewer words are no narrative, whatever they name.
_FEWEST = 40
_MOST_NAMED, _MOST_PLACES = 3, 6
_ALL, _IN_FULL = 2, 2
# How many parts a text tells that is a story without the README.
_OWN_STORY = 3
# Lines in which a text says what it is for: what is told of a need further on is something else.
_OPENING = 30
_BRIEF, _PAGE = 100, 240
# How many words of a README make a story of it beside a case study that tells nothing.
_BESIDE = 150
_ASKS = {
    PROBLEM: "who has the problem and what it costs them",
    APPROACH: "which data, split and model you chose, and why",
    RESULTS: "what came out, in figures, and what it was measured on",
    LESSONS: "what failed, what surprised you, and what you would do next",
}


def content(repository: Repository) -> Finding:
    """Which of problem, approach, results and lessons learned one text, or a README and another text, tells.

    The parts are found by what headings and sentences say. Instructions, lists of features and what was left to be
    filled in tell nothing; a need of nobody in particular is no problem. The README is read before other texts,
    those before notebooks; fewer than forty words, versions that an editor kept, lists of questions, what asks for
    work (an assignment, a plan for an agent) and what was published with the data are no story. Level 1 takes
    results with a problem or an approach, one of them in more than a sentence; without results it takes a problem
    that somebody has with an approach, in a hundred words, or a goal with an approach that fill a page (numbered
    steps of a program tell nothing there). Level 2
    takes all four parts, and lessons in at least two sentences that name what this project is about and deny,
    restrict or give a cause: one that tells what was met with in doing it, and a fiftieth of the text; or limits
    that are gone into in sixty words, of which a result that is less than was hoped for is one wherever it stands;
    and some of what the code and data call things by, without which it is the story of any project. A case study
    that still has its questions or placeholders in it counts by its answers alone, whatever other texts tell, and
    at most for level 1. Beside a case study that fits any project, a README of some words is no story either.
    """
    best = _best(repository)
    if best is None:
        return _untold(repository)
    where, told_in = best.documents[0].path, story_places.named(best)
    found = story_places.places(repository, best)
    places, told = found.of_part.values(), found.told
    # One of each part before a second of any.
    evidence = [place for rank in zip_longest(*places) for place in rank if place] or best.figures
    if _level(repository, best) == _ALL:
        return met(f"The story in {told_in} tells {told}.", evidence)
    # Each place stands for the part that the reason names with it.
    evidence = [of_part[0] for of_part in places if of_part] or best.figures
    if where.lower().endswith(_SEALED):
        where = _home(repository)
    untold = [part for part in PARTS if not best.weights[part]]
    if untold:
        reason = f"The story in {told_in} tells {told}, but not {enumerated(untold, last='or')}."
        asked = [part for part in PARTS if part in untold or (part == PROBLEM and not found.is_felt)]
        fix = f"Tell in {where} {'; '.join(_ASKS[part] for part in asked)}."
        if LESSONS in untold and (begun := story_places.begun(best)):
            fix += f" {cited(begun)} is a beginning of that: add what you saw that led you to it."
    elif best.placeholders:
        reason = f"The story in {told_in} tells {told}, and has places left open."
        fix = f"Fill in {cited(best.placeholders[0])}, or delete it."
    elif not best.is_about(repository.vocabulary):
        reason = f"The story in {told_in} is told in words that fit any project: hardly a name of its code or data."
        fix = f"Say in {where} which columns, models and cases of this project it is about, part by part."
    else:
        reason = f"The story in {told_in} tells {told}, but few lessons that only doing it could teach."
        fix = f"Say more in {where}, below a heading such as What I learned, about {_ASKS[LESSONS]}."
    return partial(reason, fix, evidence)


def length(repository: Repository) -> Finding:
    """Words of prose of the text that `case-study-content` goes by, the one that tells most; of a README with another
    text those of the other, where that alone is a story of three parts and no short one that needs the README.

    Code, tables and trees are not counted, nor instructions and lists of features where they are most of the text; two
    ideographs are a word. Level 2 is about 300 to 1,500, some words fewer or more being let pass.
    """
    best = _best(repository)
    if best is None:
        return missing("There is no case study to measure.", f"Write {_home(repository)}, in {_ASKED_FOR}.")
    best = _measured(repository, best)
    where = story_places.named(best)
    count = _length(best)
    left_out = _COUNTED if _is_whole(best) else _ALL_LEFT_OUT
    evidence = [best.start] if best.start else best.figures
    if count < _SHORTEST:
        told = where if left_out == _COUNTED else f"what {where} tells besides how to use it"
        fix = f"Bring {told} from {count} to {_LEAST_ASKED} words or more about what you did and found."
        reason = f"The story in {where} has only {count} words, {left_out}; about {_ASKED_FOR} are asked for."
        return partial(reason, fix, evidence)
    if count > _LONGEST:
        fix = f"Cut {where} from {count:,} to {_MOST_ASKED:,} words or fewer, or put a page of its own in front."
        if best.documents[-1].path.lower().endswith(_SEALED):
            fix = f"Tell it in {_home(repository)}, in {_ASKED_FOR}; {where} can stay for who wants more."
        reason = f"The story in {where} takes {count:,} words, {left_out}; about {_ASKED_FOR} are asked for."
        return partial(reason, fix, evidence)
    is_within = _LEAST_ASKED <= count <= _MOST_ASKED
    fits = f"about {_ASKED_FOR}, as is asked for" if is_within else f"near enough to the {_ASKED_FOR} asked for"
    return met(f"The story in {where} has {count:,} words, {left_out}: {fits}.", evidence)


def _length(narrative: Narrative) -> int:
    """The words of prose of the texts that a story is told in; where most of that is none, those of the story."""
    return sum(document.words for document in narrative.documents) if _is_whole(narrative) else narrative.words


def _is_whole(narrative: Narrative) -> bool:
    """Whether texts are a story with its instructions, of which all counts."""
    return narrative.words >= _STORY * sum(document.words for document in narrative.documents)


def _how_much(narrative: Narrative) -> tuple[int, bool]:
    """How many parts it tells, and whether in as many words as are asked for."""
    return len(narrative.parts), _SHORTEST <= _length(narrative) <= _LONGEST


def _measured(repository: Repository, best: Narrative) -> Narrative:
    """The text whose length counts: of a README with another text, the one that tells more, where that tells a story by
    itself, unless it is a short one that tells the whole only together with the other.
    """
    if len(best.tellings) == 1:
        return best
    own = max((Narrative([telling]) for telling in best.tellings), key=_how_much)
    level = _level(repository, own) if len(own.parts) >= _OWN_STORY else 0
    is_short_of_it = level < _level(repository, best) and _length(own) < _SHORTEST
    return own if level and not is_short_of_it else best


def claims_supported(repository: Repository) -> Finding:
    """The results that a text states in figures, looked for in metrics files, logs, tracked runs and saved outputs.

    The first text that states results counts, the README before others, a notebook's own words only where no other
    text states any; of baselines it is not asked. A figure is shown by the same metric with the same value, to the
    rounding that was written; one of three digits or more by that number wherever a cell printed it. Level 2 takes the
    headline figure, that of the best model or the one called chosen, or three fifths of them all. Level 0 is when none
    is stated, or when the artefacts give that metric, of that model as far as both say of which, and never the
    headline's value; whatever else is shown, where that is so, and far off, of most that stands beside the headline
    while the rest of it is not shown, or of more than half that the text states. What is told together of one model in
    three metrics or more is shown by one model's figures only, and at least in half. A file that no code writes
    contradicts a text that names it, and bears nothing out; a value that bears another claim out contradicts none.
    """
    told = [repository.support.check_all(claims) for claims in results.claimed(repository)]
    if not told:
        return _unstated(repository)
    # A text of which nothing at all is shown or contradicted may be another's: the next one may be borne out.
    checked = next((checks for checks in told if any(check.verdict != "not shown" for check in checks)), told[0])
    claims = [check.claim for check in checked]
    head = headline.of_texts(claims)
    first = next(check for check in checked if check.claim is head)
    shown = [check for check in checked if check.verdict == "shown"]
    shown.sort(key=lambda check: check is not first)
    bare = [check.claim for check in checked if check.verdict != "shown"]
    where = head.evidence
    denied = first if first.verdict == "contradicted" else None
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
    if is_borne_out and (denied := _denied(first, checked)) is None and not _is_half_shown(first, checked):
        places = [place for check in shown[:3] for place in (check.claim.evidence, check.place())]
        unseen = [claim.evidence for claim in bare[:_MOST_NAMED]]
        but = f"; nothing shows {_places(bare)}" if bare else ""
        twice = told_twice(claims, results.reported(repository))
        if twice:
            but += f"; {_in_two_ways(twice)}"
            unseen = [*unseen, twice.claim.evidence, twice.other.evidence]
        reason = f"What runs left behind shows {len(shown)} of {len(checked)} stated figures{but}."
        return met(reason, [*places[: _MOST_PLACES - len(unseen)], *unseen])
    if denied is not None:
        where, other = denied.claim.evidence, denied.place()
        return missing(
            f"The text in {where.path} gives {denied.claim.name}, but {cited(other)} shows {denied.found:.4g}"
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
    number = f"{len(bare)} of {len(checked)} stated figures: " if len(checked) > 1 else ""
    twice = told_twice(claims, results.reported(repository))
    if twice:
        return partial(
            f"Nothing that a run left behind shows {number}{_places(bare)}; {_in_two_ways(twice)}.",
            "Commit what the run gives, as a metrics file or the notebook with its output kept, and write that at both "
            f"{cited(twice.claim.evidence)} and {cited(twice.other.evidence)}.",
            [twice.claim.evidence, twice.other.evidence, *(claim.evidence for claim in bare)],
        )
    return partial(
        f"Nothing that a run left behind shows {number}{_places(bare)}.",
        f"Commit what shows {head.name} of {cited(head.evidence)}: the metrics file of the run, "
        "or the notebook with its output kept.",
        [claim.evidence for claim in bare],
    )


def _in_two_ways(twice: ToldTwice) -> str:
    """That two texts differ, in words."""
    return (
        f"{cited(twice.claim.evidence)} gives {twice.claim.name} where {cited(twice.other.evidence)} gives "
        f"{twice.other.name}"
    )


def _beside(denied: Checked, checked: Sequence[Checked]) -> str:
    """The other figures of the line that nothing shows either, in words."""
    line = (denied.claim.document.path, denied.claim.figure.line)
    others = [
        check.claim.name
        for check in checked
        if check.verdict != "shown"
        and check is not denied
        and (check.claim.document.path, check.claim.figure.line) == line
    ]
    return f", also for {enumerated(others[:_MOST_NAMED])}" if others else ""


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
    # What a front end's starter brought along is no text about the project.
    own = repository.readme if repository.readme in about_project(repository) else None
    where = own.path if own else "a README.md at the root" if repository.readme else "README.md"
    best = headline.shown(repository)
    measured = next(iter(repository.evaluation.metrics.values()), None)
    said = "The texts state no result in figures."
    places = [best.evidence] if best is not None else []
    samples = results.examples(results.reported(repository))
    if samples:
        said = "The texts give figures only as examples or as what is expected."
        places = [samples[0].evidence, *places]
        where = cited(samples[0].evidence)
    if best is not None and best.figure.on_training:
        place = best.evidence
        fix = f"{cited(place)} shows {results.in_words(best.figure)}, {headline.OWN_ROWS}"
    elif best is not None:
        place = best.evidence
        several = headline.is_one_of_several(repository, best)
        written = "write that of the model you keep " if several else "write it "
        fix = (
            f"{cited(place)} shows {results.in_words(best.figure)}"
            + (" among other values of it: " if several else ": ")
            + (f"{headline.LEAK} Then write what comes out " if headline.is_perfect(best.figure) else written)
            + (f"at {where} instead of {samples[0].name}, " if samples else f"into {where} to its digits, ")
            + "and keep that output committed, where it is found again."
        )
    elif (unkept := unkept_results(repository)) is not None:
        places = [*places, unkept.evidence]
        fix = (
            f"{cited(unkept.evidence)} writes what is measured to {unkept.name}, which is not in the repository: "
            f"commit it, also where .gitignore names it, and state the figure in {where}, where it is found again."
        )
    elif measured is not None:
        fix = (
            f"Let {cited(measured)} write what it measures to a file such as reports/metrics.json, and "
            f"commit that; then state the figure in {where}, so that it can be found again."
        )
    else:
        fix = (
            f"Measure the model, state the headline figures {'at' if samples else 'in'} {where}, and keep what the run "
            "gives in a file such as reports/metrics.json, where they are found again."
        )
    return missing(said, fix, places)


def tells_lessons(repository: Repository) -> bool:
    """Whether a text tells problem, approach, results and what was learnt in doing it."""
    best = _best(repository)
    return best is not None and _level(repository, best) == _ALL


def told_lessons(repository: Repository) -> Evidence | None:
    """Return where the story that tells most gives a lesson, if it tells in full what came out and what was learnt."""
    best = _best(repository)
    if best is None or best.placeholders or min(best.weights[part] for part in (RESULTS, LESSONS)) < _IN_FULL:
        return None
    return a_lesson(repository) if repository.supply.is_known else None


def a_lesson(repository: Repository) -> Evidence | None:
    """Return where the story that tells most gives a lesson, however much else it tells."""
    best = _best(repository)
    return next(iter(best.deciding(LESSONS)), None) if best is not None else None


def is_borne_out(repository: Repository) -> bool:
    """Whether such a story states figures of which runs left every one behind: it is of this code, and no other's."""
    stated = next(iter(results.claimed(repository)), None)
    return (
        stated is not None
        and tells_lessons(repository)
        and all(check.verdict == "shown" for check in repository.support.check_all(stated))
    )


def told_problem(repository: Repository) -> Evidence | None:
    """Return where the story that tells most begins with what the project is for, whoever has the problem."""
    best = _best(repository)
    if best is None or not best.weights[PROBLEM]:
        return None
    opening = (
        sentence
        for sentence in best.part(PROBLEM)
        if sentence.document is best.documents[0] and sentence.line <= _OPENING
    )
    first = min(opening, key=lambda sentence: sentence.aim, default=None)
    return first.evidence if first else None


def _untold(repository: Repository) -> Finding:
    unfilled = repository.stories.unfilled
    hollow = _hollow(repository) if unfilled is None else None
    if hollow is not None:
        path = hollow.documents[0].path
        asked = "; ".join(_ASKS[part] for part in PARTS)
        return missing(
            f"What {path} tells fits any project: no figure, name or column of this one.",
            f"Write {path} about this project: {asked}.",
            [hollow.start or hollow.documents[0].evidence(1)],
        )
    if unfilled is None:
        asked = "; ".join(_ASKS[part] for part in PARTS)
        return missing(
            "No text tells how this project went: what the problem was, what was tried, and what came out.",
            f"Write {_home(repository)}: {asked}.",
        )
    places = unfilled.placeholders
    others = f", and the other {len(places) - 1} places left open there" if len(places) > 1 else ""
    return missing(
        f"The case study {places[0].path} still asks instead of telling.",
        f"Answer what {places[0].path}:{places[0].line} asks{others}, in your own words.",
        places[:1],
    )


def _level(repository: Repository, narrative: Narrative) -> int:
    weights = narrative.weights
    if not narrative.placeholders and all(weights.values()) and weights[LESSONS] == _IN_FULL:
        return _ALL if narrative.is_about(repository.vocabulary) else 1
    if narrative.words < _FEWEST:
        return 0
    if weights[RESULTS]:
        return int(sum(weights[part] for part in (PROBLEM, APPROACH, RESULTS)) > _IN_FULL)
    # Without results it takes a problem that somebody has, or a page of how it was gone about.
    is_told = weights[PROBLEM] > 0 and weights[APPROACH] > 0
    running = narrative.words - sum(telling.steps for telling in narrative.tellings)
    return int(is_told and running >= (_BRIEF if weights[PROBLEM] == _IN_FULL else _PAGE))


def _best(repository: Repository) -> Narrative | None:
    """The narrative that tells most: texts before notebooks, those of the right length before others, the README."""
    found = repository.stories
    best: Narrative | None = None
    most = (0, False, 0, False, False)
    for narrative in [found.unfilled] if found.unfilled else found.narratives:
        level = 0 if narrative.is_padded else _level(repository, narrative)
        fits = _SHORTEST <= _length(narrative) <= _LONGEST
        is_text = not narrative.documents[0].path.endswith(".ipynb")
        is_readme = narrative.documents == (repository.readme,)
        told = (level, is_text, len(narrative.parts), fits, is_readme)
        if level and told > most:
            best, most = narrative, told
        if level == _ALL and is_text and fits:
            break
    if best is not None and best.words < _BESIDE and _hollow(repository) is not None:
        return None
    return best


def _hollow(repository: Repository) -> Narrative | None:
    """The text that calls itself the case study and tells nothing of this project, nor of any."""
    return next(
        (
            story
            for story in repository.stories.narratives
            if len(story.documents) == 1
            and is_called_case_study(story.documents[0])
            and (story.is_padded or not story.words)
        ),
        None,
    )


def _home(repository: Repository) -> str:
    if "docs" in repository.folders or repository.readme is None:
        return "docs/case-study.md"
    return f"a case study in {repository.readme.path}"
