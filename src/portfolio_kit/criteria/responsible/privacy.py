"""How personal data is treated (article section 12.2), and what should not have been committed."""

from __future__ import annotations

from dataclasses import replace

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import capital, cited, enumerated
from portfolio_kit.criteria.responsible.personal import (
    is_of_persons,
    left_out,
    listed_persons,
    made_in_trees,
    public_licence,
    removed,
    tells_how,
    written_by_people,
)
from portfolio_kit.criteria.responsible.privacy_words import (
    NOBODY,
    NOT_SYNTHETIC,
    OF_CREDENTIALS,
    OF_DATA_HERE,
    OF_LAW,
    OF_PRIVACY,
    OF_TRAFFIC,
    OWED,
    PRIVATE,
    PUBLIC,
    SYNTHETIC,
    TREATED,
    UNTRACED,
)
from portfolio_kit.repository.data.connections import default_password
from portfolio_kit.repository.data.kept_rows import kept_rows
from portfolio_kit.repository.data.logged_persons import logged_persons
from portfolio_kit.repository.data.made_beside import ONE_OF_TWO
from portfolio_kit.repository.data.secrets import Secret
from portfolio_kit.repository.models.stages import READ
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.nobody import without_persons
from portfolio_kit.repository.texts.statements import Statement, announced, clauses, stated
from portfolio_kit.repository.texts.vague import is_vague
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

# An article before what is spoken of for the first time.
_ARTICLE = re.compile(r"^an? ")
_IS_PUBLIC = re.compile(r"publi|p[úu]blic|öffentlich|\bopen\b|открыт|公开|licen[cs]", re.IGNORECASE)
# What a file is called that holds what a model or a run gave.
_CAME_OUT = re.compile(r"pred|result|histor|metric|report|log_|submission|score", re.IGNORECASE)


def privacy(repository: Repository) -> Finding:
    """Level 0: a secret (a key of a known shape, a random value that is named a key, token or password, a private key,
    a database's password of one's own in code, one that Terraform gives to what it makes), a database with persons'
    accounts, the history of a shell or a table with persons' names and mail addresses is committed, or people's data,
    such as what they wrote, is used with no word on it. Level 1: no secrets, and nothing is said of data without people
    or that code here makes up, or of people's data only that it is public or sensitive. Level 2: the texts state how it
    is treated, in words for it or below a heading or label about it (anonymised, without names, synthetic, not kept, no
    personal data and why, under which public licence); a tree of files that calls the data synthetic does where code
    here makes all of it.
    Placeholders and development defaults are no secrets; that of a database on the author's machine is told in the fix.
    Plans, headings, what ought to be done, and that a law applies are no statements.
    """
    finding = _treated(repository)
    place = default_password(repository) if finding.fix and not repository.secrets else None
    if place is None:
        return finding
    fix = (
        f"{finding.fix} {cited(place)} has the password of a database on your own machine in it: let the code read it "
        "from an environment variable."
    )
    return replace(finding, fix=fix)


