"""In which words texts give the parts of a model card, in headings and in sentences."""

# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.statements import wording

PARTS = ("intended use", "training data", "metrics", "limitations")
TITLES = {
    "limitations": re.compile(
        # "What it is for and what not": Portuguese, Spanish, French, Italian.
        r"\bn[ãa]o serve\b|\b(?:para|y) qu[ée] no\b|\bno sirve\b|\bne sert pas\b|\bnon serve\b|\b(?:a|per) (?:che )?cosa no\b|restri[çc][õo]es|restricciones|restrictions|cadre d['’]emploi|ambito d['’]uso|"
        r"limitation|limits?\b|caveat|known issues|should not|\bbias|\brisks\b|\brisk (?:and|&|of)\b"
        r"|^\W*risk\W*$|assumption"
        r"|limita[çc]"
        r"|limitac|l[íi]mites|grenzen|einschränkung|limiti|keterbatasan|\bbatasan|ограничени|局限|限制|सीमाएँ|सीमाएं|kısıt"
        r"|ograniczen|giới hạn|hạn chế",
        re.IGNORECASE,
    ),
    "intended use": re.compile(
        r"para que (?:é que )?(?:isto |isso )?serve|[àa] quoi (?:[çc]a|cela) sert|a (?:che )?cosa serve|cadre d['’]emploi|ambito d['’]uso|utiliza[çc][ãa]o prevista|"
        r"intended|use[- ]?cases?|\buses?\b|purpose|objectives?|\bgoals?\b|about|overview|introduction|problem|business"
        r"|motivation|background|description|\busos?\b|finalidad|objetiv|prop[óo]sito|para qu[eé]|problema"
        r"|descri[çp](?!tiv)|contexto"
        r"|introdu|objectif|\bbut\b|contexte|anwendung|zweck|\bziel|einsatz|überblick|scopo|obiettiv|tujuan"
        r"|latar belakang|penggunaan|цель|назначение|описание|задача|目的|用途|简介|背景|概述|उद्देश्य|परिचय|amaç|\bcel\b"
        r"|wofür|\bgedacht\b|peruntukan|untuk (?:apa|siapa)|предназнач|для (?:чего|кого)"
        r"|област\w применени|适用|किसके लिए|उपयोग",
        re.IGNORECASE,
    ),
}
DATA_TITLE = re.compile(
    # "Where the readings come from", whatever they are called.
    r"\b(?:de onde|de d[óo]nde|d['’]o[ùu]|da dove) (?:\w+ )?(?:v[êe]m|vieram|sa[íi]ram|saem|salen|salieron|vienen|vinieron|viennent|vient|sortent|proviennent|arrivano|vengono|provengono|escono)\b"
    r"|fuentes? de informaci|provenienza|proced[êe]ncia|procedencia|"
    r"\bdata(?:nya)?\b|data-?\s?set|आँकड़|आंकड़|dados|datos|donn[ée]es|daten(?!schutz)|\bdati\b|данн|датасет|数据|डेटा|데이터|\bveri(?:(?:ler|si"
    r"|set)\w{0,5})?\b|\bdane\b"
    r"|(?:input|model) features|vari[áa]bles|variables",
    re.IGNORECASE,
)
STATED = {
    "training data": wording(
        "read reads load loads use uses utilize utilizes utilise utilises leverages "
        "row record sample observation instance entries image customer patient example linha registro fila amostra"
        " muestra trained fitted learned learnt csv tsv xlsx parquet json "
        "client ligne zeile datens baris data dataset dados datos conjunto jeu запис строк датасет mẫu bản",
        # How many a request may hold at most, the model has not learned from.
        r"(?<!max )(?<!max\. )(?<!maximum )(?<!maximum of )(?<!up to )(?<!at most )"
        r"\b\d(?:[\d.,]*\d)?\+?\s*(?:[kKmM]\b\s*)?(?:[a-z]+\s){0,2}?(?:rows?|records?|samples?|observations?|instances?"
        r"|entries|images?|customers?|patients?|examples?|linhas|registros|filas|amostras|muestras|clientes|lignes"
        r"|zeilen"
        r"|datensätze|baris|data\b|запис\w+|строк\w*|行|条|mẫu\b|bản ghi\b)"
        r"|\bdata\b[^.\n]{0,40}\b(?:contains?|consists?|includes?|comprises?|collected|taken from"
        r"|comes? from(?! [`*\"']{0,3}[\w./-]{1,80}\.(?:json|ya?ml|html|js)\b))"
        r"|\b(?:trained|fitted|learn(?:ed|t)) (?:on|from) (?!(?:an? |the |my |our )?(?:google|colab|kaggle|aws|gpu|cpu"
        r"|tpu|apple|nvidia|sagemaker|cloud|local|laptop|it|them|this|that|it's|scratch|each|all|both"
        r"|every)\b)[^.\n]{0,80}"
        r"\b(?:\d|from|of|between|until|since)\b"
        r"|\btrained (?:with|using|on) (?:[\w-]+ ){1,6}data\b"
        r"|\b(?:reads?|loads?) [^.\n]{0,20}\b[\w/-]+\.(?:csv|tsv|xlsx|parquet)\b"
        r"|\b(?:uses|utili[sz]es?|leverages) (?:the |an? |real |public |historical )*(?:[\w-]+ ){1,4}data(?:[ -]?set)?"
        r" (?:to|from|of|for|collected|between|covering)\b"
        r"|\b(?:trains?|trained|fine-?tuned|learns?|learned|based|built) (?:on|from|off) (?:the |an? )?"
        r"(?:(?-i:[A-Z])[\w-]*[ -]){1,5}data(?:[ -]?set)?\b"
        r"|\.(?:csv|tsv|xlsx|parquet|json)\b\W{0,3}(?:has|have|holds?|contains?|covers?|is|are)\b[^.\n]{0,60}\d"
        r"|(?:data-?\s?set|conjunto de d\w+|jeu de données|datensatz|датасет|数据集)[^.\n]{0,80}"
        r"\b(?:contains?|consists?|includes?|comprises?|has|describes?|(?<!differ )(?<!differs )from|cont[ée]m"
        r"|contiene|contient|enthält|berisi"
        r"|содерж\w+|包含)",
    ),
    "intended use": wording(
        "predict forecast classif estimat detect recommend identif segment prev predic estim prédi vorhersag prognos "
        "memprediksi prediksi klasifikasi предсказ прогноз gedacht bestimmt ditujukan hanya предназнач только dự du phân phan phát phat",
        # A route or a name of code is no use: `/predict`, `predict_proba`.
        r"(?<![/`_.])\b(?:predict\w*|forecast\w*|classif\w+|estimat\w+|detect\w*|recommend\w*|identif\w+|segment\w*|prev(?!io|en|ai|al|iew)\w+|prever"
        r"|predecir|predic\w+|estim\w+|detectar|prédi\w+|vorhersag\w*|prognos\w+|memprediksi|prediksi|klasifikasi\w*"
        r"|предсказ\w+|прогноз\w+|d[ựu] (?:[đd]o[áa]n|b[áa]o)|ph[âa]n lo[ạa]i|ph[áa]t hi[ệe]n)\b|预测|分类|识别|推荐|भविष्यवाणी|예측"
        # What it is meant for.
        r"|\b(?:gedacht|bestimmt) (?:ist (?:\w+ )?)?(?:als|für|zur|zum)\b|\bditujukan (?:bagi|untuk|kepada)\b"
        r"|\bhanya untuk (?:me|mem|men)\w+|предназначен\w{0,2} для|\bтолько для \w+"
        r"|(?:仅|只)(?:供|用于|用来)|供\w{1,12}参考|केवल [^।]{1,30} के लिए",
    ),
}
# What a text says of its model that it cannot do or is not for, below any heading.
STATED["limitations"] = wording(
    "it model network forest classifier regressor regression predictor system result no not nor cannot don never"
    " modelo modèle modell modello não nao ne n nicht non tidak jangan нельзя модел außerhalb nie belum bukan не",
    r"\b(?:the |this |our |my )(?:\w+ ){0,2}?(?:model|network|forest|classifier|regressor|regression|predictor)"
    r" (?:\w+ ){0,2}?(?:can(?:no|')?t(?! be (?:run|started|loaded|installed|found|built|used without)\b)"
    r"|fails? (?:to|on|for|when)|struggles|underestimates|overestimates"
    r"|under-?predicts|over-?predicts|lags)\b"
    r"|\b(?:it|i|we) (?:cannot|can ?not|can't) (?:say|tell|know|see|predict|extrapolate|generali[sz]e"
    r"|recogni[sz]e|forecast)\b"
    r"|\bresults? (?:is|are) not (?:very )?(?:stable|reliable|robust)\b"
    r"|\bno(?:t an?)? (?:diagnosis|diagnostic tool|(?:medical|financial|investment|legal) advice)\b"
    r"|\b(?:no|not an?) (?:substitute|replacement) for\b"
    r"|\bnot (?:(?:meant|intended|made|suitable|suited|fit) )?for (?:clinical|medical|real|live|commercial|trading)\b"
    # What it must not be used for, and where it is to be trusted less.
    r"|\b(?:do not|don['’]t|never) (?:use|trust|rely on) (?:it|this|the (?:\w+ )?(?:model|scores?|predictions?))"
    r" (?:for|to|on|as|when|where)\b"
    r"|\b(?:it|model|scores?|predictions?) (?:must|should|may) (?:not|never) (?:\w+ )?be"
    r" (?:used|trusted|relied|taken|applied)\b"
    r"|\b(?:it|model) is (?:\w+ )?(?:unreliable|not (?:\w+ )?reliable|less (?:reliable|accurate|certain)|worse"
    r"|weak(?:er)?) (?:for|on|in|with|above|below|when|at|where)\b"
    r"|\bmodelo (?:\w+ )?não (?:deve|pode) ser (?:usad|utilizad|aplicad)"
    r"|\bmodelo no (?:debe|puede) (?:usar|utiliz|aplic|ser)"
    r"|\bmodèle ne (?:doit|peut) pas (?:être|servir)|\bmodell (?:darf|soll|sollte|kann) nicht\b"
    r"|\bmodello non (?:deve|può) essere|\bmodel (?:ini )?(?:tidak boleh|tidak cocok|jangan)\b"
    r"|\bмодель (?:нельзя|не следует|не стоит|не подходит)\b"
    # The same, or that it was not tried on it: Portuguese, Spanish, French, Italian.
    r"|\bn[ãa]o deve(?:m)? ser (?:usad|utilizad|empregad)[oa]s? (?:para|como|em|na|no)\b|\bn[ãa]o foi (?:testad|validad|avaliad)[oa] (?:em|para|com|fora|n[oa]s?)\b"
    r"|\bno debe(?:n)? (?:usarse|utilizarse|emplearse) (?:para|como|en)\b|\bno (?:ha sido|fue) (?:validad|probad)[oa] (?:con|en|para|fuera)\b|\bno sustituye (?:a|al)\b"
    r"|\bne (?:doit|saurait|peut) [^.\n]{0,40}?(?:servir à|fonder|remplacer|justifier|être utilisée?s? (?:pour|comme))\b|\bn['’]a pas été (?:éprouvé|testé|validé)e? (?:sur|pour|avec|hors)"
    r"|\bnon (?:va|deve essere|può essere) usat[oa] (?:per|come|su)\b|\bnon è stat[oa] (?:verificat|testat|validat|provat)[oa] (?:su|con|per|in|fuori)"
    r"|\b(?:taugt|eignet sich) (?:\w+ )?nicht\b"
    r"|\b(?:nie|nicht) (?:\w+ )?(?:geprüft|erprobt|validiert)\b|\bersetzt (?:\w+ )?keine?n?\b"
    r"|\bbelum pernah (?:diuji|dicoba|divalidasi)|\bbukan untuk (?:me|mem|men)\w+"
    r"|\btidak (?:boleh|dapat) (?:dipakai|digunakan) untuk"
    r"|\bне (?:заменя\w+|предназначен\w*)|\bнельзя (?:применя|использ)\w+"
    r"|\bмодель (?:не )?проверен\w* только|\bне проверял\w+ на"
    r"|(?:不能|不得|不要)用(?:于|来)|没有在[^。，]{1,12}(?:验证|测试)过?|के लिए नहीं|जाँच नहीं (?:हुई|की)",
)
