"""The one mapper from refusals to answers: a page, an htmx fragment (422) or RFC 9457 JSON."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from gonghui.kernel.errors import NotFound, Refused


class RefusalMiddleware:
    """Answer a refusal raised by a view; anything else that is raised is a bug and stays one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Refused) else None


def answer(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return the answer in the form that the request can use."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse(problem(refused), status=refused.status, content_type="application/problem+json")
    context = {"refused": refused}
    if request.headers.get("HX-Request") == "true":
        # 422 for every refusal: htmx swaps it into place, and the page around it stays as it is.
        status = 404 if refused.status == 404 else 422
        return render(request, "ui/refused_fragment.html", context, status=status)
    # A page that was never there tells nobody anything; one with a code of its own has something to say.
    template = "404.html" if refused.code == NotFound.default_code else "ui/refused.html"
    return render(request, template, context, status=refused.status)


def problem(refused: Refused) -> dict[str, object]:
    """Return a refusal as problem details.

    Source: RFC 9457, section 3.
    """
    body: dict[str, object] = {
        "type": f"urn:gonghui:{refused.code}",
        "title": str(refused.sentence),
        "status": refused.status,
    }
    if refused.remedy:
        body["detail"] = str(refused.remedy)
    if refused.law is not None:
        body["law"] = str(refused.law)
    return body | dict(refused.fields)
