"""Signing a person in without the pages of the log-in, which have tests of their own."""

import time

from allauth.account.internal.flows import login
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client


class SignedIn(Client):
    """A client whose ``force_login`` leaves the session as password and second factor do."""

    def force_login(self, user: AbstractBaseUser, backend: str | None = None) -> None:
        super().force_login(user, backend)
        session = self.session
        session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": method, "at": time.time()} for method in ("password", "mfa")
        ]
        session.save()

    def show_only_the_password(self) -> None:
        """Forget the second factor: what most people's sessions are like."""
        session = self.session
        shown = session[login.AUTHENTICATION_METHODS_SESSION_KEY]
        session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
            record for record in shown if record["method"] != "mfa"
        ]
        session.save()
