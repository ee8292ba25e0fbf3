# The product in one image: web, worker and beat differ by their command (compose.yaml).
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install -r requirements.txt
WORKDIR /app
COPY . .
# DEMO lets it run without secrets: nothing of a demo is in the static files.
RUN DEMO=true DATA_DIR=/srv/stc /venv/bin/python manage.py collectstatic --noinput --skip-checks -v 0

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home stc
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY --from=build --chown=stc:stc /srv/stc /srv/stc
# A volume keeps the owner of what it covers: the signer's keys are its own.
RUN install -d -o stc -m 700 /keys
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/srv/stc
WORKDIR /app
USER stc
EXPOSE 8000
CMD ["gunicorn", "stc.wsgi", "--bind", "0.0.0.0:8000", "-w", "2", "--threads", "4", "--preload", "--no-control-socket", "--graceful-timeout", "20"]
