"""What the chair's desk shows: run of show, script, count, guards, speakers, the one next step."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.documents.sitting import BODIES
from gonghui.congress.models import AgendaItem, Meeting, Vote
from gonghui.congress.queries import floor, kiosk, sealed, state
from gonghui.congress.queries.poll import polling
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.queries.trial import trying, under_way
from gonghui.congress.queries.turnout import turnout
from gonghui.congress.rules.incidents import ONE_TAP
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.parameters import MIN_GROUP
from gonghui.congress.rules.rollcall import may_start
from gonghui.congress.rules.sealing import paper_warning
from gonghui.congress.rules.states import ItemState, MeetingState, VoteState
from gonghui.congress.screens import rollcall, rows, words
from gonghui.congress.screens.guards import guards
from gonghui.congress.screens.phone import result_of, tally_of
from gonghui.congress.screens.rows import RowsShown
from gonghui.congress.screens.speakers import floor_of
from gonghui.kernel import live
from gonghui.ui.parts import Guard, Step, Tally

RAIL = (
    (VoteState.READY, gettext_noop("待开")),
    (VoteState.OPEN, gettext_noop("进行中")),
    (VoteState.STOPPED, gettext_noop("已停")),
    (VoteState.CONFIRMED, gettext_noop("已确认")),
    (VoteState.ANNOUNCED, gettext_noop("已宣布")),
    (VoteState.PUBLISHED, gettext_noop("已公示")),
)
NEXT_LINES = {
    "prepare-vote": gettext_noop("请各位代表准备表决。"),
    "freeze-roll": gettext_noop("现在固定表决名册，请监票人核对。"),
    "open-vote": gettext_noop("现在开始表决，请各位代表投票。"),
    "stop-vote": gettext_noop("现在停止表决。请监票人核对。"),
    "announce": gettext_noop("现在宣布表决结果。"),
    "start-item": gettext_noop("现在进入下一项议程。"),
    "close-meeting": gettext_noop("本次职工代表大会的各项议程已经完成，现在闭会。"),
}


def frame(meeting: Meeting) -> dict[str, object]:
    """Return what every desk of the hall needs."""
    return {
        "m": meeting, "union": meeting.term.union.unit_name, "meeting": words.meeting_name(meeting),
        "live_topic": f"meeting/{meeting.id}", "live_seq": live.latest(f"meeting/{meeting.id}"), "bar_clock": True,
    }  # fmt: skip


def without_body(items: Iterable[AgendaItem]) -> list[str]:
    """Return a sentence for each list of a body of the meeting that did not pass: the chair must not go on unaware."""
    return [
        _("“%(title)s”未获通过，请重新提名后再表决。") % {"title": item.title}
        for item in items
        if item.matter in BODIES and item.state == ItemState.REJECTED
    ]


def desk(meeting: Meeting, now: datetime, *, is_operator: bool) -> dict[str, object]:
    """Return everything on the chair's desk; the operator sees all, the chair what is needed to preside."""
    sat = state.sitting(meeting, for_chair=True)
    lights, asked = guards(sat), under_way(meeting)
    return rollcall.panel(sat, now) | {
        "m": meeting, "sat": sat, "is_operator": is_operator, "run": [run_line(sat, n) for n in range(len(sat.items))],
        "step": sat.step, "label": words.translated(sat.step.label), "effect": words.translated(sat.step.effect),
        "waits": words.translated(sat.step.waits), "guards": lights, "lights": light_words(lights),
        "without": without_body(sat.items), "rail": rail(sat.vote),
        "power": _(state.power_words(sat.item)) if sat.item else "",
        "form": _(state.form_words(sat.item)) if sat.item else "",
        "base": rows.base_words(sat.vote) if sat.vote else "",
        "script": script_lines(sat), "next_line": _(NEXT_LINES.get(str(sat.step.step), "")) or "",
        "groups": turnout(sat.vote, min_group=pack_of(meeting)[MIN_GROUP]) if sat.vote else [],
        "result": result_of(sat), "confirmed": confirmed(sat.vote),
        "shown": shown_result(sat.vote), **rows.runoff_part(sat.vote), "announced": announced(sat.vote),
        "speakers": floor_of(sat.item), "speech_counts": floor.speech_counts(sat.item), "one_tap": one_tap(),
        "notes": floor.incidents(meeting, newest=5), "quorum": words.translated(sat.quorum.sentence),
        "trial": trying(meeting) if asked == "trial" else None, "poll": polling(meeting) if asked == "poll" else None,
        "may_try": may_try(sat), "quorum_lost": is_lost(sat),
        "may_adjourn": meeting.state == MeetingState.OPEN, "may_put_off": may_put_off(sat),
        "may_call": may_start(MeetingState(meeting.state)),
        "may_host_key": str(sat.step.step) == "freeze-roll" and not sealed.finished_ceremony(meeting),
        "hosted": sat.box is not None and sat.box.ceremony.hosted, "sealed": sat.box is not None,
        "target": target(sat), "few_paper": few_paper(sat),
        "may_use_paper": may_use_paper(sat), "may_void": sat.vote is not None and sat.vote.state in state.STANDING,
        "groups_missing": "、".join(sat.discussed.holding_up) if sat.discussed else "",
    }  # fmt: skip


