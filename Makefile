# Everything a person does with this repository, each by one word. `make` alone lists them.

PYTHON ?=
UPGRADE ?=
venv := .venv/bin

# A stamp carries the checksum of what it was made from (and of this folder, since a virtual environment
# cannot be moved): when nothing changed, set-up has nothing to do.
locked := .venv/.locked-$(shell (pwd; cat requirements/dev.txt requirements/set-up) | cksum | cut -d ' ' -f 1)
installed := .venv/.installed-$(shell (pwd; cat pyproject.toml requirements/dev.txt; ls -d */__init__.py) 2>/dev/null \
	| cksum | cut -d ' ' -f 1)

# Says first how long it will take, as the last run did; the percentages that follow are the way that is gone.
took := .venv/.tests-took
every-test = if [ -s $(took) ]; then echo "The tests took $$(cat $(took)) s when they were last run here."; \
	else echo "The tests take several minutes; the next run will say how many seconds this one took."; fi; \
	began=$$(date +%s); $(venv)/python -m pytest -n auto && echo $$(($$(date +%s) - began)) > $(took)

# What was compiled once need not be compiled again by each process that a test starts.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench lock

help: ## List these commands, each with a sentence.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F '|' '{ printf "%-14s %s\n", $$1, $$2 }'

setup: $(installed) ## Make .venv and install the locked dependencies; a second run has nothing to do.

run: setup ## Set everything up, run one whole example cycle and serve it.
	@$(venv)/python -m moderation.example

test: setup ## Set everything up and run every test.
	@$(every-test)

check: setup ## Run what CI runs: lint, format, types, import rules and every test.
	@$(venv)/ruff check --quiet .
	@$(venv)/ruff format --check --quiet .
	@$(venv)/mypy --no-error-summary
	@$(venv)/lint-imports --no-logo
	@$(every-test)

bench: setup ## Measure every number that the documentation states.
	@$(venv)/python -m bench

lock: setup ## Write both lock files again from pyproject.toml; UPGRADE=1 takes newer versions.
	@PATH="$(venv):$$PATH" sh requirements/lock $(if $(UPGRADE),--upgrade)

$(locked):
	@PYTHON="$(PYTHON)" sh requirements/set-up
	@rm -f .venv/.locked-* .venv/.installed-* && touch $@

$(installed): | $(locked)
	@$(venv)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(venv)/python -m compileall -q sampling moderation api
	@rm -f .venv/.installed-* && touch $@ && echo "Set up: .venv/bin/python is ready."
