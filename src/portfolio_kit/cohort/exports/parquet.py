"""Scores and findings as Parquet: a row for each criterion of each repository, for those who analyse in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Any, BinaryIO

from portfolio_kit.cohort.exports.rows import Exported
from portfolio_kit.errors import UserError

_ROWS = 50_000


def need() -> None:
    """Raise UserError where the package of the extra is not there."""
    if find_spec("pyarrow") is None:
        raise UserError("--parquet needs a package that is not there: pip install 'portfolio-kit[parquet]'")


def parquet(stream: BinaryIO, repositories: Iterable[Exported]) -> None:
    """Write a row for each criterion of each repository; a repository without a score has one row without a criterion.

    Raises UserError where the extra is not installed.
    """
    need()
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet as pq

    texts = ("name", "repository", "subfolder", "state", "failure_kind", "failure", "commit", "tool", "rubric")
    of_criterion = ("criterion", "title", "pillar", "status", "status_by_tool", "proof", "reason", "fix")
    schema = pa.schema(
        [
            *(pa.field(name, pa.string()) for name in texts),
            pa.field("tags", pa.list_(pa.string())),
            pa.field("reviewed", pa.timestamp("us", tz="UTC")),
            pa.field("score", pa.float64()),
            pa.field("score_by_tool", pa.float64()),
            *(pa.field(name, pa.string()) for name in of_criterion),
            pa.field("level", pa.int8()),
            pa.field("level_by_tool", pa.int8()),
            pa.field("earned", pa.float64()),
            pa.field("possible", pa.float64()),
            pa.field("gain", pa.float64()),
            pa.field("overridden", pa.bool_()),
        ]
    )
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        for each in repositories:
            rows.extend(_rows(each))
            if len(rows) >= _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                rows.clear()
        writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _rows(each: Exported) -> Iterator[dict[str, Any]]:
    repository, review, run = each.repository, each.review, each.run
    shared = {
        "name": repository.name,
        "repository": repository.source,
        "subfolder": repository.subfolder,
        "state": repository.standing_state,
        "failure_kind": review.failure_kind if review else None,
        "failure": review.failure if review else None,
        "commit": review.commit if review else None,
        "tool": run.tool if run else None,
        "rubric": run.rubric if run else None,
        "tags": list(each.tags),
        "reviewed": each.reviewed,
        "score": each.score,
        "score_by_tool": review.score if review else None,
    }
    if not each.findings:
        yield shared
    for finding in each.findings:
        yield {
            **shared,
            "criterion": finding.criterion.id,
            "title": finding.criterion.title,
            "pillar": finding.criterion.pillar,
            "status": finding.status,
            "status_by_tool": finding.found,
            "proof": finding.proven,
            "reason": finding.reason,
            "fix": finding.fix,
            "level": finding.level,
            "level_by_tool": finding.found_level,
            "earned": finding.earned,
            "possible": finding.possible,
            "gain": finding.gain,
            "overridden": finding.is_overridden,
        }
