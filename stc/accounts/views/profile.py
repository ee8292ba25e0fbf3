from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stc.accounts import nik, sessions
from stc.accounts.errors import NoNik, ProfileChangedElsewhere
from stc.accounts.forms.profile import PhotoForm, ProfileForm, SeeNikForm
from stc.accounts.models import User
from stc.accounts.services import identity, profile
from stc.errors import DomainError
from stc.look import returning


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """My profile. What was typed is shown again, whatever is wrong with it."""
    person = User.objects.select_related("region").get(pk=request.user.pk)
    form = ProfileForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        try:
            person = profile.update_profile(
                person_id=person.pk, by=request.user, **form.cleaned_data
            )
        except ProfileChangedElsewhere as error:
            form.ask_again(version=person.profile_version)
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
    if form.is_valid():
        sessions.settle(request, person)
        with translation.override(person.language):
            messages.success(request, _("Profil Anda disimpan."))
        return redirect(returning.wanted(request) or "accounts:profile")
    context = {
        "form": form,
        "person": person,
        "identity": identity.of(person),
        "came_from": returning.wanted(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "accounts/profile_edit.html", context, status=status)


@never_cache
@require_POST
def see_own_nik(request: HttpRequest) -> HttpResponse:
    """My whole number, once; that I looked is in the trail. POST, so that no address holds it."""
    try:
        number = identity.see_nik(person_id=request.user.pk, by=request.user)
    except NoNik:
        return redirect("accounts:profile")
    return render(request, "accounts/nik_own.html", {"number": nik.grouped(number)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest) -> HttpResponse:
    """My photo: a page of its own, so that a refused file costs nothing typed elsewhere."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PhotoForm(*sent)
    if form.is_valid():
        profile.set_photo(
            person_id=request.user.pk, by=request.user, photo=form.cleaned_data["photo"]
        )
        messages.success(request, _("Foto Anda disimpan."))
        return redirect(returning.wanted(request) or "accounts:photo")
    context = {"form": form, "person": request.user, "came_from": returning.wanted(request)}
    status = 422 if form.is_bound else 200
    return render(request, "accounts/photo_edit.html", context, status=status)


@require_POST
def remove_photo(request: HttpRequest) -> HttpResponse:
    profile.remove_photo(person_id=request.user.pk, by=request.user)
    messages.success(request, _("Foto Anda dihapus."))
    return redirect("accounts:photo")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def see_nik(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer looks at somebody's number, with a reason."""
    if not request.user.has_perm("accounts.see_nik"):
        raise PermissionDenied  # before looking for the person: others learn nothing from a 404
    person = get_object_or_404(User, pk=pk)
    form = SeeNikForm(request.POST if request.method == "POST" else None)
    number = None
    if form.is_valid():
        try:
            number = identity.see_nik(person_id=pk, by=request.user, why=form.cleaned_data["why"])
        except DomainError as error:
            form.add_error(None, str(error))
    context = {
        "form": form,
        "person": person,
        "identity": identity.of(person),
        "number": number and nik.grouped(number),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/nik_see.html", context, status=status)
