"""What a visitor can see at work at once: sample answers, notebooks that tell a story, web apps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.file import File
from portfolio_kit.repository.showing.replies import Reply, asks_about_itself, is_reply, reply_in
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

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
_PAIR = re.compile(
    r"[\"'](?!message|status|detail|error|health|version|model|name|info|id[\"'])[\w .-]{1,60}[\"']\s*:\s*[\"'\[{\w.-]"
)
# A value that only says what would stand there.
_LEFT_OPEN = re.compile(
    r"[\"']\s*:\s*(?:\.{3}|…|[\"']?<[^<>\n]{1,40}>[\"']?|[\"'](?:string|str|int|integer|float|number|bool|boolean)[\"'])"
)
_REQUEST = re.compile(r"\bcurl\b|requests\.post|\s-d\s|--data|POST |json\s*=")
_SENT = re.compile(
    r"input|request|payload|entrada|body|\bsend\b|\b(?:accepts|expects|takes)\b|solicitud|requisi|anfrage|запрос|请求",
    re.IGNORECASE,
)
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
_STORY = 250
# Fewer words tell a story as well where they read what came out: so many paragraphs with a figure of the outputs.
_BRIEF_STORY, _READINGS = 75, 2
_MOST_OUTPUT = 200_000
_FIGURE = re.compile(r"(?<![\w.,])\d{1,6}(?:[.,]\d{1,6})?(?![\w]|[.,]\d)")
_QUOTED = re.compile(r"[\"“„«‘‚]([^\W\d_][^\"“”„«»‘’‚|`]{3,60})[\"”“»’‘]")
_WORDS_A_CELL = 15
_LONG_STORY = 500


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
