"""Writing a run into the store: what is to be reviewed, and what became of it. Doing a thing twice does it once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from portfolio_kit.cohort.result import Failed, Result, Scored, Unchanged, Verdict
from portfolio_kit.cohort.roster import Entry, Roster
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.standing import restand
from portfolio_kit.repository import address
from portfolio_kit.rubric.rubric import Criterion, Rubric

_SCORED, _FAILED = "scored", "failed"
# A run does these for every repository: made once, SQLAlchemy knows them again.
_EARLIER = select(tables.Review.id, tables.Review.state, tables.Review.key).where(
    tables.Review.run_id == bindparam("run"), tables.Review.repository_id == bindparam("repository")
)
_ADDED_REVIEW = insert(tables.Review).returning(tables.Review.id)
# SQLite would return the numbers of rows in their order only one by one.
_ADDED_FINDINGS, _ADDED_EVIDENCE, _ADDED_PASSAGES = map(insert, (tables.Finding, tables.Evidence, tables.Passage))
_FINDINGS = (
    select(tables.Finding.id).where(tables.Finding.review_id == bindparam("review")).order_by(tables.Finding.position)
)


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that is under way; `continues` says that it had begun before."""

    id: int
    cohort: int
    continues: bool


@dataclass(frozen=True, slots=True)
class Last:
    """The latest review of a repository: by which run, in what state, with which key."""

    run: int
    state: str
    key: str


def enrol(session: Session, roster: Roster) -> dict[str, int]:
    """Bring the store's repositories to what the cohort file says, and return their numbers by name.

    What the file no longer names stays, with all that is known of it, as not listed.
    """
    cohort = session.scalars(select(tables.Cohort).where(tables.Cohort.name == roster.name)).one_or_none()
    if cohort is None:
        cohort = tables.Cohort(name=roster.name)
        session.add(cohort)
        session.flush()
    present = {
        repository.name: repository
        for repository in session.scalars(select(tables.Repository).where(tables.Repository.cohort_id == cohort.id))
    }
    tags: dict[int, set[str]] = {}
    in_cohort = select(tables.Repository.id).where(tables.Repository.cohort_id == cohort.id)
    for number, tag in session.execute(
        select(tables.Tag.repository_id, tables.Tag.name).where(tables.Tag.repository_id.in_(in_cohort))
    ):
        tags.setdefault(number, set()).add(tag)
    for place, entry in enumerate(roster.entries):
        repository = present.get(entry.name)
        if repository is None:
            repository = tables.Repository(cohort_id=cohort.id, name=entry.name, standing_state="waiting")
            session.add(repository)
            present[entry.name] = repository
        _describe(repository, entry, place)
    listed = {entry.name for entry in roster.entries}
    for name, repository in present.items():
        if name not in listed:
            repository.is_listed = False
    session.flush()
    for entry in roster.entries:
        _tag(session, present[entry.name].id, tags.get(present[entry.name].id, set()), entry.tags)
    return {name: repository.id for name, repository in present.items() if name in listed}


def begin(session: Session, roster: Roster, rubric: Rubric, digest: str, tool: str, *, proves: bool) -> Begun:
    """Begin a run over an enrolled cohort, or go on with the latest one where that was stopped and asks the same."""
    cohort = session.scalars(select(tables.Cohort.id).where(tables.Cohort.name == roster.name)).one()
    latest = session.scalars(
        select(tables.Run).where(tables.Run.cohort_id == cohort).order_by(tables.Run.id.desc()).limit(1)
    ).one_or_none()
    asked = (tool, digest, proves)
    if latest is not None and latest.ended is None and (latest.tool, latest.rubric_digest, latest.proves) == asked:
        return Begun(latest.id, cohort, continues=True)
    run = tables.Run(
        cohort_id=cohort,
        started=datetime.now(UTC),
        ended=None,
        tool=tool,
        rubric=rubric.name,
        rubric_digest=digest,
        proves=proves,
        criteria=[_criterion(rubric, criterion) for criterion in rubric.criteria],
    )
    session.add(run)
    session.flush()
    return Begun(run.id, cohort, continues=False)


def latest(session: Session, numbers: Iterable[int]) -> dict[int, Last]:
    """Return the latest review of each of the repositories that has one, by the repository's number."""
    wanted = set(numbers)
    newest = select(func.max(tables.Review.id)).group_by(tables.Review.repository_id)
    columns = (tables.Review.repository_id, tables.Review.run_id, tables.Review.state, tables.Review.key)
    return {
        number: Last(run, state, key)
        for number, run, state, key in session.execute(select(*columns).where(tables.Review.id.in_(newest)))
        if number in wanted
    }


