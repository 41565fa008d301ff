"""What the delegate's phone shows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.models import AgendaItem, Delegate, LeaveRequest, Meeting, PresenceEntry, VoteResult
from gonghui.congress.queries import papers, sites, state
from gonghui.congress.queries.ballots import awaiting
from gonghui.congress.queries.presence import conduct_of, is_present, quorum_now
from gonghui.congress.queries.rollcall import asked
from gonghui.congress.queries.trial import under_way
from gonghui.congress.rules.conduct import CONDUCT_WORDS
from gonghui.congress.rules.kinds import MODE_WORDS, Conduct, Mode
from gonghui.congress.rules.opinions import Window, window
from gonghui.congress.rules.states import MeetingState, VoteState
from gonghui.congress.screens import poll, rows, sealed, trial, words
from gonghui.congress.screens.ballot import no_right
from gonghui.congress.screens.rows import RowsShown
from gonghui.congress.screens.speakers import floor_of
from gonghui.congress.screens.ways import ways
from gonghui.kernel import live
from gonghui.ui.parts import Badge, Tab, Tally

TABS: Final = (
    ("now", gettext_noop("现在"), "now"),
    ("papers", gettext_noop("材料"), "book"),
    ("opinions", gettext_noop("意见"), "chat"),
    ("mine", gettext_noop("我的"), "user"),
)


def frame(meeting: Meeting, delegate: Delegate, current: str, now: datetime) -> dict[str, object]:
    """Return what every page of the phone needs: names, tabs, the sign-in badge, the live topic."""
    unread = papers.unread_count(meeting, delegate)
    tabs = [
        Tab(
            label=_(label), url=reverse(f"congress:{name}", args=[meeting.id]), icon=icon, current=name == current,
            count=(unread or None) if name == "papers" else None,
        )
        for name, label, icon in TABS
    ]  # fmt: skip
    return bar(meeting, delegate, now, says_itself=current == "now") | {
        "delegate": delegate, "union": meeting.term.union.unit_name,
        "meeting": words.meeting_name(meeting), "tabs": tabs, "live_topic": f"meeting/{meeting.id}",
        "live_seq": live.latest(f"meeting/{meeting.id}"), "sign_badge": sign_badge(meeting, delegate),
        "voter_key": sealed.key_place(meeting, delegate),
    }  # fmt: skip


def bar(meeting: Meeting, delegate: Delegate, now: datetime, *, says_itself: bool) -> dict[str, object]:
    """Return what interrupts on any page: a vote that waits for the delegate, a roll-call that asks, a turn to speak.

    A page that `says_itself` that there is a vote, or is the ballot, needs no bar for it.
    """
    return {
        "m": meeting, "asked": asked(meeting, delegate), "my_speech": state.speech_of(meeting, delegate),
        "to_vote": None if says_itself else awaiting(meeting, delegate.id, now), "says_itself": says_itself,
    }  # fmt: skip


def bar_again(meeting: Meeting, delegate: Delegate, now: datetime, *, says_itself: bool) -> dict[str, object]:
    """Return the bar for an open page that asks again; the badge in its head follows with it."""
    shown = bar(meeting, delegate, now, says_itself=says_itself)
    return shown | {"badge_again": sign_badge(meeting, delegate)}


def sign_badge(meeting: Meeting, delegate: Delegate) -> Badge:
    """Return whether the delegate is signed in, with their seat."""
    if is_present(meeting.id, delegate.id):
        return Badge(text=(_("已签到 %(seat)s") % {"seat": delegate.seat}).strip(), kind="ok")
    return Badge(text=_("未签到"), kind="line")


def now_part(meeting: Meeting, delegate: Delegate, now: datetime) -> dict[str, object]:
    """Return what stands under "now": the item, the speaker, my ballot, the agenda."""
    sat = state.sitting(meeting)
    ballot = state.ballot_of(sat.vote, delegate, now)
    speakers, under = floor_of(sat.item), under_way(meeting)
    mine = next((one for one in speakers.waiting if one.delegate_id == delegate.id), None)
    last = PresenceEntry.objects.filter(meeting=meeting, delegate=delegate).order_by("-seq").first()
    return {
        "m": meeting, "delegate": delegate, "sat": sat, "ballot": ballot, "speakers": speakers, "my_request": mine,
        "before_me": speakers.waiting.index(mine) if mine else 0,
        "is_speaking": speakers.speaking is not None and speakers.speaking.delegate_id == delegate.id,
        "present": last is not None and last.direction == "IN",
        "counted_out": last is not None and (last.direction, last.channel) == ("OUT", "ROLL_CALL"),
        "agenda": [agenda_line(sat, item) for item in sat.items],
        "power": _(state.power_words(sat.item)) if sat.item else "",
        "form": _(state.form_words(sat.item)) if sat.item else "",
        "base": rows.base_words(sat.vote) if sat.vote else "",
        "result": result_of(sat), "closed_result": rows.is_closed(sat.vote),
        "quorum": words.translated(sat.quorum.sentence),
        "adjourned": meeting.state == MeetingState.ADJOURNED_NO_QUORUM,
        "speech_kinds": [(key, _(word)) for key, word in words.SPEECH_WORDS.items()],
        "trial": trial.state_of(meeting, delegate) if under == "trial" else "",
        "poll": poll.state_of(meeting, delegate) if under == "poll" else "",
        "no_right": no_right(meeting) if ballot.state == "NO_RIGHT" else None,
    } | _owed(papers.owed(meeting, delegate) if meeting.opened_at is None else [])  # fmt: skip


def agenda_line(sat: state.Sat, item: AgendaItem) -> dict[str, object]:
    """Return one line of the agenda with its tick."""
    done = item.state not in (*state.WAITING, "IN_SESSION")
    is_now = sat.item is not None and sat.item.id == item.id
    return {"position": item.position, "title": item.title, "state": words.item_state(item),
            "how": "now" if is_now else "done" if done else ""}  # fmt: skip


def result_of(sat: state.Sat) -> Tally | RowsShown | None:
    """Return the result of the newest round once it has been announced; never before, nor to whom it is closed."""
    if sat.vote is None or sat.vote.state not in (VoteState.ANNOUNCED, VoteState.PUBLISHED):
        return None
    return rows.for_everybody(sat.vote) if sat.vote.paper else tally_of(sat.vote.result)


def tally_of(result: VoteResult) -> Tally:
    """Return a stored result in the shape that every face shows."""
    return Tally(
        yes=result.votes_for, no=result.votes_against, abstain=result.abstained,
        spoiled=result.blank + result.spoiled, silent=result.not_cast + result.absent, base=result.base,
        needed=result.needed, passed=result.passed,
    )  # fmt: skip


def sign_in_part(meeting: Meeting, delegate: Delegate) -> dict[str, object]:
    """Return what the sign-in page shows: who I am here, whether I am in, presence against the quorum."""
    quorum = quorum_now(meeting)
    entries = PresenceEntry.objects.filter(meeting=meeting, delegate=delegate).select_related("site")
    last = entries.order_by("-seq").first()
    return {
        "entry": last if last and last.direction == "IN" else None, "quorum": quorum,
        "kind": _(words.KIND_WORDS.get(delegate.kind, delegate.kind)),
        "channel": _(words.CHANNEL_WORDS[last.channel]) if last else "",
        "online_allowed": Mode.ON_SITE not in (meeting.mode, conduct_of(meeting)[Conduct.SIGN_IN]),
        "conduct": conduct_lines(meeting), "open": meeting.sign_in_from is not None,
        "plan": sites.plan_of(meeting, delegate),
    }  # fmt: skip


def conduct_lines(meeting: Meeting) -> list[tuple[str, str]]:
    """Return how the steps are held that are held otherwise than the meeting, in words."""
    return [
        (_(CONDUCT_WORDS[step]), _(MODE_WORDS[mode]))
        for step, mode in conduct_of(meeting).items()
        if mode != meeting.mode
    ]


def mine_part(meeting: Meeting, delegate: Delegate) -> dict[str, object]:
    """Return what stands under "mine": the mandate, presence, leave."""
    request = LeaveRequest.objects.filter(meeting=meeting, delegate=delegate).order_by("-asked_at").first()
    return sign_in_part(meeting, delegate) | {"leave_request": request, "ways": ways()}


def opinions_part(meeting: Meeting, now: datetime) -> dict[str, object]:
    """Return whether an opinion can be given now; if not, why."""
    is_sitting = meeting.opened_at is not None
    stands = window(meeting.opinions_from, meeting.opinions_until, is_sitting=is_sitting, now=now)
    said = {
        Window.AHEAD: _("会前征求意见还没有开始。"), Window.OPEN: "",
        Window.PAST: _("会前征求意见已经截止，会上审议时还可以提。"),
    }  # fmt: skip
    times = "" if is_sitting else words.window_words(meeting)
    return {
        "ways": ways(),
        "may_give": stands is Window.OPEN and meeting.closed_at is None,
        "window": said[stands] + (_("征求意见时间：%(times)s") % {"times": times} if times else ""),
    }


def opinion_start(asked_for: Mapping[str, str]) -> dict[str, object]:
    """Return what the form for an opinion starts with: the item, paper and paragraph that the address names."""
    return {name: asked_for.get(name, "") for name in ("item", "paper", "paragraph")} | {"key": uuid4()}


def item_choices(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the items of the agenda to choose from: id and words."""
    return [(str(item.id), f"{item.position}　{item.title}") for item in meeting.items.order_by("position")]


def paper_choices(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the papers that delegates have, to choose from: id and words."""
    return [
        (str(one.id), _("《%(title)s》第%(v)s版") % {"title": one.title, "v": one.version})
        for one in papers.current(meeting)
    ]


def papers_part(meeting: Meeting, delegate: Delegate) -> dict[str, object]:
    """Return the papers, those first that must be read and were not, and how many these are."""
    rows = papers.rows(meeting, delegate)
    rows.sort(key=lambda row: not (row.paper.must_read and row.read_at is None))
    return {"rows": rows} | _owed([row for row in rows if row.paper.must_read and row.read_at is None])


def _owed(rows: list[papers.PaperRow]) -> dict[str, object]:
    """Return how many papers must be read and were not, and when the delegate was last reminded of one."""
    asked_at = [row.paper.reminded_at for row in rows if row.paper.reminded_at]
    return {"owed": len(rows), "reminded": max(asked_at, default=None)}
