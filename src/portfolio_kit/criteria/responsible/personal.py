"""What of persons a repository holds, and what its texts say of keeping it private."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.criteria.responsible.privacy_words import (
    DONE,
    NAMED_ALONE,
    NOT_SYNTHETIC,
    OF_COLUMNS,
    OF_CREDENTIALS,
    PRIVATE,
    PUBLIC_LICENCE,
    SYNTHETIC,
)
from portfolio_kit.repository.data.exercises import exercises
from portfolio_kit.repository.data.persons_listed import lists_persons, prints_persons
from portfolio_kit.repository.data.subjects import OF_SOMEBODY
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.statements import Statement, clauses, is_plan, stated
from portfolio_kit.rubric.finding import Evidence

_NO_WORD = re.compile(r"[\W_]+")
_NAMES = frozenset(
    {"surname", "lastname", "firstname", "fullname", "customername", "patientname", "employeename", "name"}
)
_MAILS = frozenset({"email", "emailaddress"})
# Hosts that are kept for examples reach nobody.
_MAIL = re.compile(r"[\w.+-]+@(?!example\.|test\.)(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
# A data set of what people wrote; comments of code and posts of a blog are in none.
_WRITTEN = re.compile(
    r"\b(?:data-?\s?sets?|corpus|data)\b[^.;\n]{0,60}?\b(?:of|contains?|consists?|from|with|holds?)\b[^.;\n]{0,60}?"
    r"\b(tweets|user[\w -]{0,20} (?:comments|posts)|(?:toxic |wikipedia |youtube |reddit |social media |online )+"
    r"(?:comments|posts))\b"
    r"|\b(tweets) (?:data-?\s?sets?|corpus)\b",
    re.IGNORECASE,
)
_TABLES = (".csv", ".tsv")
# A column of what somebody wrote.
_OF_TEXTS = re.compile(
    r"(?:^|[,;\t])[\s\"'\ufeff]*(?:(?:clean(?:ed)?|full)_?)?(?:tweet|text)s?[\s\"']*(?=[,;\t]|$)", re.IGNORECASE
)
_LONGEST = 3000
_IDENTIFIER = re.compile(r"id$|name$|e-?mail|phone", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z_]{4,30}")
_LEFT_OUT = re.compile(
    r"\b(?:exclu[ií]\w*|exclu(?:e|ded?|sion)\w*|dropp?(?:s|ed)?|removed?|descartad\w+|eliminad\w+|removid\w+|supprimé\w*"
    r"|entfernt|left out|not used)\b",
    re.IGNORECASE,
)


def made_in_trees(repository: Repository) -> list[Statement]:
    """What trees of files in the texts say of synthetic data, where the code here makes all the data there is."""
    if not repository.origins or not all(origin.is_made for origin in repository.origins):
        return []
    return [
        Statement(document, line, "")
        for document in repository.documents
        for line in document.lines
        if line.kind == "tree" and SYNTHETIC.pattern.search(line.text) and not is_plan(line.text)
    ]


def removed(repository: Repository) -> str:
    """What to do about names in the committed data, as a sentence that follows another; nothing where the data is a
    standard exercise that anybody can have.
    """
    identifying = repository.subject.identifying
    if not identifying:
        return ""
    path = identifying[0][1].path
    if any(exercise.evidence.path == path for exercise in islice(exercises(repository), 1)):
        return ""
    names = list(dict.fromkeys(name for name, place in identifying if place.path == path))[:4]
    used = next(
        (
            cited(module.evidence(line))
            for module in repository.modules
            if not is_test(module.path) and module.mentions(*names)
            for text, line in module.strings
            if text in names
        ),
        "",
    )
    return (
        f" Put made-up values in place of {enumerated(names)} in {path}, or take them out"
        f"{f' and let {used} do without' if used else ''}; the history keeps what was committed."
    )


def left_out(documents: Iterable[Document]) -> tuple[str, Evidence] | None:
    """Return the column that tells who somebody is of which a text says that it is not used, and where."""
    for document in documents:
        for line in document.lines:
            if line.kind in ("prose", "item", "table") and _LEFT_OUT.search(text := line.text[:_LONGEST]):
                names = (name for name in _WORD.findall(text) if _IDENTIFIER.search(name))
                name = next((name for name in names if OF_SOMEBODY.fullmatch(_NO_WORD.sub("", name).lower())), None)
                # What is still to be ticked off is not done.
                if name is not None and "[ ]" not in document.source_line(line.number):
                    return name, document.evidence(line.number)
    return None


def is_of_persons(statement: Statement) -> bool:
    """Whether what is said to be kept private is that of persons, and not keys and tokens alone."""
    return any(
        PRIVATE.pattern.search(clause) and not OF_CREDENTIALS.search(clause) for clause in clauses(statement.text)
    )


def tells_how(statement: Statement) -> bool:
    """Whether a statement says how persons' data is treated: more than that columns are anonymised, or the bare words
    for such data in a list of other things.
    """
    said = [match[0] for match in PRIVATE.pattern.finditer(OF_COLUMNS.sub(" ", statement.text))]
    if statement.line.kind == "item" and all(map(NAMED_ALONE.fullmatch, said)):
        return bool(said) and DONE.search(statement.text) is not None
    return bool(said)


def listed_persons(repository: Repository) -> Evidence | None:
    """A committed table or a saved output that lists persons with their mail addresses, numbers or streets, if nothing
    says that they are made up.
    """
    made = {origin.evidence.path for origin in repository.origins if origin.is_made}
    if any(not NOT_SYNTHETIC.search(statement.text) for statement in stated(repository.texts, SYNTHETIC)) or (
        made and all(origin.is_made for origin in repository.origins)
    ):
        return None
    makers = [module for module in repository.modules if module.path in made]
    columns: dict[str, set[str]] = {}
    for name, place in repository.subject.identifying:
        columns.setdefault(place.path, set()).add(_NO_WORD.sub("", name).lower())
    for file in repository.files:
        if any(maker.mentions(file.stem, "aker") for maker in makers):
            continue
        if lists_persons(file) and not is_test(file.path):
            return file.evidence(1)
        names = columns.get(file.path, set())
        rows = file.head.split("\n")[1:4] if not names.isdisjoint(_NAMES) and not names.isdisjoint(_MAILS) else []
        if rows and all(_MAIL.search(row) for row in rows if row.strip()):
            return file.evidence(1)
    return next(
        (
            notebook.evidence(cell.output.strip().split("\n")[0], cell.number)
            for notebook in repository.notebooks
            for cell in notebook.code
            if prints_persons(cell.output)
        ),
        None,
    )


def public_licence(repository: Repository) -> Evidence | None:
    """Where a public licence stands beside the source of the data."""
    terms = (origin.terms for origin in repository.origins if origin.terms)
    return next((place for place in terms if PUBLIC_LICENCE.search(place.excerpt)), None)


def written_by_people(repository: Repository) -> tuple[str, Evidence] | None:
    """What the data holds that people wrote themselves, such as their tweets, and where that shows: a text says so, or
    is about tweets, and a committed table has a column of texts.
    """
    for document in repository.texts:
        for position in document.with_words(("tweet", "comment", "post")):
            line = document.lines[position]
            said = _WRITTEN.search(line.text[:_LONGEST]) if line.kind in ("prose", "item") else None
            if said:
                return (said[1] or said[2]).lower(), document.evidence(line.number)
    if not any(document.with_words(("tweet", "tweets", "twitter")) for document in repository.texts):
        return None
    return next(
        (
            ("tweets", file.evidence(1))
            for file in repository.files
            if file.suffix in _TABLES and _OF_TEXTS.search(file.head.split("\n", 1)[0][:_LONGEST])
        ),
        None,
    )
