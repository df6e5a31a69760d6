"""Data sets that come with a library, or that it makes up, and the words by which a text that works on one tells so.

A story of readers and their loans beside code that loads irises, and reads nothing else, is about something else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.models.stages import READ, is_test
from portfolio_kit.repository.texts.words import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository

# By what makes or loads it: any piece of a word that a text about it has, in whichever language.
_MADE_UP = (
    r"synth|s[iy]nt[eéè]t|simul|generat|génér|gener|gerad|artific|künstlich|erzeugt|fake|fictit|fictic|dummy|mock|toy"
    r"|demo|made.?up|blob|moons|benchmark|boilerplate|template|placeholder"
)
_WORDS = {
    "load_iris": r"iris|flower|flor|fleur|blume|blüte|bloem|kwiat|petal|sepal|species|botan|plant",
    "load_wine": r"wine|wein|vin|wijn|cultivar|alcohol|grape",
    "load_breast_cancer": r"cancer|krebs|cânc|cánc|tumou?r|breast|wisconsin|malign|benign|onco",
    "load_diabetes": r"diabet|disease|insulin|glucose",
    "load_digits": r"digit|ziffer|chiffre|dígit|cifr|handwrit|mnist",
    "fetch_california_housing": r"california|kalifornien|hous|home|real.?estate|propert|maison|immobil|casa|vivienda"
    r"|imobil|preis|price",
    **dict.fromkeys(("make_classification", "make_regression", "make_blobs", "make_moons"), _MADE_UP),
}
# What else may bring in data, by the way.
_BRINGS = frozenset(
    listed(
        "listdir glob rglob iterdir walk imread load_dataset ImageFolder flow_from_directory execute connect"
        " image_dataset_from_directory read_text urlopen urlretrieve"
    )
)
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[a-zà-öø-ÿ]", re.IGNORECASE)
_OFTEN = 0.9


def untold(repository: Repository) -> str:
    """Return what loads the only data that the code reads, where no text says a word of what is in it; else nothing."""
    loaders = {use.call.last for use in repository.stages.of(READ) if not is_test(use.module.path)}
    if not loaders or not loaders <= _WORDS.keys():
        return ""
    if any(call.last in _BRINGS for module in repository.modules if not is_test(module.path) for call in module.calls):
        return ""
    text = "\n".join(document.source for document in repository.documents)
    letters = len(_LETTER.findall(text))
    # Whoever writes in another alphabet has other words for it.
    if len(_LATIN.findall(text)) < letters * _OFTEN:
        return ""
    if any(name in text or re.search(rf"\b(?:{_WORDS[name]})", text, re.IGNORECASE) for name in loaders):
        return ""
    return min(loaders)
