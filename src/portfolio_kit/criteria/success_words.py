"""What people say, in many languages, when they tell what would be a success: costs of errors, targets, reasons for a metric.

Texts are taken folded, see `portfolio_kit.repository.texts.words`; titles as they are.
"""
# ruff: noqa: E501 - lists of words in many alphabets

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.framing_words import advises, owners
from portfolio_kit.repository.results.measured import names_baseline
from portfolio_kit.repository.results.metrics import mentioned, metric_named
from portfolio_kit.repository.texts.words import folded, words

_FEW = 2
# What something is judged by, where it is told what it is for.
_JUDGED_BY = words(
    r"(?:measures?|measured|the bar|bar (?:we|i)|counts?|judged?|judges|optimi[sz]e[ds]?|optimi[sz]ing|(?<!f1[- ])scor(?:e|ed)|success\w{0,4}|what matters|goals?|targets?|of use|"
    r"medid[ao]s?|mede|conta|julg\w{2,4}|otimiz\w{1,3}|metas?|objetivo|sucesso|mide|cuenta|[ée]xito|optimiz\w{1,3}|"
    r"compte|mesur\w{1,3}|jug[ée]\w?|optimis\w{1,3}|objectif|r[ée]ussite|z[äa]hlt|gemessen|messen|optimier\w{1,3}|ziel|erfolg\w{0,4}|"
    r"misur\w{1,3}|obiettivo|successo|diukur|tujuan|target|keberhasilan|цель\w?|мер(?:а|ой|ы)|измеря\w{2,4}|оценива\w{2,4}|показател\w{1,2}|критери\w{1,2}|важн\w{1,2}|успех\w?|удач\w{1,3}|ukuran|[öo]l[çc]\w{2,6}|hedef\w{0,5}|zielgr[öo](?:ß|ss)e|ma(?:ß|ss)stab)",
    r"目标|成功|目標|衡量|主要看|看的是|标准|पैमाना|लक्ष्य|सफलता|मापते",
)
# "The thing she counts is revenue per night", "the measure is the share of all readmissions".
_MEASURED_BY = words(
    r"(?:(?:(?:the|our|my|its) (?:measure|yardstick|success measure|measure of success)|(?:thing|figure|number) (?:that )?(?:\w+ )?(?:counts?|matters?)|what (?:\w+ )?(?:counts?|matters?)|success) (?:is|was|means|are)|"
    r"(?:it|success|this) is measured (?:by|in|as)|gemessen wird (?:an|in)|das ma[ßs]{1,2} ist|als (?:zielgr[öo](?:ß|ss)e|ma(?:ß|ss)stab|erfolgsma(?:ß|ss)|messgr[öo](?:ß|ss)e) (?:dient|gilt|nehmen wir)|(?:основной|главный|ключевой) (?:показатель|критерий)|мер(?:а|ой) успеха|успех (?:измеря\w+|оценива\w+)|ukuran (?:ke)?berhasil\w{0,4}|(?:a medida|a m[ée]trica que conta|o que (?:conta|importa|vale)(?: (?:para|pra) \w+)?) (?:[ée]|n[ãa]o [ée])|(?:la medida|lo que (?:(?:le |les )?(?:cuenta|importa))(?: para \w+)?) (?:no )?es|(?:la mesure|ce qui compte(?: pour \w+)?),? (?:est|c ?[’']?est|ce n ?[’']est)|(?:la misura|quello che conta(?: per \w+)?) (?:non )?[èe])"
    r"(?: (?:not|n[ãa]o|nicht|no|pas|non)\b[^.!?|]{0,60}?[,;])?[^.!?|]{0,60}?\b(?:(?:spend|wast|los)\w{1,3} less|fewer|less \w+|gastar menos|perder menos|weniger|d[ée]penser moins|moins de|spendere meno|meno|shares?|portion|percent\w{0,4}|proportion|costs?|revenue|euros?|dollars|minutes|hours|days|number of|how many|\w+ per \w+|anteil|kosten|umsatz|stunden|berapa persen|persen\w{0,3}|jumlah|biaya|parte|percentual|porcentaje|custos?|costos?|coste|part|pourcentage|co[ûu]ts?|quota|costi|verlust\w{0,2}|ertrag|deckungsbeitrag|дол[яиюе]\w?|прирост\w{0,2}|затрат\w{0,2}|выручк\w|рубл\w{1,2}|минут\w?|час\w{0,2}|дней|сколько|число|количеств\w)\b",
)
_ONLY_IF = words(
    r"(?:only|no|not|useless|worthless) (?:\w+ ){0,3}(?:if|when|unless)|as long as|s[óo] (?:\w+ ){0,3}se|s[óo]lo (?:\w+ ){0,3}si|seulement si|que s(?:i|['’]ils?)|nur(?:,)? wenn|solo se|hanya (?:jika|kalau)|"
    r"только если|ancak",
    r"只有|だけ",
)
_COST = words(
    r"(?:cost[ -](?:matrix|based|sensitive|weighted|benefit)|(?:business|expected|expected operational|misclassification) costs?|profit (?:curve|matrix|per)|expected (?:profit|value|savings)|net (?:benefit|savings)|"
    r"(?:false (?:negatives?|positives?|alarms?)|fn|fp|miss(?:ed|ing)(?: an?| the)? \w+|wrongly \w+)[^.!?\n]{0,40}?\b(?:costs?|costly|costlier|expensive|worse|dangerous|critical|harmful|\$|€)|"
    r"(?:costs?|price|cost ratio|penalt(?:y|ies)) of (?:an? |each |the )?(?:false|miss\w{0,4}|wrong|error|under|over)|falsos? (?:negativos?|positivos?)[^.!?\n]{0,40}?\b(?:cust\w{1,3}|cuest\w{1,3}|caros?|graves?|peor|pior|costos\w{1,2})|"
    r"custo (?:de|do) (?:um )?(?:falso|erro)|costo de (?:un )?(?:falso|error)|co[ûu]ts? (?:(?:d['’]une?|des?|du|par) )?(?:faux|erreurs?)|faux (?:n[ée]gatifs?|positifs?)[^.!?\n]{0,40}?\bco[ûu]t\w{0,5}|falsch[ -]?(?:negativ|positiv)\w{0,3}[^.!?\n]{0,40}?\b(?:teuer|kosten\w?|schlimmer)|"
    # An error that costs so many times what the other does: "costs eight times a needless call".
    r"(?:n[ãa]o (?:identificad|detec?tad|previst|apanhad|sinalizad)\w+|no (?:detectad|identificad|previst|avisad)\w+|perdid[oa]s?|manqu[ée]e?s?|rat[ée]e?s?|non (?:d[ée]tect|rep[ée]r|pr[ée]v|identifi|rilevat|individuat|segnalat)\w*|mancat[oaie]|pers[oaie]|e[mn] falso|fals[oaie]s?|faux|errore?|erro|erreur)"
    r",?[^.!?\n]{0,40}? (?:cust(?:a|am|ou|aria)|cuestan?|costar[íi]a|co[ûu]t(?:e|ent|ait|ant)|cost(?:a|ano|ava))[^.!?\n]{0,30}? (?!muchas|muitas|algumas|algunas|v[áa]rias|plusieurs|quelques|molte|alcune|[àa]s?\b)\S{2,12} (?:vezes|veces|fois|volte)|"
    # One mistake against the other: "letting somebody go hurts more than calling in vain".
    r"(?:deixar (?:passar|escapar)|dejar (?:pasar|escapar)|rater|manquer|laisser (?:passer|partir|filer)|(?:far|lasci)\w{1,4} (?:scappare|perdere|passare)|perdere|perder|no (?:ver|detectar)|n[ãa]o (?:ver|apanhar|pegar|detetar|detectar)|esquecer)"
    r"[^.!?\n]{2,70}?(?:[ée] (?:muito |bem )?pior|es (?:mucho |bastante )?peor|est (?:bien |beaucoup )?pire|[èe] (?:molto )?peggio|d[óo]i mais|duele m[áa]s|fait plus mal|fa pi[ùu] male|(?:sai|custa) mais caro|sale m[áa]s caro|co[ûu]te plus cher|costa di pi[ùu])"
    r"|(?:importa|preocupa)\w{0,2} m[áa]s no (?:dejar|perder)\w{0,2}|importa mais n[ãa]o (?:deixar|perder)|"
    r"ложно\w{0,12}[^.!?\n]{0,40}?\b(?:дорож\w{1,2}|стоит|опасн\w{1,3})|"
    r"(?:verpasst|[üu]bersehen|falsch)\w{0,2} \w+[^.!?\n]{0,40}?\bkoste\w{1,2}|fehlalarm\w{0,2}[^.!?\n]{0,40}?\bkoste\w{1,2})",
)
_REASON = words(
    r"(?:because|since|due to|so that|chosen|chose|why|por qu[eé]|pourquoi|warum|perch[ée]|neden|rather than|instead of|not just|reason(?:ing)?|rationale|matters? more|more important|prioriti[sz]\w{1,3}|penali[sz]\w{1,2}|punish\w{0,3}|so (?:i|we)|privil[ée]gi\w{1,3}|prioriza\w{0,5}|priorisier\w{1,2}|given (?:the|that)|as (?:the (?:classes|data|dataset|target)|(?:our |my )?(?:classes|data|data ?sets?|labels) (?:is|are|was|were))|"
    r"porque|pois|por isso|devido|j[áa] que|escolhid\w|motivo|ya que|debido|por eso|elegid\w|car|parce que|afin|choisi\w?|weil|da (?:die|der|das)|denn|wegen|deshalb|daher|gew[äa]hlt|perch[ée]|poich[ée]|scelt\w|"
    r"uma vez que|visto que|dado que|por esse motivo|puesto que|as[íi] que|por lo que|donc|puisque|dato che|visto che|siccome|perci[òo]|quindi|dunque|"
    r"karena|sebab|dipilih|потому|так как|поскольку|из-за|выбра\w{1,3}|[çc][üu]nk[üu]|ponieważ)",
    r"因为|由于|因此|ため|क्योंकि|इसलिए|所以",
)
_MAIN_METRIC = words(
    r"\b(?:(?:main|primary|key|target|chosen|selected|optimi[sz]ed|decisive|deciding|headline|evaluation|scoring) (?:evaluation |scoring |success )?(?:metrics?|score|measure|kpi)|selection criteri(?:on|a)|kpi|optimi[sz]\w{1,3} for|(?:we|i) (?:\w+ )?(?:measure|use|chose|choose|selected|focus on|prioriti[sz]e|track)d?|(?:is|was) (?:used|chosen|selected|preferred) (?:as|because|since|over)|"
    r"(?:medimos|me[çc]o|medi|olh(?:o|amos|ei) (?:para|pra)|escolh(?:i|emos)|acompanh(?:o|amos)|foco|focamos)|indicador(?:es)?(?: acompanhado)?|"
    r"(?:(?:lo )?(?:mido|medimos)|mir(?:o|amos)|me fij[oé]|(?:se )?elig(?:i[óo]|e|imos)|eleg[íi])|"
    r"(?:on|je|nous) (?:\w+ )?(?:mesur(?:e|ons)|regard(?:e|ons)|vis(?:e|ons)|suit|suivons|retien[st]|retenons)|retenue?s? comme|indicateur|"
    r"(?:misur(?:o|iamo)|guard(?:o|iamo) (?:il|la|al|alla|l['’]\w+)|(?:si )?[èe] scelt[oa]|abbiamo scelto|ho scelto|seguiamo)|indicatore|"
    r"m[ée]tricas?|m[ée]triques?|metrik\w{0,2}|kennzahl\w{0,2}|метрик\w{1,2}|metrica|metriche|wska[źz]nik)\b|指标|指標|\bchosen because\b",
)
_GOAL = words(
    r"(?:goals?|targets?|objectives?|aims?|success|kpi|acceptance|require\w{0,6}|must|should|how to (?:obtain|achieve|get)|bar to (?:beat|clear)|objetivos?|metas?|debe|deve|objectifs?|doit|ziel\w{0,3}|soll\w{0,2}|muss|"
    r"obiettiv\w|deve|tujuan|target|harus|mendapatkan|цель|целев\w{2,3}|должн\w{1,2}|hedef\w{0,3}|cel)",
    r"目标|目標",
)
_BAR = words(
    r"(?:(?:must|has to|have to|should|need to|bar to) (?:\w+ )?(?:beat|outperform|exceed|clear|improve)|only (?:if|when|where) (?:\w+ ){0,4}(?:beat|outperform|exceed)\w{0,3}|bar to beat|worth (?:it|using) only|yardstick|"
    r"(?:deve|precisa|debe|tiene que) (?:\w+ )?(?:superar|bater|batir)|doit (?:\w+ )?(?:battre|d[ée]passer)|(?:muss|soll|sollte) (?:\w+ ){0,6}(?:schlagen|[üu]bertreffen|unterb\w{3,6})|mehrwert|beurteilen|vara de medir|umbral que)",
)
_HAS_TO = words(
    r"(?:has|have|needs?) to|tem (?:de|que)|precisa\w?|tiene que|debe\w{0,3}|a besoin de|darf|dürfen|должн\w{1,2}"
)
# What has to come out for it to be worth it, in whatever unit: at most two alerts a week, a repeat rate up by 1.5 points.
_BOUND = words(
    r"(?:at (?:least|most)|no (?:more|less|fewer) than|(?:more|less|fewer|lower|higher) than|up by|down (?:to|by)|(?:reach|exceed|attain)\w{0,3}|(?:fall|stay|drop|be|get|remain|keep)\w{0,4} (?:\w+ ){0,2}(?:below|above|under|over|within)|"
    r"pelo menos|no m[íi]nimo|no m[áa]ximo|abaixo de|acima de|al menos|como (?:m[íi]nimo|m[áa]ximo)|por (?:debajo|encima) de|au (?:moins|plus)|en[ -]dessous de|au[ -]dessus de|mindestens|h[öo]chstens|unter|[üu]ber|almeno|al massimo|не (?:менее|более|меньше|больше)) "
    r"(?:[$€£] ?)?\d",
)
# What somebody would call a success, and the bound that it takes for that.
_WISH = words(
    r"(?:want\w{0,3}|wish\w{0,3}|hop(?:e|ed|ing)|aim\w{0,3}|targets?|goals?|useful|worth(?: it|while)?|success\w{0,4}|good enough|happy|satisf\w{2,6}|(?:can|could) (?:live|work) with|would (?:keep|use|accept|trust|take|pay for) (?:it|this|one)|counts? as|acceptable|usable|threshold|call it|sogli[ae]|umbral(?:es)?|limiar(?:es)?|seuils?|schwellen?|"
    r"fica bom|(?:d[aá]-se|d[ée]u-se|dou) por|valeri?a a pena|compensa(?:ria)?|chega(?:va|ria)? se|queda bien|(?:se )?(?:daba|dar[íi]a|da) por (?:hech[oa]|bien|buen[oa])|valdr[íi]a la pena|se f[íi]a|"
    r"(?:valait|vaut|vaudrait) le coup|[çc]a (?:suffit|irait|lui va)|nous suit|il (?:nous )?suit|conviendrait|r[ée]ussite|(?:ne )?vale la pena|va(?: gi[àa])? bene|si fida|riuscit[oa]|"
    r"por (?:bueno|bom)|r[ée]ussi\w{0,2}|gelungen|riuscit\w|dianggap|удач\w{2,4}|"
    r"deu certo|val(?:e|eu|er) a pena|sucesso|bom o suficiente|metas?|objetivo|vale la pena|[ée]xito|suficiente|sirve|vaut la peine|succ[èe]s|suffi\w{1,3}|utile|erfolg\w{0,6}|lohnt|brauchbar|gut genug|ziel\w{0,3}|"
    r"vale la pena|successo|obiettivo|berhasil|layak|target|cukup baik|цель\w?|целев\w{2,3}|успех\w?|полез\w{2,4}|достаточно|hedef\w{0,5}|ba[şs]ar\w{1,6}|yeterli|cel|sukces\w{0,2}|"
    r"reicht\w?|gen[üu]g(?:t|en|te)|cukup|ke?pake|terpakai|memadai|хват(?:ит|ает|ило)|устро(?:ит|ило))",
    r"目标|成功|目標|就够|够用|足够|满意|达标|काफ़ी|काफी|काम का है|काम की है|पर्याप्त|लक्ष्य",
)
_FROM_ON = re.compile(
    r"(?:\b(?:at (?:least|most)|(?:more|less|fewer|lower|higher|better) than|over|above|below|under|within|minimum|maximum|up to|down to|exceed\w{0,3}|beat\w{0,3}|"
    r"pelo menos|no m[íi]nimo|no m[áa]ximo|mais (?:de|que|do que)|menos (?:de|que|do que)|(?:menor|maior|inferior|superior) (?:que|do que|a)|abaixo d[eao]s?|acima d[eao]s?|al menos|como m[íi]nimo|m[áa]s (?:de|que)|baj(?:a|e|ar) de|pas(?:a|e|ar) de|por (?:debajo|encima) de|supera\w{0,2}|"
    r"au (?:moins|plus)|moins de|plus de|mieux que|en dessous de|au[ -]dessus de|mindestens|h[öo]chstens|unter|[üu]ber|mehr als|weniger als|almeno|al massimo|pi[ùu] di|meno di|sotto|sopra|minimal|maksimal|paling (?:sedikit|banyak)|(?:useful|usable|good|happy|enough) (?:at|from)|di (?:bawah|atas)|lebih dari|kurang dari|"
    r"en az|en fazla)|(?:не )?(?:ниже|выше|менее|более|меньше|больше|хуже)|[<>≤≥]=?)\s(?:\w+\s){0,2}?[$€£~]?\d|\d[\d.,]*\s?%?\S{0,4} (?:alt[ıi]nda|[üu]st[üu]nde|veya daha|से (?:कम|ज़्यादा|ज्यादा|अधिक)|or (?:more|less|better|fewer)|oder (?:mehr|weniger)|o (?:m[áa]s|menos)|ou (?:mais|menos))|\d+ (?:of|out of|de cada|von|su|из) \d+"
    r"|(?:低于|高于|不超过|至少|最多|少于|小于|大于|控制在)\s?\d|\d[\d.]*\s?\S{0,3}(?:以内|以下|以上)|\d[\d.,]*\s?%?\s?(?:\S+\s){1,4}से (?:कम|ज़्यादा|ज्यादा|अधिक)"
)
# "The bar was set at 70 %": what was agreed on, with its figure.
_SET_AT = words(
    r"(?:(?:meta|limiar|fasquia|umbral|objetivo|criterio|list[óo]n|seuil|objectif|barre|soglia|obiettivo|asticella)\b[^.!?\n]{0,50}? (?:foi|[ée]|era|ficou|fue|es|qued[óo]|est|[ée]tait|[èe]|era)(?: (?:fixad[oa]|acordad[oa]|definid[oa]|fijad[oa]|fix[ée]e?|fissat[oa]))?"
    r"|(?:meta|limiar|umbral|seuil|barre|soglia) d[ei] (?:sucesso|[ée]xito|r[ée]ussite|succ[èe]s|successo)(?: \w+){0,4}?) (?:de|em|en|a|al|[àa]|di|del|d['’]) ?(?!(?:19|20)\d\d)\d[\d.,]*(?! (?:de )?(?:dias|d[íi]as|meses|mois|mesi|semanas|horas))"
)
# "Pick out two in three": a share of those that matter.
_SHARE_OF = words(
    r"(?:\d+|um|uma|dois|duas|tr[êe]s|quatro|cinco|sete|oito|uno|una|dos|tres|cuatro|cinco|siete|ocho|une?|deux|trois|quatre|sept|huit|due|tre|quattro|cinque|sette|otto|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?: (?!(?:of|in|de|em|en|su|sur)\b)\w+){0,2} (?:de|em|en|sur|su|of|in|out of) (?:cada |every |chaque )?(?:\d+|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|fifty|a hundred|dois|tr[êe]s|quatro|cinco|dez|dos|tres|cuatro|diez|deux|trois|quatre|cinq|dix|due|tre|quattro|cinque|dieci)"
)
_LATER = words(r"future|todo|next steps?|futur[oae]s?|pr[óo]ximos? pasos?|pr[óo]ximos passos|selanjutnya")
_SUCCESS_TITLE = words(
    r"(?:success(?: criteri\w{1,2}| metrics?| measures?)?|acceptance criteri\w{1,2}|what counts|good enough|goals? in numbers|kpis?|sucesso|[ée]xito|succ[èe]s|erfolg\w{0,12}|successo|"
    r"ukuran keberhasilan|kriteria keberhasilan|критери\w{1,2} успеха|ba[şs]ar[ıi] [öo]l[çc]\w{2,6})",
    r"成功",
)
_UNREAL = words(
    r"\b(?:would|could|might|future|todo|next steps?|futur[oae]s?|pr[óo]ximos? pasos?|pr[óo]ximos passos|seria|podr[íi]a|k[öo]nnte|w[üu]rde|pourrait|potrebbe|selanjutnya)\b",
)


