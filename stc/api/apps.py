from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API's root: schema, keys, errors, idempotency. Each app has its own ``api.py``."""

    name = "stc.api"
