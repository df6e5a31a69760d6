"""Work that waits for what nobody tells the program: an option, a variable of the environment, arguments."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.criteria.kit import repository
from tests.repository.code.test_idle import WORK

README = "# Boats\n\n```bash\npython train.py\n```\n"
PARSER = "import argparse\nparser = argparse.ArgumentParser()\n"
OPTION = f"{PARSER}parser.add_argument('--go', action='store_true')\nargs = parser.parse_args()\n{WORK}if args.go:\n    main()\n"
VARIABLE = f"import os\n{WORK}if os.environ.get('GO', 'no').lower() == 'yes':\n    main()\n"
COUNTED = f"import sys\n{WORK}if len(sys.argv) > 9:\n    main()\n"


def works(folder: Path, code: str, files: Mapping[str, str] | None = None) -> bool:
    return repository(folder, {"README.md": README, "train.py": code, **(files or {})}).has_work


@pytest.mark.parametrize("code", [OPTION, VARIABLE, COUNTED], ids=["an option", "a variable", "arguments"])
def test_all_that_is_done_where_nobody_tells_the_program_to_is_not_done(code: str, tmp_path: Path) -> None:
    assert not works(tmp_path, code)


@pytest.mark.parametrize(
    ("code", "files"),
    [
        (OPTION, {"README.md": README.replace("train.py", "train.py --go")}),
        (OPTION, {"Makefile": "train:\n\tpython train.py --go\n"}),
        (OPTION, {"README.md": "# Boats\n"}),
        (OPTION.replace("'store_true'", "'store_true', help='trains the model'"), {}),
        (OPTION.replace("'store_true'", "'store_true', default=True"), {}),
        (OPTION.replace("args.go", "not args.go"), {}),
        (VARIABLE, {"docker-compose.yml": "services:\n  train:\n    build: .\n    environment:\n      GO: yes\n"}),
        (VARIABLE.replace("'no'", "'yes'"), {}),
        (VARIABLE.replace("== 'yes'", "!= 'yes'"), {}),
        (VARIABLE.replace("import os", "import os\nfrom dotenv import load_dotenv\nload_dotenv()"), {}),
        (COUNTED.replace("> 9", "< 9"), {}),
        (COUNTED.replace("main()\n", "main()\n    print(sys.argv[1])\n").replace("> 9", "> 1"), {}),
    ],
    ids=[
        "told in the text", "told by a task", "no command is told", "told by its help", "on", "turned round", "set", "set by default", "turned round by default", "kept out", "none needed", "read",
    ],
)  # fmt: skip
def test_what_is_told_somewhere_or_comes_by_itself_is_done(code: str, files: Mapping[str, str], tmp_path: Path) -> None:
    assert works(tmp_path, code, files)


def test_an_option_takes_nothing_from_what_else_is_done(tmp_path: Path) -> None:
    assert works(tmp_path, f"{OPTION}else:\n    print(train([[0], [1]], [0, 1]).predict([[pd.NA]]))\n")
