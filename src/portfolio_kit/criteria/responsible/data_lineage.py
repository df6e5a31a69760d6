"""Where the data comes from (article section 12.4): its source, its terms and the steps to the model's input."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.other_data import lacking
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.data.fetching import drawing
from portfolio_kit.repository.data.givers import names_only_subject
from portfolio_kit.repository.data.origins import Origin
from portfolio_kit.repository.data.stated_version import stated_version
from portfolio_kit.repository.data.terms import kind_of
from portfolio_kit.repository.data.withheld import PRIVATE_SOURCE, withheld
from portfolio_kit.repository.models.borrowed import borrowed
from portfolio_kit.repository.models.found_stages import Use
from portfolio_kit.repository.models.stages import PREPARE, READ, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.seeds import seeding
from portfolio_kit.repository.texts.words import listed
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

# What seeds what is drawn, and not a model or a split.
_OF_DRAWING = re.compile(r"\bseed(?:_everything|_all)?\s{0,3}\(|default_rng|RandomState\(|Random\(")
_WRITTEN = (".md", ".rst", ".txt", ".ipynb")
# What the data is not, can't tell or does not hold.
CAVEAT = re.compile(
    r"\bwill not\b|\b(?:can|does|is|are|was|were)(?:not| (?:\*\*)?not\b|n['’]t\b)|\bno (?:es|son|puede)\b"
    r"|\bnão (?:é|são|pode)\b|\b(?:ist|sind|kann|können) (?:\w+ )?(?:nicht|kein\w*)\b"
    r"|\bn['’](?:est|ont|a) pas\b|\bnon è\b",
    re.IGNORECASE,
)
# Steps from raw data to a model's input that show what they are.
_STEPS = frozenset(
    listed(
        """
        train_test_split fillna dropna drop_duplicates get_dummies StandardScaler MinMaxScaler RobustScaler
        OneHotEncoder OrdinalEncoder LabelEncoder ColumnTransformer SimpleImputer TfidfVectorizer CountVectorizer
        DictVectorizer make_column_transformer ImageDataGenerator
        """
    )
)
# Modules that prepare data by their names, and those that do so beside the model: for a watch, a page, an old version.
_PREPARING = re.compile(
    r"prepro|prepar|clean|feature|transform|etl|tratamento|limpie|limpez|nettoy|dataset|data_", re.IGNORECASE
)
_BESIDE = re.compile(
    r"monitor|drift|dashboard|(?:^|/)app|api|reference|(?:^|[/_])old|legacy|archive|stream", re.IGNORECASE
)
# Headings over the steps that a text tells.
_STEPS_TOLD = re.compile(
    r"pre-?proces|data (?:preparation|cleaning|processing|wrangling|transformation|treatment)|feature engineering"
    r"|tratamento|limpeza|prepara[çc]|preparaci|limpieza|preprocesamiento|pr[ée]paration|nettoyage|pr[ée]traitement"
    r"|aufbereitung|vorverarbeitung|preparazione|pulizia"
    r"|pra-?pemrosesan|persiapan data|предобработ|подготовк|预处理|数据清洗",
    re.IGNORECASE,
)
_FEWEST_STEPS = 3
_COMPETITION = re.compile(r"kaggle\.com/(?:c|competitions)/|\bcompetition\b|\bcontest\b|competi[çc]", re.IGNORECASE)
_HANDED_ON = re.compile(r"://git(?:hub|lab)\.com/[\w.-]+/[\w./-]+/releases\b", re.IGNORECASE)


def data_lineage(repository: Repository) -> Finding:
    """Level 2: a text names the source of the data and, beside it, its licence, terms, rules of a competition, DOI,
    version or day of download, and code or text leads from raw data to model input; or the data is all made up, by code
    of the repository that is seeded, which is source and version in one. Level 1: the source is named or linked in a
    text (who publishes it, a data set that is known by its name, whence it was collected, or that it is made up), or
    code fetches the data from it, crawls it, makes it or names it. The code's own licence is not the data's, and that
    its licence or terms stand elsewhere says nothing of them; a file name is no source.
    """
    other = lacking(repository)
    found = [origin for origin in repository.origins if not (other and origin.evidence.path in other.beside)]
    if other and not found:
        return missing(
            f"No text says where {other.path} comes from, which the project's model learns from.",
            f"Name the source of {other.path}, which {cited(other.read)} reads, with its address.",
            [other.read],
        )
    if not found:
        reading = repository.stages.of(READ)
        return missing(
            "No text says where the data comes from.",
            f"Name the source of the data{f' read at {cited(reading[0].evidence)}' if reading else ''}, with its "
            "address.",
            [use.evidence for use in reading[:1]],
        )
    private = withheld(repository.texts)
    if private and all(origin.in_text and names_only_subject(origin.evidence.excerpt) for origin in found):
        return missing(
            "The data is called private, and no text says whose it is.",
            f"Write beside {cited(private)} whose data it is, and who allows you to use it for what.",
            [private],
        )
    with_terms = next((origin for origin in found if origin.terms), None)
    prepared = [use.evidence for use in sorted(repository.stages.of(PREPARE), key=_plainness)]
    if with_terms and not prepared and (cut := borrowed(repository).cut):
        prepared = [cut]
    told = told_steps(repository) if not prepared else None
    if with_terms and with_terms.terms and (prepared or told):
        return met(
            f"The source of the data is given with its {kind_of(with_terms.terms.excerpt)}, and the steps to the "
            f"model's input are {'scripted' if prepared else 'described'}.",
            [
                with_terms.evidence.showing("source"),
                with_terms.terms.showing(kind_of(with_terms.terms.excerpt)),
                *(place.showing("steps") for place in [*prepared[:1], *([told] if told else [])]),
            ],
        )
    first = plainest(found).evidence
    seed = seed_of_making(repository) if prepared and all(origin.is_made for origin in found) else None
    if seed:
        return met(
            "Seeded code in the repository generates the data, and the steps to the model's input are scripted.",
            [first, seed, prepared[0]],
        )
    if with_terms and with_terms.terms:
        return partial(
            f"The source is given with its {kind_of(with_terms.terms.excerpt)}, but no code or text shows the "
            "steps from it to the model's input.",
            f"Script or describe the steps from the data of {cited(first)} to the model's input.",
            [first],
        )
    steps = "" if prepared or told else " Script or describe the steps from it to the model's input, too."
    described = stated_version(repository)
    if described:
        version, place = described
        return partial(
            f"The source of the data is named; {cited(place)} gives a version ({version}), but no text gives it or a "
            "licence beside the source.",
            f"Write {beside(first)}, that this is version {version} of the data, or the name of its licence.{steps}",
            [first, place],
        )
    return partial(
        "The source of the data is named, but no licence, terms or version.",
        f"{_terms_to_write(found, first)}{steps}",
        [
            first,
            *(
                origin.evidence
                for origin in found
                if origin.strength == found[0].strength and origin.evidence != first
                if not CAVEAT.search(origin.evidence.excerpt)
            ),
        ][:3],
    )


def _terms_to_write(found: Sequence[Origin], first: Evidence) -> str:
    """What to write of a source: one of what its page shows, or of private data who allows what."""
    if PRIVATE_SOURCE.search(first.excerpt) and "://" not in first.excerpt:
        return f"Write {beside(first)}, whose data it is, and who allows you to use it for what."
    rules = any(_COMPETITION.search(origin.evidence.excerpt) for origin in found)
    return (
        f"Write {beside(first)}, one of these: the name of the data's licence"
        f"{', what the rules of the competition allow' if rules else ''}, its version, or the day on which you "
        "downloaded it."
    )


def _plainness(use: Use) -> tuple[bool, bool, bool]:
    """How plainly a step shows how data becomes a model's input; the plainest first."""
    path = use.module.path
    return bool(_BESIDE.search(path)), use.call.last not in _STEPS, not _PREPARING.search(path)


