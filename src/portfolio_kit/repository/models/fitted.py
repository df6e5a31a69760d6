"""Which model a project fits, and whether it is one that looks at images or reads texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.models.stages import READ, TRAIN, stage_of
from portfolio_kit.repository.texts.words import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.models.found_stages import Use
    from portfolio_kit.repository.repository import Repository

# What is fitted or timed beside a model, and what is worked out without a fit.
_NO_MODEL = re.compile(
    r"thresh|timer|timeit|similarit|linear_kernel|sigmoid_kernel|pairwise|calibrat|explainer|splitter|monitor|drift",
    re.IGNORECASE,
)
_OF_NETWORKS = frozenset(listed("Conv2D Conv2d SeparableConv2D vision_learner cnn_learner YOLO"))
_NETWORKS = re.compile(r"^(?:torchvision\.models|(?:tensorflow\.)?keras\.applications|timm)\.")
_OF_IMAGES = frozenset(
    listed(
        """
        image_dataset_from_directory flow_from_directory flow_from_dataframe ImageFolder ImageDataGenerator imread
        load_img
        """
    )
)
_OF_WORDS = frozenset(listed("TfidfVectorizer CountVectorizer HashingVectorizer"))
_OF_TEXTS = frozenset(
    listed("TextVectorization pad_sequences AutoTokenizer BertTokenizer text_classifier_learner Word2Vec")
)
_LANGUAGE_MODEL = re.compile(
    r"(?:ForSequenceClassification|ForTokenClassification|Tokenizer(?:Fast)?)\.from_pretrained$"
)
_OF_TABLES = frozenset(listed("read_csv read_parquet read_excel read_sql read_table"))


def model_fit(repository: Repository) -> Use | None:
    """Return where a model is fitted: no threshold, timer or similarity, which are called alike; where the fit itself
    is, rather than a call of the project's own function that does it.
    """
    fits = [use for use in repository.stages.of(TRAIN) if not _NO_MODEL.search(use.call.name)]
    if not fits or fits[0].call.last.startswith("fit"):
        # What is fitted to rows without their answers, while something else gets both, prepares them.
        both = [use for use in fits if use.call.last == "fit" and len(use.call.node.args) > 1]
        is_bare = bool(fits) and len(fits[0].call.node.args) == 1 and not fits[0].call.node.keywords
        return both[0] if both and is_bare else next(iter(fits), None)
    own = {function.last for module in repository.modules for function in module.functions}
    return next((use for use in fits if use.call.last not in own), fits[0])


def seeing(repository: Repository) -> str | None:
    """Return what shows what a model of images looks at; None for a model of something else."""
    fitted = model_fit(repository)
    if fitted is None:
        return None
    own = [fitted.module]
    reading = {call.last for module in repository.modules for call in module.calls if stage_of(call) == READ}
    # The network may be built beside the module that fits it.
    looked_in = own if _looks(own) or not reading.isdisjoint(_OF_TABLES) else list(repository.modules)
    if not _looks(looked_in):
        return None
    return "Grad-CAM or occlusion" if _is_network(looked_in) else "occlusion maps"


def reading(repository: Repository) -> str | None:
    """Return what shows which words of a text a model goes by; None for a model of something else."""
    calls = [call for module in repository.modules for call in module.calls]
    if any(call.last in _OF_TEXTS or _LANGUAGE_MODEL.search(call.name) for call in calls):
        return "SHAP, LIME or integrated gradients"
    if any(call.last in _OF_WORDS for call in calls):
        return "SHAP or LIME"
    return None


def _looks(modules: list[Module]) -> bool:
    """Whether modules make a network for images, read images, or work on them as they train."""
    return _is_network(modules) or any(
        module.imports_any("torchvision", "timm") is not None or any(call.last in _OF_IMAGES for call in module.calls)
        for module in modules
    )


def _is_network(modules: list[Module]) -> bool:
    return any(call.last in _OF_NETWORKS or _NETWORKS.match(call.name) for module in modules for call in module.calls)