def asks_for_success(title: str) -> bool:
    """Whether a heading asks what success would be."""
    return bool(_SUCCESS_TITLE.search(folded(title)))


_MONEY = r"(?:[$€£¥₹]|r\$|rp\.?|chf|eur|usd|brl|inr|zł|tl) ?\d[\d.,]*|\d[\d.,]* ?(?:[$€£¥₹%]|(?:euros?|cents?|centavos?|centimes?|dollars?|reais|pesos|francs?|kr|zł|tl|rupees?|rupiah|eur|chf|руб\w*|coins?|points?|hours?|minutes?|stunden|minuten|horas|minutos|heures)\b)"
_WHERE_SO = r"(?:if|when|each|every|where|wenn|falls|jede[rsn]?|bei|se|quando|cada|si|cuando|quand|chaque|lorsqu|ogni|jika|kalau|setiap|если|когда)"
# What either mistake costs, each with its price: "If some are left over it costs 0.35 a piece, if they run out, 0.90."
_TWO_PRICES = words(
    rf"{_WHERE_SO}\b[^.!?\n]{{3,160}}?(?:{_MONEY})[^!?\n]{{1,40}}?\b{_WHERE_SO}\b[^.!?\n]{{3,160}}?(?:{_MONEY})"
)
# The price of either, by the piece: "at £4 a call and £210 a leaver".
_EACH_PRICED = words(
    rf"(?:{_MONEY}) (?:an?|per|each|for (?:an?|each|every)|por|par|pro|je|cada|all['’]) \w+[^.!?\n]{{1,60}}?(?:{_MONEY}) (?:an?|per|each|for (?:an?|each|every)|por|par|pro|je|cada|all['’]) \w+"
)
_UNWEIGHED = words(r"worth considering|(?:may|might|could|should) (?:also )?(?:be considered|consider)")


