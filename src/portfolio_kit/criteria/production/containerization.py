"""Whether a container installs the project and starts it (article section 9.3)."""

from __future__ import annotations

from portfolio_kit.criteria.phrases import cited, enumerated, sentence
from portfolio_kit.criteria.production.containers import Container, containers
from portfolio_kit.criteria.production.endpoints import endpoints
from portfolio_kit.criteria.production.uncontained import uncontained
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, met, partial

# Folders of what only tries or teaches what the project does.
_ASIDE = frozenset({"test", "tests", "tutorial", "tutorials", "example", "examples", "demo", "demos", "samples"})


def containerization(repository: Repository) -> Finding:
    """Containers that can be built on reading and start something of the project.

    A Dockerfile under any name is read with the context of the compose file that builds it, else with each folder
    above it, the best of which counts. It is broken where it copies what the context has not (outside of it, left
    out by .dockerignore, or absent, and made by no code that a written command runs), installs from a file that was
    not copied, runs a script that is not in the image by then, or starts a module or file that is not in it, blank
    ones included, or whose imports of the project fail as it is started; stages are followed through `FROM` and
    `COPY --from`. A compose service is judged with its own command and mounts; a Procfile, render.yaml or app.yaml
    needs a dependency file beside what it starts, a Procfile also a process that the host starts (web); Cog and
    Bento files name what they serve.

    Met by one that has no such problem, installs packages and starts an app, API, script or pipeline of the
    project. Partial where all are broken or none starts anything of the project (a database, a tracking server, a
    notebook server), or only an API that answers everybody the same. A development container, a Dockerfile with
    nothing but FROM, and a blank one are nothing.
    """
    found = containers(repository) if repository.modules else []
    if not found:
        return uncontained(repository)
    coherent = [container for container in found if container.is_coherent]
    # What has the project in it stands before what only mounts it.
    coherent.sort(key=lambda container: bool(container.only_mounted))
    if coherent:
        coherent = _asked_first(repository, coherent)
        more = len({container.starts for container in coherent}) - 1
        beside = f"; {more} more start{'s' if more == 1 else ''} other parts of the project" if more else ""
        first = coherent[0]
        does = (
            f"starts {first.starts} on {enumerated(first.only_mounted)} of the project, mounted into an image that "
            "installs nothing else of it"
            if first.only_mounted
            else f"installs the project and starts {first.starts}"
        )
        return met(
            f"{first.what} {does}{beside}.",
            [container.place for container in coherent],
        )
    best = min(
        found, key=lambda container: (container.starts is None and not container.problems, len(container.problems))
    )
    if best.remedy:
        return partial(sentence(best.problems[0][0]), best.remedy, [best.place])
    if best.problems:
        words, place = best.problems[0]
        also = next((other for other, where in best.problems[1:] if where == place), None)
        words += f", and {also}" if also else ""
        made = ", or write the command that makes it into the README or a Makefile" if best.lacks_made else ""
        return partial(
            f"The container cannot work as written: {words}.",
            f"{cited(place)}: {words}. Correct it{made}, and build the image once from a fresh clone.",
            [place],
        )
    return partial(
        f"The container of {best.place.path} starts nothing of the project.",
        f"{cited(best.place)} starts none of the project's code: end it with the command that "
        f"starts your app, API or pipeline.",
        [best.place],
    )


def _asked_first(repository: Repository, coherent: list[Container]) -> list[Container]:
    """Containers of several parts of a project: that of the app which is named for its prediction first, then apps.

    Those of the tests, or of lessons, come last.
    """
    if len({container.starts for container in coherent}) == 1:
        return coherent
    asked = {endpoint.path for endpoint in endpoints(repository)[:1]}
    apps = {app.module.path for app in repository.apps if app.kind in ("api", "interactive")}
    return sorted(
        coherent, key=lambda one: (_is_aside(one.place.path), one.starts not in asked, one.starts not in apps)
    )


def _is_aside(path: str) -> bool:
    return any(part.lower() in _ASIDE for part in path.split("/")[:-1])
