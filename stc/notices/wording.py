"""From a kind and its context to frozen words in every language."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation

from stc.notices.kinds import Kind


def texts(
    kind: Kind, contexts: Sequence[Mapping[str, object]], *, zone: str
) -> list[dict[str, dict[str, str]]]:
    """Of each context, subject, body and action by language; moments are told in people's zone.

    ``KeyError`` where a context lacks something that the kind needs (a mistake in code).
    """
    for context in contexts:
        missing = [name for name in kind.needs if name not in context]
        if missing:
            raise KeyError(f"{kind.name} needs {', '.join(missing)}")
    subject, body = (
        get_template(f"notices/{kind.name}/{part}.txt").template for part in ("subject", "body")
    )
    said: list[dict[str, dict[str, str]]] = [{} for _ in contexts]
    for language, _name in settings.LANGUAGES:
        with translation.override(language), timezone.override(zone):
            action = str(kind.action) if kind.url_name else ""
            for words, context in zip(said, contexts, strict=True):
                words[language] = {
                    # A subject is one line: a name with a line break in it makes no header.
                    "subject": " ".join(_plain(subject, context).split()),
                    "body": _plain(body, context),
                    "action": action,
                }
    return said


def _plain(template: Template, context: Mapping[str, object]) -> str:
    # Plain text: escaping belongs to the page or mail that shows it, and is done there.
    return template.render(Context(dict(context), autoescape=False)).strip()


def path(kind: Kind, context: Mapping[str, object]) -> str:
    """Where the notice leads, or nothing."""
    if not kind.url_name:
        return ""
    return reverse(kind.url_name, args=[context[name] for name in kind.url_args])
