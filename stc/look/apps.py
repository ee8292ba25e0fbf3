from django.apps import AppConfig


class LookConfig(AppConfig):
    """How pages look, and which entries stand in their menus. No models."""

    name = "stc.look"
