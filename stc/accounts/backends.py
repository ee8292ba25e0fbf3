import rules
from allauth.account.auth_backends import AuthenticationBackend


class LogInBackend(AuthenticationBackend):
    """allauth's log-in by e-mail or phone. A right that a predicate decides is decided there alone:
    no table can add to it, and no page asks the tables for it."""

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        return not rules.perm_exists(perm) and super().has_perm(user_obj, perm, obj)
