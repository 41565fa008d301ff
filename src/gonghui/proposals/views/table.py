"""The steps of a proposal as pages: when each is offered, what its form asks and which action it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gonghui.proposals.actions import handling, praising, reviewing, settling, writing
from gonghui.proposals.forms import (
    AnswerBelowForm,
    AnswerForm,
    AssignForm,
    AwardForm,
    CheckForm,
    CountersignForm,
    MergeForm,
    RateForm,
    ReasonForm,
    ReplyForm,
    StepForm,
    WhyForm,
)
from gonghui.proposals.queries.whole import Side, Whole
from gonghui.proposals.rules.judging import may_settle_unrated
from gonghui.proposals.rules.kinds import Grade, HandRole, Part
from gonghui.proposals.rules.states import ANSWERED, IN_HAND, UNSENT, Event, State, allows


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """One step: `place` and `verb` make its address, `offered` says when its button stands on the page."""

    place: str
    verb: str
    title: Promise
    lede: Promise | str
    icon: str
    act: Callable[..., object]
    done: Promise
    offered: Callable[[Whole, date], bool]
    form: type[StepForm] = StepForm
    main: bool = False


def _state(*states: State) -> Callable[[Whole, date], bool]:
    return lambda whole, _day: whole.state in states


def _author(*states: State) -> Callable[[Whole, date], bool]:
    return lambda whole, _day: whole.side is Side.AUTHOR and whole.state in states


def _works(part: Part, state: State, role: HandRole | None = None) -> Callable[[Whole, date], bool]:
    return lambda whole, _day: whole.state is state and whole.works_as(part, role)


def _may_countersign(whole: Whole, _day: date) -> bool:
    mine = [one for one in whole.parts if one.department_id == whole.my_department and one.round == whole.round]
    waits = any(one.countersigned_at is None and not one.sent_back for one in mine)
    return whole.state is State.COUNTERSIGN and whole.works_as(Part.ASSIST) and waits


def _may_supervise(whole: Whole, _day: date) -> bool:
    return not whole.is_supervised and whole.state in (State.ACCEPTED, *IN_HAND, State.TRACKED)


def _settled(whole: Whole, _day: date) -> bool:
    return whole.state in (State.TRACKED, State.CLOSED) and not whole.award and whole.grade != Grade.UNSATISFIED


def _may_forward(whole: Whole, _day: date) -> bool:
    return bool(whole.number) and whole.forward is None and whole.state is not State.MERGED


OWN: Final = (
    StepPage(place="own", verb="rate", title=_("评价办理结果"), icon="check-ring", form=RateForm,
             act=settling.rate, main=True,
             lede=_("只有提案人本人可以评价。不满意的，重新办理一次。"), done=_("已评价，谢谢。"),
             offered=_author(State.REPLIED)),
    StepPage(place="own", verb="answer", title=_("答复附议邀请"), icon="check", form=AnswerForm, main=True,
             act=writing.answer_invitation, lede=_("提交以前可以改变主意。提案改动后会再请您确认。"),
             done=_("已答复。"),
             offered=lambda whole, _day: whole.side is Side.COSIGNER and whole.state in UNSENT),
    StepPage(place="own", verb="submit", title=_("提交提案"), icon="upload", act=writing.submit, main=True,
             lede=_("提交后由提案工作委员会审查，内容不能再改。"), done=_("已提交，审查结果会在这里告诉您。"),
             offered=_author(*UNSENT)),
    StepPage(place="own", verb="withdraw", title=_("撤回提案"), icon="undo", act=writing.withdraw,
             lede=_("撤回后不再审查。需要时可以重新写一件。"), done=_("已撤回。"),
             offered=_author(*UNSENT, State.SUBMITTED)),
)  # fmt: skip
DESK: Final = (
    StepPage(place="desk", verb="accept", title=_("立案"), icon="check", act=reviewing.accept, main=True,
             lede=_("编给案号，列入交办。"), done=_("已立案，请交办。"), offered=_state(State.SUBMITTED)),
    StepPage(place="desk", verb="merge", title=_("并案"), icon="copy", form=MergeForm, act=reviewing.merge,
             lede=_("与内容相同的提案一起办理，提案人同样收到答复。"), done=_("已并案。"),
             offered=lambda whole, _day: allows(whole.state, Event.MERGE)),
    StepPage(place="desk", verb="convert", title=_("转为建议"), icon="chat", form=ReasonForm, act=reviewing.convert,
             lede=_("不作为提案办理，转有关方面研究参考。"), done=_("已转为建议。"), offered=_state(State.SUBMITTED)),
    StepPage(place="desk", verb="mend", title=_("退回补正"), icon="undo", form=ReasonForm,
             act=reviewing.send_for_mending, lede=_("写明要补正什么，提案人改好后再提交。"), done=_("已退回提案人。"),
             offered=_state(State.SUBMITTED)),
    StepPage(place="desk", verb="refuse", title=_("不予立案"), icon="ban", form=ReasonForm, act=reviewing.refuse,
             lede=_("必须写明理由，提案人会看到。"), done=_("已答复提案人：不予立案。"),
             offered=_state(State.SUBMITTED)),
    StepPage(place="desk", verb="assign", title=_("交办"), icon="arrow-right", form=AssignForm, act=handling.assign,
             lede=_("交给主办部门，需要时请其他部门协办。办理期限从今天算起。"), done=_("已交办。"), main=True,
             offered=_state(State.ACCEPTED)),
    StepPage(place="desk", verb="settle", title=_("办结（未评价）"), icon="check", act=settling.settle_unrated,
             lede=_("提案人在期限内没有评价。办结后仍记为未评价，不会代填。"), done=_("已办结。"),
             offered=lambda whole, day: whole.state is State.REPLIED and may_settle_unrated(whole.due_on, day)),
    StepPage(place="desk", verb="check", title=_("复查承诺"), icon="search", form=CheckForm, act=settling.check_promise,
             lede=_("列入计划的答复，按期复查到兑现为止。"), done=_("已登记。"), main=True,
             offered=_state(State.TRACKED)),
    StepPage(place="desk", verb="supervise", title=_("列入督办"), icon="warn",
             act=lambda actor, **given: praising.supervise(actor, is_supervised=True, **given),
             lede=_("在督办清单里单独列出，承办部门也会看到。"), done=_("已列入督办。"), offered=_may_supervise),
    StepPage(place="desk", verb="release", title=_("解除督办"), icon="check",
             act=lambda actor, **given: praising.supervise(actor, is_supervised=False, **given),
             lede=_("从督办清单中取下。"), done=_("已解除督办。"),
             offered=lambda whole, _day: whole.is_supervised and whole.state not in (State.CLOSED, State.REPLIED)),
    StepPage(place="desk", verb="publish", title=_("公开答复"), icon="people", act=praising.publish_reply,
             lede=_("向本单位全体职工公开提案和答复。要求保密的，不显示提案人和附议人。"), done=_("已公开。"),
             offered=lambda whole, _day: whole.state in ANSWERED and not whole.is_public),
    StepPage(place="desk", verb="award", title=_("评为优秀提案"), icon="badge", form=AwardForm, act=praising.award,
             lede=_("写明奖项名称，如“2026年度优秀提案”。"), done=_("已登记。"), offered=_settled),
    StepPage(place="desk", verb="forward", title=_("推荐给上级工会"), icon="upload", form=WhyForm,
             act=praising.forward_up, lede=_("上级工会看得到提案内容和推荐理由；要求保密的，看不到提案人。"),
             done=_("已推荐，上级答复后会在这里显示。"), offered=_may_forward),
)  # fmt: skip
TASK: Final = (
    StepPage(place="task", verb="reply", title=_("拟写答复"), icon="pencil", form=ReplyForm, act=handling.draft_reply,
             lede=_("写好后先请协办部门会签，再由分管领导签批，签批后送达提案人。"), done=_("已送会签。"), main=True,
             offered=_works(Part.LEAD, State.ASSIGNED)),
    StepPage(place="task", verb="send-back", title=_("退办"), icon="undo", form=ReasonForm, act=handling.send_back,
             lede=_("不属于本部门职责的，写明理由，请工会改派。"), done=_("已退回，请等待改派。"),
             offered=_works(Part.LEAD, State.ASSIGNED)),
    StepPage(place="task", verb="countersign", title=_("会签"), icon="check", form=CountersignForm,
             act=handling.countersign, lede=_("所有协办部门会签后，才送分管领导签批。"), done=_("已会签。"), main=True,
             offered=_may_countersign),
    StepPage(place="task", verb="sign", title=_("签批并送达"), icon="check", act=handling.sign_reply, main=True,
             lede=_("签批后答复立即送达提案人，不能再改。"), done=_("已签批，答复送达提案人。"),
             offered=_works(Part.LEAD, State.SIGNING, HandRole.LEADER)),
    StepPage(place="task", verb="reject", title=_("退回修改"), icon="undo", form=ReasonForm, act=handling.reject_reply,
             lede=_("写明要改什么。改好后重新会签。"), done=_("已退回承办人。"),
             offered=_works(Part.LEAD, State.SIGNING, HandRole.LEADER)),
)  # fmt: skip
BELOW: Final = (
    StepPage(place="below", verb="answer", title=_("答复下级工会"), icon="chat", form=AnswerBelowForm, main=True,
             act=praising.answer_below, lede=_("答复后，推荐的工会和提案人都能看到。"), done=_("已答复。"),
             offered=lambda whole, _day: whole.forward is not None and not whole.forward.answer),
)  # fmt: skip
ALL: Final = {(one.place, one.verb): one for one in (*OWN, *DESK, *TASK, *BELOW)}
