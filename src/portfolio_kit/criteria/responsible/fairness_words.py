"""How texts speak of bias, of the balance of classes and groups, and of what is done about it."""

# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.statements import wording

_AMOUNT = r"\d[\d.,]{0,12} ?(?:k|%)?"
IMBALANCE = wording(
    "imbalanc unbalanc balanc disbalanc desbalanc desequil désé dése desé unausge ungleich sbilanci squilibr"
    " ketidakseimbang "
    "seimbang tidak несбаланс дисбаланс dengesiz niezbalansow niezrównoważon minority represent underrepresent "
    "overrepresent subrepresentad skewed well class classes target labels",
    r"imbalanc|unbalanc|un-balanced|disbalanc|desbalanc|desequil[íi]br|d[ée]s[ée]quilibr|unausgeglichen|unausgewogen"
    r"|ungleich(?:gewicht|verteil)|sbilanci|squilibr|ketidakseimbang|tidak seimbang|несбаланс|дисбаланс"
    r"|不平衡|不均衡|असंतुल|불균형|dengesiz|niezbalansow|niezrównoważon|minority class|skewed (?:class|target|label)"
    r"|skewed (?:\w+ ){0,2}towards? (?:the |one |a )(?:\w+ )?(?:class|label|outcome)"
    # Of a data set, not of a column: prices are skewed to the right, too.
    r"|\b(?:data ?set|data|sample|classes|labels?)\b[\w ]{0,20}\bskewed\b(?: ?\([^)]{0,60}\))? (?:\w+ )?"
    r"(?:towards?|in favou?r of)\b"
    r"|\bwell[- ]balanced (?:\w+ ){0,2}(?:class\w*|problem|data ?set|target|labels?)\b"
    r"|\b(?:classes|target|labels) (?:is|are|was|were) (?:\w+ ){0,2}balanced\b"
    r"|\b(?:under|over)-?represented (?:class|group|grade|categor|minorit|label)"
    r"|\b(?:class(?:es)?|groups?|grades?|categor(?:y|ies)|labels?|samples?|it|they)\b[^.\n]{0,40}?\b(?:under|over)-?represented\b",
)
# What balances, measures or learns from classes, and what is done with it: beside such words alone, that classes are
# out of balance is a name for what a tool is good at.
OF_TOOLS = re.compile(
    r"\b(?:smote\w*|adasyn|(?:over|under|re)-?sampl\w+|(?:class|sample)[ _-]?weight\w*|scale_pos_weight|weight\w*|loss\w*"
    r"|stratif\w*|balanced|imblearn|handl\w+|deal\w*|address\w*|treat\w*|manag\w+|correct\w*|mitigat\w+"
    r"|trat\w+|manej\w+|gest\w+|gérer|traite\w+|behand\w+|umgang|penanganan|menangani|mengatasi|обработк\w|борьб\w"
    r"|effective\w*|robust\w*|suitable|good|well|better|best|useful|especially|potential\w*|possible|terutama|idea?l"
    r"|auc|roc|pr|f1|f1-?score|precision|recall|metric\w*|score|techni\w+|técnica\w*|strateg\w+|learn|using|with|para|pour|untuk"
    r"|class(?:es)?|clases?|klassen|kelas|data ?sets?|data|datos|dados|données|daten|target|labels?|problem\w*"
    r"|variable|objetivo|binary|binaria)\b",
    re.IGNORECASE,
)
BIAS = wording(
    "bias fairness disparate disparity demographic equal protected sensitive discriminat viés vies sesgo biais"
    " verzerrung justi treat "
    "equidad impacto disparid смещ справедлив keadilan adil",
    r"\b(?:gender|age|racial|race|sex|demographic|selection|sampling|population|historical|societal|label|language"
    r"|popularity|geographic\w*|cultural|data|dataset|algorithmic|survivorship|representation|class)[ -]bias"
    r"|bias(?:ed)? (?:in|of|against|towards?|by) (?:the |this |our )?(?:data|train|gender|age|certain|men|women|male"
    r"|female|group|model|sample)"
    r"|\bfairness\b|disparate impact|demographic parity|equali[sz]ed odds|equal opportunity"
    r"|\btreats? (?:[\w-]+ ){1,3}(?:worse|unfairly|less fairly)\b"
    r"|protected (?:attribute|group|class)|sensitive (?:attribute|feature)s?|discriminat(?:e|es|ion|ory) against"
    r"|viés(?:es)? (?:de|do|da|nos|em|dos)|sesgos? (?:de|en|del|por)|biais (?:de|dans|des)"
    r"|verzerrung(?:en)? (?:in|der)|justi[çc]a algor|\bequidad(?:e)?\b|impacto dispar|disparidad"
    r"|смещени\w+ (?:данн|выбор)|справедливост|公平|偏见|निष्पक्ष|पक्षपात",
)
# Names of fairness that say nothing of a data set.
IN_GENERAL = re.compile(
    r"fairness|disparate impact|demographic parity|equali[sz]ed odds|equal opportunity|protected \w+|sensitive \w+"
    r"|discriminat\w+ against|algorithmic[ -]bias|justi[çc]a algor|equidade?|公平|справедливост",
    re.IGNORECASE,
)
# What might be of any model, or is said to be found by a look that gives no figure.
ANY_MODEL = re.compile(
    r"\b(?:an?|any|every|such|ml|ai|machine learning|these|all)? ?(?:models?|algorithms?|systems?|ai) (?:can|may|might"
    r"|could) (?:\w+ ){0,2}(?:bias|discriminat|unfair)|\b(?:fairness|bias|equity) (?:matters|is (?:\w+ )?(?:important"
    r"|crucial|essential|key|vital))|(?:fairness|equidade|equidad|justi[çc]a) (?:é|es) (?:\w+ )?importan"
    r"|\b(?:um|qualquer|un|cualquier|tout|qualsiasi|ogni) (?:modelo|sistema|algoritmo|modèle|système|algorithme|modello)"
    r" (?:pode|poderia|puede|podría|peut|pourrait|può|potrebbe) (?:\w+ ){0,2}(?:injust|ingiust|discrimin|ser parcial|être biais|enviesad|sesgad)",
    re.IGNORECASE,
)
FOUND_FAIR = re.compile(
    r"(?:\b(?:check|test|verif|audit|evaluat|assess|ensur|analy[sz]|review|examin|investigat|measur|look)\w*[^.;]{0,120}"
    r"|\b(?:model|predictions?|it|results?|system|performance)\b[^.;]{0,30})"
    r"(?:\bno (?:\w+ ){0,3}(?:difference|bias|gap|disparit|discriminat)|\b(?:is|are|be|was|were|remains?) "
    r"(?:\w+ ){0,2}(?:fair|unbiased|free (?:of|from) bias|equitable)\b|\bequally (?:well|good|fair)"
    r"|(?:does|do|did)(?: not|n't) (?:\w+ )?(?:discriminat|disadvantag|favou?r)|\bfairlearn|\baif360)"
    r"|(?:nenhum\w?|sem) (?:viés|diferença)|(?:ningún|sin) (?:sesgo|diferencia)|keine?n? (?:verzerrung|unterschied)"
    r"|(?:aucun|pas de) (?:biais|différence)|различий не|tidak ada (?:bias|perbedaan)",
    re.IGNORECASE,
)
# What a check is said to have found, and that nothing follows from it: a claim where no code makes the check.
NOTHING_TO_DO = re.compile(
    r"\bno (?:further |other )?(?:correction|mitigation|action|adjustment|intervention|change|measure)s? (?:\w+ ){0,2}?"
    r"(?:needed|required|necessary|called for)\b|\b(?:model|system|classifier) (?:is|was) (?:\w+ )?(?:fair|unbiased)\b"
    r"|\bequally (?:well|good|fair)\b|\bbenefit equally\b|\b(?:the same|equal|identical) [\w ]{0,20}"
    r"(?:for|across|in|between) (?:both|all|the) (?:\w+ )?(?:groups|sexes|genders)\b"
    r"|\b(?:compared|audited|measured|tested|checked)\b[^.;]{0,60}\b(?:found|are|were|is|was) (?:\w+ )?(?:equal"
    r"|the same|identical)\b|\b(?:difference|gap|disparity)\b[^.;]{0,60}\b(?:below|under|within)"
    r" (?:the|our|a|its)\b[^.;]{0,20}"
    r"\b(?:tolerance|limit|threshold|margin)",
    re.IGNORECASE,
)
CONDITIONAL = re.compile(
    r"\b(?:could|would|might|may|can)\b|\b\w+(?:rait|raient)\b|\bpeut\b|\bpod(?:r[íi]an?|eria\w?|em?|e)\b|\bpuede"
    r"|\bk[öo]nnte|\bwürde|\bpotrebbe|\bbisa\b|\bdapat\b|\bможет\b|\bмогло?\b",
    re.IGNORECASE,
)
# How many there are of two classes, which counts them and says nothing of it.
COUNTS_CLASSES = wording(
    "positive negative",
    rf"{_AMOUNT} positive\b[\w ]{{0,20}}(?:,| and| vs\.?| versus) {_AMOUNT} negative\b"
    rf"|{_AMOUNT} negative\b[\w ]{{0,20}}(?:,| and| vs\.?| versus) {_AMOUNT} positive\b",
)
# By what people are sorted where one model may serve some of them worse.
PEOPLE_SORTED = re.compile(
    r"\b(?:men|women|males?|females?|genders?|sex|sexes|mulheres|homens|mujeres|hombres|frauen|männer|femmes|hommes"
    r"|age|ages|race|races|racial|ethnic\w*|income|skin|accents?|dialects?|languages?|countr(?:y|ies)|regions?"
    r"|urban|rural"
    r"|elderly|seniors?|minorit\w+|nationalit\w+|religio\w+|disab\w+|young\w*|older|black|white|asian|hispanic"
    r"|sexo|edad|idade"
    r"|raza|raça|renda|ingresos|alter|herkunft|âge|revenus?"
    r"|perempuan|laki-laki|pria|wanita|lansia|suku|desa|pedesaan|женщин\w{0,2}|мужчин\w{0,2}|возраст\w{0,3}"
    r"|пожил\w{2,3}|сельск\w{2,3})\b|女性|男性|女生|男生|老年|老人|农村|年龄|महिला|पुरुष|औरत|बुज़ुर्ग|उम्र|ग्रामीण",
    re.IGNORECASE,
)
# What a text says of a check that the code makes; of data alone such words tell nothing.
GROUPS = wording(
    "fairlearn aif group groups sex sexes gender genders women men female male homens mulheres mujeres hombres"
    " grupo grupos faixa franja rango fascia tranche sexo idade edad sexe sesso età turno zona barrio bairro região región"
    " région regione quartier zone area donne uomini "
    "gruppe frauen männer femmes hommes kelompok женщин мужчин групп",
    r"\bfairlearn\b|\baif360\b|\bsub-?groups?\b|(?:between|across|by|per|for each|in every) (?:the )?(?:\w+ )?"
    r"(?:sexes|sex|genders?|groups?|ages?)\b|\b(?:women|men|females?|males?)\b|\bhomens\b|\bmulheres\b|\bmujeres\b"
    r"|\bhombres\b|\b(?:por|par|per|pelo|pela) (?:(?:tranche|faixa|franja|rango|fascia|grupo|groupe|gruppo) (?:d['’]|de |di |et[áa]r)|grupo|g[êe]nero|sexo|idade|edad|sexe|sesso|et[àa]|turno|zona|barrio|bairro|regi[ãa]o|regi[óo]n|région|regione|quartier|zone|area)|\bdonne\b|\buomini\b|frauen|männer|gruppe|femmes|hommes|par groupe|kelompok|женщин|мужчин"
    r"|по группам|女性|男性|性别|महिला|पुरुष",
)
# What announces that the balance of classes or groups is spoken of.
OF_BALANCE = wording(
    """
    balanc imbalanc unbalanc desbalanc disbalanc desequil déséquil unausgewogen ungleich ketidakseimbang несбаланс
    дисбаланс dengesiz niezrównoważ equilib équilib ausgewogen squilib keseimbang баланс denge bias unbias fair unfair
    viés vies sesgo biais
    verzerr yanlılık смещ справедлив предвзят keadilan adil adalet equidad equità équité justi gerecht group grupo
    gruppi gruppe groupe kelompok grup групп sex gender gênero genero género geschlecht genre cinsiyet пол women frauen
    mulheres mujeres femmes donne wanita женщин represent demographic skew ungerecht who whom quién quem qui wer wen
    age ages idade idades edad alter âge età возраст umur usia yaş
    gleichbehandl равн perlakuan kesetaraan
    """,
    r"^\W*(?:ages?|idades?|edad(?:es)?|alter|âges?|età|возраст|umur|usia|yaş)\W*$|"
    r"\b(?:un|im|des|dis)?balanc(?:e|ed|ing)\b|balanceamento|balanceo|equil[íi]br|équilibr|ausgewogen|ungleichgewicht"
    r"|niezrównoważ|squilibr|keseimbangan"
    r"|баланс|\bdenge|\bbias(?:es|ed)?\b(?![- ]variance)|\bfair(?:ness|ly)?\b|\bunfair|\bviés|\bsesgo|\bbiais\b"
    r"|verzerrung|yanlılık|смещени|справедлив|предвзят|keadilan|adalet|\bequidad|\bequità|\béquité|\bjusti[çc]a\b"
    r"|gerecht|\bgroups?\b(?! ?\d| member)|\bgrupos?\b(?! ?\d)|\bgruppi\b|\bgruppen\b|\bgroupes\b|\bkelompok\b"
    r"|\bгрупп\w{0,2}\b|\bsex(?:es)?\b|\bgender|\bg[êeé]nero\b|geschlecht|cinsiyet|\bwomen\b|\bfrauen\b|mulheres"
    r"|mujeres|\bfemmes\b|\bdonne\b|wanita|женщин|representati|demographic|\bskew|平衡|偏见|偏差|公平"
    r"|\bwhom?\b[\w ,']{0,40}\b(?:data|data ?set|pictures|images|photos|texts|sample|worse|wrong|errors?|treated"
    r"|served?"
    r"|missed|left out|represented)\b|\bqui[ée]n(?:es)?\b[\w ,]{0,40}\b(?:datos|peor)"
    r"|\bquem\b[\w ,]{0,40}\b(?:dados|pior)"
    r"|\bqui\b[\w ,]{0,40}\b(?:données|moins bien)|\bwe[rnm]\b[\w ,]{0,40}\b(?:daten|schlechter|benachteiligt)"
    r"|gleichbehandlung|\badil\b|\bkesetaraan\b|perlakuan (?:yang )?(?:sama|adil)"
    r"|равн(?:ое|ого|ом|ый|ая) (?:отношени|обращени|качеств|точност)|对谁|一视同仁|निष्पक्ष|पक्षपात|भेदभाव|बराबरी",
)
# Whom the model may serve worse.
WORSE = re.compile(
    r"\bworse\b|\bmore often\b|\bless (?:sure|reliable|accurate|certain|often|well|fair)|\bunfair"
    r"|\bmiss(?:es)? (?:them|more)"
    r"|\bmore (?:false|errors?|mistakes?|likely)|\b(?:not|n't) (?:be )?trust|\bpunish|\bpenali[sz]|\bdisadvantag"
    r"|\b(?:lower|higher) (?:score|risk|error)|\bpeor(?:es)?\b|\bpior(?:es)?\b|\berr(?:e|ar|a|am)\b|\binjust|equivo"
    r"|menos (?:fiable|confiável|preciso|segur)|prejudi|perjudic|schlechter|unzuverlässig|benachteilig|ungerecht"
    r"|moins (?:bien|fiable|précis|sûr)|\bpire\b|défavoris|\bpeggio|meno (?:affidabil|precis)|svantagg|lebih buruk"
    r"|kurang (?:akurat|adil|tepat)|merugikan|\bхуже\b|чаще ошиба|несправедлив|daha kötü|haksız|更差|不公"
    r"|更容易(?:错|漏)|ज़्यादा गलत|ज्यादा गलत|बदतर",
    re.IGNORECASE,
)
# How many there are of each, set against each other.
_NUMBER = r"\d[\d.,]{0,12}(?: ?%)?"
COUNTED = re.compile(
    rf"{_NUMBER}(?: ?/ ?|\D{{1,80}}(?<!\w)){_NUMBER}",
)
COMPARED = re.compile(
    r"\bonly\b|\bjust\b|\bfew(?:er)?\b|\bless\b|\bmore\b|\bmost(?:ly)?\b|\bequal|\beven(?:ly)?\b|balanc|\bhardly\b"
    r"|\bhalf\b"
    r"|\bs[óo]lo\b|\bsolamente\b|\bapenas\b|\bsó\b|\bm[áa]is\b|\bm[áa]s\b|\bmenos\b|pou[cq]\w+|poc[oa]s\b"
    r"|igua[il]"
    r"|\bnur\b|\bwenig|\bmehr\b|\bgleich|\bseulement\b|\bpeu\b|\bmoins\b|\bplus\b|\bégal|\bsolo\b|\bpochi"
    r"|\bmeno\b|\bpiù\b"
    r"|\bhanya\b|\bsedikit\b|\blebih\b|\bseimbang|\bтолько\b|\bвсего\b|\bмало\b|\bбольше\b|\bменьше\b|\bsadece\b"
    r"|\byalnızca\b"
    r"|\bdaha\b|\bравн|\bпротив\b|\bлишь\b|仅|只有|较少|相等|低于|高于"
    r"|केवल|सिर्फ|से कम|से ज़्यादा",
    re.IGNORECASE,
)
ACTION = re.compile(
    r"mitigat|reweigh|re-?weight|threshold|adjust|recalibrat|resampl|re-?train|human review|manual review|not be used"
    r"|should not|exclude|removed?|dropp|monitor|collect more|limiar|umbral|ajust|ponder|seuil|schwellen|ambang|порог"
    r"|阈值|reduced?|mitiga",
    re.IGNORECASE,
)
# What is advised, decided or left undone, beside figures that call for it.
ADVICE = re.compile(
    rf"{ACTION.pattern}|\b(?:I|we|you)['’]d\b|\b(?:should|would|wouldn['’]t|couldn['’]t|"
    r"must|ought|needs? (?:to|more|its|a)|instead|never|won't|better not)\b"
    r"|\b(?:don't|do not|don’t) (?:use|rely|trust|quote|show|offer|price|act|deploy)|\b(?:before|until) (?:such|this"
    r"|that|those|these|any|it|the|we|then|"
    r"using|real|real-world|a)\b"
    r"|\bre?com+[ea]nd|\brecomiend|\bempfehl|\braccomand|рекоменду"
    r"|\bnot (?:to )?(?:be )?(?:use[d]?|quoted?|trust(?:ed)?|rel(?:y|ied)|shown?)\b|\bcollect|\breview|by hand|cut-?off"
    r"|separate|leave (?:\w+ )?out|take (?:\w+ )?out|by a (?:person|human)|to a (?:person|human)|more (?:rows"
    r"|data|cases)"
    # What is done about it, in Portuguese, Spanish, French, Italian.
    r"\bpr?a(?:ra)? (?:compensar|corrigir|fechar|equilibrar|reduzir) |\bpor (?:precaução|segurança|via das dúvidas)\b|\bcorte (?:mais|más|menos) |\brevisão (?:manual|humana)|\bem razão d\w{1,2} diferen"
    r"|\b(?:para|por) (?:corregir|cerrar|reducir) |\bpor (?:las dudas|precaución|seguridad)\b|\brevisión (?:manual|humana)|\ba mano\b|\bà mão\b"
    r"|\bpour (?:compenser|corriger|réduire|rattraper|combler) |\bpar (?:précaution|prudence)\b|\brel(?:us?|ues|it|isent|ecture)\b|\bà la main\b|\bj['’]arrête\b|\bon arrête\b"
    r"|\bper (?:compensare|correggere|ridurre|colmare) |\bper (?:sicurezza|precauzione|prudenza)\b|\bsoglia (?:più|divers)|\brevisione (?:manuale|umana)"
    r"|dever|\bdev(?:e|em)\b|precisa|antes de|\bdeb(?:e|en|er[íi]a\w{0,2})\b|\bhay que\b|conviene|\bdevrai"
    r"|\bdoi(?:t|vent)\b"
    r"|il faut|à retirer|avant d|sollte|\bmuss|müssen|würde|\bbevor\b|dovre|\bdev(?:ono|ono)\b|prima di|harus|sebaiknya"
    r"|\bperlu\b|следует|нужно|надо|должн|应|需要|gerek|meli\b|powin|należy",
    re.IGNORECASE,
)
# What follows from what was found, done already.
CONSEQUENCE = re.compile(
    r"\btherefore\b|\bthat is why\b|\bfor (?:this|that) reason\b|\bhence\b|\bso (?:we|I|they|the \w+|when|where|whenever) "
    r"|\bpor isso\b|\bportanto\b|\bpor eso\b|\bpor lo tanto\b|\bdeshalb\b|\bdaher\b|\bdeswegen\b|\bdarum\b"
    r"|c['’]est pourquoi|\bdonc\b|\bquindi\b|\bperciò\b|\bпоэтому\b|karena itu\b|因此|所以|इसलिए",
    re.IGNORECASE,
)
# What heads a table or a section about groups.
OF_GROUPS = wording(
    "",
    r"\b(?:sub-?)?groups?\b|\bslices?\b|\bsegments?\b|\bcohorts?\b|\bgrupos?\b|\bgruppi\b|\bgruppen?\b|\bgroupes?\b"
    r"|kelompok|групп|\bsex(?:es)?\b|\bgender|g[êeé]nero|geschlecht|\bage(?: band)?s?\b|\brace\b|fair"
    r"|\bbias\b(?![- ]variance)"
    r"|\bequid|for all|everybody|\bwhom?\b|worse|组|性别",
)
MEASURED = re.compile(r"\d[.,]\d|\d\s?%")
