# Every target makes what it needs: .venv from the lock, and the system's packages (tools/setup).
SHELL := /bin/bash
PYTHON := .venv/bin/python
MINUTES ?= 10
CUTS ?= 10000
SEED ?= 0
COMPILE := --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11
export LANG := $(or $(LANG),C.UTF-8)
.DEFAULT_GOAL := help
.PHONY: help run demo demo-offline-pickup test test-more lint fmt bench soak soak-power soak-sim soak-orders soak-processes translations screenshots lock setup

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\): .*## /\1\t/p' Makefile | while IFS=$$'\t' read -r name what; do printf '  make %-14s %s\n' "$$name" "$$what"; done

run: ## open the demo shop and sell (staff 1001, PIN 1111)
	@tools/setup run
	@.venv/bin/mostrador demo

demo: ## a new demo shop in demo-data/, without opening it
	@tools/setup run
	rm -rf demo-data
	.venv/bin/mostrador init --data demo-data --demo

demo-offline-pickup: ## two tills and a tablet without a line: orders prepared and handed over, told
	@tools/setup dev
	@$(PYTHON) -m bench.demo_offline_pickup $(ARGS)

test: ## run the tests
	@tools/setup dev
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -n 2 --dist worksteal -m "not more" $(ARGS)

test-more: ## run the tests that need a screen, other Pythons, other tools: those that are found
	@tools/setup dev
	@tools/test-more

lint: ## ruff, format, mypy strict, who may import whom
	@tools/setup dev
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy tools
	$(PYTHON) -m pytest -q tests/test_imports.py

fmt: ## put the code in form
	@tools/setup dev
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: ## measure; the figures go to bench/results.json
	@tools/setup dev
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m bench

soak: ## kill -9 a selling till for MINUTES (10) and verify its journal
	@tools/setup dev
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m bench.soak --minutes $(MINUTES)

soak-power: ## cut the power of a selling till CUTS (10000) times; what is not synced must be lost
	@tools/setup dev
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m bench.soak_power --cuts $(CUTS)

soak-sim: ## play whole chains for MINUTES (10), seed after seed from SEED (0) on
	@tools/setup dev
	$(PYTHON) -m tests.simulation --minutes $(MINUTES) --from $(SEED)

soak-orders: ## play orders among two tills, a tablet and a failing line for MINUTES (10)
	@tools/setup dev
	$(PYTHON) -m tests.pickups --minutes $(MINUTES) --from $(SEED)

soak-processes: ## kill -9 tills, workers and central for MINUTES (10), over a line that lies
	@tools/setup dev
	$(PYTHON) -m tests.processes --minutes $(MINUTES)

translations: ## gather the texts of the window into resources/translations
	@tools/setup run
	.venv/bin/pyside6-lupdate -no-obsolete -locations none -source-language es -target-language en \
		$$(find app/ui app/messages.py -name '*.py' | sort) -ts resources/translations/mostrador_en.ts

screenshots: ## draw the pictures that the documents show into docs/images
	@tools/setup dev
	QT_QPA_PLATFORM=offscreen $(PYTHON) -m tests.ui.gallery docs/images

lock: ## compile requirements/ from pyproject.toml again (needs uv), and the list of licences
	@command -v uv >/dev/null || { echo 'The lock is compiled with uv, which is not here: pipx install uv'; exit 1; }
	uv pip compile $(COMPILE) pyproject.toml --group build -o requirements/run.txt
	uv pip compile $(COMPILE) pyproject.toml --group build --group test --group lint -o requirements/dev.txt
	uv pip compile $(subst 3.11,3.13,$(COMPILE)) requirements/emupos.in -o requirements/emupos.txt
	@tools/setup dev
	$(PYTHON) tools/licences.py

setup: ## make .venv with everything a developer needs
	@tools/setup dev
