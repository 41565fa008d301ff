"""The pages, for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.config.settings")
application = get_wsgi_application()
# All pages are read in now: the first people to come should not wait for it, least of all in the minute of a vote.
_pages = get_resolver().url_patterns
