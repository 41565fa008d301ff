"""How single steps of a meeting are held: in the hall, online or both."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.preparing import lock_preparing, settle
from gonghui.congress.actions.presence import stream
from gonghui.congress.rules.conduct import fault
from gonghui.congress.rules.kinds import Conduct, Mode
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import RuleBroken


@action
def set_conduct(actor: Actor, *, meeting_id: UUID, modes: Mapping[str, str], now: datetime) -> None:
    """Set how the steps of a meeting that is being prepared are held: `rules.kinds.Conduct` to `Mode`.

    What is as the meeting is not kept: it follows when the meeting is held otherwise.

    Raises: RuleBroken for words that are none, or a step that cannot be held so; Conflict once it is ready; NotAllowed,
        NotFound.
    """
    meeting = lock_preparing(actor, meeting_id)
    if not set(modes) <= set(Conduct) or not set(modes.values()) <= set(Mode):
        raise RuleBroken(_("请从列表中选择每个环节的办法。"), code="no-such-conduct")
    for step, wanted in modes.items():
        found = fault(Conduct(step), Mode(wanted), Mode(meeting.mode))
        if found is not None:
            raise RuleBroken(
                f"{found.render(gettext)}。", code="conduct-not-possible", remedy=_("请改选，或者先改会议的召开方式。")
            )
    kept = {str(step): str(wanted) for step, wanted in modes.items() if wanted != meeting.mode}
    if kept == meeting.conduct:
        return unchanged()
    meeting.conduct = kept
    meeting.save(update_fields=["conduct"])
    record("set-conduct", stream=stream(meeting), subject=("meeting", meeting.id), steps=",".join(sorted(kept)))
    settle(meeting)
    return None
