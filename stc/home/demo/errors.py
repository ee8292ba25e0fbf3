from django.utils.translation import gettext_lazy as _

from stc.errors import DomainError


class RealPeopleHere(DomainError):
    code = "real_people_here"
    message = _("Di sini sudah ada data orang. Data demo hanya dibuat pada pemasangan yang kosong.")


class NotADemo(DomainError):
    code = "not_a_demo"
    message = _("Pemasangan ini bukan demo. Setel DEMO=true pada pemasangan percobaan yang kosong.")
