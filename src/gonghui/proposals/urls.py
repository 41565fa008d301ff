"""Addresses."""

app_name = "proposals"
urlpatterns: list[object] = []