def record(session: Session, run: int, results: Iterable[tuple[int, Result]]) -> None:
    """Write what became of repositories in a run. What is there already is not written again; where the same run had
    failed before, this is what became of it.
    """
    # Plain rows: nobody asks for them as objects here.
    connection = session.connection()
    for number, result in results:
        if isinstance(result.outcome, Unchanged):
            continue
        earlier = connection.execute(_EARLIER, {"run": run, "repository": number}).all()
        if failed := [row.id for row in earlier if row.state == _FAILED]:
            connection.execute(delete(tables.Review).where(tables.Review.id.in_(failed)))
        if all(row.key != result.key for row in earlier if row.state != _FAILED):
            values = {"run_id": run, "repository_id": number, **_values(result, result.outcome)}
            review = connection.execute(_ADDED_REVIEW, values).scalar_one()
            if isinstance(result.outcome, Scored):
                _add_findings(connection, review, result.outcome)
        restand(session, number)


def end(session: Session, run: int) -> None:
    """Write that a run has gone over all repositories."""
    session.execute(update(tables.Run).where(tables.Run.id == run).values(ended=datetime.now(UTC)))


def _describe(repository: tables.Repository, entry: Entry, place: int) -> None:
    repository.source = address.shown(entry.source) if address.is_url(entry.source) else entry.source
    repository.subfolder = entry.subfolder
    repository.place = place
    repository.is_listed = True
    repository.identifiers = dict(entry.identifiers)


def _tag(session: Session, number: int, present: set[str], wanted: Sequence[str]) -> None:
    if gone := present.difference(wanted):
        session.execute(delete(tables.Tag).where(tables.Tag.repository_id == number, tables.Tag.name.in_(gone)))
    if new := set(wanted).difference(present):
        session.execute(insert(tables.Tag), [{"repository_id": number, "name": name} for name in sorted(new)])


def _criterion(rubric: Rubric, criterion: Criterion) -> dict[str, Any]:
    titles = {pillar.id: pillar.title for pillar in rubric.pillars}
    return {
        "id": criterion.id,
        "title": criterion.title,
        "why": criterion.why,
        "pillar": criterion.pillar,
        "pillar_title": titles.get(criterion.pillar, criterion.pillar),
        "points": criterion.points,
        "earned": [criterion.earned(0), criterion.earned(1), criterion.earned(2)],
    }


def _values(result: Result, outcome: Scored | Failed) -> dict[str, Any]:
    """What a review's own row says."""
    values: dict[str, Any] = {
        "reviewed": datetime.now(UTC),
        "key": result.key,
        "commit": result.commit,
        "seconds": result.seconds,
        "memory": result.memory,
    }
    if isinstance(outcome, Failed):
        return {**values, "state": _FAILED, "failure": outcome.reason, "failure_kind": outcome.kind, "notes": []}
    return {
        **values,
        "state": _SCORED,
        "failure": None,
        "failure_kind": None,
        "score": outcome.score,
        "earned": outcome.earned,
        "possible": outcome.possible,
        "notes": list(outcome.notes),
        "warning": outcome.warning,
        "proof": outcome.proof,
    }


def _add_findings(connection: Connection, review: int, scored: Scored) -> None:
    rows = [_finding(review, position, verdict) for position, verdict in enumerate(scored.verdicts)]
    if rows:
        connection.execute(_ADDED_FINDINGS, rows)
    findings = connection.scalars(_FINDINGS, {"review": review}).all()
    evidence = [
        {
            "finding_id": finding,
            "position": position,
            "path": place.path,
            "line": place.line,
            "cell": place.cell,
            "excerpt": place.excerpt,
            "source": place.source,
            "source_line": place.source_line,
        }
        for finding, verdict in zip(findings, scored.verdicts, strict=True)
        for position, place in enumerate(verdict.evidence)
    ]
    passages = [
        {"review_id": review, "path": each.path, "kind": each.kind, "text": each.text, "marks": each.marks}
        for each in scored.passages
    ]
    if evidence:
        connection.execute(_ADDED_EVIDENCE, evidence)
    if passages:
        connection.execute(_ADDED_PASSAGES, passages)


def _finding(review: int, position: int, verdict: Verdict) -> dict[str, Any]:
    return {
        "review_id": review,
        "position": position,
        "criterion": verdict.criterion,
        "pillar": verdict.pillar,
        "level": verdict.level,
        "status": verdict.status,
        "points": verdict.points,
        "possible": verdict.possible,
        "earned": verdict.earned,
        "gain": verdict.gain,
        "proven": verdict.proven,
        "reason": verdict.reason,
        "fix": verdict.fix,
        "annotation": verdict.annotation,
        "is_error": verdict.is_error,
    }
