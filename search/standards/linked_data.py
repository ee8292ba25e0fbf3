"""What search engines read of a standard's page: schema.org as JSON-LD."""

import json

from django.utils.html import format_html
from django.utils.safestring import SafeString

from search.standards.models import Standard

# As in Django's json_script: nothing in the data can end the element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def describe(standard: Standard, *, url: str, topics: list[str]) -> dict:
    """Facts alone, and our own abstract where there is one."""
    told = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "additionalType": "https://www.wikidata.org/wiki/Q317623",  # technical standard
        "name": standard.title_en,
        "alternateName": standard.title_id,
        "identifier": standard.code,
        "url": url,
        "sameAs": standard.link,
        "publisher": {"@type": "Organization", "name": standard.body},
        "datePublished": str(standard.year or ""),
        "creativeWorkStatus": standard.status,
        "abstract": standard.abstract,
        "about": topics,
    }
    return {name: value for name, value in told.items() if value}


def script(data: dict) -> SafeString:
    """The element to put into the page's head: data, not code, so no policy stops it."""
    safe = SafeString(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))
    return format_html('<script type="application/ld+json">{}</script>', safe)
