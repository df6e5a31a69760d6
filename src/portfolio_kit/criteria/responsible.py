"""Responsible AI (article section 12)."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.balance import balance, claims_a_check, how_loosely, is_of_data
from portfolio_kit.criteria.fairness_words import BIAS, COUNTS_CLASSES, IMBALANCE
from portfolio_kit.criteria.group_results import group_results
from portfolio_kit.criteria.personal import is_of_persons, listed_persons, made_in_trees, public_licence, removed
from portfolio_kit.criteria.phrases import capital, cited, enumerated
from portfolio_kit.criteria.privacy_words import (
    NOBODY,
    NOT_SYNTHETIC,
    OF_DATA_HERE,
    OF_PRIVACY,
    OWED,
    PRIVATE,
    PUBLIC,
    SYNTHETIC,
    TREATED,
    UNTRACED,
)
from portfolio_kit.criteria.readings import named_in_words, ranked, readings
from portfolio_kit.repository.explaining.explanations import explanations, pictured
from portfolio_kit.repository.measuring.groups import class_counts, group_checks
from portfolio_kit.repository.models.fitted import model_fit, reading, seeing
from portfolio_kit.repository.models.stages import PREDICT, READ, TRAIN
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.card import PARTS, Card, hollow_card, scattered
from portfolio_kit.repository.texts.card import model_card as written_card
from portfolio_kit.repository.texts.nobody import without_persons
from portfolio_kit.repository.texts.statements import announced, clauses, stated
from portfolio_kit.repository.texts.vague import is_vague
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, not_applicable, partial

_IS_PUBLIC = re.compile(r"publi|p[úu]blic|öffentlich|\bopen\b|открыт|公开|licen[cs]", re.IGNORECASE)
# What a file is called that holds what a model or a run gave.
_CAME_OUT = re.compile(r"pred|result|histor|metric|report|log_|submission|score", re.IGNORECASE)
_LEAST_NAMED = 2
_ASKED = {"metrics": "metrics with their values and what they were measured on"}


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
    imbalance = list(stated(repository.texts, IMBALANCE)) or balance(repository)
    if not checks:
        bias, imbalance = [[found for found in said if not claims_a_check(found.text)] for said in (bias, imbalance)]
    results = group_results(repository.texts, checks) if checks else None
    if results and results.advice:
        return met(
            "A metric is measured over groups, and the text says what comes of it.",
            [checks[0].evidence, *results.figures[:2], results.advice],
        )
    groups = subject.groups[:4]
    where = f" ({', '.join(name for name, _ in groups)})" if groups else ""
    if results and results.figures:
        return partial(
            "The code measures groups, and the text gives what came out, but not what is done about it.",
            f"Say beside {cited(results.figures[0])} what you do about the differences: another threshold, more data "
            "of a group, what the model must not be used for, or why they may stay.",
            [checks[0].evidence, *results.figures[:2]],
        )
    if checks:
        return partial(
            "The code measures groups, but the text does not say what came out and what is done about it.",
            f"Write down what the check at {cited(checks[0].evidence)} gives for each group, and what you do about "
            "the differences.",
            [checks[0].evidence, *(statement.evidence for statement in (bias or imbalance)[:2])],
        )
    if bias or imbalance:
        said = sorted(bias or imbalance, key=how_loosely)
        found = said[0].evidence
        return partial(
            "Bias or imbalance of this data is discussed, and no metric is measured over groups.",
            f"{cited(found)} discusses it in words: measure recall or error for each group of the data{where}, "
            "and say what to do about the gap.",
            [found, *(statement.evidence for statement in sorted(imbalance, key=how_loosely)[:2])],
        )
    counted = class_counts(repository) or next(
        (statement.evidence for statement in stated(repository.texts, COUNTS_CLASSES)), None
    )
    return missing(
        "The text discusses neither bias nor the balance of classes or groups.",
        f"{cited(counted)} counts the classes: say below a heading such as Balance and bias how many there are of each"
        f"{f', how the groups of your data{where} are balanced,' if groups else ''} and whom the model may serve worse."
        if counted
        else f"Say below a heading such as Balance and bias how many there are of the classes and groups of your data"
        f"{where}, and whom the model may serve worse.",
        [*([counted] if counted else []), *(place for _, place in groups)],
    )


def privacy(repository: Repository) -> Finding:
    """Level 0: a secret (a key of a known shape, a random value that is named a key, token or password, a private key),
    a database with persons' accounts or a table with their names and mail addresses is committed, or people's data is
    used with no word on it. Level 1: no secrets, and nothing is said of data without people or that code here makes up,
    or of people's data only that it is public or sensitive. Level 2: the
    texts state how it is treated, in words for it or below a heading or label about it (anonymised, without names,
    synthetic, not kept, no personal data and why, under which public licence); a tree of files that calls the data
    synthetic does where code here makes all of it.
    Placeholders and development defaults are no secrets. Plans, headings, what ought to be done, and that a law applies
    are no statements.
    """
    found = repository.secrets
    if found:
        first = found[0]
        return missing(
            f"{capital(first.what)} is committed.",
            f"Remove {first.evidence.path} with the accounts in it from the repository and its history, and let "
            ".gitignore name it."
            if first.is_data
            else f"Change {first.what} where it is used, so that the one at {cited(first.evidence)} opens nothing any "
            "more: the history keeps it, and only files are read here. Then read it from the environment instead.",
            [secret.evidence for secret in found],
        )
    project = _project(repository)
    if project is None:
        return missing(
            "There is no project yet to judge.",
            "Add the project first, then say how the data of people is treated in it.",
        )
    subject = repository.subject
    reached = listed_persons(repository)
    if reached:
        return missing(
            "A table of persons with their addresses is committed.",
            f"Remove {reached.path} from the repository and from its history, or replace the records by made-up ones.",
            [reached],
        )
    # What is told of other data than the code works with says nothing of this.
    texts = repository.texts if repository.has_work and not repository.invented else ()
    private = [statement for statement in stated(texts, PRIVATE) if is_of_persons(statement)]
    statements = [
        *(statement for statement in private if not OWED.search(statement.text)),
        *(
            statement
            for statements_of, kind in ((announced(texts, OF_PRIVACY), TREATED), (stated(texts, NOBODY), OF_DATA_HERE))
            for statement in statements_of
            if not NOT_SYNTHETIC.search(statement.text)
            and any(kind.search(clause) and not OWED.search(clause) for clause in clauses(statement.text))
        ),
        *stated(texts, UNTRACED),
        *without_persons(texts),
        *made_in_trees(repository),
        *(
            statement
            for statement in stated(texts, SYNTHETIC)
            if not subject.is_things and not NOT_SYNTHETIC.search(statement.text)
        ),
    ]
    if statements:
        return met(
            "The text states how personal data is treated, and no secret is in the files.",
            [statement.evidence for statement in statements],
        )
    licensed = public_licence(repository) if subject.is_people and texts else None
    if licensed:
        return met(
            "The data of people is under a public licence, which the text gives, and no secret is in the files.",
            [licensed],
        )
    public = [statement for statement in private or stated(texts, PUBLIC) if not is_vague(statement.text)]
    # What is still to be ticked off says less than a sentence.
    public.sort(key=lambda statement: "[ ]" in statement.evidence.excerpt)
    if not subject.is_people:
        told = subject.thing_evidence if subject.is_impersonal else subject.evidence or subject.thing_evidence
        return partial(
            "No secret is in the files, and the text does not say whether the data holds anything personal.",
            "Say in one sentence that the data holds no personal data, if none of its columns leads to somebody, and "
            f"why: by the texts it is about things (“{subject.thing_words[0]}” at {cited(told[0])})."
            if told and subject.is_things and subject.thing_words
            else "Say below a heading such as Privacy whether the data holds anything personal: if so what is left out "
            "or not kept, if not why.",
            [*told[:1], *_data(repository)] or [project],
        )
    made = repository.origins[:1] if all(origin.is_made for origin in repository.origins) else ()
    if made and not public:
        return partial(
            "No secret is in the files; the code here makes all of the data up, and the text does not say so.",
            "Say in one sentence that the data is synthetic and of nobody.",
            [made[0].evidence],
        )
    named = f" (columns {enumerated(subject.columns[:4])})" if len(subject.columns) > 1 else ""
    named = named or (f" (column {subject.columns[0]})" if subject.columns else "")
    emptied = removed(repository)
    if public:
        called = "called public" if _IS_PUBLIC.search(public[0].text) else "touched on as private or sensitive"
        return partial(
            f"No secret is in the files; the data of people is only {called}, and the text does not say how it is "
            "treated.",
            f"Say beside {cited(public[0].evidence)} how personal data{named} is treated, such as anonymised by whom, "
            f"or under which licence.{emptied}",
            [public[0].evidence],
        )
    return missing(
        f"The data is about people{named}, and the text does not say how it is treated.",
        f"Say below a heading such as Privacy how the data of people{named} is treated: anonymised (without names or "
        f"other identifiers), synthetic, or under which public licence.{emptied}",
        subject.evidence or _data(repository),
    )


def _data(repository: Repository) -> list[Evidence]:
    """Where the data is: a table that is committed, or where the code reads it, and not what came out of a model."""
    supply = repository.supply
    read = [read.use.evidence for read in supply.reads] or [use.evidence for use in repository.stages.of(READ)]
    read = [place for place in read if not _CAME_OUT.search(f"{place.path} {place.excerpt}")] or read
    return [file.evidence() for file in supply.fitting[:1]] or read[:1]


def explainability(repository: Repository) -> Finding:
    """Level 2: the code calls SHAP, LIME, permutation importance, partial dependence or a like method, or works one out
    by hand (a column shuffled or left out, a part covered, and the model asked again; coefficients times values;
    gradients followed to a map), and a text that speaks of it names at least two of this model's features in what it
    says, a list of its inputs left out, or where on an input the answer hangs. Level 1: such a call that no text reads,
    or importances, coefficients or loadings that the code shows, or a notebook's section on feature importance that
    ranks them by correlation or mutual information, or a picture or table of importances that a run left behind. Words
    without code are nothing, and so is an explanation that nothing looks at, or of numbers drawn by chance.
    """
    found = list(explanations(repository))
    strong = [explanation for explanation in found if explanation.attributes]
    read = readings(repository, strong) if strong else []
    if strong and read:
        return met(
            f"{capital(strong[0].what)} is computed and read for this model.",
            [strong[0].evidence, *read],
        )
    if strong:
        what = strong[0].what
        shown = f"{what} ({cited(strong[0].evidence)})"
        return partial(
            f"{capital(what)} is computed, and no text reads it for this model.",
            f"Say in the text {shown if what.startswith('what ') else f'what {shown} shows'}: which features, words or "
            "places of the input drive the predictions, by how much or which way, and whether that makes sense.",
            [strong[0].evidence],
        )
    weak = found or ranked(repository)
    if not weak and model_fit(repository):
        weak = pictured([*repository.files, *repository.runs])
    seen = seeing(repository)
    words = None if seen else reading(repository)
    if weak:
        method = "SHAP or permutation importance on held-out data"
        if seen or words:
            method = f"{seen} on test images" if seen else f"{words} on a few texts of the test data"
        return partial(
            f"The code shows {weak[0].what}, without a method that explains predictions.",
            f"{cited(weak[0].evidence)} shows {weak[0].what}: add {method}, and say in the text what it tells.",
            [explanation.evidence for explanation in weak[:3]],
        )
    fitted = model_fit(repository)
    model = f"model{f' trained at {cited(fitted.evidence)}' if fitted else ''}"
    if seen or words:
        things = "images" if seen else "texts"
        looks = "looks at" if seen else "goes by"
        fix = (
            f"Show what the {model} {looks}: {seen or words} on a few {things} that it gets right and wrong, and say "
            "what they tell."
        )
    else:
        fix = (
            f"Show which features matter to the {model}: its importances or coefficients are a first half; the whole "
            "is SHAP or permutation importance, and a text that reads out of it which features drive it, and which way."
        )
    claimed = named_in_words(repository)
    return missing(
        "No code shows importances, coefficients or explanations"
        + (": that some features matter is only said." if claimed else "."),
        f"{cited(claimed)} names features that matter, and no code shows it. {fix}"
        if claimed
        else fix.replace("Show ", "Show in code, not in words alone, ", 1),
        [claimed] if claimed else [],
    )


def model_card(repository: Repository) -> Finding:
    """Level 2: a text or section that is called a model card has all of intended use, training data, metrics with
    values, and limitations, none of them an unfilled field. Level 1: at least two of the four are in the texts, in a
    card or anywhere, of a model that is trained, asked or measured, or three of them. A heading with nothing below it,
    and plans, are nothing, and so is a card without one fact of this model below its headings, unless other texts have
    all four parts.
    """
    card = written_card(repository)
    if card and card.at and not card.absent:
        return met(
            "The model card has intended use, training data, metrics and limitations.", [card.at, *card.parts.values()]
        )
    everywhere = scattered(repository)

    def asked(parts: Sequence[str]) -> str:
        """The parts in words, each with where a text has it already."""
        return enumerated(
            [
                f"{_ASKED.get(part, part)} ({cited(everywhere.parts[part])} has it)"
                if part in everywhere.parts
                else _ASKED.get(part, part)
                for part in parts
            ]
        )

    if card and card.at:
        return partial(
            f"The model card lacks {enumerated(card.absent)}.",
            f"Fill in what {cited(card.at)} lacks: {asked(card.absent)}.",
            [card.at, *card.parts.values()],
        )
    is_of_model = "metrics" in everywhere.parts or (repository.stages.of(TRAIN) or repository.stages.of(PREDICT))
    empty = hollow_card(repository) if card is None and everywhere.absent else None
    is_told = len(everywhere.parts) >= (_LEAST_NAMED if is_of_model else _LEAST_NAMED + 1)
    if is_told and not empty:
        return partial(
            f"The texts give {enumerated(list(everywhere.parts))}, and there is no model card.",
            _card_fix(everywhere),
            everywhere.parts.values(),
        )
    if empty:
        return missing(
            "The model card has headings, and not one fact of this model stands below them.",
            f"Fill in {cited(empty)}, with all four parts: {asked(PARTS)}.",
            [empty],
        )
    few = (
        enumerated([f"{part} ({cited(place)})" for part, place in everywhere.parts.items()]) if everywhere.parts else ""
    )
    return missing(
        f"Of a model card, the texts have {few} alone: one part more is a beginning."
        if len(everywhere.parts) == 1
        else f"Nothing of a model card is in the texts: {enumerated(everywhere.absent)} are missing."
        if not everywhere.parts
        else f"The texts have {few}, of a model that nothing here trains, asks or measures.",
        f"Write docs/model_card.md, with all four parts: {asked(PARTS)}.",
        everywhere.parts.values(),
    )


def _project(repository: Repository) -> Evidence | None:
    """A place that shows that there is a project: code, or a text of more than a title."""
    for module in repository.modules:
        if module.calls:
            return module.evidence(min(call.line for call in module.calls))
    return None


def _card_fix(card: Card) -> str:
    places = list(dict.fromkeys(map(cited, card.parts.values())))
    lacking = f", and add {enumerated(card.absent)}" if card.absent else ""
    say = "say" if len(places) > 1 else "says"
    return f"Bring what {enumerated(places)} {say} together in docs/model_card.md{lacking}."
