"""All addresses."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from gonghui.ui import keeping, language

handler500 = "gonghui.config.faults.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gonghui.accounts.urls")),
    path("", include("gonghui.registry.urls")),
    path("", include("gonghui.congress.urls")),
    path("", include("gonghui.openness.urls")),
    path("proposals/", include("gonghui.proposals.urls")),
    path("", include("gonghui.portal.urls")),
    path("demo/", include("gonghui.config.demo.urls")),
    path("keep-worker.js", keeping.worker, name="keep-worker"),
    path("i18n/setlang/", language.choose, name="set_language"),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", include("gonghui.ui.urls")))
