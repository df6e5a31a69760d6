"""How texts speak of what a model goes by, and of the methods that show it."""

# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.statements import wording

TECHNIQUE = wording(
    "treeshap kernelshap deepshap "
    "shap lime permut partial depend dépend partiel pdp pdps grad gradcam saliency integrated gradient captum eli"
    " перестан перемеш shuffl",
    r"\b(?:tree|kernel|deep)?shap(?:ley)?(?:[_\d]\w*)?\b"
    r"|\blime\b|permutation|partial[- ]depend|depend[êe]ncia parcial|dépendances? partielle"
    r"|partielle abhängigkeit|\bpdps?\b|grad-?cam|saliency|integrated gradients|\bcaptum\b"
    r"|gradientes integrados|gradients intégrés|\beli5\b|permuta[çc]|permutaci|\bpermut(?:ei|é|amos|ou|ado|ed)\b"
    r"|permutasi|перестановочн"
    r"|\bперемеша(?:ть|в|ем|ли)\b|置换|排列重要|部分依赖|परम्य[ूु]टेशन|shuffl\w+ (?:a|each|one|the|every|all|single|its)?"
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
    "shuffl cover occlu heat leav left without look listen goes drive decid matter mezcl baraj desorden revolv baralh embaralh"
    " mélang mescol rimescol misch 섞 diferença acaso influye manda pencher conta pesa pèse olha vê mira fija regarde guarda basa baseia fonde",
    r"\bshuffl\w+|\bcover(?:s|ed|ing)?\b|\bocclu|\bheat[ -]?maps?\b|\bheat (?:sits|lies|is|on|falls)"
    r"|\bleaving (?:\w+ ){1,3}out|\bleaving out"
    r"|\bwithout (?:the )?\W{0,2}\w+\W{0,2} (?:it|the|\d)|\b(?:it|model|network|baseline|forest"
    r"|classifier)\b[\w ]{0,20}\blooks? (?:at|for)"
    r"|\bwhere (?:does )?(?:it|the \w+) looks?|\blistens? to\b|\bgoes by\b|\bwhat (?:decides|drives|counts|matters)"
    r"|\b(?:em)?baralh(?:a|á|e)\w*|\b(?:re)?mezcl\w+|\bbaraj\w+|\bdesorden(?:a|á|e|é|o)\w*|\bmélang\w+|\b(?:ri)?mescol\w+|mischen|섞"
    # What the model looks at, asked in a heading or said of it.
    r"|\bo que (?:mais )?faz diferença|\btroca\w* ao acaso|\blo que más (?:influye|manda|pesa)|\brevolv(?:er|iendo)\w*|\bfait pencher la balance|\bcosa conta (?:davvero|di più)"
    r"|\bo que (?:mais )?pesa\b|\b(?:o que|para onde) o modelo (?:mais )?(?:olha|vê)|\bem que (?:o modelo )?se baseia"
    r"|\bqué (?:más )?pesa\b|\blo que (?:más )?pesa\b|\b(?:qué|dónde) (?:el modelo )?mira\b|\ben qué se (?:fija|basa)\b"
    r"|\bce qui (?:compte|pèse)(?: le plus)?\W*$|\bce que (?:le modèle |l['’]algorithme )?regarde|\bsur quoi il se fonde"
    r"|\b(?:che )?cosa (?:pesa|guarda)\b|\bquello che (?:più )?pesa\b|\bsu (?:che )?cosa si basa",
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
    r"influen|influy|impact|effect|\bpesa[nm]?\b|\bqueda\b|\bpès?e(?:nt)?\b"
    # More or less than the others, or nothing at all: Portuguese, Spanish, French, Italian.
    r"|\bn[ãa]o (?:mexe|conta|muda|pesa)|\bquase n[ãa]o conta|\bconta quase nada|\bexplica\w* quase tudo|\bestraga\b|\bmuito [àa] frente|\bna frente\b|\bmais conta\b"
    r"|\bda igual\b|\b(?:casi )?ni mueve|\bno (?:mueve|cuenta|cambia|influye)|\b(?:lo que|la que|el que) m[áa]s\b|\bexplica casi todo"
    r"|\bfaz cair\b|\bindiferente\b|\b(?:lo que )?m[áa]s influye|\bmanda\b|\bni cosquillas|\bnon c['’]entra|\bne change(?:nt)? rien"
    r"|\bn['’](?:y )?change rien|\b(?:ne )?(?:sert|servent) [àa] rien|\bloin devant|\bne joue\w*|\bne compte\w* (?:pas|presque)|\bexplique presque tout"
    r"|\bnon (?:sposta|conta|cambia|pesa)|\bconta di pi[ùu]|\b(?:un )?peso trascurabile|\bspiega quasi tutto"
    r"|\bcosts?\b|\b(?:drops?|falls?|rises?|sinks?|grows?) (?:by|with|from|to|again)\b"
    r"|driv(?:e|ing)|important(?!ly)|increas|decreas|reduc|higher|lower|contribut|raise"
    r"|strong|\bempurra|\bempuja|\bpousse(?:nt)?\b|\bmendorong\b"
    r"|\bdo(?:es)? (?:\w+ ){0,4}(?:work|lifting)\b|\badds? (?:\w+ )?(?:little|lot|much|most|nothing|bit)\b"
    r"|\b(?:hardly|barely|scarcely) (?:moves?|changes?|adds?|does)\b"
    r"|\btop\b|push|dominat|\blos(?:es?|t)\b|\bworse\b|\bmatters?\b|\bpulls?\b|\bcounts?\b"
    r"|\b(?:erro|error|erreur|fehler|errore|ошибка)\b[\w ]{0,20}\b(?:sobe|sube|cresce|crece|monte|grimpe|bondit|steigt|sale"
    r"|раст[её]т)\b|impacto|efecto|efeito|aument|dimin|reduz|einfluss|wichtig|erhöh|senk|augment|baisse|pengaruh|meningkat|penting"
    r"|влия|воздейств|значим|повыша|снижа|важн|影响|重要|प्रभाव|etki|떨어|영향"
    r"|\bz[äa]hlt\b|\bspiel(?:t|en)\b[^.]{0,40}\brolle\b|\b(?:schiebt|f[äa]llt|steigt|sinkt|dr[üu]ckt)\b"
    r"|verschlechter|\bmenambah|\bmengurangi|\bmenentukan|ngaruh|\b(?:naik|turun|menaikkan|menurunkan|berperan)\b"
    r"|вклад|\bзависит|поднима|вырас|раст[её]т|пада[её]т|\bроль\b"
    r"|作用|贡献|增加|下降|上升|掉了|असर|बढ़|घट|महत्व|फ\u093c?र्क",
    re.IGNORECASE,
)
