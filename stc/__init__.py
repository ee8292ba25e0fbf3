"""The Security Training Centre. Celery's app is made here, so that every process sends by it."""

from stc.celery import app as celery_app

__all__ = ["celery_app"]
