"""The content security policies, one constant each, so that the day Django's own CSP replaces django-csp only a setting moves."""

from ui.plain import STYLE_SOURCE

SELF = "'self'"
NONE = "'none'"

LEARNER_CSP = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF, STYLE_SOURCE],
    # Our own icon is written into every page: a request less on the first visit.
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# Wagtail 8.0.1's own admin templates carry inline scripts (docs/decisions/0008): only under the admin prefix.
ADMIN_CSP = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "frame-ancestors": [SELF],
}
