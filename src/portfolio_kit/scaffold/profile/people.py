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
gender genre genero genere kon koen kjonn
race raza raca razza rasse hautfarbe
ethnicity ethnic ethnie etnia etnicidad ethnizitaet ethnizitat caste
religion religiao religione konfession confession glaube faith din
nationality nationalite nacionalidad nacionalidade nazionalita nationalitat nationalitaet staatsangehorigkeit
staatsangehoerigkeit staatsburgerschaft staatsbuergerschaft citizenship citizen herkunft origin
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
username login nickname
address adresse direccion endereco indirizzo adres street strasse rue calle
iban ssn passport passnummer dni nif nhs
ip ipaddress
dianhua
"""
# What names a person does so however few there are; a telephone may also be something that a customer has or not.
_NAMING = """
surname firstname lastname fullname forename givenname familyname middlename customername clientname employeename
vorname nachname familienname rufname geburtsname kundenname mitarbeitername patientenname personenname
ansprechpartner ansprechpartnerin sachbearbeiter sachbearbeiterin kontaktperson versicherungsnehmer kontoinhaber
prenom apellido apellidos sobrenome cognome nazwisko voornaam achternaam fornavn etternavn efternavn fornamn efternamn
soyad soyadi caseworker interlocuteur contactpersoon
xingming shimei
"""
_NAMING_PAIRS = (
    *("first name", "last name", "full name", "given name", "family name", "middle name", "maiden name", "sur name"),
    *("customer name", "client name", "patient name", "user name", "employee name", "contact name", "person name"),
    *("contact person", "case worker", "policy holder", "account holder", "account manager"),
    *("nom complet", "nom client", "nombre completo", "nombre cliente", "nome completo", "nome cliente"),
)
# Whole names of a column; inside a longer one they say something else (product name, model name).
_NAMES = frozenset({"name", "names", "nom", "nombre", "nome", "naam", "imie", "isim", "imia", "fio"})

_BY_WORD = (
    dict.fromkeys(_SENSITIVE.split(), "sensitive")
    | dict.fromkeys(_PERSONAL.split(), "personal")
    | dict.fromkeys(_NAMING.split(), "naming")
)
_FORMS = {
    "e-mail addresses": re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[A-Za-z]{2,24}"),
    "phone numbers": re.compile(r"(?=(?:\D*\d){9,15}\D*$)(?:\+|00|\()?\d[\d\s()/.-]*[\s()/-][\d\s()/.-]*\d|\+\d{9,15}"),
    "IP addresses": re.compile(r"(?:\d{1,3}\.){3}\d{1,3}"),
    "bank account numbers": re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?"),
}
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}.*")
_SHARE_OF_A_FORM = 0.3
_EMAIL_WITHIN = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[A-Za-z]{2,24}")
_READ_OF_A_TEXT = 2000
_SHARE_OF_NAMES = 0.8
_WORDS_OF_A_NAME = range(2, 5)
_WITHIN_A_NAME = str.maketrans("", "", "-'.")


def is_sensitive(name: str) -> bool:
    """Whether a column's name says that it holds what people must not be judged by."""
    return _names(name, "sensitive", _SENSITIVE_PAIRS)


def personal_by_name(name: str) -> bool:
    """Whether a column's name says that it names or reaches a person."""
    return words(name) in {(word,) for word in _NAMES} or _names(name, "personal", ()) or names_people(name)


def names_people(name: str) -> bool:
    """Whether a column's name says that it holds names of people, so that even a few of them are personal."""
    return _names(name, "naming", _NAMING_PAIRS)


def personal_form(values: Sequence[str]) -> str | None:
    """Return what the values look like, when it is something that reaches a person: "e-mail addresses" and so on."""
    if not values:
        return None
    for form, pattern in _FORMS.items():
        found = sum(bool(pattern.fullmatch(value)) and not _DATE.fullmatch(value) for value in values)
        if found >= _SHARE_OF_A_FORM * len(values):
            return form
    return None


def personal_within(texts: Sequence[str]) -> str | None:
    """Return what texts that are no categories hold of people: e-mail addresses within them, or full names."""
    if any(_EMAIL_WITHIN.search(text[:_READ_OF_A_TEXT]) for text in texts):
        return "e-mail addresses in its texts"
    if texts and sum(map(_is_full_name, texts)) >= _SHARE_OF_NAMES * len(texts):
        return "looks like people's names"
    return None


def _is_full_name(text: str) -> bool:
    parts = text[:_READ_OF_A_TEXT].replace(",", " ").split()
    letters = [part.translate(_WITHIN_A_NAME) for part in parts]
    return len(parts) in _WORDS_OF_A_NAME and all(part.isalpha() for part in letters) and text.istitle()


def _names(name: str, kind: str, pairs: Sequence[str]) -> bool:
    found = words(name)
    return any(_BY_WORD.get(word) == kind for word in found) or any(
        f" {pair} " in f" {' '.join(found)} " for pair in pairs
    )
