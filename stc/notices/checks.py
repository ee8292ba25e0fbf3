from django.conf import settings
from django.core.checks import Error, Tags, register

# Backends that print or drop what they are given; a folder is for a demo.
NO_MAIL = (".console.", ".dummy.", ".locmem.", ".filebased.")


@register(Tags.security, deploy=True)
def mail_reaches_people(app_configs, **kwargs) -> list[Error]:
    """Codes and notices in the log of a production server reach nobody but whoever reads logs."""
    if not any(part in settings.EMAIL_BACKEND for part in NO_MAIL):
        return []
    return [
        Error(
            "EMAIL_URL names no mail server: codes and notices would be printed, not sent.",
            hint="Set EMAIL_URL, as in smtp+tls://user:password@host:587.",
            id="notices.E001",
        )
    ]
