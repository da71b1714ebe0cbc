"""Signing in with an e-mail address or a staff code."""

from allauth.account.auth_backends import AuthenticationBackend


class EmailOrStaffCodeBackend(AuthenticationBackend):
    """allauth's own backend under a name of ours, so that an SSO backend can stand beside it later."""
