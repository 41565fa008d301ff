"""The worker that reads kept pages where there is no line; at the root, for it rules only over what lies below it."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse

from gonghui.kernel.access import PUBLIC, access
from gonghui.kernel.errors import NotFound

SCRIPT = Path(__file__).parent / "static" / "ui" / "keep-worker.js"


@access(PUBLIC)
def worker(_request: HttpRequest) -> HttpResponse:
    """Give out the worker; browsers ask anew whether it has changed."""
    if not SCRIPT.is_file():
        raise NotFound
    answer = HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