def _treated(repository: Repository) -> Finding:
    """The finding, with nothing of passwords that open nothing but what runs on one machine."""
    found = repository.secrets
    if found:
        first = found[0]
        return missing(
            f"{capital(first.what)} is committed.",
            f"Remove {first.evidence.path}, with the personal data in it, from the repository and its history, and "
            "list it in .gitignore."
            if first.is_data
            else f"{_revoked(first)}: the git history keeps it, even when the file is deleted. Then "
            f"{_elsewhere(first.evidence)}.",
            [secret.evidence for secret in found],
        )
    project = _project(repository)
    if project is None:
        return missing(
            "There is no project to judge yet.",
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
    private = [
        statement
        for statement in stated(texts, PRIVATE)
        if is_of_persons(statement)
        and not OF_TRAFFIC.search(statement.text)
        and any(PRIVATE.pattern.search(part) and not OF_LAW.search(part) for part in clauses(statement.text))
    ]
    statements = [
        *(statement for statement in private if not OWED.search(statement.text) and tells_how(statement)),
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
            for statement in (*stated(texts, SYNTHETIC), *announced(texts, SYNTHETIC))
            if not subject.is_things and not NOT_SYNTHETIC.search(f"{statement.title} {statement.text}")
        ),
    ]
    if statements:
        return met(
            "The text says how personal data is treated, and no committed secret was found.",
            [statement.evidence for statement in statements],
        )
    written = None if subject.is_people else written_by_people(repository) if texts else None
    licensed = public_licence(repository) if (subject.is_people or written) and texts else None
    if licensed:
        return met(
            "The data about people has a public licence, which the text gives, and no committed secret was found.",
            [licensed],
        )
    called = private or [one for one in stated(texts, PUBLIC) if not OF_CREDENTIALS.search(one.text)]
    called = called or [one for one in stated(texts, SYNTHETIC) if ONE_OF_TWO.search(one.text)]
    public = [statement for statement in called if not is_vague(statement.text)]
    # What is still to be ticked off says less than a sentence.
    public.sort(key=lambda statement: "[ ]" in statement.evidence.excerpt)
    if written and not public:
        what, place = written
        return missing(
            f"The data is what people wrote ({what}), and the text does not say how it is treated.",
            f"Say below a heading such as Privacy how the {what} of {cited(place)} are treated: whether names and "
            "addresses in them are removed, or under which public licence they are published.",
            [place],
        )
    if not subject.is_people:
        told = subject.thing_evidence if subject.is_impersonal else subject.evidence or subject.thing_evidence
        return partial(
            "No committed secret was found, but the text does not say whether the data holds personal data.",
            "Say in one sentence that the data holds no personal data, if no column identifies a person, and why: it "
            f"is about things (“{subject.thing_words[0]}” at {cited(told[0])})."
            if told and subject.is_things and subject.thing_words
            else "Say below a heading such as Privacy whether the data holds personal data. If it does, say what you "
            "remove or do not store; if it does not, say why.",
            [*told[:1], *_data(repository)] or [project],
        )
    made = repository.origins[:1] if all(origin.is_made for origin in repository.origins) else ()
    if made and not public:
        return partial(
            "No committed secret was found; the code generates all of the data, but the text does not say so.",
            "Say in one sentence that the data is synthetic and describes no real person.",
            [made[0].evidence],
        )
    named = f" (columns {enumerated(subject.columns[:4])})" if len(subject.columns) > 1 else ""
    named = named or (f" (column {subject.columns[0]})" if subject.columns else "")
    kept = kept_rows(repository.files)
    logged = logged_persons(repository)
    emptied = f"{removed(repository)}{_emptied(kept)}{_unlogged(logged)}"
    if public:
        return _only_called(repository, public[0], named, emptied)
    words = subject.people_words
    shown = named or (f" (“{words[0]}” at {cited(subject.evidence[0])})" if words and subject.evidence else "")
    return missing(
        f"The data is about people{shown}, and the text does not say how it is treated.",
        f"Say below a heading such as Privacy how the data about people{named} is treated: anonymised (without names "
        f"or other identifiers), synthetic, or published under which licence.{emptied}",
        [*(subject.evidence or _data(repository)), *(found[1] for found in (kept, logged) if found)],
    )


def _revoked(secret: Secret) -> str:
    if secret.evidence.path.endswith(".tf"):
        return f"Change the password that {cited(secret.evidence)} gives to what it sets up"
    return f"Make {_ARTICLE.sub('the ', secret.what)} at {cited(secret.evidence)} invalid where it was issued"


def _elsewhere(place: Evidence) -> str:
    """Where the next secret is to be kept instead of at a place."""
    if place.path.endswith(".tf"):
        return (
            "declare a variable with sensitive = true for the new one, and hand it over in the environment (TF_VAR_…)"
        )
    return "let the code read the new one from an environment variable"


def _emptied(kept: tuple[str, Evidence] | None) -> str:
    """What to do about rows that an app kept of somebody, as a sentence that follows another."""
    if kept is None:
        return ""
    return (
        f" {kept[1].path} has rows with somebody's {kept[0]} in it: remove it from the repository and its history, "
        "and list it in .gitignore."
    )


def _unlogged(logged: tuple[str, Evidence] | None) -> str:
    """What to do about requests that are logged as they come, as a sentence that follows another."""
    if logged is None:
        return ""
    return f" {cited(logged[1])} writes whole requests into the log, {logged[0]} with them: leave that field out there."


def _only_called(repository: Repository, public: Statement, named: str, emptied: str) -> Finding:
    """The finding where people's data is called public or sensitive, and no more is said than what is left out."""
    called = "called public" if _IS_PUBLIC.search(public.text) else "called private or sensitive"
    if ONE_OF_TWO.search(public.text):
        called = "called synthetic or something else"
    without = left_out(repository.texts)
    beyond = f" except that {without[0]} is left out ({cited(without[1])})" if without else ""
    return partial(
        f"No committed secret was found; the data about people is only {called}, and the text does not say how it is "
        f"treated{beyond}.",
        f"Say beside {cited(public.evidence)} what is done with personal data{named}: who removed names and other "
        f"identifiers, or under which licence the data was published.{emptied}",
        [public.evidence, *([without[1]] if without else [])],
    )


def _data(repository: Repository) -> list[Evidence]:
    """Where the data is: a table that is committed, or where the code reads it, and not what came out of a model."""
    supply = repository.supply
    read = [read.use.evidence for read in supply.reads] or [use.evidence for use in repository.stages.of(READ)]
    read = [place for place in read if not _CAME_OUT.search(f"{place.path} {place.excerpt}")] or read
    return [file.evidence() for file in supply.fitting[:1]] or read[:1]


def _project(repository: Repository) -> Evidence | None:
    """A place that shows that there is a project: code, or a text of more than a title."""
    for module in repository.modules:
        if module.calls:
            return module.evidence(min(call.line for call in module.calls))
    return None