def told_steps(repository: Repository) -> Evidence | None:
    """Return the heading below which a text tells the steps from raw data to a model's input."""
    for document in repository.texts:
        for position, line in enumerate(document.lines):
            if line.kind == "heading" and _STEPS_TOLD.search(line.text):
                below = []
                for later in document.lines[position + 1 :]:
                    if later.kind == "heading":
                        break
                    below.append(later.kind in ("prose", "item"))
                if sum(below) >= _FEWEST_STEPS:
                    return document.evidence(line.number)
    return None


def beside(source: Evidence) -> str:
    """Where a text can be written that says more of a source, which may stand in a printed page or in code."""
    if source.path.endswith(_WRITTEN):
        return f"beside {cited(source)}, which names the source"
    return f"into README.md, beside the source that {cited(source)} names"


def plainest(found: Sequence[Origin]) -> Origin:
    """The place among those that name the source most plainly where something can be said beside it: no heading, no
    caveat about what the data can't tell, and no page on which the project itself gives its data away again.
    """
    said = [origin for origin in found if not _tells_no_source(origin.evidence.excerpt)] or found
    alike = [origin for origin in said if origin.strength == said[0].strength and origin.in_text == said[0].in_text]
    # In code, where the address stands, not where something is asked for it.
    alike.sort(key=lambda origin: not origin.in_text and "://" not in origin.evidence.excerpt)
    return next((origin for origin in alike if not origin.evidence.excerpt.lstrip().startswith("#")), said[0])


def _tells_no_source(excerpt: str) -> bool:
    return bool(CAVEAT.search(excerpt) or _HANDED_ON.search(excerpt))


def seed_of_making(repository: Repository) -> Evidence | None:
    """The seed of the code that makes the data up; what draws numbers for something else comes last."""
    making = {origin.evidence.path for origin in repository.origins if origin.is_made}
    modules = sorted(repository.modules, key=lambda module: module.path not in making)
    for module in drawing((module for module in modules if not is_test(module.path)), repository.live):
        found = seeding([module], repository.live)
        if found.seeded and not found.unseeded:
            return next((place for place in found.seeded if _OF_DRAWING.search(place.excerpt)), found.seeded[0])
    return None
