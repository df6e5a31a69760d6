"""Figures that somebody wants, asks for or would be content with: no run has given them.

"Useful from 0.6 on", "it has to reach 0.8", "I would be content with an error of 15": what bounds the number stands right
beside it, or the verb that governs it does, or the sentence before it is a wish or a condition.
"""
# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re

if TYPE_CHECKING:
    from portfolio_kit.repository.texts.lines import Line

# "Below 15" is no value, whatever the language; these stand right before the number.
_BOUND = re.compile(
    r"\b(?:(?:se|si|quando|cuando|quand|s['’]il|s['’]ils|s['’]elle|une fois qu['’]on|solo se) (?:\w+ ){0,2}?(?:passar(?:mos)?|pasar?|pasa|d[ée]passe\w{0,2}|super[aie]\w{0,3})(?: (?:d[eoa]s?|de los|los|las|les?|el|la|lo|il|i|os?))?|por debajo de|por encima de|(?:inferior(?:es)?|superior(?:es)?) (?:a|ao)|mayor que|maior que|abaixo de|acima de|en[- ]dessous de|au[- ]dessus de|inf[ée]rieure?s? [àa]|sup[ée]rieure?s? [àa]|"
    r"(?:unter|über|sous|sotto|sopra|poniżej|powyżej|mniejsz\w{1,3} niż|minore di|inferiore a|di ?atas)(?: (?:den?|die|les?|il|i))?|"
    r"minimal|sekurang-kurangnya|не (?:ниже|менее|хуже|меньше|выше|более|больше)|"
    # What was not reached: "not yet 95 %".
    r"not (?:yet |quite )?(?:reach|exceed|hit|attain|achiev|surpass)\w*|(?:belum|tidak) (?:mencapai|menyentuh|melampaui)|"
    r"(?:no|não|nao) (?:\w+ )?(?:alcanz|lleg|super|ating|alcan[çc]|cheg)\w*(?: al?)?|n['’]\w+ pas (?:encore )?(?:atteint|d[ée]pass[ée])|"
    r"n['’]atteint pas|non \w{0,8} ?raggiun\w+|не достиг\w*|"
    # What a value would mean, as a definition says: "if close to 0.5 it guesses".
    r"(?:if|si|se|wenn|jika|если)(?: (?:it is|its?|elle est|il est))?(?:\s?[=≈~]|\s(?:(?:close|near|equal)(?: to)?|proche de|égale? à|(?:cercan[oa]|cerca|pr[óo]xim[oa]|perto|igual) (?:al?|ao?|de)|vicin[oa] a|uguale a|"
    r"nahe(?: bei| an)?|gleich|mendekati|sama dengan|близк\w{1,2} к|рав\w{1,3}))|"
    # What a metric can be at most, as its definition says.
    r"is better\W{1,3}(?:(?:at )?(?:max|min)\w*\.?|ideal\w*|best|perfect\w*|from|between)(?: (?:value|score))?(?: (?:is|of|at))?)\s\W{0,3}$|(?:至少|不低于|不超过|最好)(?:达到|为|在|是)?\W{0,3}$|(?:कम से कम|ज़्यादा से ज़्यादा)\W{0,3}$",
    re.IGNORECASE,
)
# Somebody's wish, or what would count as success: "I would be content if", "será un éxito si".
_WISH = re.compile(
    r"\b(?:(?:would|will|['’]d) (?:be |call it |count as )?(?:\w+ )?(?:happy|glad|content|satisfied|pleased|thrilled|delighted|enough|(?:a )?success)|success (?:if|when|means|would|is when)|successful (?:if|when)|i(?: would|['’]d) (?:like|want)|"
    r"(?:me|nos) (?:dar[íi]a\w*|doy|damos|conform\w{1,6}|contentar\w{1,4})|(?:estar[íi]a|quedar[íi]a|ficar[íi]a|ficarei|dou-me|contento)\w{0,3} (?:por )?(?:content|satisf)\w{1,8}|ser[áa](?:n|o)? (?:un |um |uma )?(?:[ée]xito|sucesso|bo[ma]|buen[oa])|(?:[ée]xito|sucesso) (?:si|se|quando|cuando|ser[íi]?[aá])|"
    r"(?:quiero|quisi[ée]ra\w{0,3}|queremos|quero|gostaria|espero|esperamos) (?:de )?(?:que|um|un)|(?:me|nos) (?:basta|alcanza)r?[íi]?a? (?:con|com|si|se|que)|"
    r"(?:esper(?:o|amos|a-se)|se espera|ojal[áa]|tomara que|(?:on|j['’]|nous|vous) ?esp(?:[èe]re|[ée]rons)|sper(?:o|iamo)|(?:ci|mi) aspett(?:o|iamo))\b|(?:me|nos) gustar[íi]a|gostar[íi]a\w{0,3} de|(?:mi|ci) piacerebbe|(?:on|nous) (?:aimerait|aimerions|voudrions)|"
    r"(?:quer|quier|voul|vogl|veut|veux|pretend)\w{0,4} (?:llegar|alcanzar|superar|chegar|atingir|alcan[çc]ar|arriver|atteindre|d[ée]passer|arrivare|raggiungere|superare)|"
    r"(?:serais|serions|serait) (?:\w+ )?(?:content|satisf|r[ée]ussi|un succ[èe]s)\w{0,4}|succ[èe]s (?:si|sera|serait)|r[ée]ussi si|(?:je voudrais|j['’]aimerais|on voudrait)|"
    r"(?:wäre\w?|bin|sind) (?:\w+ )?zufrieden|zufrieden,? wenn|(?:ein )?erfolg,? (?:wenn|ist|wäre|wird)|(?:sollte?|soll) (?:\w+ )?(?:unter|über|höchstens|mindestens)|"
    r"(?:sar[òe]i|saremmo|sarebbe|sarà) (?:\w+ )?(?:content|soddisfatt|un successo|felic)\w{0,2}|successo se|vorre[im]\w{0,2}|mi (?:basta|accontent)\w{0,6}|"
    r"(?:berhasil|sukses|puas) (?:jika|kalau|bila|apabila)|(?:saya|kami) (?:ingin|berharap)|(?:był|byłab)\w{0,4} zadowolon\w{1,2}|sukcesem (?:będzie|byłoby)|başar[ıi]l[ıi] say\w{1,6}|memnun olur\w{0,4}|"
    r"(?:ich|wir) (?:hoffen?|wünschen?|erhoffen?|möchten?|wollen)|надеемся|надеюсь|хотим|хотелось бы|рассчитываем)\b|(?:我们|我)?(?:希望|期望|预期)(?!之)|(?:उम्मीद|आशा) है|चाहते हैं",
    re.IGNORECASE,
)
# What is good by the books: "in the literature a good MAE is usually between 5 and 10".
_BY_THE_BOOK = re.compile(
    r"\b(?:literature|textbooks?|literatur|lehrbuch|literatura|littérature|letteratura|litteratur)\b|литератур|文献|साहित्य",
    re.IGNORECASE,
)
_USUAL = re.compile(
    r"\b(?:good|usual(?:ly)?|typical(?:ly)?|generally|gute[rsn]?|meist(?:ens)?|üblich\w*|typisch\w*|bo[am]|buen[oa]|generalmente|normalmente|bonne?|généralement|di solito|baik|biasanya|umumnya|lazim\w*)\b|обычно|хорош|как правило|一般|通常|良好|好的|आम तौर|अच्छ",
    re.IGNORECASE,
)
# "If the MAE is 15": a condition, but where something holds even so.
_IF = re.compile(
    r"(?<!even )(?<!incluso )(?<!aun )(?<!auch )(?<!mesmo )(?<!même )(?<!anche )\b(?:if (?:the|its|our|my)|si (?:el|la|le|l['’]|mi|mon|notre|nuestro)|se (?:o|a|il|la|l['’])|(?:wenn|falls) (?:der|die|das)|"
    r"(?:jika|kalau|apabila)(?: nilai)?|jeśli|jeżeli)[\s*_`]{0,3}(?:\w+ ){0,2}[*_`]{0,2}$",
    re.IGNORECASE,
)
# "15'in altında", as Turkish says "below 15".
_BOUND_AFTER = re.compile(r"\s?['’]?\w{0,4}\s(?:altın|üzerin|üstün)\w{0,4}\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;]\s|[。！？；।]")
_LONGEST_SENTENCE = 300
# What a method is good for, whoever uses it: "can be used to reach 100% recall".
_USABLE = re.compile(
    r"\bcan be used to (?:\w+ ){0,2}?(?:maintain|achieve|reach|get|obtain|give|guarantee|ensure)\W{1,3}(?:\w+ ){0,3}$",
    re.IGNORECASE,
)
# "75% accuracy minimum": said after the number.
_TARGET_AFTER = re.compile(
    r"\s?(?:(?:accuracy|precision|recall|f1|auc)\s)?(?:(?:is|as)\s(?:the|a|our)\s)?(?:minimum|required|target|threshold|goal)\b",
    re.IGNORECASE,
)
# What governs the figure right behind it: "needs a recall of", "has to reach an F1 of", "it is useful from".
_ASKED = re.compile(
    r"\b(?:(?:needs?|wants?|accepts?|asks? for|insists? on|aims? (?:for|at)|hopes? for|settles? for)|(?:ha[sd]|have|needs?|wants?|ought) to (?:\w+ )?(?:reach|be|hit|get|have|pass|beat|exceed|stay|keep|come)(?: \w+)?|"
    r"(?:would|['’]d|will|could) (?:only |still |not |then )?(?:accept|need|want|use|call|keep|ship|deploy|launch|live|trust|do|be (?:useful|usable|acceptable|good|fine|worth\w*|helpful))\b[^.;:,\d]{0,30}?|"
    r"(?:useful|usable|good|acceptable|worth\w*|helpful|enough)\b[^.;,\d]{0,30}? (?:from|if|when|once|as soon as)|success (?:is|means)|(?:once|as soon as) (?:the |its |our )?(?:\w+ )?(?:reach\w*|pass\w*|hits?|exceeds?|gets?)?)"
    r"(?: (?:an?|the|its|our))?[\s*_`~]*$",
    re.IGNORECASE,
)
# What somebody wanted and may not have got: "I hoped for an F1 of", "el cliente pedía un F1 de".
_WANTED = re.compile(
    r"\b(?:hop(?:ed|ing)|want(?:ed|ing)|wish(?:ed|ing)?|ask(?:ed|ing)|aim(?:ed|ing)? at|dream\w{0,3}|intend(?:ed|ing)?|set out|plan(?:ned|ning)?|looking (?:for|after)|"
    r"esper[áa](?:b|v)a\w{0,4}|ped[íi](?:a\w{0,4}|u|ram)|busc(?:ab|av)a\w{0,4}|exig[íi](?:a\w{0,4}|u|ram)|pretend[íi]a\w{0,4}|quer[íi]a\w{0,4}|quisi[ée]ra\w{0,3}|"
    r"(?:esp[ée]r|voul|vis|souhait|exige|demand)(?:ais|ait|ions|aient)|(?:woll|hoff|wünsch|verlang|erwart|forder)te\w{0,2}|(?:sper|vol|punt|chied|cerc)(?:av|ev)\w{1,5}|"
    r"mengharapkan|menginginkan|menargetkan|chciał\w{0,5}|istiyord\w{0,3}|хотел\w{0,2}|ожидал\w{0,2})"
    r"(?: (?:for|to|of|reach|get|hit|achieve|beat|have|see|in|auf|por|con|com|de|à|a|al|ao|um|uma|un|una|une|an|the|eine?n?|den?|alcanzar|llegar|tener|lograr|alcançar|chegar|ter|atingir|obtenir|atteindre|arriver|avoir|arrivare|raggiungere|avere)){0,4}[\s*_`]*$",
    re.IGNORECASE,
)
_WANTED_AFTER = re.compile(
    r"\s?%?\W{0,2}\s(?:gehofft|gewünscht|verlangt|erwartet|angestrebt|gefordert)\b", re.IGNORECASE
)
# "An F1 of 0.8 would satisfy the team": one that nobody has measured, as it is any.
_ANY = re.compile(r"(?:^|\W)(?:an?|uma?|una?|une|eine?)[\s*_`]+$", re.IGNORECASE)
_WOULD = re.compile(
    r"[^.;:,\d]{0,50}? (?:(?:would|['’]d|could) (?:make|satisfy|please|suffice|do|convince|delight|be (?:enough|fine|plenty|useful|acceptable))"
    r"|(?:har[íi]a|deixaria|bastar[íi]a|alcanzar[íi]a|servir[íi]a|seria|ser[íi]a)\w{0,2}|suffirait|conviendrait|rendrait|satisferait|würde\w?|wäre\w?|reichte|basterebbe|farebbe)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\b(?:reach|pass|exceed|hit|get|climb|ris)\w{0,3}\W+$", re.IGNORECASE)
