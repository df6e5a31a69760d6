# Needs Python 3.11 or newer, git and make; everything else is made here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test test-slow test-all format docs docs-proving lock build template-outputs template-locks release-templates clean

help:  ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 20

$(READY): requirements-dev.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or newer is needed: make PYTHON=python3.12' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)  ## make a project, test it, train it, serve it and ask it
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python .ci/demo.py

test: $(READY)  ## lint, types and the quick tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	@# The environment of the generated projects, which tests that run at once would make at once.
	@$(BIN)/python templates/maintenance/environment.py >/dev/null
	$(BIN)/python -m pytest -m 'not slow' --numprocesses auto --dist worksteal

test-slow: $(READY)  ## the end-to-end tests: wheels, environments, trained models
	$(BIN)/python -m pytest -m slow

test-all: test test-slow  ## all of them

format: $(READY)  ## put the Python into shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(READY)  ## write the pages that are made from the rubric, transcripts, and the project's copy of the case study
	$(BIN)/python .ci/docs.py

docs-proving: $(READY)  ## write the transcripts of docs/proving.md, from real proofs
	$(BIN)/python .ci/proving.py

build: $(READY)  ## the sdist, and the wheel from it, into dist/
	$(BIN)/python -m build

template-outputs: $(READY)  ## train the template's projects and put their results back into it
	$(BIN)/python templates/maintenance/own_tables.py >/dev/null
	$(BIN)/python templates/maintenance/outputs.py

template-locks: $(READY)  ## pin the template's packages again (needs uv; newer ones: UPGRADE=--upgrade)
	$(BIN)/python templates/maintenance/lock.py UPGRADE=$(UPGRADE)

release-templates: $(READY)  ## write this version's template into the history that later wheels carry
	$(BIN)/python .ci/release_templates.py

lock:  ## pin the development environment again (needs uv)
	uv pip compile pyproject.toml --group dev --all-extras --universal --generate-hashes --python-version 3.11 --upgrade \
		--quiet --no-emit-index-url --custom-compile-command 'make lock' --output-file requirements-dev.txt

clean:  ## remove what was made
	rm -rf $(VENV) .venv-project build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
