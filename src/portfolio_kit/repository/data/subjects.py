"""Words that say what data is about, in the languages of portfolios: people, things, and what people write for all.

A word that ends in `*` stands for all words that begin so.
"""

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.words import listed


class Words(NamedTuple):
    """Whole words, beginnings of words, and terms of scripts that have no spaces between words."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    terms: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Whether a word in lower case is one of them."""
        return word in self.whole or word.startswith(self.beginnings)


def _words(text: str, terms: str) -> Words:
    found = text.split()
    return Words(
        frozenset(word for word in found if not word.endswith("*")),
        tuple(word.removesuffix("*") for word in found if word.endswith("*")),
        tuple(terms.split()),
    )


# Columns that only people have, without separators and in lower case.
COLUMNS = frozenset(
    listed(
        """
    gender sex gen seks geschlecht genero sexo jeniskelamin cinsiyet plec пол 性别 personalstatussex seniorcitizen
    dependents partner marital maritalstatus married estadocivil statuspernikahan familystatus race ethnicity
    nationality religion education customerid customer clientid clientnum customernumber idcliente clienteid
    patientid passengerid employeeid employeenumber studentid nim applicantid memberid userid personid loanid
    surname lastname firstname fullname dob dateofbirth birthdate yearbirth email emailaddress phonenumber
    mobilenumber ssn nik cpf pclass sibsp parch survived bmi glucose bloodpressure trestbps chol cholesterol
    thalach maxhr restingbp diabetespedigreefunction pregnancies restecg chestpaintype highbp highchol hba1c
    hba1clevel bloodglucoselevel smokingstatus smoker smoking physicalactivity avgglucoselevel evermarried
    worktype residencetype mentalhealth estimatedsalary creditscore personincome personage applicantincome
    coapplicantincome annualincome annualinc monthlyincome amtincometotal selfemployed personhomeownership
    emplength tenure churn exited attrition yearsatcompany jobrole nativecountry hoursperweek capitalgain
    hascrcard isactivemember numofproducts creditlimit spendingscore incomegroup customersegment
    customeruniqueid userage interviewscore salary experience yearsexperience faixaetaria renda idade edad
    ingresos umur usia возраст 年龄 smsmessage sms aphi aplo gluc nobeyesdad thal exang parentallevelofeducation
    raceethnicity radiusmean uniqueid
    """
    )
)
_SOMEBODY = (
    r"(?:customer|client|cust|user|patient|passenger|guest|employee|emp|student|driver|rider|member|applicant|borrower"
    r"|reviewer|donor|buyer"
    r"|person|respondent|participant|worker|voter|subscriber|cardholder|tenant|candidate|athlete|cliente|usuario|aluno"
    r"|paciente|pelanggan|nasabah|kunden)"
)
# What somebody in the data is called, with what is kept of them: `guest_id`, `Driver Name`.
OF_SOMEBODY = re.compile(
    rf"{_SOMEBODY}(?:unique|full|first|last)?(?:id|no|num|number|name|age|gender|sex|email|phone"
    r"|address|income|nome|nombre|nummer)"
    # Who lets a room.
    r"|(?:calculated)?host(?:id|name|about|since|location|listingscount|issuperhost|identityverified|responsetime"
    r"|pictureurl)"
)
OF_SOMEBODY_PLAIN = re.compile(rf"{_SOMEBODY}(\w+)")
# The same the other way round: `gender_of_respondent`.
OF_WHOM = re.compile(rf"(\w+?)of(?:the|de)?{_SOMEBODY}")
# Those that data about things can have as well: they count beside a sure one only.
WEAK_COLUMNS = frozenset(
    listed(
        "salary experience tenure survived partner customer gen smoking race education email creditlimit sms uniqueid"
        " hostid hostname idade edad umur usia возраст 年龄"
    )
)
# Those that sort people into groups over which a model can be measured, the first to look at first.
GROUP_COLUMNS = listed(
    """
    gender sex gen seks geschlecht genero sexo jeniskelamin cinsiyet plec пол 性别 personalstatussex codegender
    age agegroup ageyears customerage userage personage alter idade edad umur usia faixaetaria возраст 年龄
    race ethnicity raceethnicity nationality nativecountry religion seniorcitizen disability geography region
    country state province city propertyarea residencetype wilayah provinsi estado pais regiao education
    educationlevel educationnum parentallevelofeducation escolaridade pendidikan образование marital maritalstatus
    married evermarried estadocivil statuspernikahan familystatus worktype employmentstatus selfemployed job
    jobrole occupation incomegroup
    """
)
# What tells who somebody is; a name does so in a table of people only.
NAMED_PERSONS = frozenset(
    listed(
        """
    surname lastname firstname fullname studentname patientname customername employeename email emailaddress
    phonenumber mobilenumber phone ssn nik cpf nim nis nisn studentid studentnumber studentno rollno rollnumber
    matricula matriculationnumber matrikelnummer
    """
    )
)
NAMES = frozenset(listed("name nama nome nombre nom имя фио 姓名"))

