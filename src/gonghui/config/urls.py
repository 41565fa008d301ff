"""All addresses."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gonghui.accounts.urls")),
    path("", include("gonghui.registry.urls")),
    path("", include("gonghui.congress.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", include("gonghui.ui.urls")))
