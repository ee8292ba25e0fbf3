from django.conf import settings
from django.http import HttpRequest, HttpResponse

from certification.exams.tickets import DOOR


class TicketDoorMiddleware:
    """An answer is heard by its ticket alone: whoever sends it, no session is looked up for it.

    A browser sends its cookies along, and with them the chosen language, the log-in and the second
    factor would each ask the database, for nothing that this door needs to know. So it stands
    before everything that reads the session, and puts that cookie aside.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == DOOR:
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)
