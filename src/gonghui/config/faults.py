"""What is answered when something is broken: a database that is away comes back, anything else is a fault of ours."""

import sys
from typing import Final

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

TRY_AGAIN: Final = 3
"""Seconds after which a page that waits for the database asks again."""


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 while the database is away, with a page that asks again by itself; 500 for everything else.

    Neither page may ask the database for anything.
    """
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return HttpResponse(loader.render_to_string("500.html"), status=500)
    again = TRY_AGAIN if request.method == "GET" else None
    page = loader.render_to_string("503.html", {"again": again})
    return HttpResponse(page, status=503, headers={"Retry-After": str(TRY_AGAIN)})
