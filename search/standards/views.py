from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from search.standards import citations, families, filters, finding, linked_data
from search.standards.models import Standard, Topic

PAGE = 25
PARTS_SHOWN = 40


@login_not_required
@require_safe
def standard_list(request: HttpRequest) -> HttpResponse:
    """Find by code or words, narrow by filters; what is found stands in an address to share."""
    if "" in request.GET.values():  # a form sends every field; an address holds what was chosen
        return redirect(request.path + _query(request))
    wish = finding.Wish.of(request.GET)
    found = finding.find(wish)
    page = Paginator(found.keys, PAGE).get_page(request.GET.get("page"))
    topics = list(Topic.objects.all())
    built = filters.build(wish, found, topics)
    context = {
        "wish": wish,
        "longest": finding.LONGEST,
        "is_cut": len(request.GET.get("q", "").strip()) > finding.LONGEST,
        "filters": built,
        "chips": [
            (one, request.path + _query(request, but=(one.name, "page")))
            for one in built
            if one.chosen
        ],
        "page": page,
        "standards": finding.in_order(list(page.object_list)),
        "topics_meant": finding.topics_meant(wish.q, topics) if wish.q and not wish.topik else [],
    }
    return render(request, "standards/standard_list.html", context)


def _query(request: HttpRequest, but: Iterable[str] = ()) -> str:
    """What was asked, without these fields and without those left empty."""
    query = request.GET.copy()
    for name, value in request.GET.items():
        if not value or name in but:
            query.pop(name)
    said = query.urlencode()
    return f"?{said}" if said else ""


@login_not_required
@require_safe
def standard_page(request: HttpRequest, slug: str) -> HttpResponse:
    """All that the catalogue knows of one. An address without a year leads to today's edition."""
    standard = Standard.objects.filter(slug=slug.lower()).first()
    if standard is None:
        current = families.edition_now(slug.lower())
        if current:
            return redirect(current)
        context = {"asked": slug.replace("-", " ")[: finding.LONGEST]}
        return render(request, "standards/standard_unknown.html", context, status=404)
    if slug != standard.slug:
        return redirect(standard)
    family = families.of(standard)
    topics = sorted(standard.topics.all(), key=lambda topic: topic.name)
    url = request.build_absolute_uri(standard.get_absolute_url())
    data = linked_data.describe(standard, url=url, topics=[topic.name for topic in topics])
    context = {
        "standard": standard,
        "family": family,
        "parts": family.parts[:PARTS_SHOWN],
        "parts_left": len(family.parts[PARTS_SHOWN:]),
        "parts_url": f"{reverse('standards:list')}?q={standard.number}",
        "topics": topics,
        "citations": citations.all_of(standard),
        "linked_data": linked_data.script(data),
    }
    return render(request, "standards/standard_detail.html", context)
