"""Production's settings, and beside its addresses those that exist for measuring alone."""

from stc.settings import *

ROOT_URLCONF = "bench.urls"
