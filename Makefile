# One command per job, the same here and in CI. Each does its own set-up.
#   make install TORCH_INDEX=URL   takes torch alone from an index of CPU builds (see the README)

PYTHON ?= python3
PORT ?= 7860
TORCH_INDEX ?=
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

export GRADIO_ANALYTICS_ENABLED := False
export HF_HUB_OFFLINE := 1

.DEFAULT_GOAL := help
.PHONY: help install run test check eval bench browser

help:  ## say what each command does
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: $(STAMP)  ## make .venv with everything pinned in requirements.lock

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(if $(TORCH_INDEX),$(BIN)/pip install --quiet --disable-pip-version-check --index-url $(TORCH_INDEX) --no-deps "$$(grep '^torch==' requirements.lock)")
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

run: $(STAMP)  ## build the library from seeds/ where needed and open the page on 127.0.0.1:7860
	$(BIN)/python ui.py --library var/library --seeds seeds --port $(PORT)

test: $(STAMP) browser  ## every test, warnings as errors
	$(BIN)/python -m pytest

check: $(STAMP)  ## types and lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(STAMP)  ## quality on the sets in DATA (../shared/data), and the tables made from it
	OMP_NUM_THREADS=1 $(BIN)/python -m evals --data $(or $(DATA),../shared/data)

bench: $(STAMP)  ## speed: cold start, answers, adding, size on disk
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.analyses
	$(BIN)/python -m benchmarks.adding
	$(BIN)/python -m benchmarks.page

# The tests of the page drive Debian's Chromium; where it can be neither found nor installed, they skip and say so.
browser:
	@command -v chromium >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "installing chromium for the tests of the page"; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; } \
	      || echo "chromium could not be installed: the tests of the page will be skipped"; \
	  else echo "no chromium: the tests of the page will be skipped (apt-get install chromium fonts-noto-cjk)"; fi; }
