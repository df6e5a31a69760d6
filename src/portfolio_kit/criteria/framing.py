"""Whose problem a repository solves, why it matters and what would be success, as its texts tell it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria import framing_words as words
from portfolio_kit.criteria import success_words
from portfolio_kit.criteria.once import once
from portfolio_kit.criteria.passages import Passage, about_project, passages
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results import figures
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.narrative import Narrative, fits_any_project
from portfolio_kit.repository.texts.plans_and_diagrams import is_plan_of_work, is_road_map
from portfolio_kit.repository.texts.vague import is_vague, names_in, unnamed
from portfolio_kit.repository.texts.words import folded
from portfolio_kit.rubric.finding import Evidence

# A line that begins with a label is one of its own, unless the line above was broken in the midst of its sentence.
_SENTENCE = re.compile(r"[.!?]\s|[。！？।]|\n(?=[-*•|\d])|(?:(?<![^\n]{60})|(?<=[^\w\s,]))\n(?=[\w -]{1,30}:)")
# What speaks of the table at hand speaks of nobody's need.
_OF_TABLE = re.compile(
    r"\b(?:columns?|rows?|null|nan|missing values?|data ?frames?|duplicates)\b"
    r"|^\W*(?:the|this|our) data ?(?:set)? (?:\w+ ){0,4}(?:contains?|includes?|has|have|consists?|comprises?|covers?)\b"
)
# Headings below which a text speaks of the model, the tools or the running of it, whatever words it takes.
_ELSEWHERE = re.compile(
    r"shap|lime\b|explainab|interpretab|explicab|acknowledg|contribut|licen[cs]e|reference|roadmap|future|next step|"
    r"todo|limitation|instal|setup|set up|environment|usage|getting started|quick ?start|how to|run\b|running|"
    r"structure|estru[ct]|tech|tecnolog|stack|tools|librar|require|requisit|deploy|docker|execu[çct]|como usar|"
    r"preprocess|pre-process|cleaning|preparation|feature engineering|features?$|split|hyper|author|contact|"
    r"where it (?:runs|lives)|it runs|runs (?:there|here)|hosting|"
    r"data ?sets?\b|source|folder|key features|our team|^(?:get|post|put|delete) /|architectur|arquitet?ctura|"
    r"\bsupport\b|feedback|lessons?\b|learn(?:ed|t)\b|\w\.(?:py|sh|ya?ml|ipynb)\b",
    re.IGNORECASE,
)
_DATA = re.compile(r"\W*(?:the )?(?:data ?sets?|data ?sources?)\W*", re.IGNORECASE)
# Texts, by their names, that tell how to set something up, or what is still to be done.
_OF_WORK = re.compile(
    r"road ?map|\baudit|\bagents?\b|\bclaude\b|^(?:(?:model|data|drift) )?(?:monitoring|drift|observability)\b"
    r"|deploy|docker|\binstal|\bset ?up\b|\bquick ?start|getting started|troubleshoot|terraform|kubernetes|\bconfig"
    r"|change ?log|contribut|\bhow ?to\b",
    re.IGNORECASE,
)
_README = re.compile(r"read[-_ ]?me\b", re.IGNORECASE)
# A line of settings says nothing of anybody, whatever its key is called.
_SETTING = re.compile(
    r"\W*\w+[\"']?\s*[:=]\s*(?:true|false|null|none|yes|no|[-+]?\d[\d.]*|\"[^\"]*\"|[\[{])\s*[,;]?\s*\Z"
)
# The heading of what describes a column, which a repository may be called as well.
_COLUMN = re.compile(r"\W*(?:\d+\W+)?[A-Za-z]+(?:_[A-Za-z\d]+)+\W*")
# Below these stands what came out, and who is named there is one of the data.
_READ_OUT = re.compile(r"insight|observation|finding|interpretation|takeaway", re.IGNORECASE)
# A problem is told at the beginning, if at all.
_LONGEST_LABEL = 40
# How many uses below a heading that asks for the value say what it is.
_SEVERAL = 2
_ENDED = re.compile(r"[.!?:。！？：।][\W_]*$")
# How much it counts for the first line to be shown that a heading asks for it, and that it is the README's.
_ASKED, _IN_README, _EARLY = 3, 3, 2
# More words of a need make a passage longer, and not plainer.
_MOST_SAID = 5
_MOST_OF_TEXT = 30_000
_MOST_OF_ALL = 150_000
_OPENING = 1500
# Where a text tells all of it at once, whatever stands before.
_OVERVIEW = re.compile(
    r"overview|about\b|in short|summary|at a glance|tl;?dr|vis[ãa]o geral|resum(?:o|en)\b|aperçu|überblick|panoramica|"
    r"ringkasan|обзор|özet|概要|概述",
    re.IGNORECASE,
)
# How many lines of a quotation are more than a motto.
_QUOTED = 3
# A note of one's own, set off like a quotation: it begins with a sign, as of a warning, or with a label.
_NOTE = re.compile(r"\W*(?:\[!|[^\w\s\"'“”«»„‘’*_()\[\]>.…—–-]{1,3}\s|[^\W\d][\w ]{1,40}:\s)")
# What a notebook calls a problem may be one of measuring.
_OF_MEASURING = re.compile(r"\b(?:accuracy|metrics?|errors?)\b")
_REASON = r"(?:reason(?:ing)?|rationale|why|motivo|grund|raison|porqu[eê]|por qu[eé])\W{0,3}:"
# A reason that stands as a sentence of its own, with a label, belongs to the choice before it.
_GIVEN_REASON = re.compile(rf"[.;][\W_]+(?={_REASON})")
_GROUNDS = re.compile(rf"[\W_]*{_REASON}")
# What labels a decision, of which the reason follows.
_DECISION = re.compile(
    r"\W*(?:decis\w{0,5}|decid\w{1,4}|cho(?:ice|sen)|choix|escolh\w{1,3}|elec[ck]i\w{1,3}|scelt\w|entscheidung\w{0,2}"
    r"|keputusan|решени\w)\W{0,3}:"
)


class Framing(NamedTuple):
    """The passages that say whose the problem is and why it matters, those that say what success is, and where a metric
    is named by which it is to be judged, be it without a reason.
    """

    problem: tuple[Passage, ...]
    success: tuple[Passage, ...]
    metric: Evidence | None = None


@once
def framing(repository: Repository) -> Framing:
    """Read the framing out of the texts about the project."""
    problem: list[tuple[int, Passage]] = []
    success: list[Passage] = []
    metric: Evidence | None = None
    room = _MOST_OF_ALL
    hollow = {story.documents[0].path for story in repository.stories.narratives if _is_hollow(story)}
    for document in about_project(repository):
        if (
            document.path in hollow
            or document.path in repository.aside
            or (document is not repository.readme and _is_of_work(document))
        ):
            continue
        left = min(room, _MOST_OF_TEXT)
        opening = _OPENING
        told_below: str | None = None
        asked = _below_success(document)
        first = next((section.title for section in document.sections if section.title), "")
        names = names_in(first)
        for passage in passages(document, pointing=False):
            left -= len(passage.text)
            room -= len(passage.text)
            if left < 0:
                break
            if _is_elsewhere(passage, first, in_opening=opening > 0):
                continue
            is_result = _READ_OUT.search(passage.title) and not words.is_about_problem(passage.title)
            at_root = document.path.count("/") == 0 and not passage.in_notebook
            is_silent = is_result or _is_quoted(passage)
            weight = 0 if is_silent else _weight(passage, names, first, in_opening=opening > 0, at_root=at_root)
            opening -= len(passage.text)
            if weight:
                weight += _in_front(passage, is_readme=document is repository.readme)
                problem.append((weight, _at_telling_line(passage)))
            metric = metric or (None if is_result else _judged_by(passage))
            if weight and passage.title:
                told_below = passage.title
            in_problem = passage.title == told_below or passage.title in asked or _announces(passage.title)
            if not _is_quoted(passage) and _says_success(passage, in_problem=in_problem):
                success.append(_at_measuring_line(passage, in_problem=in_problem))
    problem.sort(key=lambda item: -item[0])
    # What is told again, word for word, is told once.
    problem = list({passage.low: (weight, passage) for weight, passage in reversed(problem)}.values())[::-1]
    told = "\n".join(passage.text for _, passage in problem)
    if problem and fits_any_project(told, repository.vocabulary):
        # A need that is told in words that the project has no other use for is nobody's in particular.
        return Framing((), ())
    return Framing(tuple(passage for _, passage in problem), tuple(success), metric)


def _below_success(document: Document) -> frozenset[str]:
    """The headings that stand below one that asks what success would be."""
    found: set[str] = set()
    level = 0
    for section in document.sections:
        if level and section.level > level:
            found.add(section.title)
        else:
            level = section.level if success_words.asks_for_success(section.title) else 0
    return frozenset(found)


def _judged_by(passage: Passage) -> Evidence | None:
    """Where a passage names the metric that is to be made best, or that it is evaluated by; not in notebooks."""
    if passage.in_notebook:
        return None
    for line in passage.lines:
        if any(map(success_words.names_deciding_metric, _SENTENCE.split(folded(line.text)))):
            return passage.document.evidence(line.number)
    return None


def _is_of_work(document: Document) -> bool:
    """Whether a text tells how to set something up, or what is still to be done."""
    return bool(_OF_WORK.search(_stem(document.path))) or is_road_map(document) or is_plan_of_work(document)


def _stem(path: str) -> str:
    """The words that a text is called by; a README in a folder of one word is about what that says."""
    folder, _, name = path.rpartition("/")
    within = folder.rpartition("/")[2]
    called = within if within.isalpha() and _README.match(name) else name.rpartition(".")[0]
    return re.sub(r"[-_.]", " ", called)


def _in_front(passage: Passage, *, is_readme: bool) -> int:
    """How much it counts that a passage stands where the need is asked for, and in the text that is read first."""
    asked = words.asks_for_need(passage.title) or words.asks_for_need(_stem(passage.document.path))
    return (_ASKED if asked else 0) + (_IN_README if is_readme else 0)


def _is_hollow(story: Narrative) -> bool:
    """Whether a text by itself points at nothing that any project has for itself, so that its need is nobody's."""
    return len(story.documents) == 1 and story.is_padded and not story.documents[0].path.endswith(".ipynb")


