"""Writes the numbers of reports/metrics.json into README.md, MODEL_CARD.md and docs/case-study.md: `make report`.

Only what stands between `<!-- result:NAME -->` and `<!-- /result -->` changes (in the model card's header: between
`# result:NAME` and `# /result`). The words around are yours.
"""

import json
import re
from pathlib import Path

from .facts import facts
from .predictor import load_model

DOCUMENTS = [Path("README.md"), Path("MODEL_CARD.md"), Path("docs/case-study.md")]
MARKED = re.compile(r"(<!-- result:([\w-]+) -->|# result:([\w-]+)\n).*?(<!-- /result -->|# /result)", re.DOTALL)


def fill(text: str, values: dict[str, str]) -> str:
    """The text with every marked place filled in. Raises ValueError that names a mark for which there is no value."""

    def replacement(match: re.Match[str]) -> str:
        name = match[2] or match[3]
        if name not in values:
            raise ValueError(f"there is no result named {name}: known are {', '.join(values)}")
        value = values[name]
        return f"{match[1]}\n{value}\n{match[4]}" if "\n" in value and match[2] else f"{match[1]}{value}{match[4]}"

    return MARKED.sub(replacement, text)


def main() -> None:
    """Refresh every document that is there."""
    metrics = json.loads(Path("reports/metrics.json").read_text(encoding="utf-8"))
    values = facts(metrics, load_model(Path("models/model.json")))
    for document in filter(Path.exists, DOCUMENTS):
        before = document.read_text(encoding="utf-8")
        after = fill(before, values)
        document.write_text(after, encoding="utf-8")
        print(f"{document}: {'refreshed' if after != before else 'up to date'}")


if __name__ == "__main__":
    main()
