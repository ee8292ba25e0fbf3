"""Settings of the kill test: jobs, what they stand on, and jobs whose effects can be counted."""

from stc.settings import *  # noqa: F403

INSTALLED_APPS = ["stc.look", "stc.audit", "stc.jobs", "tests.jobs.effects"]
