"""Addresses of a term between its meetings: how it stands, its electoral units, its extension, proposals to meet."""

from django.urls import URLPattern, path

from gonghui.congress.views.prepare import tenure, units

TERM: list[URLPattern] = [
    path("prepare/terms/<uuid:term_id>/", tenure.term, name="term"),
    path("prepare/terms/<uuid:term_id>/extend/", tenure.extend, name="term-extend"),
    path("prepare/terms/<uuid:term_id>/extend/agreed/", tenure.approve, name="term-approve"),
    path("prepare/terms/<uuid:term_id>/close/", tenure.close, name="term-close"),
    path("prepare/terms/<uuid:term_id>/calls/new/", tenure.call, name="term-call"),
    path("prepare/terms/<uuid:term_id>/calls/<uuid:call_id>/", tenure.handle_call, name="term-call-handle"),
    path("prepare/terms/<uuid:term_id>/units/", units.units, name="term-units"),
    path("prepare/terms/<uuid:term_id>/units/<uuid:unit_id>/", units.unit, name="term-unit"),
    path("prepare/terms/<uuid:term_id>/units/<uuid:unit_id>/elect/", units.by_election, name="term-by-election"),
    path("prepare/terms/<uuid:term_id>/units/<uuid:unit_id>/seats/", units.seats, name="term-seats"),
    path("prepare/terms/<uuid:term_id>/units/<uuid:unit_id>/recall/", units.recall, name="term-recall"),
]
