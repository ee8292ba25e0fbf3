"""Logs: one JSON line an event in production, plain text in development; ids only, never a name.

What people typed gets into logs by side doors: query strings, tokens in paths, messages of
exceptions (a database repeats the value it refuses). So a request is named by its route, and an
exception by its type and where it was raised, never by its words.
"""

import logging
import sys
import traceback

import structlog

from stc.settings.machine import DEBUG

# Start lines would double the log; addresses and browsers are personal data and stay out.
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
INNERMOST_FRAMES = 30


class Pathless(logging.Filter):
    """Takes the path, the last argument, out of what Django itself says of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.args and isinstance(record.args, tuple):
            record.args = (*record.args[:-1], "…")
        return True


def without_request_line(_logger, _method, event: dict) -> dict:
    """The raw request line and the browser's name never stand in a line."""
    for typed in ("request", "user_agent"):
        event.pop(typed, None)
    return event


def where_it_broke(_logger, _method, event: dict) -> dict:
    """An exception as its types and frames, without its words; its cause behind it."""
    info = event.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else sys.exc_info()[1] if info is True else info
    told = []
    while isinstance(error, BaseException):
        frames = traceback.extract_tb(error.__traceback__)[-INNERMOST_FRAMES:]
        told.append(
            {
                "type": f"{type(error).__module__}.{type(error).__qualname__}",
                "frames": [f"{f.filename}:{f.lineno} {f.name}" for f in frames],
            }
        )
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if told:
        event["exception"] = told
    return event


_shared = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    without_request_line,
]
# A developer at the terminal sees the whole exception; nobody else does.
_exceptions = structlog.processors.format_exc_info if DEBUG else where_it_broke
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"pathless": {"()": Pathless}},
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [*_shared, _exceptions],
            "processor": structlog.dev.ConsoleRenderer(colors=False)
            if DEBUG
            else structlog.processors.JSONRenderer(),
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "stc": {"level": "INFO"},
        "django_structlog": {"level": "INFO"},
        # Every request has its line already; this one adds faults alone.
        "django.request": {"level": "ERROR", "filters": ["pathless"]},
        "django.security.csrf": {"filters": ["pathless"]},
    },
}
structlog.configure(
    processors=[
        *_shared,
        _exceptions,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
