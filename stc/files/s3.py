from storages.backends.s3 import S3Storage

from stc.files import responses


class PublicBucket(S3Storage):
    """Pictures and documents of pages, by presigned addresses: the bucket itself is closed."""

    def url(self, name, parameters=None, expire=None, http_method=None) -> str:
        headers = responses.headers_of(name)
        asked = {
            "ResponseContentDisposition": headers["Content-Disposition"],
            "ResponseContentType": headers["Content-Type"],
        }
        return super().url(name, {**asked, **(parameters or {})}, expire, http_method)


class PrivateBucket(S3Storage):
    """Files that nobody may read without a presigned, expiring address."""

    def link(self, name: str, *, seconds: int, shown_name: str = "") -> str:
        headers = responses.headers_of(name, shown_name)
        asked = {
            "ResponseContentDisposition": headers["Content-Disposition"],
            "ResponseContentType": headers["Content-Type"],
            "ResponseCacheControl": "private, no-store",
        }
        return self.url(name, parameters=asked, expire=seconds)
