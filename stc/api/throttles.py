"""How often one may ask: each person, each key, each address of strangers, counted in the cache
that all processes share.
"""

import logging
from abc import ABC, abstractmethod

from redis.exceptions import RedisError
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

from stc.api.models import ApiKey

logger = logging.getLogger(__name__)


class OpenWhenUncounted(SimpleRateThrottle, ABC):
    """Counts by ``ident``. With the cache down nobody is counted, and nobody is shut out."""

    @abstractmethod
    def ident(self, request) -> str | None:
        """Who is counted; None: this throttle has nothing to say of them."""

    def get_rate(self) -> str:
        return api_settings.DEFAULT_THROTTLE_RATES[self.scope]

    def get_cache_key(self, request, view) -> str | None:
        ident = self.ident(request)
        return ident and f"throttle:{self.scope}:{ident}"

    def allow_request(self, request, view) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError:
            logger.warning("throttle_not_counted")
            return True


class PerKey(OpenWhenUncounted):
    scope = "key"

    def ident(self, request) -> str | None:
        return str(request.auth.pk) if isinstance(request.auth, ApiKey) else None


class PerPerson(OpenWhenUncounted):
    """What a person asks by session; each key counts for itself."""

    scope = "person"

    def ident(self, request) -> str | None:
        by_session = request.user.is_authenticated and request.auth is None
        return str(request.user.pk) if by_session else None


class PerAddress(OpenWhenUncounted):
    scope = "stranger"

    def ident(self, request) -> str | None:
        return None if request.user.is_authenticated else self.get_ident(request)
