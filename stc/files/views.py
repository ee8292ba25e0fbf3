from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.http import FileResponse, Http404, HttpRequest

from stc.files import links, responses
from stc.files.storage import private


def _opened(storage: Storage, name: str):
    try:
        return storage.open(name)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error


@login_not_required
def open_private(request: HttpRequest, token: str) -> FileResponse:
    """Whoever holds a link that still holds may open its one file."""
    target = links.read(token)
    if target is None:
        raise Http404
    file = _opened(private(), target.name)
    return responses.hand_out(
        file, name=target.name, shown_name=target.shown_name, cache="private, no-store"
    )


@login_not_required
def open_public(request: HttpRequest, name: str) -> FileResponse:
    """Pictures and documents of published pages. In a bucket they have addresses of their own."""
    storage = storages["default"]
    if not isinstance(storage, FileSystemStorage):
        raise Http404
    return responses.hand_out(_opened(storage, name), name=name, cache="public, max-age=86400")
