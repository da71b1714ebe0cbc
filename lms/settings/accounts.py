"""Signing in: allauth's settings and ours."""

import os

from lms.settings.places import SITE_URL

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["people.backends.EmailOrStaffCodeBackend"]
PASSWORD_HASHERS = [
    "people.hashers.ExamHallArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "lms:my_learning"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lms.errors.csrf_failure"

ACCOUNT_ADAPTER = "people.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "people.forms.SignInForm"}
ACCOUNT_USER_DISPLAY = "people.adapters.display_name"
# After this many wrong passwords a name is locked for a while; the sentence on the page says how long.
ACCOUNT_LOCK_SECONDS = 300
# A whole training room shares one address and signs in within the same minutes: limits per address are
# wide, the limit per name (from one address, see AccountAdapter) is narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": f"60/m/ip,5/{ACCOUNT_LOCK_SECONDS}s/key",
    "signup": "60/m/ip",
}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "staff_code"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "people.forms.SignupNameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_THEME_COOKIE_SECONDS = 60 * 60 * 24 * 365
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https") else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT", "0"))
MFA_ADAPTER = "people.adapters.MFAAdapter"
MFA_FORMS = {"add_webauthn": "people.forms.AddKeyForm", "edit_webauthn": "people.forms.EditKeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Học viện số"
USERSESSIONS_TRACK_ACTIVITY = False
# Roles with power over others' records must have a second factor; the demo turns this off.
PEOPLE_SECOND_FACTOR_ROLES: list[str] = [
    "instructor",
    "reviewer",
    "registrar",
    "training_officer",
    "unit_head",
    "ministry_editor",
    "auditor",
    "administrator",
]
