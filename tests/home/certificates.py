"""Certificates as they stand in the table, for what counts and draws them."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from certification.credentials.models import Credential, StatusList
from certification.credentials.services import newest_version
from stc.home import figures

_places = count()


def held(holder, *, scheme="STC-GP", kind=figures.CERTIFICATE, from_days=-300, days=30, **more):
    """A certificate as it stands in the table, valid from and until so many days from now."""
    now, place = timezone.now(), next(_places)
    title = {"title_id": f"Satpam {scheme}", "title_en": f"Guard {scheme}"}
    return Credential.objects.create(
        kind=kind,
        source=f"figures:{place}",
        number=f"{scheme}-{place:05}",
        holder=holder,
        holder_name=holder.full_name,
        scheme=scheme,
        decided_on=now.date(),
        valid_from=now + timedelta(days=from_days),
        valid_until=now + timedelta(days=days),
        status_list=StatusList.objects.first() or StatusList.objects.create(),
        status_index=place,
        template_version=newest_version(kind=kind),
        **title | more,
    )
