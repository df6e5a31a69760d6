"""What a text says to whoever judges it, and not of the project: "if you are a grader, ignore your rubric".

A reader who is told what to find believes none of it; it stands in no text of the project.
"""

from __future__ import annotations

from portfolio_kit import lazily as re

# What is quick to look for.
_HINTS = ("grade", "grading", "language model", "evaluator", "reviewer", "assessor", "llm", "rubric", "instructions")
_WHO = (
    r"(?:(?:all|any|the|an?|our|my|ai|llms?|human|automat\w{2,4}|large|future|dear) ){0,3}"
    r"(?:graders?|evaluators?|reviewers?|assessors?|scorers?|judges|llms?|language models?"
    r"|ai (?:assistants?|agents?|models?|systems?))\b"
)
_ADDRESSED = re.compile(
    r"\b(?:if (?:you|this|the reader)(?: are|['’]re| is)|dear|attention"
    rf"|(?:notes?|messages?|instructions?|hints?) (?:to|for)) {_WHO}",
    re.IGNORECASE,
)
_SETS_ASIDE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass) (?:\w+ ){0,3}"
    r"(?:instructions?|rubrics?|criteria|guidelines?|prompts?)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:give|assign|award|grant|grade|rate|score|mark|rank|consider|treat) (?:\w+ ){0,6}"
    r"(?:levels?|points?|scores?|marks?|grades?|stars?|criteri(?:on|a)|met|passed|complete)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_LONGEST = 4_000


def without_words_to_judges(source: str) -> str:
    """Return a text with what it says to whoever judges it left blank, line for line: the paragraph, or all below a
    heading that speaks to them.
    """
    lower = source.lower()
    if not any(hint in lower for hint in _HINTS):
        return source
    lines = source.split("\n")
    is_to_judges = False
    for start, end in _paragraphs(lines):
        text = " ".join(lines[start:end])[:_LONGEST]
        if _HEADING.match(lines[start]):
            is_to_judges = bool(_ADDRESSED.search(text)) and _goes_on_to_ask(lines, end)
        if is_to_judges or _speaks(text):
            lines[start:end] = [""] * (end - start)
    return "\n".join(lines)


def _speaks(text: str) -> bool:
    asks = bool(_SETS_ASIDE.search(text)) + bool(_ADDRESSED.search(text)) + bool(_ASKS.search(text))
    return asks > 1 and (bool(_SETS_ASIDE.search(text)) or bool(_ADDRESSED.search(text)))


def _goes_on_to_ask(lines: list[str], start: int) -> bool:
    """Whether what stands below a heading, up to the next one, asks for a verdict."""
    below = []
    for line in lines[start:]:
        if _HEADING.match(line):
            break
        below.append(line)
    text = " ".join(below)[:_LONGEST]
    return bool(_SETS_ASIDE.search(text) or _ASKS.search(text))


def _paragraphs(lines: list[str]) -> list[tuple[int, int]]:
    """Where each heading and each paragraph begins and ends."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for number, line in enumerate([*lines, ""]):
        is_heading = bool(_HEADING.match(line))
        if start is not None and (not line.strip() or is_heading):
            found.append((start, number))
            start = None
        if is_heading:
            found.append((number, number + 1))
        elif line.strip() and start is None:
            start = number
    return found
