"""How somebody sees the model at work without installing anything (article section 9.1)."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.launchers import launchers
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.show.demo_places import (
    answering,
    app_starts,
    is_spoken_of,
    ranked_apps,
    seen_at_work,
    telling,
    working,
)
from portfolio_kit.criteria.show.drawing import drawing
from portfolio_kit.criteria.show.exploring import explored, showing_work
from portfolio_kit.criteria.show.started_by_hand import started_by_hand
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.held_out.own_rows import tells_of_columns
from portfolio_kit.repository.models.stages import EVALUATE
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import RUN
from portfolio_kit.repository.showing.demos import (
    answers_kept,
    sample_answers,
    stories,
    typed_answers,
    web_apps,
)
from portfolio_kit.repository.showing.live_links import linked_in_files, live_links
from portfolio_kit.repository.showing.pictures import of_apps
from portfolio_kit.repository.showing.presentations import presentations
from portfolio_kit.rubric.finding import Finding, met, missing, partial

_PRINTS = re.compile(r"\b(?:print|display|show|plot\w*)\(")


def demo(repository: Repository) -> Finding:  # noqa: C901
    """Ask what a reviewer can use or see work at once.

    Level 2 for an app or API that can be imported, with start instructions (no command for another script or for what
    is not there, and no container of a database; a script at the root that starts it will do)
    and a screenshot that shows something, a recording, or a sample answer (JSON of a prediction, or what stands below a
    complete request), all of one project where several lie side by side, but not for an API that answers everybody the
    same; for a live link; or for notebooks with outputs
    kept that tell a story (250 words of prose, and 15 for each cell of code, or 600; 75 where they read the outputs),
    but for those that only explore the data of a model that scripts make.
    Level 1 for a part of that: pictures of results, a notebook with outputs, an app to start by hand. Else level 0.
    """
    runs = [command for command in repository.commands if RUN in command.purposes] + repository.told(RUN)
    apps = ranked_apps(repository, runs) or list(web_apps(repository.files))
    links = [*live_links(repository.near_documents), *linked_in_files(repository.files)] if repository.has_code else []
    pictures = repository.pictures
    screens = of_apps(pictures)
    typed = app_starts(repository, runs)
    starts = working(repository, typed) or list(launchers(repository, {place.path for place in apps}))
    replies = (
        list(sample_answers(repository.near_documents))
        or list(answers_kept(repository.notebooks))
        or list(typed_answers(repository.near_documents))
    )
    kept = [notebook for notebook in repository.notebooks if notebook.has_outputs]
    with_model = showing_work(repository, kept)
    told = stories(with_model, repository.notebook_documents)
    # The app's own code may lie elsewhere, or be no Python.
    if links:
        return met(
            f"The text links to where the app can be used at once: {links[0].path}:{links[0].line} (not opened here).",
            [*links[:2], *apps[:1]],
        )
    shown = telling(repository, apps)
    at_work = seen_at_work(repository, shown, starts, screens)
    if at_work:
        at_work = [*at_work[:3], *seen_at_work(repository, at_work[:1], at_work[1:2], replies)[2:3], *at_work[3:]][:4]
    else:
        at_work = seen_at_work(repository, *answering(repository, shown, starts), replies)
    if at_work:
        return met("There is an app with start instructions, and what it answers can be seen.", at_work)
    if told:
        return met(
            f"The notebook {told[0].file.path} tells the story with its outputs kept.", [told[0].file.evidence()]
        )
    # An app that no text speaks of is not what a reviewer would look at first.
    if apps and (not kept or is_spoken_of(repository, apps[0].path)):
        return started_by_hand(repository, apps[0], is_told=bool(starts), failing=() if starts else typed)
    if kept and not with_model:
        return explored(repository, kept[0].file, apps)
    if kept:
        kept = with_model
        first = kept[0].file.path
        text = next((text for text in repository.notebook_documents if text.path == first), None)
        said = text.words if text else 0
        prose = [line for line in text.lines if line.kind in ("prose", "item")] if text else []
        longest = max(prose, key=lambda line: len(line.text), default=None)
        again = _emptied(repository, kept[0])
        return partial(
            f"The notebook {first} keeps its outputs, and {f'only {said} words' if said else 'no words'} in it say "
            "what they show.",
            f"{again}Tell in {first} what it is after, and at each output in a sentence or two what that shows, or "
            + (f"add a screenshot of {apps[0].path} and how to start it." if apps else "add an app with a screenshot."),
            [text.evidence(longest.number) if text and longest else kept[0].file.evidence()],
        )
    if pictures:
        return partial(
            "There are pictures of results, and nothing to use.",
            "Add an app or API with its start command and a screenshot, or a notebook that tells the story.",
            [picture.evidence for picture in pictures],
        )
    if slides := list(presentations(repository.files)):
        return partial(
            f"The presentation {slides[0].path} can be looked at, and there is nothing to use.",
            f"Show the charts of {slides[0].path} in the README, and add a small app with a screenshot, or a notebook "
            "that tells the story.",
            slides,
        )
    if not repository.has_code:
        return missing(
            "There is nothing to look at, and no code that could be run.",
            "Commit the project's code, and then show what it does: a notebook with its outputs, plots or an app.",
        )
    drawn = drawing(repository)
    instead = (
        "Keep the outputs of a notebook"
        if repository.notebooks
        else f"Save as a picture what {cited(drawn)} draws, and show it in the README"
        if drawn
        else "Show plots of the results in the README"
    )
    return missing(
        "There is nothing to look at or use without running the whole project.",
        f"{instead}, or add a small app with a screenshot.",
        [drawn] if drawn else [],
    )


def _emptied(repository: Repository, notebook: Notebook) -> str:
    """What to do first where a notebook keeps outputs, and none of the cell that prints how the model was measured."""
    cells = {cell.number: cell for cell in notebook.code}
    measured = {
        use.evidence.cell: use.evidence
        for use in repository.stages.in_notebooks[EVALUATE]
        if use.module.path == notebook.file.path and use.evidence.cell and not tells_of_columns(use.call)
    }
    printing = {number: place for number, place in measured.items() if _PRINTS.search(cells[number].source)}
    if not printing or any(cells[number].output.strip() or cells[number].images for number in printing):
        return ""
    place = next(iter(printing.values()))
    return (
        f"Run {notebook.file.path} anew and keep its outputs: cell {place.cell} ({place.called}), which measures the "
        "model, shows none. "
    )