PEOPLE = _words(
    """
    customer* cliente clientes client clients kunden pelanggan nasabah müşteri* patient patients paciente
    pacientes pasien patienten passenger passengers passageiros employee* empregados funcionários funcionarios
    empleados karyawan mitarbeiter student students alunos aluno estudiantes estudiante siswa mahasiswa
    étudiants applicant* borrower* debtor* tenant tenants citizen* voter* household*
    subscriber* churn* gender sexo marital ethnicit* salary salaries income renda ingresos disease*
    diagnosis diagnoses diagnosed diagnosa
    diabet* heart cardíac* cancer stroke obes* pneumonia ray medical clinical salud saúde smoker* loan
    loans credit mortgage attrition hiring resume resumes spam sms tweet tweets casualt* pedestrian* face
    faces facial biometric personas people person persons pessoas klien* klient* клиент* пациент* заемщик*
    заёмщик* сотрудник* пользовател* люди людей hastalar* pazienti pazient* malattia maladie krankheit
    enfermedad* doença* penyakit* болезн* fraud* cardholder* guest guests booking* insur* policyholder* titanic
    hospital* mortality symptom* covid* tumor* tumour* mri ecg eeg depress* suicid* victim* offender* demographic*
    voice voices speech speaker*
    """,
    "客户 患者 员工 学生 मरीज ग्राहक रोगी 고객 환자",
)
# What people suffer from, and what things can bring upon them.
ILLNESSES = (
    "disease",
    "heart",
    "cardíac",
    "cancer",
    "stroke",
    "pneumonia",
    "mortality",
    "doença",
    "enfermedad",
    "maladie",
    "krankheit",
    "malattia",
    "penyakit",
    "болезн",
    "symptom",
    "salud",
    "saúde",
)
THINGS = _words(
    """
    sensor sensors engine engines machinery equipment turbine* turbofan bearing bearings rul motor
    motors battery batteries manufacturing torque maquinaria house houses housing estate property properties
    apartment* flats imóvel imóveis imovel vivienda* casa casas inmueble* residencias rumah immobili* wohnung*
    bedroom* sqft saleprice car cars vehicle* automobil* autos coches veículos vehículos mileage weather
    temperature* rainfall precipitation humidity clima cuaca wetter météo meteorolog* stock stocks shares ticker
    ibovespa acciones ações saham bitcoin crypto* trading sales vendas ventas penjualan ventes
    inventory demanda permintaan energy electricity electric grid energia energía
    strom solar wind concrete cement steel concreto beton mushroom* flower flowers sepal petal wine wines
    plant plants crop crops leaf leaves soil yield packet packets intrusion* malware phishing stars
    galaxy galaxies exoplanet* planet planets telescope* satellite*
    flight flights ship ships pollution earthquake* traffic taxi taxis trip trips
    bike bikes team match matches champion* diamond* abalone* penguin* animal animals dog dogs fish
    bird birds molecul* ligand* peptide* mnist emnist cifar* handwritten laptop* smartphone* pollutant* ozone
    particulate* emissions
    недвижимост* квартир* автомобил* погод* продаж* aktien börse
    """,
    "房价 房屋 天气 股票 汽车 销售 मकान घर 기상 기온 날씨 판매 주가",
)
# Words for things that texts as often say of models, searches and those who make them: they show least.
ALSO_OF_MODELS = frozenset(
    listed("team match matches champion champions grid leaf leaves crop engine engines property properties yield")
)
# What is written about things, and not by those whom the data is about.
REVIEWS = _words("reviews news avis reseñas ulasan отзыв* новост*", "评论 新闻 समीक्षा समाचार")
WRITINGS = _words(
    """
    reviews sentiment* tweet tweets news articles comments posts toxic* hate opinion*
    sentimientos sentimento* avis reseñas ulasan sentimen отзыв* новост*
    """,
    "评论 新闻 情感 समीक्षा समाचार",
)
