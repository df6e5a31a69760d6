"""The requests that an author shows."""

from __future__ import annotations

from pathlib import Path

from portfolio_kit.proof.found.sample import Sample, samples
from tests.criteria.kit import repository
from tests.proof.found.test_service import FASTAPI


def shown(folder: Path, **files: str) -> tuple[Sample, ...]:
    named = {name.replace("__", "/").replace("_md", ".md").replace("_py", ".py"): text for name, text in files.items()}
    return samples(repository(folder, {"app.py": FASTAPI, **named}))


def test_a_curl_command_over_many_lines_is_read_as_a_shell_reads_it(tmp_path: Path) -> None:
    readme = """# It

```bash
curl -X POST http://localhost:8000/predict \\
  -H "Content-Type: application/json" \\
  -d '{
    "age": 63, "name": "O'"'"'Hara"
  }' | jq
```
"""
    (found,) = shown(tmp_path, README_md=readme)
    assert found.is_told
    assert found.place == "README.md:4"
    assert (found.request.method, found.request.path) == ("POST", "/predict")
    assert found.request.headers == {"Content-Type": "application/json"}
    assert found.request.body == b'{\n    "age": 63, "name": "O\'Hara"\n  }'


def test_a_file_that_curl_sends_is_read_from_the_repository(tmp_path: Path) -> None:
    files = {
        "app.py": FASTAPI,
        "README.md": "```\ncurl localhost:8000/predict --json @row.json\n```\n",
        "row.json": '{"a": 1}',
    }
    (found,) = samples(repository(tmp_path, files))
    assert found.request.body == b'{"a": 1}'


def test_a_request_elsewhere_is_not_meant(tmp_path: Path) -> None:
    assert shown(tmp_path, README_md="```\ncurl -LsSf https://example.org/install.sh | sh\n```\n") == ()


def test_what_a_test_sends_is_a_request_too(tmp_path: Path) -> None:
    test = 'ROW = {"age": 1}\n\ndef test_it(client):\n    assert client.post("/predict", json=ROW).status_code == 200\n'
    (found,) = shown(tmp_path, tests__test_app_py=test)
    assert not found.is_told
    assert found.request.body == b'{"age": 1}'


def test_json_in_a_text_is_taken_for_a_body_but_not_an_answer(tmp_path: Path) -> None:
    readme = '# It\n\n```json\n{"age": 1}\n```\n\n```json\n{"prediction": 0.4}\n```\n'
    (found,) = shown(tmp_path, README_md=readme)
    assert found.request.body == b'{"age": 1}'


def test_a_quote_that_never_closes_is_no_request(tmp_path: Path) -> None:
    assert shown(tmp_path, README_md="```\ncurl localhost/predict -d '{\n```\n\nIt's all.\n") == ()
