"""What people say, in many languages, when they tell whose problem they solve, why, and what would be success.

Texts are taken folded, see `portfolio_kit.repository.texts.words`; titles as they are.
"""
# ruff: noqa: E501 - lists of words in many alphabets

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.marks import words as counted
from portfolio_kit.repository.texts.words import folded, words

_OWNERS = words(
    r"(?:banks?|compan(?:y|ies)|(?<!our )(?<!the )business(?:(?![ -]\w)|(?= (?:and|as|at|because|by|can|could|decides?|for|from|had|has|if|in|is|its?|knows?|loses?|makes?|may|might|must|needs?|of|on|or|pays?|should|spends?|that|to|wants?|was|when|where|which|who|will|with|would)\b))|businesses|airlines?|restaurants?|hotels?|shops?|(?:store|shop|business|property|car|pet|vehicle) owners?|e-?commerce|corporations?|start-?ups?|telecoms?|telcos?|telecom\w{0,13} (?:providers?|operators?)|service providers?|(?<!code )(?<!project )(?<!file )organi[sz]ations?|enterprises|firms|retailers?|sellers?|merchants?|marketplaces?|lenders?|credit (?:team|officers?|analysts?)|"
    r"(?:financial )?institutions?|insurers?|hospitals?|clinics?|doctors?|clinicians?|physicians?|radiologists?|nurses|healthcare (?:providers?|professionals?|workers)|"
    r"(?:(?<!our )(?<!microsoft )teams?|(?<!package )managers?|planners?|departments?)|stakeholders?|decision[ -]makers?|policy[ -]?makers?|regulators?|authorities|governments?|agenc(?:y|ies)|analysts|investigators|inspectors|auditors|operators?|technicians|"
    r"engineers|farmers?|growers|dealers?|dealerships?|buyers?|home ?owners?|landlords?|tenants|investors?|traders?|players?|coaches|commuters|travell?ers|"
    r"emergency services|first responders|drivers (?!of)|citizens|(?<!background )(?<!celery )(?<!gunicorn )(?<!uvicorn )(?<!web )(?<!async )workers|miners|brokers?|underwriters?|clubs?|scouts?|households?|cit(?:y|ies)|municipalit(?:y|ies)|hr\b|leaders(?!hip)|executives|professionals|practitioners|researchers|experts|caregivers|journalists|people|real(?:ty|tors?)|estate agents?|producers?|manufacturers?|factor(?:y|ies)|suppliers|(?:electric(?:ity)?|power|energy|water|gas|public|local) utilit(?:y|ies)|utilit(?:y|ies) (?:compan(?:y|ies)|needs?|wants?|ha(?:s|ve) to|must|can|loses?|plans?|pays?)|grid operators?|universit(?:y|ies)|schools|educators|teachers|advis[eo]rs?|"
    r"(?:tax |head )?offices?(?! (?:suite|hours|365))|clerks?|advis[eo]rs?|recruiters?|employers?|marketers|advertisers|publishers|moderators|"
    r"town halls?|(?:city|town|county) councils?|mairies?|collectivit[ée]s?|ayuntamientos?|prefeituras?|gemeinden?|famiglie|fam[íi]lias|familles|familien|equipas?|c[âa]mara municipal|autarquias?|cooperativas?|secret[áa]ri[ao]s?|coordenador(?:a|as|es)?|encarregad[oa]s?|diretoria|encargad[oa]s?|gerencia|"
    r"direction(?= (?:g[ée]n[ée]rale|commerciale|du|de la|des))|directrice|mutuelles?|boulanger\w{0,3}|contr[ôo]leurs?|maintenance teams?|ufficio|direzione|squadr[ae]|compagnia|negozi\w?|citoyen(?:ne)?s?|ciudadan[oa]s|cidad[ãa]os?|cittadin[ioae]|b[üu]rger|"
    r"empresas?|bancos?|(?<!de )(?<!del )(?<!do )neg[óo]cios?|lojas?|tiendas?|institui[çc][õo]es|instituciones|hospitais|hospitales|m[ée]dicos?|equipes?|times? de|equipos? de|gestores?|gerentes?|"
    r"operadoras?|seguradoras?|aseguradoras?|agricultores|gobiernos?|governos?|"
    r"entreprises?|banques?|soci[ée]t[ée]s?|h[ôo]pita(?:l|ux)|m[ée]decins?|[ée]quipes?|agriculteurs?|assureurs?|"
    r"unternehmen|firmen?|banken?|h[äa]ndler\w{0,2}|gebrauchtwagenh[äa]ndler|krankenh[äa]user\w?|[äa]rzte\w?|betreiber|versicherung\w{0,3}|hersteller|"
    r"aziend[ae]|imprese|banche|ospedali|medici|perusahaan|rumah sakit|dokter|petani|nasabah|produsen|pemerintah|masyarakat|"
    r"menschen|verk[äa]ufer\w{0,2}|k[äa]ufer\w{0,2}|leute|vendedores|compradores|vendeurs?|acheteurs?|agences?|petugas|penjual|pembeli|"
    r"отдел\w{0,2}|оператор\w{0,2}|люд(?:и|ей|ям)|продав\w{2,4}|покупател\w{1,3}|заказчик\w{0,2}|магазин\w{0,2}|ekip\w{0,6}|kullan[ıi]c[ıi]\w{0,4}|"
    r"компани\w{1,3}|бизнес\w{0,2}|банк\w{0,3}|врач\w{0,3}|больниц\w{0,3}|предприяти\w{1,2}|"
    r"[şs]irketler\w{0,4}|bankalar\w{0,4}|firmy|banki|lekarz\w{0,2}|"
    r"berater(?:in|innen)?|sachbearbeit\w{2,7}|landwirt\w{0,5}|genossenschaft\w{0,2}|disponent\w{0,5}|hausverwaltung\w{0,2}|schulen|patienten|pflegekr[äa]fte\w?|hallenbetreiber|mieter(?:in|innen)?|"
    r"dinas(?: \w+)?|puskesmas|koperasi|pedagang|nelayan|peternak|mahasiswa|guru|bidan|umkm|pengurus|pelanggan|konsumen|warga|kepala (?:pelabuhan|sekolah|desa|puskesmas)|penumpang|pemilik (?:toko|warung|kos|usaha)|"
    r"курьер\w{0,3}|логист\w{0,3}|механик\w{0,3}|водител\w{1,3}|пассажир\w{0,3}|абонент\w{0,3}|фермер\w{0,3}|учител\w{1,3}|пациент\w{0,3}|кооператив\w{0,3}|диспетчер\w{0,3}|фабрик\w|завод\w{0,3})",
    r"企业|公司|团队|银行|医院|医生|企業|銀行|店长|店主|老板|商家|患者|农户|农民|司机|乘客|居民|药店|餐厅|工厂|合作社|"
    r"कंपनी|बैंक|अस्पताल|डॉक्टर|किसान|यात्री|यात्रियों|दुकानदार|ग्राहक|मरीज|छात्र|समिति|ड्राइवर|परिवार",
)

