"""What the big screen shows: one picture at a time, read from a far row."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.models import Meeting, Site
from gonghui.congress.queries import sites, state
from gonghui.congress.queries.poll import polling
from gonghui.congress.queries.presence import by_delegation
from gonghui.congress.queries.trial import trying, under_way
from gonghui.congress.rules import codes
from gonghui.congress.rules.pictures import Picture, Shown
from gonghui.congress.rules.quorum import Quorum
from gonghui.congress.rules.states import MeetingState, VoteState
from gonghui.congress.screens import chosen, rollcall, rows, words
from gonghui.congress.screens.phone import agenda_line, result_of
from gonghui.congress.screens.rows import Line, RowsShown
from gonghui.congress.screens.speakers import Floor, floor_of
from gonghui.kernel import live
from gonghui.ui.parts import Bar

AGENDA_LINES = 8
PAGE_LINES = 6
NAME_WIDTH = 16
"""Signs of a name in one line of a table on the wall."""
BARS = 9
"""As many delegations are read at once; of more, nine at a time."""


def page(
    meeting: Meeting, now: datetime, *, origin: str, shown: Shown | None = None, site: Site | None = None
) -> dict[str, object]:  # fmt: skip
    """Return the picture due now, or the one `shown` names, to be looked at before the hall sees it.

    `origin` is the address of this server as the phones see it; a wall of `site` has its own count beside the whole.
    """
    shown = shown or chosen.of(meeting)
    sat = chosen.recalled(state.sitting(meeting), shown)
    speakers, asked = floor_of(sat.item), under_way(meeting)
    call = rollcall.wall(meeting, now)
    picture = "rollcall" if call else chosen.template(shown) or _picture(sat, speakers, asked=asked)
    return chosen.part(sat, shown, now) | {
        "m": meeting, "union": meeting.term.union.unit_name, "name": words.meeting_full_name(meeting),
        "name_parts": name_parts(words.meeting_full_name(meeting)), "sat": sat,
        "picture": picture, "template": f"congress/wall/_{picture}.html", "speakers": speakers,
        "call": call,
        "quorum": quorum_line(sat.quorum), "result": result_of(sat),
        "base": base_line(sat), "code": board_code(sat), "names": rows.names_line(sat.vote),
        "page": result_page(sat, now), "trial": trying(meeting) if asked == "trial" else None,
        "poll": polling(meeting) if asked == "poll" else None, "closed_result": rows.is_closed(sat.vote),
        "power": _(state.power_words(sat.item)) if sat.item else "",
        "form": _(state.form_words(sat.item)) if sat.item else "",
        "agenda": agenda(sat), "bars": chosen.due(bars(meeting), BARS, now) if picture == "sign_in" else [],
        "site": site, "own": own_line(meeting, site, sat.quorum) if site else "",
        "pause": _pause(shown, meeting), "sign_in_url": sign_in_url(meeting, now, origin, site), "total": _limit(sat),
        "live_topic": f"meeting/{meeting.id}", "live_seq": live.latest(f"meeting/{meeting.id}"),
    }  # fmt: skip


def name_parts(name: str) -> list[str]:
    """Part the name of a meeting before the second 第, so that a title in two lines breaks there and nowhere else."""
    at = name.rfind("第")
    return [name[:at], name[at:]] if at > 0 else [name]


def quorum_line(quorum: Quorum) -> str:
    """Return presence in one short line, for people who sit far away."""
    figures = _("应到 %(should)s　实到 %(present)s　法定 %(needed)s") % {
        "should": quorum.should, "present": quorum.present, "needed": quorum.needed,
    }  # fmt: skip
    met = _("已达到法定人数") if quorum.met else _("还差 %(n)s 人") % {"n": quorum.short}
    return f"{figures}　{met}"


def own_line(meeting: Meeting, site: Site, quorum: Quorum) -> str:
    """Return the count of one site beside the whole: 本会场 46/52 · 全体 187/213（须 142）."""
    own = next(row for row in sites.presence(meeting) if row.site == site)
    here = f"{own.present}/{own.should}" if own.should else str(own.present)
    return _("本会场 %(here)s · 全体 %(present)s/%(should)s（须 %(needed)s）") % {
        "here": here, "present": quorum.present, "should": quorum.should, "needed": quorum.needed,
    }  # fmt: skip


def base_line(sat: state.Sat) -> str:
    """Return what is needed, and once announced what was reached."""
    if sat.vote is None:
        return ""
    result = result_of(sat)
    if result is None or isinstance(result, RowsShown):
        return rows.base_words(sat.vote)
    base = words.translated(state.base_sentence(sat.vote))
    if result.yes == result.no:
        return _("%(base)s；%(tie)s") % {"base": base, "tie": words.translated(state.tie_sentence(sat.vote))}
    reached = _("已达到") if result.passed else _("差 %(n)s 票") % {"n": result.needed - result.yes}
    return _("%(base)s；赞成 %(yes)s 票，%(reached)s") % {"base": base, "yes": result.yes, "reached": reached}


def result_page(sat: state.Sat, now: datetime) -> dict[str, object] | None:
    """Return the page of a result of several rows that is due: who is elected first, then the whole table.

    They turn by the clock, from the announcement on, so that all screens show the same.
    """
    result = result_of(sat)
    if not isinstance(result, RowsShown) or sat.vote is None or sat.vote.announced_at is None:
        return None
    parts = [("elected", part) for part in _parted(result.elected)]
    parts += [("table", part) for part in _parted(result.lines)]
    at = chosen.turned(now, sat.vote.announced_at) % len(parts)
    return {"kind": parts[at][0], "lines": parts[at][1], "number": at + 1, "of": len(parts)}


def _parted(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """Part lines into pages that hold as many as fit: a long name takes more than one line of the screen."""
    pages: list[list[Line]] = []
    room = 0
    for line in lines:
        height = 1 + (len(line.name) - 1) // NAME_WIDTH
        if not pages or height > room:
            pages.append([])
            room = PAGE_LINES
        pages[-1].append(line)
        room -= height
    return list(pages)


def board_code(sat: state.Sat) -> str:
    """Return the head of a sealed round's board in short, so that everybody in the hall sees the same one."""
    if sat.box is None or not sat.box.head:
        return ""
    code = " ".join(sat.box.head[n : n + 4] for n in range(0, 16, 4))
    return f"{code}　{_('开票密钥由服务器代管')}" if sat.box.ceremony.hosted else code