def says_cost_of_errors(text: str) -> bool:
    """Whether a text weighs what a wrong prediction costs, and does not leave that to be considered."""
    return any(not _UNWEIGHED.search(_around(text, match)) for match in _COST.finditer(text)) or bool(
        _TWO_PRICES.search(" ".join(text.split("\n"))) or _EACH_PRICED.search(" ".join(text.split("\n")))
    )


def _around(text: str, match: re.Match[str]) -> str:
    """The line of a text that a match stands in, up to its end."""
    return text[text.rfind("\n", 0, match.start()) + 1 : match.end()]


_BEST = words(r"best|better|melhor|mejor|meilleur\w{0,2}|beste\w?|besser|migliore?|terbaik|лучш\w{1,3}|en iyi")
_WEIGHED = words(
    r"more (?:important|critical|relevant|costly|severe|serious|dangerous) than|matters? more|less sever\w{1,3}|mais (?:importante|grave) (?:do )?que|m[áa]s (?:importante|grave) que|plus (?:important|grave) que|wichtiger als|lebih penting|важнее|"
    r"(?:nicht|pas|n[ãa]o|no|non|bukan|не|niet) (?:(?:nur|die|seulement|apenas|s[óo]|la|a|solo|hanya|просто|только) )?(?:l[' ])?(?:accuracy|genauigkeit|exactitude|acur[áa]cia|exactitud|accuratezza|akurasi|точност\w{1,2}),? (?:sondern|mais|mas|sino|ma|melainkan|tetapi|а)|"
    r"(?:not (?:just |only |simply )?|rather than |instead of )accuracy|accuracy (?:alone )?(?:is|would be|can be|could be|may be) (?:\w+ ){0,3}(?:misleading|meaningless|deceptive|useless|insufficient|inappropriate|not)"
)
_NOT_ACCURACY = words(
    r"(?<=[,;(–—-]) ?(?:and |y |e |et |und |и )?(?:not|nicht|pas|n[ãa]o|no|non|bukan|не) (?:(?:just|only|overall|raw|plain|total|la|a|die) ){0,2}(?:accuracy|genauigkeit|exactitude|acur[áa]cia|exactitud|accuratezza|akurasi|точност\w{1,2})"
)

