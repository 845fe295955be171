# Daskalo: one line a target. `make` alone lists them.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
# The environment may hold gettext's LANGUAGE (en_US:en): only bg and en are ours. On the command line it is checked.
ifneq ($(origin LANGUAGE),command line)
LANGUAGE := $(or $(filter bg en,$(LANGUAGE)),bg)
endif
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup hub test build check apps bench bench-grading bench-admission translate pictures lock clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

setup: $(READY)  ## make .venv with everything (the other targets call it)

hub: $(READY)  ## serve JupyterHub on this machine: PORT=8000 LANGUAGE=bg|en ARGS=--trusted
	@exec $(BIN)/daskalo hub --port $(PORT) --language $(LANGUAGE) $(ARGS)

test: $(READY)  ## lint, types and the whole test suite
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/pyright && $(BIN)/pytest $(ARGS)

build: $(READY)  ## build every course in both languages into build/
	$(BIN)/daskalo build

check: $(READY)  ## lint and prove every course, both ways, through nbgrader
	$(BIN)/daskalo courses check

apps: $(READY)  ## serve the training apps alone, without the hub
	$(BIN)/daskalo apps --language $(LANGUAGE)

bench: $(READY)  ## run the benchmarks: ratios against named peers
	@for script in tests/benchmarks/*.py; do $(BIN)/python $$script; done

bench-grading: $(READY)  ## grade 50 hand-ins beside stock nbgrader and otter-grader
	$(BIN)/python tests/benchmarks/grading $(ARGS)

bench-admission: $(READY)  ## place up to a million children, beside the package matching
	$(BIN)/python tests/benchmarks/admission $(ARGS)

translate: $(READY)  ## update the catalogues and print what is missing
	$(BIN)/daskalo translate

pictures: $(READY)  ## make the screenshots in docs/pictures from the running hub
	$(BIN)/python tests/browser/pictures.py

lock: $(READY)  ## resolve requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade --output-file requirements.lock

clean:  ## remove what was built (not .daskalo, which holds people's work)
	rm -rf $(VENV) build .pytest_cache .ruff_cache

# uv is pinned in the same lock: pip installs it alone, then uv installs the rest.
$(READY): requirements.lock pyproject.toml grading/hub/proxy/package-lock.json
	@$(PYTHON) grading/hub/preflight.py $(LANGUAGE)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@awk '/^[a-z]/{on=/^uv==/} on' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync --require-hashes --compile-bytecode requirements.lock
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --no-deps --no-build-isolation --compile-bytecode --editable .
	@mkdir -p $(VENV)/proxy && cp grading/hub/proxy/package*.json $(VENV)/proxy/
	npm ci --prefix $(VENV)/proxy --no-audit --no-fund --loglevel=error
	@touch $@
