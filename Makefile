# Two commands: `make run` and `make test`. Everything else is a part of them.
PY := .venv/bin/python
PORT ?= 8000
DATA ?= var

.PHONY: install run test test-quick check messages lock

install: .venv/.locked

.venv/.locked: requirements-dev.txt
	test -x $(PY) || python3 -m venv .venv
	.venv/bin/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# exec: a signal to make reaches the supervisor, and with it every server.
run: install
	@exec env PORT=$(PORT) DATA=$(DATA) $(PY) -m stc.supervisor

messages: install
	$(PY) manage.py messages

lock:
	uv pip compile -q --python-version 3.11 --no-annotate --no-header requirements.in -o requirements.txt
	uv pip compile -q --python-version 3.11 --no-annotate --no-header requirements-dev.in -o requirements-dev.txt
