"""How a file is handed out: as what it was checked to be, and powerless in a browser."""

from pathlib import PurePosixPath

from django.core.files.base import File
from django.http import FileResponse
from django.utils.http import content_disposition_header

# Only what `uploads` has decoded and encoded anew is shown; everything else is saved.
SHOWN = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
SAVED = {".pdf": "application/pdf", ".csv": "text/csv", ".json": "application/json"}
POLICY = "default-src 'none'; sandbox"


def headers_of(name: str, shown_name: str = "") -> dict[str, str]:
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    disposition = content_disposition_header(suffix not in SHOWN, shown_name or path.name)
    return {
        "Content-Type": SHOWN.get(suffix) or SAVED.get(suffix) or "application/octet-stream",
        "Content-Disposition": str(disposition),
    }


def hand_out(file: File, *, name: str, shown_name: str = "", cache: str) -> FileResponse:
    response = FileResponse(file)
    for header, value in {
        **headers_of(name, shown_name),
        "Cache-Control": cache,
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }.items():
        response.headers[header] = value
    return response
