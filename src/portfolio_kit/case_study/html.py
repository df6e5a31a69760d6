"""A case study as one page of HTML, ready to publish: nothing is loaded from elsewhere, and nothing in it runs."""

from __future__ import annotations

import base64
import json
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from portfolio_kit.case_study.figure_files import Figure
from portfolio_kit.case_study.languages import FROM_RIGHT
from portfolio_kit.case_study.study import Study

_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "svg": "image/svg+xml"}
# What could end the element that the data stands in.
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def published(study: Study) -> str:
    """Return the page; the same study gives the same text."""
    return _look().render(
        study=study,
        page=study.page,
        direction="rtl" if study.page.language in FROM_RIGHT else "ltr",
        style=Markup(Path(__file__).with_name("page.css").read_text(encoding="utf-8")),  # noqa: S704
        data=_script(_structured(study)),
        image=_image(study),
        source=_source,
    )


@cache
def _look() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["of"] = lambda value, name: type(value).__name__ == name
    return environment.get_template("page.html.jinja")


def _source(figure: Figure) -> str:
    return f"data:{_TYPES[figure.kind]};base64,{base64.b64encode(figure.content).decode('ascii')}"


def _image(study: Study) -> str | None:
    """The address of the first figure on the web, which is known of what is on GitHub.

    Sites that show a link's picture take neither data in its place nor drawings.
    """
    parts = urlsplit(study.repository or "")
    names = parts.path.strip("/").removesuffix(".git").split("/")
    if parts.hostname != "github.com" or len(names) != 2:  # noqa: PLR2004
        return None
    for picture in study.page.pictures:
        figure = study.figures[picture.target]
        if figure.kind != "svg":
            return f"https://raw.githubusercontent.com/{quote('/'.join(names))}/HEAD/{quote(figure.path)}"
    return None


def _structured(study: Study) -> dict[str, object]:
    """What search engines are told of the page, in the words of schema.org."""
    page = study.page
    about: dict[str, object] = {"@type": "SoftwareSourceCode", "name": page.title}
    if study.repository:
        about["codeRepository"] = study.repository
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "TechArticle",
        "headline": page.title,
        "description": study.description,
        "inLanguage": page.language,
        "datePublished": study.written.date().isoformat(),
        "wordCount": page.words,
        "keywords": ", ".join(study.keywords),
        "about": about,
    }
    if page.author:
        data["author"] = {"@type": "Person", "name": page.author}
    if image := _image(study):
        data["image"] = image
    if study.address:
        data["url"] = study.address
    return data


def _script(data: dict[str, object]) -> Markup:
    return Markup(json.dumps(data, ensure_ascii=False, indent=2).translate(_ESCAPED))  # noqa: S704
