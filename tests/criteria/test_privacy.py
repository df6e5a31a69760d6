"""Privacy: what earns each level, and what only looks as if it did."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import ClassVar

import pytest

from portfolio_kit.rubric.finding import Finding
from tests.criteria.members import FIT, MEMBERS, SENSORS, TRAIN, judged

# A repository's key as a scanner finds it, put together so that no scanner finds it here.
DRAWN = "jq0(a3mx2ltyr1fj7jdn5" + "%4^t3192onbs^id6v8f+8-fx9$avd"
AWS = "AKIA" + "Q7RZ3MNB5TYW2KXL"


class TestPrivacy:
    def test_a_tree_that_calls_the_data_synthetic_is_a_word_where_the_code_makes_it(self, tmp_path: Path) -> None:
        readme = "# PQRS\n\n```\n├── generate_data.py  # Generador de datos sintéticos\n└── train.py\n```\n"
        makes = (
            "import random\n\nimport pandas as pd\n\nrandom.seed(1)\n"
            "rows = [(random.random(), random.choice('ab'), random.randint(1, 9)) for _ in range(9)]\n"
            "pd.DataFrame(rows).to_csv('data.csv')\n"
        )
        files: dict[str, str | bytes] = {"README.md": readme, "train.py": TRAIN, "generate_data.py": makes}
        assert judged("privacy", tmp_path / "made", files).level == 2
        assert judged("privacy", tmp_path / "said", {**files, "generate_data.py": "print(1)\n"}).level == 1

    @pytest.mark.parametrize(
        ("address", "is_told"),
        [
            ("mysql+pymysql://gym:2468@localhost/gym", True),
            ("mysql+pymysql://gym:your_password@localhost/gym", False),
            ("mysql+pymysql://gym@localhost/gym", False),
        ],
    )
    def test_a_default_password_in_an_address_is_no_secret_and_told_in_the_fix(
        self, address: str, is_told: bool, tmp_path: Path
    ) -> None:
        code = f"{TRAIN}from sqlalchemy import create_engine\nengine = create_engine('{address}')\n"
        finding = judged("privacy", tmp_path, {"train.py": code, "data/members.csv": MEMBERS, "README.md": "# M\n"})
        assert "is committed" not in finding.reason
        assert ("has the password of a database" in (finding.fix or "")) is is_told

    def test_what_an_answer_is_shown_as_is_no_column(self, tmp_path: Path) -> None:
        shown = (
            "import sys\n\nprint(f\"Answer: {'Churn' if len(sys.argv) else 'No churn'}\", {'Credit_Limit': sys.argv})\n"
        )
        looked = "import pandas as pd\nrows = pd.read_sql('select', 1)\nprint(rows['Gender'], rows['Marital_Status'])\n"
        finding = judged(
            "privacy", tmp_path, {"app.py": shown, "train.py": FIT, "look.py": looked, "README.md": "# G\n"}
        )
        assert "(columns Marital_Status and Gender)" in finding.reason

    def test_what_a_scheduler_is_told_is_no_column(self, tmp_path: Path) -> None:
        dag = "from airflow.models import Variable\n\nto = Variable.get('email_address', default_var='')\n"
        files: dict[str, str | bytes] = {"dag.py": dag, "README.md": "# Stars\n\nWhich star has a planet?\n"}
        assert "email" not in judged("privacy", tmp_path, files).reason

    def test_columns_are_called_as_they_are_written(self, tmp_path: Path) -> None:
        table = "personal_status_sex,Credit Score\n1,2\n"
        finding = judged("privacy", tmp_path, {"train.py": FIT, "credit.csv": table, "README.md": "# Credit\n"})
        assert "(columns personal_status_sex and Credit Score)" in finding.reason

    def test_committed_records_of_known_persons_are_to_be_removed(self, tmp_path: Path) -> None:
        table = "StudentID,Name,Gender,Grade\n17,Ada,f,2\n"
        finding = judged("privacy", tmp_path, {"train.py": FIT, "data/grades.csv": table, "README.md": "# Grades\n"})
        assert finding.level == 0
        assert "Put made-up values in place of StudentID and Name in data/grades.csv" in (finding.fix or "")

    def test_records_without_names_are_not_asked_to_be_removed(self, tmp_path: Path) -> None:
        finding = judged("privacy", tmp_path, {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": "# M\n"})
        assert "made-up values" not in (finding.fix or "")

    def test_a_committed_database_of_persons_is_to_be_removed(self, tmp_path: Path) -> None:
        rows = b"CREATE TABLE auth_user (id integer, email text, password text)\x00ada@club.org pbkdf2_sha256$1$abcdef"
        files: dict[str, str | bytes] = {"train.py": TRAIN, "db.sqlite3": b"SQLite format 3\x00" + rows}
        finding = judged("privacy", tmp_path, files)
        assert finding.level == 0
        assert "Remove db.sqlite3" in (finding.fix or "")
        assert "Revoke" not in (finding.fix or "")

    def test_the_fix_of_data_about_things_is_said_once_and_shows_the_data(self, tmp_path: Path) -> None:
        code = "from pathlib import Path\n\nROOT = Path(__file__)\n" + TRAIN.replace("members", "pumps")
        readme = "# Pump failures\n\nSensors of the machines give temperature and torque; the engine fails or not.\n"
        finding = judged("privacy", tmp_path, {"app.py": code, "README.md": readme})
        assert finding.level == 1
        assert (finding.fix or "").count("Say in one sentence") == 1
        assert "holds no personal data" in (finding.fix or "")
        assert [place.path for place in finding.evidence] == ["README.md", "app.py"]
        assert "read_csv" in finding.evidence[1].excerpt

    def test_nobody_is_asked_to_deny_persons_whom_the_data_may_hold(self, tmp_path: Path) -> None:
        readme = "# Reviews\n\nReviews of shops: is the sentiment good?\n"
        finding = judged("privacy", tmp_path, {"train.py": TRAIN.replace("age", "stars"), "README.md": readme})
        assert finding.level == 1
        assert "whether the data holds personal data" in (finding.fix or "")

    def test_peoples_data_without_a_word_is_nothing(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": "# Members\n"}
        assert judged("privacy", tmp_path, files).level == 0

    def test_data_without_people_needs_no_word_for_half(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "train.py": "import pandas\npandas.read_csv('sensors.csv')\n",
            "sensors.csv": SENSORS,
        }
        assert judged("privacy", tmp_path, files).level == 1

    @pytest.mark.parametrize(
        "sentence",
        [
            "Names were removed and the ids are anonymised by the provider.",
            "All customers are synthetic data from a generator.",
            "The customers are fictional.",
            "Nobody real is in it: no real customers, only made-up ones.",
            "Names of the members are hashed before they reach the table.",
            "O conjunto de dados é anonimizado e segue a LGPD.",
            "Los datos personales fueron eliminados antes de publicar.",
            "Les données personnelles ont été supprimées avant la publication.",
            "Personenbezogene Daten sind in dem Datensatz nicht enthalten.",
            "Персональные данные клиентов удалены из набора до публикации.",
            "数据已经匿名化，不包含任何个人信息。",
        ],
    )
    def test_a_word_on_how_it_is_treated_is_whole(self, sentence: str, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "train.py": TRAIN,
            "data/members.csv": MEMBERS,
            "README.md": f"# Members\n\n{sentence}\n",
        }
        assert judged("privacy", tmp_path, files).level == 2

    def test_data_that_is_only_called_public_is_half(self, tmp_path: Path) -> None:
        readme = "# Members\n\nThe members come from a public dataset of a club.\n"
        files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("privacy", tmp_path, files).level == 1

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("Privacy matters to us and all our members.", 1),
            ("The records of the members must be anonymised.", 1),
            ("Los datos de las personas deben ser anonimizados.", 1),
            ("The GDPR gives everybody a right to an explanation.", 0),
            ("The saved training code does not store:\n\n- the number of rounds", 0),
            ("The service scores a member, and what was sent is not stored.", 2),
        ],
    )
    def test_that_privacy_matters_or_a_law_applies_tells_no_treatment(
        self, sentence: str, expected: int, tmp_path: Path
    ) -> None:
        files: dict[str, str | bytes] = {
            "train.py": TRAIN,
            "data/members.csv": MEMBERS,
            "README.md": f"# Members\n\n{sentence}\n",
        }
        assert judged("privacy", tmp_path, files).level == expected

    def test_samples_that_oversampling_makes_are_no_synthetic_data_set(self, tmp_path: Path) -> None:
        readme = "# Members\n\nSMOTE adds synthetic records of customers to the minority class.\n"
        files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
        assert judged("privacy", tmp_path, files).level == 0

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("L'algorithme génère des données synthétiques pour la classe minoritaire.", 0),
            ("Elegimos datos sintéticos porque el recall fue mayor que en un entrenamiento sin datos sintéticos.", 0),
            ("Rows are read from CSV, Excel, a web API and simulated data.", 0),
            ("- 数据提取：CSV、Excel、外部API和模拟数据", 0),
            ("Les données des membres sont synthétiques : aucune ligne ne vient d'un vrai club.", 2),
            ("The synthetic data of the members is kept as CSV and as JSON.", 2),
        ],
    )
    def test_rows_made_for_balance_or_as_one_kind_of_many_are_not_what_the_data_is(
        self, sentence: str, expected: int, tmp_path: Path
    ) -> None:
        files: dict[str, str | bytes] = {
            "train.py": TRAIN,
            "data/members.csv": MEMBERS,
            "README.md": f"# Members\n\n{sentence}\n",
        }
        assert judged("privacy", tmp_path / "privacy", files).level == expected
        assert judged("data-lineage", tmp_path / "lineage", files).level == (1 if expected else 0)

    def test_a_table_of_persons_is_not_made_up_where_only_rows_for_balance_are(self, tmp_path: Path) -> None:
        table = "name,email,age\nAda Long,ada@club.org,31\nBob Reed,bob@club.org,40\nCy Ott,cy@club.org,22\n"
        for sentence, expected in (
            ("SMOTE adds synthetic data of the minority class.", "A table of persons"),
            ("The data is synthetic: all of it is made up.", "The text says"),
        ):
            files: dict[str, str | bytes] = {
                "train.py": TRAIN,
                "data/members.csv": table,
                "README.md": f"# M\n\n{sentence}\n",
            }
            assert judged("privacy", tmp_path / expected[:7], files).reason.startswith(expected)

    def test_a_committed_secret_outweighs_every_word(self, tmp_path: Path) -> None:
        files: dict[str, str | bytes] = {
            "train.py": TRAIN,
            "config.py": f'KEY = "{AWS}"\n',
            "README.md": "The data is anonymised by its owner.\n",
        }
        finding = judged("privacy", tmp_path, files)
        assert finding.level == 0
        assert finding.evidence[0].path == "config.py"

    def test_words_without_a_project_are_nothing(self, tmp_path: Path) -> None:
        assert judged("privacy", tmp_path, {"README.md": "The data is anonymised, in line with the GDPR.\n"}).level == 0


def test_the_public_licence_of_peoples_data_says_how_it_is_treated(tmp_path: Path) -> None:
    readme = "# Members\n\n## Data\n\nThe members' data is from UCI, under CC BY 4.0.\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
    assert judged("privacy", tmp_path, files).level == 2


def test_what_is_only_artificially_high_is_not_made_up(tmp_path: Path) -> None:
    text = "# Members\n\nThe dimensionality of many data sets is only artificially high.\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": text}
    assert judged("privacy", tmp_path, files).level == 0


def test_tweets_are_somebodys(tmp_path: Path) -> None:
    text = "# Tweets\n\nThe tweets were labelled by hand, and every tweet is classified by its sentiment.\n"
    assert judged("privacy", tmp_path, {"train.py": FIT, "README.md": text}).level == 0


@pytest.mark.parametrize(
    ("title", "header", "level"),
    [
        ("# Storms\n\nWhich tweet tells of a storm?\n", "id,place,text,target", 0),
        ("# Storms\n\nWhich tweet tells of a storm?\n", "id,place,length,target", 1),
        ("# Calls for tenders\n", "id,place,text,target", 1),
    ],
)
def test_a_committed_table_of_tweets_is_what_people_wrote(title: str, header: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": FIT, "README.md": title, "train.csv": f"{header}\n1,Oslo,storm,1\n"}
    finding = judged("privacy", tmp_path, files)
    assert finding.level == level
    assert ("what people wrote (tweets)" in finding.reason) == (level == 0)


@pytest.mark.parametrize(
    ("sentence", "level", "called"),
    [
        ("The figures rest on synthetic or sampled data.", 1, "only called synthetic or something else"),
        ("The figures rest on synthetic or simulated data.", 2, "says how personal data is treated"),
    ],
)
def test_one_of_two_is_not_said_to_be_it(sentence: str, level: int, called: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "train.py": TRAIN,
        "data/members.csv": MEMBERS,
        "README.md": f"# M\n\n{sentence}\n",
    }
    finding = judged("privacy", tmp_path, files)
    assert (finding.level, called in finding.reason) == (level, True)


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("The file `.env` holds sensitive information like database passwords.", 0),
        ("The table holds sensitive information on the members.", 1),
    ],
)
def test_what_settings_keep_secret_says_nothing_of_persons(sentence: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "train.py": TRAIN,
        "data/members.csv": MEMBERS,
        "README.md": f"# M\n\n{sentence}\n",
    }
    assert judged("privacy", tmp_path, files).level == level


def test_why_the_data_is_of_nobody_is_said_in_a_word_of_the_text(tmp_path: Path) -> None:
    readme = (
        "# Pumps\n\nThe sensors of the machine show its temperature. Sensors of a machine, and the machine again.\n"
    )
    code = TRAIN.replace("members", "pumps").replace("age", "torque")
    fix = judged("privacy", tmp_path, {"train.py": code, "README.md": readme}).fix or ""
    assert "“sensors” at README.md:3" in fix
    assert "what README.md" not in fix


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The members are from a publicly available data set.", "only called public"),
        ("The members' data is sensitive data.", "only called private or sensitive"),
    ],
)
def test_what_the_data_of_people_is_called_is_said(tmp_path: Path, text: str, words: str) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# M\n\n{text}\n"}
    assert words in judged("privacy", tmp_path, files).reason


@pytest.mark.parametrize(
    "line",
    [
        'app = FastAPI(contact={"name": "Ada", "email": "ada@club.org"})',
        'email = StringField("email")',
        'chart(rows, x_axis_name="email")',
        'print(f"email{rows}")',
        'subprocess.run(["git", "config", "user.email", "ada@club.example"])',
        'st.session_state["email"] = None\nDEFAULTS = {"email": None}',
        'st.session_state.update({"email": mail})',
        'def node(key, node_type):\n    print(key, node_type)\n\n\nnode("a", "email")',
    ],
)
def test_who_wrote_a_program_and_what_a_form_shows_are_no_columns(tmp_path: Path, line: str) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "app.py": f"{line}\n"}
    assert "email" not in judged("privacy", tmp_path, files).reason


@pytest.mark.parametrize(
    "more",
    [
        "",
        'def take(rows, column):\n    return rows[column]\n\n\ntake(rows, "email")\nst.session_state["name"] = "email"\n',
    ],
)
def test_a_column_that_the_code_takes_is_one(more: str, tmp_path: Path) -> None:
    code = f'import pandas as pd\n\nrows = pd.read_csv("m.csv")[["email", "marital_status"]]\n{more}'
    assert "email" in judged("privacy", tmp_path, {"train.py": TRAIN, "app.py": code}).reason


def test_where_no_column_is_a_persons_the_word_is_shown_that_points_to_people(tmp_path: Path) -> None:
    code = 'import pandas as pd\n\nrows = pd.read_csv("m.csv")\n'
    text = "# Passengers\n\nWhich passengers want a cabin.\n\n## What passengers pay\n\nPassengers pay at the pier.\n"
    reason = judged("privacy", tmp_path, {"train.py": code, "README.md": text}).reason
    assert reason.startswith("The data is about people (“passengers” at README.md:1), ")


def test_what_the_program_reads_is_shown_before_what_tests_make_up(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a/test_rows.py": 'def test_rows():\n    assert {"gender": 1, "marital_status": 2}\n',
        "train.py": TRAIN,
        "work.py": 'import pandas as pd\n\nrows = pd.read_csv("m.csv")[["gender", "marital_status"]]\n',
    }
    assert {place.path for place in judged("privacy", tmp_path, files).evidence} <= {"train.py", "work.py"}


class TestWhatPeopleWrote:
    """Tweets and comments are of people, whatever they are about."""

    @pytest.mark.parametrize(
        ("line", "level"),
        [
            ("The dataset consists of toxic comments from a forum.", 0),
            ("We learn from a collection: the data contains tweets in three languages.", 0),
            ("The code holds comments for every step of the data.", 1),
            ("The data contains news from four papers.", 1),
            ("The dataset of tweets is public.", 1),
        ],
    )
    def test_no_word_on_it_is_nothing(self, line: str, level: int, tmp_path: Path) -> None:
        text = f"# Rude words\n\nWhich sentence is rude?\n\n{line}\n"
        finding = judged("privacy", tmp_path, {"README.md": text, "fit.py": FIT})
        assert finding.level == level
        if not level:
            assert [place.line for place in finding.evidence] == [5]
            assert "README.md:5" in (finding.fix or "")

    def test_a_licence_of_them_is_whole(self, tmp_path: Path) -> None:
        text = "# Rude words\n\n## Data\n\nThe dataset consists of user comments from Kaggle, under CC BY 4.0.\n"
        assert judged("privacy", tmp_path, {"README.md": text, "fit.py": FIT}).level == 2


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (DRAWN, 0),
        ("django-insecure-" + DRAWN, 1),
        ("change me before anything of this is served to others!", 1),
    ],
)
def test_a_key_that_a_framework_drew_signs_for_whoever_reads_it(value: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"site/settings.py": f'SECRET_KEY = "{value}"\n', "fit.py": FIT}
    finding = judged("privacy", tmp_path, files)
    assert finding.level == level
    assert level or "site/settings.py:1" in (finding.fix or "")


class TestWhatIsSaidOfTreatment:
    """What is no word on the data is none, and what is said is shown."""

    FILES: ClassVar[dict[str, str | bytes]] = {"train.py": FIT, "data/members.csv": MEMBERS}

    def finding(self, tmp_path: Path, line: str) -> Finding:
        return judged("privacy", tmp_path, {**self.FILES, "README.md": f"# Members\n\nPredicts.\n\n{line}\n"})

    @pytest.mark.parametrize(
        "line",
        [
            "Item names were made alike, and discontinued ones were removed from the list.",
            "Simulated traffic, not real users, keeps the dashboard busy.",
            "The table members_synthetic holds the data that the second service asks for.",
            "To acknowledge use of the dataset in publications, please cite the club.",
        ],
    )
    def test_other_things_are_no_treatment(self, line: str, tmp_path: Path) -> None:
        assert self.finding(tmp_path, line).level == 0

    def test_anonymous_ratings_are_a_treatment(self, tmp_path: Path) -> None:
        assert self.finding(tmp_path, "These files contain 900 anonymous ratings by members.").level == 2

    def test_an_identifier_that_is_left_out_is_shown(self, tmp_path: Path) -> None:
        public = "The data is a public data set of the club.\n\n- Excluded: `customer_id`, which tells nothing"
        finding = self.finding(tmp_path / "told", public)
        assert finding.level == 1
        assert "except that customer_id is left out (README.md:7)" in finding.reason
        open_point = self.finding(tmp_path / "open", public.replace("- Excluded", "- [ ] Excluded"))
        assert "beyond" not in open_point.reason

    def test_columns_of_one_table_are_shown(self, tmp_path: Path) -> None:
        app = 'NAME = "person_name"\nrow = {"person_name": 1}\nprint(row["person_name"])\n'
        finding = judged("privacy", tmp_path, {**self.FILES, "app.py": app, "README.md": "# Members\n"})
        assert "(columns customer_id and gender)" in finding.reason

    @pytest.mark.parametrize(("rows", "is_said"), [(1, True), (0, False)])
    def test_rows_that_an_app_kept_of_somebody_are_to_be_taken_out(
        self, rows: int, is_said: bool, tmp_path: Path
    ) -> None:
        with sqlite3.connect(tmp_path / "made.db") as database:
            database.execute("CREATE TABLE asked (id INTEGER PRIMARY KEY, person_name TEXT, income INTEGER)")
            database.executemany("INSERT INTO asked (person_name, income) VALUES (?, ?)", [("Ada", 1)] * rows)
        database.close()
        kept = (tmp_path / "made.db").read_bytes()
        files = {**self.FILES, "instance/app.db": kept, "README.md": "# Members\n"}
        finding = judged("privacy", tmp_path / "tree", files)
        assert ("instance/app.db has rows with somebody's person_name" in (finding.fix or "")) is is_said

    @pytest.mark.parametrize(
        ("title", "level"),
        [
            ("The members are made up", 2),
            ("The members are invented", 2),
            ("Synthetic rows for the smaller class (SMOTE)", 0),
            ("The members", 0),
        ],
    )
    def test_what_a_heading_calls_made_up_is_of_nobody(self, title: str, level: int, tmp_path: Path) -> None:
        told = f"## {title}\n\nThe rows were put together from pieces that I heard at the desk of the club."
        assert self.finding(tmp_path, told).level == level

    def test_nobody_s_name_in_it_is_nobody_in_it(self, tmp_path: Path) -> None:
        assert self.finding(tmp_path, "Nobody's name or address is in these rows.").level == 2

    def test_a_password_for_a_host_that_cannot_be_is_none(self, tmp_path: Path) -> None:
        line = "We tried `postgresql://nobody:wr0ngOne@nowhere.{}:5432/rows` to see what breaks."
        assert "committed" not in self.finding(tmp_path / "invalid", line.format("invalid")).reason
        real = self.finding(tmp_path / "real", line.format("rds.amazonaws.com"))
        assert "committed" in real.reason
        assert (real.fix or "").startswith("Make the database's password at README.md:")

    @pytest.mark.parametrize(
        "law",
        [
            "The GDPR regulates how personal data is handled.",
            "Die DSGVO regelt den Umgang mit personenbezogenen Daten.",
            "A LGPD protege os dados pessoais de todos.",
            "UU PDP mengatur pengelolaan data pribadi.",
            "152-ФЗ регулирует обработку персональных данных.",
            "《个人信息保护法》规定了个人信息的处理。",
            "कानून व्यक्तिगत डेटा के उपयोग को नियंत्रित करता है।",
        ],
    )
    def test_what_a_law_says_is_done_by_nobody_here(self, law: str, tmp_path: Path) -> None:
        assert self.finding(tmp_path / "law", law).level != 2
        done = f"{law} Personal data was anonymised."
        assert self.finding(tmp_path / "done", done).level == 2


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("| V1 to V9 | PCA-anonymized features |", 1),
        ("- The score takes only anonymized input columns", 1),
        ("- Las entradas son variables anonimizadas con PCA", 1),
        ("| Rows | Anonymized visits of members |", 2),
        ("The features are anonymized, so that no member is known by them.", 2),
    ],
)
def test_that_columns_are_anonymised_says_nothing_of_whose_rows_they_are(line: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# Gym\n\n{line}\n"}
    assert judged("privacy", tmp_path, files).level == level


@pytest.mark.parametrize(
    ("entry", "level"),
    [
        ("- identifiants des clients ou données personnelles ;", 1),
        ("- exports of members, or other personal data", 1),
        ("- the table has no personal data in any column", 2),
        ("- personal data of members is encrypted by the club", 2),
    ],
)
def test_an_entry_that_only_names_personal_data_does_not_say_how_it_is_treated(
    entry: str, level: int, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# Gym\n\n{entry}\n"}
    assert judged("privacy", tmp_path, files).level == level


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("La tabla del club está disponible públicamente en su página.", 1),
        ("Le tableau du club est publiquement accessible.", 1),
        ("Die Tabelle des Vereins ist öffentlich zugänglich.", 1),
        ("La tabla del club está disponible en su página.", 0),
    ],
)
def test_data_of_people_that_can_be_had_publicly_is_called_public(sentence: str, level: int, tmp_path: Path) -> None:
    readme = f"# Gym\n\n{sentence}\n"
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": readme}
    assert judged("privacy", tmp_path, files).level == level


@pytest.mark.parametrize(("reviews", "patients", "level"), [(5, 3, 1), (1, 3, 0)])
def test_words_for_people_do_not_outweigh_more_words_for_reviews_of_things(
    reviews: int, patients: int, level: int, tmp_path: Path
) -> None:
    code = TRAIN.replace('"age", "visits"', '"first", "second"').replace("members", "rows")
    said = [f"Some reviews of lamps, shelf {number}." for number in range(reviews)]
    said += [f"Patients may try it in room {number}." for number in range(patients)]
    files: dict[str, str | bytes] = {"train.py": code, "README.md": "# Moods\n\n" + "\n\n".join(said)}
    assert judged("privacy", tmp_path, files).level == level


def test_the_password_of_a_database_that_is_set_up_is_changed_and_becomes_a_variable(tmp_path: Path) -> None:
    code = 'resource "aws_db_instance" "boats" {\n  password = "harbour"\n}\n'
    found = judged("privacy", tmp_path, {"train.py": TRAIN, "infra/main.tf": code})
    assert found.level == 0
    assert found.reason == "A password is committed."
    assert "infra/main.tf:2" in (found.fix or "")
    assert "sensitive = true" in (found.fix or "")


def test_a_column_of_rows_that_a_test_makes_up_is_none_of_the_data(tmp_path: Path) -> None:
    rows = 'rows = pd.DataFrame({"marital_status": ["x"], "credit_score": [1]})\nprint(rows["credit_score"].mean())\n'
    read = 'import pandas as pd\n\nmembers = pd.read_csv("members.csv")\nprint(members["CustomerId"].nunique())\n'
    made_up = f"import pandas as pd\n\n{rows}"
    tested = judged("privacy", tmp_path / "test", {"read.py": read, "tests/test_rows.py": made_up})
    assert "(column CustomerId)" in tested.reason
    assert "credit_score" in judged("privacy", tmp_path / "own", {"read.py": read, "rows.py": made_up}).reason


SERVICE = """\
import logging

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
logger = logging.getLogger(__name__)


class Member(BaseModel):
    visits: int
    customer_id: str


@app.post("/predict")
def predict(member: Member) -> float:
    logger.info({logged})
    return 0.5
"""


@pytest.mark.parametrize(
    ("logged", "is_told"),
    [
        ('f"asked: {member.dict()}"', True),
        ('"asked: %s", member', True),
        ('f"asked: {member.visits}"', False),
        ('"asked"', False),
    ],
)
def test_whole_requests_in_the_log_are_told_with_the_field_about_a_person(
    logged: str,
    is_told: bool,
    tmp_path: Path,
) -> None:
    code = SERVICE.replace("{logged}", logged)
    found = judged("privacy", tmp_path, {"train.py": TRAIN, "data/members.csv": MEMBERS, "app.py": code})
    assert found.level == 0
    line = code[: code.index("logger.info")].count("\n") + 1
    told = f"app.py:{line} writes whole requests into the log, customer_id with them"
    assert (told in (found.fix or "")) == is_told
    assert any("logger.info" in place.excerpt for place in found.evidence) == is_told
