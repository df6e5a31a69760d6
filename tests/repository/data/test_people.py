"""What the data is about: people or things, by its columns first and then by the words of the texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.repository.data.people import personal_columns
from tests.criteria.kit import notebook, repository


@pytest.mark.parametrize(
    "files",
    [
        {"data.csv": "CustomerID;Gender;Age\n1;f;30\n"},
        {"train.py": 'x = data[["marital_status", "ApplicantIncome"]]\n'},
        {"eda.ipynb": notebook(('df["Gender"].value_counts()\ndf["Patient ID"]', ""))},
        {"orders.csv": "guest_id,room,nights\n7,12,2\n"},
        {"README.md": "# Heart disease\n\nWe predict heart disease of patients.\n"},
        {"README.md": "# Отток клиентов\n\nМодель предсказывает отток клиентов и заемщиков.\n"},
        {"README.md": "# 客户流失\n\n预测客户流失，客户数据来自银行，患者除外。\n"},
        {"spam.csv": "label,text\nspam,hello\n", "app.py": 'print("sms spam or no spam", "message is spam")\n'},
    ],
)
def test_people(files: dict[str, str | bytes], tmp_path: Path) -> None:
    subject = repository(tmp_path, files).subject
    assert subject.is_people
    assert not subject.is_things
    assert subject.evidence or "csv" in str(files)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "# House prices\n\nPrices of houses by bedrooms and the age of the house.\n"},
        {"README.md": "# Previsão de vendas\n\nVendas de produtos por loja; as vendas seguem a demanda.\n"},
        {"README.md": "# 房价预测\n\n房价和房屋面积的关系，房屋数据。\n"},
        {"README.md": "# Wetter\n\nDas Wetter und die Temperaturen; Wetter von morgen.\n"},
        {"sensors.csv": "sensor 1,temperature,torque\n1,2,3\n"},
        {
            "README.md": "# Plant disease\n\nWhich disease of a plant a leaf shows.\n\nA leaf with a disease has spots.\n"
        },
        {"README.md": "# Laptop prices\n\nPrices of laptops, by the screen and the weight of the laptop.\n"},
    ],
)
def test_things(files: dict[str, str | bytes], tmp_path: Path) -> None:
    subject = repository(tmp_path, files).subject
    assert subject.is_things
    assert not subject.is_people


def test_a_company_with_a_face_in_its_name_is_nobody(tmp_path: Path) -> None:
    readme = "# Boats\n\nA demo is on Hugging Face Spaces.\n\nThe model comes from Hugging Face.\n"
    subject = repository(tmp_path, {"README.md": f"{readme}\nHugging Face keeps it.\n"}).subject
    assert subject.people == 0


def test_names_of_users_are_of_people_where_a_table_has_them(tmp_path: Path) -> None:
    readme = "# Sentiment of reviews\n\nReviews of products: is the sentiment of a review good?\n"
    code = 'login = form["username"]\n'
    assert not repository(tmp_path / "code", {"README.md": readme, "app.py": code}).subject.is_people
    table = "reviewId,userName,content,score\n1,Ada L.,fine,5\n"
    assert repository(tmp_path / "table", {"README.md": readme, "reviews.csv": table}).subject.is_people


def test_reviews_are_neither(tmp_path: Path) -> None:
    readme = "# Sentiment of reviews\n\nReviews of products: is the sentiment of a review good? Reviews and comments.\n"
    subject = repository(tmp_path, {"README.md": readme}).subject
    assert not subject.is_people
    assert not subject.is_things


def test_one_column_that_may_be_anything_does_not_outweigh_the_text(tmp_path: Path) -> None:
    readme = "# Vegetable sales\n\nSales by day; the sales of a crop follow its yield.\n\nMore sales on days before holidays, in good weather.\n"
    subject = repository(tmp_path, {"README.md": readme, "app.py": 'days = {"sex": 4}\n'}).subject
    assert not subject.is_people


def test_the_columns_are_those_of_the_data_and_no_labels_keys_or_states(tmp_path: Path) -> None:
    files = {
        "app.py": 'import gradio as gr\nbox = gr.Textbox(label="SMS Message")\n',
        "lambda_function.py": "def handler(event):\n    return event['customer']\n",
        "search.py": 'best = trials[trials["state"] == "COMPLETE"]\nprint(best["gender"])\n',
    }
    subject = repository(tmp_path, files).subject
    assert subject.columns == ("gender",)
    assert [name for name, _ in subject.groups] == ["gender"]


def test_a_table_whose_name_has_such_a_word_in_it_has_columns(tmp_path: Path) -> None:
    code = 'print(real_estate_df["region"], events["gender"], trial_patients["age"])\n'
    subject = repository(tmp_path, {"eda.py": code}).subject
    assert [name for name, _ in subject.groups] == ["gender", "age", "region"]


def test_columns_that_say_of_whom_they_are_count_the_sensitive_ones_first(tmp_path: Path) -> None:
    header = "country,unique_id,age_of_respondent,gender_of_respondent,education_level"
    subject = repository(tmp_path, {"Train.csv": f"{header}\nKenya,1,30,Female,Primary\n"}).subject
    assert set(subject.columns) >= {"age_of_respondent", "gender_of_respondent", "unique_id"}
    assert [name for name, _ in subject.groups][:3] == ["gender_of_respondent", "age_of_respondent", "country"]


def test_an_identifier_of_series_alone_is_nobody(tmp_path: Path) -> None:
    subject = repository(tmp_path, {"sales.csv": "unique_id,ds,y\nstore_1,2024-01-01,3\n"}).subject
    assert not subject.columns


@pytest.mark.parametrize("rows", [10, 100_000])
def test_a_table_is_shown_by_its_header_however_large_it_is(tmp_path: Path, rows: int) -> None:
    table = "gender,age_of_customer,income\n" + "female,31,2000\n" * rows
    assert repository(tmp_path, {"data.csv": table}).subject.evidence[0].excerpt == "gender,age_of_customer,income"


@given(st.text(max_size=300))
def test_any_header_is_read(header: str) -> None:
    assert set(personal_columns(f"{header},gender")) >= ({"gender"} if not header.endswith(("'", '"')) else set())


def test_the_values_of_a_record_are_no_columns(tmp_path: Path) -> None:
    code = (
        "customer = {'age': 36, 'gender': 'm', 'marital': 'married'}\nprint(requests.post(url, json=customer).json())\n"
    )
    reason = finding_of(repository(tmp_path, {"ask.py": code}), "privacy").reason
    assert "marital" in reason
    assert "married" not in reason
