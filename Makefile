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
# What Python compiles is kept: each process that prints or tests would compile it again.
unexport PYTHONDONTWRITEBYTECODE
# Material announces its successor at every run; the versions here are pinned and locked.
export NO_MKDOCS_2_WARNING := 1

# $(call install,WHAT FOR,LOCK,PIP): installs a lock; says how far it is while that takes long.
define install
	.ci/progress "Installing what $(1) (once)" $$(grep -c '==' $(2)) -- \
	  $(3) install --disable-pip-version-check --no-input --progress-bar off \
	  --require-hashes --only-binary :all: -r $(2)
endef

# MkDocs would wait for ever for what a pipe in its place says.
is_file = test -f mkdocs.yml || { echo "mkdocs.yml is missing, or is no file: restore it." >&2; exit 1; }

# One after another: what Debian brings is there before anything is made with it.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help site serve check dicom wheel release test real audit axe engines fresh bench format lock clean

help: ## Say what each command does
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

site: debian-$(if $(filter 0,$(PRINT)),venv,site) $(VENV)/.site ## Build the site (PRINT=0: without PDFs)
	@$(is_file)
	@$(BIN)/mkdocs build --strict --site-dir $(SITE)
	@echo "The site is in $(CURDIR)/$(SITE)"
	@echo "Open $(SITE)/index.html in a browser, or run: make serve"

serve: debian-venv $(VENV)/.site ## Show the site while you write, at http://127.0.0.1:8000/ (PRINT=1: with PDFs)
	@$(is_file)
	@$(BIN)/mkdocs serve

check: debian-venv $(VENV)/.site ## Check every page without building (DAY=now: is one overdue?)
	@$(BIN)/plainleaf check $(if $(DAY),--today $(DAY))

dicom: debian-venv $(VENV)/.dicom ## Install what reads a hospital's own images (plainleaf image from-dicom)

wheel: debian-venv $(VENV)/.site ## Pack checks, theme and builder as a wheel, into dist/: for a site of your own
	@rm -rf build
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .
	@rm -rf build
	@echo "Wrote dist/$$(cd dist && ls -t plainleaf-*.whl | head -1). README: \"Your own site\""

release: debian-$(if $(filter 0,$(ZIM)),venv,release) $(VENV)/release/.done ## Pack the built site for mirrors and Kiwix, into dist/ (KEY=… signs it)
	@PYTHONWARNINGS=ignore $(VENV)/release/bin/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible \
	  --output-file $(VENV)/sbom.cdx.json requirements.txt
	@$(BIN)/plainleaf release --site $(SITE) --sbom $(VENV)/sbom.cdx.json \
	  $(if $(KEY),--key $(KEY)) $(if $(filter 0,$(ZIM)),--without-zim)

test: debian-test $(VENV)/.test ## Lint, types and every test, but those of the built real site
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/pytest -m "not real_site"

real: debian-test $(VENV)/.test ## Test the real site, built and printed: every page of it, in a real browser too
	@PLAINLEAF_WHOLE=1 $(BIN)/pytest -m real_site

audit: debian-audit $(VENV)/.test $(VENV)/audit/.npm ## Valid HTML and PDFs, no dead link, and the same site from ProperDocs
	@$(VENV)/audit/bin/python tests/audit/standards.py
	@$(VENV)/audit/bin/python tests/audit/way_out.py
	@$(VENV)/audit/bin/python tests/audit/pdf_ua.py

axe: debian-audit $(VENV)/.test $(VENV)/audit/.npm ## Read every page and state with the newest axe-core, in every scheme and width
	@PLAINLEAF_AXE=$(VENV)/audit/node_modules/axe-core/axe.min.js $(BIN)/pytest -n 0 tests/browser/test_browser_axe.py

engines: debian-engines $(VENV)/.test ## Try every page, and what readers do, in Firefox ESR and in WebKitGTK
	@$(BIN)/pytest -n 0 tests/browser/engines.py