# Somebody that the author knows: whose problem it is, where it is told what they lose or decide.
# "In a real project the team has to say whose problem it is": advice to whoever has one.
_ANY_PROJECT = words(
    r"(?:an?|any|every|each|real|good|um|uma|qualquer|cada|un|una|cualquier|une|tout|chaque|ogni|ein|jedes|setiap) (?:\w+ )?"
    r"(?:projects?|projeto|proyecto|projet|progetto|projekt|proyek|mission)(?: (?:de|di|of) (?:data science|machine learning|dados|datos|donn[ée]es|dati|ia|ml))?"
    r"(?: (?:real|reais|r[ée]el|vero|serio))?,? (?:[^\s.,;:!?]+ ){0,6}?(?:should|must|has to|have to|needs? to|deve(?:m|r[ií]a)?|tem de|precisa|debe(?:n|r[íi]a)?|tiene que|hay que|doit|devrait|il faut|dovrebbe|bisogna|muss|sollte|harus)"
)

_KIN = words(
    r"(?:my|our|a) (?:uncles?|aunts?|fathers?|mothers?|parents|dad|mum|mom|brothers?|sisters?|cousins?|grand(?:father|mother|parents|pa|ma)|wife|husband|friends?|neighbou?rs?|boss|landlord|landlady|colleagues?)(?!['’ ]s\b)|"
    r"(?:mis?|nuestr[oa]|una?) (?:t[íi][oa]s?|padres?|madre|pap[áa]|mam[áa]|herman[oa]s?|prim[oa]s?|abuel[oa]s?|muj?er|marido|amig[oa]s?|vecin[oa]s?|jef[ea]|compa[ñn]er[oa]s?)|"
    r"(?:(?:[oa] )?(?:meus?|minhas?|noss[oa])|uma?) (?:ti[oa]s?|pais?|m[ãa]e|irm[ãa]o?s?|prim[oa]s?|av[ôóo]s?|esposa|marido|amig[oa]s?|vizinh[oa]s?|chefe|colegas?)|"
    r"(?:mon|ma|mes|notre|une?) (?:oncle|tante|p[èe]re|m[èe]re|parents|fr[èe]re|s(?:œ|oe)ur|cousine?|grand-?(?:p[èe]re|m[èe]re)|femme|mari|amie?s?|voisine?s?|patronn?e?|coll[èe]gues?)|"
    r"(?:meine?|unsere?|eine?) (?:onkel|tante|vater|mutter|eltern|bruder|schwester|cousine?|gro[ßs]{1,2}(?:vater|mutter|eltern)|oma|opa|frau|mann|freund(?:in)?|nachbar(?:in)?|chef(?:in)?|kolleg(?:e|in))|"
    r"(?:(?:il |la )?mi[oa]|miei|nostr[oa]|un[a']?) ?(?:zi[oa]|padre|madre|pap[àa]|mamma|fratello|sorella|cugin[oa]|nonn[oai]|moglie|marito|amic[oa]|vicin[oa]|capo|collega)|"
    r"(?:te?man|temen)(?:-te?man|-temen)? (?:gue|gua|aku|saya|kami)|(?:paman|bibi|tante|ayah|ibu|bapak|kakak|adik|sepupu|kakek|nenek|istri|suami|teman|tetangga|bos)(?:ku| saya| kami)|"
    r"(?:amcam|day[ıi]m|halam|teyzem|babam|annem|karde[şs]im|a[ğg]abeyim|ablam|kuzenim|dedem|ninem|e[şs]im|arkada[şs][ıi]m|kom[şs]um|patronum)|"
    r"(?:m[óo]j|moja|moi|nasz\w?) (?:wujek|ciocia|ojciec|tata|matka|mama|rodzice|brat|siostra|kuzyn(?:ka)?|dziadek|babcia|[żz]ona|m[ąa][żz]|przyjaciel|przyjaci[óo][łl]ka|kolega|kole[żz]anka|s[ąa]siad(?:ka)?|szef(?:owa)?)"
)

