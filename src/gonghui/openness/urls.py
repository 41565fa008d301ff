"""Addresses: the officers' under /openness/, the board's own under /gongkai/."""

from django.urls import URLPattern, path

from gonghui.openness.views import desk, disclosing, public, questions

app_name = "openness"
urlpatterns: list[URLPattern] = [
    path("openness/", desk.desk, name="desk"),
    path("openness/open/", desk.opening, name="opening"),
    path("openness/all/", desk.disclosures, name="disclosures"),
    path("openness/ledger/<int:year>.xlsx", desk.ledger, name="ledger"),
    path("openness/duties/new/", desk.new_duty, name="new-duty"),
    path("openness/duties/<uuid:duty_id>/", desk.duty, name="duty"),
    path("openness/duties/<uuid:duty_id>/end/", desk.end_duty, name="end-duty"),
    path("openness/duties/<uuid:duty_id>/draft/", disclosing.draft, name="draft"),
    path("openness/d/<uuid:disclosure_id>/", disclosing.disclosure, name="disclosure"),
    path("openness/d/<uuid:disclosure_id>/change/", disclosing.change, name="change"),
    path("openness/d/<uuid:disclosure_id>/check/", disclosing.check, name="check"),
    path("openness/d/<uuid:disclosure_id>/approve/", disclosing.approve, name="approve"),
    path("openness/d/<uuid:disclosure_id>/return/", disclosing.send_back, name="send-back"),
    path("openness/d/<uuid:disclosure_id>/put-up/", disclosing.put_up, name="put-up"),
    path("openness/d/<uuid:disclosure_id>/take-down/", disclosing.take_down, name="take-down"),
    path("openness/questions/", questions.questions, name="questions"),
    path("openness/questions/<uuid:question_id>/", questions.answer, name="answer"),
    path("gongkai/<slug:slug>/", public.board, name="board"),
    path("gongkai/<slug:slug>/d/<uuid:disclosure_id>/", public.one, name="board-one"),
    path("gongkai/<slug:slug>/ask/", public.ask, name="ask"),
    path("gongkai/<slug:slug>/q/<uuid:question_id>/", public.support, name="question-support"),
    path("gongkai/<slug:slug>/code.svg", public.code, name="board-code"),
    path("gongkai/<slug:slug>/poster/", public.poster, name="poster"),
]