_IF_EVER = re.compile(r"(?<!even )\b(?:if|once|when|as soon as|until|unless)\W+(?:the |its |our )?$", re.IGNORECASE)
# "From 0.6 on", "ab einem F1 von 0,6": where what is wished for begins.
_FROM = re.compile(
    r"\b(?:ab|mindestens|h[öo]chstens|wenigstens|[àa] partir d(?:\w{1,2})?|[àa] partire da\w{0,2}|mulai dari|au moins|au plus|al menos|por lo menos|pelo menos|no m[íi]nimo|no m[áa]ximo|almeno|al massimo|setidaknya|paling sedikit|en az|co najmniej)"
    r"(?:(?: |['’])(?:einem?r?|der|die|dem|un[ea]?|uma?|des?|d|el|la|le|o|a))*\W*$",
    re.IGNORECASE,
)
_FROM_ON = re.compile(r"\bfrom (?:an? |the )?\W*$", re.IGNORECASE)
_ON = re.compile(
    r"\s?%?\W{0,2}\s(?:and )?(?:(?:on|up|upwards?|onwards?)(?=\s*(?:$|[.,;:!?)|]|it\b|is\b|we\b|the model\b))|(?:upwards?|onwards?)\b)",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\s?%?\W{0,2}\s(?:(?:or|oder|ou|o|atau) (?:more|better|higher|above|less|lower|fewer|below|mehr|besser|mais|melhor|m[áa]s|mejor|plus|mieux|meglio|lebih)\b"
    r"|(?:\w+ ){0,3}(?:(?:is|are) (?:needed|required|wanted|what (?:is|we|they|the \w+) (?:needs?|wants?|asks?|can live))"
    r"|(?:would be|wäre|serait|ser[íi]a|sarebbe) (?:needed|required|wanted|(?:good )?enough|acceptable|useful|fine|genug|utile?|suficiente?|brauchbar|assez)))",
    re.IGNORECASE,
)
# What is to come of the project, or what it is to be held to: "the model will reach", "the KPI is", "Target: F1 of".
_TO_COME = re.compile(
    r"\b(?:models?|classifiers?|regressors?|predictors?|systems?|networks?|pipelines?|projects?|solutions?|we) "
    r"(?:will|shall|(?:is|are) (?:expected|supposed|designed|planned|meant|going) to|plans? to|intends? to) (?:\w+ )?"
    r"(?:reach|achieve|attain|hit|get|obtain|deliver|exceed|have|score|yield|surpass)\b[^.;:,]{0,30}$"
    r"|\b(?:alcanzar[áa]n?|lograr[áa]n?|atingir[áa]o?|alcançar[áa]o?|atteindra|obtiendra|raggiunger[àa])(?!\w)[^.;:,]{0,30}$",
    re.IGNORECASE,
)
# What it has to come to, whatever stands between: "should achieve, on average, a recall of", "deve atingir recall de".
_HAS_TO = re.compile(
    r"\b(?:should|must|shall|ha(?:s|ve) to|needs? to|ought to|dever?(?:ia|á)?|deber?(?:[íi]a|á)?|doit|devrait|deve|dovrebbe) (?:\w+ ){0,2}?"
    r"(?:reach|achieve|attain|hit|obtain|get|atingir|alcançar|obter|alcanzar|lograr|obtener|atteindre|obtenir|raggiungere|ottenere)\b[^.;:!?\d]{0,50}$",
    re.IGNORECASE,
)
# "The aim is to predict it with an accuracy of": one infinitive down to the figure, and nothing that was then done.
_AIM_IS_TO = re.compile(
    r"\b(?:aim|goal|objective|purpose)s?\b(?: (?:of|for|in|behind)(?: [\w'’-]+){1,5})? (?:is|was|are|were) to"
    r"(?: (?!(?:and|but|which|who|while|where|as|so)\b)[\w'’*_`-]+){1,18}\s[*_`~]{0,3}$",
    re.IGNORECASE,
)
# "Must be greater than the minimum threshold considered (75% recall": the bracket says which the threshold is.
_OPEN_BRACKET = re.compile(
    r"\b(?:thresholds?|targets?|goals?|requirements?|limits?|limiar(?:es)?|umbral(?:es)?|metas?|seuils?|schwellen?(?:wert)?|sogli[ae])(?: \w+){0,2} ?\([^()]{0,60}$",
    re.IGNORECASE,
)
_OBLIGED = re.compile(
    r"\b(?:must|should|shall|ha(?:s|ve|d) to|needs? to|at least|deve[mr]?|deber?\w{0,3}|doit|doivent|muss|müssen|pelo menos|al menos|au moins)\b",
    re.IGNORECASE,
)
_HELD_TO = re.compile(r"\bkpis? (?:is|are|of|at|being)(?: an?| the)?(?: \w+){0,3}[\s*_`]{0,3}$", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:^|[.;|>*_–—-])[\s*_`]*(?:(?:our|the|success|business|project|main) ){0,2}"
    r"(?:target|goal|objective|aim|objetivo|objectif|ziel|meta|obiettivo|цель)s?[*_`]*\s?[:：][\s*_`]*(?:an? |the )?$|目标[:：]\s?$",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:reach|meet|met|hit|achiev|exceed|surpass|beat|pass)\w{0,4} (?:our|the|its|this|that|their) (?:\w+ )?$",
    re.IGNORECASE,
)
_WILL = re.compile(r"\b(?:wird|werden|soll(?:te|en)?)\b", re.IGNORECASE)
_WILL_AFTER = re.compile(r"\s?%?\W{0,2}\s(?:erreichen|erzielen|schaffen)\b", re.IGNORECASE)
# A heading below which figures are what is aimed at, unless the words around them tell of what was reached.
_GOALS = re.compile(
    r"(?:[^\w\n]|\d|_){0,12}(?:(?:success|acceptance|performance|project|metric|business|model|our|the|kpi)s? ){0,2}"
    r"(?:(?:success|acceptance) (?:criteri\w{1,2}|metrics?|measures?|thresholds?|targets?|kpis?)|targets?|goals?|(?:what|how) (?:we|i) (?:would )?(?:call|count as|measure) (?:a )?success|measures? of success|definition of (?:success|done)"
    r"|crit[ée]rios? de (?:sucesso|aceita[çc][ãa]o|[ée]xito|aceptaci[óo]n)|m[ée]tricas? de (?:sucesso|[ée]xito)|crit[èe]res? (?:de (?:succ[èe]s|r[ée]ussite)|d['’]acceptation)|erfolgskriteri\w{1,3}|ziel(?:e|wert\w?)?|metas?|criteri di successo|kriteria (?:sukses|keberhasilan)|критерии успеха)"
    r"(?:\W.{0,30})?",
    re.IGNORECASE,
)
_GOT = re.compile(
    r"achieved|reached|result|perform(?:s|ed)\b|\bgot\b|gives\b|obtain|actual|current|\bnow\b|measured|came (?:out|to)|observed|✅|✓|✔|☑|\[x\]|\bours?\b|\btest(?:ed)?\b|"
    r"alcan[zç]|obtid|obtenid|logr|erreicht|atteint|obtenu|raggiunt|ottenut|tercapai|достигнут",
    re.IGNORECASE,
)
# Who writes so has measured nothing yet: "the numbers are placeholders".
_MADE_UP = re.compile(
    r"\b(?:(?:dummy|placeholder) (?:numbers|values|figures)"
    r"|(?:illustrative|fictitious|fictional|made[- ]up|hypothetical|invented) (?:\w+ )?(?:numbers|values|figures|results|metrics|scores)"
    r"|(?:numbers|values|figures|results|scores|metrics)(?: \w+){0,3} are (?:\w+ )?(?:dummy|placeholders?|illustrative|fictitious|fictional"
    r"|made[- ]up|hypothetical|invented|not (?:real|measured)))\b",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(r"(?<![A-Za-z^@\d.,])\d[\d.,]{0,12}\s?%?")
_LONGEST_LEAD = 90
_LONGEST_TITLE = 80
_LONGEST_LINE = 1_500


def is_by_the_book(text: str, number: int) -> bool:
    """Whether the sentence that a number stands in says what is usual or good elsewhere."""
    sentence = _SENTENCE.split(text[max(0, number - _LONGEST_SENTENCE) : number])[-1]
    return bool(_BY_THE_BOOK.search(sentence) and _USUAL.search(sentence))


def is_wished(text: str, start: int, number: tuple[int, int]) -> bool:
    """Whether a number of a text is bounded, asked for or wished for, or is a condition's; what it belongs to is named
    at `start`.
    """
    begin, end = number
    right_before = text[max(0, begin - _LONGEST_LEAD) : begin]
    if _BOUND.search(right_before) or _FROM.search(right_before) or _USABLE.search(right_before):
        return True
    if any(pattern.match(text, end) for pattern in (_TARGET_AFTER, _BOUND_AFTER, _OR_MORE, _WANTED_AFTER)):
        return True
    before = text[max(0, start - _LONGEST_SENTENCE) : start]
    sentence = _SENTENCE.split(before)[-1]
    between = text[start:begin]
    if _is_to_come(sentence, right_before, text, end):
        return True
    if _ON.match(text, end) and (_FROM_ON.search(right_before) or _FROM_ON.search(sentence)):
        return True
    if (
        _is_held_to_bracket(text, begin)
        or _HAS_TO.search(right_before)
        or _AIM_IS_TO.search(text[:begin][-_LONGEST_SENTENCE:])
    ):
        return True
    # A number before it is what the wish is about.
    if _OTHER_NUMBER.search(sentence):
        return False
    if _IF_EVER.search(sentence) and _REACHED.search(between):
        return True
    if _ANY.search(sentence) and _WOULD.match(text, end):
        return True
    return any(pattern.search(sentence) for pattern in (_IF, _WISH, _ASKED, _WANTED, _FROM)) or bool(
        _ASKED.search(between)
    )


def _is_held_to_bracket(text: str, begin: int) -> bool:
    """Whether a number stands in a bracket that says from where on something has to be."""
    sentence = _SENTENCE.split(text[max(0, begin - _LONGEST_SENTENCE) : begin])[-1]
    bracket = _OPEN_BRACKET.search(sentence)
    return bracket is not None and bool(_OBLIGED.search(sentence[: bracket.start()]))


def _is_to_come(sentence: str, right_before: str, text: str, end: int) -> bool:
    """Whether a number is promised, or is what the project is to be held to, and nothing says that it was met."""
    if _LABELLED.search(sentence) or (_WILL_AFTER.match(text, end) and _WILL.search(f"{sentence} {right_before}")):
        return True
    held = _HELD_TO.search(right_before)
    is_met = held is not None and _MET.search(right_before[: held.start()])
    return bool(_TO_COME.search(right_before) or (held and not is_met))


def made_up_lines(lines: Iterable[Line]) -> set[int]:
    """The numbers of the lines that stand below a word, in the same section, that its figures were made up."""
    found: set[int] = set()
    is_made_up = False
    for line in lines:
        if line.kind == "heading":
            is_made_up = False
        if line.kind in ("heading", "prose", "item") and _MADE_UP.search(line.text[:_LONGEST_LINE]):
            is_made_up = True
        if is_made_up:
            found.add(line.number)
    return found


def is_goal(title: str, text: str) -> bool:
    """Whether figures that a text gives below a heading are what is aimed at, as the heading says."""
    return len(title) < _LONGEST_TITLE and bool(_GOALS.fullmatch(title)) and not _GOT.search(f"{title} {text[:1000]}")
