from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from stc.api import scopes, services
from stc.api.forms import KeyForm
from stc.api.models import ApiKey
from stc.errors import DomainError


@never_cache
@sensitive_variables("token")
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """My keys, and a form for one more. A new token stands in this one answer and nowhere else."""
    form, made, token = KeyForm(request.POST or None), None, None
    if request.method == "POST" and form.is_valid():
        try:
            made, token = services.make_key(by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            form = KeyForm()
    mine = ApiKey.objects.visible_to(request.user)
    context = {
        "form": form,
        "made": made,
        "token": token,
        "keys": [(key, [scopes.LABELS.get(s, s) for s in key.scopes]) for key in mine],
    }
    wrong = request.method == "POST" and made is None
    return render(request, "api/key_list.html", context, status=422 if wrong else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    key = get_object_or_404(ApiKey.objects.visible_to(request.user), pk=pk)
    services.revoke_key(key_id=key.pk, by=request.user)
    messages.success(request, _("Kunci %(label)s sudah dicabut.") % {"label": key.label})
    return redirect("developers:keys")
