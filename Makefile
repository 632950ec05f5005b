# Every target is one line of `make help`; what it needs is made first.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
export PYTHONPATH := .

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: environment ## start everything in one process, with the sample, and say where it is
	@exec $(PYTHON) -m deploy.linli up

test: servers check ## every check and test; brings RabbitMQ, PostgreSQL, Redis and Chromium if it may
	$(PYTHON) -m tests.side_by_side
	$(PYTHON) -m pytest tests/faults

test-all: test faults served ## the same, the long form of the faults, and all that can be asked over HTTP
	LINLI_TESTS=long $(PYTHON) -m pytest -m long --ignore tests/chassis/bus --ignore tests/faults tests

check: dev-environment ## format, lint, types, the laws of imports, security, contract files, migrations
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check --quiet
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/bandit --quiet --recursive --configfile pyproject.toml services gateway deploy
	$(PYTHON) -m services.chassis.contracts --check
	$(PYTHON) -m services.chassis.expansion

contracts: environment ## write every service's contract.json and the topology from the code
	$(PYTHON) -m services.chassis.contracts

bench: servers bench-tools dev-environment ## measure beside the baselines; ONLY=name measures one
	$(PYTHON) -m tests.bench $(if $(ONLY),--only $(ONLY))

faults: servers dev-environment ## the long form of the faults, build/faults.json; ONLY=T4 tries one, BEGIN=T4 all from there
	$(PYTHON) -m tests.faults $(if $(ONLY),--only $(ONLY)) $(if $(BEGIN),--begin $(BEGIN))

served: dev-environment ## ask a house all that its OpenAPI document allows, and what it does not
	LINLI_SERVED=long $(PYTHON) -m pytest tests/served

audit-dependencies: dev-environment ## look for known weaknesses in the locks, as far as they can be asked for
	$(PYTHON) -m tests.advisories

bundle: environment ## one file that `make run` works from without a network, build/linli-VERSION-PLATFORM.tar
	@sh deploy/install/bundle.sh

assets: environment ## fetch the console's libraries anew as locked, with npm, and write their checksums
	$(PYTHON) -m deploy.install.assets

screenshots: servers dev-environment ## take the pictures of the console that the README shows
	LINLI_SCREENSHOTS=docs/screenshots $(PYTHON) -m pytest tests/browser/test_screenshots.py

clean: ## remove what was made here: environment, data, build results
	rm -rf .venv var build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@sh deploy/install/environment.sh requirements.lock

dev-environment: environment
	@sh deploy/install/environment.sh requirements-dev.lock

servers:
	@sh deploy/install/test-servers.sh

bench-tools:
	@sh deploy/install/bench-tools.sh

arm64: environment
	$(PYTHON) deploy/install/arm64.py requirements.lock deploy/install/arm64.txt

lock: dev-environment
	$(PYTHON) -m piptools compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
		--no-emit-find-links --no-emit-options --no-header -o requirements.lock pyproject.toml
	$(PYTHON) -m piptools compile -q --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url \
		--no-emit-find-links --no-emit-options --no-header --extra dev -c requirements.lock \
		-o requirements-dev.lock pyproject.toml

.PHONY: help run test test-all check contracts bench faults served audit-dependencies bundle assets screenshots
.PHONY: clean environment dev-environment servers bench-tools arm64 lock
