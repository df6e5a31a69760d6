"""Secrets and personal data that were committed: keys by their real shapes, never placeholders or defaults.

A false alarm would cost more trust than a missed password, so only what cannot be anything else is reported.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.rubric.finding import Evidence

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository


class Secret(NamedTuple):
    """What was committed, in words that complete "… is committed", and where."""

    what: str
    evidence: Evidence
    is_data: bool = False
    """Persons' records, which are removed; what opens something is revoked as well."""


# What a key begins with (looked for first, as that is fast), what it is, and its whole shape. A beginning has to be
# found by one of `_BEGINNINGS`.
_SHAPES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (start, what, re.compile(rf"(?<![A-Za-z0-9/+_-]){shape}(?![A-Za-z0-9/+_-])"))
    for start, what, shape in (
        ("AKIA", "an AWS access key", r"AKIA[0-9A-Z]{16}"),
        ("ASIA", "an AWS access key", r"ASIA[0-9A-Z]{16}"),
        ("AIza", "a Google API key", r"AIza[0-9A-Za-z_-]{35}"),
        ("ghp_", "a GitHub token", r"ghp_[0-9A-Za-z]{36}"),
        ("gho_", "a GitHub token", r"gho_[0-9A-Za-z]{36}"),
        ("ghs_", "a GitHub token", r"ghs_[0-9A-Za-z]{36}"),
        ("github_pat_", "a GitHub token", r"github_pat_[0-9A-Za-z_]{60,100}"),
        ("glpat-", "a GitLab token", r"glpat-[0-9A-Za-z_-]{20,64}"),
        ("hf_", "a Hugging Face token", r"hf_[A-Za-z0-9]{34,40}"),
        ("sk-", "an OpenAI or Anthropic key", r"sk-(?:proj-|ant-[a-z0-9]{2,8}-|svcacct-|or-v1-)?[A-Za-z0-9_-]{32,200}"),
        ("gsk_", "a Groq key", r"gsk_[A-Za-z0-9]{48,60}"),
        ("sk_live_", "a Stripe key", r"sk_live_[0-9A-Za-z]{20,120}"),
        ("xox", "a Slack token", r"xox[abprs]-[0-9A-Za-z-]{20,200}"),
        ("SG.", "a SendGrid key", r"SG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{40,46}"),
        ("dckr_pat_", "a Docker token", r"dckr_pat_[A-Za-z0-9_-]{24,64}"),
        ("pypi-", "a PyPI token", r"pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{40,400}"),
        ("AccountKey=", "an Azure storage key", r"AccountKey=[A-Za-z0-9+/]{86}=="),
        ("dapi", "a Databricks token", r"dapi[0-9a-f]{32}(?:-\d)?"),
        ("KGAT_", "a Kaggle token", r"KGAT_[0-9a-f]{32}"),
    )
)
# Where none of these is, no key begins. Most texts are told apart by them: a few searches, each for certain letters.
_BEGINNINGS = tuple(
    re.compile(beginning)
    for beginning in (
        *(r"A(?:KIA|SIA|Iza|ccountKey=)", "gh[pos]_", "_pat_", "sk[-_]"),
        *("glpat-", "hf_", "xox", r"SG\.", "pypi-", "dapi", "KGAT_"),
    )
)
_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----(?:\\n"
    r"|\s)+[A-Za-z0-9+/=:,\-. ]{20}"
)
# What a secret is called, looked for first; `key` only of what opens something.
_CALLED = ("key", "token", "secret", "passw", "pwd", "appid", "app_id")
_OPENS = re.compile(
    r"(?:(?:api|secret|access|private|subscription|account|auth)[_-]?|\"username\": ?\"[^\"]{1,40}\", ?\")$"
)
_HASHED = re.compile(r"hash(?:ed)?[ _-]?$")
# The settings of services that run where they are started, such as those of a compose file.
_LOCAL_SERVICE = re.compile(r"localhost|127\.0\.0\.1|0\.0\.0\.0|^\w*HOST\w*=[\w-]+\s*$", re.IGNORECASE | re.MULTILINE)
# The value that stands right after it: `name = value`, `"name": "value"`, `get("name", "value")`.
_VALUE = re.compile(
    r"[\w-]{0,12}\\?[\"'\])]{0,4}\s{0,4}[=:,(][ \t]{0,40}(?P<quote>\\?[\"']?)"
    r"(?P<value>[A-Za-z0-9_+/-]{20,128}={0,2})(?=[\\\"'`\s&,;)]|$)"
)
# What an address asks with needs no quotes of its own: `"https://…?api_key=value&language=en"`.
_IN_ADDRESS = re.compile(r"[?&][\w-]{0,20}$")
# A name and a password in an address, looked for before the address of a database.
_CREDENTIALS = re.compile(r"://[^\s:/@\"'<>{}$]{1,64}:[^\s/@\"'<>{}$]{4,80}@")
_URL = re.compile(
    r"\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|rediss|amqps?"
    r"|mssql)(?:\+[a-z0-9]{1,20})?://[^\s:/@\"'<>{}$]{1,64}:(?P<password>[^\s/@\"'<>{}$]{4,80})@(?P<host>[A-Za-z0-9."
    r"-]{3,120})"
)
# What is called a password, in quotes; settings may leave them out.
_PASSWORD = re.compile(
    r"(?<![a-z])(?:password|passwd|pwd)[\"']?\s{0,4}[:=][ \t]{0,8}(?P<quote>[\"']?)"
    r"(?P<value>[^\"'\s{}<>()]{12,64})(?P=quote)(?=[\s,;)}\]]|$)",
    re.IGNORECASE,
)
_KNOWN_WORD = re.compile(
    r"(?-i:[a-z]{6})|123|admin|root|pass|user|welcome|local|dev|qwert|air|flow|postgre|mysql|minio|\A[$%!]",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"your|example|sample|change[-_]?me|placeholder|dummy|fake|test|xxx|todo|insert|replace|redacted|masked|secret"
    r"|password|my[-_]?(?:key|token|api)|abcdef|12345678|00000000|\*{3}|\.\.\.|<|insecure|default|optional|localhost",
    re.IGNORECASE,
)
# Names that are kept for hosts that nobody can reach are among them.
_LOCAL_HOST = re.compile(
    r"localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|host\.docker|example|[^.]*$|\S*\.(?:invalid|test|local|internal)$",
    re.IGNORECASE,
)
# Databases that are rented by the hour: a name before these is a machine that the network reaches.
_RENTED_HOST = re.compile(
    r"(?!(?:my|your|the|an?|some|server|host|db|database|name)(?:[-_]?(?:server|host|db|database|name|instance))?\.)"
    r"[\w-]+\.[\w.-]*?(?:rds\.amazonaws\.com|database\.windows\.net|(?:mysql|postgres)\.database\.azure\.com|mongodb\.net"
    r"|neon\.tech|supabase\.com?|aivencloud\.com|ondigitalocean\.com|render\.com)\b",
    re.IGNORECASE,
)
_IN_CODE = (".py", ".ipynb", ".js", ".ts", ".tsx", ".jsx", ".r", ".java", ".go")
_NO_PROSE = (".csv", ".tsv", ".data", ".svg", ".lock", ".html", ".css", ".map", ".ipynb")
_LOCKS = frozenset(
    {"package-lock.json", "pnpm-lock.yaml", "npm-shrinkwrap.json", "conda-lock.yml", "pixi.lock", "go.sum"}
)
_DATABASES = (".db", ".sqlite", ".sqlite3", ".db3")
_OF_PERSONS = re.compile(rb"[^(]{0,80}?(?:user|account|customer|patient|member|person|login)", re.IGNORECASE)
_REACHES = re.compile(rb"passw|e-?mail|phone", re.IGNORECASE)
_LONGEST_TABLE = 1_000
_PERSON = re.compile(
    rb"[A-Za-z0-9._-]{2,40}@[A-Za-z0-9-]{2,40}\.[a-z]{2,10}|\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|(?:pbkdf2"
    rb"|scrypt)[:_$][A-Za-z0-9:_$]{6,40}"
)
# A database or a user that infrastructure code makes has the very password that stands there: `password = "harbour"`.
_MADE_WITH = re.compile(
    r"^[ \t]{0,40}(?:\w{1,30}_)?password[ \t]{1,40}=[ \t]{1,40}\"(?P<value>[^\"\s${}<>]{4,80})\"[ \t]{0,40}$",
    re.MULTILINE,
)
_LEFT_OPEN = re.compile(r"your|change|replace|placeholder|example|xxx|todo|insert|redacted|\*{3}|\.\.\.", re.IGNORECASE)
_LEAST_ENTROPY = 3.2
_LEAST_DIGITS = 3
_KINDS = 4
# Signs that stand for letters in words: `P@55w0rd`.
_READ_AS = str.maketrans("013457@$!", "oleastasi")
_LONG = 30
_WORDS = 4
_LONGEST_WORD = 15
_CASES = 8
_LOOK_BEHIND = 64
_LONGEST_TEXT = 400_000
_PEM, _KEY_BEGINS = "a private key", "PRIVATE KEY-----"
# What web frameworks sign their cookies with: of any characters, so only where it is called so.
_FRAMEWORK_KEY = re.compile(r"SECRET_KEY[\"'\])]{0,3} {0,8}[=:,] {0,8}[\"'](?P<value>[^\"'\n]{16,200})[\"']")
_LEAST_SIGNED = 40
_SIGNS = re.compile(r"[!@#$%^&*()]")
MASK = "********"


