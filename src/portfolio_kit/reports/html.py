"""The scorecard as one HTML page that needs nothing else: no script, no style sheet, no picture, no network."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portfolio_kit import __version__
from portfolio_kit.reports.links import file_url, line_url, repository_url
from portfolio_kit.reports.proof_wording import RUN, log, seconds, summary, tail
from portfolio_kit.reports.wording import (
    SAYS,
    STATUS,
    applying,
    gain,
    gains,
    grade,
    is_empty,
    new_places,
    number,
    points,
    sentence,
    shared,
    shown,
    status,
    step_of,
)
from portfolio_kit.rubric.finding import Evidence
from portfolio_kit.rubric.rubric import Pillar
from portfolio_kit.rubric.scorecard import Judged, Scorecard
from portfolio_kit.terminal import printable

if TYPE_CHECKING:
    # `check` need not wait for it.
    from portfolio_kit.proof.proven import Proven

_LINES = 20


class _Part(NamedTuple):
    """A pillar with what was judged of it and its points."""

    pillar: Pillar
    judged: tuple[Judged, ...]

    @property
    def earned(self) -> float:
        return sum(judged.earned for judged in self.judged)

    @property
    def possible(self) -> float:
        return sum(judged.possible for judged in self.judged)

    @property
    def share(self) -> int:
        """Per cent of its points."""
        return round(100 * self.earned / self.possible) if self.possible else 0


def report(scorecards: Sequence[Scorecard], folder: Path | None = None, proven: Proven | None = None) -> str:
    """Return one page with a scorecard, or with several below a table of their scores.

    In a page that is written to `folder` the files of a repository in it, or around it, are links; so are the logs of
    `proven`, what happened when the one repository was run.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Everything that is put into the page, unless it is the page's own markup.
        finalize=lambda value: printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value,
    )
    environment.filters.update(number=number, sentence=sentence)
    template = environment.get_template("scorecard.html.jinja")
    return template.render(
        scorecards=scorecards,
        version=__version__,
        parts=_parts,
        counted=_counted,
        status=status,
        words=STATUS,
        says=SAYS,
        points=points,
        repository_url=repository_url,
        url=partial(_url, folder=folder),
        applying=applying,
        shared=shared,
        shown=shown,
        step_of=step_of,
        gain=gain,
        gains=gains,
        grade=grade,
        is_empty=is_empty,
        new_places=new_places,
        proven=proven,
        run=RUN,
        summary=summary,
        seconds=seconds,
        log=log if folder else lambda result: None,  # noqa: ARG005 - there is none beside the page
        tail=partial(tail, most=_LINES),
        ranked=sorted(enumerate(scorecards, start=1), key=lambda each: -each[1].score),
    )


def _parts(scorecard: Scorecard) -> list[_Part]:
    return [_Part(pillar, judged) for pillar in scorecard.rubric.pillars if (judged := scorecard.of(pillar))]


def _counted(scorecard: Scorecard) -> list[tuple[str, int]]:
    """How many criteria there are of each status, in the order of the words."""
    found = [status(judged) for judged in scorecard.judged]
    return [(name, found.count(name)) for name in STATUS if name in found]


def _url(scorecard: Scorecard, evidence: Evidence, folder: Path | None) -> str | None:
    url = line_url(scorecard, evidence.path, None if evidence.whole else evidence.line)
    # A notebook's own file is no page of cells: a browser shows the JSON that it is written in.
    return url or (file_url(scorecard, evidence.path, folder) if folder and evidence.cell is None else None)