# What is striven for, in whatever words: "we optimise the top of the list, not accuracy".
_STRIVES = words(
    r"optimi[sz]\w{1,5}|maximi[sz]\w{1,5}|minimi[sz]\w{1,5}|focus\w{0,4}|otimiz\w{1,4}|foc(?:o|a|amos)\b|prioriti[sz]\w{1,4}|prioriza\w{0,4}|maximier\w{1,3}|optimier\w{1,3}|massimizz\w{1,4}"
)


def argues_metric(sentence: str) -> bool:
    """Whether a sentence chooses a metric and says why, not as something still to do."""
    if metric_named(sentence) in ("", "loss", "log_loss") or _UNREAL.search(sentence):
        return False
    against = _NOT_ACCURACY.search(sentence)
    return bool(
        _WEIGHED.search(sentence)
        or (against and metric_named(sentence[: against.start()]) not in ("", "loss", "log_loss", "accuracy"))
        or (_REASON.search(sentence) and _MAIN_METRIC.search(sentence) and not _BEST.search(sentence))
    )


def weighs_metric(sentence: str) -> bool:
    """Whether a sentence, where a problem is told, names a metric with a reason, or what is striven for and that it is not
    accuracy.
    """
    if "|" in sentence or _UNREAL.search(sentence):
        return False
    against = _NOT_ACCURACY.search(sentence)
    if against and _STRIVES.search(sentence, 0, against.start()):
        return True
    if metric_named(sentence) in ("", "loss", "log_loss", "accuracy"):
        return False
    return bool(_REASON.search(sentence)) and not _BEST.search(sentence)


