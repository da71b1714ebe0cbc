import os

from django.core.wsgi import get_wsgi_application

from lms.run.parent import leave_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.embedded")
leave_with_parent()
application = get_wsgi_application()