_WHY = words(
    r"(?:(?:had|has|have|was|were|is|are) no (?:way|mechanism|system|tools?|process|automat\w{2,4}|central\w{0,5}|reliable|objective) |n[ãa]o (?:havia|existia|possu[ií]a|tinha) |no (?:hab[íi]a|exist[íi]a|contaba|ten[íi]a) |(?:reduc|prevent|avoid|minimi[sz]|cut|lower|mitigat)\w{0,4} (?!(?:the )?(?:\w+ )?(?:overfitting|underfitting|(?:over|under)-?(?:predict|estimat)\w{1,4}|variance|noise|dimension\w{0,6}|features?|complexity|multicol\w{3,12}|leak\w{0,4}|errors?|rmse|mae|memory|latency|training|model|imbalance|bias in the model))\w{3}|"
    r"(?:maximi[sz]|increas|improv|boost|optimi[sz]|rais|enhanc)\w{0,3} (?:\w+ ){0,3}(?:revenue|profit\w{0,8}|sales|conversion|retention|marketing|campaigns?|spend\w{0,3}|inventory|stock|outcomes?|safety|survival|margins?|satisfaction|loyalty|efficiency|productivity|allocation|operations|experience|planning|quality of life|care|treatment|yields?|availability|logistics|staffing|scheduling|procurement|fleets?|routes?)|"
    r"(?:overstock|stock-?out|outage|breakdown|downtime|delay|accident|complaint|bottleneck|shortage)\w{0,3}|los(?:es?|ing) (?!function)\w+|lost \w+|losses|(?:customer|client|revenue|financial|economic|money|income|%|percent) loss|loss of \w+|"
    r"(?<!compute )(?<!computational )(?<!computation )costs?(?![ -](?:effective|efficient|optimi[sz]ation|function|model|analysis|tracking|estimates?)\b)|costly|expensive(?! (?:over|under)-?(?:predict|estimat))|wast(?:es?|ed|ing|eful)|penalt(?:y|ies)|fatal\w{0,5}|deaths?|mortality|disabilit(?:y|ies)|poisoning|collaps\w{1,4}|damag\w{1,4}|harmful|dangerous|suffer\w{0,3}|frustrat\w{2,4}|burden|pain points?|missed \w+|"
    r"retain\w{0,3}|retention|proactive\w{0,2}|interven(?:e|tions?)|preventive|prevention|in advance|before (?:it is too late|they|it happens|failure|leaving|churning)|timely|early (?:detection|diagnosis|warning|intervention|identification|treatment|action)|"
    r"impossible|imposs[íi]vel|imposible|unm[öo]glich|impossibile|(?:limited|scarce|tight) (?:(?!comput|memory|gpu|hardware)\w+ )?(?:resources|capacity|budgets?|staff|beds|manpower)|(?:recursos|or[çc]amento|presupuesto|ressources|risorse) (?:limit|escas|scars)\w{2,4}|begrenzte\w? (?:ressourcen|kapazit[äa]t\w{0,2}|budgets?)|"
    r"too (?:late|slow|expensive|many|few)|run(?:s|ning)? out|subjective|misjudg\w{1,3}|financial risks?|in time(?! series)|a day ahead|ahead of time|threats?|kills?|billions|millions of (?:dollars|people|euros)|"
    r"(?:critical|crucial|essential|vital|important|serious|major|significant|pressing|growing|global|worldwide|key|common|real|big) (?:(?!classif|regress|learning|machine|data|predict|time)\w+ ){0,2}(?:issues?|problems?|challenges?|concerns?|threats?|questions?)|"
    r"leading causes?|causes? of death|matters? (?:in|for|to|across) (?!(?:the |this )?(?:model|metric|training|evaluation))\w+|(?:important|vital|essential|crucial|critical|needed) (?:in|across) (?:\w+ ){0,3}(?:domains?|fields?|areas?|industr(?:y|ies)|sectors?|practice)|struggl\w{1,3}|difficult\w{0,5}|challeng(?:e|es|ing) (?:for|of|to|in|that)|hard (?:to|for)|unable to|(?:have|has|with) no (?:way|means|idea|chance)|can(?:not|'t|’t) (?:tell|know|say|see|afford|judge|plan)|overpa(?:y|ys|id|ying)|fails? to|lack\w{0,3}|"
    r"fair lending|complian\w{1,3}|discriminat\w{2,4}|(?<!we )(?<! i )(?:wants?|needs?|wish(?:es)?|seeks?|strives?|would like|looking|interested in|responsible for|can (?:only )?(?:call|visit|inspect|treat|check|review|offer|contact|act)) (?:\w+ )?(?:to|decide|know|understand|identify|price|find|plan|act|call|\d[\d,.]*)|"
    r"(?:crucial|critical|essential|vital) (?:for|to) (?!(?:the )?(?:model|note|evaluate|ensure|select|check|understand|predict))\w+|in order to (?:reduce|help|prevent|support|decide|allocate|understand|plan|optimi[sz]e|improve|analy[sz]e|identify|minimi[sz]e)|prioriti[sz]\w{1,4}|triag\w{1,3}|decid(?:e|es|ing)|inform(?:ed|ing)? (?:\w+ )?decisions?|anticipat\w{1,3}|take (?:\w+ ){0,2}(?:actions?|measures?|steps)|"
    r"time[ -]consuming|manual(?:ly)? (?:review|inspect|process|check|work|screen|rout|effort|assess|sort|read)\w{0,5}|inefficien\w{1,3}|(?:tak|sav)(?:es?|ing) (?:\w+ ){0,2}(?:time|hours|days|money|lives)|"
    r"(?<!\bes )(?<!\bm[áa]s )(?<!\bmuy )(?<!\btan )(?<!\bmenos )(?<!\bforma )(?<!\bmanera )precisa(?:m|r)?|necessita\w{0,2}|quer(?:em)?|deseja\w{0,2}|perde(?:m|r)?|demora\w{0,2}|dif[íi]cil|dificuldades?|desafios?|antecipa\w{1,3}|prioriza\w{0,5}|necesita\w{0,2}|quieren?|desea\w{0,2}|pierden?|dificultad\w{0,2}|desaf[íi]os?|anticipar\w{0,2}|"
    r"besoin|veut|veulent|souhait\w{1,4}|perd(?:ent)?|difficile|difficult[ée]s?|enjeux?|braucht?|brauchen|m[öo]chten?|wollen|verliert|verlieren|schwierig\w{0,6}|herausforderung\w{0,2}|wissen (?:\w+ ){0,3}nicht|"
    r"cust(?:a|am|ava|avam|ou)(?:-lhes?)?|(?:lhes?|nos|me) cust(?:a|am|ou)|desperdi[çc]\w{1,4}|reclama(?:[çc][ãa]o|[çc][õo]es|m)|avarias?|"
    r"(?:(?:le|les|nos|me) )?cuestan?|costaba|desperdici\w{1,3}|quejas?|se pierden?|hacen? perder|aver[íi]as?|"
    r"(?:lui |leur |nous |me )?co[ûu]t(?:e|ent|ait|aient|ant)|(?:fai[st]|font) perdre|gaspill\w{1,4}|r[ée]clamations?|jett?e(?:nt|r)?|"
    r"(?:gli|le|ci|mi|vi|ne) cost(?:a|ano|ava)|cost(?:ano|ava|avano)|sprec\w{1,4}|lamentel[ae]|butta(?:no|ti|re)?(?: via)?|va(?:nno)? pers[oiae]|"
    r"bisogno|vuole|vogliono|perd(?:e|ono)|membutuhkan|ingin|merugikan|kehilangan|sulit|tantangan|peringatan dini|lebih awal|нужно|нужн[аоы]|хоч\w{1,3}|хотят|теря\w{2,3}|сложно|трудно|заранее|опасн\w{2,3}|"
    r"istiyor\w{0,3}|ihtiya[çc]\w{0,3}|zarar\w{0,2}|kaybed\w{2,5}|d[üu][şs]er|artar|zorunda|potrzebuj\w{1,3}|chc[ąe]|trac[ią]\w{0,2}|"
    r"reduzir|reduz|evitar|prevenir|aumentar (?:a |o )?(?:receita|lucro|reten[çc][ãa]o|vendas)|reten[çc][ãa]o|perdas?|preju[íi]zos?|custos?|de forma homog[êe]nea|a[çc][õo]es (?:preventivas|proativas)|"
    r"reducir|retener|retenci[óo]n|p[ée]rdidas?|costos?|costes?|tomar medidas|intervenci[óo]n|"
    r"r[ée]duire|[ée]viter|pr[ée]venir|fid[ée]lis\w{2,6}|pertes?|co[ûu]ts?|anticiper|"
    r"reduzieren|senken|vermeiden|verhindern|kosten|verluste?|erkennen m[öo]chte\w{0,2}|bepreisen|"
    r"ridurre|evitare|prevenire|perdite|costi|mengurangi|mencegah|meningkatkan|biaya|kerugian|keamanan|efisiensi|sehingga dapat|"
    r"снизить|сократить|предотвратить|удержа\w{1,5}|потер[ьия]\w{0,2}|затрат\w?|расход\w{0,2}|"
    r"azalt\w{1,5}|[öo]nle\w{1,5}|maliyet\w{0,4}|kay[ıi]p\w{0,4}|zmniejsz\w{2,5}|zapobie\w{2,4}|koszt\w{0,3}|strat[aeyęą]?|nghi[êe]m tr[ọo]ng|kh[óo] kh[ăa]n|thi[ệe]t h[ạa]i|r[ủu]i ro|gi[ảa]m thi[ểe]u|ng[ăa]n ch[ặa]n|t[ốo]n k[ée]m|"
    r"verschwend\w{1,4}|[äa]rger\w{0,3}|rappelvoll|schlange|zu sp[äa]t|umsonst|kostet|verpass\w{1,3}|[üu]berfl[üu]ssig\w{0,2}|"
    r"kedaluwarsa|terbuang|memerlukan|bu?tuh|bingung|ke?tipu|tertipu|kemahalan|lebih mahal|rugi|boros|macet|menunggak|terlambat|antre|hangus|membludak|"
    r"не успева\w{2,4}|просто[йия]\w{0,2}|останавлива\w{2,4}|доплачива\w{2,4}|штраф\w{0,3}|опазд\w{2,6}|жал(?:об|у)\w{1,4}|дорого|впустую|стоит)",
    r"需要|希望|流失大量|提前|减少|降低|防止|预防|挽留|成本|损失|削減|防ぐ|报废|买不到|缺货|浪费|延误|投诉|亏损|赔|罚款|来不及|最怕|"
    r"कम करने|रोकने|नुकसान|घाटा|बेकार जा|बर्बाद|इंतज़ार|इंतजार|लौटाना|पता ही नहीं|मुश्किल|परेशान",
)

