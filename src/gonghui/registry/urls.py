"""Addresses."""

from django.urls import URLPattern, path

from gonghui.registry.views import people, unions

app_name = "registry"
urlpatterns: list[URLPattern] = [
    path("unions/<uuid:union_id>/", unions.union, name="union"),
    path("unions/<uuid:union_id>/people/", people.people, name="people"),
    path("unions/<uuid:union_id>/people/new/", people.enroll, name="enroll"),
    path("unions/<uuid:union_id>/people/<uuid:person_id>/", people.person, name="person"),
    path("unions/<uuid:union_id>/people/<uuid:person_id>/appoint/", people.appoint, name="appoint"),
    path("unions/<uuid:union_id>/people/<uuid:person_id>/dismiss/", people.dismiss, name="dismiss"),
    path("unions/<uuid:union_id>/people/<uuid:person_id>/end/", people.end, name="end-membership"),
]
