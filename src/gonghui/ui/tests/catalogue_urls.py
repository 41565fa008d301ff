"""Addresses for tests of the catalogue: the whole site with `/ui/` mounted, whatever DEBUG says."""

from django.urls import include, path

from gonghui.config.urls import urlpatterns as site

urlpatterns = [*site, path("ui/", include("gonghui.ui.urls"))]
