"""How texts speak of personal data and of what is done with it, in the languages of portfolios."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.made_beside import MADE_BESIDE
from portfolio_kit.repository.texts.statements import wording

# What tells who somebody is, where it is taken out of the data; what columns and files are called names nobody.
_IDENTITY = (
    r"(?<!column )(?<!feature )(?<!file )(?<!variable )(?<!class )(?<!label )(?<!model )"
    r"(?<!function )(?<!user )(?<!path )(?<!item )(?<!product )(?<!menu )"
    r"\b(?:names|identities|(?:e-?mail|mail|home|street|postal) addresses|phone(?: and \w+)? numbers|e-?mails|nomes"
    r"|nombres(?! de (?:las )?(?:columna|variable))|apellidos|noms(?! (?:de|des) (?:colonne|variable))|namen"
    r"|telefonnummern|cognomi|téléphones|teléfonos|telefones|имена"
    r"|nama(?:-nama)?(?! (?:fitur|kolom|variabel|file|tabel|model|kelas)))\b"
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
    r"|\banonymous (?:\w+ )?(?:ratings|reviews|users|customers|patients|participants|respondents|members|clients)\b"
    r"|(?:data|records?|rows|answers|responses) (?:is|are|was|were) (?:\w+ )?anonymous|pseudonymi|pseudonim|de-?identif"
    r"|desidentific"
    r"|\bpii\b|personally identif|personal(?:ly)? (?:data\b|information|identif)"
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
# What columns are called that nobody can read any more; of whose rows they are it says nothing.
OF_COLUMNS = re.compile(
    r"\banonymi[sz]ed (?:\w+ )?(?:features?|columns?|variables?|inputs?|attributes?|components?)\b"
    r"|\b(?:features|columnas|colunas|colonnes|vari[áa]veis|variables|características|atributos) an[oôó]n[iy]mi[sz]\w+"
    r"|\banonymisierten? (?:merkmale?|spalten?|variablen?)\b",
    re.IGNORECASE,
)
# Words for such data that say by themselves nothing of what is done with it.
NAMED_ALONE = re.compile(
    r"pii|personally identif\w*|personal(?:ly)? (?:data|information|identif\w*)|(?:dados|datos) \w+"
    r"|données? personnelles?|dado pessoal|dato personale?|personenbezogen\w*|dati personali|data pribadi",
    re.IGNORECASE,
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
    r"\bprivac|personal (?:data\b|info)|personenbezogen|data protection|datenschutz|protec\w+ de (?:dados|datos)"
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
# Beside what only names such data, what makes a statement of it: that there is none, or what is done with it.
DONE = re.compile(rf"(?<!\w){_NONE}(?!\w)|{TREATED.pattern}", re.IGNORECASE)
# Anywhere, of data: it holds no names or persons.
NOBODY = wording(
    """
    names name username usernames person persons people passengers individuals identifiers identity identities email
    mail emails nombres nombre personas persona nomes nome pessoas pessoa cpf noms personnes namen personen nomi persone
    nama orang имён имен людей фамилий лиц
    """,
    r"(?:\b(?:no|without|sem|sin|no hay|não há|nem|nenhum\w?|ning[úu]n\w?|ohne"
    r"|keine?n?|sans|aucune?|pas de|senza|nessun\w?|tanpa|tidak ada"
    rf"|без|нет)\s(?!tenant identifier)(?:[\w-]{{1,20}}\s){{0,2}}|, not (?:about )?){_PERSONS}\b(?!\s*column)",
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
# What a law says of such data is done by nobody here.
OF_LAW = re.compile(
    r"\b(?:gdpr|dsgvo|rgpd|lgpd|ccpa|hipaa|uu pdp|152-фз|kvkk|(?:data protection )?laws?|(?:datenschutz)?gesetze?"
    r"|leis?|ley(?:es)?|lois?|leggi|legge|undang-undang|закон\w{0,2})\b[^.;]{0,60}?"
    r"\b(?:governs?|regulates?|requires?|protects?"
    r"|regelt|regeln|verlangt|schützt|schreibt"
    r"|regulan?|regulam?|exigen?|exigem?|protegen?|protegem?|rigen?"
    r"|régit|encadre|impose|protège|disciplina|regola|tutela|impone"
    r"|mengatur|melindungi|mewajibkan|регулиру\w+|требу\w+|защища\w+|устанавлива\w+)\b"
    r"|保护法》?[^。；]{0,6}(?:规定|要求|保护)"
    r"|(?:कानून|क\u093c?ानून|अधिनियम|क\u093c?ानूनों)[^।]{0,60}?(?:नियंत्रित|अनिवार्य|तय|रक्षा) कर",
    re.IGNORECASE,
)
SYNTHETIC = wording(
    "synthetic simulated fictional fictitious artificial invented made sintet sintét simulad fict fíct synthét"
    " synthetisch "
    "fiktiv erfunden inventad generad gerad синтетич вымышлен faker",
    # What a table or folder is called says it of that alone.
    r"(?<!_)(?:synthetic(?!_)(?:ally)?|simulated|fictional|fictitious|artificial(?:ly)?|sint[ée]tic\w+|simulad\w+|fict[íi]ci\w+"
    r"|synthétiq\w+|synthetisch\w*|fiktiv\w*|sintetis|синтетическ\w+|合成|虚构)[\w ,()-]{0,40}"
    r"(?:data|dataset|datasets|records|customers?|patients?|dados|datos|données|daten|данн\w+|数据)"
    r"|\b(?:is|are|was|were|all|entirely|purely|fully|completely) (?:\w+ )?(?:synthetic|simulated|fictional"
    r"|fictitious"
    r"|invented|made[- ]up(?! of))\b|\b(?:são|é|son|es|sont|est|sind|ist|sono|è) (?:\w+ )?(?:sint[ée]tic\w+"
    r"|fict[íi]ci\w+"
    r"|inventad\w+"
    r"|simulad\w+|simulée?s?|simuliert|simulat[oaei]|synthétiques|fictifs|fiktiv|erfunden|fittizi)|вымышлен|虚构|模拟数据"
    r"|(?<!\w)(?:data|dataset|datasets|dados|datos|données|daten|数据)\b[\w ,()-]{0,40}"
    r"(?<!_)(?:synthetic(?!_)|simulated|artificially (?:made|generat|creat)|fictional|fictitious"
    r"|sint[ée]tic\w+|simulad\w+|synthétiq\w+|synthetisch|合成)",
)
# What is made up to watch a service is not what the model learned from.
OF_TRAFFIC = re.compile(r"\b(?:simulated|synthetic) (?:traffic|requests?|load|drift)\b", re.IGNORECASE)
NOT_SYNTHETIC = re.compile(
    rf"\bunlike\b|{OF_TRAFFIC.pattern}|{MADE_BESIDE.pattern}|augment|\btest(?:s|ing)?\b",
    re.IGNORECASE,
)
PUBLIC = wording(
    "public open sensitive protected confidential user consent dataset data públic öffentlich открыт privacy privac "
    "publiquement pubblicamente общедоступ "
    "confidenti datenschutz privasi gizlilik prywatno конфиденц",
    r"\bpublic(?:ly)?\b[\w -]{0,30}(?:data|available)|\bopen data\b|\bopen-source data ?set"
    r"|(?:dataset|base|dados|datos|conjunto)[\w -]{0,30}p[úu]blic(?:[oa]s?|ly)?\b|donn[ée]es publi"
    r"|\bp[úu]blicamente\b|\bpubliquement\b|\bpubblicamente\b|öffentlich (?:verfügbar|zugänglich)|общедоступн"
    r"|öffentlich\w* [\w ]{0,20}daten"
    r"|открыт\w+ данны|公开数据|सार्वजनिक|\bsensitive (?:data|attribute|information)|protected attribute"
    r"|\bconfidential\b|\buser details\b|\bconsent\b|(?:dataset|data)\b[\w .,()-]{0,40}(?:cc0|cc[- ]by|licen[cs]ed)"
    r"|\bprivacy\b|privacidade|privacidad|confidentialité|datenschutz|\bprivasi\b|gizlilik|prywatno"
    r"|конфиденциальн|隐私|गोपनीयता",
)
PUBLIC_LICENCE = re.compile(
    r"cc0|cc[- ]by|creative commons|public domain|\bodbl\b|dom[íi]nio p[úu]blico", re.IGNORECASE
)
