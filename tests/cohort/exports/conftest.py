"""A small cohort that was reviewed, with what a mentor said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store import mentors, tables
from portfolio_kit.cohort.store.opened import Store, opened
from portfolio_kit.cohort.store.standing import restand

CRITERIA = [
    {
        "id": name, "title": name.title(), "why": "", "pillar": "show", "pillar_title": "Show", "points": points,
        "earned": [0, points / 2, points],
    }
    for name, points in (("readme", 6.0), ("tests", 4.0))
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Ada scores 80 and 100 with her mentor's override; Grace could not be cloned; Chen waits; Luis left the cohort."""
    with opened(tmp_path / "spring.db") as store:
        with store.writing() as session:
            session.add(tables.Cohort(id=1, name="spring"))
            session.flush()
            session.add(
                tables.Run(
                    id=1,
                    cohort_id=1,
                    started=datetime(2026, 3, 2, tzinfo=UTC),
                    tool="portfolio-kit 1",
                    rubric="article",
                    rubric_digest="",
                    proves=False,
                    criteria=CRITERIA,
                )
            )
            for place, name in enumerate(("Ada", "Grace", "Chen", "Luis")):
                session.add(_repository(place, name))
            session.flush()
            session.add(tables.Tag(repository_id=1, name="evening"))
            _ada(session)
            failure = {"state": "failed", "failure": "not found", "failure_kind": "clone"}
            session.add(tables.Review(run_id=1, repository_id=2, reviewed=_day(3), key="b", seconds=1.0, **failure))
            restand(session, 2)
        with store.writing() as session:
            mentors.override(session, 1, "tests", "met", comment="The notebook checks it.", author="Mentor")
            mentors.comment(session, 1, text="Well done.", author="Mentor")
        yield store


def _repository(place: int, name: str) -> tables.Repository:
    return tables.Repository(
        id=place + 1,
        cohort_id=1,
        name=name,
        source=f"https://example.org/{name.lower()}",
        place=place,
        is_listed=name != "Luis",
        identifiers={"student_id": f"s{place}", "email": f"{name.lower()}@example.org"},
    )


def _ada(session: Session) -> None:
    review = tables.Review(
        id=1, run_id=1, repository_id=1, reviewed=_day(3), state="scored", key="a", commit="c0ffee", score=80.0,
        earned=8.0, possible=10.0, seconds=1.0,
    )  # fmt: skip
    session.add(review)
    session.flush()
    for position, (name, level, points) in enumerate((("readme", 2, 6.0), ("tests", 1, 4.0))):
        finding = tables.Finding(
            review_id=1, position=position, criterion=name, pillar="show", level=level,
            status="met" if level == 2 else "partial", points=points, possible=points, earned=points * level / 2,
            gain=0.0 if level == 2 else 20.0, reason=f"=SUM({name})", fix=None if level == 2 else "Write tests.",
        )  # fmt: skip
        finding.evidence.append(tables.Evidence(position=0, path="README.md", line=3, excerpt="# Churn"))
        session.add(finding)
    restand(session, 1)


def _day(day: int) -> datetime:
    return datetime(2026, 3, day, 12, 30, tzinfo=UTC)
