"""Celery carries the ids of durable jobs where a broker is named; see ``stc.jobs``."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stc.settings")
app = Celery("stc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
