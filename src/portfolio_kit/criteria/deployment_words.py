"""The words of texts about deployment, in many languages."""

from __future__ import annotations

from portfolio_kit import lazily as re

# In English, Portuguese, Spanish, French, German, Italian, Indonesian, Turkish, Polish; then Russian, Chinese, Hindi.
HEADING = re.compile(
    r"deploy|hosting|containeri[sz]|docker|serving|kubernetes|in production|productioni[sz]|going live|infrastructure"
    r"|cloud"
    r"|implanta[cç]|disponibiliza|em produ[cç][aã]o|despliegue|desplegar|puesta en producci|en producci[oó]n"
    r"|d[eé]ploiement|mise en production|bereitstellung|inbetriebnahme|in produktion"
    r"|distribuzione|messa in produzione|in produzione|penerapan model|penyebaran|produksi|da[gğ][iı]t[iı]m|canl[iı]"
    r"|wdro[zż]eni"
    r"|развертыван|развёртыван|деплой|продакшен|部署|上线|परिनियोजन|तैनाती|डिप्लॉय",
    re.IGNORECASE,
)
TOPIC = re.compile(
    r"\bdeploy\w*|\bcontainer\w*|\bdocker\b|\bcompose\b|\bkubernetes\b|\bk8s\b|\bminikube\b|\bserverless\b|\blambda\b"
    r"|\bfargate\b|\becs\b|\bec2\b|\bcloud run\b|\bsagemaker\b|\bapp service\b|\bazure\b|\baws\b|\bgcp\b"
    r"|\brender\b|\brailway\b|\bheroku\b|\bfly\.io\b|\bvercel\b|\bhugging ?face spaces?\b|\bstreamlit cloud\b"
    r"|\bcold starts?\b|\breal[- ]time\b|\bbatch\b|\bendpoint\b|\bgunicorn\b|\buvicorn\b|\bnginx\b|\bworkers?\b"
    r"|\breplicas?\b|\bhosted\b|\bhosting\b|\bproduction\b|\bserving\b|\bon[- ]prem\w*|\bautoscal\w*|\bedge\b"
    r"|\bimplanta\w*|\bprodu[cç][aã]o\b|\bdespleg\w*|\bdespliegue\b|\bproducci[oó]n\b|\bd[eé]plo\w+|\bbereitstell\w*"
    r"|\bproduzione\b|\bproduksi\b|\bserver\b|развер\w+|деплой\w*|контейнер\w*|部署|容器|服务器|सर्वर|कंटेनर",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\bbecause\b|\bsince (?:it|the|we|our|this)\b|\binstead of\b|\brather than\b|\btrade-?offs?\b|\bso that\b"
    r"|\bso (?:the|we|it|no|each|that)\b|\bin order to\b|\bchose[n]?\b|\bwe (?:chose|choose|opted|picked)\b"
    r"|\bi (?:chose|opted|picked)\b|\breason\w*\b|\bwhy\b|\bavoids?\b|\badvantages?\b|\bdisadvantages?\b|\bdownside\b"
    r"|\bdrawback\b|\bpros\b|\bcons\b|\bbenefits?\b|\bat the cost of\b|\bcheaper\b|\bpreferred\b|\bdue to\b"
    r"|\bsimpler\b|\bover-?kill\b"
    r"|\bporque\b|\bpois\b|\bem vez de\b|\bpara que\b|\bpara evitar\b|\bescolh\w+|\bvantage\w+|\bmotivo\b"
    r"|\ben lugar de\b|\belegi\w*|\beleg\w+|\bventaja\w*|\braz[oó]n\b|\bparce que\b|\bau lieu de\b|\bafin\b|\bchoix\b"
    r"|\bchoisi\w*|\bavantage\w*|\bweil\b|\bstatt\b|\bdamit\b|\bvorteil\w*|\bgrund\b|\bperch[eé]\b|\binvece di\b"
    r"|\bscelt\w+|\bvantaggi\w*|\bkarena\b|\bdaripada\b|\bagar\b|\bsehingga\b|\balasan\b|\bkelebihan\b|\bdipilih\b"
    r"|\bbu nedenle\b|\b[cç][uü]nk[uü]\b|\bponiewa[zż]\b|\bzamiast\b"
    r"|потому что|вместо|чтобы|выбра\w+|преимуществ\w*|因为|而不是|为了|以便|优点|选择|क्योंकि|बजाय|ताकि|इसलिए",
    re.IGNORECASE,
)
PLAN_ONLY = re.compile(
    r"\bto-?do\b|coming soon|future (?:work|improvements?|enhancements?)|next steps|roadmap|em breve"
    r"|pr[oó]ximos passos|pr[oó]ximamente|à venir|demn[aä]chst|prossimamente|segera|скоро|即将|trabajos? futuros?"
    r"|trabalhos? futuros?|travaux futurs|planned|not (?:yet )?(?:dockeri[sz]ed|deployed|containeri[sz]ed)",
    re.IGNORECASE,
)
LIVE = re.compile(
    r"https?://[\w.-]+\.(?:onrender\.com|streamlit\.app|streamlitapp\.com|hf\.space|herokuapp\.com|vercel\.app"
    r"|railway\.app|run\.app|azurewebsites\.net|azurecontainerapps\.io|pythonanywhere\.com|fly\.dev|netlify\.app"
    r"|gradio\.live|appspot\.com|(?:execute-api|lambda-url|elb|elasticbeanstalk|compute)[\w.-]{0,40}\.amazonaws\.com|elasticbeanstalk\.com|modal\.run|replit\.app|koyeb\.app"
    r"|up\.railway\.app)|https?://huggingface\.co/spaces/[\w./-]+|https?://share\.streamlit\.io/[\w./-]+",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://[^\s)\]>]+")
WORD = re.compile(r"[^\W\d_]{2}")
DEPLOYED = re.compile(
    r"\bdeploy(?:ed|s|ment)?\b|\bhost(?:ed|ing)\b|\bimplantad\w+|\bhospedad\w+|\bdesplegad\w+|\balojad\w+"
    r"|\bd[eé]ploy[eé]\w*|\bh[eé]berg[eé]\w*|\bbereitgestellt\b|\bgehostet\b|\bdistribuit\w+|\bdi-?deploy\w*"
    r"|\bwdro[zż]on\w+|развёрнут|развернут|задеплоен|部署|डिप्लॉय|तैनात",
    re.IGNORECASE,
)
PLATFORM = re.compile(
    r"\b(?:aws|ec2|ecs|fargate|lambda|sagemaker|azure|gcp|google cloud|cloud run|app engine|vertex|heroku|render"
    r"|railway|fly\.io|vercel|netlify|streamlit(?: community)? cloud|hugging ?face|docker ?hub|ghcr|kubernetes|k8s"
    r"|minikube|eks|gke|aks|pythonanywhere|digital ?ocean|elastic beanstalk|modal|databricks|localstack)\b",
    re.IGNORECASE,
)
ABOUT_MODEL = re.compile(
    r"random forest|xgboost|lightgbm|catboost|logistic|gradient boost|decision tree|classifier|regressor|algorithm"
    r"|hyper-?param|\bf1\b|\brecall\b|\bbest[- ]performing|neural net|\bfeatures?\b",
    re.IGNORECASE,
)
WEIGHED = re.compile(
    r"^\W*(?:costs?|pricing|best for|pros|cons|advantages?|disadvantages?|when to use|trade-?offs?|latency|complexity"
    r"|scalability|drawbacks?|limitations?|why|reason|rationale|custos?|vantagens|desvantagens|ventajas|desventajas"
    r"|avantages|inconv[eé]nients|vorteile|nachteile|vantaggi|svantaggi|kelebihan|kekurangan|优点|缺点|плюсы|минусы)\b"
    r"|\|\s*\**(?:pros|cons|best for|when to use|trade-?offs?|why|reason|rationale|cost|vantagens|ventajas|avantages"
    r"|vorteile|kelebihan)\**\s*\|",
    re.IGNORECASE,
)
ARGUED = re.compile(
    r"benefit|advantage|trade-?off|\bwhy\b|rationale|pros\b|reason|vantage|ventaja|avantage|vorteil|vantaggi|kelebihan"
    r"|\bpor que|pourquoi|warum|perch[eé]|kenapa|почему|为什么|优点",
    re.IGNORECASE,
)

# A column of a table that gives reasons.
WHY = re.compile(
    r"\bwhy\b|\breasons?\b|\brationale\b|trade-?offs?\b|\bbecause\b|por ?qu[eéê]|motivos?\b|raz[óo]n|pourquoi|"
    r"\braisons?\b|warum|\bgr[üu]nde?\b|"
    r"perch[éè]|alasan|почему|причин|为什么|理由|क्यों",
    re.IGNORECASE,
)
