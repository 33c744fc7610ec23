# Cochair's chores. `make help` lists them. Everything happens in .venv, which the first target that
# needs it makes from requirements.lock; after that no target but `lock` needs a network.
# What must not stand here: anything the bot itself needs while it runs.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
UV := uv==0.13.9

# The interpreter that .venv is made with: PYTHON=... if given, else the first of these that will do.
PYTHON ?=
PYTHONS := $(if $(strip $(PYTHON)),$(PYTHON),python3.14 python3.13 python3.12 python3.11 python3)

# Sets $$python in the recipe's shell, or ends the recipe with one line that says what is missing.
define find_python
python=; lacking=; \
for name in $(PYTHONS); do \
  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
  if "$$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then python=$$name; break; fi; \
  lacking=$${lacking:-$$name}; \
done; \
if [ -z "$$python" ] && [ -n "$$lacking" ]; then \
  echo "cochair: $$lacking lacks its venv or ensurepip module; install it (on Debian and Ubuntu: apt-get install python3-venv)." >&2; exit 1; \
elif [ -z "$$python" ]; then \
  echo "cochair: needs Python 3.11 or newer; none of these is one: $(PYTHONS). Install one, or name it: make PYTHON=/path/to/python3." >&2; exit 1; \
fi
endef

.DEFAULT_GOAL := help
.PHONY: help rehearse test each-python chaos bench-agenda lint format lock wheel-check clean
.DELETE_ON_ERROR:

help: ## list the targets
	@echo "Cochair. The first target that needs it installs everything into $(VENV)."
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'
	@echo "Another interpreter:  make clean, then make PYTHON=python3.13 test"

rehearse: $(READY) ## run a whole roundtable on a simulated Discord; writes out/rehearsal/
	@$(BIN)/cochair rehearse

test: lint ## lint, then every test
	$(BIN)/pytest -n 3 --dist worksteal

each-python: $(READY) ## install and rehearse with every Python found here, in every way (needs a network)
	$(BIN)/python -m tests.pythons --quick-tests

chaos: $(READY) ## long campaigns: random meetings against the rules, and a Discord that stumbles (hours)
	$(BIN)/pytest -q --hypothesis-profile chaos tests/procedure/test_machine.py
	$(BIN)/python -m tests.campaigns

bench-agenda: $(READY) ## how many of the topics marked in the articles of tests/agenda/bench are proposed
	@$(BIN)/python -m tests.agenda.bench --titles
	@$(BIN)/python -m tests.agenda.bench --held

lint: $(READY) ## ruff, strict types, the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY) ## let ruff lay out the code and sort the imports
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## write requirements.lock anew from pyproject.toml (needs a network)
	@set -eu; $(find_python); "$$python" -m venv build/lock
	@build/lock/bin/python -m pip install -qq --disable-pip-version-check '$(UV)'
	build/lock/bin/uv pip compile pyproject.toml --quiet --upgrade --all-extras --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command 'make lock' --output-file requirements.lock

wheel-check: $(READY) ## build the wheel, install it in an empty folder, run its command from there
	@rm -rf build/wheel-check
	$(BIN)/python -m build --no-isolation --wheel --outdir build/wheel-check/dist .
	$(BIN)/python -m venv build/wheel-check/venv
	build/wheel-check/venv/bin/python -m pip install -qq --disable-pip-version-check \
	  --require-hashes -r requirements.lock
	build/wheel-check/venv/bin/python -m pip install -qq --disable-pip-version-check \
	  --no-deps --no-index build/wheel-check/dist/*.whl
	@mkdir -p build/wheel-check/empty
	cd build/wheel-check/empty && ../venv/bin/cochair rehearse

clean: ## remove what these targets made (never a database outside out/)
	rm -rf $(VENV) build dist out .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# The stamp is newer than the lock and the project file once both are installed, so a second run goes
# straight on. An interrupted installation leaves no stamp and is taken up again.
$(READY): requirements.lock pyproject.toml
	@set -eu; if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  $(find_python); echo "Setting up $(VENV) with $$("$$python" --version) (once; this needs a network)"; \
	  "$$python" -m venv --clear $(VENV); fi
	@rm -f $@
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock \
	  || { echo "cochair: the pinned packages could not be installed; see pip's words above." >&2; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
