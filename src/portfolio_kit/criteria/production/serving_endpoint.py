"""How the model is asked for a prediction from outside (article section 9.3)."""

from __future__ import annotations

from portfolio_kit.criteria.phrases import cited, sentence
from portfolio_kit.criteria.production.endpoints import endpoints
from portfolio_kit.criteria.production.unasked import unasked
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, met, partial


def serving_endpoint(repository: Repository) -> Finding:
    """Ways to ask the project's model for a prediction from outside its code, found by what is called.

    Met by an HTTP API (FastAPI, Flask, BentoML, Ray Serve, a Lambda handler and the like; Django's views as its
    addresses name them) with a route from which the project's own calls reach a prediction, or, of a route for
    predicting, any use of what was loaded as a model, which answers with data and not only with a page, in an app that
    loads a saved model as it is started; where the model's file is named, the repository has it or names it elsewhere
    (the code that writes or fetches it, a configuration, a download in the README), and does not lie at an absolute
    path which no container or configuration fills; where it comes from MLflow's registry alone, some code here hands a
    model to MLflow; or by a model server's image (TensorFlow Serving, TorchServe) that is given a model, or MLflow's
    server, which a written-down command starts for what the code hands to MLflow. A prediction that is thrown away or
    only logged, one for a row of the test set or for values that stand in the route or its module, and a class of rules
    written by hand are none; nor is the answer of a route that reads what nothing defines, that is in no app, or that
    answers with a value that stands in the code where the model is not there. Partial for such an API that lacks one of
    these, for an interactive app (Streamlit, Gradio, a form) that takes input and asks the model, and for a script that
    loads the model and predicts without training, where it takes arguments, answers or the messages of a queue, writes
    what it predicts, or reads what it predicts for, or that hands the model to a cloud together with the image that
    serves it, or for a service in JavaScript with a route for predictions that starts a script of the project. A
    function that nothing outside calls, a script for a fixed sample or that only asks about the test set, a notebook,
    or an app that only shows results is nothing.
    """
    found = endpoints(repository)
    if not found:
        return unasked(repository)
    best = found[0]
    if best.level == 2:  # noqa: PLR2004
        loads = "loads the model and " if best.loads else ""
        return met(sentence(f"{best.what} {loads}answers with a prediction"), best.evidence)
    place = best.evidence[0]
    return partial(
        sentence(f"{best.what} gives predictions, but {best.lacking}"),
        f"{cited(place)}: {best.lacking}; {best.remedy}.",
        best.evidence,
    )