# Words that promise a use without saying which.
_WEAK_WHY = words(
    r"(?:so that|targeted|decisions?|decision[ -](?:making|support)|useful|important|crucial|critical|essential|vital|ensur\w{1,3}|immediately|help(?:s|ed|ing|ful)?|allow\w{0,3}|enabl\w{1,3}|empower\w{0,3}|assist\w{0,3}|support\w{0,3}|aid\w{0,3}|benefit\w{0,3}|used by (?!companies like|(?:many |most |top |leading |major |big )?(?:compan|industr|tech))|value|"
    r"guid(?:es?|ance)|plan(?!t|et|ar\b|k)\w{0,4}|understand\w{0,3}|identify\w{0,3}|detect\w{0,3} early|opportunit(?:y|ies)|risk management|"
    r"permit\w{1,4}|para que|ajud\w{1,3}|ayud\w{1,3}|decis(?:[ãa]o|[õo]es|iones)|permet\w{0,5}|aider|erm[öo]glich\w{1,3}|damit|helfen|entscheid\w{2,8}|consente|aiutare|keputusan|membantu|"
    r"помога\w{2,3}|помочь|решени[яй])",
    r"帮助|决策|मदद",
)

_PROBLEM_TITLE = words(
    r"(?:worum|in (?:one|two|a few|five) minutes?|(?:what|who) asked for (?:this|it)|what (?:this|it) is (?:for|about)|problems?(?: statement| description| definition)?|business(?: problem| context| understanding| case| impact| value| goal| objective| question)?|motivation|why (?:this|it matters|does)|use cases?|scenario|background|"
    r"context|introduction|objectives?|goals?|purpose|project domain|challenge|who|for whom|stakeholders|target (?:users?|audience)|audience|target pengguna|usu[áa]rios?[- ]alvo|zielgruppe|"
    r"problema|contexto|motiva[çc][ãa]o|motivaci[óo]n|objetivos?|introdu[çc][ãa]o|introducci[óo]n|neg[óo]cio|negocio|caso de uso|justificativa|justificaci[óo]n|"
    r"probl[èe]me|probl[ée]matique|contexte|objectifs?|problemstellung|problem|hintergrund|ziel\w{0,8}|einleitung|problema di|obiettiv[oi]|contesto|introduzione|"
    r"latar belakang|tujuan|permasalahan|rumusan masalah|domain proyek|pernyataan masalah|проблема|задача(?! [№#]?\w?\d)|цель|мотивация|контекст|problem tan[ıi]m[ıi]|ama[çc]|cel|(?:[đd][ặa]t )?v[ấa]n [đd][ềe]|b[ốo]i c[ảa]nh|[đd][ộo]ng l[ựu]c|m[ụu]c ti[êe]u)",
    r"背景|问题|目标|动机|目的|課題|समस्या|उद्देश्य",
)

