"""What the ballot page shows in each of its states."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.models import Delegate, Meeting, Vote
from gonghui.congress.queries import state
from gonghui.congress.queries.comments import has_commented, takes_comments
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.queries.sealed import is_sealed
from gonghui.congress.rules.effect import check_vote_right
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.screens import rows, sealed, words
from gonghui.congress.screens.finding import band
from gonghui.kernel import live
from gonghui.ui.parts import Text

REASONS: dict[str, tuple[Text, Text]] = {
    "NONE": (gettext_noop("现在没有表决"), gettext_noop("请回到现场，等待主持人宣布。")),
    "WAITING": (gettext_noop("表决还没有开始"), gettext_noop("主持人宣布开始后，这里会自动出现表决票。")),
    "NOT_ON_ROLL": (
        gettext_noop("您不在本轮名册上"),
        gettext_noop("本轮表决开始时您还没有签到。签到的代表从下一轮起参加表决。"),
    ),
    "OTHER_CLASS": (
        gettext_noop("本轮由另一类测评人投票"),
        gettext_noop("测评人分类投票，您所在的一类另有一轮，请等待主持人宣布。"),
    ),
    "AFAR": (
        gettext_noop("这一项在会场现场表决"),
        gettext_noop("您是线上签到的，本项不能在线上表决。到会场签到台改为现场签到后，可以参加下一轮。"),
    ),
    "LEFT": (gettext_noop("您已离场，不能参加表决"), gettext_noop("请重新签到；本轮停止以前回来，仍可以投票。")),
    "ON_PAPER": (gettext_noop("您用纸质表决票"), gettext_noop("请向会场工作人员领取表决票，填好后投入票箱。")),
    "AT_KIOSK": (gettext_noop("您用投票条投票"), gettext_noop("请带投票条到投票亭投本轮的票。")),
    "ON_PHONE": (
        gettext_noop("本轮请用手机投票"),
        gettext_noop("本轮名册固定的时候，您登记的是手机。这张投票条从下一轮起使用。"),
    ),
    "CLOSED_WITHOUT": (gettext_noop("表决已结束，没有收到您的票"), gettext_noop("如果您提交过，请马上告诉监票人。")),
}


def template(vote: Vote) -> str:
    """Return the template of a round's ballot: a sealed one is encrypted before it leaves the phone."""
    return f"congress/phone/{'sealed_ballot' if is_sealed(vote) else 'ballot'}.html"


def page(vote: Vote, delegate: Delegate, now: datetime) -> dict[str, object]:
    """Return the ballot of one delegate in one round."""
    meeting = vote.item.meeting
    mine = state.ballot_of(vote, delegate, now)
    title, text = REASONS.get(mine.state, ("", ""))
    without = no_right(meeting) if mine.state == "NO_RIGHT" else None
    return {
        "m": meeting, "vote": vote, "item": vote.item, "delegate": delegate, "mine": mine,
        "items": meeting.items.count(), "base": rows.base_words(vote),
        "form_words": _(state.form_words(vote.item)), "no_right": without,
        "is_by_name": vote.item.form == VoteForm.OPEN_BALLOT,
        "title": _(str(title)) if title else "", "text": _(str(text)) if text else "",
        "choice": _(words.CHOICE_WORDS.get(mine.choice, "")) if mine.choice else "",
        "chosen": words.BALLOT_PLACE.get(mine.choice, ""), "live_topic": f"meeting/{meeting.id}",
        "live_seq": live.latest(f"meeting/{meeting.id}"),
        **rows.ballot_part(vote, mine.choices), **_comment_part(vote, delegate),
        **(sealed.ballot_part(vote, delegate, mine.tracker) if is_sealed(vote) else {}),
        "total": int((vote.closes_at - vote.opened_at).total_seconds()) if vote.closes_at and vote.opened_at else 0,
    }  # fmt: skip


def _comment_part(vote: Vote, delegate: Delegate) -> dict[str, object]:
    if not takes_comments(vote):
        return {}
    return {"takes_comments": True, "commented": has_commented(vote, delegate.id)}


def no_right(meeting: Meeting) -> dict[str, str]:
    """Return why somebody who sits without a vote cannot vote, and what they can do, with the article."""
    return band(check_vote_right(pack_of(meeting), is_full_delegate=False)) | {"kind": "info"}
