# Everything runs in .venv, which is made from the lock files when they or pyproject.toml change.

BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes
PIP_COMPILE := $(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help check test lint bench docs site schema format lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

check: .venv/.run ## Set up, then check the two example drafts: a clean one and a faulty one
	@echo "check: examples/fmso-1-basic-clean.docx, where nothing is wrong"
	@$(BIN)/clssa check examples/fmso-1-basic-clean.docx
	@echo "check: examples/fmso-2-basic-faulty.docx, whose faults must be found"
	@$(BIN)/clssa check examples/fmso-2-basic-faulty.docx; status=$$?; \
	if [ $$status -ne 1 ]; then echo "check: exit status 1 (faults found) was due, not $$status" >&2; exit 1; fi
	@echo "check: done, the clean draft passed and the faults of the other were found"

test: lint ## Set up, then lint and run every test: of the engine, and the examples in the rules
	@echo "test: the examples in the rules"
	@$(BIN)/clssa test
	@echo "test: the engine"
	@$(BIN)/python -m pytest -q

lint: .venv/.dev ## Look for faults without running tests: ruff, mypy, clssa lint, fmt and schema
	@echo "lint: ruff"
	@$(BIN)/ruff check --quiet --output-format concise engine tests bench scripts examples
	@echo "lint: mypy"
	@$(BIN)/mypy --no-error-summary
	@echo "lint: policies/ and notes/"
	@$(BIN)/clssa lint
	@$(BIN)/clssa fmt --check
	@$(BIN)/clssa schema --check

bench: .venv/.bench ## Measure the engine beside others on the same rules
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
	@$(BIN)/python -m pip install -qq --disable-pip-version-check pip-tools==7.6.2
	@$(PIP_COMPILE) --upgrade -o requirements-build.lock requirements-build.in
	@$(PIP_COMPILE) --upgrade -o requirements.lock pyproject.toml
	@$(PIP_COMPILE) --upgrade --extra test --extra docs -c requirements.lock -o requirements-dev.lock pyproject.toml
	@$(PIP_COMPILE) --upgrade --extra bench -c requirements.lock -o requirements-bench.lock pyproject.toml

clean: ## Remove .venv and everything else that was made
	@rm -rf .venv site dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find engine tests -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.run: scripts/setup pyproject.toml requirements-build.lock requirements.lock
	@sh scripts/setup
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	@echo "setup: installing what tests and documentation need (requirements-dev.lock)"
	@$(PIP) --no-build-isolation -r requirements-dev.lock
	@touch $@

.venv/.bench: .venv/.run requirements-bench.lock
	@echo "setup: installing what the benchmark compares with (requirements-bench.lock)"
	@$(PIP) --no-build-isolation -r requirements-bench.lock
	@touch $@
