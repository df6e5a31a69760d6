"""The first store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("cohort_primary")),
        sa.UniqueConstraint("name", name=op.f("cohort_name_unique")),
    )
    # A repository names a review and a review its repository. SQLite takes a table's word that the other will be
    # there, and adds no constraint later; the others do it the other way round.
    at_once = op.get_context().dialect.name == "sqlite"
    later = (
        [
            sa.ForeignKeyConstraint(
                ["standing_review_id"], ["review.id"], name=op.f("repository_standing_review"), ondelete="SET NULL"
            )
        ]
        if at_once
        else []
    )
    op.create_table(
        "repository",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("subfolder", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("identifiers", sa.JSON(), nullable=False),
        sa.Column("standing_review_id", sa.Integer(), nullable=True),
        sa.Column("standing_state", sa.String(length=20), nullable=False),
        sa.Column("standing_score", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("repository_cohort_id_key"), ondelete="CASCADE"
        ),
        *later,
        sa.PrimaryKeyConstraint("id", name=op.f("repository_primary")),
        sa.UniqueConstraint("cohort_id", "name", name=op.f("repository_cohort_id_name_unique")),
    )
    op.create_index("repository_by_place", "repository", ["cohort_id", "place"], unique=False)
    op.create_index("repository_by_score", "repository", ["cohort_id", "standing_score", "id"], unique=False)
    op.create_index("repository_by_state", "repository", ["cohort_id", "standing_state"], unique=False)

    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tool", sa.String(length=40), nullable=False),
        sa.Column("rubric", sa.String(length=100), nullable=False),
        sa.Column("rubric_digest", sa.String(length=64), nullable=False),
        sa.Column("proves", sa.Boolean(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("run_cohort_id_key"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("run_primary")),
    )
    op.create_index("run_cohort_id", "run", ["cohort_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["repository_id"], ["repository.id"], name=op.f("comment_repository_id_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("comment_primary")),
    )
    op.create_index("comment_by_repository", "comment", ["repository_id", "id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("reviewed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("failure_kind", sa.String(length=20), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("commit", sa.String(length=64), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("earned", sa.Double(), nullable=True),
        sa.Column("possible", sa.Double(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("memory", sa.BigInteger(), nullable=True),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("warning", sa.Text(), nullable=True),
        sa.Column("proof", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["repository_id"], ["repository.id"], name=op.f("review_repository_id_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("review_run_id_key"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("review_primary")),
        sa.UniqueConstraint("run_id", "repository_id", "key", name=op.f("review_run_id_repository_id_key_unique")),
    )
    op.create_index("review_by_repository", "review", ["repository_id", "id"], unique=False)

    op.create_table(
        "tag",
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["repository_id"], ["repository.id"], name=op.f("tag_repository_id_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("repository_id", "name", name=op.f("tag_primary")),
    )
    op.create_index("tag_by_name", "tag", ["name", "repository_id"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=100), nullable=False),
        sa.Column("pillar", sa.String(length=100), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("possible", sa.Double(), nullable=False),
        sa.Column("earned", sa.Double(), nullable=False),
        sa.Column("gain", sa.Double(), nullable=False),
        sa.Column("proven", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fix", sa.Text(), nullable=True),
        sa.Column("annotation", sa.Text(), nullable=True),
        sa.Column("is_error", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("finding_review_id_key"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("finding_primary")),
        sa.UniqueConstraint("review_id", "criterion", name=op.f("finding_review_id_criterion_unique")),
    )
    op.create_index("finding_by_criterion", "finding", ["criterion", "level", "review_id"], unique=False)

    op.create_table(
        "override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["repository_id"], ["repository.id"], name=op.f("override_repository_id_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("override_review_id_key"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("override_primary")),
    )
    op.create_index("override_by_repository", "override", ["repository_id", "criterion", "id"], unique=False)

    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("passage_review_id_key"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("passage_primary")),
    )
    op.create_index("passage_by_review", "passage", ["review_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=True),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_line", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("evidence_finding_id_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("evidence_primary")),
        sa.UniqueConstraint("finding_id", "position", name=op.f("evidence_finding_id_position_unique")),
    )

    op.create_table(
        "standing",
        sa.Column("repository_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(length=100), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("earned", sa.Double(), nullable=False),
        sa.Column("possible", sa.Double(), nullable=False),
        sa.Column("gain", sa.Double(), nullable=False),
        sa.Column("is_overridden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("standing_cohort_id_key"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["repository_id"], ["repository.id"], name=op.f("standing_repository_id_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("repository_id", "criterion", name=op.f("standing_primary")),
        sqlite_with_rowid=False,
    )
    op.create_index("standing_by_criterion", "standing", ["cohort_id", "criterion", "status", "gain"], unique=False)
    op.create_index("standing_by_level", "standing", ["criterion", "level", "repository_id"], unique=False)

    op.create_table(
        "comparison",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("common", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("comparison_cohort_id_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("comparison_primary")),
    )

    op.create_table(
        "near_copy",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("code", sa.Double(), nullable=True),
        sa.Column("code_of_first", sa.Boolean(), nullable=True),
        sa.Column("text", sa.Double(), nullable=True),
        sa.Column("text_of_first", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("near_copy_cohort_id_key"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["first_id"], ["repository.id"], name=op.f("near_copy_first_id_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["repository.id"], name=op.f("near_copy_second_id_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("near_copy_primary")),
    )
    op.create_index("near_copy_by_score", "near_copy", ["cohort_id", "score", "first_id", "second_id"], unique=False)
    op.create_index("near_copy_by_second", "near_copy", ["second_id"], unique=False)
    if not at_once:
        op.create_foreign_key(
            op.f("repository_standing_review"),
            "repository",
            "review",
            ["standing_review_id"],
            ["id"],
            ondelete="SET NULL",
        )
