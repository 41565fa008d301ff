"""What the chair does next: one step at a time, each with its effect in words, or what it still waits for."""

from dataclasses import dataclass
from enum import StrEnum

from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.quorum import Quorum
from gonghui.congress.rules.sealing import LEAST_OPENED, BoxStep
from gonghui.congress.rules.states import ItemState, MeetingState, VoteState
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _


class Step(StrEnum):
    """The steps of a chair."""

    OPEN_SIGN_IN = "open-sign-in"
    OPEN_MEETING = "open-meeting"
    START_ITEM = "start-item"
    PREPARE_VOTE = "prepare-vote"
    FREEZE_ROLL = "freeze-roll"
    AWAIT_ROLL = "await-roll"
    OPEN_VOTE = "open-vote"
    STOP_VOTE = "stop-vote"
    AWAIT_KEYS = "await-keys"
    AWAIT_COUNT = "await-count"
    ANNOUNCE = "announce"
    END_ITEM = "end-item"
    CLOSE_MEETING = "close-meeting"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """The state of a sitting as far as the next step depends on it.

    `item_state`, `item_form`, `item_title` are of the item under discussion; `vote_state` of its standing round;
    `next_title` names the next item, empty when none is left; `not_cast` counts delegates of the open round who have
    not voted yet; `unsigned` counts scrutineers who have not confirmed. Of a round with sealed ballots `sealed` is
    true, `box` tells how far its box is (None before the roll is frozen), `keys_ready` whether the key ceremony is
    over, and `unlocked` counts the scrutineers who still have to sign the roll, or to open the box. `groups_missing`
    counts the delegations that have not reported on the item, where the chair has not waived it.
    """

    meeting_state: MeetingState
    sign_in_open: bool
    quorum: Quorum
    item_state: ItemState | None = None
    item_form: VoteForm = VoteForm.NONE
    item_title: str = ""
    vote_state: VoteState | None = None
    by_phone: bool = True
    next_title: str = ""
    not_cast: int = 0
    unsigned: int = 0
    ready: bool = True
    sealed: bool = False
    box: BoxStep | None = None
    keys_ready: bool = True
    unlocked: int = 0
    groups_missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """The next step: what the button says, what it does, whether it is held to confirm, what it waits for."""

    step: Step
    label: Text
    effect: Text
    hold: bool = False
    waits: Text | None = None


def next_step(sitting: Sitting) -> NextStep:
    """Return the one step that is due now."""
    if sitting.meeting_state in (MeetingState.POSTPONED, MeetingState.CANCELLED):
        return _nothing(say(_("会议已经改期或取消")))
    if sitting.meeting_state is MeetingState.OPEN:
        return _in_session(sitting)
    if sitting.meeting_state in _BEFORE:
        return _before_opening(sitting)
    return _nothing(say(_("会议已经闭会")))


_BEFORE = (
    MeetingState.PROPOSED,
    MeetingState.AGENDA_CONSULTED,
    MeetingState.MODE_DECIDED,
    MeetingState.REPORTED_UP,
    MeetingState.NOTICED,
    MeetingState.MATERIALS_SERVED,
    MeetingState.GROUP_DISCUSSION,
    MeetingState.READY,
    MeetingState.ADJOURNED_NO_QUORUM,
)


def _before_opening(sitting: Sitting) -> NextStep:
    if not sitting.ready:
        return NextStep(
            step=Step.OPEN_SIGN_IN,
            label=say(_("开始签到")),
            effect=say(_("代表可以用手机或在签到台签到。")),
            waits=say(_("会前准备还没有完成")),
        )
    if not sitting.sign_in_open:
        return NextStep(
            step=Step.OPEN_SIGN_IN,
            label=say(_("开始签到")),
            effect=say(_("大屏显示签到码，代表可以用手机或在签到台签到。")),
        )
    again = sitting.meeting_state is MeetingState.ADJOURNED_NO_QUORUM
    return NextStep(
        step=Step.OPEN_MEETING,
        label=say(_("继续开会")) if again else say(_("宣布开会")),
        effect=say(_("%(quorum)s。"), quorum=sitting.quorum.sentence),
        waits=None if sitting.quorum.met else say(_("还差 %(n)s 人到会"), n=sitting.quorum.short),
    )


def _in_session(sitting: Sitting) -> NextStep:
    if sitting.vote_state in (VoteState.READY, VoteState.OPEN, VoteState.STOPPED, VoteState.CONFIRMED):
        return _voting(sitting)
    if sitting.item_state is None:
        return _between_items(sitting)
    if sitting.item_state is ItemState.IN_SESSION and sitting.item_form is not VoteForm.NONE:
        return NextStep(
            step=Step.PREPARE_VOTE,
            label=say(_("进入表决")),
            effect=say(_("大屏和手机显示表决问题，还不能投票。")),
            waits=_groups_wait(sitting),
        )
    return NextStep(
        step=Step.END_ITEM,
        label=say(_("结束本项")),
        effect=say(_("《%(title)s》办理完毕，记入会议记录。"), title=sitting.item_title),
    )


