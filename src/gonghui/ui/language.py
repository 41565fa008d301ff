"""The language of the screens: Chinese until somebody chooses otherwise, then what they chose, kept in a cookie.

What the browser prefers is not asked: an English system on a computer in the hall does not make its user read English.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.i18n import set_language

from gonghui.kernel.access import PUBLIC, access

Answer = Callable[[HttpRequest], HttpResponseBase]


@access(PUBLIC, methods=("POST",))
def choose(request: HttpRequest) -> HttpResponseBase:
    """Keep the language chosen and go back to the page it was chosen on."""
    answer: HttpResponse = set_language(request)
    return answer


def chosen(request: HttpRequest) -> str:
    """Return the language of a request: the one its cookie names, Chinese where it names none that we speak."""
    wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def chosen_language(get_response: Answer) -> Answer:
    """Make the middleware that speaks the language chosen."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        language = chosen(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response

    return answer