def _announces(title: str) -> bool:
    return words.is_about_problem(title) or words.asks_for_need(title) or success_words.asks_for_success(title)


def _is_quoted(passage: Passage) -> bool:
    """Whether most of a passage is quoted, at length, from somewhere else: somebody else's words, and no note."""
    lines = [line for line in passage.text.split("\n") if line.strip(" >")]
    quoted = [line for line in lines if line.lstrip().startswith(">")]
    if quoted and _NOTE.match(quoted[0].lstrip(" >")):
        return False
    return len(quoted) >= _QUOTED and sum(map(len, quoted)) * 2 > sum(map(len, lines))


def _is_elsewhere(passage: Passage, first: str, *, in_opening: bool) -> bool:
    """Whether a passage stands below the heading of a column, or of the model, the tools or the running of it; below
    that of the data, a text that has said little yet may tell who is helped by what is predicted from it.
    """
    if _COLUMN.fullmatch(passage.title):
        return passage.title != first
    if not _ELSEWHERE.search(passage.title):
        return False
    return not (
        in_opening and _DATA.fullmatch(passage.title) and any(map(words.names_helped, _SENTENCE.split(passage.low)))
    )


def _is_list(passage: Passage) -> bool:
    """Whether most lines of a passage are of a list: it goes through things, and tells no story."""
    kinds = [line.kind for line in passage.lines]
    return kinds.count("item") * 2 > len(kinds)


