"""The tables of the store.

What a tool found is written once and never changed: a review, its findings and their evidence. What a mentor says is
added beside it, never over it: an override or a comment is a row of its own, and taking one back is another row.
The columns called `standing` repeat what follows from both, so that a page can be sorted and cut by the database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Moment(TypeDecorator[datetime]):
    """A moment in time, in UTC: databases that keep no time zone give it back with one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return what is stored."""
        del dialect
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return what was stored."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """A text of any length from anywhere: half a character, as file names and notebooks may hold, and the character
    that no database takes are stored as their escapes.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what is stored."""
        del dialect
        if value is None or value.isascii():
            return value and value.replace("\0", "\\x00")
        return value.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


class Table(DeclarativeBase):
    """What all tables share."""

    # A later version finds a constraint by its name, in every database.
    metadata = MetaData(
        naming_convention={
            "ix": "%(table_name)s_%(column_0_N_name)s",
            "uq": "%(table_name)s_%(column_0_N_name)s_unique",
            "fk": "%(table_name)s_%(column_0_name)s_key",
            "pk": "%(table_name)s_primary",
        }
    )
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[dict[str, Any]]: JSON, list[str]: JSON}  # noqa: RUF012 - SQLAlchemy's form


class Cohort(Table):
    """The repositories that are looked at together."""

    __tablename__ = "cohort"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)


class Run(Table):
    """One `review run`: which tool looked at the cohort, by which rubric, and when."""

    __tablename__ = "run"

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    started: Mapped[datetime]
    ended: Mapped[datetime | None]
    """None while it runs, and for one that was stopped."""
    tool: Mapped[str] = mapped_column(String(40))
    rubric: Mapped[str] = mapped_column(String(100))
    rubric_digest: Mapped[str] = mapped_column(String(64))
    """The rubric's text, as SHA-256: a mentor's own rubric changes under the same name."""
    proves: Mapped[bool]
    criteria: Mapped[list[dict[str, Any]]]
    """The rubric's criteria in their order: id, title, why, pillar, pillar_title, points, and earned, what the levels
    0, 1 and 2 earn of them."""


class Repository(Table):
    """A row of the cohort file."""

    __tablename__ = "repository"
    __table_args__ = (
        UniqueConstraint("cohort_id", "name"),
        Index("repository_by_place", "cohort_id", "place"),
        Index("repository_by_score", "cohort_id", "standing_score", "id"),
        Index("repository_by_state", "cohort_id", "standing_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Words)
    """The folder or the git URL, as the cohort file gives it; never with a password."""
    subfolder: Mapped[str] = mapped_column(Words, default="")
    place: Mapped[int]
    """Its place in the cohort file, from 0: the order of the queue."""
    is_listed: Mapped[bool] = mapped_column(default=True)
    """False once the cohort file no longer has it: what is known of it stays."""
    identifiers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the roster calls its owner, for grade files: such as student_id, email."""
    standing_review_id: Mapped[int | None] = mapped_column(
        ForeignKey("review.id", ondelete="SET NULL", use_alter=True, name="repository_standing_review")
    )
    standing_state: Mapped[str] = mapped_column(String(20), default="waiting")
    """waiting, scored, or failed."""
    standing_score: Mapped[float | None]
    """The score with the mentors' overrides."""

    tags: Mapped[list[Tag]] = relationship(cascade="all, delete-orphan", order_by="Tag.name")
    standing_review: Mapped[Review | None] = relationship(foreign_keys=[standing_review_id], post_update=True)


class Tag(Table):
    """A word that the cohort file puts on a repository."""

    __tablename__ = "tag"
    __table_args__ = (Index("tag_by_name", "name", "repository_id"),)

    repository_id: Mapped[int] = mapped_column(ForeignKey("repository.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(100), primary_key=True)


class Review(Table):
    """What the tool found in one repository as it was at one time; the work of one run, the standing of later ones."""

    __tablename__ = "review"
    __table_args__ = (
        # A run that was stopped and goes on later may find a repository changed: that is another review of it.
        UniqueConstraint("run_id", "repository_id", "key"),
        Index("review_by_repository", "repository_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id", ondelete="CASCADE"))
    repository_id: Mapped[int] = mapped_column(ForeignKey("repository.id", ondelete="CASCADE"))
    reviewed: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20))
    """scored or failed."""
    failure: Mapped[str | None] = mapped_column(Words)
    """Why there is no score, in one line: it could not be cloned, took too long, used too much memory, broke down."""
    failure_kind: Mapped[str | None] = mapped_column(String(20))
    """clone, time, memory or error."""
    key: Mapped[str] = mapped_column(String(64))
    """What decides the result, as SHA-256: content, sub-folder, tool version, rubric, whether it was proven."""
    commit: Mapped[str | None] = mapped_column(String(64))
    score: Mapped[float | None]
    earned: Mapped[float | None]
    possible: Mapped[float | None]
    seconds: Mapped[float]
    memory: Mapped[int | None] = mapped_column(BigInteger)
    """The most memory it took, in bytes."""
    notes: Mapped[list[str]] = mapped_column(default=list)
    warning: Mapped[str | None] = mapped_column(Words)
    proof: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The in-toto statement of a proof."""

    findings: Mapped[list[Finding]] = relationship(cascade="all, delete-orphan", order_by="Finding.position")


class Finding(Table):
    """The verdict of one criterion, as the tool found it."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("review_id", "criterion"),
        Index("finding_by_criterion", "criterion", "level", "review_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    position: Mapped[int]
    criterion: Mapped[str] = mapped_column(String(100))
    pillar: Mapped[str] = mapped_column(String(100))
    level: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(20))
    points: Mapped[float]
    """What the rubric gives for it."""
    possible: Mapped[float]
    """What can be had of it: nothing where it does not apply."""
    earned: Mapped[float]
    gain: Mapped[float]
    """How much the score rises when it is met."""
    proven: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Words)
    fix: Mapped[str | None] = mapped_column(Words)
    annotation: Mapped[str | None] = mapped_column(Words)
    is_error: Mapped[bool] = mapped_column(default=False)

    evidence: Mapped[list[Evidence]] = relationship(cascade="all, delete-orphan", order_by="Evidence.position")


