# Two commands: "make run" opens the map, "make test" checks everything. "make" alone lists the rest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help env run test lint format bench mutation verification data docs locales screenshots lock clean

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
PORT ?= 8501
ARGS ?=

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-12s %s\n", $$1, $$2}' Makefile

env: $(VENV)/.app-installed  ## make .venv with everything that the app needs

run: env  ## start the app on http://127.0.0.1:8501 (another port: make run PORT=8600)
	@exec $(PY) scripts/start.py --port $(PORT)

test: lint  ## lint, type-check and run all tests, browsers included (one test: make test ARGS="-k name"; two processes: ARGS="-n 2")
	@REGIOSCOPE_CHROMIUM="$$($(PY) scripts/find_chromium.py --install)" || exit 1; \
	REGIOSCOPE_FIREFOX="$$($(PY) scripts/find_firefox.py --install)" || true; \
	export REGIOSCOPE_CHROMIUM REGIOSCOPE_FIREFOX; \
	exec $(PY) -m pytest $(ARGS)

lint: $(VENV)/.tests-installed  ## ruff and mypy
	@$(PY) -m ruff check .
	@$(PY) -m mypy .

format: $(VENV)/.tests-installed  ## let ruff mend what it can
	@$(PY) -m ruff check --fix .

bench: $(VENV)/.tests-installed  ## speed and memory against plain Folium, into docs/performance.md
	@REGIOSCOPE_CHROMIUM="$$($(PY) scripts/find_chromium.py --install)" || exit 1; \
	export REGIOSCOPE_CHROMIUM; exec $(PY) benchmarks/run.py $(ARGS)

mutation: $(VENV)/.tests-installed  ## break the metric core in small ways and count what the tests see (some minutes)
	@exec $(PY) scripts/mutation.py $(ARGS)

verification: $(VENV)/.tests-installed  ## renew docs/verification.md from the tests that compare with reference cases
	@REGIOSCOPE_WRITE_VERIFICATION=1 $(PY) -m pytest -q tests/geo tests/docs/test_verification.py

data: env  ## rebuild data/ from the packages named in data/boundaries/sources.toml
	@exec $(PY) scripts/build_data.py $(ARGS)

docs: env  ## write the generated pages of docs/
	@for script in $(wildcard scripts/third_party.py scripts/build_docs.py); do $(PY) $$script || exit 1; done

locales: env  ## renew locales/ from the sentences of the interface, and compile what is translated
	@exec $(PY) scripts/build_locales.py $(ARGS)

screenshots: $(VENV)/.tests-installed  ## take the pictures of README.md and docs/ from the running app
	@REGIOSCOPE_CHROMIUM="$$($(PY) scripts/find_chromium.py --install)" || exit 1; \
	export REGIOSCOPE_CHROMIUM; exec $(PY) scripts/screenshots.py $(ARGS)

lock: env  ## renew requirements.txt and requirements-test.txt from pyproject.toml
	@exec $(PY) scripts/lock.py

clean:  ## remove .venv and what the tools left behind
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

# A stamp says that the installation came to its end; one that was broken off starts again.
$(VENV)/.app-installed: requirements.txt pyproject.toml scripts/make_venv.sh
	@sh scripts/make_venv.sh $(VENV)
	@echo "Installing the app's packages into $(VENV) ..." >&2
	@$(PIP) install --quiet -r requirements.txt
	@$(PIP) install --quiet --no-deps --editable . 2>$(VENV)/install.log || { cat $(VENV)/install.log >&2; exit 1; }
	@touch $@

$(VENV)/.tests-installed: $(VENV)/.app-installed requirements-test.txt
	@echo "Installing the tests' packages into $(VENV) ..." >&2
	@$(PIP) install --quiet -r requirements-test.txt
	@touch $@