# What asks for the need itself, and not only for what was built to meet it.
_NEED_TITLE = words(
    r"(?:worum|in (?:one|two|a few|five) minutes?|what (?:this|it) is (?:for|about)|problems?|background|motivation|why|who|for whom|whose|stakeholders|context|(?:problem|business|project|application) domain|domain (?:background|context|knowledge|overview)|domain$|challenge|business(?: problem| context| understanding| case| question)?|"
    r"problema|contexto|motiva[çc][ãa]o|motivaci[óo]n|por qu[eêé]|porqu[eêé]|(?:para|a|de) qui[eé]n(?:es)?|para quem|de quem|justificativa|justificaci[óo]n|neg[óo]cio|negocio|"
    r"probl[èe]me|probl[ée]matique|contexte|pourquoi|pour qui|[àa] qui|hintergrund|problemstellung|warum|wozu|wof[üu]r|f[üu]r wen|wem|"
    r"contesto|perch[ée]|per chi|a chi|latar belakang|permasalahan|rumusan masalah|domain proyek|mengapa|kenapa|untuk siapa|"
    r"проблема|мотивация|контекст|зачем|почему|для кого|кому|problem tan[ıi]m[ıi]|neden|ni[çc]in|kimin|kime|dlaczego|dla kogo|(?:[đd][ặa]t )?v[ấa]n [đd][ềe]|b[ốo]i c[ảa]nh|[đd][ộo]ng l[ựu]c|t[ạa]i sao)",
    r"背景|问题|动机|为什么|課題|समस्या",
)
# What asks why something was built as it is asks for no need: "Why this architecture?", "Why Fargate is better here".
_OF_SOLUTION = words(
    r"(?:why|por qu[eé]|pourquoi|warum|perch[ée]|mengapa|kenapa|neden|dlaczego|почему|зачем)\b(?:[^.!?]*?\s)?(?:architectures?|files?|modules?|scripts?|folders?|ensembles?|containers?|serverless|docker|kubernetes|stack|tools?|librar(?:y|ies)|approach|methods?|models?|algorithms?|pipelines?|apis?|frameworks?|designs?|databases?|cloud|not|instead|over|versus|vs\.?|better|separately|we (?:use|chose|picked)|i (?:use|chose|picked)|"
    r"arquite[ck]tura|architektur|architettura|arsitektur|modelos?|mod[èe]le|modell|modello|herramientas?|ferramentas?|outils?|werkzeuge?)\b"
)
_OF_DATA = words(
    r"(?:data ?sets?|datasets?|data|dados|datos|daten|donn[ée]es|dati|method\w{0,6}|approach\w{0,2}|techniques?|models?)"
)
# Words of the craft. Who tells what somebody suffers from, loses or has to decide does without them.
_TECHNICAL = words(
    r"(?:models?|modelos?|modell\w{0,4}|modele\w?|models?ing|data ?sets?|datasets?|data|dados|datos|daten|donnees|dati|predi[ck]\w{1,9}|previs[ai]\w{0,4}|prever|prevision\w{0,3}|forecast\w{0,4}|vorhersag\w{1,3}|"
    r"[ck]la[s]{1,2}if\w{2,10}|regress?[ai]\w{1,7}|algorit\w{2,6}|features?|variab\w{2,5}|train\w{0,4}|trein\w{1,6}|entren\w{1,8}|(?:machine|deep) learning|aprendiza\w{2,4}|accuracy|acuracia|metri[ck]\w{0,3}|"
    r"projects?|projeto|proyecto|projekt\w{0,3}|progetto|proyek|notebook\w{0,2}|columns?|targets?|api|pipeline\w{0,2}|python|kaggle|csv|repositor\w{1,5}|code|neural|ai|ml|mlops|pdfs?|objectives?|objetivos?|goals?|purpose|tujuan|aims?|"
    r"analy[sz]\w{1,4}|analis\w{1,5}|explor\w{2,8}|techniq\w{2,4}|systems?|sistema\w?|applications?|implement\w{0,8}|deploy\w{0,5}|veri\w{0,5}|tahmin\w{0,5}|модел\w{1,3}|данн\w{2,3}|прогноз\w{0,6}|задач\w{1,3})",
    r"模型|数据|预测|データ|モデル",
)
# Who acts in a story: he, she, they and we, in many languages; those that stand for things as well are left out.
_SOMEBODY = words(
    r"(?:he|she|her|his|they|their|them|we|our|my|whoever|someone|somebody|nobody|everyone|people|owners?|"
    r"ele|ela|eles|elas|n[óo]s|noss[oa]s?|minha|meu|quem|dele|dela|dono|dona|algu[ée]m|ningu[ée]m|pessoas|gente|"
    r"[ée]l|ella|ellos|ellas|nosotr[oa]s|nuestr[oa]s?|mi|qui[eé]n(?:es)?|nadie|alguien|due[ñn][oa]s?|personas|l[oa]s de (?:mantenimiento|taller|almac[ée]n|ventas|planta|la \w+)|"
    r"il|elle|ils|elles|nous|notre|nos|leurs?|mon|ma|quelqu un|personne|chacun|b[ée]n[ée]voles?|"
    r"er|wir|unser\w{0,2}|mein\w{0,2}|niemand|jemand|wer|"
    r"lui|lei|loro|noi|nostr[oaie]|mio|mia|nessuno|qualcuno|"
    r"kami|kita|mereka|dia|saya|gue|aku|seseorang|"
    r"он|она|они|мы|наш\w{0,3}|мой|моя|никто|кто-то|которые|biz|bizim|onlar|kimse|oni|nasz\w{0,3})",
    r"我们|他们|她|他|彼|私たち|हम|वे",
)
# Who lives through something, told from without: not those that build, and not those that things are called by.
_SOMEONE = words(
    r"(?:someone|somebody|anyone|anybody|nobody|no one|passengers?|travell?ers?|visitors?|shoppers?|parents|families|pedestrians|cyclists|residents|people|whoever|"
    r"algu[ée]m|ningu[ée]m|quem|pessoas?|passageir[oa]s?|alguien|nadie|qui[eé]n(?:es)?|personas|gente|pasajer[oa]s?|quelqu ?['’]?un|personne|voyageurs?|gens|jemand|niemand|reisende\w?|qualcuno|nessuno|passegger[oi]|seseorang|orang|penumpang|кто-то|никто|пассажир\w{0,3}|người)"
)
_LISTED = re.compile(r"\s*(?:[-*•|]|\d+[.)])\s")
_LEAST_SENTENCE, _LEAST_SENTENCES, _LEAST_TOLD = 8, 2, 40

