"""Show, don't just tell (article section 9.1)."""

from __future__ import annotations

from itertools import islice, product

from portfolio_kit import lazily as re
from portfolio_kit.criteria import headline, results
from portfolio_kit.criteria.chief import trainings
from portfolio_kit.criteria.lacking_stages import lacking_stages
from portfolio_kit.criteria.launchers import launchers
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.criteria.readme_places import plainest_run, purpose
from portfolio_kit.criteria.scripts import asking, prepared, stopping
from portfolio_kit.criteria.stage_places import shown
from portfolio_kit.criteria.started_by_hand import started_by_hand
from portfolio_kit.criteria.told_starts import starters
from portfolio_kit.criteria.unled import unled
from portfolio_kit.repository.containers.compose import starts_only_beside
from portfolio_kit.repository.held_out.own_rows import is_on_own_rows, measures_no_model
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.models.borrowed import Borrowed, borrowed
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.outcomes import outcome
from portfolio_kit.repository.running.commands import FETCH, INSTALL, RUN, Command, leads_nowhere, starts_app
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.repository.showing.demos import (
    answers_kept,
    linked_in_files,
    live_links,
    sample_answers,
    stories,
    typed_answers,
    web_apps,
    words_of_a_story,
)
from portfolio_kit.repository.showing.pictures import of_apps
from portfolio_kit.repository.showing.presentations import presentations
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.set_up import steps
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_FEW_WORDS = 35
_FEWEST_HEADINGS = 2
_FETCHER = re.compile(r"(?:download|fetch|get_data)[\w-]*(?:\.py)?(?:\s|$)", re.IGNORECASE)
# Tasks that get something ready, and start no app; and words of those that start one.
_NO_START = re.compile(
    r"make\s+\S*(?:build|download|data|train|ingest|preprocess|evaluat|docs?\b|image)", re.IGNORECASE
)
_OF_AN_APP = re.compile(
    r"(?<![a-z])(?:api|app|serv\w*|ui|up|start|demo|dashboard|web\w*|predict\w*|inference)(?![a-z])", re.IGNORECASE
)


def readme(repository: Repository) -> Finding:
    """Judge the README that a visitor sees first, together with those of the project's parts.

    Level 0 without one of the project's own (a framework's starter README is none), or where it has hardly more
    than a title and a sentence or two. Level 2 where it says what the project is, how to install it (by a
    command or in numbered steps), how to run it (by a command whose script exists, or in a sentence that names the
    notebook to run; getting the data is none) and, in the first of them, what came out (a measured result, a picture
    that exists and is no drawing of how it is built, a recording, or a sample answer), under at least two headings.
    Level 1 otherwise.
    """
    documents = repository.project_readmes
    if documents and not repository.has_code and _is_line_or_two(documents[0]):
        return missing(
            f"The text of {documents[0].path} is hardly more than a line or two, and there is no code beside it.",
            f"Commit the code, and let {documents[0].path} say what the project is, how to install and run it, and "
            "what came out.",
            [documents[0].evidence(1)],
        )
    if documents and not repository.has_code:
        return missing(
            f"The text of {documents[0].path} is about code that is not here.",
            f"Commit the code that {documents[0].path} is about.",
            [documents[0].evidence(1)],
        )
    if not documents:
        return missing(
            "There is no README of the project.",
            "Write a README.md: what the project is, how to install it, how to run it and what came out.",
        )
    first = documents[0]
    place = first.evidence(1)
    typed = [command for command in repository.commands if command.document in documents]
    installs = [command for command in typed + repository.told(INSTALL) if INSTALL in command.purposes]
    runs = [command for command in typed + repository.told(RUN) if RUN in command.purposes]
    runs = [command for command in runs if not _only_fetches(command)]
    # The first text is read before those of the project's parts.
    installs.sort(key=lambda command: command.document is not first)
    set_up = [command.evidence for command in installs] or list(islice(steps(documents), 1))
    result = outcome(documents[:1], repository.pictures)
    lacks = [] if set_up else ["how to install it"]
    lacks += _lacks_running(repository, runs)
    lacks += [] if result else [_lacks_outcome(repository)]
    is_thin = first.own_words < _FEW_WORDS
    if is_thin and not (runs or set_up or result):
        words = "1 word" if first.own_words == 1 else f"{first.own_words} words"
        return missing(
            f"The text of {first.path} has {words}: hardly more than a title.",
            f"Let {first.path} say what the project is, how to install and run it, and what came out.",
            [place],
        )
    says = "does not say" if is_thin else "says what the project is, but not"
    lacks = ["what the project is (in a few sentences)", *lacks] if is_thin else lacks
    told = f"{says} {enumerated(lacks)}" if lacks else "says what the project is"
    if sum(1 for document in documents for section in document.sections if section.title) < _FEWEST_HEADINGS:
        told += ", and has no headings to find it by"
        lacks.append("headings")
    if lacks or result is None:
        place = place if is_thin else purpose(first)
        return partial(f"The text of {first.path} {told}.", f"Add to {first.path}: {enumerated(lacks)}.", [place])
    shown = [set_up[0], plainest_run(repository, _working(repository, runs)).evidence, result]
    paths = list(dict.fromkeys([first.path, *(item.path for item in shown)]))
    texts, say = (f"texts of {enumerated(paths)}", "say") if paths[1:] else (f"text of {first.path}", "says")
    return met(f"The {texts} {say} what the project is, how to install and run it, and what came out.", shown)


