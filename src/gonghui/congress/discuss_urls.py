"""Addresses of discussion and opinions: rooms on phones, what became of opinions, the secretary's answers."""

from django.urls import URLPattern, path

from gonghui.congress.views import hall, opinions, rooms
from gonghui.congress.views.prepare import opinions as prepare

_STEP = "m/<uuid:meeting_id>/prepare/opinions/"
DISCUSS: list[URLPattern] = [
    path("m/<uuid:meeting_id>/opinions/", opinions.opinions, name="opinions"),
    path("m/<uuid:meeting_id>/opinions/table/", opinions.table, name="opinion-table"),
    path("room/<uuid:room_id>/", rooms.room, name="room"),
    path("room/<uuid:room_id>/part/", rooms.part, name="room-part"),
    path("room/<uuid:room_id>/come/", rooms.come, name="room-come"),
    path("room/<uuid:room_id>/people/", rooms.people, name="room-people"),
    path("room/<uuid:room_id>/opinion/", rooms.opinion, name="room-opinion"),
    path("room/<uuid:room_id>/opinion/<uuid:opinion_id>/<slug:way>/", rooms.line, name="room-line"),
    path("room/<uuid:room_id>/summary/", rooms.summary, name="room-summary"),
    path(_STEP, prepare.opinions, name="prepare-opinions"),
    path(f"{_STEP}window/", prepare.window, name="prepare-opinion-window"),
    path(f"{_STEP}groups/<uuid:group_id>/", prepare.group, name="prepare-group"),
    path(f"{_STEP}groups/<uuid:group_id>/plan/", prepare.plan, name="prepare-group-plan"),
    path(f"{_STEP}rooms/", prepare.open_rooms, name="prepare-open-rooms"),
    path(f"{_STEP}answers/", prepare.answer, name="prepare-answers"),
    path(f"{_STEP}<uuid:opinion_id>/", prepare.opinion, name="prepare-opinion"),
    path(f"{_STEP}<uuid:opinion_id>/take-back/", prepare.take_back, name="prepare-answer-back"),
    path("m/<uuid:meeting_id>/chair/item/<uuid:item_id>/waive-groups/", hall.waive_groups, name="waive-groups"),
]