def _weight(passage: Passage, names: frozenset[str], first: str, *, in_opening: bool, at_root: bool) -> int:
    """How much a passage says of whose problem it is and why it matters; 0 where that is nothing more than a word.

    Where the problem is told: at the beginning, in one sentence that names somebody with what is at stake for them or
    what they are promised; below a heading that announces it, by what is at stake alone. A text at the root may tell a
    story without such words, below its title (`first`) or as an overview: of the world, at length, in which somebody
    acts; below another heading near its beginning something has to be at stake in it.
    """
    lines = passage.text.split("\n")
    announced = words.is_about_problem(passage.title) or any(map(words.announces_problem, lines))
    asks = not passage.in_notebook and words.asks_for_need(passage.title)
    opens = in_opening or bool(_OVERVIEW.search(passage.title))
    if not (announced or opens or asks):
        return 0
    said = [part for part in _without_grounds(_SENTENCE.split(passage.low)) if not words.asks_author(part)]
    sentences = [sentence for sentence in said if not is_vague(unnamed(sentence, names))]
    reasons = words.reasons("\n".join(filter(_is_at_stake, sentences)))
    is_of_measuring = (
        passage.in_notebook and _OF_MEASURING.search(passage.low) and not words.owners("\n".join(sentences))
    )
    told = (
        bool(announced and reasons and not is_of_measuring)
        or ((announced or in_opening) and (any(map(_tells, sentences)) or _befalls_named(sentences)))
        or any(_answers_why(line) for line in _without_grounds(lines))
        or (
            not passage.in_notebook
            and words.asks_for_value(passage.title)
            and sum(bool(words.promises(sentence)) for sentence in sentences) >= _SEVERAL
        )
        or (asks and words.tells_plainly(sentences))
        or (asks and words.tells_of_someone(sentences))
        or (asks and reasons and any(map(words.names_acquaintance, sentences)))
        or (
            at_root
            and (passage.title == first or _OVERVIEW.search(passage.title) or (in_opening and reasons))
            and not _is_list(passage)
            and words.tells_of_somebody(sentences)
        )
    )
    plain = min(len(reasons) + len(words.owners(passage.low)), _MOST_SAID)
    return 1 + plain + 2 * announced + _EARLY * in_opening if told else 0


