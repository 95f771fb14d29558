"""The product's settings, with the peers beside it in one process and on one database."""

from importlib.util import find_spec

from kooperacja.config.settings import *  # noqa: F403 - the peers are added to all of them.
from kooperacja.config.settings import INSTALLED_APPS, TEMPLATES

HAS_DRF = find_spec("rest_framework") is not None

INSTALLED_APPS = [
    *INSTALLED_APPS,
    "django.contrib.admin.apps.SimpleAdminConfig",
    *(["rest_framework"] if HAS_DRF else []),
    "bench.peers",
]
TEMPLATES = [
    *TEMPLATES,
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
ROOT_URLCONF = "bench.peers.urls"
REST_FRAMEWORK = {
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "PAGE_SIZE": 50,
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
