"""Addresses of the congress, by face."""

from django.urls import URLPattern, path

from gonghui.congress.after_urls import AFTER
from gonghui.congress.between_urls import BETWEEN
from gonghui.congress.prepare_urls import PREPARE
from gonghui.congress.term_urls import TERM
from gonghui.congress.views import (
    ballot,
    count,
    desk,
    hall,
    phone,
    podium,
    poll,
    rollcall,
    scrutiny,
    sealed,
    trial,
    wall,
)

app_name = "congress"

PHONE: list[URLPattern] = [
    path("m/<uuid:meeting_id>/", phone.now, name="now"),
    path("m/<uuid:meeting_id>/now/", phone.now_part, name="now-part"),
    path("m/<uuid:meeting_id>/bar/", phone.bar, name="bar"),
    path("m/<uuid:meeting_id>/rollcall/<uuid:roll_call_id>/answer/", rollcall.answer, name="rollcall-answer"),
    path("m/<uuid:meeting_id>/sign-in/", phone.sign_in, name="sign-in"),
    path("m/<uuid:meeting_id>/in/<slug:code>/", phone.wall_code, name="wall-code"),
    path("m/<uuid:meeting_id>/own-code/", phone.own_code, name="own-code"),
    path("m/<uuid:meeting_id>/papers/", phone.paper_list, name="papers"),
    path("m/<uuid:meeting_id>/opinions/", phone.opinions, name="opinions"),
    path("m/<uuid:meeting_id>/mine/", phone.mine, name="mine"),
    path("m/<uuid:meeting_id>/leave/", phone.leave, name="leave"),
    path("m/<uuid:meeting_id>/ask-leave/", phone.ask_leave, name="ask-leave"),
    path("m/<uuid:meeting_id>/speech/<uuid:request_id>/withdraw/", phone.withdraw_speech, name="withdraw-speech"),
    path("item/<uuid:item_id>/speak/", phone.ask_to_speak, name="ask-to-speak"),
    path("paper/<uuid:paper_id>/", phone.paper, name="paper"),
    path("paper/<uuid:paper_id>/file/", phone.paper_file, name="paper-file"),
    path("vote/<uuid:vote_id>/", ballot.ballot, name="ballot"),
    path("vote/<uuid:vote_id>/state/", ballot.state, name="ballot-state"),
    path("m/<uuid:meeting_id>/poll/", poll.ballot, name="poll"),
    path("m/<uuid:meeting_id>/trial/", trial.ballot, name="trial"),
    path("m/<uuid:meeting_id>/voter-key/", sealed.voter_key, name="voter-key"),
    path("vote/<uuid:vote_id>/cast/", sealed.cast, name="cast-sealed"),
    path("vote/<uuid:vote_id>/audit/", sealed.audit, name="open-ballot"),
    path("vote/<uuid:vote_id>/box/<str:name>", sealed.file, name="box-file"),
    path("vote/<uuid:vote_id>/head/", sealed.head, name="box-head"),
    path("vote/<uuid:vote_id>/check/", sealed.check, name="check-ballot"),
]
HALL: list[URLPattern] = [
    path("m/<uuid:meeting_id>/chair/", hall.desk, name="chair"),
    path("m/<uuid:meeting_id>/chair/<slug:name>/part/", hall.part, name="chair-part"),
    path("m/<uuid:meeting_id>/chair/step/", hall.take_step, name="step"),
    path("m/<uuid:meeting_id>/chair/poll/", poll.begin, name="poll-begin"),
    path("m/<uuid:meeting_id>/chair/poll/end/", poll.end, name="poll-end"),
    path("m/<uuid:meeting_id>/chair/trial/", trial.begin, name="trial-begin"),
    path("m/<uuid:meeting_id>/chair/trial/end/", trial.end, name="trial-end"),
    path("m/<uuid:meeting_id>/chair/adjourn/", hall.adjourn, name="adjourn"),
    path("m/<uuid:meeting_id>/chair/note/", hall.note, name="note"),
    path("m/<uuid:meeting_id>/chair/wall/", hall.wall, name="wall-choice"),
    path("m/<uuid:meeting_id>/chair/vote/<uuid:vote_id>/extend/", hall.extend, name="extend"),
    path("m/<uuid:meeting_id>/chair/vote/<uuid:vote_id>/void/", hall.void, name="void"),
    path("m/<uuid:meeting_id>/chair/vote/<uuid:vote_id>/runoff/", hall.draft_runoff, name="runoff"),
    path("m/<uuid:meeting_id>/chair/item/<uuid:item_id>/remand/", hall.remand, name="remand"),
    path("m/<uuid:meeting_id>/chair/item/<uuid:item_id>/call/", hall.call_next, name="call-next"),
    path("m/<uuid:meeting_id>/chair/item/<uuid:item_id>/speakers/<slug:way>/", hall.speaker_list, name="speaker-list"),
    path("m/<uuid:meeting_id>/chair/rollcall/", rollcall.start, name="rollcall-start"),
    path("m/<uuid:meeting_id>/chair/rollcall/<uuid:roll_call_id>/", rollcall.settle, name="rollcall-settle"),
    path("m/<uuid:meeting_id>/chair/speech/<uuid:request_id>/more/", hall.more_time, name="more-time"),
    path("m/<uuid:meeting_id>/desk/", desk.desk, name="desk"),
    path("m/<uuid:meeting_id>/desk/rows/", desk.rows, name="desk-rows"),
    path("m/<uuid:meeting_id>/desk/enter/", desk.enter, name="desk-enter"),
    path("m/<uuid:meeting_id>/desk/rollcall/", rollcall.desk, name="rollcall-desk"),
    path("m/<uuid:meeting_id>/desk/rollcall/<uuid:roll_call_id>/", rollcall.confirm, name="rollcall-confirm"),
    path("m/<uuid:meeting_id>/desk/<uuid:delegate_id>/out/", desk.send_out, name="desk-out"),
    path("m/<uuid:meeting_id>/desk/leave/<uuid:request_id>/<slug:answer>/", desk.decide_leave, name="decide-leave"),
    path("m/<uuid:meeting_id>/count/", count.page, name="count"),
    path("m/<uuid:meeting_id>/count/part/", count.part, name="count-part"),
    path("m/<uuid:meeting_id>/count/<uuid:vote_id>/sign/", count.sign, name="sign-sheet"),
    path("m/<uuid:meeting_id>/count/<uuid:vote_id>/names/", count.names, name="written-names"),
    path("m/<uuid:meeting_id>/count/key/", scrutiny.key, name="key"),
    path("m/<uuid:meeting_id>/count/key/begin/", scrutiny.begin, name="key-begin"),
    path("key/<uuid:ceremony_id>/send/", scrutiny.send, name="key-send"),
    path("vote/<uuid:vote_id>/box/", scrutiny.box, name="box"),
    path("vote/<uuid:vote_id>/roll/", scrutiny.roll, name="sign-roll"),
    path("vote/<uuid:vote_id>/sign-head/", scrutiny.head, name="sign-head"),
    path("vote/<uuid:vote_id>/share/", scrutiny.share, name="release-share"),
    path("m/<uuid:meeting_id>/chair/host-key/", scrutiny.host, name="host-key"),
    path("m/<uuid:meeting_id>/wall/", wall.open_wall, name="open-wall"),
    path("m/<uuid:meeting_id>/podium/", podium.open_podium, name="open-podium"),
]
WALL: list[URLPattern] = [
    path("wall/<str:token>/", wall.wall, name="wall"),
    path("wall/<str:token>/frame/", wall.frame, name="wall-frame"),
    path("wall/<str:token>/code.svg", wall.sign_in_code, name="wall-qr"),
    path("podium/<str:token>/", podium.podium, name="podium"),
    path("podium/<str:token>/frame/", podium.frame, name="podium-frame"),
]
urlpatterns: list[URLPattern] = [*PREPARE, *TERM, *BETWEEN, *PHONE, *HALL, *WALL, *AFTER]
