from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class TicketDoorMiddleware:
    """An answer is heard by its ticket alone: whoever sends it, no session is looked up for it.

    A browser sends its cookies along, and with them the chosen language, the log-in and the second
    factor would each ask the database, for nothing that this door needs to know. So it stands
    before everything that reads the session, and puts that cookie aside.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    @cached_property
    def door(self) -> str:
        return reverse("exams:answer")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == self.door:
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)
