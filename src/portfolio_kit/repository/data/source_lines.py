"""Which lines of a text name the source of the data, and how plainly: by an address, a name, a label or otherwise."""

# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.givers import gives_data, is_left_open, is_of_own_network, names_giver, naming
from portfolio_kit.repository.data.made_beside import MADE_BESIDE
from portfolio_kit.repository.data.terms import CITATIONS
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.repository.texts.paragraphs import split
from portfolio_kit.repository.texts.statements import is_plan, wording
from portfolio_kit.repository.texts.vague import is_vague

MADE_UP = wording(
    "synthetic simulat simulad artificial fiction fictitious generat sint synth синтетич gerad generad generiert",
    r"(?<!_)(?:synthetic(?!_)(?:ally)?|simulated|artificial(?:ly)?|fictional|fictitious|sintétic\w+|simulad\w+"
    r"|synthéti\w+|synthetisch\w*|sintetis|синтетическ\w+|合成|模拟)[\w ,()*-]{0,40}(?:data|dataset|datasets|records"
    r"|dados|datos|données|daten|данн\w+|数据)|"
    r"(?:data|dataset|datasets|dados|datos|données|daten|数据)[\w ,()*-]{0,40}(?<!_)(?:synthetic(?!_)|simulated"
    r"|artificially (?:made|generat|creat)"
    r"|generated (?:by|with|using|from|through|artific|random|synthet)|sintétic\w+|simulad\w+"
    r"|gerad\w+|generad\w+|generiert|合成)",
)
# What a tree of files calls what it holds: "demo/  # Generated sample records".
_MADE_SAMPLE = re.compile(
    r"\bgenerated (?:sample|demo|dummy|mock|fake|random)[- ](?:[\w-]+ ){0,2}(?:data|data-?sets?|records)\b",
    re.IGNORECASE,
)
_COLLECTED = wording(
    """
    pulled compiled published released retrieved curated recorded derived comes came originat vien provien prov
    scrap crawl collect gather export provided obtained taken sourced extracted downloaded survey our coletad
    obtid fornecid disponibil recopilad obtenid proporcionad extra récup fourni issu erhoben stamm
    bereitgestellt dikumpulkan diambil berasal ekspor diperoleh raccolt собран получен взят
    выгружен предоставлен export dump extract snapshot sample diekspor baixad alınmış pochodz pos erp crm sap ehr mes scada
    """,
    r"\b(?:(?:scraped|crawled|collected|gathered|exported|provided(?! with)|obtained|taken|sourced|extracted|downloaded"
    r"|pulled|compiled|published|released|retrieved|curated|recorded|derived|comes?|came|originat\w{1,4}) "
    r"(?:\w{3,12}ly )?(?:from|by|via|through) (?!(?:(?:the|each|every|this|our|your|its|an?|all) )?(?:[\w-]{1,20} )?"
    r"(?:data|data ?sets?|texts?|images?|models?|forms?|columns?|features?|dashboard|users?|inputs?|requests?"
    r"|csv|files?|code"
    r"|api|train\w*|tests?|predict\w*|pipeline|notebook|scripts?|app|steps?|clients?|browser|pandas|python"
    r"|sklearn)\b"
    # A file of the project's own.
    r"|[\"'`*]{0,2}[\w./-]{1,80}\.(?:json|ya?ml|py|ipynb|pkl|joblib|toml|md)\b)"
    r"|scraping \w|survey(?:ed)? (?:of|by|with|among)|our own data|"
    r"(?:coletad|obtid|extra[íi]d|fornecid|disponibilizad|cedid|baixad)[oa]s? (?:por|pel[oa]s?|d[eoa]s?|n[oa]s?|em"
    r"|através|via|junto (?:à|ao|às|aos|a))(?!\w)"
    r"|(?:recopilad|obtenid|proporcionad|extra[íi]d)[oa]s? (?:por|del?|en|desde|mediante)\b|(?:collecté"
    r"|récupéré|fourni)e?s? (?:par|sur|depuis|auprès)|issues? d[eu]\b|(?:vien(?:t|nen)t?|provien(?:t|nent|en?)"
    r"|prov[êe]m|proven(?:gono|ientes?)) (?:d[eu]|da|del|d')\b|erhoben|stammen? (?:aus|von|vom)|bereitgestellt"
    r"|dikumpulkan|diambil dari|berasal dari|diekspor dari|ekspor|diperoleh|raccolti"
    r"|(?:собран|получен|взят|выгружен|предоставлен)\w* (?:из|от|с|у|в рамках|компани\w+|курс\w+|банк\w+)\b)"
    r"|采集|爬取|来自"
    r"|\b(?-i:POS|ERP|CRM|SAP|EHR|MES|SCADA)\b[\w /&-]{0,20}\b(?:exports?|dumps?|extracts?|transactions)\b"
    # "A sample of the export from the club's till system".
    r"|\b(?:exports?|dumps?|extracts?|downloads?|snapshots?|samples?) (?:from|out of|of) (?:[\w.-]+ ){0,3}?[\w-]+['’]s\b"
    r"(?! (?:data|data ?sets?|models?|own))"
    r"|से लिया|alınmış|(?:den|dan|ten|tan) alınan|pochodz|출처|出典",
)
# A row that says what one column holds: what that is derived from is in the data, too.
_OF_A_COLUMN = re.compile(
    r"^\W{0,6}(?!(?:data|source|origin|table|file)s?\b)(?-i:[a-z][a-z\d]*(?:_[a-z\d]+)*)[`*]{0,2}\s*\|", re.IGNORECASE
)
# A label and what follows it, which is no path, and no work or figure that is cited, as below a picture.
_LABELLED = wording(
    "source sources fonte fuente quelle sumber источник kaynak źródło origin origem origen herkunft",
    r"^\W*(?:data ?(?:set)? )?(?:sources?|fonte|fuente|quelle|sumber|источник|kaynak|źródło|origin|origem"
    r"|origen|herkunft)"
    r"(?: (?:of|dos|de los|der|des|de|dei|data|данных) ?(?:the )?\w{0,12})?(?:\W{0,3}[:：]|\s*\|(?=[^|]*data))"
    r"\W{0,4}(?!\S{0,60}[/.]\w{2,4}\b|\d{1,3}\]|(?:fig(?:ure)?|table)\b)\w",
)
# A heading that asks whence the data comes: what stands first below it is the answer.
_ASKS_WHENCE = re.compile(
    r"^\W*(?:where (?:the|our|my) (?:\w+ )?(?:data|numbers|measurements|readings|figures) (?:comes?|came) from"
    r"|de onde (?:\w+ )?(?:v[êe]m|vieram|sa[íi]ram|saem)|de d[óo]nde (?:\w+ )?(?:salen|salieron|vienen|vinieron|sali[óo])"
    r"|d['’]o[ùu] (?:\w+ )?(?:viennent|vient|sortent|proviennent)|da dove (?:\w+ )?(?:arrivano|vengono|provengono|escono)"
    r"|(?:origem|proced[êe]ncia) d[ao]s? (?:dados|base)|(?:origen|procedencia) de (?:los datos|la base)|fuentes? de (?:informaci[óo]n|los datos)"
    r"|(?:origine|provenance) des donn[ée]es|(?:origine|provenienza) dei dati|woher (?:die|unsere|meine) \w+ (?:kommen|stammen))\b",
    re.IGNORECASE,
)
_LEAST_ANSWER = 4
# Whom a project thanks for its data: "Lakeside Bank (reference dataset)", "Lakeside Bank for sharing the data set".
_THANKS = re.compile(
    r"^\W*(?:acknowledg|thanks\b|credits\b|agradec|cr[ée]ditos\b|remerciement|danksagung|ringraziament|ucapan terima)",
    re.IGNORECASE,
)
_THANKED = re.compile(
    r"^\W*[A-ZÀ-Ý][^\n()]{2,60}(?:\((?i:[^()\n]{0,30}\b)?(?i:data-?\s?sets?|base de d(?:ados|atos)|datensatz|données)\b[^()\n]{0,40}\)"
    r"|\s(?:for|por|pour|für|per|untuk)\s(?:[\w'’]{2,12}\s){0,4}(?i:data-?\s?sets?|base de d(?:ados|atos)|datensatz)\b)"
)
# What is uploaded there, a model that comes from there, samples that are made for balance: no source. A line with the
# address of data may speak of a deployment as well.
_MODEL = re.compile(
    r"pre-?trained|weights"
    # How a network takes its pictures that learned from ImageNet before.
    r"|\bimagenet[- ](?:\w+ )?(?:inputs?|standards?|stat(?:istic)?s|means?|std|normali[sz]\w+|spec\w*|defaults?|backbone|head)\b",
    re.IGNORECASE,
)
# An account that one has or needs there; those of a bank are what data is about.
_ACCOUNT = (
    r"\b(?:kaggle|hugging ?face|an?|the|your|own|free|new|user|service|storage) accounts?\b(?! \w+ data)"
    r"|\baccount (?:settings|page|credentials)"
)
NO_SOURCE = re.compile(
    rf"upload|git clone|deploy|hugging ?face (?:spaces?|hub)|{_ACCOUNT}|api[_ ]?token|kaggle\.json|{_MODEL.pattern}"
    rf"|{MADE_BESIDE.pattern}|\bunlike\b"
    # What only gave the idea.
    r"|\b(?:as|als|como|comme|come|sebagai) (?:(?:an?|una?|uma|une) )?(?:inspira|ispirazion)"
    # A figure that is cited to say why the problem matters.
    r"|\baccording to (?:\w+ ){0,2}(?:data|figures|statistics|estimates)\b|\bsegundo (?:os )?dados d"
    r"|\bsegún (?:los )?datos d"
    r"|\bselon les données d|\blaut (?:daten|zahlen) ",
    re.IGNORECASE,
)
_OF_DATA = re.compile(r"\bdata|\bdados\b|\bdatos\b|donn[ée]es|\bdaten|\bdati\b|данн|数据", re.IGNORECASE)
# What tests of the code are run on.
_OF_TESTS = re.compile(r"\b(?:unit|smoke|helper|integration) ?tests?\b|\btests\b\W{0,6}\s?[–—:-]", re.IGNORECASE)
# What is not made up, or not wanted to be.
_NOT_MADE_UP = re.compile(
    r"\b(?:avoid\w*|without|no|not|never|rather than|instead of)\s(?:[\w-]+\s){0,2}(?:synthetic|simulated|artificial)",
    re.IGNORECASE,
)
# A data set by its own name: "the ExDark dataset", "MIT-BIH database".
# What data sets are made of or kept in gives none its name.
_TOOLS = (
    r"PyTorch|TensorFlow|BigQuery|CSV|JSON|XML|SQL|SQLite|PostgreSQL|MySQL|MongoDB|DVC|MLflow|NumPy|GCP|AWS|API|ETL|ELT|EDA"
    r"|NLP|LLM|RAG|CNN|LSTM|README|TODO|GPU|CPU|RDS|HDF5|TFRecord|MLOps|DataFrame|NoSQL|\w{2,12}DB"
)
_NAMED = re.compile(
    rf"\b(?!(?:{_TOOLS})\d?\b)(?=[A-Z])(?=\w{{0,30}}[a-z\d-]{{1,2}}[A-Z\d]|[A-Z]{{3}})[A-Z][\w-]{{2,30}}"
    r" (?:data ?sets?|data ?base|corpus|benchmark)\b"
)
# A survey or census by its title: "the Coastal Crew Survey", "Encuesta Nacional de Pesca", "Censo Agrícola".
_SURVEY_WORDS = (
    "survey", "census", "encuesta", "pesquisa", "enquête", "indagine", "survei", "censo", "recensement", "censimento",
    "sensus",
)  # fmt: skip
_TITLE_WORD = (
    r"(?: (?:(?:de|del|da|do|das|dos|di|des|du|sur|por|para|em|en|la|las|los|le|les) ){0,2}[A-ZÀ-Ý][\w-]{3,30})"
)
_SURVEY = re.compile(
    r"\b(?:[A-Z][\w-]{2,30} (?:(?:and|of|on|the|for) ){0,2}){2,6}(?:Survey|Census)\b"
    rf"|\b(?:Encuesta|Pesquisa|Enquête|Indagine|Survei){_TITLE_WORD}{{2,6}}"
    rf"|\b(?:Censo|Recensement|Censimento|Sensus){_TITLE_WORD}{{1,6}}"
)
# The same where no spaces stand between words, or behind its label.
_NAMED_UNSPACED = re.compile(
    r"[A-Z][A-Za-z]+[\w-]{0,30}\s?(?:数据集|データセット|데이터셋)|数据集\W{1,6}(?=[A-Z][A-Za-z]*-?\d)[A-Z]"
)
# A data set that is called by its title, in a line that is called so: "Dataset: Cars India - Used Vehicles".
_TITLED = re.compile(
    r"^\W*data-?\s?set(?: name| used)?\W{0,6}[:：]\W{0,6}"
    r"(?!(?:train|test|raw|input|private|internal|synthetic|custom|own|path|the|an?)\b)(?![^\n]{0,80}\.\w{2,4}\b)"
    r"(?-i:[A-Z])[\w&'’-]*(?:[^\w\n]{1,3}(?:(?:of|and|in|for|the) ){0,3}(?-i:[A-Z])[\w'’-]*)+",
    re.IGNORECASE,
)
# The same where it is said of a model: "Training data: Harbour Fees dataset".
_TITLED_SET = re.compile(
    r"^\W*(?:training |train )?data(?: source)?\W{0,6}[:：]\W{0,6}(?:the )?"
    r"(?!(?:train|test|raw|input|private|internal|synthetic|custom|own|our|your)\w{0,3}\b)"
    r"(?:(?-i:[A-Z])[\w'’-]{2,30} (?:(?:of|and|in|for|the) )?){2,6}data-?\s?set\b",
    re.IGNORECASE,
)
# A link that is called a data set, or that follows on a word for one.
_LINKED = re.compile(
    r"(?:data-?\s?sets?|data ?base|corpus)\b[^.!?\n]{0,60}?https?://"
    r"|(?<!!)\[[^\]\n]{0,80}data-?\s?sets?[^\]\n]{0,80}\]\(https?://",
    re.IGNORECASE,
)
# How plainly a line names the source.
SAID, GIVER, LABELLED, BY_ADDRESS = 1, 2, 3, 4
_LONGEST = 3000


