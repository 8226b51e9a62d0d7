"""The WSGI entrance; gunicorn serves `config.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# What is loaded by now stays: not to look through it with every collection saves an export a
# sixth of its time.
gc.collect()
gc.freeze()
