"""Photographs of the sheets that were counted on by hand: kept with the round, and in the archive."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy, uploads
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.voting import lock_round
from gonghui.congress.models import Enclosure, SheetPhoto
from gonghui.congress.queries import counts, find, posts
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.states import VoteState
from gonghui.congress.uploads import Kept, Upload
from gonghui.kernel.action import action, record, touch
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, RuleBroken

COUNTED: Final = (VoteState.STOPPED, VoteState.CONFIRMED, VoteState.ANNOUNCED)
ON_PAPER: Final = {Channel.PAPER: "纸质表决票", Channel.HANDS: "举手表决"}


def attach_photo(actor: Actor, *, vote_id: UUID, channel: Channel, upload: Upload, now: datetime) -> UUID:
    """Keep the photograph of a scrutineer's own sheet; it goes into the archive with the round's papers.

    Raises: UploadRefused; RuleBroken for a file that is no picture, or a channel that has no sheet; Conflict before
        the stop or after the publication; NotAllowed, NotFound.
    """
    policy.require_scrutineer(actor, find.vote(actor, vote_id).item.meeting)
    kept = uploads.keep(upload)
    try:
        if not kept.media_type.startswith("image/"):
            raise RuleBroken(_("这不是照片。"), remedy=_("请用手机拍下计票单，上传.jpg或.png。"), code="no-picture")
        return _attach(actor, vote_id=vote_id, channel=channel, kept=kept, now=now)
    except BaseException:
        uploads.drop(kept)
        raise


@action
def _attach(actor: Actor, *, vote_id: UUID, channel: Channel, kept: Kept, now: datetime) -> UUID:
    vote = lock_round(vote_id)
    meeting = vote.item.meeting
    policy.require_scrutineer(actor, meeting)
    if vote.state not in COUNTED:
        raise Conflict(_("现在不能上传计票单照片。"), remedy=_("请等主持人停止表决；公示以后不能再加。"))
    if channel not in ON_PAPER or channel not in counts.channels_of(vote):
        raise RuleBroken(_("这一轮没有这种计票单。"), code="no-such-sheet")
    post = posts.own_post(actor, meeting, "scrutineer")
    title = f"第{vote.item.position}项第{vote.round}轮{ON_PAPER[channel]}计票单照片"
    enclosure = Enclosure.objects.create(
        meeting=meeting, serves="tally_sheet", title=title, file_name=kept.name, file_path=kept.path, size=kept.size,
        sha256=kept.sha256, by_account=actor.account_id, at=now,
    )  # fmt: skip
    photo = SheetPhoto.objects.create(vote=vote, channel=channel, scrutineer=post, enclosure=enclosure)
    record("photographed-sheet", stream=stream(meeting), subject=("vote", vote.id), channel=str(channel),
           sha256=kept.sha256)  # fmt: skip
    touch(topic(meeting), "vote")
    return photo.id
