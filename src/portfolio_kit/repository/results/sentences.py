"""Measured figures in a sentence: which number is the value of which metric that it names."""
# ruff: noqa: E501 - lists of words in many alphabets

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from portfolio_kit import lazily as re
from portfolio_kit.repository.models.models import kinds
from portfolio_kit.repository.results.figure import Figure, figure_at
from portfolio_kit.repository.results.guesses import begins_with_guess, names_guess, quotes_guess, tells_of_guess
from portfolio_kit.repository.results.measured import calls_baseline, names_baseline
from portfolio_kit.repository.results.metrics import WHOLE, mentioned
from portfolio_kit.repository.results.values import NUMBER, fits, is_change, kind_of, value_of
from portfolio_kit.repository.results.wished_together import Stated, wished_together

_AGAINST = re.compile(
    r"\)?\s*,?\s*\(?(?:vs\.?|versus|compared (?:to|with)|against|over|than|up from|from|instead of|contra|frente ao?|em vez de|gegen(?:über)?|statt|contre|face à|"
    r"dibanding(?:kan)?|против|по сравнению с|对比|而)[^.;\d]{0,60}",
    re.IGNORECASE,
)
# The same with what the first was measured on in between; what follows must be of a baseline.
_FAR_AGAINST = re.compile(
    r"[^.;:\d]{0,60}?[\s,(](?P<against>(?:vs\.?|versus|compared (?:to|with)|against|instead of|contra|frente ao?|em vez de|gegen(?:über)?|statt|contre|face à)\b[^.;\d]{0,60})",
    re.IGNORECASE,
)
# "0.80, with baseline 0.52", "0.80 (baseline 0.52)": said right after the figure, without a word that compares.
_BESIDE = re.compile(r"(?:\s?[,;(|/–—-]\s?|\s)[^.!?;\d]{2,40}[\s:=~](?=[.]?\d)")
# "0.50, no better than always guessing": as good as the guess is what the guess is worth.
_NO_BETTER = re.compile(
    r"\)?,?\s(?:(?:and |which |that )?(?:is|was|are|which is) )?(?:(?:no|not(?: any)?) better than|(?:the )?same as|equal to|just|what|level with|no more than)\s"
    r"(?P<whose>[^.;:\d]{4,60})",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;]\s|[。！？；।]")
_JOINED = re.compile(r"[\s,/&+|()*]*(?:and|e|y|et|und|dan|и|和|与|及|、)?[\s,/&+|()*]*")
_LATEX = re.compile(r"\\(?:text|mathrm|mathbf|textbf|operatorname)\s?\{([^{}]{0,40})\}|\\[,;: ]|\$")
_FORMULA = re.compile(r"\\(?:sum|frac|sqrt|left|hat|bar)\b|=\s?(?:np\.)?(?:sqrt|mean|sum|abs|avg|exp|log)\(")
# "Against 4.93 for the same month's average": whose the other figure is.
_WHOSE = re.compile(
    r"\W{0,3}(?:\s[^\W\d]{1,15})?\s(?:for|of|by|from|with|if|de|do|da|du|para|por|pour|par|für|von|bei|mit|com|con|di|untuk|dari|у|для)\s",
    re.IGNORECASE,
)
_LABEL = 60
_SIGNS = ("<", ">", "≥", "≤", "=<", ">=")
_BETWEEN = 90
_BEFORE = 25
_APART = re.compile(r"[.!?;,()|:=\[\]×*/+]|\s[-–—]\s")
# Of a ranked list, what is among its first so many percent.
_OF_LISTS = frozenset({"recall", "precision", "hit_rate", "ndcg", "uplift"})
_AT = re.compile(r"\s?(?:@|at|bei|à|em|en)\s?(?:the )?(?:top )?", re.IGNORECASE)
_SHORT_LIST = 30
_DIGIT = re.compile(r"\d")
# "F1 and not at accuracy", "recall rather than accuracy".
_NOT = re.compile(
    r"\b(?:not|rather than|instead of|and no|nicht(?: die)?|statt|anstelle von|(?:y|e) (?:no|não)(?: la| a)?|en vez de(?: la)?|em vez d[ae]|au lieu de(?: l['’]| la )?|plut[ôo]t que|(?:et )?(?:non|pas)(?: l['’]| la )?|invece d\w{1,3})"
    r"(?: (?:at|on|by|in|for|with|to|the|auf|plain|bare|mere|raw))*\W{0,3}$",
    re.IGNORECASE,
)
# "Accuracy alone would mislead with 3 % of failures": what a metric by itself would do is no value of it.
_ALONE = re.compile(
    r"\s(?:(?:alone|by itself|allein|sozinha?|por s[íi] sol[oa]|seule?|da sola|saja|сам\w? по себе|одна)\s)(?:would|could|can|says?|tells?|würde|kann|sagt|seria|ser[íi]a|dir[íi]a|serait|sarebbe|akan|tidak|бы|не|ничего)\b|单独|अकेले",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"(?:[^\w:]|\b(?:of|is|was|at|von|de)\b){0,6}\d", re.IGNORECASE)
