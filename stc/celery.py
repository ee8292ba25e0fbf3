"""Celery carries the ids of durable jobs where a broker is named; see ``stc.jobs``.

``celery -A stc worker`` eats the queues below, ``celery -A stc beat`` has one entry.
"""

import gc
import os

from celery import Celery, signals
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stc.settings")
app = Celery("stc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.update(
    task_default_queue="default",
    # The tick has a queue of its own, or it would stand behind all the work that it is to hasten;
    # so has the signer, whose worker alone has the keys.
    task_queues=[Queue("default"), Queue("tick"), Queue("signer")],
    beat_schedule={
        "tick": {
            "task": "stc.jobs.tick",
            "schedule": 10.0,
            "options": {"queue": "tick", "expires": 10.0},
        }
    },
    worker_hijack_root_logger=False,
)


@signals.worker_init.connect
def _freeze(**_: object) -> None:
    """What is loaded stays, as in ``manage.py work``; before the fork, so that it is shared."""
    gc.freeze()
