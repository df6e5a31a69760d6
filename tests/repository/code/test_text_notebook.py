"""Notebooks that are kept as text are code, on the lines where it stands; other texts that quote Python are none."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.code.text_notebook import TextNotebook, cells_of
from portfolio_kit.repository.file import File
from portfolio_kit.repository.repository import read
from tests.repository.test_any_bytes import file_of, like

MYST = """---
jupytext:
  text_representation: {extension: .md, format_name: myst}
kernelspec: {name: python3, display_name: Python 3}
---

# Which boats come back late

```{code-cell} ipython3
:tags: [hide-input]
import pandas as pd
from sklearn.linear_model import Ridge
%matplotlib inline
boats = pd.read_csv("boats.csv")
```

The wind explains most of it.

```{code-cell}
model = Ridge().fit(boats[["wind"]], boats["late"])
```

```python
model = NothingOfThisIsRun()
```
"""
JUPYTEXT = """---
jupyter:
  jupytext:
    text_representation:
      extension: .md
      format_name: markdown
---

```python
tides = 4
```

```bash
rm tides
```
"""
QUARTO = """---
title: Tides
---

```{python}
#| echo: false
tides = 4
```

```{python}
#| eval: false
nothing = 4
```

```{r}
tides <- 4
```

~~~{python, eval=FALSE}
neither = 4
~~~
"""


def notebook(folder: Path, name: str, text: str) -> tuple[str, ...]:
    return tuple(cell.source.strip() for cell in cells_of(file_of(str(folder), name, text.encode())))


def test_the_cells_of_a_myst_notebook_are_code_on_the_lines_where_they_stand(tmp_path: Path) -> None:
    Path(tmp_path, "late.md").write_text(MYST)

    (module,) = read(tmp_path).modules

    assert isinstance(module, TextNotebook)
    fit = next(call for call in module.calls if call.last == "fit")
    assert module.evidence(fit.line).excerpt == 'model = Ridge().fit(boats[["wind"]], boats["late"])'
    assert module.imports.keys() >= {"pandas", "sklearn.linear_model.Ridge"}


def test_a_block_of_python_in_a_myst_notebook_is_no_cell(tmp_path: Path) -> None:
    Path(tmp_path, "late.md").write_text(MYST)

    (module,) = read(tmp_path).modules

    assert "NothingOfThisIsRun" not in module.source


def test_the_python_of_a_jupytext_notebook_is_code_and_its_shell_is_not(tmp_path: Path) -> None:
    assert notebook(tmp_path, "tides.md", JUPYTEXT) == ("tides = 4",)


def test_the_python_of_a_quarto_page_is_code_where_it_is_run(tmp_path: Path) -> None:
    assert notebook(tmp_path, "tides.qmd", QUARTO) == ("#| echo: false\ntides = 4",)


@pytest.mark.parametrize(
    "text",
    [
        "# Tides\n\n```python\ntides = 4\n```\n",
        "---\ntitle: Tides\n---\n\n```python\ntides = 4\n```\n",
        "# MyST writes\n\n```{code-cell}\ntides = 4\n```\n",
        "---\nkernelspec:\n  name: ir\n---\n\n```{code-cell}\ntides <- 4\n```\n",
    ],
    ids=["quoted", "a page with a title", "without a kernel", "in R"],
)
def test_a_text_that_shows_code_is_no_notebook(tmp_path: Path, text: str) -> None:
    assert notebook(tmp_path, "tides.md", text) == ()


def test_a_cell_that_does_not_parse_leaves_the_others(tmp_path: Path) -> None:
    Path(tmp_path, "tides.qmd").write_text("```{python}\ntides = (\n```\n\n```{python}\nprint(1)\n```\n")

    (module,) = read(tmp_path).modules

    assert [call.name for call in module.calls] == ["print"]
    assert not module.is_read_whole


@given(
    text=like(
        "---\n",
        "jupytext:\n",
        "kernelspec:\n",
        "```",
        "{code-cell}",
        "{python}",
        "python",
        "\n",
        ":tags: x\n",
        "x = 1\n",
    )
)
def test_any_text_has_cells_that_stand_in_it_or_none(text: str) -> None:
    with TemporaryDirectory() as folder:
        for name in ("a.md", "a.qmd"):
            file = file_of(folder, name, text.encode())
            for cell in cells_of(file):
                lines = cell.source.split("\n")
                stood = file.text.split("\n")[cell.start : cell.start + len(lines)]
                assert all(mine in ("", theirs) for mine, theirs in zip(lines, stood, strict=True))


@given(content=st.binary(max_size=300))
def test_any_bytes_are_cells_or_none(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file: File = file_of(folder, "a.qmd", content)
        assert all(cell.source.strip() for cell in cells_of(file))
