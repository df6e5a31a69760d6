"""Columns that may describe people: what a fairness report compares, and what names or reaches somebody.

Names are compared by whole words, written in Latin letters, in the languages that files come in most often; values by
their form. Both only suggest: whoever knows the table decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from portfolio_kit.scaffold.profile.names import words

_SENSITIVE = """
age alter edad idade eta leeftijd wiek yas vozrast nianling nenrei ikae
sex sexe sexo sesso geschlecht geslacht plec cinsiyet pol xingbie seibetsu
gender genre genero genere kon kjonn
race raza raca razza rasse hautfarbe
ethnicity ethnic ethnie etnia etnicidad ethnizitaet ethnizitat caste
religion religiao religione konfession confession glaube faith din
nationality nationalite nacionalidad nacionalidade nazionalita nationalitat nationalitaet staatsangehorigkeit
staatsangehoerigkeit staatsburgerschaft citizenship citizen herkunft origin
disability disabled handicap discapacidad behinderung
marital familienstand civil matrimonial medeni
pregnant pregnancy schwanger
birth birthdate birthday birthyear dob born geburtsdatum geburtstag geburtsjahr naissance nacimiento nascimento nascita
geboortedatum
zip zipcode postcode postal plz postleitzahl postnummer
immigrant migrant veteran refugee
"""
_SENSITIVE_PAIRS = ("native country", "code postal", "codigo postal", "etat civil", "estado civil", "stato civile")
_PERSONAL = """
email mail emails courriel correo
phone telephone telefon telefono telefone tel mobile handy celular handynummer telefonnummer
surname firstname lastname fullname vorname nachname familienname prenom apellido apellidos sobrenome cognome nazwisko
username login nickname
address adresse direccion endereco indirizzo adres street strasse rue calle
iban ssn passport passnummer dni nif nhs
ip ipaddress
xingming shimei dianhua
"""
_PERSONAL_PAIRS = ("first name", "last name", "full name", "customer name", "client name", "patient name", "user name")
# Whole names of a column; inside a longer one they say something else (product name, model name).
_NAMES = frozenset({"name", "names", "nom", "nombre", "nome", "naam", "imie", "isim", "imia", "fio"})

_BY_WORD = dict.fromkeys(_SENSITIVE.split(), "sensitive") | dict.fromkeys(_PERSONAL.split(), "personal")
_FORMS = {
    "e-mail addresses": re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[A-Za-z]{2,24}"),
    "phone numbers": re.compile(r"(?=(?:\D*\d){9,15}\D*$)(?:\+|00|\()?\d[\d\s()/.-]*[\s()/-][\d\s()/.-]*\d|\+\d{9,15}"),
    "IP addresses": re.compile(r"(?:\d{1,3}\.){3}\d{1,3}"),
    "bank account numbers": re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?"),
}
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}.*")
_SHARE_OF_A_FORM = 0.3


def is_sensitive(name: str) -> bool:
    """Whether a column's name says that it holds what people must not be judged by."""
    return _names(name, "sensitive", _SENSITIVE_PAIRS)


def personal_by_name(name: str) -> bool:
    """Whether a column's name says that it names or reaches a person."""
    return words(name) in {(word,) for word in _NAMES} or _names(name, "personal", _PERSONAL_PAIRS)


def personal_form(values: Sequence[str]) -> str | None:
    """Return what the values look like, when it is something that reaches a person: "e-mail addresses" and so on."""
    if not values:
        return None
    for form, pattern in _FORMS.items():
        found = sum(bool(pattern.fullmatch(value)) and not _DATE.fullmatch(value) for value in values)
        if found >= _SHARE_OF_A_FORM * len(values):
            return form
    return None


def _names(name: str, kind: str, pairs: Sequence[str]) -> bool:
    found = words(name)
    return any(_BY_WORD.get(word) == kind for word in found) or any(
        f" {pair} " in f" {' '.join(found)} " for pair in pairs
    )
