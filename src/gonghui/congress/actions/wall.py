"""What the big screen shows: chosen by whoever presides or operates, or left to the sitting."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import lock_meeting, stream, topic
from gonghui.congress.models import Meeting, Paper
from gonghui.congress.queries import papers
from gonghui.congress.queries.announced import newest_announced, shows_names
from gonghui.congress.rules.pictures import LEAFED, Picture, Shown
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import RuleBroken

FIELDS = ["wall", "wall_text", "wall_paper", "wall_base", "wall_page"]
LONGEST_TEXT = 120
LONGEST_WELCOME = 60


@action
def show_on_wall(actor: Actor, *, meeting_id: UUID, shown: Shown, now: datetime) -> None:
    """Put a picture on every big screen of the meeting.

    Raises: RuleBroken for a message without words, a paper that has no text for the screen or was not served, two
        versions without a change to show, and for a result that has not been announced; NotAllowed, NotFound.
    """
    meeting = _lock(actor, meeting_id)
    require_showable(meeting, shown)
    wanted = (shown.what, shown.text.strip()[:LONGEST_TEXT], shown.paper_id, shown.base_id, shown.page)
    if (meeting.wall, meeting.wall_text, meeting.wall_paper_id, meeting.wall_base_id, meeting.wall_page) == wanted:
        return unchanged()
    meeting.wall, meeting.wall_text, meeting.wall_paper_id, meeting.wall_base_id, meeting.wall_page = wanted
    meeting.save(update_fields=FIELDS)
    record("changed-wall", stream=stream(meeting), subject=("meeting", meeting.id), what=shown.what)
    touch(topic(meeting), "wall")
    return None


@action
def turn_page(actor: Actor, *, meeting_id: UUID, by: int, now: datetime) -> None:
    """Turn the paper on the big screen by so many pages; at its ends nothing turns.

    Raises: RuleBroken when no paper is shown; NotAllowed, NotFound.
    """
    meeting = _lock(actor, meeting_id)
    if meeting.wall not in LEAFED or meeting.wall_paper is None:
        raise RuleBroken(_("大屏现在没有显示材料。"), remedy=_("请先选一份材料，切到大屏。"), code="no-paper-shown")
    page = max(0, min(meeting.wall_page + by, papers.screen_pages(meeting.wall_paper, meeting.wall_base) - 1))
    if page == meeting.wall_page:
        return unchanged()
    meeting.wall_page = page
    meeting.save(update_fields=["wall_page"])
    record("turned-page", stream=stream(meeting), subject=("meeting", meeting.id), page=page)
    touch(topic(meeting), "wall")
    return None


@action
def set_welcome_line(actor: Actor, *, meeting_id: UUID, text: str, now: datetime) -> None:
    """Set the line that the welcome shows below presence, or take it away.

    Raises: NotAllowed, NotFound.
    """
    meeting = _lock(actor, meeting_id)
    line = text.strip()[:LONGEST_WELCOME]
    if meeting.welcome_line == line:
        return unchanged()
    meeting.welcome_line = line
    meeting.save(update_fields=["welcome_line"])
    record("changed-welcome", stream=stream(meeting), subject=("meeting", meeting.id))
    touch(topic(meeting), "wall")
    return None


def require_showable(meeting: Meeting, shown: Shown) -> None:
    """Refuse a picture that would stand empty before the hall.

    Raises: RuleBroken.
    """
    if shown.what is Picture.MESSAGE and not shown.text.strip():
        raise RuleBroken(_("请写下要显示的话。"), code="text-missing")
    if shown.what in LEAFED:
        _require_page(meeting, shown)
    if shown.what in (Picture.RESULT, Picture.NAMES):
        vote = newest_announced(meeting)
        if vote is None:
            raise RuleBroken(
                _("还没有宣布过表决结果。"), remedy=_("宣布结果后才能再次显示。"), code="nothing-announced"
            )
        if shown.what is Picture.NAMES and not shows_names(vote):
            raise RuleBroken(_("这次表决不是在手机上记名投的，没有名单可以显示。"), code="no-names")


def _require_page(meeting: Meeting, shown: Shown) -> None:
    paper = next((one for one in papers.current(meeting) if one.id == shown.paper_id), None)
    if paper is None:
        raise RuleBroken(
            _("没有这份材料，或者还没有送达代表。"), remedy=_("请从列表里选一份材料。"), code="no-such-paper"
        )
    if shown.what is Picture.CHANGE:
        return _require_change(meeting, paper, shown)
    if not 0 <= shown.page < papers.screen_pages(paper, None):
        raise RuleBroken(
            _("这份材料没有可以上大屏的文字。"),
            remedy=_("请上传能提取文字的 Word 或 PDF，或在材料页填写正文。"), code="paper-without-text",
        )  # fmt: skip
    return None


def _require_change(meeting: Meeting, paper: Paper, shown: Shown) -> None:
    base, _newest = papers.pair(meeting, shown.base_id, paper.id)
    if base is None:
        raise RuleBroken(
            _("没有可以对比的旧版本。"), remedy=_("请从列表里选一组对比；只有送达过代表的版本可以上大屏。"),
            code="no-such-version",
        )  # fmt: skip
    if not 0 <= shown.page < papers.screen_pages(paper, base):
        raise RuleBroken(
            _("这两版的条文没有需要对照的改动。"), remedy=_("可以直接显示材料正文。"), code="nothing-changed"
        )


def _lock(actor: Actor, meeting_id: UUID) -> Meeting:
    meeting = lock_meeting(actor, meeting_id)
    policy.require_presiding(actor, meeting)
    return meeting