def secrets(repository: Repository) -> Iterator[Secret]:
    """Yield the secrets and the databases of persons that are committed."""
    for file in repository.files:
        if file.suffix in _DATABASES:
            yield from _persons(file)
        elif (
            file.suffix == ".ipynb"
            or not file.size
            or file.suffix in _NO_PROSE
            or file.name.lower() in _LOCKS
            or ".min." in file.name
        ):
            continue
        else:
            text = file.text[:_LONGEST_TEXT]
            for what, offset in in_text(text, is_code=file.suffix in _IN_CODE):
                yield Secret(what, file.at(offset))
            yield from _in_settings(file, text)
            yield from _in_infrastructure(file, text)
    for notebook in repository.notebooks:
        for cell in notebook.cells:
            text = f"{cell.source}\n{cell.output}"[:_LONGEST_TEXT]
            for what, offset in in_text(text, is_code=True):
                yield Secret(what, notebook.evidence(_line(text, offset)))


def in_address(text: str) -> tuple[str, str] | None:
    """Return the password and the host of the address of a database."""
    match = _URL.search(text)
    return (match["password"], match["host"]) if match else None


def _in_settings(file: File, text: str) -> Iterator[Secret]:
    """The passwords in the settings that a program is started with, of services elsewhere."""
    if file.name == ".env" and not _LOCAL_SERVICE.search(text):
        for match in _PASSWORD.finditer(text):
            if _is_chosen(match["value"]):
                yield Secret("a password", file.at(match.start("value")))


