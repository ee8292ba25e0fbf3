# Two commands: `make run` and `make test`. Everything else is a part of them.
PY := .venv/bin/python
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
DATA ?= var

.PHONY: install run test test-quick check messages lock

install: .venv/.locked

# uv where it is at hand, for speed; pip is enough.
.venv/.locked: requirements-dev.txt
	test -x $(PY) || $(PYTHON) -m venv .venv
	if uv --version >/dev/null 2>&1; then uv pip install --quiet --python $(PY) -r requirements-dev.txt; \
	else $(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt; fi
	touch $@

# exec: a signal to make reaches the supervisor, and with it every server.
run: install
	@exec env PORT=$(PORT) DATA=$(DATA) $(PY) -m stc.supervisor

# Everything, on both databases, with real servers and a real browser (docs/tests.md).
test: install
	@exec $(PY) -m tests.run

# One database, no servers, no browser.
test-quick: install
	@exec $(PY) -m tests.run --quick

# Each check is a target of its own, so that they run side by side and all faults are told.
CHECKS := check-style check-layers check-migrations check-deploy check-messages check-vendor check-templates check-house
.PHONY: $(CHECKS)
check: install
	@mkdir -p var
	@$(MAKE) --no-print-directory --keep-going --jobs=2 --output-sync=target $(CHECKS)

# No .env, no engine but the embedded ones: a check looks at the sources alone.
SOURCES := env -u DATABASE_URL -u CACHE_URL -u CELERY_BROKER_URL -u ELASTICSEARCH_URL -u STORAGE_URL \
	-u EMAIL_URL ENV_FILE=/dev/null DATA_DIR=$(CURDIR)/var/check
DEMO_SOURCES := $(SOURCES) DEMO=true DEBUG=false
# Secrets made for this one check, and the addresses of nobody.
SECRETS := 'from base64 import urlsafe_b64encode as b; from os import urandom as r; \
	print(f"SECRET_KEY={r(50).hex()} NIK_HASH_KEY={r(32).hex()} PERSONAL_DATA_KEYS={b(r(32)).decode()}")'
PRODUCTION := $(SOURCES) DEMO=false DEBUG=false BASE_URL=https://stc.example FILES_URL=https://files.stc.example \
	ALLOWED_HOSTS=stc.example EMAIL_URL=smtp+tls://stc:secret@mail.stc.example:587

check-style:
	@.venv/bin/ruff check --quiet . && .venv/bin/ruff format --quiet --check .
check-layers:
	@.venv/bin/lint-imports >var/layers.txt 2>&1 || { cat var/layers.txt; exit 1; }
check-migrations:
	@$(DEMO_SOURCES) $(PY) manage.py makemigrations --check --dry-run
check-deploy:
	@$(PRODUCTION) $$($(PY) -c $(SECRETS)) $(PY) manage.py check --deploy --fail-level WARNING
check-messages:
	@$(DEMO_SOURCES) $(PY) manage.py messages --check
check-vendor:
	@$(DEMO_SOURCES) $(PY) manage.py vendor --check
check-templates:
	@.venv/bin/djlint --lint --quiet templates
check-house:
	@$(PY) -m pytest -q tests/test_architecture.py

messages: install
	@$(DEMO_SOURCES) $(PY) manage.py messages

lock:
	uv pip compile -q --python-version 3.11 --no-annotate --no-header requirements.in -o requirements.txt
	uv pip compile -q --python-version 3.11 --no-annotate --no-header requirements-dev.in -o requirements-dev.txt
