"""What a repository sets its results beside: a baseline, or only other models and settings of its own."""
# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from portfolio_kit import lazily as re
from portfolio_kit.criteria import headline
from portfolio_kit.criteria.alternatives import alternatives, row_of
from portfolio_kit.criteria.impact.compared_models import Comparison, typed_values
from portfolio_kit.criteria.impact.gained import gained
from portfolio_kit.criteria.impact.lifted import lifted
from portfolio_kit.criteria.results import is_example, reported
from portfolio_kit.repository.measuring.unscored import scored_dummies
from portfolio_kit.repository.models import models
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.measured import calls_baseline
from portfolio_kit.repository.results.nearest import are_cut_elsewhere
from portfolio_kit.repository.results.shown import Shown
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.rubric.finding import Evidence

_LABEL = 80
_SENTENCE = 400
# What no one class of a library stands for, so that code need not name it.
_NO_CLASS = frozenset({"dummy", "rule", "network", "bayes"})
# That a model is better than a baseline says nothing of how good either is.
_COMPARES = re.compile(
    r"\b(?:beat(?:s|en|ing)?|(?:better|higher|lower|more \w+|stronger|weaker|worse|larger|greater) than|outperform\w*|surpass\w*|exceed\w*|"
    r"(?:well |far |clearly |much )(?:above|below|over|ahead|weaker|better|worse)|compared (?:to|with)|improve(?:s|d|ments?)? (?:over|on|upon)|superior to|"
    r"super(?:a|an|ou|ó|aram)\b|mejor(?:es)? que|melhor(?:es)? (?:que|do que)|d[ée]pass\w{1,4}|meilleure?s? que|besser als|schl[äa]gt|[üu]bertr[ie]fft|migliore? d\w{1,3}|batte|lebih baik|mengungguli)\b"
    r"|превосход|лучше|优于|超过|上回|보다",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"[\s*_]*(?:much |far )?(?:lower|higher|worse|weaker|poor(?:er)?|less|tbd|todo|n/?a|menor|pior|peor|schlechter|niedriger|inf[ée]rieure?)[\s*_.]*"
)
# What tells figures of one model apart: the part of the data, and the values themselves.
_PARTS = re.compile(
    r"\b(?:train(?:ing)?|valid(?:ation|ate)?|val|dev|tests?|testing|hold-?out|cv|treino|teste|validaci[óo]n|valida[çc][ãa]o|"
    r"entrenamiento|prueba|entra[îi]nement|set|split|data)(?=\b|_)|(?<=_)(?:train|val|valid|test)\b|[\d\W_]+",
    re.IGNORECASE,
)
_OF_PART = re.compile(r"(?<![a-z])(?:train|val|test|hold-?out|cv|cross|oof|folds?)(?![a-z]{5})", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s|(?<=[。！？；।])")

_OUTDOES = re.compile(
    r"\b(?:outperform(?:s|ed|ing)?|beat(?:s|ing)?|surpass(?:es|ed|ing)?|exceed(?:s|ed|ing)?)\b", re.IGNORECASE
)
# What several models did before any was tuned: none of them is the one that the rest is held against.
_FIRST_ROUND = re.compile(
    r"\bbaseline[ -]+(?:models?[ -]+)?(?:cross[ -]?validation[ -]+)?"
    r"(?:performances?|comparisons?|results?|scores?|evaluations?|screening|experiments?|runs?)\b",
    re.IGNORECASE,
)
_VALUE = re.compile(r"(?<![\w.])\d+[.,]\d+")
_NUMBERS = re.compile(r"[\d\W_]+(?=\W|$)|\d+")
_FILE = re.compile(r"[\w./-]{0,80}\.(?:ya?ml|py|json|csv|ipynb|pkl|joblib|toml|sh|md)\b", re.IGNORECASE)

_Placed = tuple[Figure, Claim | Shown]
_TABLES = (".csv", ".tsv")
# More figures of one name in one column are of its parts.
_SEVERAL = 2


def with_baseline(repository: Repository) -> Comparison | None:
    """Return where a baseline's figure stands beside another of its metric: in a text, an output, a results file.

    Or where a text tells a gain over a baseline by both its ends or as a lift, or calls one of its models the baseline, and values of
    several are stated or shown. A figure that the
    code has written out beside those that it measures was measured by nobody.
    """
    found = list(_by_metric(repository))
    typed = typed_values(repository)
    untyped = ([item for item in group if item[0].fraction not in typed] for group in found)
    beside = next(filter(None, map(_beside, untyped)), None)
    return beside or next(gained(repository), None) or next(lifted(repository), None) or _called(repository, found)


def _by_metric(repository: Repository) -> Iterator[list[_Placed]]:
    """Yield the figures of one metric in one text or artefact, where they differ: texts first."""
    groups: dict[tuple[bool, str, str], list[_Placed]] = defaultdict(list)
    for result in reported(repository):
        if is_example(result):
            continue
        groups[True, result.document.path, result.figure.metric].append((result.figure, result))
    for shown in repository.made:
        if shown.figure.metric:
            groups[False, shown.path, shown.figure.metric].append((shown.figure, shown))
    for (_, _, metric), group in sorted(groups.items(), key=_compares_most):
        if metric != "loss" and len({round(figure.fraction, 4) for figure, _ in group}) > 1:
            yield group


def _compares_most(entry: tuple[tuple[bool, str, str], list[_Placed]]) -> tuple[bool, int, int]:
    """Of the texts below the root that are as far from it, those first whose tables set most alternatives side by side:
    a report of one model tells little of the best. Artefacts stay where they are.
    """
    (is_text, path, _), group = entry
    depth = path.count("/") if is_text else 0
    stated = [place for _, place in group if isinstance(place, Claim)] if depth else []
    return not is_text, depth, -len(alternatives(stated))


def _beside(group: list[_Placed]) -> Comparison | None:
    bases = sorted(((figure, place) for figure, place in group if figure.is_baseline), key=_is_range)
    others = [(figure, place) for figure, place in group if not figure.is_baseline]
    if not bases or not others:
        return None
    others = _of_the_same_key(bases[0], others)
    # Among the first fifty more is found than among the first ten.
    others = [other for other in others if not are_cut_elsewhere(bases[0][0].context, other[0].context)] or others
    # What is said before the baseline on its line is what it was set against, of one class or part.
    line = bases[0][1].evidence
    others = [other for other in others if other[1].evidence == line and _is_before_baseline(other[0])] or others
    # An error of nothing at all is more often a count beside the metric's name than any model's.
    others = [other for other in others if not headline.is_perfect(other[0])] or others
    for near in (_in_its_block(bases, others), others):
        if pair := _pair(bases, near):
            (base, base_place), (best, place) = pair
            return Comparison(
                f"the baseline's {_of(base, base_place)} beside {_whose(best, place, near)}",
                tuple(dict.fromkeys((base_place.evidence, place.evidence))),
            )
    return None


def _pair(bases: list[_Placed], others: list[_Placed]) -> tuple[_Placed, _Placed] | None:
    """The best of some figures and a baseline's with another value, of the same part of the data if there is one."""
    if not others:
        return None
    best = headline.best(figure for figure, _ in others)
    place = next(place for figure, place in others if figure is best)
    part = _part_of(best, place)
    found = sorted(bases, key=lambda base: _part_of(*base) != part)
    return next(((base, (best, place)) for base in found if base[0].fraction != best.fraction), None)


def _in_its_block(bases: list[_Placed], others: list[_Placed]) -> list[_Placed]:
    """The figures of a text that stand in one table, list or paragraph with a baseline's: those were measured alike,
    where the same text gives figures of other data further on.
    """
    blocks = {(place.document.path, _block(place)) for _, place in bases if isinstance(place, Claim)}
    return [
        other
        for other in others
        if isinstance(other[1], Claim) and (other[1].document.path, _block(other[1])) in blocks
    ]


def _block(place: Claim) -> int:
    """The first line of the table, list or paragraph that a figure stands in."""
    lines = place.document.lines
    at = place.document.position(place.figure.line)
    while at and lines[at - 1].kind in ("prose", "item", "table") and lines[at - 1].number == lines[at].number - 1:
        at -= 1
    return lines[at].number if at is not None else place.figure.line


def _part_of(figure: Figure, place: Claim | Shown) -> frozenset[str]:
    """Which part of the data the line of a figure says that it is of, `| Plain (test) | 0.81 |`; else the words above."""
    said = _OF_PART.findall(place.evidence.excerpt[:_LABEL].lower())
    return frozenset(said) or frozenset({figure.measured} - {""})


def _is_before_baseline(figure: Figure) -> bool:
    """Whether the words around a figure name the baseline behind it, and not before."""
    before, _, behind = figure.context.partition(f"{figure.value:.{min(max(figure.decimals, 0), 9)}f}")
    return calls_baseline(behind) and not calls_baseline(before)


def _of_the_same_key(base: _Placed, others: list[_Placed]) -> list[_Placed]:
    """In a JSON file, the figures under the key that the baseline's stands under: what is listed by year is no model's."""
    figure, place = base
    if not (isinstance(place, Shown) and place.path.endswith(".json")):
        return others
    above, _, key = figure.context.rpartition(" ")
    same = [other for other in others if other[0].context.rpartition(" ")[2] == key]
    return same or [other for other in others if other[0].context.rpartition(" ")[0] == above] or others


def _is_range(placed: _Placed) -> bool:
    return placed[0].kind == "range"


def _of(base: Figure, place: Claim | Shown) -> str:
    """The metric of a baseline with its value, of a range with both ends."""
    if isinstance(place, Claim) and base.kind == "range":
        return f"{base.metric.replace('_', ' ')} of {place.name.removeprefix(base.metric.replace('_', ' ')).strip()}"
    return f"{base.metric.replace('_', ' ')} of {_value(base)}"


def _value(figure: Figure) -> str:
    return f"{figure.value:.6g}{' %' if figure.is_percent else ''}"


def _whose(best: Figure, place: Claim | Shown, others: list[_Placed]) -> str:
    """The best model's figure, with what its row is called, or the kind of model that the words around it name."""
    kind = (row_of(place)[:_LABEL] if isinstance(place, Claim) else "") or _named(best)
    several = len({round(figure.fraction, 4) for figure, _ in others}) > 1
    return f"the {'best ' if several else ''}model's {_value(best)}{f' ({kind})' if kind else ''}"


def _named(figure: Figure) -> str:
    """The kind of model that the words around a figure name: where they name several, between the figures before and
    after it the one last named before it, else the first behind it; sentences after it tell of others.
    """
    at = figure.context.find(f"{figure.value:.{min(max(figure.decimals, 0), 9)}f}")
    end = _SENTENCE_END.search(figure.context, at) if at >= 0 else None
    told = figure.context[: end.start()] if end else figure.context
    if at < 0 or len(models.kinds(told)) <= 1:
        return models.model_in_words(told)
    start = max((number.end() for number in _VALUE.finditer(told, 0, at)), default=0)
    own = _VALUE.match(told, at)
    following = _VALUE.search(told, own.end() if own else at + 1)
    before = models.models_in_words(told[start:at])
    behind = models.models_in_words(told[at : following.start() if following else len(told)])
    return next(iter([*before[-1:], *behind[:1]]), "")


def _called(repository: Repository, found: list[list[_Placed]]) -> Comparison | None:
    found = [group for group in found if _are_of_several(group)]
    if not found:
        return None
    shown = {place.path for group in found for _, place in group if isinstance(place, Shown)}
    beside: dict[frozenset[str], tuple[_Placed, _Placed] | None] = {}
    for called, place in _introduced(repository, shown):
        if called not in beside:
            beside[called] = _with_another(found, called)
        if (pair := beside[called]) is not None:
            return _told_of(pair, place)
        module = next((module for module in repository.modules if module.path == place.path), None)
        made = set(models.estimators(module)) if module and place.path in shown else set()
        if len(models.families(made)) > 1 and called & _models_in(" ".join(made)):
            # Its cells name the models, and their outputs the figures alone.
            values = next(group for group in found if _is_shown_in(group, place.path))[0][1].evidence
            return Comparison("the model called baseline, and figures of several", (place, values))
    return _beside_dummy(repository, found, shown)


def _introduced(repository: Repository, shown: AbstractSet[str]) -> Iterator[tuple[frozenset[str], Evidence]]:
    """Yield where texts say which models are the baseline, with the kinds and families of these."""
    for document in repository.texts:
        before = ""
        heading: Line | None = None
        for line in document.lines:
            if line.kind not in ("heading", "prose", "item", "table") or not line.text:
                continue
            around = f"{before[:200]} {line.text}"
            if line.kind == "heading":
                # "Baseline models", and below it a heading for each: the first of them is one.
                is_below = heading is not None and line.language > heading.language
                if is_below and models.kinds(line.text):
                    yield _models_called(line.text, line.text), document.evidence(line.number)
                heading = line if calls_baseline(line.text) and not models.kinds(line.text) else None
            if models.kinds(around) and _is_introduced(line, shows_values=document.path in shown):
                yield _models_called(around, line.text), document.evidence(line.number)
            before = line.text


def _beside_dummy(repository: Repository, found: list[list[_Placed]], shown: AbstractSet[str]) -> Comparison | None:
    """Where a notebook scores a dummy, and shows figures of several models."""
    for module in repository.modules:
        if module.path not in shown:
            continue
        scored = scored_dummies(module)
        dummy = next((call for call in module.calls if id(call.node) in scored), None)
        if dummy:
            values = max(found, key=lambda group: (len(_families(group)) > 1, len(group)))[0][1].evidence
            return Comparison(
                "a dummy model's figures beside the model's in the notebook's output",
                (module.evidence(dummy.line), values),
            )
    return None


def _is_shown_in(group: list[_Placed], path: str) -> bool:
    return any(isinstance(place, Shown) and place.path == path for _, place in group)


def _told_of(pair: tuple[_Placed, _Placed], line: Evidence) -> Comparison:
    """What is said of a model called the baseline, by its figure and another's."""
    (base, base_place), (other, other_place) = pair
    name = base.metric.replace("_", " ")
    return Comparison(
        f"the model called baseline with {name} {_value(base)}, and another with {_value(other)}",
        tuple(dict.fromkeys((line, base_place.evidence, other_place.evidence))),
    )


def _models_called(around: str, text: str) -> frozenset[str]:
    """The kinds and families of the models that the sentences of a line call the baseline; where these name none, of
    the line and the one before it.
    """
    own = [part for part in _SENTENCE_END.split(text) if calls_baseline(part)]
    better = [word for part in own if (word := _OUTDOES.search(part))]
    if better and len(better) == len(own):
        # What is better than a baseline is none.
        return frozenset(_models_in(" ".join(word.string[word.end() :] for word in better)))
    return frozenset(next(filter(None, (_models_in(" ".join(own)), _models_in(around))), set()))


def _models_in(text: str) -> set[str]:
    words = text[:_SENTENCE].replace("_", " ")
    return (models.model_families(words) | models.kinds(words)) - _NO_CLASS


def _with_another(found: list[list[_Placed]], called: frozenset[str]) -> tuple[_Placed, _Placed] | None:
    """A figure of a model that is called the baseline, with the best one of another model beside it: of rows of tables
    and artefacts first, for a sentence may name several models.
    """
    rows = [[placed for placed in group if isinstance(placed[1], Shown) or row_of(placed[1])] for group in found]
    for among in (*rows, *found) if called else ():
        # What an artefact gives as exactly nought was not measured.
        group = [placed for placed in among if placed[0].fraction and not _is_of_part(placed, among)]
        named = {frozenset(_whose_row(placed)) for placed in group} - {frozenset()}
        if len(named) > 1 and all(map(called.intersection, named)):
            # Where every model's name stands beside the word, it is not told which of them is meant.
            continue
        base = next((placed for placed in group if not called.isdisjoint(_whose_row(placed))), None)
        others = [
            (figure, place)
            for figure, place in group
            if base and figure.fraction != base[0].fraction and called.isdisjoint(_whose_row((figure, place)))
        ]
        # Over folds and on the part held out are two measures.
        others = [placed for placed in others if base and _are_measured_alike(base[0], placed[0])] or others
        # A figure whose row names a model is another model's; one that names none may be of anything.
        others = [placed for placed in others if _whose_row(placed)] or others
        if base and others:
            best = headline.best(figure for figure, _ in others)
            return base, next(placed for placed in others if placed[0] is best)
    return None


def _is_of_part(placed: _Placed, among: list[_Placed]) -> bool:
    """Whether a file of results gives the model's figure again and again, one of each fold or case: none is the model's."""
    figure, place = placed
    if not (isinstance(place, Shown) and place.path.endswith(_TABLES)):
        return False
    return sum(other.context == figure.context for other, _ in among) > _SEVERAL


def _are_measured_alike(figure: Figure, other: Figure) -> bool:
    return not figure.measured or not other.measured or figure.measured == other.measured


def _whose_row(placed: _Placed) -> set[str]:
    """The models that the row or the words around a figure name."""
    figure, place = placed
    row = row_of(place) if isinstance(place, Claim) else ""
    return _models_in(row or figure.context[:_LABEL])


def _families(group: list[_Placed]) -> set[str]:
    """The families of models that the words beside some figures name."""
    return {family for figure, _ in group for family in models.model_families(figure.context[:_LABEL])}


def _are_of_several(group: list[_Placed]) -> bool:
    """Whether figures of a metric differ in more than the part of the data that they are of, as one model's do; those
    of one row of a text's table, below heads of such parts, are of one model.
    """
    rows = {(place.document.path, figure.line) for figure, place in group if isinstance(place, Claim)}
    if len(rows) == 1 and all(isinstance(place, Claim) and figure.measured for figure, place in group):
        return False
    told = {_NUMBERS.sub("", figure.context.lower()) for figure, _ in group}
    return len(told) == 1 or len({_PARTS.sub("", context) for context in told}) > 1


def _is_introduced(line: Line, *, shows_values: bool) -> bool:
    """Whether a line says which model is the baseline, rather than that one is better than a baseline, or how several
    did in a first round.

    In a notebook that shows the values of several, either tells that the baseline is among them.
    """
    if not calls_baseline(_FILE.sub("", line.text)):
        # A file may be called after it.
        return False
    if len(models.model_families(line.text)) > 1 and not calls_baseline(_FIRST_ROUND.sub("", line.text)):
        return False
    if line.kind == "table":
        return not any(_IN_WORDS.fullmatch(cell) for cell in line.text.lower().replace("|", "\n").split("\n"))
    return shows_values or any(
        calls_baseline(part) and not _COMPARES.search(part) for part in _SENTENCE_END.split(line.text)
    )
