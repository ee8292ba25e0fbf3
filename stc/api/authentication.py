"""Who asks: a signed-in session, or a program with ``Authorization: Bearer stc_…``."""

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from stc.api import services
from stc.api.models import ApiKey


class KeyAuthentication(BaseAuthentication):
    """The owner of a key that is in force; rights and roles are looked up anew at each use."""

    www_authenticate_realm = "api"

    def authenticate(self, request):
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        try:
            token = words[1].decode() if len(words) == 2 else ""
        except UnicodeError:
            token = ""
        found = ApiKey.objects.in_force().select_related("owner")
        key = found.filter(digest=services.digest_of(token), owner__is_active=True).first()
        if key is None:
            # One answer for unknown, ended and revoked keys: a guesser learns nothing.
            raise AuthenticationFailed(
                _("Kunci API tidak berlaku. Buat yang baru di halaman Kunci API."),
                code="key_not_valid",
            )
        services.note_use(key=key)
        return key.owner, key

    def authenticate_header(self, request) -> str:
        return f'Bearer realm="{self.www_authenticate_realm}"'