# "The MAE decides, for a desk serves 25 people": behind it stands why, and not how much.
_WHY = re.compile(
    r",\s(?:because|since|denn|weil|porque|pois|parce que|car|perch[ée]|karena|sebab|потому|поскольку|так как)\b|因为|क्योंकि",
    re.IGNORECASE,
)
# A bracket with which a clause ends: the figures behind it are of something else.
_CLOSED = ("),", ");")
# What ends what a number counts: "off by 14.2 dollars an ounce on average (MAE)".
_BREAK = re.compile(r"[.!?;,):|]|\s(?:and|y|e|et|und|dan|ve|i|with|con|com|avec|mit)\s", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:]\s|[，：]|\s[-–—]\s")
_AND = re.compile(r"\s(?:and|und|dan|и|а|et|y|e|ed|और)\s")
LONGEST = 1500
"""How much of a line is read."""


def in_sentence(text: str, line: int, title: str) -> list[Figure]:
    """Return the figures that a line states."""
    text = text[:LONGEST]
    if not _DIGIT.search(text):
        return []
    if is_formula(text):
        return []
    if "\\" in text or "$" in text:
        text = _LATEX.sub(lambda match: match[1] or "", text)
    metrics = [metric for metric in mentioned(text) if not _is_set_aside(metric, text)]
    if not metrics:
        return []
    every = list(NUMBER.finditer(text))
    cuts = {match["digits"] for match in every for metric in metrics if _is_cut(metric, match, text)}
    values = [
        match
        for match in every
        if not (match["percent"] and match["digits"] in cuts)
        and not any(metric.start() <= match.start() < metric.end() for metric in metrics)
    ]
    found: list[Figure] = []
    taken: set[int] = set()
    stated: list[Stated] = []
    leading = _leading(metrics, values, text)
    for metric, value in leading:
        stated.append(Stated(metric, value, len(found)))
        found += _stated(metric, value, values, taken, text, line, title)
    position = len(leading)
    while position < len(metrics):
        listed = _listed(metrics, position, text)
        pairs = _in_turn(metrics[position : position + listed], values, text) if listed > 1 else []
        position += listed if pairs else 1
        if not pairs:
            chosen = _value_of(metrics, position - 1, [value for value in values if value.start() not in taken], text)
            pairs = [(metrics[position - 1], chosen)] if chosen else []
        for metric, value in pairs:
            stated.append(Stated(metric, value, len(found)))
            found += _stated(metric, value, values, taken, text, line, title)
        if pairs:
            found += _compared(pairs[-1], values, taken, text, line, title)
    found = wished_together(stated, found, text)
    return found + _of_guesses(found, values, taken, text, line)