def _is_at_stake(sentence: str) -> bool:
    """Whether a sentence may say what is at stake: what either mistake costs is a measure, and says not for whom."""
    return bool(words.owners(sentence)) or not success_words.says_cost_of_errors(sentence)


def _without_grounds(parts: Sequence[str]) -> Sequence[str]:
    """Lines or sentences without those that are labelled as the reason of a decision, which a label before names."""
    low = [folded(part) for part in parts]
    decided = next((at for at, part in enumerate(low) if _DECISION.match(part)), len(low))
    return [part for at, part in enumerate(parts) if at < decided or not _GROUNDS.match(low[at])]


def _answers_why(line: str) -> bool:
    """Whether a label asks why it matters, and what follows names who has the problem or what is at stake."""
    label, colon, rest = line.partition(":")
    if not colon or len(label) > _LONGEST_LABEL or not words.asks_for_need(label):
        return False
    low = folded(rest)
    if words.asks_author(low):
        return False
    is_felt = words.owners(low) or (words.reasons(low) and words.promises(low))
    return bool(is_felt) and not is_vague(low)


def _at_telling_line(passage: Passage) -> Passage:
    """The passage from the line on that tells the problem, where it begins with something else."""
    lines = [line for line in passage.lines if line.kind != "table"] or passage.lines
    lines = [line for line in lines if any(map(str.isalpha, line.text))] or lines
    if lines and lines[0].number > passage.line:
        # A mark alone on its line, as before what is quoted, tells nothing.
        passage = passage._replace(line=lines[0].number)
    tells = [any(map(_tells, _SENTENCE.split(folded(line.text)))) or _answers_why(line.text) for line in lines]
    gives = [bool(words.reasons(folded(line.text))) for line in lines]
    is_first = words.is_about_problem(passage.title) and gives[:1] == [True]
    if not lines or is_first or tells[0]:
        return passage
    at = tells if any(tells) else gives
    return passage._replace(line=_sentence_start(lines, at.index(True))) if any(at) else passage


