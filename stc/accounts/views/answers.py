from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse


def answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """allauth's view, answering a form that is not right with 422 as the rest of the house does."""

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if (
            request.method == "POST"
            and response.status_code == 200
            and getattr(form, "errors", None)
        ):
            response.status_code = 422
        return response

    return answered
