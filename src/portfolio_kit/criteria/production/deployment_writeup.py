"""What the texts say of how and why the project is deployed as it is (article section 9.3)."""

from __future__ import annotations

from itertools import chain, islice

from portfolio_kit.criteria import deployment, where_it_runs
from portfolio_kit.criteria.launchers import launchers
from portfolio_kit.criteria.passages import own_readme
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.production.deployed_by import deployed_by
from portfolio_kit.criteria.production.fit_for import taken_for
from portfolio_kit.criteria.told_starts import runs, starters, starts
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.showing.live_links import live_links
from portfolio_kit.rubric.finding import Finding, met, missing, partial

_MOST_REASONS = 200
_SHOWN = 3


def deployment_writeup(repository: Repository) -> Finding:
    """What the texts say of where and how the project is or would be deployed.

    Partial for a command that runs an app, a service, a container or a program of the project, be it one that trains
    (installing, a notebook or a front end alone is none), a script at the root that starts the app, a section on
    deployment, or a link to where it runs. Met
    where a sentence also gives a choice of the deployment (the platform, the container, batch or real time, the size)
    with its reason, below a heading that asks where it runs also with what it costs or what was not taken, or ways to
    deploy are set against one another: in a table by cost, fit or reason, or as options of which one is recommended;
    where there is neither app nor container, in a section that tells it at some length. A platform or container that a
    sentence takes for a quality ("for its scalability"), and one way to serve it that is set against another, are such
    a choice too. Plans ("future work", "coming soon", "will be updated"), the names of tools, what a step is needed for
    and why a model was chosen are nothing, and so are all words where no code does any work.
    """
    served = chain(starts(repository), deployment.sections(repository), live_links(repository.near_documents))
    opened = chain(runs(repository), launchers(repository, starters(repository)))
    evidence = list(islice(served, _SHOWN)) or list(islice(opened, _SHOWN))
    if not (evidence and repository.has_work):
        shows = deployed_by(repository) if repository.has_work else None
        runs_at = f"runs ({cited(shows.place)} {shows.does} {shows.platform})" if shows else "runs or would run"
        return missing(
            "No text says how or where the project is deployed.",
            f"Write, below a heading such as Deployment, where the project {runs_at}, the commands that start "
            "it there, and why you chose that over another way.",
            [shows.place] if shows else [],
        )
    reasons = list(islice(deployment.reasons(repository), _MOST_REASONS))
    reason = min(reasons, key=lambda item: item.rank, default=None)
    if reason is not None:
        return met(
            "The texts say how the project is deployed, and why in that way.",
            [reason.place.showing("the reason"), *evidence],
        )
    thin = next(taken_for(repository), None) if repository.apps or repository.dockerfiles else None
    if thin is not None:
        return met(
            f"The texts say how the project is deployed, and why in that way ({cited(thin)}).",
            [thin.showing("the reason"), *evidence],
        )
    section = next(deployment.sections(repository), None)
    place = evidence[0]
    named = next((item for item in evidence if deployment.names_platform(item.excerpt)), None)
    if named is None and (named := where_it_runs.where(repository)) is not None:
        evidence = [named, *evidence[:2]]
    elif section is not None and section not in evidence:
        evidence = [section, *evidence[:2]]
    if named is not None:
        fix = f"{cited(named)} says where the project runs: add why"
    else:
        shows = deployed_by(repository)
        at = f" ({cited(shows.place)} {shows.does} {shows.platform})" if shows else ""
        # A script is no place to tell it.
        is_text = any(document.path == place.path for document in repository.texts)
        into = "" if is_text or repository.readme is None else f" to {own_readme(repository)}"
        fix = f"{cited(place)} says how to start the project: add{into} where it runs{at} and why"
    return partial(
        f"{place.path} says how to run or deploy the project, but not why in that way.",
        f"{fix}, below a heading such as Why it runs there. Give one choice and its trade-off, such as a container or "
        "none, batch or real time, cost, cold starts.",
        evidence,
    )
