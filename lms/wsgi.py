import os

from django.core.wsgi import get_wsgi_application

from lms.run.parent import leave_with_parent
from lms.run.preparing import wait_until_prepared

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.embedded")
leave_with_parent()
django_application = get_wsgi_application()

from lms.page_cache import PageDoor  # noqa: E402 - models are there once Django is set up

wait_until_prepared()
application = PageDoor(django_application)
