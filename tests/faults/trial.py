"""The house with a few pages that fail, refuse or take a form: stand-ins for rooms to come."""

from allauth.core.exceptions import RateLimited
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.urls import path

from stc.audit import services as audit
from stc.errors import DomainError
from stc.files import uploads
from stc.urls import handler500
from stc.urls import urlpatterns as house

__all__ = ["handler500", "urlpatterns"]


class TooLate(DomainError):
    code = "too_late"
    message = "Pendaftaran ditutup %(day)s. Pilih jadwal lain."


class PhotoForm(forms.Form):
    place = forms.CharField()
    photo = forms.FileField()

    def clean_photo(self):
        return uploads.clean_photo(self.cleaned_data["photo"])


@login_not_required
def refuses(request):
    raise TooLate(day="kemarin")


@login_not_required
def limits(request):
    raise RateLimited


@login_not_required
def repeats(request):
    """Says what arrived."""
    return JsonResponse({"post": dict(request.POST.lists()), "path": request.get_full_path()})


@login_not_required
def takes_photo(request):
    form = PhotoForm(request.POST, request.FILES)
    return HttpResponse(form.as_p(), status=200 if form.is_valid() else 422)


@login_not_required
def writes(request):
    audit.record(act="test.move", by=None, subject="test")
    return HttpResponse("tertulis")


urlpatterns = [
    path("coba/menolak/", refuses),
    path("coba/membatasi/", limits),
    path("coba/mengulang/", repeats),
    path("coba/foto/", takes_photo),
    path("coba/menulis/", writes),
    *house,
]