def _is_line_or_two(document: Document) -> bool:
    titles = [section.title for section in document.sections if section.title]
    return document.own_words < (_FEW_WORDS if titles[1:] else 2 * _FEW_WORDS)


def _only_fetches(command: Command) -> bool:
    """Whether a command does no more than get the data, by its name."""
    return FETCH in command.purposes and bool(_FETCHER.search(command.text))


def _working(repository: Repository, runs: list[Command]) -> list[Command]:
    """Return the commands that start something that is there; none where those for the Python in it all fail."""
    python = [command for command in runs if not command.text.startswith(("npm", "yarn", "pnpm"))]
    if python and all(_is_broken(repository, command) for command in python):
        return []
    return [command for command in runs if not _is_broken(repository, command)]


def _lacks_running(repository: Repository, runs: list[Command]) -> list[str]:
    if _working(repository, runs):
        return []
    broken = next((name for command in runs if (name := leads_nowhere(command, repository.runs_something))), None)
    if broken:
        paths = (broken.replace("\\", "/").lstrip("/."), f"{broken.replace('.', '/')}.py")
        why = "is empty" if any(map(repository.ends_with, paths)) else "does not exist"
        return [f"a run command that works ({broken} {why})"]
    started = [app.module.path for app in repository.apps]
    started += [use.module.path for use in repository.stages.of(stages.TRAIN)]
    return [f"how to run {started[0]}" if started else "how to run it"]


def _lacks_outcome(repository: Repository) -> str:
    """What came out, by what no other criterion asks for: figures are the matter of `quantified-results`."""
    stated = results.reported(repository)
    own = {document.path for document in repository.project_readmes}
    if elsewhere := [result for result in stated if result.document.path not in own]:
        best = headline.of_texts(elsewhere)
        return f"what came out ({cited(best.evidence)} states {best.name})"
    if stated:
        place = headline.of_texts(stated).evidence
        return f"what came out, in a value (at {cited(place)} it is a range)"
    return "what came out (a plot of it, or what the program prints or answers)"


