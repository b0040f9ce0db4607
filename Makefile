# make run: see it work. make test lint: what CI runs. make bench: how fast it is. make lock: renew the pins. make cassette: renew the recordings.
# PYTHON is the interpreter to make the environment with, VENV where it goes.
PYTHON ?= python3
VENV ?= .venv
LOCK := requirements-dev.lock
PIP := $(VENV)/bin/pip --disable-pip-version-check install --quiet --constraint $(LOCK)

.PHONY: run test lint bench cassette lock clean

run: $(VENV)/.installed
	rm -rf build/demo
	$(VENV)/bin/draft-summary demo build/demo

test: $(VENV)/.installed-dev
	$(VENV)/bin/pytest --numprocesses auto

lint: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/.installed-dev
	$(VENV)/bin/pytest --capture=no tests/benchmarks
	PYTHONPATH=tests $(VENV)/bin/python -m benchmarks.draft_ratio --most 2
	PYTHONPATH=tests $(VENV)/bin/python -m benchmarks.check_ratio --most 2

# What the stored reply makes of the sample, after a change of prompt, facts, checks or rendering: read git diff then.
cassette: $(VENV)/.installed-dev
	PYTHONPATH=tests $(VENV)/bin/python tests/support/renew_golden.py

# The packages that the lower bounds of pyproject.toml resolve to today, for everybody who works on the project.
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet --editable '.[dev]'
	(echo "# Written by make lock."; build/lock/bin/pip freeze --exclude-editable) > $(LOCK)
	rm -rf build/lock

clean:
	rm -rf $(VENV) build dist

# The stamps are newer than what they were made from, so that a second run installs nothing.
$(VENV)/.installed: pyproject.toml $(LOCK) | $(VENV)/bin/pip
	@echo "Setting up $(VENV)"
	$(PIP) --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml $(LOCK) | $(VENV)/bin/pip
	@echo "Setting up $(VENV)"
	$(PIP) --editable '.[dev]'
	touch $@ $(VENV)/.installed

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)