def _in_infrastructure(file: File, text: str) -> Iterator[Secret]:
    """The passwords that what Terraform makes is given, whatever they are."""
    for match in _MADE_WITH.finditer(text) if file.suffix == ".tf" else ():
        if not _LEFT_OPEN.search(match["value"]):
            yield Secret("a password", file.at(match.start("value")))


def in_text(text: str, *, is_code: bool) -> Iterator[tuple[str, int]]:
    """Yield what secrets a text holds and their offsets. In code a value stands in quotes, or in an address."""
    for what, start, _ in _spans(text, is_code=is_code):
        yield what, start


def masked(text: str) -> str:
    """Return `text` with every secret in it written over: a report is read by more people than the repository."""
    spans = [(start, end) for what, start, end in _spans(text, is_code=False) if what != _PEM]
    key = text.find(_KEY_BEGINS)
    if key >= 0 and text[key + len(_KEY_BEGINS) :].strip("\"' ,\\n"):
        spans.append((key + len(_KEY_BEGINS), len(text)))
    if "password" in text:
        spans += [found.span("value") for found in _MADE_WITH.finditer(text)]
    if "SECRET_KEY" in text:
        spans += [found.span("value") for found in _FRAMEWORK_KEY.finditer(text)]
    pieces, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            pieces += [text[done:start], MASK]
        done = max(done, end)
    return "".join((*pieces, text[done:]))


def _spans(text: str, *, is_code: bool) -> Iterator[tuple[str, int, int]]:
    """Yield what secrets a text holds, and from where to where each is."""
    if any(beginning.search(text) for beginning in _BEGINNINGS):
        for start, what, shape in _SHAPES:
            if start in text:
                for match in shape.finditer(text):
                    if is_random(match[0].removeprefix(start)):
                        yield what, *match.span()
    if (
        "PRIVATE KEY" in text
        and (key := _PRIVATE_KEY.search(text))
        and not _PLACEHOLDER.search(text, key.end() - 20, key.end())
    ):
        yield _PEM, *key.span()
    if _CREDENTIALS.search(text):
        for match in _URL.finditer(text):
            if (
                (not _PLACEHOLDER.search(match["password"]) or _is_in_use(match["password"], match["host"]))
                and not _LOCAL_HOST.match(match["host"])
                and match["password"].lower() not in ("root", "admin", "user", "pass")
            ):
                yield "a database's password", *match.span("password")
    yield from _signing(text)
    yield from _named(text, is_code=is_code)
    yield from _passwords(text, is_code=is_code)


