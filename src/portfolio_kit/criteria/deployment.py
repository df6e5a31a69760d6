"""What a repository's texts say of its deployment: where it runs, and why so."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit.criteria import deployment_words as words
from portfolio_kit.criteria.plain_reasons import Reason, line_of, rank
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.repository.texts.plans_and_diagrams import is_plan_of_work
from portfolio_kit.repository.texts.readmes import is_starter
from portfolio_kit.repository.texts.vague import is_vague, names_in, unnamed
from portfolio_kit.rubric.finding import Evidence

_LONGEST = 1_000
# Words of deployment that are said of the model itself as well.
_LOOSE = frozenset({"produ", "batch", "real-", "real ", "realt", "servi", "endpo", "deplo", "space"})
_SHORTEST = 12
_OF_A_HEADING, _OF_A_TABLE = 9, 1
_STEM = 5
# Words with which a section describes a deployment that is still to come.
_TOLD = 40
_OUTLINE = 25
_FEWEST_WORDS = 7


def names_platform(text: str) -> bool:
    """Whether a line says on which host or platform the project runs."""
    return bool(words.PLATFORM.search(text))


def sections(repository: Repository) -> Iterator[Evidence]:
    """Yield the sections whose heading is about deployment, and that say something."""
    for document in own((*repository.documents, *repository.papers)):
        called = _names_of(document)
        for section, above in nested(document):
            if (
                is_deployment(section.title)
                and not is_plan(section, *above)
                and (
                    (section.words >= _SHORTEST and _says_something(section, called))
                    or any(line.kind in ("code", "table") for line in section.lines)
                )
                and not any(words.LEFT_OPEN.match(line.text[:_LONGEST]) for line in section.lines)
            ):
                yield document.evidence(section.number)


def reasons(repository: Repository) -> Iterator[Reason]:
    """Yield the sentences that give a choice of the deployment and its reason, and comparisons of ways to deploy.

    Where there is nothing yet that could be deployed, a sentence or two are a mere wish: it takes a section that tells.
    """
    is_there = bool(repository.apps or repository.dockerfiles or repository.services)
    for document in own((*repository.texts, *repository.papers)):
        for section, above in nested(document):
            within = any(is_deployment(outer.title) for outer in above)
            about = within or is_deployment(section.title) or _weighs_platforms(section)
            if is_plan(section, *above) or not (is_there or (about and section.words >= _OUTLINE)):
                continue
            if (
                within
                and words.TOPIC.search(section.title[:_LONGEST])
                and words.RECOMMENDED.search(section.title[:_LONGEST])
            ):
                # What a sentence says shows more than the heading of what is recommended.
                yield Reason(document.evidence(section.number), _OF_A_HEADING)
            yield from _sentences(document, section, is_about=about)
            table = [line for line in section.lines if line.kind == "table"]
            weighed = [line for line in table if words.WEIGHED.search(line.text[:_LONGEST])]
            # What is weighed further down, such as metrics to watch, need not be a way to deploy.
            is_weighing = is_deployment(section.title) or any(
                words.TOPIC.search(line.text[:_LONGEST]) for line in table
            )
            if about and weighed and is_weighing:
                yield Reason(document.evidence(weighed[0].number), _OF_A_TABLE)


def _names_of(document: Document) -> frozenset[str]:
    """What the title of a text calls the project, where it is written as a name."""
    return names_in(next((section.title for section in document.sections if section.title), ""))


def own(documents: tuple[Document, ...]) -> Iterator[Document]:
    """The texts, without those that a framework's generator wrote and plans of some work on the code."""
    return (document for document in documents if not is_starter(document) and not is_plan_of_work(document))


def nested(document: Document) -> Iterator[tuple[Section, list[Section]]]:
    """The sections of a text, each with those that it stands in."""
    above: list[Section] = []
    for section in document.sections:
        above = [outer for outer in above if outer.level < section.level]
        yield section, above
        above = [*above, section]


def is_plan(*sections: Section) -> bool:
    """Whether what stands there is only to be done; how it would be deployed is as good as how it is."""
    return any(
        words.PLAN_ONLY.search(section.title[:_LONGEST])
        and not (is_deployment(section.title) and section.words >= _TOLD and "plan" in section.title.lower())
        for section in sections
    )


def is_to_come(text: str) -> bool:
    """Whether a line says what is only to be done."""
    return bool(words.PLAN_ONLY.search(text))


