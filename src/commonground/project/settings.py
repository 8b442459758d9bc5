"""One settings file, driven by the environment.

With nothing set this is the embedded mode: SQLite and a generated secret under `var/`, mail to the console, only
reachable from this machine. `commonground check-deploy` says what a production setting still lacks, and the site
refuses to start on the settings that are unsafe (see `safety.py`).
"""

from pathlib import Path

import environ

from commonground.project.logs import logging_settings
from commonground.project.safety import refuse_unsafe
from commonground.project.secret import embedded_secret
from commonground.web.csp import content_security_policy

env = environ.Env()

DATA_DIR = Path(env.str("COMMONGROUND_DATA", default="var")).resolve()
PRODUCTION = env.bool("COMMONGROUND_PRODUCTION", default=False)
DEBUG = env.bool("COMMONGROUND_DEBUG", default=False)
SECRET_KEY = env.str("COMMONGROUND_SECRET_KEY", default="") or ("" if PRODUCTION else embedded_secret(DATA_DIR))
BASE_URL = env.str("COMMONGROUND_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("COMMONGROUND_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
METRICS_TOKEN = env.str("COMMONGROUND_METRICS_TOKEN", default="")
if PRODUCTION:
    refuse_unsafe(
        debug=DEBUG,
        secret_key=env.str("COMMONGROUND_SECRET_KEY", default=""),
        hosts=env.list("COMMONGROUND_HOSTS", default=[]),
        url=BASE_URL,
    )

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "ninja",
    "commonground.kit",
    "commonground.web",
    "commonground.people",
    "commonground.partnerships",
    "commonground.campaigns",
    "commonground.creative",
    "commonground.readiness",
    "commonground.api",
    "commonground.project",
]

MIDDLEWARE = [
    "commonground.web.middleware.RequestIdMiddleware",
    "commonground.project.observe.observed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "commonground.people.viewer.middleware.viewer",
    "commonground.people.viewer.middleware.ActingMiddleware",
    "commonground.people.person.middleware.AccountFormsMiddleware",
    "commonground.web.middleware.NulMiddleware",
    "commonground.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "commonground.project.urls"
WSGI_APPLICATION = "commonground.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["commonground.project.templates.FirstPartyLoader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commonground.people.viewer.context.shell",
            ],
            "builtins": ["commonground.web.templatetags.ui"],
        },
    }
]

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-32000;",
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'commonground.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    # A file, not shared memory: concurrent requests in tests need real locking.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # What the address itself asks for (sslmode=verify-full) stays.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5}
    # Two checkouts that test at the same moment on one server need two names.
    DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE_NAME", default="test_commonground")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "name*", "password1*"]
ACCOUNT_FORMS = {"login": "commonground.people.person.sign_in.SignInForm"}
ACCOUNT_SIGNUP_FORM_CLASS = "commonground.people.person.forms.NameForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "commonground.people.person.rules.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "commonground.people.person.adapter.AccountAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
OIDC_ISSUER = env.str("COMMONGROUND_OIDC_ISSUER", default="")
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": env.str("COMMONGROUND_OIDC_NAME", default="Single sign-on"),
                    "client_id": env.str("COMMONGROUND_OIDC_CLIENT_ID", default=""),
                    "secret": env.str("COMMONGROUND_OIDC_SECRET", default=""),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ]
        }
    }
    if OIDC_ISSUER
    else {}
)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "commonground_session"
CSRF_COOKIE_NAME = "commonground_csrf"
SECURE_SSL_REDIRECT = PRODUCTION and env.bool("COMMONGROUND_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("COMMONGROUND_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = content_security_policy(
    # An identity provider answers the sign-in POST with a redirect to itself, which form-action also governs.
    form_targets=[OIDC_ISSUER] if OIDC_ISSUER else []
)

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["commonground.project.formats"]
# Account pages in the words of this house: locale/en_GB, compiled with `pybabel compile -D django`.
LOCALE_PATHS = [Path(__file__).parent / "locale"]

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "commonground.web.fonts.PackagedFontFinder",
]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 26 * 1024 * 1024

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
# A mail server that hangs must not hold up what a worker has locked while it sends.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("COMMONGROUND_MAIL_FROM", default="Commonground <commonground@localhost>")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
LOGGING = logging_settings(as_json=env.bool("COMMONGROUND_LOG_JSON", default=PRODUCTION))
NINJA_PAGINATION_MAX_LIMIT = 200