def agenda(sat: state.Sat) -> list[dict[str, object]]:
    """Return as many lines of the agenda as a screen holds, with the item that is due among them."""
    lines = [agenda_line(sat, item) for item in sat.items]
    done = sum(line["how"] == "done" for line in lines)
    first = max(0, min(done - AGENDA_LINES // 2, len(lines) - AGENDA_LINES))
    return lines[first : first + AGENDA_LINES]


def bars(meeting: Meeting) -> list[Bar]:
    """Return presence by delegation as bars."""
    return [
        Bar(label=one.name, value=one.present, of=one.should, shown=f"{one.present}/{one.should}")
        for one in by_delegation(meeting)
    ]


def _picture(sat: state.Sat, speakers: Floor, *, asked: str) -> str:
    if sat.meeting.closed_at is not None:
        return "closed"
    if asked:
        return asked
    if sat.meeting.state == MeetingState.ADJOURNED_NO_QUORUM:
        return "pause"
    if sat.vote is not None and sat.vote.state in _VOTE_PICTURES:
        return _VOTE_PICTURES[VoteState(sat.vote.state)]
    if speakers.speaking is not None:
        return "speaker"
    if sat.item is not None:
        return "item"
    if sat.meeting.opened_at is not None:
        return "agenda"
    return "sign_in" if sat.meeting.sign_in_from and sat.quorum.met else "welcome"


def _pause(shown: Shown, meeting: Meeting) -> str:
    if shown.what is Picture.PAUSE:
        return shown.text or _("休息")
    return words.resumption(meeting) or _("休会")


_VOTE_PICTURES = {
    VoteState.READY: "question",
    VoteState.OPEN: "voting",
    VoteState.STOPPED: "counting",
    VoteState.CONFIRMED: "counting",
    VoteState.ANNOUNCED: "result",
    VoteState.PUBLISHED: "result",
}


def sign_in_url(meeting: Meeting, now: datetime, origin: str, site: Site | None = None) -> str:
    """Return the address behind the QR code of this quarter of a minute; empty while nobody signs in."""
    if meeting.sign_in_from is None or meeting.closed_at is not None:
        return ""
    code = codes.wall_code(bytes(meeting.sign_in_code.secret), now, site.id if site else None)
    return origin + reverse("congress:wall-code", args=[meeting.id, code])


def _limit(sat: state.Sat) -> int:
    if sat.vote is None or sat.vote.closes_at is None or sat.vote.opened_at is None:
        return 0
    return int((sat.vote.closes_at - sat.vote.opened_at).total_seconds())