def _is_set_aside(metric: re.Match[str], text: str) -> bool:
    """Whether a metric is only named as the one that is not meant, without a value: "F1 and not accuracy"."""
    is_named_aside = _NOT.search(text[max(0, metric.start() - _BEFORE) : metric.start()])
    return bool(_ALONE.match(text, metric.end()) or is_named_aside) and not _GIVEN.match(text, metric.end())


def is_formula(text: str) -> bool:
    """Whether a line says how a metric is calculated."""
    return bool(_FORMULA.search(text))


def _is_cut(metric: re.Match[str], value: re.Match[str], text: str) -> bool:
    """Whether a number says of how much of a list a metric is, as in "recall at 10 %", wherever it is named again."""
    return (
        metric.lastgroup in _OF_LISTS
        and bool(value["percent"])
        and value_of(value, text)[0] <= _SHORT_LIST
        and bool(_AT.fullmatch(text[metric.end() : value.start()]))
    )


def _of_guesses(
    found: list[Figure], values: list[re.Match[str]], taken: set[int], text: str, line: int
) -> list[Figure]:
    """Return the figures of sentences that speak of a guess and name no metric, for they mean the one before: "accuracy
    0.81. Saying ham to every message gets 0.40".
    """
    named = next((figure.metric for figure in found if figure.kind == "result"), "")
    free = [value for value in values if value.start() not in taken] if named else []
    guesses: list[Figure] = []
    for sentence, start in _sentences(text) if free else ():
        end = start + len(sentence)
        among = [value for value in free if start <= value.start() < end and fits(named, value, text)]
        if start and len(among) == 1 and not mentioned(sentence) and tells_of_guess(sentence):
            value = among[0]
            is_value = value_of(value, text)[1] or named in WHOLE
            if is_value and kind_of(value, text, start) == "result":
                figure = figure_at(named, value, text, line, sentence, start)
                guesses.append(figure._replace(is_baseline=True))
        elif len(among) > 1 or (among and (not start or mentioned(sentence))):
            guesses += _in_clauses(named, among, text, (start, end), line)
    return guesses


def _in_clauses(
    named: str, values: list[re.Match[str]], text: str, span: tuple[int, int], line: int
) -> Iterator[Figure]:
    """Yield the figures of a sentence's clauses that begin with a guess: "0.71 accuracy, always saying yes 0.48"."""
    for start, end in _clauses(values, text, span):
        clause = text[start:end]
        among = [value for value in values if start <= value.start() < end]
        if len(among) == 1 and begins_with_guess(clause) and not mentioned(clause):
            value = among[0]
            is_value = value_of(value, text)[1] or value["percent"] or named in WHOLE
            if is_value and kind_of(value, text, start) == "result":
                yield figure_at(named, value, text, line, clause, start)._replace(is_baseline=True)


