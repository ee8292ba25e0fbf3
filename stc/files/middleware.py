from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import resolve

from stc.files import origin, responses

URLS = "stc.files.urls"
# Plain words in both languages: this origin has no pages, no cookies and no chosen language.
NOT_HERE = (
    "Berkas ini tidak ada, atau tautannya sudah habis waktunya. Buka lagi dari halaman asalnya.\n"
    "There is no such file, or its link has expired. Open it again from the page it was on.\n"
)


class FilesHostMiddleware:
    """On the files' origin only files are answered: no session, no cookie, no page.

    It stands before everything that reads or sets a cookie, and answers by itself.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not origin.is_files_host(request.get_host()):
            return self.get_response(request)
        try:
            if request.method not in ("GET", "HEAD"):
                raise Http404
            match = resolve(request.path_info, URLS)
            return match.func(request, *match.args, **match.kwargs)
        except Http404:
            return HttpResponseNotFound(
                NOT_HERE,
                content_type="text/plain; charset=utf-8",
                headers={
                    "Content-Security-Policy": responses.POLICY,
                    "Cache-Control": "no-store",
                    "X-Content-Type-Options": "nosniff",
                },
            )
