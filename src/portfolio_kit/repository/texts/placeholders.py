"""What a template left to be filled in and nobody did: names, addresses, questions and filler text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.statements import stated, wording

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_PLACEHOLDER = re.compile(
    r"\byour[-_ ]?(?:user[-_ ]?name|github[-_ ]?(?:user(?:name)?|handle|profile|id)?|name"
    r"|repo(?:sitory)?(?:[-_ ]?name)?|project[-_ ]?name|org(?:ani[sz]ation)?|linkedin|profile|handle|email"
    r"|e-mail)\b(?=[\s\]/>)}\"'`@*.-]|$)|"
    r"\bseu[-_ ]?usu[aá]rio\b|\btu[-_ ]?usuario\b|\bvotre[-_ ]?(?:nom|utilisateur)\b"
    r"|\b(?:url_de_)?votre_(?:repo|url|projet|pseudo|compte)\w{0,12}\b"
    r"|\bdein[-_ ]?(?:name"
    r"|benutzername)\b|\busername[-_ ]?(?:anda|kamu)\b|ваш[-_ ]?(?:логин|username)|你的用户名|"
    r"<\s*(?:your|repo(?:sitory)?|username|user|project|insert|fill|name|url|link)[\w -]{0,40}>|\[\s*(?:your|insert"
    r"|fill in|add|project name|describe)\b[^\]\n]{0,60}\](?!\()|\{\{\s*(?:cookiecutter|copier)[\w. -]{1,60}\}\}|"
    r"(?<![\w.])(?:0\.)?X{2,4}(?:[.,]X{1,4})?\s?%|(?<![\w.])0\.X{2,4}(?!\w)|"
    r"\[\s*\w[\w ]{1,40} here\s*\](?!\()|_(?:a )?(?:preencher|completar|rellenar)_|_à (?:compléter|remplir)_"
    r"|\[\s*(?:tu|su|seu|sua|votre|dein|ihr)\b[^\]\n]{0,60}\](?!\()|"
    r"lorem ipsum|\bTODO\b|\bFIXME\b|more information needed|project[-_ ]title here|a short description of the project|"
    r"https?://(?:www\.)?(?:github\.com|linkedin\.com/in)/(?:your|username|user(?!-attachments|-images|content)"
    r"|example)[\w-]{0,20}",
    re.IGNORECASE,
)
# Without one of these, no line has a placeholder.
_HINTS = (
    "your",
    "usuari",
    "usuári",
    "votre",
    "dein",
    "username",
    "ваш",
    "你的",
    " here",
    "preencher_",
    "completar_",
    "rellenar_",
    "compléter_",
    "remplir_",
    "[tu ",
    "[su ",
    "[seu ",
    "[sua ",
    "[votre ",
    "[dein ",
    "[ihr ",
    "<repo",
    "<user",
    "<project",
    "<insert",
    "<fill",
    "<name",
    "<url",
    "<link",
    "[insert",
    "[fill",
    "[add",
    "[project",
    "[describe",
    "{{",
    "lorem",
    "todo",
    "fixme",
    "more information",
    "project title",
    "project-title",
    "a short description",
    "/user",
    "/example",
    "xx",
)
_LONGEST = 3000
_CASED = re.compile(r"todo|fixme", re.IGNORECASE)
# It begins a line or a sentence, or something follows that it tells to do.
_BEGINS = re.compile(r"(?:^|[.!?:|>#*(\[-])\s*[`*_]*$")
_TELLS_WORK = re.compile(r"\s?[:\])(*_-]|\W*$")
_EXERCISE = re.compile(
    r"^[ \t]*(?:#+[ \t]*)?(?:TODO\b|YOUR CODE HERE|### START CODE HERE|# (?:your|write your) (?:code|answer)"
    r"|\*{0,2}(?:your )?answer\*{0,2}\s*:|\*{0,2}question \d+|\*{0,2}exercise \d+)",
    re.IGNORECASE | re.MULTILINE,
)
_COPIED = wording(
    "tutorial youtube udemy video walkthrough curso vídeo tutoriel туториал code claim",
    r"\b(?:follow(?:s|ed|ing)?|cop(?:y|ies|ied)|cod(?:ed|ing) along|clone|replicat\w+|reproduc\w+|recreat\w+"
    r"|based on|taken from|from|inspired by|seguindo|siguiendo|basad[oa]|baseado|suivant|по)\b[^.\n]{0,60}"
    r"\b(?:tutorial|youtube|udemy|video|walkthrough|curso|vídeo|tutoriel|туториал)"
    r"|\bcode (?:here )?(?:comes?|came|is taken|was taken|copied|borrowed) from\b|\bno claim to (?:it|this|the code)\b",
)
# What a reader is told to follow, to set something up: the project itself may be anybody's.
_FOR_READER = re.compile(
    r"(?:^|[.!?:]\s+|\bplease\s+)\W{0,3}follow\b|\byou (?:can|could|may|should|need|will)\b[^.\n]{0,80}\bfollow"
    r"|\bto (?:learn how to |learn to )?(?:deploy|install|set ?up|configure|create an|enable|obtain|register)\b",
    re.IGNORECASE,
)
_OF_RESULTS = re.compile(
    r"result|r[ée]sultat|resultad|ergebnis|risultat|performance|hasil|wyniki|sonu[cç]|результат|结果", re.IGNORECASE
)
# A line that says nothing else.
_TO_COME = re.compile(
    r"\W*(?:to ?do|tb[ad]|coming soon|work in progress|wip"
    r"|(?:to be|will be) (?:added|completed|filled in|updated|done)(?: soon)?"
    r"|not yet|pending|[àa] (?:compl[ée]ter|remplir|venir)|em (?:breve|constru[çc][ãa]o)|a (?:completar|preencher)"
    r"|por (?:completar|hacer)|pr[óo]ximamente|pendiente|folgt|in arbeit|da completare|in arrivo"
    r"|segera|uzupełnić|待补充)\W*",
    re.IGNORECASE,
)
_KEYS = re.compile(r"api[-_ ]?key|_key\b|token|secret|passw|\.env\b", re.IGNORECASE)
_FILLER = re.compile(
    r"lorem ipsum|this is where you can (?:provide|add|describe|put)|your (?:\w+ )?(?:content|text) goes here"
    r"|replace this text|insert your \w+ here|edit this (?:page|text)|<title>\s*starter template|company bio\b"
    r"|some quick example text|>\s*link 1\s*<"
    # What starters of front ends say before anything is made of them.
    r"|\bstart prompting\b|edit <code>src/app|click on the vite and react logos|learn react\s*</a>",
    re.IGNORECASE,
)
# A name of somebody's account in a command is left to the reader as often as forgotten.
_ACCOUNT = re.compile(
    r"user|github\.com|linkedin|repo|usu[aá]rio|utilisateur|benutzer|username|логин|用户", re.IGNORECASE
)
_OF_ACCOUNT = re.compile(r"github\.com|gitlab\.com|linkedin\.com|git clone", re.IGNORECASE)
_JOINS = frozenset("/@.-:_")
_OPENS, _CLOSES = frozenset("\"'“«‘"), frozenset("\"'”»’")
_MARKUP = (".html", ".htm", ".jsx", ".tsx", ".vue")


class Placeholder(NamedTuple):
    """What was left to be filled in, as it stands there, and where."""

    text: str
    evidence: Evidence

    @property
    def is_account(self) -> bool:
        """Whether it stands for an account or its repository only, not for something that the project would say."""
        return bool(_ACCOUNT.search(self.text))


def placeholders(repository: Repository) -> Iterator[Placeholder]:
    """Yield the placeholders of texts and pages. Where a reader puts in a key of their own, nothing is left out."""
    for document in repository.documents:
        if "{{" in document.path:
            # The text of a template that the project makes others from.
            continue
        whole = document.source.lower()
        hints = [hint for hint in _HINTS if hint in whole]
        for line in document.lines if hints else ():
            if line.kind == "blank" or line.number > len(document.source_lines):
                continue
            source = document.source_lines[line.number - 1][:_LONGEST]
            lowered = source.lower()
            if not any(hint in lowered for hint in hints):
                continue
            is_code = line.kind == "code"
            found = (one for one in _PLACEHOLDER.finditer(source) if not _is_parameter(one, source, is_code=is_code))
            match = next(found, None)
            if match and not _KEYS.search(source) and not (_CASED.fullmatch(match[0]) and match[0] != match[0].upper()):
                yield Placeholder(match[0], document.evidence(line.number))
    for file in repository.suffixed(*_MARKUP):
        if match := _FILLER.search(file.text):
            yield Placeholder(match[0], file.at(match.start()))


def _is_parameter(match: re.Match[str], source: str, *, is_code: bool) -> bool:
    """Whether it is a part of an address or a path that each who deploys fills in, `sa@<project>.iam.example`, or
    what a command is told in brackets, `cd <folder>`; a form that values have, told in quotes: (such as "XX %"); or a
    mark for work to do that is none: in an example of code, or the word for "all" in the middle of a sentence.
    """
    if _CASED.fullmatch(match[0]):
        return is_code or not (_BEGINS.search(source[: match.start()]) or _TELLS_WORK.match(source[match.end() :]))
    if match[0][0] in "0Xx":
        return source[match.start() - 1 : match.start()] in _OPENS and source[match.end() : match.end() + 1] in _CLOSES
    if not match[0].startswith(("<", "{{")) or _OF_ACCOUNT.search(source):
        return False
    if is_code and match[0].startswith("<"):
        return True
    return source[match.start() - 1 : match.start()] in _JOINS or source[match.end() : match.end() + 1] in _JOINS


def unwritten(repository: Repository) -> Evidence | None:
    """Return where a README keeps a heading for what came out, with nothing below it but that this is to come."""
    for document in repository.readmes:
        lines = [line for line in document.lines if line.kind != "blank"]
        for before, line, after in zip(lines, lines[1:], [*lines[2:], None], strict=False):
            if (
                before.kind == "heading"
                and line.kind != "heading"
                and (after is None or after.kind == "heading")
                and _OF_RESULTS.search(before.text)
                and _TO_COME.fullmatch(line.text)
            ):
                return document.evidence(line.number)
    return None


def copied(repository: Repository) -> list[Evidence]:
    """Return where the texts say that the project follows a tutorial."""
    said = stated(repository.readmes, _COPIED)
    return [statement.evidence for statement in said if not _FOR_READER.search(statement.text)]


def course_questions(repository: Repository) -> list[Evidence]:
    """Return where notebooks keep the questions and gaps of a course."""
    return [
        notebook.evidence(match[0].strip())
        for notebook in repository.notebooks
        for cell in notebook.cells
        if (match := _EXERCISE.search(cell.source))
    ]
