# Two commands do all the set-up: `make site` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_OPTIONS := --quiet --disable-pip-version-check --no-input
PIP := $(BIN)/pip $(PIP_OPTIONS)
SITE := site
# PRINT=0 builds without PDFs, PRINT=a4 in that format only; PRINT=1 lets even a preview print them.
PRINT ?=
export PRINT
# Material announces its successor at every run; the versions here are pinned and locked.
export NO_MKDOCS_2_WARNING := 1

# $(call debian,PACKAGE): installs a Debian package where this user may, else says which command would.
define debian
	echo "Installing the Debian package $(1) ..."; \
	if [ "$$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo"; \
	else echo "It is missing, and this user may not install it. Run: sudo apt-get install $(1)" >&2; exit 1; fi; \
	$$run apt-get -q=2 update && DEBIAN_FRONTEND=noninteractive $$run apt-get -q=2 install --no-install-recommends $(1) >/dev/null
endef

.DEFAULT_GOAL := help
.PHONY: help site serve check release test audit bench format lock clean

help: ## Say what each command does
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

site: $(VENV)/.site $(if $(filter 0,$(PRINT)),,$(VENV)/.pango) ## Build the site (PRINT=0: without PDFs)
	@$(BIN)/mkdocs build --strict --site-dir $(SITE)
	@echo "The site is in $(CURDIR)/$(SITE)"
	@echo "Open $(SITE)/index.html in a browser, or run: make serve"

serve: $(VENV)/.site ## Show the site while you write, at http://127.0.0.1:8000/ (PRINT=1: with PDFs)
	@$(BIN)/mkdocs serve

check: $(VENV)/.site ## Check every page without building (DAY=now: is one overdue?)
	@$(BIN)/plainleaf check $(if $(DAY),--today $(DAY))

release: $(VENV)/release/.done ## Pack the built site for mirrors, into dist/ (KEY=… signs it)
	@PYTHONWARNINGS=ignore $(VENV)/release/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
	  --output-file $(VENV)/sbom.cdx.json requirements.txt
	@$(BIN)/plainleaf release --site $(SITE) --sbom $(VENV)/sbom.cdx.json $(if $(KEY),--key $(KEY))

test: $(VENV)/.test $(VENV)/.chromium $(VENV)/.tesseract $(VENV)/.servers $(VENV)/.pango $(VENV)/.poppler ## Lint, types and every test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest

audit: $(VENV)/audit/.done $(VENV)/.java $(VENV)/.pango ## Valid HTML and PDFs, no dead link, and the same site from ProperDocs
	@$(VENV)/audit/bin/python tests/audit/standards.py
	@$(VENV)/audit/bin/python tests/audit/way_out.py
	@$(VENV)/audit/bin/python tests/audit/pdf_ua.py

bench: $(VENV)/.test $(VENV)/.chromium $(VENV)/.pango ## Measure what checks, builds, printing, terms and search cost (minutes; writes nothing)
	@$(BIN)/python tests/benchmarks/run.py
	@$(BIN)/python tests/benchmarks/printing.py
	@$(BIN)/python tests/benchmarks/terms.py
	@$(BIN)/python tests/benchmarks/search.py

format: $(VENV)/.test ## Put the code into its one form
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock: $(VENV)/.test ## Write the locks anew from pyproject.toml
	@lock() { $(BIN)/uv pip compile --quiet --python-version 3.11.2 --universal --generate-hashes \
	    --no-emit-index-url --no-header "$$@"; }; \
	for lock in "requirements.txt --extra build" "requirements-test.txt --extra build --extra test" \
	    "requirements-audit.txt --extra build --extra audit"; do \
	  lock pyproject.toml --output-file $$lock || exit 1; done; \
	lock --group release --output-file requirements-release.txt

clean: ## Remove what was made
	@rm -rf $(VENV) $(SITE) dist .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis hooks/*.egg-info

# --- set-up: each step leaves a stamp, so a second run does nothing again ---

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(call debian,python3-venv); }
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the site needs (once) ..."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.site
	@echo "Installing what the tests need (once) ..."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements-test.txt
	@touch $@

# Pango and its friends lay out the PDFs; no Python package brings them.
PANGO := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
$(VENV)/.pango: | $(VENV)/.site
	@if ! $(BIN)/python -m plainleaf.print.libraries 2>/dev/null; then \
	  if command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
	    $(call debian,$(PANGO)); fi; \
	  $(BIN)/python -m plainleaf.print.libraries || exit 1; fi
	@touch $@

# An environment of its own: both generators in it, and nothing else that differs.
$(VENV)/audit/.done: requirements-audit.txt pyproject.toml | $(VENV)/.site
	@echo "Installing what the audit needs (once) ..."
	@rm -rf $(VENV)/audit && $(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/pip $(PIP_OPTIONS) install --require-hashes --only-binary :all: -r requirements-audit.txt
	@$(VENV)/audit/bin/pip $(PIP_OPTIONS) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.tesseract: | $(BIN)/python
	@command -v tesseract >/dev/null || { $(call debian,tesseract-ocr); }
	@touch $@

# Of its own, too: the tool must not stand in its own list.
$(VENV)/release/.done: requirements-release.txt | $(VENV)/.site
	@echo "Installing what a release needs (once) ..."
	@rm -rf $(VENV)/release && $(PYTHON) -m venv $(VENV)/release
	@$(VENV)/release/bin/pip $(PIP_OPTIONS) install --require-hashes --only-binary :all: -r requirements-release.txt
	@touch $@

$(VENV)/.chromium: | $(BIN)/python
	@command -v chromium-headless-shell >/dev/null || { $(call debian,chromium-headless-shell); }
	@touch $@

# Debian starts nginx when it installs it, unless told not to; the tests run one of their own.
$(VENV)/.servers: | $(BIN)/python
	@PATH=$$PATH:/usr/sbin; command -v nginx >/dev/null || { export RUNLEVEL=1; $(call debian,nginx-light); }
	@PATH=$$PATH:/usr/sbin; command -v apache2 >/dev/null || { $(call debian,apache2-bin); }
	@touch $@

$(VENV)/.poppler: | $(BIN)/python
	@command -v pdftotext >/dev/null || { $(call debian,poppler-utils); }
	@touch $@

# What the validators of HTML and PDF run on; they themselves come with the lock of the audit.
JAVA := default-jdk-headless libjaxb-java libjaxb-api-java libistack-commons-java libjakarta-activation-java
$(VENV)/.java: | $(BIN)/python
	@{ command -v javac && test -e /usr/share/java/jaxb-runtime.jar; } >/dev/null || { $(call debian,$(JAVA)); }
	@touch $@
