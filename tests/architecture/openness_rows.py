"""The lines of the openness of factory affairs, and what its addresses are made of."""

from datetime import timedelta
from uuid import UUID

from gonghui.kernel import clock
from gonghui.kernel.actor import Actor
from gonghui.openness.actions import board, disclosing, questions
from gonghui.openness.models import Board
from gonghui.openness.rules.periods import Period

# The columns are those of `access_table.TABLE`. Who is logged in asks by name, and only as a member of the union.
TABLE = """
GET  openness:desk                in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
POST openness:opening             in  404  404  404  404  404  404 done done  done done  404    in
GET  openness:disclosures         in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  openness:ledger              in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
GET  openness:new-duty            in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
POST openness:new-duty            in  404  404  404  404  404  404  422  422   422  422  404    in
GET  openness:duty                in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST openness:duty                in  404  404  404  404  404  404 done done   404  404  404    in
POST openness:end-duty            in  404  404  404  404  404  404 done done   404  404  404    in
GET  openness:draft               in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST openness:draft               in  404  404  404  404  404  404  422  422   404  404  404    in
GET  openness:disclosure          in  404  404  404  404  404  404   ok   ok   404  404  404    in
GET  openness:change              in  404  404  404  404  404  404   ok   ok   404  404  404    in
POST openness:change              in  404  404  404  404  404  404 done done   404  404  404    in
POST openness:check               in  404  404  404  404  404  404 done done   404  404  404    in
POST openness:approve             in  404  404  404  404  404  404   go   go   404  404  404    in
POST openness:send-back           in  404  404  404  404  404  404   go   go   404  404  404    in
POST openness:put-up              in  404  404  404  404  404  404   go   go   404  404  404    in
POST openness:take-down           in  404  404  404  404  404  404   go   go   404  404  404    in
GET  openness:questions           in  404  404  404  404  404  404   ok   ok    ok   ok  404    in
POST openness:answer              in  404  404  404  404  404  404 done done   404  404  404    in
GET  openness:board               ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
GET  openness:board-one           ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
POST openness:ask               done done   go   go   go   go   go done done    go   go   go  done
POST openness:question-support    in done   go   go   go   go   go done done    go   go   go    in
GET  openness:board-code          ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
GET  openness:poster              ok   ok   ok   ok   ok   ok   ok   ok   ok    ok   ok   ok    ok
"""

WORDS = {
    "openness:board-one": {"slug": "board_slug", "disclosure_id": "shown_id"},
    "openness:end-duty": {"duty_id": "own_duty_id"},
    "openness:ledger": {"year": "2026"},
    **{
        f"openness:{name}": {"slug": "board_slug"}
        for name in ("board", "ask", "question-support", "board-code", "poster")
    },
}
BODIES = {
    "openness:opening": {"responsible": "罗一舟"},
    "openness:new-duty": {"title": "", "period": "YEAR"},
    "openness:duty": {"period": "YEAR", "department": "安环部"},
    "openness:draft": {"title": "", "text": ""},
    "openness:change": {"title": "安全生产情况", "text": "改过的内容。"},
    "openness:answer": {"text": "下月发放。"},
    "openness:ask": {"text": "什么时候发？"},
}


def ids(union_id: UUID, secretary: Actor, chair: Actor) -> dict[str, object]:
    """Open the board of a union, with a draft, one disclosure that is up, and a question that waits."""
    now = clock.now()
    opened = Board.objects.get(pk=board.open_board(secretary, union_id=union_id, responsible="秦守一", now=now))
    first, second = opened.duties.filter(period=Period.EVENT).order_by("position")[:2]
    own = board.add_duty(secretary, union_id=union_id, title="食堂收支", period=Period.EVENT, now=now)
    shown, drawn = _draft(secretary, second.pk), _draft(secretary, first.pk)
    disclosing.check(chair, disclosure_id=shown, now=now)
    disclosing.approve(chair, disclosure_id=shown, responsible="秦守一", now=now)
    until = clock.local_date(now) + timedelta(days=30)
    disclosing.put_up(secretary, disclosure_id=shown, until=until, now=now)
    asked = questions.ask(Actor.stranger(), slug=opened.slug, text="防暑降温费什么时候发？", now=now)
    return {"board_slug": opened.slug, "duty_id": first.pk, "own_duty_id": own, "shown_id": shown,
            "disclosure_id": drawn, "question_id": asked}  # fmt: skip


def _draft(secretary: Actor, duty_id: UUID) -> UUID:
    return disclosing.draft(
        secretary, duty_id=duty_id, key="", title="安全生产情况", text="没有发生工伤事故。", now=clock.now()
    )
