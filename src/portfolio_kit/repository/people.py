"""Whether the data is about people: decides where fairness applies and what privacy asks for.

The columns of the data speak first (in the files, and as the code names them), then the words of the texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from portfolio_kit.rubric.finding import Evidence

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository

# Columns that only people have, without separators and in lower case.
_COLUMNS = frozenset(
    "gender sex gen seks geschlecht genero sexo jeniskelamin cinsiyet plec пол 性别 sexemployee personalstatussex "
    "seniorcitizen dependents partner marital maritalstatus married estadocivil statuspernikahan familystatus race ethnicity nationality religion education "
    "customerid customer clientid clientnum customernumber idcliente clienteid patientid passengerid employeeid employeenumber studentid nim applicantid memberid userid personid loanid "
    "surname lastname firstname fullname dob dateofbirth birthdate yearbirth email emailaddress phonenumber mobilenumber ssn nik cpf "
    "pclass sibsp parch survived bmi glucose bloodpressure trestbps chol cholesterol thalach maxhr restingbp diabetespedigreefunction pregnancies restecg chestpaintype "
    "highbp highchol hba1c hba1clevel bloodglucoselevel smokingstatus smoker smoking physicalactivity avgglucoselevel evermarried worktype residencetype mentalhealth "
    "estimatedsalary creditscore personincome personage applicantincome coapplicantincome annualincome annualinc monthlyincome amtincometotal selfemployed personhomeownership emplength "
    "tenure churn exited attrition yearsatcompany jobrole nativecountry hoursperweek capitalgain hascrcard isactivemember numofproducts creditlimit paymentrate "
    "spendingscore incomegroup customersegment customerunique customeruniqueid userage interviewscore salary experience yearsexperience "
    "faixaetaria renda idade edad ingresos umur usia alter возраст 年龄 personas smsmessage sms".split()
)  # fmt: skip
_WEAK_COLUMNS = frozenset({"salary", "experience", "tenure", "survived", "partner", "customer", "gen", "smoking", "race", "education", "email", "creditlimit", "sms"})

_PEOPLE = re.compile(
    r"(?<![^\W\d_])(?:customers?|clientes?|clients?|kunden|pelanggan|nasabah|müşteri\w*|patients?|pacientes?|pasien|patienten|passengers?|passageiros|employees?|empregados|funcion[áa]rios|empleados|karyawan|mitarbeiter|"
    r"students?|alunos?|estudiantes?|siswa|mahasiswa|étudiants?|applicants?|borrowers?|debtors?|tenants?|candidates?|citizens?|voters?|households?|subscribers?|"
    r"churn\w*|gender|sexo?|marital|ethnicit\w+|salary|salaries|income|renda|ingresos|diagnos\w+|disease|diabet\w+|heart|cardíac\w+|cancer|stroke|obes\w+|pneumonia|x-rays?|medical|clinical|"
    r"health|salud|saúde|smokers?|loans?|credit|mortgage|attrition|hiring|resumes?|spam|sms|casualt\w+|drivers?|pedestrians?|faces?|facial|biometric|"
    r"personas?|people|persons?|pessoas|patienten|клиент\w*|пациент\w*|заемщик\w*|сотрудник\w*|пользовател\w*|люд[ией]\w*|客户|患者|员工|学生|मरीज\w*|ग्राहक\w*|hastalar?)(?![^\W\d_])",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"(?<![^\W\d_])(?:sensors?|engines?|machines|machinery|equipment|turbines?|turbofan|bearings?|predictive maintenance|rul|motors?|batter(?:y|ies)|manufacturing|torque|maquinaria|"
    r"houses?|housing|real estate|propert(?:y|ies)|apartments?|flats|im[óo]ve(?:l|is)|viviendas?|casas?|inmuebles?|residencias?|rumah|immobili\w+|wohnung\w*|bedrooms?|sqft|saleprice|"
    r"cars?|vehicles?|automobil\w*|autos?|coches|veículos|vehículos|mileage|weather|temperatures?|rainfall|precipitation|humidity|clima|cuaca|wetter|météo|meteorolog\w+|"
    r"stocks?|shares|ticker|b3|ibovespa|acciones|ações|saham|bitcoin|crypto\w*|exchange rates?|stock market|trading|sales|vendas|ventas|penjualan|ventes|stores?|inventory|demand|demanda|permintaan|products?|"
    r"energy|electricity|electric|power|grid|energia|energía|strom|load forecasting|solar|wind|concrete|cement|steel|concreto|beton|mushrooms?|flowers?|iris|sepal|petal|wines?|plants?|crops?|leaf|leaves|soil|yield|"
    r"network traffic|packets?|intrusions?|malware|urls?|phishing|stars|galax(?:y|ies)|satellites?|flights?|ships?|air quality|water quality|pollution|earthquakes?|traffic|taxis?|trips?|bikes?|"
    r"team|match(?:es)?|champions?|diamonds?|abalones?|penguins?|animals?|cats?|dogs?|fish|birds?|time series|datacenter|servers?|недвижимост\w*|квартир\w*|автомобил\w*|погод\w*|продаж\w*|房价|房屋|天气|股票|汽车|销售|मकान|घर)(?![^\W\d_])|기상|기온|날씨|판매|주가",
    re.IGNORECASE,
)
# What people wrote for everybody to read: no records of persons, and yet no thing either.
_WRITINGS = re.compile(
    r"(?<![^\W\d_])(?:reviews?|sentiments?|tweets?|news|articles?|comments?|posts|toxic\w*|hate speech|opinions?|sentimientos?|sentimento|avis|reseñas|ulasan|sentimen|отзыв\w*|评论|新闻|情感)(?![^\W\d_])",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"[^\W\d][\w .-]{1,40}")
_SEPARATORS = re.compile(r"[\s_.\-]+")
_CELL = re.compile(r"[,;\t|]")
_ENOUGH_COLUMNS = 2
_CAP = 12
_COLUMN_WEIGHT = 8
_LONGEST = 2000
_FEW_WORDS = 60
_MOST_TABLES = 40
_TABLES = (".csv", ".tsv", ".data", ".xlsx", ".parquet", ".xls")


@dataclass(frozen=True, slots=True)
class Subject:
    """What the data is about: how much speaks for people and for things, and where people's columns stand."""

    columns: tuple[str, ...]
    people: int
    things: int
    writings: int
    evidence: tuple[Evidence, ...]
    thing_evidence: tuple[Evidence, ...]

    @property
    def is_people(self) -> bool:
        """Whether the data is about people."""
        return len(self.columns) >= _ENOUGH_COLUMNS or (self.people > self.things and self.people >= 3)  # noqa: PLR2004

    @property
    def is_things(self) -> bool:
        """Whether the data is about things, and people are ruled out."""
        return not self.is_people and self.things >= 3 and self.things >= 2 * self.people and self.things > self.writings  # noqa: PLR2004


