"""What a visitor can use or see at work at once: live links, sample answers, notebooks that tell a story, web apps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.file import File
from portfolio_kit.repository.showing.replies import Reply, asks_about_itself, is_reply, reply_in
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document, Reference
from portfolio_kit.rubric.finding import Evidence

_HOSTS = re.compile(
    r"https?://(?!(?:www\.)?(?:share\.)?streamlit\.io/?$)(?:[\w-]+\.)*(?:streamlit\.app|streamlitapp\.com|"
    r"share\.streamlit\.io/\S+|herokuapp\.com|onrender\.com|hf\.space|vercel\.app|netlify\.app|"
    r"railway\.app|fly\.dev|azurewebsites\.net|azurecontainerapps\.io|run\.app|appspot\.com|"
    r"pythonanywhere\.com|replit\.(?:app|dev)|repl\.co|gradio\.(?:live|app)|koyeb\.app|"
    r"cyclic\.app|glitch\.me|modal\.run|web\.app|firebaseapp\.com|amplifyapp\.com|elasticbeanstalk\.com|"
    r"amazonaws\.com:\d+|cloudfront\.net|shinyapps\.io|surge\.sh|deta\.dev|duckdns\.org|nip\.io|sslip\.io)"
    r"|https?://(?!127\.|10\.|0\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])"
    r"|https?://(?:www\.)?huggingface\.co/spaces/\S+|https?://share\.streamlit\.io/\S+",
    re.IGNORECASE,
)
_LIVE_WORDS = re.compile(
    r"live (?:demo|app|link|site|api|url|version)|production (?:url|app|site|link)|\bdemo (?:link|here|app)|"
    r"try it (?:out|here|live|now)|"
    r"deployed (?:app|at|here|link)|acesse (?:o app|aqui|a aplica)|app (?:online|en vivo)|在线(?:演示|体验)",
    re.IGNORECASE,
)
# A page of texts about the project, and the home page of a host.
_ABOUT = re.compile(
    r"\bdocs?\b|document|portfolio|\bblog|slides|presentation|article|\breport\b|profile|website of|personal",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"https?://(?:www\.|app\.|dashboard\.|share\.|console\.)?(?:streamlit|streamlitapp|onrender|render|railway|fly|"
    r"vercel|netlify|herokuapp|heroku|replit|koyeb|glitch|pythonanywhere|modal|surge|gradio)\.\w+(?:/(?:new|docs|login|"
    r"dashboard)\S*)?/?$",
    re.IGNORECASE,
)
_TEMPLATE_LINK = re.compile(r"your[-_]|<[^>]*>|example\.(?:com|org)|localhost|127\.0\.0\.1|xxx", re.IGNORECASE)
_ANSWER = re.compile(
    r"[\"'](?:[\w .-]{0,40}_)?(?:predic\w*|prev\w*sao|previs[ãa]o|prediccion|predicción|probab\w*|"
    r"score\w*|label|class\w*|resul\w*|confidence|risk\w*|churn\w*|outcome|output|estimate\w*|price\w*|"
    r"forecast\w*|recommendations?|category|sentiment|decision|anomaly\w*|cluster\w*|default(?!-)\w*|answer|"
    r"fraud\w*|rul|diagnos\w*)[\w .-]{0,30}[\"']\s*:",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"response|output|returns?\b|result|respon[sd]|respuesta|resposta|réponse|antwort|risposta|saída|"
    r"salida|sortie|ausgabe|ответ|вывод|响应|输出|返回|レスポンス|yanıt|çıktı|keluaran|hasil|प्रतिक्रिया|odpowied",
    re.IGNORECASE,
)
# A page that GitHub hosts is one of texts unless more is said of it: the manual of a library, most often.
_GITHUB_PAGE = re.compile(r"https?://[\w-]+\.github\.io/", re.IGNORECASE)
_AT_WORK = re.compile(r"\blive\b|demo|dashboard|\bapp\b|playground", re.IGNORECASE)
# Where a guide lets its reader put the app, it is not yet.
_TO_BE = re.compile(
    r"\byour (?:app|api|url|site)\b|\bwill be (?:at|available|live|accessible|deployed|hosted)\b"
    r"|\b(?:tu|su|seu|sua) (?:app|api|url|aplica\w+)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\W*(?:here|(?:this )?link|aqu[íi]|ici|hier|qui|di sini|здесь|这里)\W*", re.IGNORECASE)
_ELSEWHERE = re.compile(r"github\.com|shields\.io|kaggle\.com|linkedin|youtu|ipynb")
_PAIR = re.compile(
    r"[\"'](?!message|status|detail|error|health|version|model|name|info|id[\"'])[\w .-]{1,60}[\"']\s*:\s*[\"'\[{\w.-]"
)
# A value that only says what would stand there.
_LEFT_OPEN = re.compile(
    r"[\"']\s*:\s*(?:\.{3}|…|[\"']?<[^<>\n]{1,40}>[\"']?|[\"'](?:string|str|int|integer|float|number|bool|boolean)[\"'])"
)
_REQUEST = re.compile(r"\bcurl\b|requests\.post|\s-d\s|--data|POST |json\s*=")
_SENT = re.compile(r"input|request|payload|entrada|body|\bsend\b|solicitud|requisi|anfrage|запрос|请求", re.IGNORECASE)
# An answer in a span of code, and the request in one before it.
_ANSWER_SPAN = re.compile(r"`\s*[{\[][^`\n]{2,400}[}\]]\s*`")
_ASKED_SPAN = re.compile(r"`[^`\n]{0,60}(?:curl|https? |(?:GET|POST|PUT) )[^`\n]{0,400}`")
# Words typed at a prompt that is neither Python's nor a shell's, and a figure beside what it is of.
_TYPED = re.compile(r"[ \t]*>[ \t]+[^\W\d_]\S*(?:[ \t]+[^\s|>]+){2,}")
_GIVEN = re.compile(r"[^\W\d_]\S*[ \t:=]{1,20}\d{1,9}(?:[.,]\d+|[ \t]?%)")
_PROGRAMS = frozenset({"python", "py", "python3", "js", "javascript", "ts", "typescript", "yaml", "yml", "toml"})
# What only builds or watches files starts no app.
_STARTED = re.compile(
    r"\"(?:start|dev|serve)\"\s*:\s*\""
    r"(?!\s*(?:NODE_ENV=\w+ )?(?:npx |cross-env \S+ )*(?:npm run (?:dev(?:elopment)?|build|watch|prod\w*)\b"
    r"|gulp\b(?! (?:serve|start|server)\b)|grunt\b(?! (?:serve|start|server)\b)|mix\b|tsc\b|(?:node-)?sass\b|lessc\b"
    r"|rollup\b(?! .*serve)|webpack\b(?! serve|-dev-server)|echo\b))"
)
_PAGES = frozenset({"index.html", "docs/index.html", "public/index.html"})
_LONGEST = 600
_NEAR, _FAR = 2, 100
_NOTE = 500
# How many characters before a link say what it leads to.
_BEFORE = 60
_STORY = 250
# Fewer words tell a story as well where they read what came out: so many paragraphs with a figure of the outputs.
_BRIEF_STORY, _READINGS = 75, 2
_MOST_OUTPUT = 200_000
_FIGURE = re.compile(r"(?<![\w.,])\d{1,6}(?:[.,]\d{1,6})?(?![\w]|[.,]\d)")
_QUOTED = re.compile(r"[\"“„«‘‚]([^\W\d_][^\"“”„«»‘’‚|`]{3,60})[\"”“»’‘]")
_WORDS_A_CELL = 15
_LONG_STORY = 600


def stories(notebooks: Sequence[Notebook], texts: Iterable[Document]) -> Sequence[Notebook]:
    """Return the notebooks that tell what they do, one alone or else all together; `texts` are their markdown cells.

    That is 250 words of prose, and fifteen for each cell of code; 600 are a story beside any code, and 75 where two
    paragraphs read figures of the outputs that are kept, or quote words of them.
    """
    by_path = {text.path: text for text in texts}
    lengths = {path: text.words for path, text in by_path.items()}
    told = [(notebook, lengths.get(notebook.file.path, 0), _cells(notebook)) for notebook in notebooks]
    alone = [notebook for notebook, length, _ in told if length >= words_of_a_story(notebook)]
    length, cells = sum(length for _, length, _ in told), sum(cells for *_, cells in told)
    alone = alone or [
        notebook
        for notebook, length, cells in told
        if length >= max(_BRIEF_STORY, _WORDS_A_CELL * cells) and _reads_outputs(notebook, by_path[notebook.file.path])
    ]
    return alone or (notebooks if length >= max(_STORY, _WORDS_A_CELL * cells) else ())


def _reads_outputs(notebook: Notebook, text: Document) -> bool:
    """Whether several paragraphs of a notebook give figures that its outputs show, to rounding, or quote what they say
    and the code does not.
    """
    output = " ".join(cell.output for cell in notebook.code)[:_MOST_OUTPUT].lower()
    source = " ".join(cell.source for cell in notebook.code).lower()
    shown = [float(found.replace(",", ".")) for found in _FIGURE.findall(output)]
    readings = 0
    for line in text.lines:
        if line.kind not in ("prose", "item"):
            continue
        figures = [match[0].replace(",", ".") for match in _FIGURE.finditer(line.text[:_LONGEST])]
        quoted = [match[1].lower() for match in _QUOTED.finditer(line.text[:_LONGEST])]
        readings += any(_is_shown(figure, shown) for figure in figures) or any(
            word in output and word not in source for word in quoted
        )
        if readings >= _READINGS:
            return True
    return False


def _is_shown(figure: str, shown: Sequence[float]) -> bool:
    """Whether a figure of some digits is among those that are shown, or is the percentage of one."""
    value, decimals = float(figure), len(figure.partition(".")[2])
    return len(figure) > 1 and any(value in (round(one, decimals), round(100 * one, decimals)) for one in shown)


def words_of_a_story(notebook: Notebook) -> int:
    """How many words of prose make a story of a notebook."""
    return min(_LONG_STORY, max(_STORY, _WORDS_A_CELL * _cells(notebook)))


def _cells(notebook: Notebook) -> int:
    """How many cells of a notebook hold code."""
    return sum(1 for cell in notebook.code if cell.source.strip())


def answers_kept(notebooks: Iterable[Notebook]) -> Iterator[Evidence]:
    """Yield where a notebook asks an API and keeps the answer."""
    for notebook in notebooks:
        for cell in notebook.code:
            if "requests.post" in cell.source and cell.output.strip() and not cell.failed:
                yield notebook.evidence(next(line for line in cell.source.split("\n") if "requests.post" in line))


def web_apps(files: Iterable[File]) -> Iterator[Evidence]:
    """Yield the web apps that are no Python: a package.json that says how it starts, or a page at the root."""
    for file in files:
        if (file.name == "package.json" and _STARTED.search(file.text)) or (file.path in _PAGES and not file.is_blank):
            yield file.evidence()


def live_links(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the addresses at which texts say that the project can be used."""
    for document in documents:
        for reference in document.links:
            said = _said(document, reference)
            source = document.source_line(reference.number)
            is_unfilled = f"{reference.target}<" in source or f"{reference.target}{{" in source
            if not is_unfilled and _is_live(reference.target, said, f"{said} {source.partition('http')[0][-_BEFORE:]}"):
                yield document.evidence(reference.number)
        yield from _typed_out(document)


