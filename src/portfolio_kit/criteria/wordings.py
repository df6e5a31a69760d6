"""How texts speak of fairness, privacy and explanations, in the languages of portfolios."""

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
    r"|\b(?:classes|target|labels) (?:is|are|was|were) (?:\w+ ){0,2}balanced\b",
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
    r"|crucial|essential|key|vital))|(?:fairness|equidade|equidad|justi[çc]a) (?:é|es) (?:\w+ )?importan",
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
    r"|raza|raça|renda|ingresos|alter|herkunft|âge|revenus?)\b",
    re.IGNORECASE,
)
# What a text says of a check that the code makes; of data alone such words tell nothing.
GROUPS = wording(
    "fairlearn aif group groups sex sexes gender genders women men female male homens mulheres mujeres hombres"
    " grupo grupos "
    "gruppe frauen männer femmes hommes kelompok женщин мужчин групп",
    r"\bfairlearn\b|\baif360\b|\bsub-?groups?\b|(?:between|across|by|per|for each|in every) (?:the )?(?:\w+ )?"
    r"(?:sexes|sex|genders?|groups?|ages?)\b|\b(?:women|men|females?|males?)\b|\bhomens\b|\bmulheres\b|\bmujeres\b"
    r"|\bhombres\b|por (?:grupo|g[êe]nero|sexo)|frauen|männer|gruppe|femmes|hommes|par groupe|kelompok|женщин|мужчин"
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
    r"|\bqui\b[\w ,]{0,40}\b(?:données|moins bien)|\bwe[rnm]\b[\w ,]{0,40}\b(?:daten|schlechter|benachteiligt)",
)
# Whom the model may serve worse.
WORSE = re.compile(
    r"\bworse\b|\bmore often\b|\bless (?:sure|reliable|accurate|certain|often|well|fair)|\bunfair"
    r"|\bmiss(?:es)? (?:them|more)"
    r"|\bmore (?:false|errors?|mistakes?|likely)|\b(?:not|n't) (?:be )?trust|\bpunish|\bpenali[sz]|\bdisadvantag"
    r"|\b(?:lower|higher) (?:score|risk|error)|\bpeor(?:es)?\b|\bpior(?:es)?\b|\berr(?:e|ar|a|am)\b|\binjust|equivo"
    r"|menos (?:fiable|confiável|preciso|segur)|prejudi|perjudic|schlechter|unzuverlässig|benachteilig|ungerecht"
    r"|moins (?:bien|fiable|précis|sûr)|\bpire\b|défavoris|\bpeggio|meno (?:affidabil|precis)|svantagg|lebih buruk"
    r"|kurang (?:akurat|adil|tepat)|merugikan|\bхуже\b|чаще ошиба|несправедлив|daha kötü|haksız|更差|不公",
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
    r"|\bdaha\b|\bравн|仅|只有|较少|相等",
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
    r"|any|it|the|we|then|"
    r"using|real|real-world|a)\b"
    r"|\bre?com+[ea]nd|\brecomiend|\bempfehl|\braccomand|рекоменду"
    r"|\bnot (?:to )?(?:be )?(?:use[d]?|quoted?|trust(?:ed)?|rel(?:y|ied)|shown?)\b|\bcollect|\breview|by hand|cut-?off"
    r"|separate|leave (?:\w+ )?out|take (?:\w+ )?out|by a (?:person|human)|to a (?:person|human)|more (?:rows"
    r"|data|cases)"
    r"|dever|\bdev(?:e|em)\b|precisa|antes de|\bdeb(?:e|en|er[íi]a\w{0,2})\b|\bhay que\b|conviene|\bdevrai"
    r"|\bdoi(?:t|vent)\b"
    r"|il faut|à retirer|avant d|sollte|\bmuss|müssen|würde|\bbevor\b|dovre|\bdev(?:ono|ono)\b|prima di|harus|sebaiknya"
    r"|\bperlu\b|следует|нужно|надо|должн|应|需要|gerek|meli\b|powin|należy",
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

# What tells who somebody is, where it is taken out of the data; what columns and files are called names nobody.
_IDENTITY = (
    r"(?<!column )(?<!feature )(?<!file )(?<!variable )(?<!class )(?<!label )(?<!model )"
    r"(?<!function )(?<!user )(?<!path )"
    r"\b(?:names|identities|(?:e-?mail|mail|home|street|postal) addresses|phone(?: and \w+)? numbers|e-?mails|nomes"
    r"|nombres(?! de (?:las )?(?:columna|variable))|apellidos|noms(?! (?:de|des) (?:colonne|variable))|namen"
    r"|telefonnummern|cognomi|téléphones|teléfonos|telefones|имена|nama(?:-nama)?)\b"
)
_TAKEN_OUT = (
    r"(?:(?:removed|deleted|replaced|stripped|scrubbed|blanked|cut out|taken out|left out|never (?:leave|left|enter)"
    r"|remplacée?s|supprimée?s|retirée?s|effacée?s|entfernt|ersetzt|gelöscht|geschwärzt|removidos|substituídos|apagados"
    r"|retirados|eliminados|reemplazados|sustituidos|borrados|rimossi|sostituiti|eliminati|dihapus|diganti)\b"
    r"|удален|заменен)"
)
# Two or more of what tells who somebody is, in one list: `name, birthday and address`, `имя, телефон и улица`.
_IDENTIFIER = (
    r"(?:(?:full |first |last |sur|user ?)?names?|birth ?days?|dates? of birth|addresses|address|phone(?: numbers?)?"
    r"|e-?mails?|streets?|sex|nama|nik|alamat|nomor telepon|nomes?|endere[çc]os?|telefones?|cpf|nombres?"
    r"|direcci[óo]n(?:es)?|tel[ée]fonos?|dni|noms?|pr[ée]noms?|adresses?|t[ée]l[ée]phones?|namen?|anschrift|telefon(?:nummer)?"
    r"|geburtsdatum|nomi?|indirizz[oi]|telefono|имя|имена|фамили[яи]|телефон\w{0,2}|адрес\w{0,2}|улиц\w)"
)
_LIST_OF_THEM = rf"\b{_IDENTIFIER}\b(?:,? (?:and|or|e|y|et|und|oder|dan|atau|и|или|ou|o) |, )(?:\w+ )?{_IDENTIFIER}\b"
_DROPPED = (
    rf"(?:{_TAKEN_OUT}|\b(?:dropped|never given|not given|were not (?:taken|exported)|dibuang"
    r"|descartad[oa]s|removid[oa]s|удал[её]н\w?)\b"
    r"|\bwas ever given\b)"
)
# What says how the data is treated; that a law applies or privacy matters says nothing of that.
PRIVATE = wording(
    "neither number ids codes face faces label labels plates tattoo signature gesichter kennzeichen visage rosto cara "
    "name birthday birth address street sex nik alamat endereço telefone nombre dirección teléfono dni nom "
    "prénom prénoms adresse adresses téléphone anschrift telefon geburtsdatum nomi indirizzo имя "
    "фамилия фамилии телефон адрес улица "
    "names identities mail mails email emails addresses phone e nomes nombres apellidos noms namen "
    "telefonnummern cognomi "
    "téléphones teléfonos telefones имена nama "
    "anonym anôn anón anon pseudonym de deidentif desidentific pii personal personenbez "
    "анонимн customers patients users employees students individuals passengers persons "
    "dados dado datos dato données donnée dati data персональн обезлич kişisel dan real nothing person "
    "people individual sensitive"
    " identif hashed masked stor collect retain",
    r"anonymi[sz]|an[oôó]nimi[sz]|anonimi[sz]|\banonym\b|\ban[ôóo]nim[oa]s?\b|\banonym(?:e[ns]?|es)\b"
    r"|\banonim(?:i|e)?\b"
    r"|анонимн|\banonymous (?:\w+ )?(?:data|records?|rows|answers|responses|survey)"
    r"|(?:data|records?|rows|answers|responses) (?:is|are|was|were) (?:\w+ )?anonymous|pseudonymi|pseudonim|de-?identif"
    r"|desidentific"
    r"|\bpii\b|personally identif|personal(?:ly)? (?:data|information|identif)"
    r"|(?:dados|datos) (?:pessoais|personales|sens[íi]ve|sensible)"
    r"|données? personnelles?|dado pessoal|dato personale?|personenbezogen"
    r"|dati personali"
    r"|data pribadi|персональн\w+ данн|обезличен|个人(?:信息|数据)|匿名|脱敏|व्यक्तिगत|개인정보"
    r"|kişisel veri|dan\w+ osobow|(?:nothing|no (?:column|field)s?|does not|do not|never) (?:that )?(?:names?"
    r"|identif\w+) (?:a |any )?"
    r"(?:person|people|individual)|(?:no|not|nobody) (?:an? )?(?:real|actual|existing) (?:people|persons?"
    r"|customers?|patients?"
    r"|users?|employees?|students?|individuals?)|\bno (?:sensitive|identif\w+|private) (?:\w+ )?(?:data"
    r"|information|details"
    r"|attributes?|fields?|columns?)|\b(?:names?|emails?|identit\w+|identifiers?|addresses"
    r"|numbers)\b[\w ,]{0,30}\b(?:hashed"
    r"|masked|redacted|scrambled)|\b(?:is|are|does|do) (?:not|never) (?:stored?|collect(?:ed)?|retain(?:ed)?|logged)\b"
    # What a list names that follows may be anything.
    r"(?!\W{0,4}:\W{0,4}$)"
    r"|never (?:stored|collected|retained|logged)\b"
    r"|\b(?:people|persons|customers|patients|users|employees|students|individuals|passengers) (?:here |in it )?"
    r"(?:are|were) (?:not real|made[- ]up|invented)\b"
    rf"|{_IDENTITY}[^.;\n]{{0,60}}?\b{_TAKEN_OUT}|\b{_TAKEN_OUT}[^.;\n]{{0,40}}?{_IDENTITY}"
    rf"|\b(?:neither|no) (?:the )?{_IDENTIFIER}\b[^.;\n]{{0,60}}\b(?:was|were|is|are) (?:ever )?(?:exported|taken|kept"
    r"|recorded|stored|asked for|passed on)\b"
    r"|\b(?:numbers?|ids?|codes)\b[^.;\n]{0,30}\b(?:replaced|swapped) (?:by|with|for) (?:an? )?"
    r"(?:random|running|made-up|hash)"
    r"|\b(?:faces?|labels?|plates?|tattoos?|signatures?|gesichter|kennzeichen|visages?|rostos?|caras?)\b[^.;\n]{0,80}"
    r"\b(?:blurred|pixel+ated|blacked out|redacted|cropped out|unkenntlich|verpixelt"
    r"|floutés?|borrad[oa]s|desfocad[oa]s)\b"
    rf"|{_LIST_OF_THEM}[^.;\n]{{0,60}}?{_DROPPED}|{_DROPPED}[^.;\n]{{0,40}}?{_LIST_OF_THEM}",
)
# Keys and tokens are nobody's personal data.
OF_CREDENTIALS = re.compile(r"\b(?:api|keys?|tokens?|secrets?|passwords?|credentials?|hash(?:es)?)\b", re.IGNORECASE)
# What announces that it is said how persons' data is treated.
OF_PRIVACY = wording(
    """
    privac privat personal persönlich personenbez data datenschutz dados datos données dati confidential confidenti vie
    privasi pribadi персональн личн конфиденц приватн gizlilik kişisel prywatno anonym anon anón anôn аноним
    people persons personen personas pessoas personnes
    """,
    r"^\W*(?:(?:about|on|sobre|über|sur) (?:the |as |las |die |les )?)?(?:people|persons|personen|personas"
    r"|pessoas|personnes)(?: (?:in|behind) (?:it|them|here|the (?:data|rows|numbers)))?\W*$"
    r"|\bpeople['’]?s (?:data|voices|faces|words|texts|photos|pictures|names|lives|records)|"
    r"\bprivac|personal (?:data|info)|personenbezogen|data protection|datenschutz|protec\w+ de (?:dados|datos)"
    r"|(?:dados|datos) (?:pessoais|personales|sens[íi]ve|sensible)|données personnelles|dati personali|confidential"
    r"|\bvie privée|\bprivasi|data pribadi|персональн|личны\w данн|конфиденц|приватност|gizlilik|kişisel veri|prywatno"
    r"|anonym|an[oôó]nim|аноним|\breal (?:\w+ )?(?:data|people|persons|customers|patients)"
    r"|\b(?:customer|patient|student|user|employee|client|passenger)s?'? data\b|隐私|个人(?:信息|数据)|匿名|개인정보",
)
_NONE = (
    r"(?:no|not|nobody|without|neither|nor|never|none|nothing|cannot|sem|não|nem|nenhum\w?|sin|ni|ning[úu]n\w?|nadie"
    r"|ohne|keine?[nmrs]?|nicht|sans|aucune?|pas|ni|senza|non|nessun\w?|tanpa|tidak|bukan|без|нет|не|ни|yok|değil)"
)
_PERSONS = (
    r"(?:(?:user ?|sur|first ?|last ?)?names?|persons?|people|passengers?|individuals?|identifiers?|identit\w+"
    r"|identified"
    r"|e-?mails?|phone numbers?|addresses|nombres?|personas?|identific\w+|correos?|nomes?|pessoas?|cpfs?|dni|noms?"
    r"|personnes?|namen?|personen|nomi|persone|nama|orang|identitas|им[её]н\w*|имя|люд\w+|фамили\w+|лиц|kişi\w*"
    r"|isim\w*)"
)
_LEFT_OUT = r"(?:removed?|dropp?(?:s|ed)?|deleted?|left out|hash(?:ed)?|masked|blurred)"
# Below what announces it: whom the data does not name, what is left out, made up or not kept.
TREATED = re.compile(
    rf"\b{_NONE}\b[^.;\n]{{1,60}}?(?<!\w)(?:{_PERSONS}|customers?|patients?|users?|students?|employees?|stored"
    rf"|saved|kept|real"
    r"|store|save|keep|ids?|clientes?|pacientes?|guard\w+|grava\w+|gespeichert|Kunden|Patienten|enregistr\w+|salvat\w"
    r"|disimpan|храни\w+|сохраня\w+|saklan\w+|tutul\w+)\b"
    rf"|\b(?:{_PERSONS}|ids?|data|records?|rows|columns?|fields?|images?|customers?"
    rf"|patients?)\b[^.;\n]{{0,60}}\b{_LEFT_OUT}\b"
    rf"|\b{_LEFT_OUT}\b[^.;\n]{{0,60}}?\b(?:{_PERSONS}|ids?|customer_?id|data|records?|columns?|fields?)\b"
    r"|\b(?:nobody|no[- ]?one|no person)\b[^.;\n]{0,20}\b(?:in|behind) (?:it|them|there|(?:the|this|these) \w+)\b"
    r"|\bthere (?:is|are) (?:none|nobody|no one)\b"
    r"|\b(?:invented|made[- ]up)\b|\bsynthetic\b|\bgenerated (?:by|for|with)\b|\bonly personal\b"
    # What is done to what would tell who somebody is.
    r"|\b(?:hashed|masked|redacted|blurred|blacked out|encrypted|salted|masqu[eé]\w*|hach[ée]\w*"
    r"|empreintes?|chiffr[ée]\w*|flout[ée]\w*|réécrits?|maskiert\w*|geschwärzt\w*|verschlüsselt\w*|gehasht\w*|unkenntlich|enmascarad\w+|mascarad\w+"
    r"|ofuscad\w+|cifrad\w+|criptografad\w+|sustituid\w+|reemplazad\w+|substitu[ií]d\w+|oscurat\w+|mascherat\w+|cifrat\w+"
    r"|sostituit\w+|zamaskowan\w+|zaszyfrowan\w+|usunięt\w+|maskelen\w+|gizlen\w+|şifrelen\w+|disamarkan|dienkripsi)\b"
    r"|没有|不(?:包含|存储|保存)|不含|已删除",
    re.IGNORECASE,
)
# Anywhere, of data: it holds no names or persons.
NOBODY = wording(
    """
    names name username usernames person persons people passengers individuals identifiers identity identities email
    mail emails nombres nombre personas persona nomes nome pessoas pessoa cpf noms personnes namen personen nomi persone
    nama orang имён имен людей фамилий лиц
    """,
    r"(?:\b(?:no|without|sem|sin|no hay|não há|nem|nenhum\w?|ning[úu]n\w?|ohne"
    r"|keine?n?|sans|aucune?|pas de|senza|nessun\w?|tanpa|tidak ada"
    rf"|bukan|без|нет)\s(?:[\w-]{{1,20}}\s){{0,2}}|, not (?:about )?){_PERSONS}\b(?!\s*column)",
)
# That nobody can be told from the data, whatever it is called.
UNTRACED = wording(
    "traced linked tied single",
    r"\b(?:nothing|no\w*|not|cannot|can['’]t)\b[^.;\n]{0,60}\b(?:traced|linked|tied) (?:back )?to (?:an?|any|one|some) "
    r"?(?:single |real |natural )?(?:person|individual|human|body|one|customer|patient|passenger|user)\b"
    r"|\bnot a single (?:real )?(?:person|individual|human|customer|patient|passenger|user|member|employee)\b"
    r"[^.;\n]{0,30}\bin (?:it|them|there|here|(?:the|this|these) \w+)\b",
)
OF_DATA = re.compile(
    r"\bdata|\bfiles?\b|\brows?\b|\brecords?\b|\bcolumns?\b|\bdados\b|\bdatos\b|\bbase\b|donn[ée]es|\bdaten"
    r"|\bdati\b|данн"
    r"|\bveri|\bcsv\b",
    re.IGNORECASE,
)
# The same of all that is committed.
OF_DATA_HERE = re.compile(
    rf"{OF_DATA.pattern}|\brepo(?:s|sitor\w*)?\b|\brepositório|\bdépôt\b|репозитор", re.IGNORECASE
)
# What ought to be done with data is not what is done with it.
OWED = re.compile(
    r"\b(?:must|should|shall|would|(?:has|have|needs?) to|deben?|deber[íi]an?|devem?|deveriam?"
    r"|doi(?:ven)?t|devrai(?:en)?t|muss|müssen|sollten?|harus|должн\w{1,2})\b",
    re.IGNORECASE,
)
SYNTHETIC = wording(
    "synthetic simulated fictional fictitious artificial invented made sintet sintét simulad fict fíct synthét"
    " synthetisch "
    "fiktiv erfunden inventad generad gerad синтетич вымышлен faker",
    r"(?:synthetic(?:ally)?|simulated|fictional|fictitious|artificial(?:ly)?|sint[ée]tic\w+|simulad\w+|fict[íi]ci\w+"
    r"|synthétiq\w+|synthetisch\w*|fiktiv\w*|sintetis|синтетическ\w+|合成|虚构)[\w ,()-]{0,40}"
    r"(?:data|dataset|datasets|records|customers?|patients?|dados|datos|données|daten|данн\w+|数据)"
    r"|\b(?:is|are|was|were|all|entirely|purely|fully|completely) (?:\w+ )?(?:synthetic|simulated|fictional"
    r"|fictitious"
    r"|invented|made[- ]up(?! of))\b|\b(?:são|é|son|es|sont|est|sind|ist|sono|è) (?:\w+ )?(?:sint[ée]tic\w+"
    r"|fict[íi]ci\w+"
    r"|inventad\w+"
    r"|simulad\w+|simulée?s?|simuliert|simulat[oaei]|synthétiques|fictifs|fiktiv|erfunden|fittizi)|вымышлен|虚构|模拟数据"
    r"|(?:data|dataset|datasets|dados|datos|données|daten|数据)\b[\w ,()-]{0,40}"
    r"(?:synthetic|simulated|artificially (?:made|generat|creat)|fictional|fictitious"
    r"|sint[ée]tic\w+|simulad\w+|synthétiq\w+|synthetisch|合成)",
)
NOT_SYNTHETIC = re.compile(
    r"\bunlike\b|smote|adasyn|oversampl|over-sampl|minority|augment|\btest(?:s|ing)?\b|superamostr|sobremuestr",
    re.IGNORECASE,
)
PUBLIC = wording(
    "public open sensitive protected confidential user consent dataset data públic öffentlich открыт privacy privac "
    "confidenti datenschutz privasi gizlilik prywatno конфиденц",
    r"\bpublic(?:ly)?\b[\w -]{0,30}(?:data|available)|\bopen data\b|\bopen-source data ?set"
    r"|(?:dataset|base|dados|datos|conjunto)[\w -]{0,30}p[úu]blic|donn[ée]es publi|öffentlich\w* [\w ]{0,20}daten"
    r"|открыт\w+ данны|公开数据|सार्वजनिक|\bsensitive (?:data|attribute|information)|protected attribute"
    r"|\bconfidential\b|\buser details\b|\bconsent\b|(?:dataset|data)\b[\w .,()-]{0,40}(?:cc0|cc[- ]by|licen[cs]ed)"
    r"|\bprivacy\b|privacidade|privacidad|confidentialité|datenschutz|\bprivasi\b|gizlilik|prywatno"
    r"|конфиденциальн|隐私|गोपनीयता",
)
PUBLIC_LICENCE = re.compile(
    r"cc0|cc[- ]by|creative commons|public domain|\bodbl\b|dom[íi]nio p[úu]blico", re.IGNORECASE
)

TECHNIQUE = wording(
    "treeshap kernelshap deepshap "
    "shap lime permut partial depend dépend partiel pdp pdps grad gradcam saliency integrated gradient captum eli"
    " перестан shuffl",
    r"\b(?:tree|kernel|deep)?shap(?:ley)?(?:[_\d]\w*)?\b"
    r"|\blime\b|permutation|partial[- ]depend|depend[êe]ncia parcial|dépendances? partielle"
    r"|partielle abhängigkeit|\bpdps?\b|grad-?cam|saliency|integrated gradients|\bcaptum\b"
    r"|gradientes integrados|gradients intégrés|\beli5\b|permuta[çc]|permutaci|\bpermut(?:ei|é|amos|ou|ado|ed)\b"
    r"|перестановочн|置换|部分依赖|shuffl\w+ (?:a|each|one|the|every|all|single|its)?"
    r" ?(?:\w+ )?(?:columns?|features?|variables?|inputs?)\b",
)
IMPORTANCE = wording(
    "importan importânc merkmal важност feature features variable fitur kepentingan",
    r"(?:feature|variable)s?[ -](?:importance|relevance)|import[âa]ncia (?:d[aeo]s?|relativa)|importancia de"
    r"|importance des|merkmalswichtigkeit|важност\w+ признак|特征重要性|kepentingan fitur|fitur penting",
)
# Where a model is explained, what a text says of its drivers is the reading, whatever it calls the method.
DRIVERS = wording(
    "importan importân driver drive drives driven dominat influen predictor contribut merkmal wichtig factor fator "
    "признак значим важн kepentingan berpengaruh",
    r"(?:feature|variable|model|relative|predict\w+)s?'? importance|import[âa]n(?:ce|cia) (?:d[aeo]s? |relativ)"
    r"|(?:most|more|least|strong\w*|top|main|key) (?:important(?!ly)|influential|predictive|predictors?|drivers?"
    r"|contribut\w+"
    r"|factors?|features?|variables?)|\b(?:drives?|driven|dominat\w+|influenc\w+"
    r"|contribut\w+) [\w ]{0,30}(?:prediction"
    r"|model|risk|score|price|outcome|probability)|mais importantes?|m[áa]s importantes?|plus importantes?"
    r"|(?:fator|factor)es (?:que|m[áa]i?s)|wichtigste\w*|значимост|важност|влия\w+ на модел|paling berpengaruh"
    r"|fitur penting|重要",
)
# What a model looks at, told without the name of a method, beside code that works it out.
LOOKING = wording(
    "shuffl cover occlu heat leav left without look listen goes drive decid matter mezcl barajar embaralh mélang misch"
    " 섞",
    r"\bshuffl\w+|\bcover(?:s|ed|ing)?\b|\bocclu|\bheat[ -]?maps?\b|\bheat (?:sits|lies|is|on|falls)"
    r"|\bleaving (?:\w+ ){1,3}out|\bleaving out"
    r"|\bwithout (?:the )?\W{0,2}\w+\W{0,2} (?:it|the|\d)|\b(?:it|model|network|baseline|forest"
    r"|classifier)\b[\w ]{0,20}\blooks? (?:at|for)"
    r"|\bwhere (?:does )?(?:it|the \w+) looks?|\blistens? to\b|\bgoes by\b|\bwhat (?:decides|drives|counts|matters)"
    r"|mezclar|barajar|embaralha|mélange|mischen|섞",
)
# Where on an input the answer hangs, in sentences that read a map or a cover.
SEEING = re.compile(
    r"\b(?:sits?|lies?|falls?|rests?|concentrat\w+|focus\w*|centers?|centres?) (?:mostly |mainly |only )?(?:on"
    r"|in|at|around)\b|\blooks? at"
    r"|\breads? the\b|\blistens?\b|\bpoints? (?:at|to)|\bcovering\b|\bcosts?\b|\bloses?\b|\blost\b|\bcounts?\b"
    r"|\bmatters?\b|\bhighlight"
    r"|\blights? up|\bmislead|\battend|\bwithout\b",
    re.IGNORECASE,
)
INFLUENCE = re.compile(
    r"influen|impact|effect|\bpesa[nm]?\b|\bqueda\b|\bpèse"
    r"|\bcosts?\b|\b(?:drops?|falls?|rises?|sinks?|grows?) (?:by|with|from|to|again)\b"
    r"|driv(?:e|ing)|important(?!ly)|increas|decreas|reduc|higher|lower|contribut|raise"
    r"|strong|\bempurra|\bempuja|\bpousse(?:nt)?\b|\bmendorong\b"
    r"|\bdo(?:es)? (?:\w+ ){0,4}(?:work|lifting)\b|\badds? (?:\w+ )?(?:little|lot|much|most|nothing|bit)\b"
    r"|\b(?:hardly|barely|scarcely) (?:moves?|changes?|adds?|does)\b"
    r"|\btop\b|push|dominat|\blos(?:es?|t)\b|\bworse\b|\bmatters?\b|\bpulls?\b|\bcounts?\b"
    r"|\b(?:erro|error|erreur|fehler|errore|ошибка)\b[\w ]{0,20}\b(?:sobe|sube|cresce|crece|monte|steigt|sale"
    r"|раст[её]т)\b|impacto|efecto|efeito|aument|dimin|reduz|einfluss|wichtig|erhöh|senk|augment|baisse|pengaruh|meningkat|penting"
    r"|влия|воздейств|значим|повыша|снижа|важн|影响|重要|प्रभाव|etki|떨어|영향",
    re.IGNORECASE,
)
