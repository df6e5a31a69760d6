"""What a repository's texts say of its deployment: where it runs, and why so."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria.production import deployment_words as told
from portfolio_kit.criteria.production.plain_reasons import Reason, line_of, rank
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.repository.texts.readmes import is_starter
from portfolio_kit.repository.texts.vague import is_vague, names_in, unnamed
from portfolio_kit.rubric.finding import Evidence

# ruff: noqa: E501 - lists of words in many languages

_LONGEST = 1_000
# Headings that ask where it runs, or why there.
_WHERE = re.compile(
    r"\bwhere (?:it|this|the (?!(?:crew|agent|step|stage|test|check|data)s?\b)\w+)(?: (?:would|will|should|can))?"
    r" (?:runs?|lives?)|\brunning it (?:as|on|only)\b"
    r"|cara (?:di|men)jalankan"
    r"|^running (?:it|this)$|^how (?:it|this) runs$"
    r"|\bwhy it runs|\brunning it (?:for real|in)|\b(?:used?|runs?|running) in (?:practice|real life)|\bgo(?:ing)? live"
    r"|\bhow (?:it|we) (?:is|would) (?:be )?(?:run|used|deploy)|what we (?:actually )?use|how (?:it is|we) run"
    r"|\bonde (?:\w+ )?(?:roda|corre|vive|mora)\b|\b(?:botando|colocando|p[ôo]r|colocar|botar) (?:\w+ )?no ar\b"
    r"|d[oó]nde (?:\w+ )?(?:corre|vive)\b|d[oó]nde lo (?:puse|pusimos|aloj|montamos)|puesta en (?:marcha|producci)"
    r"|\b(?:porqu[eêé]|por qu[eéê]|perch[ée]|pourquoi (?:[çc]a|il|elle)) (?:\w+ )?(?:corre|roda|tourne|gira|vive)\b"
    r"|\bc['’]est o[ùu]\W*$|\bo[ùu] (?:\w+ )?(?:vit|habite)\b|\bdove (?:vive|abita|l['’](?:ho|abbiamo) mess)"
    r"|\bwo (?:\w+ )*l[äa]uft|im betrieb|\bo[ùu] (?:\w+ )*tourne"
    r"|mise en (?:production|service)|dove gira|messa in|di mana (?:\w+ )*(?:jalan|berjalan|dipasang)"
    r"|nerede [cç]al[ıi][sş]|где (?:\w+ )*(?:работает|запущ)"
    r"|(?:примен|использ)\w+ (?:бы )?на практике|как (?:\w+ )*запуска"
    rf"|{told.WHERE}",
    re.IGNORECASE,
)
_HOSTED = re.compile(r"\bdeploy|\bhost(?:s|ed|ing)\b|\bh[ée]berg|\bdespl[ie]|\bhosped|\bbereitstell", re.IGNORECASE)
_WHY = re.compile(
    r"\W*(?:\w{1,4}[.)]\s*)?(?:why|warum|wieso|pourquoi|por ?qu[eéê]|perch[éè]|mengapa|kenapa|neden|почему)\b",
    re.IGNORECASE,
)
# What a choice costs, or the way that was not taken: in these the reason need not be called one.
_WEIGHS = re.compile(
    r"\b(?:and|but) not (?:an?|the|on|as|by|in|to|with|at|every|each|only|one|real|batch|online|docker|lambda"
    r"|kubernetes|heroku|aws|flask)\b|, not (?:a|an|the|on|as|by|in)\b"
    r"|\b(?:reducing|cutting|lowering|saving|minimi[sz]ing|shrinking) (?:the )?(?:\w+ )?(?:images?|costs?|memory"
    r"|footprint|start-?up|cold|latency|bandwidth|build|download)\b"
    r"|\b(?:over|than) (?:an? |the |lambda|ec2|docker|api|rest|fastapi|flask|kubernetes)|\b(?:i|we) prefer\w*"
    r"|\bpreferred\b"
    r"|\binstead\b|\b(?:bad|down) ?sides?\b|\bdisadvantage|\bthe price (?:of|is)|\bwhat we (?:pay|lose|give up)"
    r"|\bwe (?:lose|pay)\b|\bin return\b"
    r"|\bon purpose\b|\bgave up\b|\bwould (?:bring|cost)\b|\bthan (?:it|that) (?:is|was)\b|\bin exchange\b"
    r"|\bnobody (?:needs|would|is going|will)\b|\bdid(?:n't| not) (?:put|use|want|fit|need)\b"
    r"|\bwast(?:e|ed|ing|eful)\b|\bpaid for\b|\bcosts? (?:money|nothing|about|\d)|\bfor (?:free|nothing)\b"
    r"|\bis (?:free|enough|overkill)\b|\boverkill\b"
    r"|\b(?:goes|go) to sleep\b|\bsleeps\b|\bcold starts?\b|\bscales? to zero\b|\bmust not leave\b"
    r"|\bcan(?:'t|not) (?:be|call|score|try)\b"
    r"|, e n[ãa]o (?:um|uma|o|a|em|por|com)\b|\bn[ãa]o compensa|\bsairia\b|\bdesvantagem|\bem troca\b"
    r"|\by no (?:un|una|el|la|en|de|por|con|\w+:)|\bno vale\b|\ba cambio\b|\bas[ií] que\b|\bdesventaja"
    r"|\bser[ií]a pagar|\bprefer[ií]"
    # A way that was thought of and not taken: Portuguese, Spanish, French, Italian.
    r"|\b(?:pens[áa]mos|pensei|consider[áa]mos|considerei|tent[áa]mos)\b[^.]{0,200}\bmas\b|\bn[ãa]o fui (?:de|para|pra)\b|\bn[ãa]o compensava"
    r"|\b(?:pens(?:é|amos|aba)|consider(?:é|amos)|prob(?:é|amos))\b[^.]{0,200}\bpero\b|\bno lo (?:sub|pus|alqui)\w+"
    r"|\b(?:on|nous|j['’])\s?(?:a|ai|avons) (?:écarté|renoncé|hésité)|\bj['’](?:ai|avais) pensé [^.]{0,200}\bmais\b|\bpas de cloud\b|, sinon\b"
    r"|\bavev(?:o|amo) pensato\b[^.]{0,200}\bma\b|\bniente (?:cloud|server|docker|nuvola)\b|, senn[òo]\b|\bho preferito|\babbiamo preferito"
    r"|\bund nicht\b|\bnachteil|\bweggelassen|\bmehr arbeit\b|\bentschieden\b|\bdaf[üu]r\b|\bet pas\b"
    r"|\bplut[ôo]t\b|\bgratuit|\bcontrepartie\b|\bexpr[èe]s\b"
    r"|\binconv[ée]nient|\bpréf[ée]r|\be non\b|\bsvantaggio"
    r"|\bdeliberately\b|\bbewusst\b|\bnicht (?:in|auf) (?:der|die|einem?r?) (?:cloud|server)|\bder preis ist\b"
    r"|\bсознательно\b|\bнамеренно\b|\bплата за\b|\bценой\b"
    r"|\bbukan\b|\bkekurangan|k[öo]t[üu] yan[ıi]|\bbo[sş]a gid|\byerine\b|\bkurmad[ıi]m|а не\b|\bминус|\bзато\b"
    r"|\bдостаточно\b|\bнедостат|而不|缺点"
    rf"|{told.WEIGHS}",
    re.IGNORECASE,
)
# Words of deployment that are said of the model itself as well.
_LOOSE = frozenset({"produ", "batch", "real-", "real ", "servi", "endpo", "deplo", "space"})
_SHORTEST = 12
_OF_A_HEADING, _OF_A_TABLE = 9, 1
_STEM = 5
# Words with which a section describes a deployment that is still to come.
_TOLD = 40
_OUTLINE = 25
_FEWEST_WORDS = 7
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{6}")
_SENTENCE = re.compile(r"(?<=[.!?。！？।])\s+|\n{2,}")
# In English, Portuguese, Spanish, French, German, Italian, Indonesian, Turkish, Polish; then Russian, Chinese, Hindi.
_HEADING = re.compile(
    r"deploy|\bhosting|h[ée]berg|hosped|alojamiento"
    r"|containeri[sz]|docker|serving|kubernetes|in production|productioni[sz]|infrastructure|cloud"
    r"|\bproduction (?:set-?up|build|environment|server|mode|layer)\b|^\W*(?:\d+\W+)?production\W*$"
    r"|implanta[cç]|disponibiliza|produ[cç][aã]o|desp[l]?lieg|despleg|producci[oó]n|d[eé]ploiement|bereitstellung"
    r"|inbetriebnahme|produktion|distribuzione|produzione|penerapan|penyebaran|produksi|da[gğ][iı]t[iı]m|canl[iı]"
    r"|wdro[zż]eni|разв[её]ртыван|деплой|продакшен|部署|上线|परिनियोजन|तैनाती|डिप्लॉय",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\bdeploy\w*|\bcontainer\w*|\bdocker\b|\bcompose\b|\bkubernetes\b|\bk8s\b|\bserverless\b|\blambda\b|\bfargate\b"
    r"|\bec[s2]\b|\bcloud\b|\bsagemaker\b|\bapp service\b|\bazure\b|\baws\b|\bgcp\b|\brender\b|\brailway\b|\bheroku\b"
    r"|\bfly\.io\b|\bvercel\b|\bspaces?\b|\bcold starts?\b|\breal[- ]time\b|\bbatch\b|\bendpoint\b|\w*unicorn\b"
    r"|\bnginx\b|\bworkers?\b|\breplicas?\b|\bhost(?:ed|ing)\b|\bvms?\b|\bvirtual machines?\b"
    r"|\bh[ée]berg\w*|\bhosped\w*|\baloja\w*|\bproduction\b|\bserving\b|\bon[- ]prem\w*"
    r"|\bautoscal\w*|\bmanaged services?\b|\bfree[- ]tier\b|\boffload\w*"
    r"|\bimplanta\w*|\bprodu[cç]\w+|\bdesp[l]?lieg\w*|\bdespleg\w*|\bd[eé]plo\w+|\bbereitstell\w*|\bproduksi\b"
    r"|\bserver\b|развер\w+|деплой\w*|контейнер\w*|部署|容器|服务器|सर्वर|कंटेनर"
    rf"{told.TOPIC}",
    re.IGNORECASE,
)
_PLATFORM = re.compile(
    r"\baws\b|\blambda\b|\bfargate\b|\becs\b|\bec2\b|\belastic beanstalk\b|\bsagemaker\b|\bazure\b|\bgcp\b"
    r"|\bgoogle cloud\b|\bcloud (?:run|functions?)\b|\bkubernetes\b|\bk8s\b|\bheroku\b"
    r"|\brender(?:\.com)?\b|\brailway\b|\bfly\.io\b|\bkoyeb\b|\bdigital ?ocean\b|\bpythonanywhere\b|\bopenshift\b"
    r"|\bvercel\b|\bhugging ?face\b|\bhf\.space\b|\bstreamlit (?:community )?cloud\b|\.streamlit\.app\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bbecause\b|\bsince (?:it|the|we|our|this)\b"
    r"|\bsince [\w' ]{2,30}\b(?:must|may|can|do|does|is|are|has|have|needs?)(?:n't|not)?\b"
    r"|\binstead of\b|\brather than\b|\btrade-?offs?\b|\bso that\b"
    r"|\bso (?:the|we|it|no|each)\b|, so (?!far\b|on\b|called|much|many|long|you\b)\w"
    r"|\bin order to\b|\bchose|\bopted\b|\bpicked\b|\breason\w*\b|\bwhy\b|\bavoid"
    r"|advantage|\bdownside\b|\bdrawback\b|\bpros\b|\bbenefits?\b|\bat the cost of\b|\bcheaper\b"
    r"|\bcost[- ]eff|\b(?:for|with|ensur\w{1,3}|achiev\w{1,3}|keeps?|to (?:get|keep)) (?:\w+ )?low(?:er)?[- ]"
    r"(?:costs?|latency)\b(?! \w+ing)|\b(?:deployed|hosted|used?|using|runs?|moved)\b[^.]{0,80}?\bdue to\b"
    r"|\bto (?:optimi[sz]e|reduce|minimi[sz]e)\b|\bto save (?:\w+ )?(?:money|costs?|time|memory|space|credits)\b"
    r"|\bto (?:maintain|keep|stay|remain)\b[^;\n]{0,40}?(?:\bbudget|\bconstraints?\b|\blimits?\b|\bfree\b|\bquota|\bunder \$)"
    r"|\bsimpler\b|\bat the price\b|\bso there\b"
    r"|\bporque\b|\bpois\b|\bem vez de\b|\bpara (?:que|evitar)\b|\bescolh|\bvantage|\bmotivo\b|\ben lugar de\b|\beleg"
    r"|\bventaja|\braz[oó]n\b|\bparce que\b|\bau lieu de\b|\bafin\b|\bchoi[xs]|\bavantage|\bweil\b|\bstatt\b"
    r"|\bdamit\b"
    r"|\bvorteil|\bgrund\b|\bperch[eé]\b|\binvece di\b|\bscelt|\bkarena\b|\bdaripada\b|\bagar\b|\bsehingga\b"
    r"|\balasan\b"
    r"|\bdipilih\b|\bbu nedenle\b|\b[cç][uü]nk[uü]\b|\bponiewa[zż]\b|\bzamiast\b|потому что|вместо|чтобы|выбра"
    r"|преимуществ|因为|而不是|为了|以便|优点|选择|क्योंकि|बजाय|ताकि|इसलिए"
    rf"{told.REASON}",
    re.IGNORECASE,
)
# What a step of an instruction is for, or needs, is no reason for how a project is deployed.
_PURPOSE = re.compile(
    r"\bin order to\b|\bsince (?:it|the|we|our|this)\b|\bso that\b|\bso (?:the|we|it|no|each)\b|, so \w",
    re.IGNORECASE,
)
# What is asked of a thing is a requirement, and its purpose no reason for what was done.
_REQUIRED = re.compile(
    r"\bas an? [\w* -]{2,40},? i (?:want|need|can)\b|^\W*as an? [\w* -]{2,40}$|\bshould be\b|\bshall\b|\bi want\b",
    re.IGNORECASE,
)
# What others do is no choice of this project.
_OF_OTHERS = re.compile(
    r"\b(?:mucha gente|muita gente|(?:muitas|muchas|many|viele) (?:pessoas|personas|empresas|equipas|equipes|people|teams|companies|leute|firmen))\b"
    r"|\bbeaucoup (?:choisissent|préfèrent|utilisent|optent)|\bmolti (?:scelgono|usano|preferiscono)|\bmuchos (?:eligen|usan|prefieren)|\bmuitos (?:escolhem|usam|preferem)"
    r"|\b(?:é|es|est|è|is) (?:\w+ )?(?:escolhid|elegid|choisi|scelt|chosen)\w* (?:muitas vezes|a menudo|souvent|spesso|often)"
    r"|\b(?:é|es|est|è|is) (?:muitas vezes|a menudo|souvent|spesso|often) (?:escolhid|elegid|choisi|scelt|chosen)",
    re.IGNORECASE,
)
# What a course asks of those who fill in its report.
_ASKED = re.compile(r"\s*>\s*(?:\*\*|__)")
_BOLD = re.compile(r"\W{0,6}(?:\*\*|__)([^*_|\n]{2,60}?)[.:]?(?:\*\*|__)")
_STEP = re.compile(
    r"\b(?:run|execute|install(?:ed|ing)?|type|enter|needed|need to|required?|requires|make sure|helpful|start)\b",
    re.IGNORECASE,
)
# A row or column by which ways are weighed, and a way that is told to be the better one.
_WEIGHED = re.compile(
    r"(?:^|\|)\W{0,9}(?:costs?|pricing|best for|pros|(?:dis)?advantages?|when to use|trade-?offs?|drawbacks?|why"
    r"|reasons?|rationale"
    r"|custos?|(?:des)?vantagens|(?:des)?ventajas|por ?qu[eéê]|motivos?|avantages|pourquoi|vorteile|warum"
    r"|vantaggi|perch[éè]|kelebihan|alasan|优点|为什么|理由|плюсы|почему)\b\W{0,9}(?:\||$)",
    re.IGNORECASE,
)
_RECOMMENDED = re.compile(
    r"re[ck]om+[ae]nd|direkomendasikan|empfohlen|raccomandat|consigliat|рекоменд|推荐", re.IGNORECASE
)
_PLAN_ONLY = re.compile(
    r"\bto-?do\b|coming soon|future|next steps|roadmap|em breve|pr[oó]xim|à venir|demn[aä]chst|prossimamente|segera"
    r"|скоро|即将|trabajos? futuros?|trabalhos? futuros?|travaux futurs|planned"
    r"|not (?:yet )?(?:dockeri[sz]ed|deployed|containeri[sz]ed)"
    rf"{told.PLAN}",
    re.IGNORECASE,
)
# A line that only says that something is to stand there.
_LEFT_OPEN = re.compile(
    r"\W*(?:will be (?:updated|added)|to be (?:updated|added|done)|tbd)\b[\s\w]{0,20}\W*$", re.IGNORECASE
)
_ABOUT_MODEL = re.compile(
    r"random forest|boost|logistic|decision tree|classifier|regressor|algorithm|hyper-?param|\bf1\b|\brecall\b"
    r"|neural net|\bfeatures?\b|encod(?:er|ing)|\bunseen\b|categori[ae]s?\b",
    re.IGNORECASE,
)


def names_platform(text: str) -> bool:
    """Whether a line says on which host or platform the project runs."""
    return bool(_PLATFORM.search(text))


def sections(repository: Repository) -> Iterator[Evidence]:
    """Yield the sections whose heading is about deployment, and that say something."""
    for document in own((*repository.documents, *repository.papers)):
        called = _names_of(document)
        for section, above in nested(document):
            if (
                is_deployment(section.title)
                and not is_plan(section, *above)
                and (
                    (section.words >= _SHORTEST and _says_something(section, called))
                    or any(line.kind in ("code", "table") for line in section.lines)
                )
                and not any(_LEFT_OPEN.match(line.text[:_LONGEST]) for line in section.lines)
            ):
                yield document.evidence(section.number)


def reasons(repository: Repository) -> Iterator[Reason]:
    """Yield the sentences that give a choice of the deployment and its reason, and comparisons of ways to deploy.

    Where there is nothing yet that could be deployed, a sentence or two are a mere wish: it takes a section that tells.
    """
    is_there = bool(repository.apps or repository.dockerfiles or repository.services)
    for document in own((*repository.texts, *repository.papers)):
        for section, above in nested(document):
            within = any(is_deployment(outer.title) for outer in above)
            about = within or is_deployment(section.title) or _weighs_platforms(section)
            if is_plan(section, *above) or not (is_there or (about and section.words >= _OUTLINE)):
                continue
            if within and _TOPIC.search(section.title[:_LONGEST]) and _RECOMMENDED.search(section.title[:_LONGEST]):
                # What a sentence says shows more than the heading of what is recommended.
                yield Reason(document.evidence(section.number), _OF_A_HEADING)
            yield from _sentences(document, section, is_about=about)
            table = [line for line in section.lines if line.kind == "table"]
            weighed = [line for line in table if _WEIGHED.search(line.text[:_LONGEST])]
            # What is weighed further down, such as metrics to watch, need not be a way to deploy.
            is_weighing = is_deployment(section.title) or any(_TOPIC.search(line.text[:_LONGEST]) for line in table)
            if about and weighed and is_weighing:
                yield Reason(document.evidence(weighed[0].number), _OF_A_TABLE)


def _names_of(document: Document) -> frozenset[str]:
    """What the title of a text calls the project, where it is written as a name."""
    return names_in(next((section.title for section in document.sections if section.title), ""))


def own(documents: tuple[Document, ...]) -> Iterator[Document]:
    """The texts, without those that a framework's generator wrote."""
    return (document for document in documents if not is_starter(document))


