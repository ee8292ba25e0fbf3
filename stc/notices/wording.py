"""From a kind and its context to frozen words in every language."""

from collections.abc import Mapping

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation

from stc.notices.kinds import Kind


def _plain(template: str, context: Mapping[str, object]) -> str:
    # Plain text: escaping belongs to the page or mail that shows it, and is done there.
    rendered = get_template(template).template.render(Context(dict(context), autoescape=False))
    return rendered.strip()


def texts(kind: Kind, context: Mapping[str, object], *, zone: str) -> dict[str, dict[str, str]]:
    """Subject, body and action by language; moments are told in the person's zone.

    ``KeyError`` where the context lacks something that the kind needs (a mistake in code).
    """
    missing = [name for name in kind.needs if name not in context]
    if missing:
        raise KeyError(f"{kind.name} needs {', '.join(missing)}")
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language), timezone.override(zone):
            said[language] = {
                # A subject is one line: a name with a line break in it must not make a header.
                "subject": " ".join(_plain(f"notices/{kind.name}/subject.txt", context).split()),
                "body": _plain(f"notices/{kind.name}/body.txt", context),
                "action": str(kind.action) if kind.url_name else "",
            }
    return said


def path(kind: Kind, context: Mapping[str, object]) -> str:
    """Where the notice leads, or nothing."""
    if not kind.url_name:
        return ""
    return reverse(kind.url_name, args=[context[name] for name in kind.url_args])