def _sentence_start(lines: Sequence[Line], at: int) -> int:
    """The number of the line that the sentence begins on which a line of a broken paragraph is a part of."""
    while at and lines[at].kind == "prose" and (before := lines[at - 1]).kind in ("prose", "item"):
        if before.number != lines[at].number - 1 or _ENDED.search(before.text):
            break
        at -= 1
    return lines[at].number


def _tells(sentence: str) -> bool:
    """Whether a sentence names somebody with what is at stake for them, or what they are promised."""
    if _OF_TABLE.search(sentence) or _SETTING.match(sentence) or words.advises(sentence):
        return False
    return (
        words.names_use(sentence)
        or words.names_client(sentence)
        or words.names_whose(sentence)
        or words.names_helped(sentence)
        or bool(words.owners(sentence) and (words.reasons(sentence) or words.promises(sentence)))
        or bool(words.names_acquaintance(sentence) and words.reasons(sentence))
    )


def _befalls_named(sentences: Sequence[str]) -> bool:
    """Whether one sentence says for whom something is made, and it, the next or one that calls them so again what is at
    stake.
    """
    for position, sentence in enumerate(sentences):
        named = words.named_for(sentence)
        for later, other in enumerate(sentences[position:]) if named else ():
            is_theirs = any(name in other for name in named) or (later == 1 and not words.is_technical(other))
            if is_theirs and words.reasons(other) and not _OF_TABLE.search(other):
                return True
    return False


def _says_success(passage: Passage, *, in_problem: bool) -> bool:
    told = [sentence for sentence in _SENTENCE.split(passage.low) if not is_vague(sentence)]
    if success_words.says_cost_of_errors("\n".join(told)):
        return True
    if _measures(_GIVEN_REASON.sub(", ", passage.low), in_problem=in_problem):
        return True
    if success_words.argues_choice(passage.title, passage.low):
        return True
    if not success_words.sets_goal(f"{folded(passage.title)} {passage.low}"):
        return any(_sets_gate(passage, line) for line in passage.text.split("\n"))
    lines = [Line(passage.line, "prose", line) for line in passage.text.split("\n")]
    return any(figure.kind == "target" for figure in figures.in_text(lines))


def _sets_gate(passage: Passage, line: str) -> bool:
    """Whether a line says which figure a model has to reach to be taken."""
    return success_words.names_gate(folded(line)) and any(
        figure.kind == "target" for figure in figures.in_text([Line(passage.line, "prose", line)])
    )


def _measures(text: str, *, in_problem: bool) -> bool:
    """Whether a sentence of a text gives a reason for a metric or a bar, or, where the problem is told, a measure."""
    return any(
        success_words.argues_metric(sentence)
        or success_words.sets_bar(sentence)
        or (
            in_problem
            and (
                success_words.sets_target(sentence)
                or success_words.weighs_metric(sentence)
                or success_words.says_good_enough(sentence)
                or success_words.names_measure(sentence)
                or success_words.names_quantity(sentence)
            )
        )
        for sentence in _SENTENCE.split(text)
    )


def _at_measuring_line(passage: Passage, *, in_problem: bool) -> Passage:
    """The passage from the line on that gives the measure of success, where one line does."""
    lines = passage.lines
    for at, line in enumerate(lines):
        low = folded(line.text)
        if success_words.says_cost_of_errors(low) or _measures(low, in_problem=in_problem):
            return passage._replace(line=_sentence_start(lines, at))
    return passage
