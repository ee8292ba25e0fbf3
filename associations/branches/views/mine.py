import rules
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from associations.branches import services
from associations.branches.forms import (
    AppointForm,
    CloseForm,
    EndForm,
    OpenBelowForm,
    OpenRootForm,
)
from associations.branches.models import Association, Branch, Office
from stc.errors import DomainError

PAGE = 50
reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def branch_list(request):
    """My branches and those below, from the top down."""
    _require(request, "branches.see")
    words = " ".join(request.GET.get("cari", "").split())[:80]
    today = timezone.localdate()
    holds = Q(offices__starts_on__lte=today) & (
        Q(offices__ends_on__isnull=True) | Q(offices__ends_on__gte=today)
    )
    rows = Branch.objects.visible_to(request.user).select_related("association", "region", "parent")
    if words:
        rows = rows.filter(name__icontains=words)
    rows = rows.annotate(number=Count("offices", filter=holds)).order_by(
        "association__name", F("region__code").asc(nulls_first=True), "pk"
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    may_open_root = rules.has_perm("branches.open_root", request.user)
    context = {"page": page, "words": words, "may_open_root": may_open_root}
    return render(request, "branches/branch_list.html", context)


@require_safe
def branch_detail(request, pk):
    """A branch with who holds which office in it, and what lies below."""
    branch = _found(request, pk)
    offices = branch.offices.current().select_related("person").order_by("role", "pk")
    for office in offices:
        office.branch = branch
        # Asked of the rules alone: no other backend knows this right, each would ask its tables.
        office.may_end = rules.has_perm("branches.end_office", request.user, office)
    rights = {
        name: rules.has_perm(f"branches.{name}", request.user, branch)
        for name in ("appoint", "open_below", "close")
    }
    below = branch.children.still_open().order_by("region__code", "pk")
    above = Branch.objects.visible_to(request.user).filter(pk=branch.parent_id).exists()
    context = {"branch": branch, "offices": offices, "below": below, "may": rights, "above": above}
    return render(request, "branches/branch_detail.html", context)


@reads_and_posts
def open_root(request):
    """A platform admin opens an association's national body."""
    _require(request, "branches.open_root")
    form = OpenRootForm(_posted(request))

    def act(**told):
        return services.open_branch(by=request.user, **told)

    opened = _acted(form, act)
    if opened:
        messages.success(request, _("Cabang dibuka. Tunjuk pengurusnya."))
        return redirect("branches:branch", opened.pk)
    context = {"form": form, "nothing_left": not Association.objects.filter(branches=None).exists()}
    return _form(request, "branches/branch_open.html", form, context)


@reads_and_posts
def open_below(request, pk):
    """A branch opens another below itself, in a region that has none."""
    branch = _found(request, pk, "branches.open_below")
    form = OpenBelowForm(_posted(request), regions=services.free_regions(branch))

    def act(**told):
        return services.open_branch(
            association=branch.association, parent=branch, by=request.user, **told
        )

    opened = _acted(form, act)
    if opened:
        messages.success(request, _("Cabang dibuka. Tunjuk pengurusnya."))
        return redirect("branches:branch", opened.pk)
    return _form(request, "branches/branch_open.html", form, {"branch": branch})


@reads_and_posts
def close(request, pk):
    """A branch above closes this one."""
    branch = _found(request, pk, "branches.close")
    form = CloseForm(_posted(request))

    def act(**told):
        return services.close_branch(branch_id=branch.pk, by=request.user, **told)

    if _acted(form, act):
        messages.success(request, _("%(branch)s ditutup.") % {"branch": branch})
        return redirect("branches:mine")
    return _form(request, "branches/branch_close.html", form, {"branch": branch})


@reads_and_posts
def appoint(request, pk):
    """A person, by exact address or number, gets an office in the branch."""
    branch = _found(request, pk, "branches.appoint")
    form = AppointForm(_posted(request), initial={"starts_on": timezone.localdate()})

    def act(**told):
        return services.appoint(branch=branch, by=request.user, **told)

    office = _acted(form, act)
    if office:
        messages.success(request, _("%(person)s ditunjuk.") % {"person": office.person})
        return redirect("branches:branch", branch.pk)
    return _form(request, "branches/office_appoint.html", form, {"branch": branch})


@reads_and_posts
def end_office(request, pk):
    """Set an office's earlier last day."""
    mine = Branch.objects.visible_to(request.user)
    rows = Office.objects.filter(branch__in=mine)
    office = get_object_or_404(rows.select_related("person", "branch__parent"), pk=pk)
    if not request.user.has_perm("branches.end_office", office):
        raise PermissionDenied
    form = EndForm(_posted(request))

    def act(**told):
        return services.end_office(office_id=office.pk, by=request.user, **told)

    if _acted(form, act):
        messages.success(request, _("Hari terakhir dicatat."))
        return redirect("branches:branch", office.branch_id)
    return _form(request, "branches/office_end.html", form, {"office": office})


def _require(request, right: str) -> None:
    if not request.user.has_perm(right):
        raise PermissionDenied


def _found(request, pk: int, right: str = "branches.see") -> Branch:
    """A branch that the user sees (else 404), with this right on it (else 403)."""
    mine = Branch.objects.visible_to(request.user)
    branch = get_object_or_404(mine.select_related("association", "region", "parent"), pk=pk)
    if not request.user.has_perm(right, branch):
        raise PermissionDenied
    return branch


def _posted(request):
    return request.POST if request.method == "POST" else None


def _acted(form, act):
    """What the act returns; nothing where the form or the act refused, and the form says why."""
    if not form.is_valid():
        return None
    try:
        return act(**form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return None


def _form(request, template: str, form, context: dict[str, object]):
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
