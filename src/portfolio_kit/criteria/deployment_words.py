"""How people tell, in many languages, where a project runs and why there: the patterns that `deployment` reads by."""
# ruff: noqa: E501 - lists of words in many alphabets

from __future__ import annotations

from portfolio_kit import lazily as re

# Headings that ask where it runs, or why there.
WHERE = re.compile(
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
    r"|"
    r"^\W*(?:\d+\W+)?(?:(?:der |so )?betrieb|so läuft (?:es|das)|wie (?:es|das) (?:im alltag )?läuft)\W*$|\bim (?:alltag|einsatz) (?:beim|bei|im|in)\b"
    r"|^\W*(?:\d+\W+)?implementasi\W*$|\bdi lapangan\b|\bsehari-hari\b|\bdi mana (?:\w+ )*(?:dijalankan|dipakai)"
    r"|внедрени|эксплуатаци|как (?:это|она|оно|он|модель|всё) (?:\w+ )?работает (?:на|в|у|сейчас)\b|где (?:это |она |модель )?крутится|как (?:мы )?(?:этим |ею |им )?пользуемся"
    r"|(?:在哪里?|怎么|如何)(?:运行|上线|跑在)|(?:实际|平时|落地)(?:怎么|如何)?(?:使?用)"
    r"|लगाया गया|(?:कहाँ|कहां|कैसे) (?:चल|लगा|लागू)\S*|अमल में|इस्तेमाल कैसे होता",
    re.IGNORECASE,
)
HOSTED = re.compile(r"\bdeploy|\bhost(?:s|ed|ing)\b|\bh[ée]berg|\bdespl[ie]|\bhosped|\bbereitstell", re.IGNORECASE)
WHY = re.compile(
    r"\W*(?:\w{1,4}[.)]\s*)?(?:why|warum|wieso|pourquoi|por ?qu[eéê]|perch[éè]|mengapa|kenapa|neden|почему)\b",
    re.IGNORECASE,
)
# What a choice costs, or the way that was not taken: in these the reason need not be called one.
WEIGHS = re.compile(
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
    r"|"
    r"\bverzichtet|\bverworfen\b|\bgenügt\b|\breicht\b|\bübertrieben\b|\büberdimensioniert\b|\bohnehin\b|\bzu (?:teuer|aufwendig|aufwändig|langsam)\b"
    r"|\bcukup\b|\bberlebihan\b|\btidak (?:mengizinkan|perlu|butuh|memakai|menggunakan)\b|\blebih (?:murah|mudah|sederhana|hemat)\b|\bsering (?:putus|mati|padam)\b"
    r"|отказал|делать не стал|не стали (?:делать|ставить|заводить)|не подо(?:ш[её]л|шл[оаи])|не понадоб|не укладыва|\bлишь (?:увелич|добав)|\bпроще\b|\bдешевле\b|избыточ|не нужен\b|не нужно\b"
    r"|没有(?:做成|用|选|上|租|买)|不(?:需要|必)|更(?:省事|便宜|简单|稳定)|就够了"
    r"|नहीं (?:चुना|बनाया|लिया)|ज़रूरत नहीं|जरूरत नहीं|सस्ता|आसान",
    re.IGNORECASE,
)
IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{6}")
SENTENCE = re.compile(r"(?<=[.!?。！？।])\s+|\n{2,}")
# In English, Portuguese, Spanish, French, German, Italian, Indonesian, Turkish, Polish; then Russian, Chinese, Hindi.
HEADING = re.compile(
    r"deploy|\bhosting|h[ée]berg|hosped|alojamiento"
    # Whoever observes serves nothing, a reproduction is no production, and clouds of words or points host nothing.
    r"|containeri[sz]|docker|\bserving|kubernetes|in production|productioni[sz]|infrastructure|(?<!word )(?<!tag )(?<!point )cloud"
    r"|\bproduction (?:set-?up|build|environment|server|mode|layer)\b|^\W*(?:\d+\W+)?production\W*$"
    r"|implanta[cç]|disponibiliza|(?<!re)produ[cç][aã]o|desp[l]?lieg|despleg|(?<!re)producci[oó]n|d[eé]ploiement|bereitstellung"
    r"|inbetriebnahme|(?<!re)produktion|distribuzione|(?<!ri)produzione|penerapan|penyebaran|(?<!re)produksi|da[gğ][iı]t[iı]m|canl[iı]"
    r"|wdro[zż]eni|разв[её]ртыван|деплой|продакшен|部署|上线|परिनियोजन|तैनाती|डिप्लॉय|triển khai",
    re.IGNORECASE,
)
TOPIC = re.compile(
    r"\bdeploy\w*|\bcontainer\w*|\bdocker\b|\bcompose\b|\bkubernetes\b|\bk8s\b|\bserverless\b|\blambda\b|\bfargate\b"
    r"|\bec[s2]\b|\bcloud\b|\bsagemaker\b|\bapp service\b|\bazure\b|\baws\b|\bgcp\b|\brender\b|\brailway\b|\bheroku\b"
    r"|\bfly\.io\b|\bvercel\b|\bspaces?\b|\bcold starts?\b|\breal[- ]?time\b|\bbatch\b|\bendpoint\b|\w*unicorn\b"
    r"|\bnginx\b|\bworkers?\b|\breplicas?\b|\bhost(?:ed|ing)\b|\bvms?\b|\bvirtual machines?\b"
    r"|\bh[ée]berg\w*|\bhosped\w*|\baloja\w*|\bproduction\b|\bserving\b|\bon[- ]prem\w*"
    r"|\bautoscal\w*|\bmanaged services?\b|\bfree[- ]tier\b|\boffload\w*"
    r"|\bimplanta\w*|\bprodu[cç]\w+|\bdesp[l]?lieg\w*|\bdespleg\w*|\bd[eé]plo\w+|\bbereitstell\w*|\bproduksi\b"
    r"|\bserver\b|развер\w+|деплой\w*|контейнер\w*|部署|容器|服务器|सर्वर|कंटेनर"
    r"|\bechtzeit\w*|\bstapelverarbeitung\b|\bweb-?dienst\w*|\bcron-?jobs?\b|\brechenzentrum\b"
    r"|\bpenjadwal\b|\bkomputer kantor\b|\blaptop\b|\bwaktu nyata\b|\baplikasi web\b"
    r"|\bоблак\w{0,3}\b|\bноутбук\w{0,3}\b|\bприложени\w{1,2}\b|\bсервер\w{0,3}\b|\bпакетн\w+|\bонлайн-сервис\w*|\bреальном времени\b|\bпромышленн\w+ компьютер\w*"
    r"|批处理|批量|电脑|在线接口|实时|云(?:端|上|服务)|上线"
    r"|क्लाउड|कंप्यूटर|बैच|ऐप"
    r"|\btriển khai\b|\bmáy (?:chủ|tính|ảo)\b|\bđám mây\b|\bthời gian thực\b",
    re.IGNORECASE,
)
PLATFORM = re.compile(
    r"\baws\b|\blambda\b|\bfargate\b|\becs\b|\bec2\b|\belastic beanstalk\b|\bsagemaker\b|\bazure\b|\bgcp\b"
    r"|\bgoogle cloud\b|\bcloud (?:run|functions?)\b|\bkubernetes\b|\bk8s\b|\bheroku\b"
    r"|\brender(?:\.com)?\b|\brailway\b|\bfly\.io\b|\bkoyeb\b|\bdigital ?ocean\b|\bpythonanywhere\b|\bopenshift\b"
    r"|\bvercel\b|\bhugging ?face\b|\bhf\.space\b|\bstreamlit (?:community )?cloud\b|\.streamlit\.app\b",
    re.IGNORECASE,
)
REASON = re.compile(
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
    r"|, da (?:die|der|das|den|dem|es|wir|dort|sie|man|ein\w*|hier|kein\w*)\b|\bdeshalb\b|\bdaher\b|\bdenn\b"
    r"|\bsebab\b|\bsupaya\b|\bsoalnya\b|\balih-alih\b|\bketimbang\b"
    r"|поскольку|так как|потому,? что|из-за|поэтому"
    r"|所以|由于|因此"
    r"|वजह से|चूँकि|चूंकि"
    r"|\bvì\b|\bbởi\b|\bnhằm\b|\bđể (?:tránh|giảm|tiết kiệm|không)\b|\bdo (?:sử dụng|cần|phải|không|giới hạn)\b|\bmà không (?:bị|cần|phải)\b",
    re.IGNORECASE,
)
# What a step of an instruction is for, or needs, is no reason for how a project is deployed.
PURPOSE = re.compile(
    r"\bin order to\b|\bsince (?:it|the|we|our|this)\b|\bso that\b|\bso (?:the|we|it|no|each)\b|, so \w",
    re.IGNORECASE,
)
# What is asked of a thing is a requirement, and its purpose no reason for what was done.
REQUIRED = re.compile(
    r"\bas an? [\w* -]{2,40},? i (?:want|need|can)\b|^\W*as an? [\w* -]{2,40}$|\bshould be\b|\bshall\b|\bi want\b",
    re.IGNORECASE,
)
# By which port a service is reached on one machine is no choice of where or how it is deployed.
OF_PORTS = re.compile(
    r"\b\d{2,5}:\d{2,5}\b|\b(?:other|another|different|same|free) port\b|\bports? \d{2,5}\b", re.IGNORECASE
)
# What others do is no choice of this project.
OF_OTHERS = re.compile(
    r"\b(?:mucha gente|muita gente|(?:muitas|muchas|many|viele) (?:pessoas|personas|empresas|equipas|equipes|people|teams|companies|leute|firmen))\b"
    r"|\bbeaucoup (?:choisissent|préfèrent|utilisent|optent)|\bmolti (?:scelgono|usano|preferiscono)|\bmuchos (?:eligen|usan|prefieren)|\bmuitos (?:escolhem|usam|preferem)"
    r"|\b(?:é|es|est|è|is) (?:\w+ )?(?:escolhid|elegid|choisi|scelt|chosen)\w* (?:muitas vezes|a menudo|souvent|spesso|often)"
    r"|\b(?:é|es|est|è|is) (?:muitas vezes|a menudo|souvent|spesso|often) (?:escolhid|elegid|choisi|scelt|chosen)",
    re.IGNORECASE,
)
# What a course asks of those who fill in its report.
ASKED = re.compile(r"\s*>\s*(?:\*\*|__)")
BOLD = re.compile(r"\W{0,6}(?:\*\*|__)([^*_|\n]{2,60}?)[.:]?(?:\*\*|__)")
STEP = re.compile(
    r"\b(?:run|execute|install(?:ed|ing)?|type|enter|needed|need to|required?|requires|make sure|helpful|start)\b",
    re.IGNORECASE,
)
# A row or column by which ways are weighed, and a way that is told to be the better one.
WEIGHED = re.compile(
    r"(?:^|\|)\W{0,9}(?:costs?|pricing|best for|pros|(?:dis)?advantages?|when to use|trade-?offs?|drawbacks?|why"
    r"|reasons?|rationale"
    r"|custos?|(?:des)?vantagens|(?:des)?ventajas|por ?qu[eéê]|motivos?|avantages|pourquoi|vorteile|warum"
    r"|vantaggi|perch[éè]|kelebihan|alasan|优点|为什么|理由|плюсы|почему)\b\W{0,9}(?:\||$)",
    re.IGNORECASE,
)
RECOMMENDED = re.compile(
    r"re[ck]om+[ae]nd|direkomendasikan|empfohlen|raccomandat|consigliat|рекоменд|推荐", re.IGNORECASE
)
PLAN_ONLY = re.compile(
    r"\bto-?do\b|coming soon|future|next steps|roadmap|em breve|pr[oó]xim|à venir|demn[aä]chst|prossimamente|segera"
    r"|скоро|即将|trabajos? futuros?|trabalhos? futuros?|travaux futurs|planned"
    r"|not (?:yet )?(?:dockeri[sz]ed|deployed|containeri[sz]ed)"
    r"|\b(?:ist|sind) (?:ein \w+ )?(?:\S+ )?geplant\b|^\W*geplant (?:ist|sind)\b"
    r"|\brencananya\b|\bakan di-?deploy\b|\bdirencanakan\b"
    r"|\bпланиру(?:ется|ем|ю) (?:\w+ )?(?:развер|развёр|внедр|запус|вылож|размест)\w+|\bбудет разв[её]рнут"
    r"|计划(?:部署|上线|放到)|将(?:会)?部署"
    r"|योजना है|डाला जाएगा"
    r"|\bdự kiến\b|\bsẽ (?:được )?triển khai\b|\bsắp tới\b",
    re.IGNORECASE,
)
# A line that only says that something is to stand there.
LEFT_OPEN = re.compile(
    r"\W*(?:will be (?:updated|added)|to be (?:updated|added|done)|tbd)\b[\s\w]{0,20}\W*$", re.IGNORECASE
)
ABOUT_MODEL = re.compile(
    r"random forest|boost|logistic|decision tree|classifier|regressor|algorithm|hyper-?param|\bf1\b|\brecall\b"
    r"|neural net|\bfeatures?\b|encod(?:er|ing)|\bunseen\b|categori[ae]s?\b",
    re.IGNORECASE,
)
