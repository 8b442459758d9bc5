"""The WSGI entry point."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonground.project.settings")
application = get_wsgi_application()

# All code is loaded now and stays. A full garbage collection that looked at it again would stop a request for longer
# than most pages take.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
