"""Sentences that would be as true of any other project: each of their words is one that all projects use.

"Companies need to make better decisions with their data" names no company, decision or data. "Nurses must decide at
triage" does. Told of English only; of other languages nothing is called vague.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache

from portfolio_kit import lazily as re

_STEM = 6
_ENDING = re.compile(r"(?<=\w{3})(?:ations?|ings?|ies|ied|i?ers?|e[ds]|s|i?ly|e)$")
_DOUBLED = re.compile(r"(.)\1$")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
# A figure, a name of code, a quotation, a link: something is pointed at.
_POINTS = re.compile(r"\d|`|_|\"|\u201c|://|[^\W\d_]\.[^\W\d_]|[a-z][A-Z]|\b[A-Z]{2,}\b")
_ABBREVIATIONS = re.compile(r"\b(?:AI|ML|MLOps|IT|OK|API|REST)\b")
# What is written with a capital inside a sentence is a name.
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")
_CALLED = re.compile(r"\b[A-Z][a-z]+[A-Z]\w*")
_MODERN = re.compile(r"state[- ]of[- ]the[- ]art|cutting[- ]edge|fast[- ]paced", re.IGNORECASE)
_APOSTROPHE = re.compile("['\u2019]")
_FEWEST = 4
_OFTEN = "the a an is are was to of and in that it for this we with as be"
_ENGLISH = frozenset(_OFTEN.split())
_OF_ANY = """
a about above access according accuracies accuracy accurate achieve across action actual adapt add additional address
advance affect after again against agree ai aim algorithm all allow almost alone along already also although always am
among an analyse analysis analytics analyze and anonymity another answer any anyone anything anywhere api app
applicable application apply approach appropriate architecture are area around artificial as ask aspect assess assist
associated at attempt attribute automate automatic available average avoid aware away back balance base baseline basic
be became because become been before began begin behave behaviour being believe below benefit best better between
beyond bias biased big bigger both bottleneck brand bring broad build built business but by call came can cannot
capability capable capture care carefully carry case cause certain challenge challenges chance change choice choose
chose chosen class clean clear cloud code collect column come common communicate communication companies company
compare comparison competition competitive complete complex compliance comply component comprehensive compute concept
conclusion condition confident confidential consider considered consistent contain context continue contribute control
core correct cost could countries country course create critical crucial current customise cut cutting cycle daily
data dataset day deal decide decision decisions decrease deep deeper define degree deliver demand demonstrate depend
deploy depth design desired detail detect determine develop did differ different difficult digital direct discover
discuss do document does doing domain done down download downloaded drive driven due during dynamic each early easily
easy edge effect efficiency efficient effort effortless either element else empower enable end engine engineer enhance
enough ensure enterprise enterprises entire environment equal equitable error especially essential ethic ethical
ethics evaluate even ever every everyone everything everywhere exact examine example excellent exceptional exist
expect experience experiment explain explore extend extract extremely face fact factor fail fair fairness false far
fast faster feature feel few field final find finished first fit flexibility flexible focus follow for forecast form
format forward found framework free frequent from full fully function fundamental further future gain gap gave general
generate get give given global go goal good got government great group grow growth guide had hand handle happen happy
hard has have he help her here high higher highly his historic hold hope how however huge human hyperparameter
hyperparameters i idea identify if imbalance imbalanced immediate impact implement important improve in include
increase indeed individual industries industry influence inform information infrastructure inherent innovate
innovative input insight insightful insights instead institution institutions integrate intelligence intend interest
internet into intuitive involve is issue it item iterate iterative its itself job just keep key kind know knowledge
lack large last latency later latest lead learn learner least leave led less lesson let level leverage library licence
license licensed life like likely limit list little live long look lot low lower machine made main maintain
maintainability major make manage manager manner manual many matter maximise may me mean meaningful means measure meet
method metric might million minimise mistake mode model modern modification moment money month more moreover most move
much multiple must my name nature necessary need network never new next no nobody none nor normal not nothing notice
now number objective observe obtain obvious occur of off offer often old on once one online only onto open operate
operation opportunities opportunity optimal optimise option or order organisation organisations organization original
other our ourselves out outcome outperform output over overall overfitting own page paper parameter paramount part
participant particular party pass past pattern people perfect perform performance performant period permit person
perspective phase pipeline place plan platform play please plus point policy poor popular popularity position positive
possible potential power practical practice precise predict prediction predictive prefer preprocess preprocessing
present prevent previous principle prior privacy proactive problem procedure process produce production productive
professional profit program progress project promise proper properly protect protected protecting protection prove
provide public purpose put quality question quick quite raise range rapid rate rather raw reach read ready real
realise really reason recent recognise recommend record reduce regular regulation regulations relate relevant
reliability reliable rely remain remember remove repeat report represent require research resource respect respond
response responsible rest result return reveal right rise risk robust robustness role row rule run safe same sample
satisfied satisfy save saw say scalability scalable scale science scientist seamless seamlessly second secure see seek
seem select selected sensitive separate serious serve service set several shape share she short should show
significant similar simple simplicity simply since single situation size skill slow small smaller smart so society
software solution solve some someone something sometimes soon sophisticated source specific speed spend spent split
stage stakeholder stakeholders standard start state statistic stay step still strategies strategy streamline strive
strong structure struggle study success such suffer suggest suitable support sure surprise system tackle take taken
target task tasks team teamwork technical technique technologies technology tell term test than thank that the their
them themselves then there therefore these they thing think this thorough those though through throughout thus time to
today together too took tool top topic total tough towards trade tradition train training transform transparent treat
tremendous trend trends tried true trust try tune tuning turn two type typical ultimately unbiased under underfitting
underlying understand unique unlike unlock until up upon us usable use used useful user using usual utilise valid
validate valuable value variable variety various vast version very via vital want was way we week well went were what
whatever when whenever where whether which while who whole whose why wide will wish with within without word work
workflow world worldwide worse worst worth would write wrong year yet you your
considerable considerably delighted exceed expectation feedback friction impressed inconsistent inconsistency
methodology native prone substantial
"""
# What any explanation of a model that looks at pictures says.
_OF_MAPS = """
image images picture pictures photo pixel pixels region regions heatmap heatmaps heat map maps grad cam gradcam
occlusion attention highlight highlighted visualise visualize visualization saliency network convolution layer layers
interpret interpretability interpretable explanation explainable shap lime
"""


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """The beginning that a word has in all its forms, and its kin with it."""
    while (shorter := _DOUBLED.sub(r"\1", _ENDING.sub("", word))) != word:
        word = shorter
    return word[:_STEM]


@lru_cache(maxsize=1)
def _of_any() -> frozenset[str]:
    """The beginnings of the words that fit any project, made when the first sentence is asked about."""
    return frozenset(_stem(word) for word in _OF_ANY.split())


@lru_cache(maxsize=512)
def is_vague(text: str, also: AbstractSet[str] = frozenset()) -> bool:
    """Whether an English sentence says only what would be as true of any other project; `also` are more words of it."""
    text = _MODERN.sub("modern", text)
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _FEWEST or _ENGLISH.isdisjoint(words):
        return False
    any_project = _of_any()
    if not all(word in also or _stem(_APOSTROPHE.split(word)[0]) in any_project for word in words if len(word) > 1):
        return False
    return not (_POINTS.search(_ABBREVIATIONS.sub("", text)) or _NAME.search(_ABBREVIATIONS.sub("it", text)))


def names_in(title: str) -> frozenset[str]:
    """Return the names in a title that are written as projects are: with a capital inside."""
    return frozenset(_CALLED.findall(title))


def unnamed(sentence: str, names: frozenset[str]) -> str:
    """Return a sentence with the project's name taken out, which makes nothing of what it says its own."""
    for name in names:
        sentence = sentence.replace(name, "it").replace(name.lower(), "it")
    return sentence


def own_words(text: str) -> int:
    """How many words a sentence about what a model looks at has that would not be said of any other model."""
    words = {_stem(_APOSTROPHE.split(word.lower())[0]) for word in _WORD.findall(text)}
    return len({word for word in words if len(word) > 1} - _of_any() - {_stem(word) for word in _OF_MAPS.split()})
