"""What a README tells a stranger (article section 9.1)."""

from __future__ import annotations

from itertools import islice

from portfolio_kit.criteria import headline, results
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.criteria.readme_places import plainest_run, purpose
from portfolio_kit.criteria.show.told_runs import is_of_others, lacks_running, only_fetches, working
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.outcomes import outcome
from portfolio_kit.repository.running.commands import INSTALL, RUN
from portfolio_kit.repository.texts import readmes
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.set_up import steps
from portfolio_kit.rubric.finding import Finding, met, missing, partial

_FEW_WORDS = 35
_FEWEST_HEADINGS = 2
_INSTALLING = "how to install it"
# How what a file at the root lists is installed, the surest first.
_INSTALLS = {
    "uv.lock": "uv sync",
    "poetry.lock": "poetry install",
    "Pipfile.lock": "pipenv sync",
    "requirements.txt": "pip install -r requirements.txt",
    "environment.yml": "conda env create -f environment.yml",
    "environment.yaml": "conda env create -f environment.yaml",
    "Pipfile": "pipenv install",
    "setup.py": "pip install .",
}


def readme(repository: Repository) -> Finding:
    """Judge the README that a visitor sees first, together with those of the project's parts.

    Level 0 without one of the project's own (a framework's starter README is none), or where it has hardly more
    than a title and a sentence or two. Level 2 where it says what the project is, how to install it (by a
    command or in numbered steps), how to run it (by a command whose script exists and can be imported, or in a sentence
    that names the notebook to run; getting the data is none, nor is an image of others) and, in the first of them, what
    came out (a measured result, how fast it answers under load, what it prints, a picture that exists and is no drawing
    of how it is built, a recording or a sample answer; a link to where it runs alone is none), under at least two
    headings. Level 1 otherwise.
    """
    documents = repository.project_readmes
    if documents and not repository.has_code and _is_line_or_two(documents[0]):
        return missing(
            f"{documents[0].path} has hardly more than a line or two, and there is no code beside it.",
            f"Commit the code, and let {documents[0].path} say what the project is, how to install and run it, and "
            "what came out.",
            [documents[0].evidence(1)],
        )
    if documents and not repository.has_code:
        return missing(
            f"{documents[0].path} is about code that is not in the repository.",
            f"Commit the code that {documents[0].path} is about.",
            [documents[0].evidence(1)],
        )
    if not documents:
        parts = readmes.of_parts(repository.readmes, repository.modules)
        if parts:
            return partial(
                f"There is no README of the whole project, only of parts, such as {parts[0].path} and {parts[1].path}.",
                "Write a README.md at the root: what the project is, which parts it has, how to install and run it and "
                "what came out.",
                [part.evidence(1) for part in parts[:2]],
            )
        return missing(
            "There is no README of the project.",
            "Write a README.md: what the project is, how to install it, how to run it and what came out.",
        )
    first = documents[0]
    place = first.evidence(1)
    typed = [
        command
        for command in repository.commands
        if command.document in documents and not is_of_others(repository, command)
    ]
    installs = [command for command in typed + repository.told(INSTALL) if INSTALL in command.purposes]
    runs = [command for command in typed + repository.told(RUN) if RUN in command.purposes]
    runs = [command for command in runs if not only_fetches(command)]
    # The first text is read before those of the project's parts.
    installs.sort(key=lambda command: command.document is not first)
    set_up = [command.evidence for command in installs] or list(islice(steps(documents), 1))
    result = outcome(documents[:1], repository.pictures)
    lacks = [] if set_up else [_INSTALLING]
    command = next((command for name, command in _INSTALLS.items() if repository.exists(name)), "")
    lacks += lacks_running(repository, runs)
    lacks += [] if result else [_lacks_outcome(repository)]
    is_thin = first.own_words < _FEW_WORDS
    # A sentence in the README of a folder makes up for none of the project.
    told_runs = [command for command in runs if command in typed or command.document is first]
    if is_thin and not (told_runs or set_up or result):
        words = "1 word" if first.own_words == 1 else f"{first.own_words} words"
        return missing(
            f"{first.path} has {words}: hardly more than a title.",
            f"Let {first.path} say what the project is, how to install and run it, and what came out.",
            [place],
        )
    says = "does not say" if is_thin else "says what the project is, but not"
    lacks = ["what the project is (in a few sentences)", *lacks] if is_thin else lacks
    told = f"{says} {enumerated(lacks)}" if lacks else "says what the project is"
    if sum(1 for document in documents for section in document.sections if section.title) < _FEWEST_HEADINGS:
        told += ", and has no headings"
        lacks.append("headings")
    if lacks or result is None:
        place = place if is_thin else purpose(first)
        # The very command, where a file says which one.
        asked = [f"{lack} ({command})" if lack == _INSTALLING and command else lack for lack in lacks]
        return partial(f"{first.path} {told}.", f"Add to {first.path}: {enumerated(asked)}.", [place])
    shown = [
        set_up[0].showing("how to install"),
        plainest_run(repository, working(repository, runs)).evidence.showing("how to run"),
        result.showing("what came out"),
    ]
    paths = list(dict.fromkeys([first.path, *(item.path for item in shown)]))
    say = "say" if paths[1:] else "says"
    return met(f"{enumerated(paths)} {say} what the project is, how to install and run it, and what came out.", shown)


def _is_line_or_two(document: Document) -> bool:
    titles = [section.title for section in document.sections if section.title]
    return document.own_words < (_FEW_WORDS if titles[1:] else 2 * _FEW_WORDS)


def _lacks_outcome(repository: Repository) -> str:
    """What came out, by what no other criterion asks for: figures are the matter of `quantified-results`.

    A visitor reads the first README; what those of the parts state stands elsewhere.
    """
    stated = results.reported(repository)
    first_read = repository.project_readmes[0].path
    if elsewhere := [result for result in stated if result.document.path != first_read]:
        best = headline.of_texts(elsewhere)
        return f"the result ({cited(best.evidence)} states {best.name})"
    if stated:
        first = headline.of_texts(stated)
        place = first.evidence
        if first.figure.kind == "result":
            return f"the result of the model ({cited(place)} gives only that of a guess)"
        return f"the result as one value ({cited(place)} gives a range)"
    return "what came out (a plot, a screenshot, or an example of what the program prints or answers)"
