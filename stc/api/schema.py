"""What the schema says once for all: how one signs in, what refusals look like, which headers
every operation knows.
"""

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from stc.api import once
from stc.api.problems import CONTENT_TYPE, TITLES

PROBLEM = {
    "type": "object",
    "description": "A refusal (RFC 9457). `code` is stable; `detail` is for people.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail", "code"],
                "properties": {
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                    "code": {"type": "string"},
                },
            },
        },
    },
}
ALWAYS = (400, 401, 403, 405, 406, 422, 429)
WRITING = (409, 412, 413, 415)
HEADERS = {
    "get": ("If-None-Match", "The ETag of what you hold: 304 if it is still so.", None),
    "post": (
        once.HEADER,
        "Your own word for this request: sent again within 24 hours, it takes effect once and is "
        "answered the same; with another body it is a 422.",
        once.PATTERN,
    ),
}
CHANGING = ("If-Match", "The ETag of what you read: 412 if it has changed since.", None)


class KeyScheme(OpenApiAuthenticationExtension):
    target_class = "stc.api.authentication.KeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A personal key, `stc_…`, made on the page *Kunci API*.",
        }


def _header(method: str) -> dict[str, object]:
    name, description, pattern = HEADERS.get(method, CHANGING)
    schema = {"type": "string"} if pattern is None else {"type": "string", "pattern": pattern}
    return {"in": "header", "name": name, "schema": schema, "description": description}


def say_once_for_all(result: dict, generator, request, public: bool) -> dict:
    """A postprocessing hook: refusals and headers of every operation."""
    parts = result.setdefault("components", {})
    parts.setdefault("schemas", {})["Problem"] = PROBLEM
    shown = {"schema": {"$ref": "#/components/schemas/Problem"}}
    parts["responses"] = {
        f"Problem{status}": {"description": str(title), "content": {CONTENT_TYPE: shown}}
        for status, title in TITLES.items()
    }
    for address, methods in result["paths"].items():
        for method, operation in methods.items():
            if method not in ("get", "post", "put", "patch", "delete"):
                continue
            statuses = {*ALWAYS, *(WRITING if method != "get" else ())}
            if "{" in address or "cursor" in {p["name"] for p in operation.get("parameters", [])}:
                statuses.add(404)
            for status in sorted(statuses):
                told = {"$ref": f"#/components/responses/Problem{status}"}
                operation["responses"].setdefault(str(status), told)
            if method == "get":
                operation["responses"]["304"] = {"description": "You hold it already."}
            operation.setdefault("parameters", []).append(_header(method))
            operation["parameters"].append(
                {
                    "in": "query",
                    "name": "lang",
                    "schema": {"type": "string"},
                    "description": "`id` or `en`: the language of texts. Else the person's own.",
                }
            )
    return result
