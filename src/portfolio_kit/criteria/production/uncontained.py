"""What is said where no container of the project is described, and what to do about it."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.production.claimed import CONTAINERS, told_of, unbuilt, words_of
from portfolio_kit.repository.file import File
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, missing

_WHAT = "copies the project, installs its requirements and starts its API or pipeline"
# What a development container is made of.
_MADE_OF = re.compile(r"^[^\n/]*\"(?:image|build|dockerFile|dockerComposeFile)\"\s*:", re.MULTILINE)


def uncontained(repository: Repository) -> Finding:
    """Judge a project without a container, by what its texts build and by what it has for working on it."""
    absent = unbuilt(repository) if repository.modules else None
    if absent is not None:
        told, file = cited(absent.place), absent.file
        if absent.ignored is not None:
            return missing(
                f"There is no {file}: {told} builds a container from it, but {cited(absent.ignored)} "
                "keeps it out of the repository.",
                f"Take {absent.ignored.excerpt} out of {cited(absent.ignored)} and commit the {file}; see that it "
                f"{_WHAT}.",
                [absent.place, absent.ignored],
            )
        return missing(
            f"There is no {file} in the repository, though {told} builds a container from it.",
            f"Commit the {file} that {told} builds from: one that {_WHAT}.",
            [absent.place],
        )
    developing = next((file for file in repository.files if file.name == "devcontainer.json"), None)
    claim = told_of(repository, CONTAINERS)
    kept = f", or remove what {cited(claim.place)} says of it" if claim else ""
    return missing(
        "There is no Dockerfile or other description of a container"
        + (f": {developing.path} is only for developing" if developing else "")
        + f"{words_of(claim)}.",
        f"Add a Dockerfile that {_WHAT}{kept}.",
        [*([_of_development(developing)] if developing else []), *([claim.place] if claim else [])],
    )


def _of_development(file: File) -> Evidence:
    match = _MADE_OF.search(file.text)
    return file.at(match.end() - 1) if match else file.evidence()
