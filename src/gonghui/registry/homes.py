"""Where the hats of a union begin their work in the registry."""

from django.urls import reverse

from gonghui.kernel.actor import Hat
from gonghui.registry.policy import KEEPERS


def home_of(hat: Hat) -> str | None:
    """Return the page of the union for its keepers, None for every other hat."""
    return reverse("registry:union", args=[hat.within]) if hat.role in KEEPERS else None
