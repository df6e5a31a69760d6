"""A case study for a repository: what can be found is filled in, the rest are questions for its author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portfolio_kit.case_study import marks
from portfolio_kit.case_study.figure_choice import image
from portfolio_kit.case_study.find import HOME, existing, inside
from portfolio_kit.case_study.found import Found, found
from portfolio_kit.case_study.metrics import Model
from portfolio_kit.case_study.source import Measured, chosen, named
from portfolio_kit.case_study.table import figure, table
from portfolio_kit.case_study.words import code, escaped, label, listed, web_address
from portfolio_kit.case_study.writing import write
from portfolio_kit.errors import UserError
from portfolio_kit.progress import Progress
from portfolio_kit.repository.repository import read
from portfolio_kit.scaffold.render import rendered_into
from portfolio_kit.scaffold.templates import Source, Templates

OWN_DECIMALS = 2
"""As `make report` of a project writes them."""

_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Created:
    """A case study that was made: where, from what, and how many questions it asks."""

    page: Path
    found: Found
    questions: int


def new(source: Source, root: Path, *, metrics: Path | None = None, ask: bool = False) -> Created:
    """Make docs/case-study.md in the repository in the folder `root`, its numbers from `metrics` or what is found.

    What cannot be found is asked for when `ask` is set, and left out otherwise.

    Raises UserError when there is a case study already, when two metrics files disagree and none was named, and when
    the page would lie outside of the repository; OSError when the system refuses to write.
    """
    _refuse_existing(root)
    inside(root, HOME)
    with Progress().saying(f"Reading {root} …"):
        repository = read(root)
        measured = named(root, metrics) if metrics is not None else chosen(root, repository.by_path)
        about = found(repository, measured)
    with source.opened() as templates:
        text = _rendered(templates, repository.name, _answers(about), ask=ask)
    _refuse_existing(root)
    write(root, HOME, text.encode())
    return Created(root / HOME, about, text.count("**TODO:**"))


def _refuse_existing(root: Path) -> None:
    page = existing(root)
    if page is not None:
        raise UserError(
            f"{page} is there already and stays as it is: "
            f"`portfolio-kit case-study refresh {root}` brings its numbers up to date"
        )


def _rendered(templates: Templates, name: str, answers: Mapping[str, str], *, ask: bool) -> str:
    folder = templates.workspace / "page" / name
    title = escaped(label(name.replace("-", " ").lower()))
    suggestions = {"title": title} if title else {}
    rendered_into(templates, templates.current, folder, answers=answers, suggestions=suggestions, ask=ask)
    return (folder / HOME).read_text(encoding="utf-8").rstrip() + "\n"


def _answers(about: Found) -> dict[str, str]:
    """The template's answers: what was found, as it can stand in Markdown; nothing for what was not."""
    given: dict[str, str] = {}
    for key, fact in (("title", about.title), ("author_name", about.author)):
        if fact is not None and fact.text:
            given[key] = escaped(fact.text)
    for key, fact in (("code_url", about.code), ("live_url", about.live)):
        if fact is not None and (address := web_address(fact.text)):
            given[key] = address
    if about.data is not None:
        given["data"] = code(about.data.text)
    if about.source is not None:
        address = web_address(about.source.address)
        words = escaped(about.source.text)
        given["data_source"] = f"[{words}]({address})" if address else f"“{words}”, {escaped(about.source.place)}"
    if about.endpoint is not None:
        given["endpoint"] = about.endpoint.text.replace("`", "")
    given["start"] = about.start.replace("`", "")
    given["models"] = listed([escaped(name) for name in about.models], _MOST_NAMED)
    given["figures"] = "\n\n".join(image(path, alt) for path, alt in about.figures)
    return given | (_of_results(about.measured) if about.measured is not None else {})


def _of_results(measured: Measured) -> dict[str, str]:
    results = measured.results
    best, baseline, metric = results.chosen, results.baseline, results.metric
    decimals = OWN_DECIMALS if measured.is_own else None
    rows = table(results, decimals)
    given = {
        "results": f"{marks.opening(measured.path, is_own=measured.is_own)}\n\n{rows}\n\n{marks.CLOSING}",
        "metric": escaped(results.labels[metric]),
        "chosen": escaped(best.label) if len(results.models) > 1 else "",
        "chosen_value": _shown(best, metric, decimals),
    }
    if baseline is not None and baseline is not best:
        given |= {"baseline": escaped(baseline.label), "baseline_value": _shown(baseline, metric, decimals)}
    return given


def _shown(model: Model, metric: str, decimals: int | None) -> str:
    return figure(model.values[metric].value, decimals) if metric in model.values else ""
