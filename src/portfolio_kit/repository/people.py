"""Whether the data is about people: decides where fairness applies and what privacy asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

# Columns and subjects that only people have.
_PERSONAL = re.compile(
    r"(?<![a-z])(?:gender|sex[o0]?|g[eé]nero|genre|geschlecht|marital|married|estado civil|race|ethnicity|religion|nationality|"
    r"salary|income|renda|ingresos|credit ?score|customer ?id|customers?|clientes?|clients?|patients?|pacientes?|pasien|passengers?|pclass|employees?|empregados|"
    r"students?|alunos|estudiantes|siswa|mahasiswa|applicants?|borrowers?|loan ?status|tenure|churn|dependents|education|date ?of ?birth|dob|age|idade|edad|umur|usia|"
    r"first ?name|last ?name|surname|phone|email|address|ssn|diagnosis|glucose|blood ?pressure|cholesterol|bmi|smok\w+|stroke|diabetes|heart disease|"
    r"tweets?|reviews?|users?|user ?id|faces?|hiring|resume|attrition|households?|personas?|people|persons?|voters?|crime|"
    r"клиент\w*|пациент\w*|пользовател\w*|客户|患者|用户)(?![a-z])",
    re.IGNORECASE,
)


def personal_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often texts name what only people have, by word."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(match[0].lower() for match in _PERSONAL.finditer(text.replace("_", " ")))
    return found