def nested(document: Document) -> Iterator[tuple[Section, list[Section]]]:
    """The sections of a text, each with those that it stands in."""
    above: list[Section] = []
    for section in document.sections:
        above = [outer for outer in above if outer.level < section.level]
        yield section, above
        above = [*above, section]


def is_plan(*sections: Section) -> bool:
    """Whether what stands there is only to be done; how it would be deployed is as good as how it is."""
    return any(
        _PLAN_ONLY.search(section.title[:_LONGEST])
        and not (is_deployment(section.title) and section.words >= _TOLD and "plan" in section.title.lower())
        for section in sections
    )


def is_to_come(text: str) -> bool:
    """Whether a line says what is only to be done."""
    return bool(_PLAN_ONLY.search(text))


def is_deployment(title: str) -> bool:
    """Whether a heading is about the deployment."""
    title = title[:_LONGEST]
    return bool(_HEADING.search(title) or _WHERE.search(title) or (_WHY.match(title) and _TOPIC.search(title)))


def _weighs_platforms(section: Section) -> bool:
    """Whether a section asks why this and not that, and answers by how it is hosted or gets there, in one sentence."""
    if not _WHY.match(section.title[:_LONGEST]):
        return False
    sentences = (part[:_LONGEST] for _, text in paragraphs(section) for part in _SENTENCE.split(text[: 10 * _LONGEST]))
    return any(_HOSTED.search(text) and (_REASON.search(text) or _WEIGHS.search(text)) for text in sentences)