def says_good_enough(sentence: str) -> bool:
    """Whether a sentence says from which figure on the outcome would be a success."""
    wished = _WISH.search(sentence) or _ONLY_IF.search(sentence)
    bounded = _FROM_ON.search(sentence) or _SHARE_OF.search(sentence)
    return bool((wished and bounded) or _SET_AT.search(sentence)) and not (_LATER.search(sentence) or advises(sentence))


def names_measure(sentence: str) -> bool:
    """Whether a sentence says by which figure it is judged, or what that has to be better than."""
    if "|" in sentence or _UNREAL.search(sentence) or not _JUDGED_BY.search(sentence):
        return False
    # Who lists them all has chosen none.
    is_one = len({match.lastgroup for match in mentioned(sentence)}) <= _FEW
    return (is_one and metric_named(sentence) not in ("", "loss", "log_loss", "accuracy")) or bool(
        _FROM_ON.search(sentence) or _ONLY_IF.search(sentence) or names_baseline(sentence)
    )


_DECIDES = words(
    r"maximi[sz]\w{1,3}|minimi[sz]\w{1,3}|optimi[sz](?:e|es|ed|ing) (?:for|the)|(?:evaluation|primary|main|target|success) (?:metrics?|criteri\w{1,2})|(?:is|are|be|will be) (?:evaluated|judged|scored|measured) (?:by|on|with|using)|maximizar|minimizar|(?:ser[áa]\w{0,2}|[ée]|es|son|s[ãa]o) (?:avaliad|evaluad|medid)\w{1,2}|m[ée]trica (?:principal|de avalia[çc][ãa]o|de evaluaci[óo]n)"
)