fresh: ## Run make site and make test on bare machines: Debian 12, 13, and one with half of Pango (needs root)
	@.ci/fresh -s bookworm
	@.ci/fresh -s trixie
	@.ci/fresh -s bookworm -i "libpango-1.0-0 libpangoft2-1.0-0" make site

bench: debian-test $(VENV)/.test ## Measure what checks, builds, printing, terms and search cost (minutes; writes nothing)
	@$(BIN)/python tests/benchmarks/run.py
	@$(BIN)/python tests/benchmarks/printing.py
	@$(BIN)/python tests/benchmarks/terms.py
	@$(BIN)/python tests/benchmarks/search.py

format: debian-venv $(VENV)/.test ## Put the code into its one form
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock: debian-venv $(VENV)/.test ## Write the locks anew from pyproject.toml
	@lock() { $(BIN)/uv pip compile --quiet --python-version 3.11.2 --universal --generate-hashes \
	    --no-emit-index-url --no-header "$$@"; }; \
	for lock in "requirements.txt --extra build --extra print" \
	    "requirements-dicom.txt --extra build --extra print --extra dicom" \
	    "requirements-test.txt --extra build --extra print --extra dicom --extra test" \
	    "requirements-audit.txt --extra build --extra print --extra audit"; do \
	  lock pyproject.toml --output-file $$lock || exit 1; done; \
	lock --group release --output-file requirements-release.txt

clean: ## Remove what was made
	@rm -rf $(VENV) $(SITE) dist .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis hooks/*.egg-info

# --- set-up: each step of Python's leaves a stamp, so a second run does nothing again ---

# debian-venv, debian-site, debian-test, debian-audit: what no Python package brings, in one call.
debian-%:
	@PYTHON=$(PYTHON) .ci/packages $*

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)." >&2; exit 1; }
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements.txt pyproject.toml | $(BIN)/python
	@$(call install,the site needs,requirements.txt,$(BIN)/pip)
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-test.txt tests/requirements-comparison.txt $(VENV)/.site
	@$(call install,the tests need,requirements-test.txt,$(BIN)/pip)
	@$(PIP) download --no-deps --require-hashes --only-binary :all: --progress-bar off \
	  --dest .cache/comparison -r tests/requirements-comparison.txt
	@touch $@

$(VENV)/.dicom: requirements-dicom.txt $(VENV)/.site
	@$(call install,reads DICOM,requirements-dicom.txt,$(BIN)/pip)
	@touch $@

# An environment of its own: both generators in it, and nothing else that differs.
$(VENV)/audit/.done: requirements-audit.txt pyproject.toml | $(VENV)/.site
	@rm -rf $(VENV)/audit && $(PYTHON) -m venv $(VENV)/audit
	@$(call install,the audit needs,requirements-audit.txt,$(VENV)/audit/bin/pip)
	@$(VENV)/audit/bin/pip $(PIP_OPTIONS) install --no-deps --no-build-isolation --editable .
	@touch $@

# By the lock in tests/audit, hashes checked; nothing of it runs when it is installed.
$(VENV)/audit/.npm: tests/audit/package-lock.json $(VENV)/audit/.done
	@cp tests/audit/package.json tests/audit/package-lock.json $(VENV)/audit
	@PATH=$(CURDIR)/$(VENV)/audit/bin:$$PATH .ci/progress "Installing axe-core and the Nu Html Checker (once)" -- \
	  npm ci --prefix $(VENV)/audit --ignore-scripts --no-audit --no-fund
	@touch $@

# Of its own, too: the tool must not stand in its own list.
$(VENV)/release/.done: requirements-release.txt | $(VENV)/.site
	@rm -rf $(VENV)/release && $(PYTHON) -m venv $(VENV)/release
	@$(call install,a release needs,requirements-release.txt,$(VENV)/release/bin/pip)
	@touch $@
