"""A store filled as runs would have filled it: what the tests of its pages, and their benchmark, look at."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.opened import Store
from portfolio_kit.cohort.store.standing import Counted, scored
from portfolio_kit.rubric.rubric import Criterion, Rubric, installed

FIRST = (
    "Ada",
    "Grace",
    "Chen",
    "Amara",
    "Luis",
    "Ingrid",
    "Yusuf",
    "Mei",
    "Tomás",
    "Priya",
    "Olu",
    "Zoë",
    "Ivan",
    "Léa",
)
LAST = (
    "Okafor",
    "Lindqvist",
    "Haddad",
    "Nakamura",
    "Silva",
    "Novák",
    "O'Brien",
    "Kowalska",
    "Mbeki",
    "Díaz",
    "Wu",
    "Roy",
)
SUBJECTS = (
    "churn",
    "bike-demand",
    "loan-default",
    "house-prices",
    "turbine-failure",
    "recipes",
    "sentiment",
    "readmission",
)
TAGS = ("group-a", "group-b", "group-c", "evening", "remote", "resit")
STATUS = {0: "missing", 1: "partial", 2: "met", None: "not_applicable"}
BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

FILES = {
    "readme": "README.md",
    "quantified-results": "README.md",
    "environment": "requirements.txt",
    "containerization": "Dockerfile",
    "serving-endpoint": "src/app.py",
    "end-to-end": "train.py",
    "reproducible-runs": "train.py",
}
# A file, the number of its first line, and its lines.
SOURCES = (
    (
        "README.md",
        18,
        (
            "## Results",
            "",
            "| Model | ROC AUC | F1 |",
            "| --- | --- | --- |",
            "| logistic regression | 0.79 | 0.61 |",
            "| gradient boosting | 0.84 | 0.66 |",
            "",
            "Gradient boosting finds 71% of those who leave, at a precision of 62%,",
            "measured on the last quarter, which no model has seen.",
        ),
    ),
    (
        "src/app.py",
        24,
        (
            'app = FastAPI(title="Churn")',
            'model = joblib.load(Path(__file__).parent / "model.joblib")',
            "",
            "",
            '@app.post("/predict")',
            "def predict(row: Row) -> Prediction:",
            "    frame = pd.DataFrame([row.model_dump()])",
            "    probability = float(model.predict_proba(frame)[0, 1])",
            "    return Prediction(probability=probability, leaves=probability >= THRESHOLD)",
        ),
    ),
    (
        "Dockerfile",
        1,
        (
            "FROM python:3.12-slim",
            "WORKDIR /app",
            "COPY requirements.txt .",
            "RUN pip install --no-cache-dir -r requirements.txt",
            "COPY . .",
            "EXPOSE 8000",
            'CMD ["uvicorn", "src.app:app", "--host", "0.0.0.0"]',
        ),
    ),
    (
        "train.py",
        41,
        (
            "train, test = train_test_split(data, test_size=0.2, stratify=data[TARGET], random_state=SEED)",
            "for name, model in MODELS.items():",
            '    scores = cross_val_score(model, train[FEATURES], train[TARGET], cv=5, scoring="roc_auc")',
            '    print(f"{name}: {scores.mean():.3f} ± {scores.std():.3f}")',
            "    if scores.mean() > best:",
            "        best, chosen = scores.mean(), model",
            "chosen.fit(train[FEATURES], train[TARGET])",
        ),
    ),
    ("requirements.txt", 1, ("pandas==2.2.3", "scikit-learn>=1.5", "fastapi", "joblib==1.4.2", "uvicorn")),
    ("notebooks/explore.ipynb", 1, ('sns.histplot(data, x="tenure", hue="churn")', 'plt.title("Who leaves early?")')),
)


@dataclass(frozen=True)
class Filling:
    """How much of everything. `again` is the share of repositories that a second run found changed."""

    repositories: int
    again: float = 0.3
    failing: float = 0.03
    places: int = 2
    seed: int = 1
    cohort: str = "spring-2026"


def fill(store: Store, filling: Filling, rubric: Rubric | None = None) -> int:
    """Fill the store with one cohort, two runs of it and what mentors said, and return the cohort's number."""
    rubric = rubric or installed()
    chance = random.Random(filling.seed)  # noqa: S311 - the same store each time
    with store.writing() as session:
        cohort = tables.Cohort(name=filling.cohort)
        session.add(cohort)
        session.flush()
        runs = [_run(session, cohort.id, rubric, number) for number in range(2)]
        session.execute(insert(tables.Repository), list(_repositories(filling, cohort.id, chance)))
        first = session.query(tables.Repository.id).order_by(tables.Repository.id).filter_by(cohort_id=cohort.id)
        numbers = [number for (number,) in first]
        session.execute(insert(tables.Tag), list(_tags(numbers, chance)))
        written = _Written(session, filling, rubric, chance, cohort.id)
        skills = {number: chance.betavariate(2.4, 2.0) for number in numbers}
        for number in numbers:
            written.review(runs[0], number, skills[number])
        for number in chance.sample(numbers, int(filling.again * len(numbers))):
            written.review(runs[1], number, min(0.97, skills[number] + chance.uniform(-0.05, 0.3)))
        written.flush()
        written.stand()
        return cohort.id


