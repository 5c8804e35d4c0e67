# Everything runs in .venv, which is made from the lock files when they or pyproject.toml change.

BIN := .venv/bin
export AGENDA ?=
# Asked for another agenda than .venv has, it is made again.
OTHER_AGENDA := $(if $(AGENDA),$(if $(filter $(AGENDA),$(shell cat .venv/.agenda 2>/dev/null)),,again))

PYTEST := $(BIN)/python -m pytest -q -n 2 --dist worksteal

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: again help check test test-quick proofs examples lint bench docs site schema format lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

check: .venv/.run ## Set up, then check the two example drafts: a clean one and a faulty one
	@echo "check: examples/fmso-1-basic-clean.docx, where nothing is wrong"
	@$(BIN)/clssa check examples/fmso-1-basic-clean.docx
	@echo "check: examples/fmso-2-basic-faulty.docx, whose faults must be found"
	@$(BIN)/clssa check examples/fmso-2-basic-faulty.docx; status=$$?; \
	if [ $$status -ne 1 ]; then echo "check: exit status 1 (faults found) was due, not $$status" >&2; exit 1; fi
	@echo "check: done, the clean draft passed and the faults of the other were found"

test: .venv/.dev ## Set up, then lint and run every test: the examples in the rules, the engine, the site
	@$(MAKE) --no-print-directory -j 2 lint examples
	@echo "test: the engine"
	@$(PYTEST) --durations 10

test-quick: .venv/.dev ## Run the tests that need no command line, site or browser
	@$(PYTEST) -m "not proof and not end_to_end"

proofs: .venv/.dev ## Try the laws of the engine on many more cases, and set up in other ways: docs/proofs.md has the last figures
	@CLSSA_PROOFS=1 $(PYTEST) -m "proof or hypothesis or sampled" --durations 10

examples: .venv/.dev
	@echo "test: the examples in the rules"
	@$(BIN)/clssa test

lint: .venv/.dev ## Look for faults without running tests: ruff, mypy, clssa lint, fmt and schema
	@echo "lint: ruff"
	@$(BIN)/ruff check --quiet --output-format concise engine tests bench scripts examples
	@echo "lint: mypy"
	@$(BIN)/mypy --no-error-summary
	@echo "lint: policies/ and notes/"
	@$(BIN)/clssa lint
	@$(BIN)/clssa fmt --check
	@$(BIN)/clssa schema --check

bench: .venv/.dev ## Measure the engine beside others on the same rules
	@$(BIN)/python bench/run.py

docs: .venv/.dev ## Build the documentation into site/; a broken link is a fault, and so is an example that comes out otherwise
	@$(BIN)/python scripts/case_file_page.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

site: .venv/.dev ## Show the documentation at 127.0.0.1:8000, built anew after each change
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve --livereload --dev-addr 127.0.0.1:8000 --watch policies --watch notes --watch examples

schema: .venv/.run ## Write the schemas by which an editor checks policy files and cases
	@$(BIN)/clssa schema

format: .venv/.dev ## Put the policy files and the Python files into the common form
	@$(BIN)/clssa fmt
	@$(BIN)/ruff check --fix --quiet engine tests bench scripts examples
	@$(BIN)/ruff format --quiet engine tests bench scripts examples

lock: .venv/.run ## Resolve the dependencies anew and write the lock files
	@$(BIN)/python -m pip install -qq --disable-pip-version-check uv==0.13.9
	@sh scripts/lock

clean: ## Remove .venv and everything else that was made
	@rm -rf .venv site dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find engine tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.run: scripts/setup pyproject.toml locks/build.lock locks/run.lock $(OTHER_AGENDA)
	@sh scripts/setup run

.venv/.dev: scripts/setup pyproject.toml locks/build.lock locks/all.lock $(OTHER_AGENDA)
	@sh scripts/setup all
