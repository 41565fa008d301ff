"""Addresses of the living catalogue; mounted in debug only."""

from django.urls import URLPattern, path

from gonghui.ui import views

app_name = "ui"
urlpatterns: list[URLPattern] = [
    path("", views.contents, name="catalogue"),
    path("frames/<slug:name>/", views.frame, name="frame"),
    path("refusal/", views.refusal, name="refusal"),
    path("<slug:name>/", views.part, name="part"),
]
