"""What texts say of how to get the data: where it is, and where to put it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.givers import gives_data
from portfolio_kit.repository.markdown import Document
from portfolio_kit.rubric.finding import Evidence

_PUT = re.compile(
    r"\b(?:place[ds]?|put|insert|load|import|save[ds]?|store[ds]?|extract(?:ed|ing|s)?|unzip(?:ped)?|"
    r"move[ds]?|copy|copied|drop|upload|add|download(?:ed)?(?: it| them| the \w+)? (?:to|into|in)|rename|"
    r"coloque|coloca[rdn]?\w*|salve|salvar|mova|extraia|extrai\w*|guarda\w*|descarga\w*|descomprim\w*|"
    r"baixe|baixar|plac(?:er|ez)|déposer|dézippez|télécharg\w+|enregistr\w+|entpack\w+|ablegen|"
    r"speicher\w+|herunterlad\w+|scarica\w*|salva\w*|metti|letakkan|simpan|unduh|ekstrak|поместит\w+|"
    r"скача\w+|распаку\w+|положит\w+|umieść|pobierz|indirin?|yerleştir\w*|koyun)\b|放(?:到|在|入)|下载|解压|保存|"
    r"ダウンロード|配置|डाउनलोड|रखें",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:[\w.-]+/)+|\b[\w-]{2,60}\.(?:csv|tsv|parquet|xlsx?|json|zip|data|txt|db)\b|\b(?:folder|directory|"
    r"pasta|diretório|carpeta|directorio|dossier|répertoire|ordner|verzeichnis|cartella|root|raiz|raíz|"
    r"database|banco de dados|base de datos|bucket|mysql|postgres\w*|папк\w+|директори\w+|klasör\w*|"
    r"katalog\w*)\b|目录|文件夹|フォルダ|फ़ोल्डर",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"data|dado|dato|donn|daten|dati\b|csv|kaggle|train|набор|данн|数据|データ|डेटा|veri|zbi[oó]r|dane\b", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://[^\s)>\"'\]]{3,500}")
# How many lines an instruction may stand from the link that it is about.
_NEAR = 15


def instructions(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the lines of texts that say exactly how to get the data: a source, and the file or folder to put it in."""
    for document in documents:
        sources = [line.number for line in document.lines if _gives(document.source_line(line.number))]
        for line in document.lines if sources else ():
            text = document.source_line(line.number)
            if (
                line.kind in ("prose", "item", "code", "table", "heading")
                and _PUT.search(text)
                and _PLACE.search(_ADDRESS.sub(" ", text))
                and any(abs(line.number - source) <= _NEAR for source in sources)
                and any(
                    _DATA.search(document.source_line(number))
                    for number in range(max(1, line.number - 4), line.number + 2)
                )
            ):
                yield document.evidence(line.number)
                break


def _gives(text: str) -> bool:
    return "http" in text and any(map(gives_data, _ADDRESS.findall(text)))
