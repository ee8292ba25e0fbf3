"""``python -m bench.people NUMBER``: people with a log-in, some signed in; prints them as JSON."""

import json
import sys

import django

PASSWORD = "sandi-yang-cukup-panjang-7"


def make(number: int) -> dict[str, object]:
    """Addresses that may log in with ``PASSWORD``, sessions that are signed in, a region's code."""
    from allauth.account.models import EmailAddress
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.urls import reverse

    from stc.accounts.models import User
    from stc.regions.models import Region

    emails, sessions = [], []
    for n in range(number):
        email = f"bench{n}@contoh.id"
        person = User.objects.create_user(email, PASSWORD, full_name=f"Bench {n}")
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        emails.append(email)
        sessions.append(session.session_key)
    return {
        "log_in": reverse("account_login"),
        "emails": emails,
        "sessions": sessions,
        "region": Region.objects.values_list("code", flat=True).first(),
    }


if __name__ == "__main__":
    django.setup()
    json.dump(make(int(sys.argv[1])), sys.stdout)