def subject(repository: Repository) -> Subject:
    """Return what the data of the repository is about."""
    columns: dict[str, Evidence] = {}
    for name, evidence in _columns(repository):
        columns.setdefault(name, evidence)
    strong = [name for name in columns if name not in _WEAK_COLUMNS]
    counted = tuple(strong) + (tuple(name for name in columns if name in _WEAK_COLUMNS) if strong else ())
    counts = _Counts()
    for line, weight, evidence in _spoken(repository):
        counts.add(line, weight, evidence)
    return Subject(
        counted,
        _capped(counts.people) + _COLUMN_WEIGHT * len(counted),
        _capped(counts.things),
        _capped(counts.writings),
        tuple([columns[name] for name in counted[:3]] or counts.people_places),
        tuple(counts.thing_places),
    )


class _Counts:
    def __init__(self) -> None:
        self.people: Counter[str] = Counter()
        self.things: Counter[str] = Counter()
        self.writings: Counter[str] = Counter()
        self.people_places: list[Evidence] = []
        self.thing_places: list[Evidence] = []

    def add(self, text: str, weight: int, evidence: Callable[[], Evidence]) -> None:
        text = text[:_LONGEST].replace("_", " ")
        for pattern, counter, places in (
            (_PEOPLE, self.people, self.people_places),
            (_THINGS, self.things, self.thing_places),
            (_WRITINGS, self.writings, None),
        ):
            found = pattern.findall(text)
            for word in found:
                counter[word.lower()] += weight
            if found and places is not None and len(places) < 3:  # noqa: PLR2004
                places.append(evidence())


def _capped(counter: Counter[str]) -> int:
    return sum(min(count, _CAP) for count in counter.values())


def _spoken(repository: Repository) -> Iterator[tuple[str, int, Callable[[], Evidence]]]:
    """What texts, and the names of data files and their columns say; where there is little of it, the strings of the code."""
    for document in repository.texts:
        for line in document.lines:
            if line.kind not in ("code", "tree", "blank"):
                yield line.text, 3 if line.kind == "heading" else 1, partial(document.evidence, line.number)
    for file in _tables(repository):
        yield f"{file.stem} {file.head.split(chr(10), 1)[0]}", 2, file.evidence
    if sum(document.words for document in repository.texts) < _FEW_WORDS:
        for module in repository.modules:
            for text, line_number in module.strings:
                yield text, 1, partial(module.evidence, line_number)


def _tables(repository: Repository) -> list[File]:
    return [file for file in repository.files if file.suffix in _TABLES and file.size][:_MOST_TABLES]


def _columns(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    """The people's columns, in tables first, then as the code names them."""
    for file in _tables(repository):
        for name in personal_columns(file.head.split("\n", 1)[0]):
            yield name, file.evidence(1)
    for module in repository.modules:
        for text, line in module.strings:
            if len(text) <= 41 and _IDENTIFIER.fullmatch(text):  # noqa: PLR2004
                name = _normal(text)
                if name in _COLUMNS:
                    yield name, module.evidence(line)


def personal_columns(header: str) -> list[str]:
    """Return the columns of a table's header that only people have, without separators and in lower case."""
    return [name for cell in _CELL.split(header[:4000]) if (name := _normal(cell.strip(" \"'"))) in _COLUMNS]


def _normal(text: str) -> str:
    return _SEPARATORS.sub("", text).lower()