def _sentences(document: Document, section: Section, *, is_about: bool) -> Iterator[Reason]:
    title = section.title[:_LONGEST]
    asks = bool(_WHERE.search(title) or (is_about and _WHY.match(title)))
    # What stands below the question why is its answer, whatever words it takes.
    answers = bool(_WHY.match(title) and (_WHERE.search(title) or _TOPIC.search(title)))
    is_about_section, asks_section = is_about, asks
    called = _names_of(document)
    for number, paragraph in paragraphs(section):
        if _ASKED.match(document.source_line(number)[:_LONGEST]):
            continue
        label = _BOLD.match(document.source_line(number)[:_LONGEST])
        asks = asks_section or bool(label and _WHERE.search(label[1]))
        is_about = is_about_section or bool(label and is_deployment(label[1]) and len(paragraph.split()) >= _SHORTEST)
        if not (
            answers
            or _REASON.search(paragraph[: 10 * _LONGEST])
            or (is_about and _WEIGHS.search(paragraph[: 10 * _LONGEST]))
        ):
            continue
        for sentence in (part[:_LONGEST] for part in _SENTENCE.split(paragraph)):
            # "Production" and "produced" are one subject.
            topics = {match[0].lower()[:_STEM] for match in _TOPIC.finditer(sentence)}
            if (
                not (answers or _gives_reason(sentence) or (is_about and _WEIGHS.search(sentence)))
                or _PLAN_ONLY.search(sentence)
                or _OF_OTHERS.search(sentence)
                or (_ABOUT_MODEL.search(sentence) and not (is_about and topics - _LOOSE))
                or is_vague(unnamed(sentence, called))
                or (len(sentence.split()) < _FEWEST_WORDS and (sentence.isascii() or not _IDEOGRAPHS.search(sentence)))
            ):
                continue
            if len(topics) > 1 or (is_about and (topics or asks or _WEIGHS.search(sentence))):
                line = line_of(section, number, sentence)
                yield Reason(document.evidence(line), rank(sentence, document.source_line(line), is_about=is_about))


def sentences(section: Section) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a section, each with the first line of its paragraph."""
    for number, paragraph in paragraphs(section):
        yield from ((number, part[:_LONGEST]) for part in _SENTENCE.split(paragraph[: 10 * _LONGEST]))


def _says_something(section: Section, called: frozenset[str]) -> bool:
    """Whether a sentence of it is about this project."""
    return not all(is_vague(unnamed(sentence, called)) for _, sentence in sentences(section))


def _gives_reason(sentence: str) -> bool:
    """Whether it says why, and not only what the step that it asks for is needed for."""
    given = _PURPOSE.sub(" ", sentence) if _STEP.search(sentence) or _REQUIRED.search(sentence) else sentence
    return bool(_REASON.search(given))


def paragraphs(section: Section) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs of a section, list items and table rows by themselves, each with its first line's number."""
    number, parts = 0, list[str]()
    for line in section.lines:
        if line.kind != "prose" and parts:
            yield number, " ".join(parts)
            parts = []
        if line.kind in ("item", "table"):
            number, parts = line.number, [line.text]
        elif line.kind == "prose":
            number, parts = (number, [*parts, line.text]) if parts else (line.number, [line.text])
    if parts:
        yield number, " ".join(parts)
