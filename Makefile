# The verbs of this project; `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help
export PYTHONUTF8 := 1
# Some images forbid it; each of our processes would then compile all of its code anew.
unexport PYTHONDONTWRITEBYTECODE

# The first Python on this machine that is new enough. The system's own before others: it
# gets the system's security updates, and is built for speed (pages a fifth faster).
PYTHON ?= $(shell /usr/bin/python3 -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	2>/dev/null && echo /usr/bin/python3 || for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
INSTALL := @"$(PYTHON)" -m congvu.machine.install
BIN := .venv/bin
SCRATCH := $(BIN)/python -m congvu.machine.scratch
TESTS ?=
# One more than two cores: a quarter of a worker's time it waits for other processes.
WORKERS ?= 3
MINUTES ?= 30
KEEP ?=
HA ?= --out docs/figures/ha.json
COMMIT ?= HEAD

.PHONY: run test check mail demo bench soak ha walk fix messages schema extras bundle trial locks sbom help

run:  ## set up everything and serve the office on 127.0.0.1:8000 (CONGVU_PORT)
	$(INSTALL) run
	@exec $(BIN)/congvu run

test:  ## set up everything the tests need, system packages included, and run them all
	$(INSTALL) test
	@$(SCRATCH) $(BIN)/python -m pytest $(or $(TESTS),-m 'not whole' -n $(WORKERS) --dist loadfile --no-loadscope-reorder)

check:  ## format, lint, types, import rules, missing migrations, untranslated messages
	$(INSTALL) check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(SCRATCH) $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/congvu check-messages

mail:  ## the office with its mail on loopback: Postfix, Dovecot, OpenDKIM, Rspamd, Roundcube; as root
	$(INSTALL) mail
	@exec $(BIN)/congvu mail run

demo:  ## rebuild the demo province
	$(INSTALL) run
	@CONGVU_DEMO=0 $(BIN)/congvu setup
	@$(BIN)/congvu demo --rebuild

bench:  ## measure speed at 10,000, 100,000 and a million papers; one JSON (SIZE=100000)
	$(INSTALL) run
	@$(BIN)/python -m congvu.bench $(SIZE) $(BENCH)

soak:  ## broken messages and requests, rights, kills, a crowd, the portal, long tests; 130 minutes (MINUTES=30; KEEP=1)
	$(INSTALL) test
	@$(BIN)/python -m tests.soak --minutes $(MINUTES) $(if $(KEEP),--keep)

ha:  ## several machines on loopback, the leader killed under load; docs/figures/ha.json
	$(INSTALL) ha
	@$(BIN)/python -m tests.ha.trial $(HA)

walk:  ## the seed directive from its file to the demo's scorecard, in a browser (WALK='FILE --pictures')
	$(INSTALL) test
	@$(BIN)/python -m tests.walk $(WALK)

fix:  ## let ruff put format and imports right
	$(INSTALL) check
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages:  ## collect the texts to translate into locale/en
	$(INSTALL) check
	$(BIN)/python manage.py makemessages --locale en --no-location --no-wrap --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'

schema:  ## write the API description, docs/api/openapi.json
	$(INSTALL) run
	@$(BIN)/congvu export-openapi

extras:  ## OCR, Word to PDF, S3: the optional parts, system packages included
	$(INSTALL) extras

bundle:  ## everything to install an office without Internet, in var/bundle (COMMIT=HEAD)
	$(INSTALL) run
	@$(BIN)/python -m congvu.machine.bundle --commit $(COMMIT)

trial:  ## installs a bundle on a bare Debian, upgrades it, fails and goes back; docs/figures/deploy.json
	$(INSTALL) trial
	@$(BIN)/python -m tests.deploy.trial --json docs/figures/deploy.json

locks:  ## requirements/*.txt anew from pyproject.toml, with hashes
	$(INSTALL) check
	@$(BIN)/python -m congvu.machine.locks

sbom:  ## what the product is made of: var/sbom.cdx.json and docs/security/parts.md
	$(INSTALL) check
	@$(BIN)/python -m congvu.machine.parts

help:  ## this list
	@sed -n 's/^\([a-z]*\):  ## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18