def criteria(rubric: Rubric) -> list[dict[str, Any]]:
    """The rubric's criteria as a run writes them down."""
    titles = {pillar.id: pillar.title for pillar in rubric.pillars}
    return [
        {
            "id": criterion.id,
            "title": criterion.title,
            "why": criterion.why,
            "pillar": criterion.pillar,
            "pillar_title": titles[criterion.pillar],
            "points": criterion.points,
            "earned": [criterion.earned(level) for level in (0, 1, 2)],
        }
        for criterion in rubric.criteria
    ]


def _run(session: Session, cohort_id: int, rubric: Rubric, number: int) -> int:
    started = BEGINNING + timedelta(days=14 * number)
    run = tables.Run(
        cohort_id=cohort_id,
        started=started,
        ended=started + timedelta(hours=1),
        tool="portfolio-kit 0.4.0",
        rubric=rubric.title,
        rubric_digest=hashlib.sha256(rubric.name.encode()).hexdigest(),
        proves=False,
        criteria=criteria(rubric),
    )
    session.add(run)
    session.flush()
    return run.id


def _repositories(filling: Filling, cohort_id: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    for place in range(filling.repositories):
        first, last, subject = chance.choice(FIRST), chance.choice(LAST), chance.choice(SUBJECTS)
        owner = f"{first}-{last}".lower().replace("'", "")
        yield {
            "cohort_id": cohort_id,
            "name": f"{first} {last} {place + 1:04}",
            "source": f"https://github.com/{owner}-{place + 1}/{subject}",
            "subfolder": "",
            "place": place,
            "is_listed": True,
            "identifiers": {"student_id": f"s{place + 10_000}"},
            "standing_state": "waiting",
        }


def _tags(numbers: list[int], chance: random.Random) -> Iterator[dict[str, Any]]:
    for number in numbers:
        for name in {chance.choice(TAGS[:3]), *(tag for tag in TAGS[3:] if chance.random() < 0.15)}:
            yield {"repository_id": number, "name": name}


class _Written:
    """Rows in the order in which tables need them, written in large pieces."""

    def __init__(
        self, session: Session, filling: Filling, rubric: Rubric, chance: random.Random, cohort_id: int
    ) -> None:
        self._session, self._filling, self._rubric, self._chance = session, filling, rubric, chance
        self._cohort = cohort_id
        self._reviews: list[dict[str, Any]] = []
        self._findings: list[dict[str, Any]] = []
        self._evidence: list[dict[str, Any]] = []
        self._standing: dict[int, tuple[int, list[Counted] | None]] = {}
        self._next_review = session.scalar(select(func.max(tables.Review.id))) or 0
        self._next_finding = session.scalar(select(func.max(tables.Finding.id))) or 0

    def review(self, run: int, repository: int, skill: float) -> None:
        """Add what a run found in one repository."""
        self._next_review += 1
        number, chance = self._next_review, self._chance
        shared: dict[str, Any] = {
            "id": number,
            "run_id": run,
            "repository_id": repository,
            "reviewed": BEGINNING + timedelta(days=14 * (run - 1), seconds=repository),
            "key": hashlib.sha256(f"{run} {repository}".encode()).hexdigest(),
            "seconds": round(chance.uniform(0.2, 3), 3),
            "notes": [],
            "failure": None,
            "failure_kind": None,
            "commit": None,
            "score": None,
            "earned": None,
            "possible": None,
        }
        if chance.random() < self._filling.failing:
            kind, why = chance.choice((("clone", "git: repository not found"), ("time", "took more than 120 s")))
            self._reviews.append({**shared, "state": "failed", "failure": why, "failure_kind": kind})
            self._standing[repository] = (number, None)
            return
        counted = [
            self._finding(number, place, criterion, skill) for place, criterion in enumerate(self._rubric.criteria)
        ]
        score, rows = scored(counted)
        gains = {row["criterion"]: row["gain"] for row in rows}
        for finding in self._findings[-len(counted) :]:
            finding["gain"] = gains[finding["criterion"]]
        self._reviews.append(
            {
                **shared,
                "state": "scored",
                "commit": hashlib.sha1(f"{run} {repository}".encode(), usedforsecurity=False).hexdigest(),
                "score": score,
                "earned": sum(item.earned for item in counted),
                "possible": sum(item.possible for item in counted),
            }
        )
        self._standing[repository] = (number, counted)
        if len(self._evidence) > 20_000:
            self.flush()

    def _finding(self, review: int, place: int, criterion: Criterion, skill: float) -> Counted:
        self._next_finding += 1
        chance = self._chance
        level = _level(criterion, skill, chance)
        earned = 0.0 if level is None else criterion.earned(level)  # type: ignore[arg-type]
        possible = 0.0 if level is None else criterion.points
        self._findings.append(
            {
                "id": self._next_finding,
                "review_id": review,
                "position": place,
                "criterion": criterion.id,
                "pillar": criterion.pillar,
                "level": level,
                "status": STATUS[level],
                "points": criterion.points,
                "possible": possible,
                "earned": earned,
                "reason": "The data is about machines." if level is None else criterion.levels[level],
                "fix": criterion.next[level] if level in (0, 1) else None,
                "is_error": False,
            }
        )
        for position in range(self._filling.places if level else level == 0 and chance.random() < 0.3):
            path, start, lines = _source(criterion, position, chance)
            line = chance.choice([number for number, text in enumerate(lines) if text])
            self._evidence.append(
                {
                    "finding_id": self._next_finding,
                    "position": position,
                    "path": path,
                    "line": start + line,
                    "cell": 3 if path.endswith(".ipynb") else None,
                    "excerpt": lines[line],
                    "source": "\n".join(lines),
                    "source_line": start,
                }
            )
        return Counted(criterion.id, STATUS[level], level, earned, possible)

    def flush(self) -> None:
        """Write what was added."""
        for table, rows in (
            (tables.Review, self._reviews),
            (tables.Finding, self._findings),
            (tables.Evidence, self._evidence),
        ):
            if rows:
                self._session.execute(insert(table), rows)
            rows.clear()

    def stand(self) -> None:
        """Write what counts of each, as `restand` would, one repository at a time."""
        updates, rows = [], []
        for repository, (review, counted) in self._standing.items():
            score, standing = (None, []) if counted is None else scored(counted)
            updates.append(
                {
                    "id": repository,
                    "standing_review_id": review,
                    "standing_state": "failed" if counted is None else "scored",
                    "standing_score": score,
                }
            )
            rows += [{"repository_id": repository, "cohort_id": self._cohort, **row} for row in standing]
        self._session.execute(update(tables.Repository), updates)
        self._session.execute(insert(tables.Standing), rows)


def _level(criterion: Criterion, skill: float, chance: random.Random) -> int | None:
    if criterion.id in ("fairness", "privacy") and chance.random() < 0.2:
        return None
    # Some things are hard for everybody.
    hardness = int(hashlib.sha256(criterion.id.encode()).hexdigest(), 16) % 100 / 100
    ability = skill + 0.36 - 0.7 * hardness + chance.gauss(0, 0.22)
    return 2 if ability > 0.62 else 1 if ability > 0.34 else 0


def _source(criterion: Criterion, position: int, chance: random.Random) -> tuple[str, int, tuple[str, ...]]:
    """A file that could speak for a criterion, and after the first place any."""
    file = FILES.get(criterion.id)
    return next((source for source in SOURCES if source[0] == file and not position), chance.choice(SOURCES))