_LETTER = re.compile(r"[^\W_]")
_LONGEST_TITLE = 40
_NUMERAL = re.compile(r"[IVX]{1,4}\. ")


def owners(text: str) -> set[str]:
    """Return who, of those that can have a problem and act on a prediction, a text names."""
    return {match[0] for match in _OWNERS.finditer(text)}


# What a template asks its author to write, "Describe the problem that you solve", or has left open in brackets.
_ASKS_AUTHOR = re.compile(
    r"^[\W\d_]*(?:(?:(?:briefly|clearly) )?(?:describe|explain|outline|define|summari[sz]e)\b[^.!?\n]{0,60}\b(?:you|your)\b"
    r"|(?:descreva|explique|defina|apresente|destaque|liste|detalhe|describa|indique|d[ée]crivez|expliquez|d[ée]finissez|pr[ée]sentez|beschreiben sie|erkl[äa]ren sie|erl[äa]utern sie|descrivi|spiega|jelaskan|deskripsikan|tuliskan|uraikan)\b"
    r"|(?:what|why|which|who|how|qual|quais|por que|qu[ée]|quel\w{0,2}|pourquoi)\b[^.!?\n]{0,60}\b(?:are|do|did|est[áa]|voc[êe]) (?:you|voc[êe]|est[áa])\b"
    r"|(?:why is this project|por que (?:este|esse) projeto [ée]|por qu[ée] (?:es importante )?este proyecto|pourquoi ce projet)\b[^.!?\n]{0,30}[\W_]*$)"
    r"|\[[^\W\d_][^\]\n]{3,60} [^\]\n]{2,60}\]"
)


def asks_author(sentence: str) -> bool:
    """Whether a sentence of a template asks its author what to write, and nobody has."""
    return bool(_ASKS_AUTHOR.search(sentence))


