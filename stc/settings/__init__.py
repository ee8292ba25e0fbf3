"""Settings. Everything that differs between machines comes from the environment (`.env.example`).

The parts: `machine` reads the environment, `engines` picks database, cache, broker, storage, mail
and search, `people` says how one logs in, `doors` guards what goes in and out, `logs` what is kept.
"""

from stc.settings.doors import *
from stc.settings.engines import *
from stc.settings.logs import *
from stc.settings.machine import *
from stc.settings.people import *

INSTALLED_APPS = [
    "django.contrib.contenttypes",  # first, with auth: a flushed test database is refilled in order
    "django.contrib.auth",
    "stc.look",
    "stc.files",
    "stc.regions",
    "stc.audit",
    "stc.jobs",
    "stc.accounts",
    "stc.impartiality",
    "stc.notices",
    "search.standards",
    "courses.competencies",
    "courses.curricula",
    "courses.providers",
    "courses.learning",
    "certification.credentials",
    "certification.items",
    "certification.exams",
    "certification.schemes",
    "certification.cases",
    "associations.branches",
    "associations.companies",
    "stc.home",
    "stc.api",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "django.contrib.postgres",
    "django.forms",  # its widgets' templates, found beside ours (FORM_RENDERER)
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_structlog",
    "phonenumber_field",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rules",
    "sri",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "stc.files.middleware.FilesHostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "certification.exams.middleware.TicketDoorMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "stc.accounts.middleware.ChosenLanguageMiddleware",
    "stc.home.middleware.RequestSizeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # the editor has no content policy
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "stc.accounts.middleware.SecondFactorMiddleware",
    "stc.accounts.middleware.CurrentRolesMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "stc.home.middleware.RefusalMiddleware",
    "stc.home.middleware.SiteMemoryMiddleware",
]

ROOT_URLCONF = "stc.urls"
WSGI_APPLICATION = "stc.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "stc.look.context_processors.frame",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # templates/django/forms/ is our look
SRI_ALGORITHM = "sha384"

LANGUAGE_CODE = "id"
FORMAT_MODULE_PATH = ["stc.look.formats"]
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

WAGTAIL_SITE_NAME = "STC"
# There is one log-in, allauth's: Wagtail's own knows no second factor.
WAGTAIL_FRONTEND_LOGIN_URL = "/akun/masuk/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
# Editors' documents are public, and come from FILES_URL; what only some may see is no document.
WAGTAILDOCS_SERVE_METHOD = "direct"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "stc.files.forms.CleanImageForm"
