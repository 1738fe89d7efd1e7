# Each target makes what it needs; nothing but python3 (3.11 or newer) and make is assumed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
JOBS   ?= auto

.DEFAULT_GOAL := help
.PHONY: help demo test lint types docs bench lock clean

help:
	@echo "make demo   clean the example village and print where the report is"
	@echo "make test   lint, types, import rows, tests with coverage, docs"
	@echo "make lint | types | docs | bench | lock | clean"

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "doorplate needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "could not make a virtual environment; on Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.demo: $(VENV)/.made requirements/demo.txt pyproject.toml
	@$(PIP) install --quiet --require-hashes -r requirements/demo.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.made requirements/dev.txt pyproject.toml
	@$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.demo

$(VENV)/.docs: $(VENV)/.dev requirements/docs.txt
	@$(PIP) install --quiet --require-hashes -r requirements/docs.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	@$(PIP) install --quiet --require-hashes -r requirements/bench.txt
	@touch $@

demo: $(VENV)/.demo
	@$(BIN)/doorplate clean examples/yingshang/register.xlsx -o build/demo \
		--policy default-v --grids 5 --force

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.dev
	$(BIN)/mypy

test: lint types
	$(BIN)/pytest -n $(JOBS) --cov --cov-report=term
	$(MAKE) docs

docs: $(VENV)/.docs
	$(BIN)/sphinx-build -q -W --keep-going -b html docs build/docs/html
	$(BIN)/sphinx-build -q -W --keep-going -b doctest docs build/docs/doctest

bench: $(VENV)/.bench
	@ls benchmarks/*.py | sed 's/^/run: $(VENV)\/bin\/python /'

# Rewrites the hashed requirement files from pyproject.toml; names no index.
LOCK := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --no-header pyproject.toml
lock: $(VENV)/.made
	@$(PIP) install --quiet uv
	$(LOCK) --all-extras --group dev -o requirements/dev.txt
	$(LOCK) --extra parquet --group demo -c requirements/dev.txt -o requirements/demo.txt
	$(LOCK) --all-extras --group dev --group docs -c requirements/dev.txt -o requirements/docs.txt
	$(LOCK) --all-extras --group dev --group bench -c requirements/dev.txt -o requirements/bench.txt

clean:
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage*