def _is_live(address: str, said: str, around: str) -> bool:
    """Whether something is at work at an address, by what is said of it and what stands around it."""
    if (
        _TEMPLATE_LINK.search(address)
        or _HOME.match(address)
        or _ELSEWHERE.search(address)
        or _ABOUT.search(said)
        or _TO_BE.search(around)
    ):
        return False
    if _GITHUB_PAGE.match(address):
        return bool(_AT_WORK.search(around))
    return bool(_HOSTS.match(address) or (address.startswith("http") and _LIVE_WORDS.search(around)))


def _said(document: Document, reference: Reference) -> str:
    """What a link is said to lead to: its label, or what stands before it on its line or above."""
    if reference.label and not reference.label.startswith("http") and not _POINTING.fullmatch(reference.label):
        return reference.label
    line = document.source_line(reference.number)
    before = line.partition("http")[0].strip(" -*<[(:")
    above = (document.source_line(number) for number in range(reference.number - 1, max(0, reference.number - 3), -1))
    return (before or next((text for text in above if text.strip()), ""))[-_BEFORE:]


def _typed_out(document: Document) -> Iterator[Evidence]:
    """Yield the addresses that stand alone in a block of code, to be copied from there."""
    before = ""
    for line in document.lines if _HOSTS.search(document.source) else ():
        text = line.text.strip()
        if line.kind == "code" and _HOSTS.match(text) and " " not in text and _is_live(text, before, before):
            yield document.evidence(line.number)
        elif text:
            before = text[-_BEFORE:]