def _between_items(sitting: Sitting) -> NextStep:
    if sitting.next_title:
        return NextStep(
            step=Step.START_ITEM,
            label=say(_("进入下一项")),
            effect=say(_("大屏和手机转到《%(title)s》。"), title=sitting.next_title),
        )
    return NextStep(
        step=Step.CLOSE_MEETING,
        label=say(_("宣布闭会")),
        effect=say(_("签到和表决全部关闭，开始计算公布和报送期限。")),
        hold=True,
    )


def _voting(sitting: Sitting) -> NextStep:
    short = None if sitting.quorum.met else say(_("到会不足法定人数，还差 %(n)s 人"), n=sitting.quorum.short)
    if sitting.sealed and (step := _sealed(sitting)) is not None:
        return step
    if sitting.vote_state is VoteState.READY:
        return NextStep(
            step=Step.OPEN_VOTE,
            label=say(_("开始表决")),
            effect=say(_("按现在到会的 %(n)s 位代表固定名册，开始收票。"), n=sitting.quorum.present),
            waits=short or _groups_wait(sitting),
        )
    if sitting.vote_state is VoteState.OPEN:
        return NextStep(
            step=Step.STOP_VOTE,
            label=say(_("按住停止表决")),
            effect=_stop_effect(sitting),
            hold=True,
            waits=short,
        )
    if sitting.vote_state is VoteState.STOPPED:
        return NextStep(
            step=Step.AWAIT_COUNT,
            label=say(_("等待监票人确认")),
            effect=say(_("两位监票人分别核对，数字一致即可宣布。")),
            waits=say(_("还有 %(n)s 位监票人没有确认"), n=sitting.unsigned)
            if sitting.unsigned
            else say(_("两位监票人的数字不一致，请他们重新核对")),
        )
    return NextStep(
        step=Step.ANNOUNCE,
        label=say(_("宣布结果")),
        effect=say(_("大屏和手机同时显示结果，宣布后不能更改。")),
    )


def _groups_wait(sitting: Sitting) -> Text | None:
    if sitting.groups_missing == 0:
        return None
    return say(_("还有 %(n)s 个代表团没有汇总讨论意见"), n=sitting.groups_missing)


def _sealed(sitting: Sitting) -> NextStep | None:
    """Return the steps that only a sealed round has: freezing and signing the roll before, opening the box after."""
    if sitting.vote_state is VoteState.READY and sitting.box is None:
        return NextStep(
            step=Step.FREEZE_ROLL,
            label=say(_("固定名册")),
            effect=say(_("按现在到会的 %(n)s 位代表固定名册，请监票人核对签名。"), n=sitting.quorum.present),
            waits=_roll_waits(sitting),
        )
    if sitting.vote_state is VoteState.READY and sitting.box is BoxStep.SEALING:
        return NextStep(
            step=Step.AWAIT_ROLL,
            label=say(_("等待监票人核对名册")),
            effect=say(_("监票人在手机上核对名册并签名，同时试开一次票箱。")),
            waits=say(_("还有 %(n)s 位监票人没有签名"), n=sitting.unlocked),
        )
    if sitting.vote_state is VoteState.STOPPED and sitting.box is BoxStep.TALLIED:
        return NextStep(
            step=Step.AWAIT_KEYS,
            label=say(_("等待监票人开票")),
            effect=say(_("监票人的手机核对全部选票后，只打开合计，不打开任何一张票。")),
            waits=say(_("还有 %(n)s 位监票人没有开票"), n=sitting.unlocked),
        )
    if sitting.vote_state is VoteState.STOPPED and sitting.box is BoxStep.WITHHELD:
        return NextStep(
            step=Step.AWAIT_KEYS,
            label=say(_("本轮不能开票")),
            effect=say(_("请作废本轮，改用纸质票重新表决。")),
            waits=say(_("收到的密封票少于 %(n)s 张，开票会暴露个人的选择"), n=LEAST_OPENED),
        )
    return None


def _roll_waits(sitting: Sitting) -> Text | None:
    if not sitting.quorum.met:
        return say(_("到会不足法定人数，还差 %(n)s 人"), n=sitting.quorum.short)
    return None if sitting.keys_ready else say(_("监票人还没有生成开票密钥"))


def _stop_effect(sitting: Sitting) -> Text:
    if not sitting.by_phone:
        return say(_("停止后不再收票，接着请监票人分别录入计票结果。"))
    if sitting.not_cast == 0:
        return say(_("停止后不再收票，接着请监票人确认。在册代表已全部交票。"))
    return say(_("停止后不再收票，接着请监票人确认。现在停止，有 %(n)s 位在册代表尚未交票。"), n=sitting.not_cast)


def _nothing(why: Text) -> NextStep:
    return NextStep(step=Step.NOTHING, label=say(_("没有下一步")), effect=why, waits=why)
