"""What a load balancer asks: is this process alive, and may it have work."""

import asyncio
import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http import HTTPStatus

from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from health_check.base import HealthCheck
from health_check.views import HealthCheckView


@login_not_required
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """This process answers. It asks neither database nor cache: a restart mends neither."""
    return JsonResponse({"status": "ok"})


@dataclasses.dataclass
class Broker(HealthCheck):
    """The broker takes a connection; whether workers live, the operator's page of jobs tells."""

    timeout = timedelta(seconds=2)

    def run(self) -> None:
        with current_app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=2, errback=None)


class Ready(HealthCheckView):
    """200 where everything that a request needs works, else 503, naming the part and no more."""

    http_method_names = ["get", "head"]

    @property
    def checks(self):
        yield "health_check.checks.Database"
        yield "health_check.checks.Cache"
        yield "health_check.checks.Storage"
        if settings.CELERY_BROKER_URL:
            yield Broker

    async def get(self, request, *args, **kwargs) -> JsonResponse:
        with ThreadPoolExecutor(max_workers=2) as executor:
            results = await asyncio.gather(
                *(check.get_result(executor) for check in self.get_checks())
            )
        parts = {type(r.check).__name__.lower(): "failed" if r.error else "ok" for r in results}
        failed = "failed" in parts.values()
        return JsonResponse(
            {"status": "failed" if failed else "ok", "parts": parts},
            status=HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.OK,
        )
