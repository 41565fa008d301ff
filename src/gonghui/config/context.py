"""What every page's frame needs."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from gonghui.kernel.access import actor_of


def page(request: HttpRequest) -> dict[str, object]:
    """Return the actor and what the frame shows of the deployment; no query is run here."""
    return {
        "actor": actor_of(request),
        "person_name": getattr(request, "person_name", ""),
        "demo": settings.DEMO,
        "demo_hall": reverse("demo:hall") if settings.DEMO else "",
        "debug": settings.DEBUG,
    }