def linked_in_files(files: Iterable[File]) -> Iterator[Evidence]:
    """Yield the small files that hold nothing but a live link, as Windows and some courses keep them."""
    for file in files:
        if file.suffix in (".txt", ".url") and file.size < _NOTE:
            for number, line in enumerate(file.lines, start=1):
                found = _HOSTS.search(line[:_LONGEST])
                if found and not _TEMPLATE_LINK.search(line[:_LONGEST]):
                    yield file.evidence(number)
                    break


def sample_answers(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the sample answers that texts show: JSON with a prediction in it that is not what is sent."""
    for document in documents:
        if "{" not in document.source:
            continue
        block: list[Line] = []
        before = ""
        # How many lines since a block that asks and shows no answer: what is told between is hardly more than "gives".
        since = _FAR
        # Whether the block before asked how the service is, so that the next may be what it says of itself.
        is_of_itself = False
        for line in (*document.lines, Line(0, "end", "")):
            if line.kind in ("code", "tree"):
                block.append(Line(line.number, line.kind, line.text[:_LONGEST], line.language))
                continue
            if block:
                is_program = block[0].language in _PROGRAMS and not block[0].text.lstrip().startswith(">>>")
                reply = Reply(asks=False, line=None) if is_program else reply_in(block)
                is_next = since <= _NEAR and not is_program and is_reply(block)
                place = _answer_in(block, before) or reply.line or (block[0].number if is_next else None)
                was_of_itself, is_of_itself = is_of_itself, asks_about_itself(block)
                if is_of_itself or (was_of_itself and not reply.asks and reply.line is None):
                    place = None
                if place is not None and not _LEFT_OPEN.search(document.source_line(place)):
                    yield document.evidence(place)
                since = 0 if reply.asks and reply.line is None else _FAR
            block = []
            if line.text.strip():
                before = line.text
                is_of_itself = is_of_itself and line.kind != "heading"
                since = _FAR if line.kind == "heading" or _SENT.search(before) else since + 1
                if (
                    "{" in before
                    and line.kind in ("prose", "item")
                    and _ANSWERED.search(before)
                    and _ANSWER.search(before)
                ) or (
                    "`" in document.source_line(line.number) and _answers_in_line(document, line, is_asked=since == 1)
                ):
                    yield document.evidence(line.number)


def _answers_in_line(document: Document, line: Line, *, is_asked: bool) -> bool:
    """Whether a span of code in a sentence or a row is the answer to a request that stands in front of it.

    The request is a span of the same line or of one of the two above, or, where it `is_asked`, the block above.
    """
    source = document.source_line(line.number)[:_LONGEST]
    above = " ".join(document.source_line(number) for number in range(max(1, line.number - 2), line.number))
    for match in _ANSWER_SPAN.finditer(source):
        before = f"{above[-_LONGEST:]} {source[: match.start()]}"
        if (
            (is_asked or _ASKED_SPAN.search(before))
            and not _SENT.search(_ASKED_SPAN.split(before)[-1].rpartition("`")[2])
            and _PAIR.search(match[0])
            and not _LEFT_OPEN.search(match[0])
        ):
            return True
    return False


def typed_answers(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield where a block of text shows what was typed into an app, behind a `>`, and the figures that it answers.

    > the ceiling drips
    urgent  0.91
    """
    for document in documents:
        asked = 0
        for line in document.lines:
            if line.kind != "code" or line.language in _PROGRAMS:
                asked = 0
            elif _TYPED.match(line.text):
                asked = line.number
            elif asked and _GIVEN.search(line.text[:_LONGEST]):
                yield document.evidence(line.number)
                asked = 0


def _answer_in(block: list[Line], before: str) -> int | None:
    """Return the line of a block of code with an answer in it, `before` being the line above the block."""
    if not any("{" in line.text for line in block):
        return None
    asks = any(_REQUEST.search(line.text) for line in block)
    is_sent = bool(_SENT.search(before))
    announced = bool(_ANSWERED.search(before))
    depth = 0
    for line in block:
        is_comment = line.text.lstrip().startswith(("#", "//", ">"))
        announces = is_comment and bool(_ANSWERED.search(line.text))
        # What is announced as the answer may have any names; else they must be those of a prediction.
        is_answer = _ANSWER.search(line.text) or (
            (announces or (announced and not is_sent)) and _PAIR.search(line.text)
        )
        if (
            is_answer
            and (is_comment or line.language not in _PROGRAMS)
            and not (asks and (depth > 0 or _REQUEST.search(line.text)))
            and (asks or announced or not is_sent)
        ):
            return line.number
        if not is_comment:
            depth += line.text.count("{") - line.text.count("}")
    return None
