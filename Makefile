# make demo: sets up and plans a real crisis. make test: sets up and passes the tests.
# PYTHON=/path/to/python3.12 make demo chooses the interpreter.

VENV := .venv
# Named through the folder, so that a path with spaces in it does no harm.
IN_VENV := $(VENV)/bin/python -m
PIP := $(IN_VENV) pip --disable-pip-version-check --quiet --quiet install
# What the tests were passed with, so that a release of tomorrow changes no plan of today.
PINNED := --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test slow lint types contracts rules messages bench newest clean

help:
	@echo 'make demo        set up, plan the crisis of Ménaka 2022, say which files to open'
	@echo 'make test        set up, pass the tests (a few minutes); make slow: the long ones'
	@echo 'make lint        style          make types      types'
	@echo 'make contracts   who may import whom'
	@echo 'make rules       rule packs: every rule checked, every case run'
	@echo 'make messages    sentences gathered for translation, catalogues compiled'
	@echo 'make bench       what is measured, against what'
	@echo 'make newest      libraries in their newest versions, noted in constraints.txt'
	@echo 'make clean       remove the environment and all caches; runs stay'

demo: $(VENV)/.ready
	@$(VENV)/bin/rrm run scenarios/menaka-2022
	@echo
	@echo 'The command is $(VENV)/bin/rrm; $(VENV)/bin/rrm --help lists what it can do.'

test: $(VENV)/.ready-for-work
	@$(IN_VENV) pytest -m 'not slow'

slow: $(VENV)/.ready-for-work
	@$(IN_VENV) pytest -m slow

lint: $(VENV)/.ready-for-work
	@$(IN_VENV) ruff check .
	@$(IN_VENV) ruff format --check .

types: $(VENV)/.ready-for-work
	@$(IN_VENV) mypy

contracts: $(VENV)/.ready-for-work
	@$(VENV)/bin/lint-imports

rules: $(VENV)/.ready
	@for pack in rules/*/; do \
	  test -f "$${pack}pack.yaml" || continue; \
	  $(VENV)/bin/rrm rules lint "$${pack%/}" && $(VENV)/bin/rrm rules test "$${pack%/}" || exit 1; \
	done

messages: $(VENV)/.ready-for-work
	@$(IN_VENV) rrm.locale.refresh

bench: $(VENV)/.ready-for-work
	@for benchmark in benchmarks/*.py; do \
	  echo "$$benchmark"; $(VENV)/bin/python "$$benchmark" || exit 1; echo; \
	done

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

newest: $(VENV)/.ready-for-work
	@$(PIP) --upgrade --upgrade-strategy eager --editable '.[dev,documents]'
	@sed -n '/^#/p' constraints.txt > constraints.new
	@$(IN_VENV) pip freeze --exclude-editable >> constraints.new
	@mv constraints.new constraints.txt
	@git --no-pager diff --stat -- constraints.txt

# The stamps: nothing is installed again until these two files change.
$(VENV)/.ready: pyproject.toml constraints.txt
	@sh .ci/environment $(VENV)
	@echo 'Installing rrm and the libraries it needs into $(VENV) (a minute or two) …'
	@$(PIP) $(PINNED) --editable '.[documents]'
	@touch $@

$(VENV)/.ready-for-work: $(VENV)/.ready
	@echo 'Installing what the tests need …'
	@$(PIP) $(PINNED) --editable '.[dev,documents]'
	@touch $@
