import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.providers import services
from courses.providers.forms import EndForm, EngageForm
from courses.providers.models import Engagement, Provider
from courses.providers.permissions import held_today
from stc.errors import DomainError

PAGE = 50
reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@require_safe
def public_list(request):
    """Every provider, where it is, and whether its licence holds."""
    rows = Provider.objects.select_related("region").order_by("name")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "providers/provider_list.html", {"page": page})


@require_safe
def engagements(request):
    """Who manages or teaches where; what is over stands no more."""
    if not request.user.has_perm("providers.see_engagements"):
        raise PermissionDenied
    rows = Engagement.objects.visible_to(request.user).not_over()
    rows = rows.select_related("person", "provider").order_by("provider__name", "role", "pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for engagement in page:
        # Asked of the rules alone: no other backend knows this right, each would ask its tables.
        engagement.may_end = rules.has_perm("providers.end_engagement", request.user, engagement)
    context = {"page": page, "today": timezone.localdate()}
    return render(request, "providers/engagement_list.html", context)


@reads_and_posts
def engage(request):
    """A person, by exact address or number, gets a role at a provider."""
    user = request.user
    if not user.has_perm("providers.see_engagements"):
        raise PermissionDenied
    roles = [Engagement.Role.INSTRUCTOR]
    providers = Provider.objects.all()
    if user.has_perm("providers.engage_managers"):
        roles.append(Engagement.Role.MANAGER)
    else:
        managed = {pk for pk, role in held_today(user) if role == Engagement.Role.MANAGER}
        providers = providers.filter(pk__in=managed)
    form = EngageForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": timezone.localdate(), "provider": providers.first()},
        providers=providers,
        roles=roles,
    )
    if form.is_valid():
        try:
            services.engage(by=user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, _("%(person)s ditugaskan.") % {"person": form.cleaned_data["person"]}
            )
            return redirect("providers:engagements")
    status = 422 if form.is_bound else 200
    return render(request, "providers/engagement_engage.html", {"form": form}, status=status)


@reads_and_posts
def end(request, pk):
    """Set an earlier last day."""
    rows = Engagement.objects.visible_to(request.user).select_related("person", "provider")
    engagement = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("providers.end_engagement", engagement):
        raise PermissionDenied
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.end(engagement_id=engagement.pk, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Hari terakhir dicatat."))
            return redirect("providers:engagements")
    context = {"form": form, "engagement": engagement}
    status = 422 if form.is_bound else 200
    return render(request, "providers/engagement_end.html", context, status=status)