def _clauses(values: list[re.Match[str]], text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield where the clauses of a sentence stand, each with what leads to its figure; one with several is divided at
    the words for "and".
    """
    start = span[0]
    for match in [*_CLAUSE.finditer(text, *span), None]:
        end = match.start() if match else span[1]
        given = [value for value in values if start <= value.start() < end]
        if match and not _DIGIT.search(text[start:end]):
            # "If one takes the mean, it is 0.48": the first part has no figure and says whose the next one is.
            continue
        for joint in _AND.finditer(text, start, end) if len(given) > 1 else ():
            if any(start <= value.start() < joint.start() for value in given):
                yield start, joint.start()
                start = joint.end()
        yield start, end
        start = match.end() if match else end


def _sentences(text: str) -> Iterator[tuple[str, int]]:
    """Yield the sentences of a text with their offsets."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield text[start : match.end()], start
        start = match.end()
    yield text[start:], start


def _stated(
    metric: re.Match[str],
    value: re.Match[str],
    values: list[re.Match[str]],
    taken: set[int],
    text: str,
    line: int,
    title: str,
) -> list[Figure]:
    """Return the figure that a number is; where a change begins with it, what the change led to as well."""
    taken.add(value.start())
    figure = figure_at(metric.lastgroup or "", value, text, line, f"{title} {text}", min(metric.start(), value.start()))
    before = _SENTENCE_END.split(text[: metric.start()])[-1]
    between = text[metric.end() : value.start()] if metric.end() <= value.start() else ""
    if begins_with_guess(before) or quotes_guess(between) or _is_worth_a_guess(value, text):
        figure = figure._replace(is_baseline=True)
    latter = next((item for item in values if item.start() >= value.end()), None)
    if latter is None or not is_change(value, text):
        return [figure]
    taken.add(latter.start())
    after = figure_at(figure.metric, latter, text, line, figure.context, latter.start())
    return [after._replace(kind=figure.kind), figure._replace(is_baseline=True)]


def _leading(
    metrics: list[re.Match[str]], values: list[re.Match[str]], text: str
) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Pair "0.91 precision, 0.88 recall and 0.89 F1", where each number stands right before its metric."""
    pairs: list[tuple[re.Match[str], re.Match[str]]] = []
    end = 0
    for metric in metrics if len(metrics) > 1 else ():
        before = [value for value in values if end <= value.start() and value.end() <= metric.start()]
        if (
            not before
            or metric.start() - before[-1].end() > _BEFORE
            or _APART.search(text[before[-1].end() : metric.start()])
            or not fits(metric.lastgroup or "", before[-1], text)
        ):
            return []
        pairs.append((metric, before[-1]))
        end = metric.end()
    return pairs


def _is_worth_a_guess(value: re.Match[str], text: str) -> bool:
    """Whether a sentence goes on to say that a figure is what a guess gives."""
    said = _NO_BETTER.match(text, value.end())
    return said is not None and (names_baseline(said["whose"]) or names_guess(said["whose"].strip(" ,")))


def _listed(metrics: list[re.Match[str]], position: int, text: str) -> int:
    """Return how many metrics are named in a row with nothing but commas and "and" between them."""
    count = 1
    while position + count < len(metrics):
        between = text[metrics[position + count - 1].end() : metrics[position + count].start()]
        if len(between) > 12 or not _JOINED.fullmatch(between):  # noqa: PLR2004
            break
        count += 1
    return count


def _in_turn(
    metrics: list[re.Match[str]], values: list[re.Match[str]], text: str
) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Pair "precision, recall and F1 of 0.8, 0.7 and 0.75" in turn; nothing where the values are not as many."""
    start = metrics[-1].end()
    after = [value for value in values if start <= value.start() < start + _BETWEEN * len(metrics)][: len(metrics)]
    if (
        len(after) < len(metrics)
        or after[0].start() > start + _BETWEEN
        or _SENTENCE_END.search(text[start : after[0].start()])
    ):
        return []
    if any(not _JOINED.fullmatch(text[left.end() : right.start()]) for left, right in pairwise(after)):
        return []
    pairs = list(zip(metrics, after, strict=True))
    return pairs if all(fits(metric.lastgroup or "", value, text) for metric, value in pairs) else []


def _value_of(
    metrics: list[re.Match[str]], position: int, values: list[re.Match[str]], text: str
) -> re.Match[str] | None:
    """Return the number that is a metric's value: the nearest after it, else one right before it ("0.87 accuracy")."""
    metric = metrics[position]
    name = metric.lastgroup or ""
    if text[metric.end() : metric.end() + 2] in _CLOSED and (own := _named_after(metrics, position, values, text)):
        return own
    following = metrics[position + 1].start() if position + 1 < len(metrics) else len(text)
    end = min(following, metric.end() + _BETWEEN)
    after = [value for value in values if metric.end() <= value.start() < end and fits(name, value, text)]
    between = ((value, text[metric.end() : value.start()]) for value in after)
    after = [value for value, said in between if not (_SENTENCE_END.search(said) or _WHY.search(said))]
    chosen = after[0] if after else None
    if (
        chosen
        and kind_of(chosen, text, metric.start()) == "target"
        and not text[: chosen.start()].rstrip().endswith(_SIGNS)
    ):
        # "Precision at threshold 0.5: 0.81": the threshold is not the value.
        others = [value for value in after if 0 < value.start() - chosen.end() < _BEFORE]
        chosen = next((value for value in others if kind_of(value, text, metric.start()) != "target"), chosen)
    before = [value for value in values if metric.start() - _BEFORE <= value.start() and value.end() <= metric.start()]
    before = [
        value
        for value in before
        if fits(name, value, text) and not re.search(r"[.!?;,)|:\]，。；：]", text[value.end() : metric.start()])
    ]
    if before and before[-1]["percent"]:
        # "80 % accuracy, and ResNet 90 %": what stands right before is meant.
        is_next = not text[before[-1].end() : metric.start()].strip()
        return before[-1] if chosen is None or is_next or not chosen["percent"] else chosen
    if before and chosen is None:
        return before[-1]
    return chosen or _named_after(metrics, position, values, text)


def _named_after(
    metrics: list[re.Match[str]], position: int, values: list[re.Match[str]], text: str
) -> re.Match[str] | None:
    """Return the number whose metric is named behind it in brackets: "off by 14.2 dollars an ounce on average (MAE)"."""
    metric = metrics[position]
    if text[max(metric.start() - 1, 0) : metric.start()] != "(" or text[metric.end() : metric.end() + 1] != ")":
        return None
    begin = max(metrics[position - 1].end() if position else 0, metric.start() - _BETWEEN)
    before = [value for value in values if begin <= value.start() and value.end() < metric.start()]
    value = before[-1] if before else None
    if value is None or not fits(metric.lastgroup or "", value, text):
        return None
    return None if _BREAK.search(text[value.end() : metric.start() - 1]) else value


def _compared(
    pair: tuple[re.Match[str], re.Match[str]],
    values: list[re.Match[str]],
    taken: set[int],
    text: str,
    line: int,
    title: str,
) -> list[Figure]:
    """Return the figure that another is set against: "0.87, against 0.72 of the dummy classifier"."""
    metric, value = pair
    near = _AGAINST.match(text, value.end())
    connected = near or _FAR_AGAINST.match(text, value.end()) or _named_beside(value, text)
    if not connected:
        return []
    other = next((item for item in values if item.start() >= connected.end() - 1), None)
    if (
        other is None
        or other.start() > connected.end() + 1
        or other.start() in taken
        or not fits(metric.lastgroup or "", other, text)
    ):
        return []
    if near is None and _goes_on(other, values, text):
        return []
    figure = figure_at(metric.lastgroup or "", other, text, line, f"{title} {text}", value.end())
    # What stands before the word that compares tells of the first figure, not of the other.
    named = connected["against"] if "against" in connected.re.groupindex else connected[0]
    around = f"{named} {_SENTENCE_END.split(text[other.end() : other.end() + 50])[0]}"
    whose = _WHOSE.match(text, other.end())
    is_guess = whose is not None and names_guess(
        _SENTENCE_END.split(text[whose.end() : whose.end() + _BETWEEN])[0][:_LABEL]
    )
    is_baseline = names_baseline(around) or is_guess
    if near is None and not is_baseline and not (whose and kinds(text[whose.end() : whose.end() + _LABEL])):
        return []
    taken.add(other.start())
    return [figure._replace(is_baseline=is_baseline)]


def _goes_on(value: re.Match[str], values: list[re.Match[str]], text: str) -> bool:
    """Whether a number is the first of several, each of another metric: "the baseline has 0.50 and 0.21"."""
    latter = next((item for item in values if item.start() >= value.end()), None)
    return latter is not None and bool(_JOINED.fullmatch(text[value.end() : latter.start()]))


def _named_beside(value: re.Match[str], text: str) -> re.Match[str] | None:
    """What leads from a figure to that of a baseline which is named right after it."""
    beside = _BESIDE.match(text, value.end())
    return beside if beside and calls_baseline(beside[0]) and not mentioned(beside[0]) else None
