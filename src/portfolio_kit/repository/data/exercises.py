"""The standard exercises of machine learning, known by the columns of their data, their loaders and their names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.data.givers import gives_data
from portfolio_kit.repository.models.stages import READ, is_test, stage_of
from portfolio_kit.repository.texts.words import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

# Columns without separators and in lower case; three of a row (all, where there are fewer) tell the data set.
_COLUMNS: dict[str, frozenset[str]] = {
    name: frozenset(columns.split())
    for name, columns in {
        "Titanic": "pclass sibsp parch embarked",
        "iris": "sepallength sepalwidth petallength petalwidth sepallengthcm sepalwidthcm petallengthcm petalwidthcm",
        "Boston housing": "crim lstat ptratio indus nox",
        "California housing": "medianhousevalue housingmedianage medinc houseage averooms totalbedrooms",
        "Ames house prices": "saleprice overallqual grlivarea garagecars totalbsmtsf",
        "King County house prices": "sqftliving sqftlot yrbuilt waterfront sqftabove",
        "Bengaluru house prices": "totalsqft bhk areatype",
        "housing prices": "mainroad guestroom hotwaterheating airconditioning",
        "Telco churn": "seniorcitizen monthlycharges totalcharges paperlessbilling",
        "bank churn": "numofproducts hascrcard isactivemember estimatedsalary productsnumber activemember",
        "telecom churn": "customerservicecalls totaldayminutes internationalplan voicemailplan",
        "Pima diabetes": "diabetespedigreefunction skinthickness pregnancies",
        "diabetes prediction": "hba1clevel bloodglucoselevel smokinghistory",
        "heart disease": "trestbps thalach oldpeak restecg exang",
        "heart failure": "restingbp stslope maxhr exerciseangina chestpaintype",
        "cardiovascular disease": "aphi aplo gluc cardio",
        "stroke": "avgglucoselevel evermarried residencetype",
        "breast cancer": "radiusmean texturemean perimetermean concavepointsmean",
        "loan approval": "applicantincome coapplicantincome loanamountterm credithistory",
        "loan approval, second form": "incomeannum cibilscore residentialassetsvalue",
        "credit risk": "personhomeownership loanintent loangrade personemplength",
        "Lending Club": "notfullypaid creditpolicy revolbal intrate loangrade subgrade",
        "German credit": "personalstatussex otherdebtors existingcredits peopleliable installmentrate checkingaccount"
        " savingaccounts",
        "credit-card default": "limitbal pay0 billamt1 payamt1",
        "credit-card fraud": "v1 v14 v28 amount",
        "credit-card customers": "purchasesfrequency cashadvance prcfullpayment oneoffpurchases",
        "mall customers": "spendingscore1100 annualincomek spendingscore annualincome",
        "Walmart sales": "weeklysales isholiday holidayflag fuelprice cpi dept",
        "Big Mart sales": "itemoutletsales itemmrp outletidentifier",
        "wine quality": "fixedacidity volatileacidity citricacid residualsugar",
        "mushrooms": "capshape capsurface gillattachment sporeprintcolor capdiameter stemheight",
        "concrete strength": "flyash superplasticizer coarseaggregate slag blastfurnaceslag",
        "predictive maintenance (AI4I)": "toolwearmin toolwear rotationalspeedrpm rotationalspeed torquenm",
        "census income": "educationnum hoursperweek capitalgain maritalstatus nativecountry",
        "hiring salaries": "testscore interviewscore salary",
        "salary by experience": "yearsexperience salary",
        "auto MPG": "mpg cylinders horsepower acceleration",
        "used cars (CarDekho)": "kmsdriven presentprice sellingprice sellertype kmdriven",
        "medical insurance": "smoker charges children bmi",
        "students' performance": "parentallevelofeducation mathscore readingscore testpreparationcourse raceethnicity",
        "student grades": "g1 g2 g3 failures",
        "HR attrition": "yearsatcompany businesstravel overtime joblevel stockoptionlevel",
        "HR analytics": "satisfactionlevel lastevaluation averagemontlyhours",
        "bank marketing": "poutcome pdays campaign previous",
        "bike sharing": "atemp windspeed casual registered cnt",
        "taxi trips": "pulocationid dolocationid tpeppickupdatetime lpeppickupdatetime fareamount pickuplongitude"
        " pickuplatitude dropofflongitude",
        "diamonds": "carat clarity cut depth",
        "MovieLens": "movieid userid rating genres",
        "Book-Crossing": "isbn bookrating bookauthor imageurls",
        "obesity": "nobeyesdad favc fcvc caec familyhistorywithoverweight",
        "obesity, second form": "overweightobesefamily consumptionoffastfood",
        "crop recommendation": "nitrogen phosphorus phosphorous potassium ph rainfall",
        "water potability": "potability chloramines trihalomethanes",
        "rain in Australia": "raintomorrow raintoday sunshine evaporation",
        "abalone": "wholeweight shuckedweight visceraweight",
        "NSL-KDD": "srcbytes dstbytes numfailedlogins dsthostcount",
        "online retail": "invoiceno stockcode unitprice",
        "penguins": "billlengthmm flipperlengthmm culmenlengthmm bodymassg",
        "flight prices": "dateofjourney totalstops additionalinfo",
        "mobile prices": "batterypower pxheight pxwidth mobilewt",
        "vehicle insurance": "previouslyinsured vehicledamage policysaleschannel",
        "payment fraud (PaySim)": "nameorig oldbalanceorg newbalanceorig oldbalancedest",
        "job changes": "citydevelopmentindex enrolleduniversity relevantexperience releventexperience",
        "household power": "globalactivepower submetering1 globalreactivepower",
        "hotel bookings": "leadtime staysinweekendnights adr depositedtype deposittype",
        "movies (TMDB)": "voteaverage votecount popularity originallanguage",
        "airline satisfaction": "inflightwifiservice onlineboarding legroomservice",
        "laptop prices": "typename screenresolution inches opsys",
        "employee promotion": "avgtrainingscore lengthofservice kpismet80",
        "customer personality": "mntwines mntfruits numdealspurchases",
        "insurance premiums": "premiumprice anytransplants anychronicdiseases bloodpressureproblems",
        "drug200": "natok bp cholesterol drug",
        "forest fires": "ffmc dmc isi bui fwi",
        "Olist": "productcategoryname sellerid customeruniqueid freightvalue",
        "Airbnb": "neighbourhoodgroup roomtype minimumnights reviewspermonth",
        "Superstore": "shipmode subcategory segment profit",
        "graduate admission": "grescore toeflscore universityrating lor",
        "Spotify": "danceability acousticness instrumentalness speechiness",
        "campus placement": "sscp hscp degreep mbap",
        "data-science salaries": "experiencelevel employmenttype salaryinusd remoteratio",
        "Seoul bikes": "rentedbikecount functioningday solarradiation",
        "home credit": "amtcredit amtannuity daysbirth extsource1",
        "fish market": "length1 length2 length3",
    }.items()
}
# The same data sets, and those without columns, as titles, texts and files name them: beginnings of words.
_NAMES = re.compile(
    r"\b(?:"
    + "|".join(
        name.replace("-", "[- _]?")
        for name in listed(
            r"""
    titanic iris-(?:flower|data|species|classif)
    (?:boston|california|ames|king-county|bengaluru|bangalore)-hous(?:e|ing)
    (?:house|housing)-prices?-(?:advanced|predict) telco-(?:customer-)?churn churn-modell?ing
    (?:bank|telecom|customer)-churn-(?:data|model|predict) pima diabetes-prediction fashion-mnist mnist
    digit-recogni cifar pneumonia cats?-(?:(?:vs|and|x)\.?-)?dogs? plant-?village plant-(?:leaf-)?disease
    brain-tumou?r face-mask-detect skin-cancer ham10000 isic-20 diabetic-retinopathy fer-2013 gtsrb
    (?:german-)?traffic-sign intel-image stanford-dogs flowers-102 food-101 fruits-360 eurosat celeba ravdess
    crema-d gtzan urbansound esc-50 speech-commands flickr-?8k (?:sms|email)-spam
    spam-(?:sms|email|detect|classif|filter) spam\.csv enron-(?:spam|email) phishing-(?:website|url) fake-news imdb
    sentiment140 (?:twitter|tweet|airline)-sentiment amazon-(?:fine-food-)?reviews yelp-(?:review|data)
    restaurant-reviews ag-news 20-?newsgroups bbc-news toxic-comment quora-question heart-disease heart-failure
    cardiac-disease cardiovascular-disease doen[çc]as-card[íi]acas enfermedad(?:es)?-card penyakit-jantung
    breast-cancer stroke-(?:prediction|data) lung-cancer kidney-disease liver-(?:disease|patient) parkinson
    thyroid-(?:disease|data) obesity calories-burn drug-?200 drug-classif insurance-(?:cost|charges|premium)
    medical-insurance vehicle-insurance loan-(?:default|approval|status|eligib|prediction|data)
    credit-card-(?:fraud|default|customers?) cc-general german-credit home-credit give-me-some-credit lending-?club
    paysim ieee-cis ulb-(?:credit|fraud|data) porto-seguro santander adult-(?:census-)?income census-income
    hr-(?:analytics|attrition) ibm-hr employee-(?:attrition|turnover) bank-marketing mall-customers?
    customer-personality online-retail superstore instacart black-friday-sales walmart rossmann big-?mart
    m5-forecast favorita store-item-demand e-?commerce-shipping hotel-booking-(?:cancel|demand)
    airbnb-(?:price|listing|data) movielens tmdb book-?crossing goodreads-(?:books|data)
    netflix-(?:movies|titles|prize) anime-recommend spotify-(?:tracks|songs|data) nyc-(?:taxi|tlc|airbnb|citi)
    (?:green|yellow)_tripdata taxi-(?:fare|trip) citi-?bike bike-shar capital-bikeshare air-passengers
    air-?line-passenger
    stock-(?:market-)?price jena-climate daily-delhi beijing-pm household-power appliances-energy energy-efficiency
    rain-in-austral weather-?aus crop-(?:recommend|yield) water-(?:potab|quality) forest-fires? wine-quality
    mushroom abalone fish-market penguins auto-mpg concrete-(?:compressive|strength) (?:used-)?car-price-predict
    car-?dekho car-evaluation laptop-price mobile-price diamonds?-price flight-(?:price|fare) gold-price-predict
    cmapss c-mapss turbofan fd001 ai4i nsl-kdd kdd-?cup kddtest kddtrain cic-?ids unsw-nb15 sonar-(?:data|rock)
    rock-vs\.?-mine students?'?-(?:performance|scores?|dropout) campus-placement graduate-admission
    play-?(?:tennis|golf) admission-predict zomato ipl-(?:win|match|data|score) hiring\.csv salary-data ds-salaries
    鸢尾花 泰坦尼克 титаник ирисы-фишера 波士顿房价
    """
        )
    )
    + ")",
    re.IGNORECASE,
)
_LOADERS = {
    "load_iris": "iris",
    "load_boston": "Boston housing",
    "fetch_california_housing": "California housing",
    "load_breast_cancer": "breast cancer",
    "load_diabetes": "scikit-learn's diabetes",
    "load_wine": "wine",
    "load_digits": "digits",
    "fetch_20newsgroups": "20 newsgroups",
    "MNIST": "MNIST",
    "FashionMNIST": "Fashion-MNIST",
    "CIFAR10": "CIFAR-10",
    "CIFAR100": "CIFAR-100",
}
_KERAS = re.compile(r"keras\.datasets\.(\w+)")
_REST = re.compile(r"[^\W\d_]{1,20}")
_SEPARATORS = re.compile(r"[^0-9a-zà-öø-ÿ]+")
_CELL = re.compile(r"[,;\t]")
_WORD = re.compile(r"[^\W\d][\w.-]{1,40}")
# Settings list the columns that the code takes.
_SETTINGS = (".yaml", ".yml", ".toml")
_LARGEST_SETTINGS = 50_000
_ENOUGH = 3
_LONGEST_NAME = 60
_LONGEST_PATH = 200
_JOINING = ("merge", "concat", "merge_asof")
_DATA_FILE = re.compile(r"[\w-]\.(?:csv|tsv|xlsx?|json|parquet)\b", re.IGNORECASE)
_PAGE = re.compile(r"https?://[^\s)>\"'|]{3,300}")
_MANY_SOURCES = 5
# Where exercises are handed out. Data from the page of somebody else is not theirs, however alike the subject.
_HUBS = re.compile(
    r"kaggle|\buci\b|ics\.uci|openml|hugging ?face|github|gitlab|drive\.google|dropbox|analyticsvidhya|datacamp|zenodo"
    r"|mendeley|tensorflow|sklearn|amazonaws|googleapis|coursera|datatalks",
    re.IGNORECASE,
)


class Exercise(NamedTuple):
    """A standard exercise that the repository works on, where that shows, and by what it is known.

    `is_theme` is whether only a title, or how its own code is called, says so: other data may be about the same.
    """

    name: str
    evidence: Evidence
    told_by: str
    is_theme: bool = False


def exercises(repository: Repository) -> Iterator[Exercise]:
    """Yield the standard exercises that data, code, and titles show, the surest first."""
    yield from _by_columns(repository)
    yield from _by_loader(repository)
    # What comes from many places, or from a page of its own, is no exercise, however a script or a title calls it.
    is_own = gathered(repository) is not None or _is_from_elsewhere(repository)
    modules = {module.path: module for module in repository.modules if module.calls}
    for file in repository.files:
        if file.suffix in (".csv", ".tsv", ".ipynb", ".xlsx", ".data", ".py", ".txt") and (
            match := _NAMES.search(file.name.replace("_", " ")) or _NAMES.search(file.name)
        ):
            if is_own and file.suffix in (".ipynb", ".py"):
                continue
            place = _in_code(modules[file.path]) if file.path in modules else file.evidence()
            is_theme = file.suffix in (".ipynb", ".py")
            yield Exercise(_whole(match), place, f"the name of {file.path}", is_theme)
    for document in repository.texts if not is_own else ():
        for line in document.lines[:60]:
            if line.kind == "heading" and (match := _NAMES.search(line.text[:2000])):
                yield Exercise(
                    _whole(match), document.evidence(line.number), f"a title in {document.path}", is_theme=True
                )


def _is_from_elsewhere(repository: Repository) -> bool:
    """Whether texts give the page that the data comes from, and no source among them hands out exercises."""
    told = [origin for origin in repository.origins if origin.in_text and not origin.is_made]
    pages = [match[0] for origin in told for match in _PAGE.finditer(origin.evidence.excerpt)]
    said = [origin.evidence.excerpt for origin in repository.origins]
    return bool(pages) and not any(_HUBS.search(text) or _NAMES.search(text) for text in said)


def _whole(match: re.Match[str]) -> str:
    """What was found, up to the end of its last word: a list of names has the beginnings of some."""
    rest = _REST.match(match.string, match.end())
    return (match[0] + (rest[0] if rest else "")).removesuffix(".csv")


def gathered(repository: Repository) -> Evidence | None:
    """Return where scripts put together what a text lists with a page for each: data from many sources, which nobody
    else has put together so. None where either of them is missing.
    """
    scripts = [module for module in repository.scripts if module.mentions(*_JOINING) and not is_test(module.path)]
    joins = ((module, call) for module in scripts for call in repository.live.calls(module) if call.last in _JOINING)
    joined = next((module.evidence(call.line) for module, call in joins), None)
    if joined is None:
        return None
    for document in repository.texts:
        pages = set()
        for line in document.lines:
            text = document.source_line(line.number) if line.kind == "table" else ""
            if "http" in text and (_DATA_FILE.search(text) or gives_data(text)):
                pages.update(_PAGE.findall(text)[:1])
        if len(pages) >= _MANY_SOURCES:
            return joined
    return None


def _by_columns(repository: Repository) -> Iterator[Exercise]:
    tables = [
        (file.evidence, [_normal(cell) for cell in _CELL.split(file.head.split("\n", 1)[0][:8000])])
        for file in repository.suffixed(".csv", ".tsv", ".data")
        if file.size
    ]
    for evidence, header in tables:
        if name := told_by(set(header)):
            yield Exercise(name, evidence(1), "the columns of its data")
    # What tests are run on is told of last.
    for module in sorted(repository.modules, key=lambda module: is_test(module.path)):
        strings = {_normal(text) for text, _ in module.strings if len(text) < _LONGEST_NAME}
        if name := told_by(strings | {_normal(attribute) for attribute in module.names}):
            yield Exercise(name, _in_code(module, _COLUMNS[name]), f"the columns that {module.path} names")

    for file in repository.suffixed(*_SETTINGS):
        if not 0 < file.size < _LARGEST_SETTINGS or is_test(file.path):
            continue
        if name := told_by({_normal(word) for word in _WORD.findall(file.text)}):
            lines = (
                number
                for number, line in enumerate(file.lines, start=1)
                if any(_normal(word) in _COLUMNS[name] for word in _WORD.findall(line))
            )
            yield Exercise(name, file.evidence(next(lines, 1)), f"the columns that {file.path} names")


def _in_code(module: Module, columns: frozenset[str] = frozenset()) -> Evidence:
    """Where a module has the columns that tell, names the data set or reads it; else its first call, which is no
    import.
    """
    lines = [line for text, line in module.strings if len(text) < _LONGEST_NAME and _normal(text) in columns]
    lines = lines or [
        node.lineno + start
        for tree, start in module.trees
        for node in walk(tree)
        if isinstance(node, (ast.Attribute, ast.Name, ast.arg)) and _normal(_name(node)) in columns
    ]
    named = [line for text, line in module.strings if len(text) < _LONGEST_PATH and _NAMES.search(text)]
    read = [call.line for call in module.calls if stage_of(call) == READ]
    lines = lines or [line for line in named if line in read] or read or named
    lines = lines or [call.line for call in module.calls]
    return module.evidence(min(lines, default=1))


def _name(node: ast.Attribute | ast.Name | ast.arg) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else node.arg


def told_by(columns: set[str]) -> str | None:
    """Return the exercise that some columns (without separators, in lower case) belong to."""
    for name, known in _COLUMNS.items():
        if len(known & columns) >= min(_ENOUGH, len(known)):
            return name
    return None


def _by_loader(repository: Repository) -> Iterator[Exercise]:
    for module in repository.modules:
        if module.mentions(*_LOADERS, "keras.datasets"):
            for call in module.calls:
                match = _KERAS.search(call.name)
                name = _LOADERS.get(call.last) or (match[1] if match else None)
                if name:
                    yield Exercise(name, module.evidence(call.line), f"the data that {call.last} loads")


@lru_cache(maxsize=8192)
def _normal(text: str) -> str:
    return _SEPARATORS.sub("", text.lower())