def advises(sentence: str) -> bool:
    """Whether a sentence says what any project should do: it tells of nobody's need."""
    return bool(_ANY_PROJECT.search(sentence))


def names_acquaintance(text: str) -> bool:
    """Whether a text speaks of somebody whom its author knows: an uncle, a neighbour."""
    return bool(_KIN.search(text))


def reasons(text: str) -> set[str]:
    """Return what a text says of why a problem matters or what its solution changes."""
    return {match[0] for match in _WHY.finditer(text)}


_INFORMED = words(
    r"easier for (?!(?:me|us|you|developers?|beginners|users to run)\b)(?:[\w-]+[, ]{1,2}){1,4}to (?!use|run|install|deploy|reproduce|understand)\w+|"
    r"(?:inform|guid|driv|support|shap|optimi[sz])(?:e|es|s|ing)? (?:[\w-]+ ){0,4}(?:strateg(?:y|ies)|decisions?|planning|plans) (?:for|on|about|of|in|such as) \w+|"
    # "Apoyar la toma de decisiones institucionales": whose they are is in the adjective.
    r"(?:apoi?[ay]\w{1,3}|guiar|orientar?|inform[ae]r?|mejorar|melhorar|fundamentar) (?:[\w-]+ ){0,4}decis(?:iones|[õo]es) (?:institucion|empresari|corporativ|cl[íi]nic|m[ée]dic|educativ|educacion|hospitala|municip|gubernament|governament)\w{1,5}|"
    r"(?:inform|guid|support|aid)(?:s|e|es|ing)? (?:institutional|clinical|medical|municipal|governmental) decisions?(?! tree)"
)


def names_use(text: str) -> bool:
    """Whether a text says which of somebody's decisions a prediction is for."""
    return bool(_INFORMED.search(text))


# "For the mail room of a town hall, which today sends every fifth to the wrong place."
_FOR_WHOM = words(
    r"(?:for|f[üu]r|para|pour|per|untuk|для|dla) (?:the|an?|our|my|two|three|der|die|das|den|eine?[nr]?|unsere?n?|meine?n?|[oa]s?|um|uma|el|la|los|las|un|una|le|les|une|des|il|lo|i|gli|mi|meu|minha|mon|ma|notre) "
    r"(?:[^\s.,;:!?]+ ){0,5}?[^\s.,;:!?]+,? (?:who|whose|which|that|die|der|das|deren|dessen|que|cuyo|cuja|qui|dont|che|yang|котор\w{2,3}|kt[óo]r\w{1,3}) "
    r"[^.!?\n]{10,}"
)
# What befalls them, how often, or what it takes of them.
_BEFALLS = words(
    r"(?:wrong|late|too (?:much|many|few|late|long)|waits?|waste\w{0,2}|los(?:e|es|t|ing)|miss(?:es|ed|ing)?|every (?:second|third|fourth|fifth|tenth|day|week|month)|each (?:day|week|month|night)|one (?:in|out of) \w+|hours?|days?|by hand|guess\w{0,3}|struggl\w+|throw\w* away|"
    r"falsch\w{0,2}|zu (?:sp[äa]t|viel|wenig|lange)|wart\w+|verlier\w+|verlor\w*|jede[rsn]? (?:zweite|dritte|vierte|f[üu]nfte|zehnte)\w?|jeden (?:tag|morgen|monat)|stunden|tage|von hand|wegw\w+|"
    r"cust(?:a|am)(?:-lhes?)?|(?:le |les )?cuestan?|(?:lui |leur )?co[ûu]t\w{1,3}|(?:gli |le )?cost(?:a|ano)|reclama\w{2,5}|quejas?|plaintes?|lamentel[ae]|vazi[oa]s?|vac[íi][oa]s?|vides?|vuot[oaie]|"
    r"um em cada \w+|uno de cada \w+|un sur \w+|uno su \w+|"
    r"errad[oa]s?|tarde|demais|perde\w{0,2}|espera\w{0,2}|joga\w{0,2} fora|todo dia|toda (?:semana|noite|manh[ãa])|horas|dias|[àa] m[ãa]o|equivocad\w+|mal|demasiad\w+|pierde\w{0,1}|tira\w{0,1}|d[íi]as|a mano|"
    r"tort|trop|perd(?:ent)?|attend\w{0,3}|jette\w{0,2}|chaque (?:jour|semaine|matin)|heures|jours|[àa] la main|sbagliat\w|tardi|troppo|perd(?:e|ono)|aspett\w+|butta\w{0,2}|ogni (?:giorno|settimana)|ore|giorni|a mano|salah|terlambat|menunggu|buang|setiap hari|теря\w+|жд\w+|поздно|вручную|часов|дней)"
)


def names_whose(sentence: str) -> bool:
    """Whether a sentence says for whom something is made, and what befalls these today."""
    found = _FOR_WHOM.search(" ".join(sentence.split()))
    return bool(found and _BEFALLS.search(found[0]) and not _TECHNICAL.search(found[0]))


_RELATIVE = re.compile(
    r"([^\W\d_]{3,40}),? (?:who|whose|which|that|die|der|das|deren|dessen|que|cuyo|cuja|qui|dont|che|yang|котор\w{2,3}|kt[óo]r\w{1,3}) "
)


def named_for(text: str) -> frozenset[str]:
    """Return what a text calls those for whom something is made and who do something of their own: the crew of "for the
    crew that moves them". Whoever they are, what befalls them is then somebody's problem.
    """
    found: set[str] = set()
    for match in _FOR_WHOM.finditer(" ".join(text.split())):
        whom = _RELATIVE.search(match[0])
        if whom and not _TECHNICAL.search(match[0]):
            found.add(whom[1])
    return frozenset(found)