def _signing(text: str) -> Iterator[tuple[str, int, int]]:
    """Keys that a framework drew to sign cookies with: long, with signs of other kinds between letters and digits."""
    for match in _FRAMEWORK_KEY.finditer(text) if "SECRET_KEY" in text else ():
        if len(match["value"]) >= _LEAST_SIGNED and _SIGNS.search(match["value"]) and is_random(match["value"]):
            yield "a key or token", *match.span("value")


def _named(text: str, *, is_code: bool) -> Iterator[tuple[str, int, int]]:
    """Random values that are called a key, token, secret or password."""
    lowered = text.lower()
    if len(lowered) != len(text):
        # The one letter that lower case makes longer.
        lowered = text.replace("\u0130", "I").lower()
    for called in _CALLED:
        position = lowered.find(called)
        while position >= 0:
            match = _VALUE.match(text, position + len(called))
            opens = called != "key" or bool(_OPENS.search(lowered, max(0, position - _LOOK_BEHIND), position))
            # What is called the hash of a secret opens nothing: lists of known findings hold them.
            opens = opens and not _HASHED.search(lowered, max(0, position - _LOOK_BEHIND), position)
            written = match and (
                match["quote"] or not is_code or _IN_ADDRESS.search(text, max(0, position - _LOOK_BEHIND), position)
            )
            if match and opens and written and _is_value(match["value"]):
                yield "a key or token", *match.span("value")
            position = lowered.find(called, position + len(called))


def _passwords(text: str, *, is_code: bool) -> Iterator[tuple[str, int, int]]:
    """Values that are called a password and were drawn by chance, of any signs."""
    if any(called in text for called in ("assword", "ASSWORD", "asswd", "ASSWD", "pwd", "PWD")):
        for match in _PASSWORD.finditer(text):
            if (match["quote"] or not is_code) and _is_drawn(match["value"]):
                yield "a password", *match.span("value")


def _is_chosen(value: str) -> bool:
    """Whether a password was chosen with care: letters of both cases, digits and signs, and no placeholder."""
    return (
        all(any(map(is_kind, value)) for is_kind in (str.islower, str.isupper, str.isdigit))
        and not value.isalnum()
        and not _PLACEHOLDER.search(value)
        and "$" not in value[:1]
        and _entropy(value) >= _LEAST_ENTROPY
    )


def _is_in_use(password: str, host: str) -> bool:
    """Whether a weak password, with the kinds of signs that rented databases ask for, opens one."""
    return len(_kinds(password)) == _KINDS and _RENTED_HOST.match(host) is not None


def _kinds(value: str) -> set[str]:
    return {
        "a" if sign.islower() else "A" if sign.isupper() else "0" if sign.isdigit() else "!"
        for sign in value
        if sign not in "+/=_-."
    }


def _is_drawn(value: str) -> bool:
    """Whether a password was drawn by chance: letters of both cases, digits and signs, and no word in it."""
    read = value.translate(_READ_AS)
    is_plain = any(_PLACEHOLDER.search(text) or _KNOWN_WORD.search(text) for text in (value, read))
    return len(_kinds(value)) == _KINDS and not is_plain and _entropy(value) >= _LEAST_ENTROPY


def _entropy(value: str) -> float:
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())


def _is_value(value: str) -> bool:
    return any(character.isdigit() for character in value) and is_random(value) and not _is_shaped(value)


def is_random(value: str) -> bool:
    """Whether a value looks drawn at random: digits or both cases, no word of a placeholder, high entropy."""
    digits = sum(character.isdigit() for character in value)
    is_mixed = digits >= _LEAST_DIGITS or (
        len(value) >= _LONG and _CASES <= sum(map(str.isupper, value)) <= len(value) - _CASES
    )
    if not is_mixed or digits == len(value) or _PLACEHOLDER.search(value):
        return False
    return _entropy(value) >= _LEAST_ENTROPY


def _is_shaped(value: str) -> bool:
    """Whether a value is a path, a name made of words, or already known by its shape."""
    parts = re.split(r"[/_-]", value)
    return (len(parts) >= _WORDS and max(len(part) for part in parts) <= _LONGEST_WORD) or any(
        value.startswith(start) for start, _, _ in _SHAPES
    )


def _persons(file: File) -> Iterator[Secret]:
    tables = file.content.split(b"CREATE TABLE")[1:]
    if any(
        _OF_PERSONS.match(table) and _REACHES.search(table, table.find(b"(") + 1, _LONGEST_TABLE) for table in tables
    ) and _PERSON.search(file.content):
        yield Secret("a database with accounts of persons", file.evidence(), is_data=True)


def _line(text: str, offset: int) -> str:
    return text[text.rfind("\n", 0, offset) + 1 :].split("\n", 1)[0]
