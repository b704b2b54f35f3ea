# The two commands of this project are `make repro` (build the data) and `make test` (check the code and the data).
# A Python 3.11 or newer, git and make are all they ask for; everything else is installed, pinned by hash, into .venv.

PYTHON ?= python3
VENV ?= .venv
RUN := $(VENV)/bin/python
# dvc.yaml says `python`: it must find the one of the virtual environment. The shell resolves the folder, since make
# would split a path at its blanks.
ACTIVE := PATH="$$(cd "$(VENV)/bin" && pwd):$$PATH"

# Nothing here speaks to anybody: no analytics, no update checks.
export DVC_NO_ANALYTICS := 1
export GX_ANALYTICS_ENABLED := false
# Compiled modules are kept: otherwise each of the hundred commands that the tests start compiles them anew.
unexport PYTHONDONTWRITEBYTECODE
# Output is UTF-8 wherever the terminal comes from.
export PYTHONUTF8 := 1

.PHONY: help repro test docs lint bench lock tools clean release interop
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

repro: $(VENV)/.main  ## set up, rebuild data_out/, print what came out
	$(ACTIVE) dvc repro
	$(RUN) -m pipeline readme
	$(RUN) -m pipeline summary

test: $(VENV)/.test  ## set up, run every test
	$(RUN) -m pytest -n auto --dist loadscope --no-loadscope-reorder

release: repro  ## compute the next version, build with it, pack data_out/ (BUMP=major|minor|patch, ACCEPT=why)
	$(RUN) -m pipeline bump $(BUMP)
	$(ACTIVE) dvc repro
	$(RUN) -m pipeline release $(if $(ACCEPT),--accept-drift "$(ACCEPT)")
	$(RUN) -m pipeline readme

interop: $(VENV)/.interop $(VENV)/.cite  ## hold data_out/ to the validators of others
	$(VENV)/interop/bin/python tests/interop/validate.py data_out croissant mappings identifiers linked_data
	$(VENV)/cite/bin/python tests/interop/validate.py data_out citation

docs: $(VENV)/.main  ## build the validators' own pages of the last build in build/data_docs
	$(RUN) -m pipeline docs

lint: $(VENV)/.test  ## check the style of the code and the order of the curated files
	$(RUN) -m ruff check --quiet --output-format concise pipeline bench loader docs tests
	$(RUN) -m pipeline lint

bench: $(VENV)/.main $(VENV)/peers/.done  ## time extraction beside its peers, write docs/performance.md
	$(RUN) -m bench --peers $(VENV)/peers/bin/python

# The stamps carry the lock they stand for, so that set-up runs again only when a lock changed.
$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.main: requirements/main.txt | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/main.txt
	touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.main
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	touch $@

# medspaCy wants older libraries than ours: an environment of its own.
$(VENV)/peers/.done: requirements/bench.txt | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	touch $@

# They clash with what builds the data, and one of them with the others: environments inside the environment.
$(VENV)/.interop $(VENV)/.cite: $(VENV)/.%: requirements/%.txt | $(VENV)/bin/python
	$(PYTHON) -m venv $(VENV)/$*
	$(VENV)/$*/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

# Universal locks: one file for every platform and Python version, no index addresses, no local paths.
LOCK = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --custom-compile-command "make lock"

lock:  ## pin all dependencies anew (needs uv)
	$(LOCK) $(LOCKFLAGS) --group pipeline --output-file requirements/main.txt
	$(LOCK) $(LOCKFLAGS) --group pipeline --group test --constraint requirements/main.txt --output-file requirements/test.txt
	$(LOCK) $(LOCKFLAGS) --group pipeline --group cluster --constraint requirements/main.txt --output-file requirements/cluster.txt
	$(LOCK) $(LOCKFLAGS) --group interop --output-file requirements/interop.txt
	$(LOCK) $(LOCKFLAGS) --group cite --output-file requirements/cite.txt
	$(LOCK) $(LOCKFLAGS) requirements/bench.in --output-file requirements/bench.txt

tools:  ## fetch what checks the explorer besides a browser (needs npm; no build needs it)
	npm ci --prefix tests/site

clean:  ## remove what can be made again
	rm -rf build .venv .pytest_cache .ruff_cache .hypothesis tests/site/node_modules
	find pipeline tests -name __pycache__ -type d -prune -exec rm -rf {} +