def is_technical(sentence: str) -> bool:
    """Whether a sentence speaks in words of the craft."""
    return bool(_TECHNICAL.search(sentence))


_MADE_FOR = words(
    r"(?:built|buil[dt]s?|develop\w{0,3}|made|design\w{0,3}|creat\w{1,3}|models?|systems?|tools?|solutions?|app(?:lication)?s?|dashboards?|services?|platforms?|challenges?) (?:[^\s.,;:!?]+ ){0,4}?for (?:the |an? )?(?P<whom>(?:[^\s.,;:!?]+ ){0,3}[^\s.,;:!?]+?)(?= (?:to (?!run|use|install|deploy|train|reproduce|learn|build|start|test)\w+|who|that|(?:is|was) (?:an?|the|our|built|designed|made|meant))\b|[.,;]|$)"
)


def names_client(sentence: str) -> bool:
    """Whether a sentence says for whom a model or tool is made: "a model for a bank to predict defaults"."""
    return any(
        (named := max(_OWNERS.finditer(found["whom"]), key=lambda match: match.end(), default=None))
        and named.end() == len(found["whom"])
        for found in _MADE_FOR.finditer(" ".join(sentence.split()))
    )


# Somebody by what they do, and what they are helped with; what things are called alike is left out.
_NO_ONE = r"(?!(?:contain|paramet|lay|serv|transform|numb|pap|oth|regist|cluster|explor|learn|begin|develop|comput|encod|classifi|schedul|work|load|filt|mark|help|wrapp|us|engine)ers\b|(?:err|sens|vect|fact|col|monit|regress|tens|predict|estimat|indicat)ors\b|(?:vari|const)ants\b)"
_HELPED = words(
    rf"(?:help|assist|encourag|empower|support|aid)\w{{0,3}} (?:[^\s.,;:!?]+ ){{0,2}}?(?:{_NO_ONE}\w{{3,}}(?:ers|ors|ists|ians|ants)|users?|customers?|clients?|patients?) (?:(?:to|in) (?!run|use|using|install|deploy|understand (?:the|this|how (?!(?:much|many|long|likely|often)))|enter|upload|build|start|train|reproduc|learn|set)\w{{3,}}|by|make|identify|find|decide|avoid|verify)\b|"
    r"(?:used|utili[sz]ed) by (?:the |our |an? )?(?:\w+ )?(?:clients?|customers?|users?|patients?) to (?!run|use|install|deploy|understand|enter|upload|build|start|train)\w{3,}"
)


def names_helped(sentence: str) -> bool:
    """Whether a sentence says who is helped with what: "helps shoppers to find", "used by the client to price"."""
    return bool(_HELPED.search(" ".join(sentence.split())))


_BUSINESS_TITLE = words(
    r"(?:business|real[- ]world|societal|social) (?:value|impact|benefits?|case|use|applications?)|valor de neg[óo]cio|valor de negocio|impacto (?:no|en el|de) neg[óo]cio|valeur m[ée]tier|gesch[äa]ftswert"
)


def asks_for_value(title: str) -> bool:
    """Whether a heading asks what the outcome is worth to a business."""
    return bool(_BUSINESS_TITLE.search(folded(title)))


def promises(text: str) -> set[str]:
    """Return the words of a text that promise a use without saying which."""
    return {match[0] for match in _WEAK_WHY.finditer(text)}


def is_about_problem(title: str) -> bool:
    """Whether a heading announces the problem, its context or its purpose."""
    return bool(_PROBLEM_TITLE.search(_OF_SOLUTION.sub("", folded(title))))


def asks_for_need(title: str) -> bool:
    """Whether a heading asks for the need itself: the problem, why, or for whom."""
    low = _OF_SOLUTION.sub("", folded(title))
    return bool(_NEED_TITLE.search(low) and not _OF_DATA.search(low))


def tells_plainly(sentences: Sequence[str]) -> bool:
    """Whether some sentences speak at length of the world and not of data, models and what was built of them."""
    plain = [
        length
        for sentence in sentences
        if (length := counted(sentence)) >= _LEAST_SENTENCE and not _TECHNICAL.search(sentence)
    ]
    return len(plain) >= _LEAST_SENTENCES and sum(plain) >= _LEAST_TOLD


def tells_of_someone(sentences: Sequence[str]) -> bool:
    """Whether one sentence speaks of the world and of somebody who lives in it."""
    return any(
        counted(sentence) >= _LEAST_SENTENCE
        and (_SOMEONE.search(sentence) or owners(sentence))
        and not _TECHNICAL.search(sentence)
        and not _LISTED.match(sentence)
        for sentence in sentences
    )


def tells_of_somebody(sentences: Sequence[str]) -> bool:
    """Whether some sentences speak at length of the world, and somebody acts in them."""
    return tells_plainly([sentence for sentence in sentences if not _LISTED.match(sentence)]) and any(
        (_SOMEBODY.search(sentence) or owners(sentence)) and not _TECHNICAL.search(sentence) for sentence in sentences
    )


def announces_problem(line: str) -> bool:
    """Whether a line is nothing but such a heading, written without marks: "Problem Statement", "📈 Business Impact"."""
    bare = _NUMERAL.sub("", line.strip(" *:_"))
    return len(bare) <= _LONGEST_TITLE and bool(
        (found := _PROBLEM_TITLE.search(folded(bare))) and not _LETTER.search(bare.lower().replace(found[0], ""))
    )
