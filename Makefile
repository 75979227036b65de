# `make demo` and `make test` need nothing but Python 3.11 or newer: they set up .venv themselves.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python
NATIVE := $(wildcard cleantext/native/*)

.PHONY: demo test lint types check floors fuzz endurance soak bench tables wheel clean

demo: $(VENV)/.package
	@$(RUN) -m cleantext.cli demo

test: $(VENV)/.dev
	$(BIN)/pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

check: test lint types

# Compares speed with the ratios that nobody may lose, benchmarks/floors.json; takes half a minute.
floors: $(VENV)/.dev
	$(RUN) benchmarks/speed.py clean damaged --check

# Feeds broken input to everything for SECONDS; `make endurance` looks for what costs most instead.
SECONDS ?= 60
fuzz: $(VENV)/.dev
	$(RUN) tests/fuzz/fuzz.py --seconds $(SECONDS)

endurance: $(VENV)/.dev
	$(RUN) tests/fuzz/endurance.py

# Kills runs and their workers at random, KILLS times, and compares with an unbroken run.
KILLS ?= 200
soak: $(VENV)/.dev
	$(RUN) tests/corpora/soak.py $(KILLS)

bench: $(VENV)/.bench
	$(RUN) benchmarks/speed.py
	$(RUN) benchmarks/scaling.py
	$(RUN) benchmarks/corpora.py

# Proves that every generated table is what its script makes; DATA is the folder of training data.
DATA ?= ../shared/data
tables: $(VENV)/.training
	$(RUN) training/han_tables.py --check --data $(DATA)
	$(RUN) training/charset_model.py --check --data $(DATA)
	$(RUN) training/content_model.py --check --data $(DATA)
	$(RUN) training/chrome_model.py --check --data $(DATA)
	$(RUN) training/spam_tables.py --check
	$(RUN) training/spam_runs.py --check --data $(DATA)
	$(RUN) training/spam_model.py --check --data $(DATA)
	$(RUN) training/story_model.py --check --data $(DATA)
	$(RUN) training/unicode_tables.py --check
	$(RUN) training/word_tables.py --check
	$(RUN) training/language_model.py --check --data $(DATA)
	$(RUN) training/vocabulary_table.py --check
	$(RUN) training/mojibake_table.py --check --data $(DATA)

# Builds a wheel, installs it into an environment of its own, and tries it there.
wheel: | $(RUN)
	@rm -rf build/wheel build/wheel-env
	@$(RUN) -m pip wheel -qq --disable-pip-version-check --no-deps --wheel-dir build/wheel .
	@$(PYTHON) -m venv build/wheel-env
	@build/wheel-env/bin/python -m pip install -qq --disable-pip-version-check build/wheel/*.whl
	@cd build && wheel-env/bin/python ../tests/wheel.py
	@ls build/wheel

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(RUN):
	@test -n "$(PYTHON)" || { echo "cleantext needs Python 3.11 or newer; set PYTHON=/path/to/python3"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "could not make a virtual environment; on Debian or Ubuntu: apt install python3-venv"; exit 2; }
	@$(RUN) -m pip install -qq --disable-pip-version-check --upgrade 'pip>=25.1'

$(VENV)/.package: pyproject.toml cleantext/_scan.c $(NATIVE) | $(RUN)
	@$(RUN) -m pip install -qq --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml cleantext/_scan.c $(NATIVE) | $(RUN)
	@$(RUN) -m pip install -qq --disable-pip-version-check --editable . --group dev
	@touch $@ $(VENV)/.package

$(VENV)/.bench: pyproject.toml cleantext/_scan.c $(NATIVE) | $(RUN)
	@$(RUN) -m pip install -qq --disable-pip-version-check --editable . --group dev --group bench
	@touch $@

$(VENV)/.training: pyproject.toml cleantext/_scan.c $(NATIVE) | $(RUN)
	@$(RUN) -m pip install -qq --disable-pip-version-check --editable . --group dev --group training
	@touch $@
