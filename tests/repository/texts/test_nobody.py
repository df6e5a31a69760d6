"""without_persons: sentences that say of data that nobody is in it, or that who somebody is was left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.texts.nobody import without_persons
from tests.criteria.kit import repository

SAID = {
    "en": "The counts come from the gate.\nThere is nobody in it: no card numbers, no names.",
    "en-left-out": "In the table names and phone numbers were\nleft out before I had it.",
    "de": "Die Zeilen sind nachgestellt, Namen und Adressen weggelassen, so dass niemand zu erkennen ist.",
    "pt": "No caderno não há nenhuma pessoa: só a quantidade do dia.",
    "es": "En la tabla no aparece nadie, sin nombres ni direcciones.",
    "fr": "Dans le fichier il n'y a aucune personne, ni noms ni adresses.",
    "it": "Nei dati non ci sono persone, né nomi né indirizzi.",
    "id": "Di data itu tidak ada orang, hanya jumlah per hari.",
    "de-not-kept": "In den Daten wurden Kundennamen und Koordinaten vor dem Hochladen gelöscht.",
    "de-not-traced": "Die Daten sind Summen je Tag, Rückschlüsse auf einzelne Gäste sind damit nicht möglich.",
    "id-not-kept": "Datanya cuma harga, nomor HP pemilik kos gak gue simpen.",
    "id-aggregate": "Data bersifat agregat dan tidak memuat data pasien.",
    "de-never-noted": "In den Daten stehen Summen; wer die Nummer zog, wurde nie aufgezeichnet.",
    "id-without": "Catatan per hari, tanpa nama maupun nomor KTP.",
    "ru-none-in-it": "Таблица продаж: покупателей в ней нет, только количество.",
    "zh-none": "数据只有份数，不涉及任何学生的卡号。",
    "hi-no-names": "डेटा में किसी किसान या व्यापारी का नाम नहीं है।",
    "ru-replaced": "В выгрузке имена сборщиков я заменил на номера.",
    "ru-never-there": "Данные за весну, адресов и телефонов покупателей там не было вообще.",
    "zh-deleted": "数据里会员姓名、手机号在导出时已全部删除。",
    "zh-not-traced": "文件只有总数，无法还原到个人。",
    "hi-removed": "रजिस्टर से किसानों के नाम और मोबाइल नंबर हटा दिए गए हैं।",
    "hi-nobody": "लॉग में यात्री की कोई जानकारी नहीं है।",
}
UNSAID = {
    "of the program": "The data page needs no login: no names, no users.",
    "owed": "Names and addresses must be removed from the data first.",
    "of no use": "Unnecessary columns such as customer ids and names were dropped from the data.",
    "of columns": "Rows without a price were dropped from the table.",
    "denied": "From the file names and addresses were not removed.",
    "de-columns": "In den Daten wurden Spaltennamen gelöscht.",
    "id-owed": "Nama di data harus dihapus, akan tidak disimpan.",
    "ru-feature": "В данных адресов стало больше.",
    "ru-owed": "Имена в данных надо будет заменить, номера телефонов следует убрать.",
    "zh-owed": "数据里的姓名应该删除。",
    "zh-column": "数据的列名已修改。",
    "hi-found": "डेटा में बाद में पता चला कि दिन छूट गए।",
    "hi-owed": "डेटा से नाम हटाना चाहिए।",
    "no data": "No people were needed and no names are shown on the wall.",
}


def said(folder: Path, text: str) -> list[int]:
    found = repository(folder, {"README.md": f"# Gates\n\n{text}\n"})
    return [statement.line.number for statement in without_persons(found.documents)]


@pytest.mark.parametrize("text", SAID.values(), ids=SAID)
def test_a_sentence_says_that_nobody_is_in_the_data(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text)


@pytest.mark.parametrize("text", UNSAID.values(), ids=UNSAID)
def test_what_speaks_of_something_else_says_nothing(tmp_path: Path, text: str) -> None:
    assert not said(tmp_path, text)


def test_the_line_that_tells_it_is_shown(tmp_path: Path) -> None:
    assert said(tmp_path, SAID["en"]) == [4]
