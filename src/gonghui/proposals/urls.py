"""Addresses."""

from django.urls import URLPattern, path

from gonghui.proposals.views import desk, figures, own, steps, tasks

app_name = "proposals"
urlpatterns: list[URLPattern] = [
    path("", own.mine, name="mine"),
    path("new/", own.new, name="new"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/list.xlsx", tasks.sheet, name="tasks-sheet"),
    path("tasks/<uuid:proposal_id>/", tasks.task, name="task"),
    path("open/", tasks.published, name="open"),
    path("open/<uuid:proposal_id>/", tasks.open_one, name="open-one"),
    path("desk/", desk.home, name="desk"),
    path("desk/list.xlsx", desk.sheet, name="desk-sheet"),
    path("desk/figures/", figures.figures, name="figures"),
    path("desk/figures.xlsx", figures.sheet, name="figures-sheet"),
    path("desk/report/<uuid:meeting_id>/report.<str:ending>", figures.report, name="report"),
    path("desk/report/<uuid:meeting_id>/hand-in/", figures.hand_in, name="report-hand-in"),
    path("desk/calls/", desk.calls, name="calls"),
    path("desk/calls/new/", desk.new_call, name="call-new"),
    path("desk/calls/<uuid:call_id>/end/", desk.end_call, name="call-end"),
    path("desk/departments/", desk.departments, name="departments"),
    path("desk/departments/new/", desk.new_department, name="department-new"),
    path("desk/departments/<uuid:department_id>/", desk.department, name="department"),
    path("desk/departments/<uuid:department_id>/end/", desk.end_department, name="department-end"),
    path("desk/departments/<uuid:department_id>/hands/", desk.add_hand, name="hand-new"),
    path("desk/hands/<uuid:hand_id>/end/", desk.end_hand, name="hand-end"),
    path("desk/below/", desk.below, name="below"),
    path("desk/below/<uuid:proposal_id>/", desk.below_one, name="below-one"),
    path("desk/<uuid:proposal_id>/", desk.one, name="desk-one"),
    path("<uuid:proposal_id>/", own.one, name="one"),
    path("<uuid:proposal_id>/edit/", own.edit, name="edit"),
    path("<uuid:proposal_id>/cosigners/", own.invite, name="invite"),
    path("<uuid:proposal_id>/cosigners/<uuid:delegate_id>/", own.ask, name="ask"),
    path("<uuid:proposal_id>/letter/<slug:side>/", own.letter, name="letter"),
    path("<uuid:proposal_id>/<slug:place>/<slug:verb>/", steps.step, name="step"),
]
