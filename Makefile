# One word to start: `make demo`. Everything runs in .venv; a second run finds it ready.
PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --no-compile -c constraints.txt
COMPILE := $(BIN)/python -m compileall -qq -j 0 .venv/lib; $(BIN)/python -m compileall -q api kwalificatiegraaf
GENERATORS := generate_vocabulary manifest generate_openapi generate_reference generate_planning_schema
DEMO_SERVE ?= 1

.DEFAULT_GOAL := demo
.PHONY: demo test check lint types floors stale generate bench clean

demo: .make/app
	@$(BIN)/kwalificatiegraaf demo
ifneq ($(DEMO_SERVE),0)
	@$(BIN)/kwalificatiegraaf serve
endif

test: .make/dev
	$(BIN)/pytest -q -n auto --dist loadfile

check: lint types floors stale

lint: .make/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .make/dev
	$(BIN)/mypy

floors: .make/dev
	$(BIN)/lint-imports

stale: .make/dev
	@status=0; for tool in $(GENERATORS); do $(BIN)/python -m tools.$$tool --check || status=1; done; exit $$status

generate: .make/dev
	@set -e; for tool in $(GENERATORS); do $(BIN)/python -m tools.$$tool; done

bench: .make/dev
	$(BIN)/pytest -q benchmarks --benchmark-only --benchmark-json=.make/bench.json
	@$(BIN)/python -m benchmarks.report .make/bench.json

clean:
	rm -rf .make .venv

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 of later ontbreekt: installeer python3.11 en probeer opnieuw" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.make/app: pyproject.toml constraints.txt package-lock.json | $(BIN)/python
	$(INSTALL) -e .
	@$(COMPILE)
	@mkdir -p .make && touch $@

.make/dev: pyproject.toml constraints.txt package-lock.json | $(BIN)/python
	$(INSTALL) -e ".[dev]"
	@$(COMPILE)
	@mkdir -p .make && touch $@ .make/app