def naming_lines(document: Document) -> Iterator[tuple[int, int]]:
    """The positions of lines that name a source, and how plainly: by its address, as the source, by its name or who
    gives it away, as made or collected.
    """
    found = [
        (position, BY_ADDRESS)
        for position, line in enumerate(document.lines)
        if "://" in (text := document.source_line(line.number))
        and (line.kind not in ("code", "tree") or line.language in CITATIONS)
        and (gives_data(text) or leads_to_data(text))
    ]
    found += [
        (position, LABELLED if _LABELLED.pattern.search(document.lines[position].text[:_LONGEST]) else GIVER)
        for position in naming(document)
    ]
    found += [
        (position, GIVER)
        for position in document.with_words(("dataset", "data", "database", "corpus", "benchmark"))
        if _NAMED.search(text := document.lines[position].text[:_LONGEST])
        or _TITLED.match(text)
        or _TITLED_SET.match(text)
        or (document.is_unspaced and _NAMED_UNSPACED.search(text))
    ]
    found += [
        (position, GIVER)
        for position in document.with_words(_SURVEY_WORDS)
        if _SURVEY.search(document.lines[position].text[:_LONGEST])
    ]
    for said, strength in ((_LABELLED, GIVER), (MADE_UP, SAID), (_COLLECTED, SAID)):
        found += [
            (position, strength)
            for position in document.with_words(said.beginnings)
            if said.pattern.search(text := document.lines[position].text[:_LONGEST])
            and not (said is MADE_UP and (_OF_TESTS.search(text) or _NOT_MADE_UP.search(text)))
            and not (said is _COLLECTED and document.lines[position].kind == "table" and _OF_A_COLUMN.match(text))
        ]
    found += [(position, SAID) for position in (*_answers(document), *_thanked(document))]
    for position, line in enumerate(document.lines):
        if line.kind == "tree" and "enerated" in line.text and _MADE_SAMPLE.search(line.text[:_LONGEST]):
            yield position, SAID
    for position, strength in found:
        excluded = _MODEL if strength == BY_ADDRESS else NO_SOURCE
        if strength == SAID and is_vague(document.lines[position].text[:_LONGEST]):
            continue
        if _is_free_of(excluded, document.lines[position].text[:_LONGEST]):
            yield position, strength


