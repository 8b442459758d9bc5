SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# A name on PATH may be a shim that fails, so each candidate is run before it is chosen.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
export HOST ?= 127.0.0.1
export DEMO_PORT ?= 8000
WORKERS ?= 2
# Two checkouts that test at the same moment on one PostgreSQL server need two names.
export TEST_DATABASE_NAME ?= test_commonground_$(shell pwd | cksum | cut -d ' ' -f 1)
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadfile
# What check-deploy is content with: the deploy checks judge the code, not this machine's settings.
DEPLOY := COMMONGROUND_PRODUCTION=1 COMMONGROUND_SECRET_KEY=lint-only-$(shell printf '0123456789abcdef%.0s' 1 2 3 4) \
  COMMONGROUND_HOSTS=commonground.example COMMONGROUND_URL=https://commonground.example \
  COMMONGROUND_MAIL_FROM=hello@commonground.example EMAIL_URL=smtp+tls://user:password@mail.commonground.example:587

.PHONY: help demo test coverage test-engines test-postgres lint format bench lock clean

help: ## Show these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/.runtime: requirements/runtime.txt pyproject.toml
	@bash scripts/install.sh "$(PYTHON)" $(VENV) requirements/runtime.txt $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	@bash scripts/install.sh "$(PYTHON)" $(VENV) requirements/dev.txt $@

.venv-engines/.engines: requirements/engines.txt
	@bash scripts/install.sh "$(PYTHON)" .venv-engines requirements/engines.txt $@

demo: $(if $(wildcard $(VENV)/.dev),$(VENV)/.dev,$(VENV)/.runtime) ## Set up, load the demo story into SQLite and start the site
	@$(BIN)/commonground demo --serve

test: $(VENV)/.dev ## Run the whole suite on SQLite, browser journeys included
	@$(PYTEST)

coverage: $(VENV)/.dev ## Run the suite and say where fewer lines are run than the standards ask for
	@PYTEST_ADDOPTS="--cov --cov-report=" $(PYTEST) && $(BIN)/python scripts/check_coverage.py

test-postgres: $(VENV)/.dev ## Run the whole suite on PostgreSQL (TEST_DATABASE_URL)
	@DATABASE_URL="$${TEST_DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres}" $(PYTEST)

test-engines: .venv-engines/.engines ## Run the engines' tests where Django is not installed
	@PYTHONPATH=src .venv-engines/bin/pytest tests/engines -c tests/engines/pytest.ini --rootdir . -n $(WORKERS)

lint: $(VENV)/.dev ## Lint, types, import contracts, deploy check, migrations
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/mypy
	@$(DEPLOY) $(BIN)/python -W error manage.py check --deploy --fail-level WARNING
	@$(BIN)/python -W error manage.py makemigrations --check --dry-run

format: $(VENV)/.dev ## Put the code in the house format
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: $(VENV)/.dev ## Measure engines and pages against their floors
	@for script in benchmarks/[a-z]*.py; do [ -f $$script ] || continue; echo "== $$script"; $(BIN)/python $$script; done

lock: ## Resolve the locked requirements again (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-annotate pyproject.toml -o requirements/runtime.txt
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-annotate pyproject.toml --group dev -o requirements/dev.txt
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-annotate --group engines -o requirements/engines.txt

clean: ## Remove the virtual environments and the demo's data
	@rm -rf $(VENV) .venv-engines var