class Evidence(Table):
    """A place in the repository, with the lines around it: the repository itself is not kept."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("finding_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id", ondelete="CASCADE"))
    position: Mapped[int]
    path: Mapped[str] = mapped_column(Words)
    line: Mapped[int]
    cell: Mapped[int | None]
    excerpt: Mapped[str] = mapped_column(Words)
    source: Mapped[str | None] = mapped_column(Words)
    """The lines around the place, cut to a screenful, secrets masked; None for pictures and other binary files."""
    source_line: Mapped[int | None]
    """The number of the first line of `source`."""


class Override(Table):
    """What a mentor says that a criterion's level is, and why. The latest of a repository and criterion counts."""

    __tablename__ = "override"
    __table_args__ = (Index("override_by_repository", "repository_id", "criterion", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    repository_id: Mapped[int] = mapped_column(ForeignKey("repository.id", ondelete="CASCADE"))
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    """The review that the mentor saw."""
    criterion: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    """level; not_applicable; or taken_back, after which the tool's own level counts again."""
    level: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Words)
    author: Mapped[str] = mapped_column(String(100))
    made: Mapped[datetime]


class Standing(Table):
    """What counts of one criterion in a repository: the tool's finding in the standing review, or a mentor's override.

    Worked out from both by `restand`, and only there, so that a page can cut, sort and count by it.
    """

    __tablename__ = "standing"
    __table_args__ = (
        Index("standing_by_criterion", "cohort_id", "criterion", "status", "gain"),
        Index("standing_by_level", "criterion", "level", "repository_id"),
        # The rows of a repository lie together: a page reads those of many.
        {"sqlite_with_rowid": False},
    )

    repository_id: Mapped[int] = mapped_column(ForeignKey("repository.id", ondelete="CASCADE"), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(100), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(20))
    """missing, partial, met, not_applicable, or error where the tool could not judge it."""
    level: Mapped[int | None]
    earned: Mapped[float]
    possible: Mapped[float]
    gain: Mapped[float]
    """How much the score rises when it is met."""
    is_overridden: Mapped[bool]


class Comment(Table):
    """What a mentor says of a repository."""

    __tablename__ = "comment"
    __table_args__ = (Index("comment_by_repository", "repository_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    repository_id: Mapped[int] = mapped_column(ForeignKey("repository.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Words)
    author: Mapped[str] = mapped_column(String(100))
    made: Mapped[datetime]


class Passage(Table):
    """A part of a repository's own code, notebook or text, kept for finding near-copies in the cohort."""

    __tablename__ = "passage"
    __table_args__ = (Index("passage_by_review", "review_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    path: Mapped[str] = mapped_column(Words)
    kind: Mapped[str] = mapped_column(String(20))
    """code, notebook or text; or generated, for a project of `portfolio-kit new`, which has no fingerprints."""
    text: Mapped[str] = mapped_column(Words)
    """What can be shown of it, cut to a limit, secrets masked."""
    marks: Mapped[bytes]
    """Its fingerprints and the lines they stand on, as the module `similarity` packs them."""


class Comparison(Table):
    """How the repositories of a cohort were held against each other last."""

    __tablename__ = "comparison"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    """What decides the outcome, as SHA-256: the reviews that were compared."""
    common: Mapped[bytes]
    """The fingerprints that are nobody's own, as the module `similarity` packs them."""


class NearCopy(Table):
    """Two repositories that share code or text, the one with the lower number first. Shares are from 0 to 1."""

    __tablename__ = "near_copy"
    __table_args__ = (
        Index("near_copy_by_score", "cohort_id", "score", "first_id", "second_id"),
        Index("near_copy_by_second", "second_id"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("repository.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("repository.id", ondelete="CASCADE"), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    score: Mapped[float]
    """The higher of the two shares."""
    code: Mapped[float | None]
    """How much of the own code of the one that has less stands in the other; None for little."""
    code_of_first: Mapped[bool | None]
    """Whether the one that has less is the first."""
    text: Mapped[float | None]
    text_of_first: Mapped[bool | None]
