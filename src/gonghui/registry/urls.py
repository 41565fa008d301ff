"""Addresses."""

from django.urls import URLPattern, path

from gonghui.registry.views import imports, people, unions

app_name = "registry"
urlpatterns: list[URLPattern] = [
    path("unions/<uuid:union_id>/", unions.union, name="union"),
    path("unions/<uuid:union_id>/people/", people.people, name="people"),
    path("unions/<uuid:union_id>/people/new/", people.enroll, name="enroll"),
    path("unions/<uuid:union_id>/people/<uuid:person_id>/", people.person, name="person"),
    path("unions/<uuid:union_id>/people/<uuid:person_id>/appoint/", people.appoint, name="appoint"),
    path("unions/<uuid:union_id>/people/<uuid:person_id>/dismiss/", people.dismiss, name="dismiss"),
    path("unions/<uuid:union_id>/people/<uuid:person_id>/end/", people.end, name="end-membership"),
    path("unions/<uuid:union_id>/imports/", imports.imports, name="imports"),
    path("unions/<uuid:union_id>/imports/new/", imports.new, name="import-new"),
    path("unions/<uuid:union_id>/imports/template.xlsx", imports.template, name="import-template"),
    path("unions/<uuid:union_id>/imports/<uuid:batch_id>/", imports.one, name="import"),
    path("unions/<uuid:union_id>/imports/<uuid:batch_id>/read/", imports.read, name="import-read"),
    path("unions/<uuid:union_id>/imports/<uuid:batch_id>/until/<str:until>/", imports.progress, name="import-progress"),
    path("unions/<uuid:union_id>/imports/<uuid:batch_id>/again/", imports.again, name="import-again"),
    path("unions/<uuid:union_id>/imports/<uuid:batch_id>/apply/", imports.apply, name="import-apply"),
    path("unions/<uuid:union_id>/imports/<uuid:batch_id>/undo/", imports.undo, name="import-undo"),
    path("unions/<uuid:union_id>/imports/<uuid:batch_id>/refused.xlsx", imports.refused, name="import-refused"),
    path("unions/<uuid:union_id>/imports/<uuid:batch_id>/rows/<int:number>/", imports.row, name="import-row"),
]
