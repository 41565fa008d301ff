"""Addresses."""

from django.urls import URLPattern, path

from gonghui.portal import views

app_name = "portal"
urlpatterns: list[URLPattern] = [path("calendar/", views.working_calendar, name="calendar")]
