"""Vietnamese for the libraries we stand on, as an application of its own.

It stands after our rooms and before the libraries in ``INSTALLED_APPS``: a room's own words win over it, and it wins
over the libraries' gaps. What the browser's scripts say (``djangojs``) has to live under ``LOCALE_PATHS``: Wagtail's
script catalogue looks only there.
"""