def demo(repository: Repository) -> Finding:
    """Ask what a reviewer can use or see work at once.

    Level 2 for an app or API with start instructions (no command for another script, and no container of a database; a
    script at the root that starts it will do)
    and a screenshot that shows something, a recording, or a sample answer (JSON of a prediction, or what stands below a
    complete request), all of one project where several lie side by side; for a live link; or for notebooks with outputs
    kept that tell a story (250 words of prose, and 15 for each cell of code, or 600; 75 where they read the outputs).
    Level 1 for a part of that: pictures of results, a notebook with outputs, an app to start by hand. Else level 0.
    """
    runs = [command for command in repository.commands if RUN in command.purposes] + repository.told(RUN)
    apps = _apps(repository, runs) or list(web_apps(repository.files))
    links = [*live_links(repository.near_documents), *linked_in_files(repository.files)] if repository.has_code else []
    pictures = repository.pictures
    screens = of_apps(pictures)
    starts = _starting(repository, runs) or list(launchers(repository, {place.path for place in apps}))
    replies = (
        list(sample_answers(repository.near_documents))
        or list(answers_kept(repository.notebooks))
        or list(typed_answers(repository.near_documents))
    )
    kept = [notebook for notebook in repository.notebooks if notebook.has_outputs]
    told = stories(kept, repository.notebook_documents)
    if apps and links:
        return met(
            f"The text links to where the app can be used at once: {links[0].path}:{links[0].line} (not opened here).",
            [*links[:2], apps[0]],
        )
    at_work = _at_work(repository, apps, starts, screens) or _at_work(repository, apps, starts, replies)
    if at_work and at_work[2] in screens:
        at_work = [*at_work[:3], *_at_work(repository, at_work[:1], at_work[1:2], replies)[2:3], *at_work[3:]][:4]
    if at_work:
        return met("There is an app with start instructions, and what it answers can be seen.", at_work)
    if told:
        return met(
            f"The notebook {told[0].file.path} tells the story with its outputs kept.", [told[0].file.evidence()]
        )
    # An app that no text speaks of is not what a reviewer would look at first.
    if apps and (not kept or _is_spoken_of(repository, apps[0].path)):
        return started_by_hand(repository, apps[0], is_told=bool(starts))
    if kept:
        first = kept[0].file.path
        text = next((text for text in repository.notebook_documents if text.path == first), None)
        said = text.words if text else 0
        prose = [line for line in text.lines if line.kind in ("prose", "item")] if text else []
        longest = max(prose, key=lambda line: len(line.text), default=None)
        return partial(
            f"The notebook {first} keeps its outputs, with {said} words of text: no story of them yet.",
            f"Write in {first} what each result means, {words_of_a_story(kept[0])} words in all, or "
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
    return missing(
        "There is nothing to look at or use without running the whole project.",
        "Keep a notebook's outputs, show plots of the results in the README, or add a small app with a screenshot.",
    )


def _is_spoken_of(repository: Repository, path: str) -> bool:
    """Whether a text names a file, by its name or as the module that it is."""
    names = (path.rpartition("/")[2], path.removesuffix(".py").replace("/", "."))
    return any(name in document.source for document in repository.near_documents for name in names)


def _apps(repository: Repository, runs: list[Command]) -> list[Evidence]:
    """Return the apps, the one that the texts start first in front."""

    def rank(app: App) -> int:
        path = app.module.path
        names = {path, path.removesuffix(".py").replace("/", ".")}
        return next((number for number, words in enumerate(started) if not names.isdisjoint(words)), len(started))

    started = [{word.strip("`.,()").partition(":")[0] for word in command.text.split()} for command in runs]
    apps = [app for app in repository.apps if app.kind in ("api", "interactive")]
    ranked = sorted(apps, key=lambda app: (rank(app), "Router(" in app.evidence.excerpt, not _answers(repository, app)))
    return [app.evidence for app in ranked]


def _answers(repository: Repository, app: App) -> bool:
    """Whether an app is for people, or one of its routes asks a model: that of its health does not."""
    return app.kind != "api" or any(repository.serving.predicting(route) is not None for route in app.routes)


def _starting(repository: Repository, runs: list[Command]) -> list[Evidence]:
    """Return the commands that start an app, the surest first."""
    apps = starters(repository)
    others = {module.path for module in repository.scripts} - apps
    ranked = [
        (rank, command)
        for command in runs
        if (rank := starts_app(command, apps, others)) is not None
        and not starts_only_beside(command.text, repository.services)
        and not _NO_START.match(command.text)
    ]
    ranked.sort(key=lambda item: (item[0], not _OF_AN_APP.search(item[1].text)))
    return [command.evidence for _, command in ranked]


def _at_work(
    repository: Repository, apps: list[Evidence], starts: list[Evidence], seen: list[Evidence]
) -> list[Evidence]:
    """Return an app, a command that starts it, and where it is seen at work: all of one project of the repository."""
    homes = repository.homes
    by_home: list[list[Evidence]] = []
    for places in (apps, starts):
        first: dict[str, Evidence] = {}
        for place in places:
            first.setdefault(homes.of(place.path), place)
        by_home.append(list(first.values()))
    for app, start in product(*by_home):
        shown = [place for place in seen if homes.are_one((app.path, start.path, place.path))]
        if shown and homes.are_one((app.path, start.path)):
            return [app, start, *shown[:2]]
    return []


def end_to_end(repository: Repository) -> Finding:
    """Ask which stages exist as runnable code: data preparation, training, evaluation, inference.

    Level 2 where all four are done by scripts or modules outside notebooks that are called from scripts:
    preparation on the side of training (a split alone is enough only where no notebook prepares more), evaluation
    on other rows than the model was fitted to, inference on something other than the test set, by a model whose
    file is here or made by the code; and all in modules that can be imported and that something leads to that can
    be. Level 1 where a model is trained and stages are only in notebooks or missing, or where more of the scripts
    fail to parse than train. Where nothing is trained, and a model is asked that others host or trained: level 2 where
    scripts outside of the app cut documents and store them for the search and measure, level 1 where they prepare data
    or measure. Level 0 where else nothing is trained.
    """
    found = repository.stages
    trained = trainings(repository) + found.unused[stages.TRAIN]
    if not trained:
        return _untrained(repository, found)
    broken = [
        module
        for module in found.modules
        if not module.is_notebook and module.mentions(".fit(", ".train(", "predict") and module.is_broken
    ]
    if len(broken) > len({use.module.path for use in found.in_scripts[stages.TRAIN]}):
        return partial(
            f"Of the scripts, {len(broken)} are no valid Python, {broken[0].path} first.",
            f"Repair {broken[0].path}: Python can't parse it.",
            [broken[0].file.evidence(), trained[0].evidence],
        )
    places = (
        {stages.PREPARE: prepared(repository)}
        | {stage: [use.evidence for use in found.in_scripts[stage]] for stage in (stages.TRAIN, stages.EVALUATE)}
        | {stages.PREDICT: asking(repository)}
    )
    lacking = [stage for stage, uses in places.items() if not uses]
    failing = unled(repository) if not lacking else {}
    idle = next((stage for stage, uses in places.items() if all(place.path in failing for place in uses)), None)
    if not lacking and idle:
        absent = failing[places[idle][0].path]
        return partial(
            f"The scripts for {idle} can't be run: {absent.words}.",
            absent.remedy,
            [absent.evidence, places[idle][0]],
        )
    if not lacking and (stopped := stopping(found)):
        use, name = stopped
        return partial(
            f"The code for training or evaluation stops with an error: {use.call.scope}() of {use.module.path} uses "
            f"{name}, which is not defined there.",
            f"Import or define {name} in {use.module.path}, and run it once.",
            [use.evidence],
        )
    measured = [use for use in found.in_scripts[stages.EVALUATE] if not measures_no_model(use.call)]
    if not lacking and measured and all(is_on_own_rows(use.module, use.call) for use in measured):
        own = measured[0].evidence
        return partial(
            f"At {cited(own)} the model is measured on the rows that it was fitted to: no evaluation.",
            f"Let {own.path} hold rows out with train_test_split before it fits, and measure on those at line "
            f"{own.line}.",
            [own, places[stages.TRAIN][0]],
        )
    if not lacking:
        return met("Scripts prepare the data, train, evaluate and predict.", shown(repository, places, failing))
    return lacking_stages(repository, trained, lacking)


def _untrained(repository: Repository, found: stages.Stages) -> Finding:
    """The finding where nothing is trained."""
    around = borrowed(repository)
    if around.is_worked_with:
        return _around(around)
    if not repository.has_code:
        return missing(
            "There is no code here, so no stage of the work.",
            "Commit the code that prepares the data, trains the model, evaluates it and predicts.",
        )
    is_asked = found.of(stages.LOAD) or found.of(stages.PREDICT)
    what = "around a model that nothing here trains" if is_asked else "without training"
    return missing(
        f"There is one stage only, {what}." if is_asked or found.of(stages.PREPARE) else "No code here trains a model.",
        "Add the code that prepares the data, trains the model and evaluates it.",
        [use.evidence for use in found.of(stages.PREPARE)[:2]],
    )


def _around(done: Borrowed) -> Finding:
    """The finding where nothing is trained, and more than an app is written around a model of somebody else's."""
    index = done.cut if done.is_indexed else None
    places = [
        place for place in (index or done.prepared, done.asked or done.loaded, done.measured) if place is not None
    ]
    if index and done.asked and done.measured:
        return met(
            "Scripts prepare the documents and store them for the search, ask a model that was trained elsewhere, and "
            "measure.",
            places,
        )
    lacks = "measures the answers" if done.measured is None else "prepares the documents and stores them for a search"
    return partial(
        f"Nothing is trained: scripts work around a model of somebody else's, and none {lacks}.",
        f"Add a script that {lacks}, beside {places[0].path}.",
        places,
    )


def _is_broken(repository: Repository, command: Command) -> bool:
    return leads_nowhere(command, repository.runs_something) is not None or starts_only_beside(
        command.text, repository.services
    )
