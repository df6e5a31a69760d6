"""Reports in PDF are read as texts about the project; what cannot be read is left out, what hurts is cut."""

from __future__ import annotations

import zlib
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.repository import Repository, read
from portfolio_kit.repository.texts.pdf import text_of

# Codes that only this font knows: 1 is "É", 2 to 28 are "a" and what follows.
TABLE = b"1 beginbfchar <0001> <00C9> endbfchar 1 beginbfrange <0002> <001B> <0061> endbfrange"
# By the clock, on a busy machine; the reader is ended after some of the processor's time.
SECONDS = 20.0
TRAIN = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score

data = pd.read_csv("trips.csv")
model = LogisticRegression().fit(data[["a"]][:-200], data["b"][:-200])
print(accuracy_score(data["b"][-200:], model.predict(data[["a"]][-200:])))
"""
TOLD = [f"Mistakes of week {number} cost the planners of the depot two vans." for number in range(30)]


def stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<< /Filter /FlateDecode %s /Length %d >> stream\n%s\nendstream" % (entries, len(packed), packed)


def pdf(*pages: bytes, kids: bytes = b"") -> bytes:
    """A PDF of pages with these operators; /F1 is a plain font, /F2 one of two bytes with a table."""
    contents = [10 + 2 * number for number in range(len(pages))]
    kids = kids or b" ".join(b"%d 0 R" % (number + 1) for number in contents)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        3: b"<< /Font << /F1 4 0 R /F2 5 0 R >> >>",
        4: b"<< /Type /Font /Subtype /Type1 >>",
        5: b"<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R >>",
        6: stream(TABLE),
    }
    for number, page in zip(contents, pages, strict=True):
        objects[number] = stream(page)
        objects[number + 1] = b"<< /Type /Page /Parent 2 0 R /Resources 3 0 R /Contents %d 0 R >>" % number
    written = b"%PDF-1.7\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % item for item in places.items())
    end = b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, len(written))
    return written + b"xref\n0 1\n0000000000 65535 f \n" + table + end


def page(*lines: str) -> bytes:
    shown = b"".join(b"(%s) Tj 0 -14 Td " % line.encode("ascii") for line in lines)
    return b"BT /F1 11 Tf 1 0 0 1 70 700 Tm " + shown + b"ET"


def with_report(folder: Path, name: str, *pages: bytes) -> Repository:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pdf(*pages))
    (folder / "main.py").write_text(TRAIN)
    return read(folder)


def test_the_lines_of_its_pages_are_read_in_order() -> None:
    assert text_of(pdf(page("First line", "of a page."), page("Second page."))).split() == [
        *("First", "line", "of", "a", "page."),
        *("Second", "page."),
    ]


def test_what_a_font_calls_by_numbers_of_its_own_is_read_by_its_table() -> None:
    assert text_of(pdf(b"BT /F2 11 Tf <00010002> Tj <0003001B> Tj ET")).strip() == "Éabz"


def test_a_report_beside_the_readme_is_a_text_about_the_project(tmp_path: Path) -> None:
    repository = with_report(tmp_path, "report.pdf", page(*TOLD))
    (told,) = repository.papers
    assert told in repository.texts
    assert TOLD[0] in told.text


def test_what_a_finding_quotes_of_it_is_the_file_and_what_is_said_there(tmp_path: Path) -> None:
    repository = with_report(tmp_path, "report.pdf", page("The accuracy is 0.91 on the test set of 200 trips.", *TOLD))
    finding = finding_of(repository, "quantified-results")
    assert finding.level == 2
    assert "report.pdf:1" not in finding.reason
    assert [(place.path, place.whole) for place in finding.evidence] == [("report.pdf", True)]
    assert finding.evidence[0].excerpt.startswith("The accuracy is 0.91")


def test_a_place_in_it_is_its_page(tmp_path: Path) -> None:
    repository = with_report(
        tmp_path, "report.pdf", page(*TOLD), page("The accuracy is 0.91 on the test set of 200 trips.")
    )
    assert finding_of(repository, "quantified-results").evidence[0].line == 2
    assert "report.pdf, page 2" in (finding_of(repository, "baseline-comparison").fix or "")


def test_nobody_is_asked_to_write_into_one(tmp_path: Path) -> None:
    words = [
        "1. Problem",
        "The planners of the depot send too many vans on quiet days and too few on market days.",
        "Each mistake costs two drivers a morning, and the bakery down the street its bread.",
        "2. Approach",
        "We trained a logistic regression on the hour, the weekday and the rain of each trip, and kept the last 200 trips.",
        "A van that comes late is counted by the depot itself, which gave us the labels of two years.",
        "3. Results",
        "The accuracy is 0.91 on the test set of 200 trips.",
        *(f"Street {number} had {number * 7} trips." for number in range(40)),
    ]
    finding = finding_of(with_report(tmp_path, "report.pdf", page(*words)), "case-study-content")
    assert finding.level == 1
    assert "docs/case-study.md" in (finding.fix or "")
    assert "report.pdf" not in (finding.fix or "")


def test_papers_of_others_that_lie_with_the_data_are_not_about_the_project(tmp_path: Path) -> None:
    assert with_report(tmp_path, "data/survey.pdf", page(*TOLD)).papers == ()


def test_the_print_of_a_notebook_that_is_there_is_no_report(tmp_path: Path) -> None:
    printed = page(*TOLD, "In [1]:", "accuracy: 0.91", "Out[1]:", "In [2]:")
    book = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    for folder, name, is_report in (("a", "trips.ipynb", False), ("b", "vans.ipynb", True)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(book)
        assert bool(with_report(tmp_path / folder, "trips.pdf", printed).papers) == is_report
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "trips.ipynb").write_text(book)
    assert with_report(tmp_path / "c", "trips.pdf", page(*TOLD)).papers


def test_a_few_words_are_no_report(tmp_path: Path) -> None:
    assert with_report(tmp_path, "plot.pdf", page("Figure 1")).papers == ()


def test_nothing_is_read_of_what_is_no_pdf_or_broken() -> None:
    whole = pdf(page(*TOLD))
    for broken in (
        b"",
        b"%PDF",
        b"PK\3\4",
        whole[:300],
        whole.replace(b"stream\n", b"stream\nX"),
        b"%PDF" + b"\xff" * 99,
    ):
        assert text_of(broken) == ""


def test_a_document_that_unpacks_to_gigabytes_is_read_to_its_limits_only() -> None:
    bomb = pdf(*[b"BT /F1 11 Tf " + b"() Tj (aaa) Tj " * 1_000_000] * 2)
    begin = monotonic()
    assert len(text_of(bomb)) <= LIMITS.document
    assert monotonic() - begin < SECONDS


def test_a_document_that_keeps_its_reader_busy_is_ended_and_the_rest_judged(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Trips\n\nIt reaches an accuracy of 0.91 on the test set.\n")
    repository = with_report(tmp_path, "report.pdf", b"BT /F1 11 Tf " + b"[(a)] TJ q Q " * 2_000_000)
    begin = monotonic()
    assert finding_of(repository, "quantified-results").level == 2
    assert monotonic() - begin < SECONDS


@pytest.mark.parametrize("flood", [b"(" * 500_000, b"<" * 500_000, b"[" * 500_000, b"/F1 " * 200_000, b"9" * 500_000])
def test_floods_of_openings_end_soon(flood: bytes) -> None:
    begin = monotonic()
    text_of(pdf(b"BT /F1 11 Tf " + flood))
    assert monotonic() - begin < SECONDS


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_none(content: bytes) -> None:
    assert isinstance(text_of(b"%PDF-1.7\n" + content), str)


@pytest.mark.parametrize("name", ["Requerimientos del proyecto.pdf", "enunciado.pdf", "Aufgabenstellung.pdf"])
def test_what_a_teacher_asked_for_is_no_text_of_the_project(name: str, tmp_path: Path) -> None:
    assert with_report(tmp_path, name, page(*TOLD)).papers == ()
