"""Scorecards as a test needs them: any finding for any criterion of the article rubric."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from portfolio_kit.rubric.finding import Evidence, Finding, failed, met, missing, not_applicable, partial
from portfolio_kit.rubric.rubric import Rubric, installed
from portfolio_kit.rubric.scorecard import Judged, Scorecard

COMMIT = "0123456789abcdef0123456789abcdef01234567"
# What a hostile repository would like a report to do.
HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07\r\u202e</title><script>alert(1)</script> [click](javascript:alert(1)) "
    "![x](https://evil.example/x.png) @everyone #1 GH-2 https://evil.example www.evil.example a@evil.example `code` "
    "| cell | <!-- --> &lt;b&gt; \udc80 {{ 7 * 7 }} {% raw %} $x$ ]]>"
)


def scorecard(
    findings: Mapping[str, Finding] | None = None,
    *,
    target: str = "churn",
    commit: str | None = None,
    notes: tuple[str, ...] = (),
    name: str = "churn",
    annotations: Mapping[str, str] | None = None,
) -> Scorecard:
    """A scorecard with these findings; every other criterion is met."""
    rubric = _article()
    given, said = findings or {}, annotations or {}
    judged = tuple(
        Judged(
            criterion,
            given.get(
                criterion.id,
                met(f"{criterion.title} is there.", [Evidence("README.md", 3, "A sentence of the README.")]),
            ),
            said.get(criterion.id),
        )
        for criterion in rubric.criteria
    )
    return Scorecard(target, commit, rubric, judged, notes, name)


@cache
def _article() -> Rubric:
    return installed()


def usual(target: str = "churn", commit: str | None = None) -> Scorecard:
    """A scorecard as a learner's repository gets it: some of everything."""
    return scorecard(
        {
            "demo": partial(
                "The notebook keeps its outputs; nothing can be tried.",
                "app.py:12 starts a Streamlit app: say in README.md how to start it, and show a screenshot.",
                [
                    Evidence("notebooks/churn.ipynb", 212, '"<Figure size 640x480 with 1 Axes>"'),
                    Evidence("app.py", 12, "st.title('Churn')"),
                ],
            ),
            "baseline-comparison": missing(
                "One model, one number.",
                "README.md:41 gives F1 0.87 with nothing to compare it to: add a dummy classifier's F1 beside it.",
                [Evidence("README.md", 41, "The model reaches an F1 of 0.87 on the hold-out set.")],
            ),
            "case-study-content": partial(
                "Problem and approach are told, results and lessons are not.",
                "docs/case-study.md:1 has problem and approach; results and lessons are missing: add both.",
                [Evidence("docs/case-study.md", 1, "# Which customers leave, and why")],
            ),
            "containerization": partial(
                "The Dockerfile copies a folder that does not exist.",
                "Dockerfile:7 copies models/, which is not there: build the model in the image or commit it.",
                [Evidence("Dockerfile", 7, "COPY models/ /app/models/")],
            ),
            "automated-tests": missing(
                "No test asserts anything.",
                "Add tests/test_train.py with a test that trains on ten rows and checks the prediction.",
            ),
            "continuous-integration": missing(
                "No workflow.", "Add .github/workflows/tests.yml that installs requirements.txt and runs pytest."
            ),
            "fairness": not_applicable(
                "The data is about machines: no people in it.", [Evidence("README.md", 9, "Vibration of 40 pumps.")]
            ),
            "monitoring": failed("could not be judged: ValueError: broken"),
        },
        target=target,
        commit=commit,
        annotations={"demo": "the app needs a key that we may not publish"},
        notes=("12 files left out: vendored code", "only the first 20,000 files were looked at"),
    )


def hostile(target: str = "churn", commit: str | None = COMMIT) -> Scorecard:
    """A scorecard whose every text is hostile."""
    place = Evidence(f"docs/{HOSTILE}\n/read.md", 7, HOSTILE)
    return scorecard(
        {
            "readme": partial(HOSTILE, HOSTILE, [place]),
            "demo": missing(HOSTILE, HOSTILE),
            "fairness": not_applicable(HOSTILE),
            "monitoring": failed(HOSTILE),
            "privacy": met(HOSTILE, [place]),
        },
        target=target,
        commit=commit,
        annotations={"demo": HOSTILE, "privacy": HOSTILE},
        notes=(HOSTILE,),
        name=HOSTILE,
    )
