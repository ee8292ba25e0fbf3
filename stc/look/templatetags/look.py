"""Tags and filters of the house's look: ``{% load look %}``. `/design/` shows each of them."""

from datetime import datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from stc.look import device, navigation, written
from stc.look.standings import STANDINGS

register = template.Library()
ORNAMENT = mark_safe('aria-hidden="true"')

register.filter("number", written.number)
register.filter("rupiah", written.rupiah)
register.filter("day", written.day)
register.filter("local_time", written.local_time)
register.filter("moment", written.local_moment)
register.filter("person_key", device.person_key)


@register.simple_tag
def icon(name: str, label: str = "", css: str = ""):
    """A pictogram of static/img/pictograms.svg. With a label it speaks, else it is ornament."""
    box = "0 0 96 96" if name == "kawung" else "0 0 24 24"
    classes = f"icon {css}".strip() if name != "kawung" else f"kawung {css}".strip()
    spoken = format_html('role="img" aria-label="{}"', label) if label else ORNAMENT
    return format_html(
        '<svg class="{}" viewBox="{}" focusable="false" {}><use href="{}#{}"/></svg>',
        classes,
        box,
        spoken,
        static("img/pictograms.svg"),
        name,
    )


@register.simple_tag
def badge(kind: str, label: str = ""):
    """Standing as icon, word and tint (``stc.look.standings``); another word only by ``label``."""
    standing = STANDINGS[kind]
    return format_html(
        '<span class="standing is-{}">{}<span>{}</span></span>',
        standing.tint,
        icon(standing.icon),
        label or standing.label,
    )


@register.filter
def tint(kind: str) -> str:
    """The class of a standing's tint, for what is coloured as a whole (the gate's verdict)."""
    return f"is-{STANDINGS[kind].tint}"


@register.filter
def pictogram(kind: str) -> str:
    """The name of a standing's pictogram."""
    return STANDINGS[kind].icon


@register.filter
def standing_word(kind: str) -> str:
    return str(STANDINGS[kind].label)


@register.filter
def serial(value: str):
    """A serial or code, in groups of four, so that it can be read aloud."""
    return format_html('<span class="serial">{}</span>', written.serial(value))


@register.simple_tag
def as_of(moment: datetime | None = None):
    """How old a figure is: stands beside every figure that ages."""
    moment = moment or timezone.now()
    return format_html(
        '<span class="as-of">{} <time datetime="{}">{}</time></span>',
        _("per"),
        moment.isoformat(timespec="seconds"),
        written.local_moment(moment),
    )


@register.simple_tag(takes_context=True)
def is_current(context, url: str) -> bool:
    """Whether a menu's entry leads to the page that is open, or to one under it."""
    request = context.get("request")
    if request is None:
        return False
    return request.path == url or (url != "/" and request.path.startswith(url))


@register.simple_tag(takes_context=True)
def page_query(context, **changes) -> str:
    """The query string of this page with some of it changed; a value of None takes it away."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = value
    return "?" + query.urlencode()


@register.filter
def first_control(field) -> str:
    """The id of the control that a field's error leads to; of a group, its first choice."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def as_name(label) -> str:
    """A field's label as the name before its error: a consent's full sentence loses its stop."""
    return str(label).rstrip(".")


@register.filter
def waiting_for(entry: navigation.Entry, menu: navigation.Menu) -> int:
    """How much waits behind an entry of the menu, counted once a request."""
    return menu.count(entry)