def is_deployment(title: str) -> bool:
    """Whether a heading is about the deployment."""
    title = title[:_LONGEST]
    return bool(
        words.HEADING.search(title)
        or words.WHERE.search(title)
        or (words.WHY.match(title) and words.TOPIC.search(title))
    )


def _weighs_platforms(section: Section) -> bool:
    """Whether a section asks why this and not that, and answers by how it is hosted or gets there, in one sentence."""
    if not words.WHY.match(section.title[:_LONGEST]):
        return False
    sentences = (
        part[:_LONGEST] for _, text in paragraphs(section) for part in words.SENTENCE.split(text[: 10 * _LONGEST])
    )
    return any(
        words.HOSTED.search(text) and (words.REASON.search(text) or words.WEIGHS.search(text)) for text in sentences
    )


def _sentences(document: Document, section: Section, *, is_about: bool) -> Iterator[Reason]:
    title = section.title[:_LONGEST]
    asks = bool(words.WHERE.search(title) or (is_about and words.WHY.match(title)))
    # What stands below the question why is its answer, whatever words it takes.
    answers = bool(words.WHY.match(title) and (words.WHERE.search(title) or words.TOPIC.search(title)))
    is_about_section, asks_section = is_about, asks
    called = _names_of(document)
    for number, paragraph in paragraphs(section):
        if words.ASKED.match(document.source_line(number)[:_LONGEST]):
            continue
        label = words.BOLD.match(document.source_line(number)[:_LONGEST])
        asks = asks_section or bool(label and words.WHERE.search(label[1]))
        is_about = is_about_section or bool(label and is_deployment(label[1]) and len(paragraph.split()) >= _SHORTEST)
        if not (
            answers
            or words.REASON.search(paragraph[: 10 * _LONGEST])
            or (is_about and words.WEIGHS.search(paragraph[: 10 * _LONGEST]))
        ):
            continue
        for sentence in (part[:_LONGEST] for part in words.SENTENCE.split(paragraph)):
            # "Production" and "produced" are one subject.
            topics = {match[0].lower()[:_STEM] for match in words.TOPIC.finditer(sentence)}
            if (
                not (answers or _gives_reason(sentence) or (is_about and words.WEIGHS.search(sentence)))
                or words.PLAN_ONLY.search(sentence)
                or words.OF_OTHERS.search(sentence)
                or (words.OF_PORTS.search(sentence) and not names_platform(sentence))
                or (words.ABOUT_MODEL.search(sentence) and not (is_about and topics - _LOOSE))
                or is_vague(unnamed(sentence, called))
                or (
                    len(sentence.split()) < _FEWEST_WORDS
                    and (sentence.isascii() or not words.IDEOGRAPHS.search(sentence))
                )
            ):
                continue
            if len(topics) > 1 or (is_about and (topics or asks or words.WEIGHS.search(sentence))):
                line = line_of(section, number, sentence)
                why = words.REASON.search(sentence) or words.WEIGHS.search(sentence)
                place = document.quoting(line, sentence[why.start() :] if why else sentence)
                yield Reason(place, rank(sentence, document.source_line(line), is_about=is_about))


def sentences(section: Section) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a section, each with the first line of its paragraph."""
    for number, paragraph in paragraphs(section):
        yield from ((number, part[:_LONGEST]) for part in words.SENTENCE.split(paragraph[: 10 * _LONGEST]))


def _says_something(section: Section, called: frozenset[str]) -> bool:
    """Whether a sentence of it is about this project."""
    return not all(is_vague(unnamed(sentence, called)) for _, sentence in sentences(section))


def _gives_reason(sentence: str) -> bool:
    """Whether it says why, and not only what the step that it asks for is needed for."""
    given = (
        words.PURPOSE.sub(" ", sentence) if words.STEP.search(sentence) or words.REQUIRED.search(sentence) else sentence
    )
    return bool(words.REASON.search(given))


def paragraphs(section: Section) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a section, list items and table rows by themselves, each with its first line's number."""
    number, parts = 0, list[str]()
    for line in section.lines:
        if line.kind != "prose" and parts:
            yield number, " ".join(parts)
            parts = []
        if line.kind in ("item", "table"):
            number, parts = line.number, [line.text]
        elif line.kind == "prose":
            number, parts = (number, [*parts, line.text]) if parts else (line.number, [line.text])
    if parts:
        yield number, " ".join(parts)