def few_paper(sat: state.Sat) -> str:
    """Return, before the roll is frozen, that so few would vote on paper that they show; empty where that is not so."""
    if sat.vote is None or str(sat.step.step) != "freeze-roll":
        return ""
    return words.translated(paper_warning(kiosk.on_paper_if_frozen(sat.vote)))


def may_use_paper(sat: state.Sat) -> bool:
    """Tell whether the secret vote of the item now under discussion may be moved from phones to paper."""
    if sat.item is None or sat.item.state != ItemState.IN_SESSION:
        return False
    secret = sat.item.form == VoteForm.SECRET_BALLOT and sat.item.count_by == "PHONE"
    return secret and (sat.vote is None or sat.vote.state not in state.STANDING)


def is_lost(sat: state.Sat) -> bool:
    """Tell whether the quorum has been lost in the sitting, so that chair and operator are alarmed."""
    return sat.meeting.opened_at is not None and sat.meeting.closed_at is None and not sat.quorum.met


def may_put_off(sat: state.Sat) -> bool:
    """Tell whether the sitting may be put off to another day: it has begun, is not over, and no round stands."""
    in_session = sat.meeting.state in (MeetingState.OPEN, MeetingState.ADJOURNED_NO_QUORUM)
    return in_session and (sat.vote is None or sat.vote.state not in state.STANDING)


def one_tap() -> list[tuple[str, str]]:
    """Return the notes of one tap: as they stand in the log, and in the reader's language."""
    return [(text, _(text)) for text in ONE_TAP]


def may_try(sat: state.Sat) -> bool:
    """Tell whether phones may be tried: people sign in, and no round stands."""
    stands = sat.vote is not None and sat.vote.state in state.STANDING
    return sat.meeting.sign_in_from is not None and sat.meeting.closed_at is None and not stands


def target(sat: state.Sat) -> str:
    """Return the id that the next step is about, so that a stale page cannot act on something newer."""
    if str(sat.step.step) in ("freeze-roll", "open-vote", "stop-vote", "announce") and sat.vote:
        return str(sat.vote.id)
    if str(sat.step.step) == "start-item" and sat.next_item:
        return str(sat.next_item.id)
    if str(sat.step.step) in ("prepare-vote", "end-item") and sat.item:
        return str(sat.item.id)
    return str(sat.meeting.id)


def run_line(sat: state.Sat, n: int) -> dict[str, object]:
    """Return one line of the run of show, with the planned and the actual time."""
    item = sat.items[n]
    is_now = sat.item is not None and sat.item.id == item.id
    done = not is_now and item.state not in (*state.WAITING, "IN_SESSION")
    return {
        "position": item.position, "title": item.title, "minutes": item.minutes, "started_at": item.started_at,
        "state": "now" if is_now else "done" if done else "", "word": words.item_state(item),
    }  # fmt: skip


def rail(vote: Vote | None) -> list[Step]:
    """Return the states of the round as a rail; empty without a round."""
    if vote is None:
        return []
    order = [key for key, _word in RAIL]
    at = order.index(VoteState(vote.state)) if vote.state in order else -1
    return [
        Step(label=_(word), state="done" if n < at else "now" if n == at else "todo")
        for n, (_key, word) in enumerate(RAIL)
    ]


def script_lines(sat: state.Sat) -> list[str]:
    """Return the chair's words for the item, one sentence a line."""
    if sat.meeting.state == MeetingState.ADJOURNED_NO_QUORUM:
        if later := words.resumption(sat.meeting):
            return [_("现在散会，%(later)s，请各位代表准时到会，重新签到。") % {"later": later}]
        return [_("现在休会。请各位代表不要远离会场，听候继续开会的通知。")]
    if sat.item is None:
        return [_("请主持人按会议议程主持。")] if sat.meeting.opened_at else [_("各位代表，请抓紧签到，会议即将开始。")]
    return [line.strip() for line in sat.item.script.splitlines() if line.strip()] or [
        _("现在进行第%(n)s项：%(title)s。") % {"n": sat.item.position, "title": sat.item.title}
    ]


def confirmed(vote: Vote | None) -> bool:
    """Tell whether the count has been confirmed, so that the desk may see it before the hall."""
    return vote is not None and vote.state in (VoteState.CONFIRMED, VoteState.ANNOUNCED, VoteState.PUBLISHED)


def announced(vote: Vote | None) -> bool:
    """Tell whether the result of a round has been announced."""
    return vote is not None and vote.state in (VoteState.ANNOUNCED, VoteState.PUBLISHED)


def shown_result(vote: Vote | None) -> Tally | RowsShown | None:
    """Return a confirmed result as the desk shows it, before the hall sees it."""
    if vote is None or not confirmed(vote):
        return None
    return rows.shown(vote) if vote.paper else tally_of(vote.result)


def light_words(lights: list[Guard]) -> str:
    """Return how many lights are green in words."""
    fine = sum(light.state == "ok" for light in lights)
    if fine == len(lights):
        return _("全部正常")
    return _("%(fine)s项正常，%(rest)s项留意") % {"fine": fine, "rest": len(lights) - fine}
