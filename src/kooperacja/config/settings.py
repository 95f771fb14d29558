"""Settings from the environment, with safe defaults; a bad one stops the start with a sentence."""

from importlib.util import find_spec
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from kooperacja.config import database, mail

env = Env()

DATA_DIR = Path(env.str("KOOPERACJA_DATA_DIR", "var")).resolve()
DEMO = env.bool("KOOPERACJA_DEMO", False)
DEBUG = env.bool("KOOPERACJA_DEBUG", False)
TESTING = env.bool("KOOPERACJA_TESTING", False)

DEFAULT_SECRET = "not-a-secret-only-for-demo-and-tests"  # noqa: S105 - refused in production below.
SECRET_KEY = env.str("KOOPERACJA_SECRET_KEY", DEFAULT_SECRET)
if SECRET_KEY == DEFAULT_SECRET and not (DEMO or DEBUG or TESTING):
    raise ImproperlyConfigured(
        "KOOPERACJA_SECRET_KEY nie jest ustawiony. Ustaw długi losowy tekst i uruchom ponownie. / "
        "KOOPERACJA_SECRET_KEY is not set. Set a long random text and start again."
    )
# The root keys lie beside the database and never in it: a copy of the database alone opens nothing.
KEY_RING = Path(env.str("KOOPERACJA_KEY_RING", str(DATA_DIR / "keys.json"))).resolve()
ALLOWED_HOSTS = env.list("KOOPERACJA_HOSTS", ["127.0.0.1", "localhost", "testserver"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("KOOPERACJA_ORIGINS", [])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # A tool of development, absent where only the product is installed.
    *(["django_linear_migrations"] if find_spec("django_linear_migrations") else []),
    "csp",
    "allauth",
    "allauth.account",
    "kooperacja.ui",
    "kooperacja.accounts",
    "kooperacja.audit",
    "kooperacja.notices",
    "kooperacja.directory",
    "kooperacja.keys",
    "kooperacja.mailing",
    "kooperacja.agreements",
    "kooperacja.access",
    "kooperacja.documents",
    "kooperacja.teams",
    "kooperacja.income",
    "kooperacja.people",
    "kooperacja.cases",
    "kooperacja.consents",
    "kooperacja.participation",
    "kooperacja.diagnosis",
    "kooperacja.genograms",
    "kooperacja.sharing",
    "kooperacja.disclosures",
    "kooperacja.inquiries",
    "kooperacja.tasks",
    "kooperacja.plans",
    "kooperacja.blue_cards",
    "kooperacja.meetings",
    "kooperacja.referrals",
    "kooperacja.search",
    "kooperacja.deadlines",
    "kooperacja.handover",
    "kooperacja.papers",
    "kooperacja.desk",
]
FIRST_PARTY_APPS = [app for app in INSTALLED_APPS if app.startswith("kooperacja.")]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kooperacja.config.middleware.refusals",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kooperacja.config.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kooperacja.directory.middleware.acting",
]

ROOT_URLCONF = "kooperacja.config.urls"
WSGI_APPLICATION = "kooperacja.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.Jinja2"
TEMPLATES = [
    {
        "BACKEND": "kooperacja.ui.jinja.PageTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "kooperacja.ui.jinja.environment"},
    },
]
CSRF_FAILURE_VIEW = "kooperacja.ui.views.csrf_failure"
KOOPERACJA_SHELL = "kooperacja.desk.shell.shell_for"
KOOPERACJA_SAVED_VIEWS = "kooperacja.desk.shell.saved_view_tabs"

DATABASES = {"default": database.settings(env.str("KOOPERACJA_DATABASE_URL", ""), DATA_DIR)}
# The owner of the tables on PostgreSQL, for `migrate` alone; without it one role does both.
ADMIN_URL = env.str("KOOPERACJA_ADMIN_DATABASE_URL", "")
ADMIN_DATABASE = database.settings(ADMIN_URL, DATA_DIR) if ADMIN_URL else {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",
]
# Tests hash cheaply; an installation knows the strong hash only.
PASSWORD_HASHERS = PASSWORD_HASHERS[::-1] if TESTING else PASSWORD_HASHERS[:1]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/5m/key"}
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

SECURE = env.bool("KOOPERACJA_HTTPS", not (DEMO or DEBUG or TESTING))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W008"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Where people reach the product, for links in e-mails; the first of the origins unless it is said.
ADDRESS = env.str("KOOPERACJA_ADDRESS", CSRF_TRUSTED_ORIGINS[0] if CSRF_TRUSTED_ORIGINS else "").rstrip("/")
MAIL_SERVER = mail.server(env.str("KOOPERACJA_SMTP_URL", ""), env.int("KOOPERACJA_SMTP_TIMEOUT", 20))
MAIL_HOUR = mail.hour(env.int("KOOPERACJA_MAIL_HOUR", 7))
DEFAULT_FROM_EMAIL = env.str("KOOPERACJA_MAIL_FROM", "")

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]
# The ground floor is no application of Django, so its words are named here.
LOCALE_PATHS = [Path(__file__).parent.parent / package / "locale" for package in ("foundation", "config")]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# No copy in clear in a folder of the system; the limit is dated (documents/law).
FILE_UPLOAD_HANDLERS = ["kooperacja.documents.transfer.Bounded"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": env.str("KOOPERACJA_LOG_LEVEL", "WARNING")},
}