def _is_free_of(excluded: re.Pattern[str], text: str) -> bool:
    """Whether nothing beside the name of a source says that it is none: in the line, or in the sentence that says who
    gives the data.
    """
    return not excluded.search(text) or (
        excluded is NO_SOURCE
        and any(
            names_giver(sentence) and _OF_DATA.search(sentence) and not excluded.search(sentence)
            for sentence in split(text)
        )
    )


def _answers(document: Document) -> Iterator[int]:
    """The positions of the lines that stand first below a heading which asks whence the data comes."""
    asked = False
    for position, line in enumerate(document.lines):
        if line.kind == "heading":
            asked = bool(_ASKS_WHENCE.search(line.text[:_LONGEST]))
        elif asked and line.text.strip():
            asked = False
            if line.kind in ("prose", "item") and words(line.text) >= _LEAST_ANSWER and not is_plan(line.text):
                yield position


def _thanked(document: Document) -> Iterator[int]:
    """The positions of the lines of acknowledgements that name somebody and a data set."""
    is_thanks = False
    for position, line in enumerate(document.lines):
        if line.kind == "heading":
            is_thanks = bool(_THANKS.search(line.text[:_LONGEST]))
        elif is_thanks and line.kind in ("prose", "item") and _THANKED.search(line.text[:_LONGEST]):
            yield position


def leads_to_data(text: str) -> bool:
    """Whether a line links to a page that it calls a data set, wherever that is."""
    linked = _LINKED.search(text[:_LONGEST])
    return (
        linked is not None
        and "template" not in linked[0].lower()
        and not is_left_open(text)
        and not is_of_own_network(text)
    )
