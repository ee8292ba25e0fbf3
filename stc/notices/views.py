from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stc.accounts.models import User
from stc.accounts.services.consent import has_consent
from stc.notices import channels, kinds, services, unsubscribing
from stc.notices.forms import ChoicesForm
from stc.notices.models import Notice

PAGE = 20


@require_safe
def inbox(request):
    mine = Notice.objects.visible_to(request.user)
    unread_only = request.GET.get("belum") == "1"
    page = Paginator(mine.unread() if unread_only else mine, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "unread_only": unread_only,
        "unread": services.unread(request.user).count(),
        "newest": max((notice.pk for notice in page), default=0),
    }
    return render(request, "notices/inbox.html", context)


@require_safe
def read(request, pk):
    """Opening a notice is reading it: nobody should have to say so by another press."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    looked_at = request.method == "GET" and request.headers.get("Sec-Purpose") != "prefetch"
    if looked_at and notice.read_at is None:
        services.mark_read(notice=notice)
    labels = {channel.name: channel.label for channel in channels.known()}
    deliveries = [(labels.get(d.channel, d.channel), d) for d in notice.deliveries.all()]
    context = {"notice": notice, "deliveries": deliveries}
    return render(request, "notices/notice_detail.html", context)


@require_POST
def mark_read(request, pk):
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    services.mark_read(notice=notice)
    return redirect("notices:inbox")


@require_POST
def mark_all_read(request):
    newest = request.POST.get("sampai", "")
    if newest.isdecimal() and len(newest) < 19:
        services.mark_all_read(person=request.user, up_to=int(newest))
    return redirect("notices:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
def choices(request):
    form = ChoicesForm(request.POST if request.method == "POST" else None, person=request.user)
    if form.is_valid():
        services.choose(person=request.user, wanted=form.wanted)
        messages.success(request, _("Pilihan Anda disimpan."))
        return redirect("notices:choices")
    context = {"form": form, "agreed": has_consent(request.user, services.CONSENT)}
    return render(request, "notices/choices_edit.html", context)


# A mail program presses this button without cookies (RFC 8058): the signature is the right.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def unsubscribe(request, token):
    """Switch a group off for a channel, by the signed address in a mail; asks first on GET."""
    try:
        person_id, group, channel = unsubscribing.read(token)
    except signing.BadSignature as error:
        raise Http404 from error
    person = get_object_or_404(User, pk=person_id)
    if not kinds.is_optional(group):
        raise Http404
    label = next(g.label for g in kinds.groups() if g.name == group)
    done = request.method == "POST"
    if done:
        services.choose(person=person, wanted={(group, channel): False})
    return render(request, "notices/unsubscribe.html", {"group": label, "done": done})
