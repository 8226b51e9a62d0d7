# Every target that has a "## text" is listed by `make help`.

PYTHON ?= python3
PORT ?= 8000
SIZE ?= full
ROWS ?= 20000
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
RUN_STAMP := $(VENV)/installed$(if $(filter postgres%,$(DATABASE_URL)),-pg)
DEV_STAMP := $(VENV)/installed-dev
PIP_INSTALL = $(PIP) install --quiet --disable-pip-version-check --require-hashes
# Where venv has no pip of its own (Debian without python3-venv), the system's pip serves it.
PIP = $$(test -x $(BIN)/pip && echo $(BIN)/python -m pip || echo $(PYTHON) -m pip --python $(BIN)/python)

# Browser tests need Chromium: `make test BROWSER=1` runs them and fails where it is missing.
BROWSER ?= $(SETUHASHI_TEST_BROWSER)
ifeq ($(BROWSER),1)
export SETUHASHI_TEST_BROWSER := 1
TESTS := not prove
LEFT_OUT := long proofs (make prove)
else
TESTS := not prove and not browser
LEFT_OUT := browser tests, which need Chromium (make test BROWSER=1); long proofs (make prove)
endif

.DEFAULT_GOAL := help
.PHONY: help run demo test lint format seed screenshots bench score-drafting prove matrix audit bundle lock clean

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' \
	  | while IFS='|' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

run: $(RUN_STAMP) ## set everything up and serve at 127.0.0.1 (PORT=8000)
	@exec $(MANAGE) start --port $(PORT)

demo: $(RUN_STAMP) ## serve with an account of each role (SETUHASHI_DEMO_PASSWORD=...)
	@test -n "$$SETUHASHI_DEMO_PASSWORD" || \
	  { echo "Say which password the demo accounts have: SETUHASHI_DEMO_PASSWORD=... make demo"; exit 1; }
	@$(MANAGE) start --port $(PORT) --prepare-only
	@$(MANAGE) load_demo
	@exec $(MANAGE) start --port $(PORT)

test: $(DEV_STAMP) ## run the tests (BROWSER=1: in Chromium too; ARGS="-k word" narrows)
	@$(BIN)/pytest -n auto --dist loadgroup -m "$(TESTS)" --durations=10 $(ARGS)
	@echo "Left out: $(LEFT_OUT)."

lint: $(DEV_STAMP) ## check style, layers, types, templates, migrations and deployment settings
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	@SETUHASHI_ENV=production SETUHASHI_HOSTS=setuhashi.example \
	  SETUHASHI_TRUSTED_ORIGINS=https://setuhashi.example SETUHASHI_PUBLIC=1 \
	  DATABASE_URL=sqlite:////nonexistent/never-opened.sqlite3 \
	  SETUHASHI_SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
	  $(MANAGE) check --deploy --fail-level WARNING

format: $(DEV_STAMP) ## write the code in the house's layout
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

seed: $(RUN_STAMP) ## bring the seed records of this release in; keeps what people changed
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_seeds $(ARGS)

screenshots: $(DEV_STAMP) ## take pictures of the main pages, into var/screenshots (needs Chromium)
	SETUHASHI_TEST_BROWSER=1 $(BIN)/pytest -p no:xdist tests/browser/screenshots.py $(ARGS)

bench: $(DEV_STAMP) ## time pages and exports over the seeds and made-up records (ROWS=20000)
	SETUHASHI_BENCH_ROWS=$(ROWS) $(BIN)/pytest -p no:xdist -s tests/bench.py $(ARGS)

score-drafting: $(DEV_STAMP) ## measure drafts from texts on labelled snippets
	$(BIN)/pytest -q -p no:xdist -s tests/services/drafting/report.py $(ARGS)

# At full size they measure, so each has the machine to itself; the matrix alone is shared out.
prove: $(DEV_STAMP) ## run the long proofs (SIZE=full or small)
	SETUHASHI_PROVE_SIZE=$(SIZE) $(BIN)/pytest -m prove \
	  $(if $(filter small,$(SIZE)),-n auto --dist loadfile,--ignore=tests/matrix) --durations=10 $(ARGS)
	$(if $(filter small,$(SIZE)),,@$(MAKE) matrix)

matrix: $(DEV_STAMP) ## ask every address as every role, on SQLite or where DATABASE_URL says
	SETUHASHI_PROVE_SIZE=full $(BIN)/pytest -m prove -n 2 --dist load -rP --durations=10 tests/matrix

audit: $(DEV_STAMP) ## ask for known vulnerabilities of what is pinned (needs the advisory service)
	@$(BIN)/python .ci/audit.py

bundle: $(RUN_STAMP) ## pack the site and all it needs, to be installed without a network, into dist/
	@$(PYTHON) deploy/bundle.py $(ARGS)

lock: $(DEV_STAMP) ## pin the dependencies of requirements*.in with their hashes
	@for name in requirements requirements-pg requirements-s3 requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --no-header --generate-hashes --universal --python-version 3.11 \
	    $$name.in -o $$name.txt || exit 1; done
	@! grep -nE '://|index-url' requirements*.txt

clean: ## remove the environment and caches; records and keys in var/ stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis var/tests var/static

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "Setuhashi needs Python 3.11 or later, such as: make PYTHON=python3.12 ...")'
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || $(PYTHON) -m venv --clear --without-pip $(VENV)

$(VENV)/installed: requirements.txt | $(BIN)/python
	@echo "Installing what the site needs ..."
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(VENV)/installed-pg: requirements.txt requirements-pg.txt | $(BIN)/python
	@echo "Installing what the site needs ..."
	@$(PIP_INSTALL) -r requirements.txt -r requirements-pg.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt | $(BIN)/python
	@echo "Installing what testing needs ..."
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@