def names_deciding_metric(sentence: str) -> bool:
    """Whether a sentence names the metric that is to be made best, or that the outcome is evaluated by."""
    return bool(_DECIDES.search(sentence)) and metric_named(sentence) not in ("", "loss", "log_loss")


def names_quantity(sentence: str) -> bool:
    """Whether a sentence says that what it is measured by is a share, a cost or a count, in words of somebody's own."""
    found = _MEASURED_BY.search(sentence)
    # Behind it may stand what another measure would do.
    return bool(found) and "|" not in sentence and not _UNREAL.search(sentence[: found.end()] if found else sentence)


def argues_choice(title: str, passage: str) -> bool:
    """Whether a passage below a question why weighs a metric against what somebody needs."""
    return bool(_REASON.search(folded(title)) and metric_named(passage) and owners(passage))


_TO_OUTDO = words(
    r"(?:objective|goal|aim)s?\b[^.!?]{0,160}\b(?:outperform|beat|exceed|surpass)\w{0,3} (?:\S+ ){0,2}(?:existing|current|present|previous|manual)"
)


def sets_bar(sentence: str) -> bool:
    """Whether a sentence makes a baseline the bar to beat, or what is in use today."""
    return bool((names_baseline(sentence) and _BAR.search(sentence)) or _TO_OUTDO.search(sentence))


def sets_target(sentence: str) -> bool:
    """Whether a sentence says from which value on a goal is reached."""
    return bool(_BOUND.search(sentence) and (_GOAL.search(sentence) or _HAS_TO.search(sentence)))


_GATE = words(
    r"(?:promot\w{1,4}|accept\w{0,5}|pass(?:es|ed|ing)?|gates?|quality|approv\w{1,3}|aceit\w{1,5}|aprova\w{0,5}|acept\w{1,6}|aprob\w{1,6}|acceptation|akzeptanz\w{0,10}|abnahme\w{0,10}|accettazione|"
    r"lolos|lulus|kelulusan|minimum) (?:\w+ ){0,2}?(?:thresholds?|gates?|criteri\w{1,2}|crit[ée]ri\w{1,3}|crit[èe]res?|kriteri\w{1,3}|limit\w{0,2}|bar|ambang|umbral|limiar|seuil|schwelle|soglia)"
)


def names_gate(sentence: str) -> bool:
    """Whether a sentence names the threshold by which a model is taken or turned down."""
    return bool(_GATE.search(sentence)) and not _LATER.search(sentence)


def sets_goal(text: str) -> bool:
    """Whether a text speaks of a goal."""
    return bool(_GOAL.search(text))
