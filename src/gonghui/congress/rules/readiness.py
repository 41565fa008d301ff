"""What is still missing before a meeting can open (还差什么), step by step of the secretary's nine."""

from dataclasses import dataclass

from gonghui.congress.rules.agenda import check_agenda, check_item, check_mode
from gonghui.congress.rules.calendar import check_materials, check_term
from gonghui.congress.rules.composition import check_composition
from gonghui.congress.rules.conduct import check_conduct, modes_of
from gonghui.congress.rules.election import check_recorded
from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.joint import check_joint_report
from gonghui.congress.rules.kinds import CongressPower, Severity
from gonghui.congress.rules.law import LawRef
from gonghui.congress.rules.owed import check_usual
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import GROUP_DISCUSSION, REMAND_ON_SPLIT
from gonghui.congress.rules.preparation import Preparation
from gonghui.congress.rules.presidium import (
    COMMITTEE_LIST,
    check_committees_elected,
    check_presidium,
    check_scrutineers,
)
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

#: The matter by which the congress elects its presidium.
PRESIDIUM_LIST = "M-PRO-PRESIDIUM"
#: The matter under which the congress hears who its delegates are.
QUALIFICATION = "M-PRO-QUALIFICATION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing still missing. `must` gaps keep the meeting from opening; others are advice.

    `can_override` marks a must that goes on with a written reason; rule, basis and law are None where no rule asks.
    """

    step: PrepStep
    must: bool
    can_override: bool
    sentence: Text
    way_out: Text
    rule: str | None = None
    basis: Text | None = None
    law: LawRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The list of gaps, in the order of the steps, and whether the meeting can open (可以开会)."""

    gaps: tuple[Gap, ...]

    @property
    def can_open(self) -> bool:
        """Say whether nothing that must be there is missing."""
        return not any(gap.must for gap in self.gaps)

    def of_step(self, step: PrepStep) -> tuple[Gap, ...]:
        """Return the gaps of one step."""
        return tuple(gap for gap in self.gaps if gap.step is step)

    def is_done(self, step: PrepStep) -> bool:
        """Say whether a step has nothing left that must be done: it may carry a tick."""
        return not any(gap.must for gap in self.of_step(step))


def readiness(pack: Pack, plan: Preparation) -> Readiness:
    """Return what is still missing for a meeting, step by step, musts before advice within each step.

    Raises: KeyError when an item names a matter that is not in the pack's catalogue.
    """
    gaps = [
        *_basics(pack, plan),
        *_upward(plan),
        *_delegates(pack, plan),
        *_bodies(pack, plan),
        *_agenda(pack, plan),
        *_materials(pack, plan),
        *_opinions(pack, plan),
        *_notice(plan),
        *_rehearsal(plan),
    ]
    return Readiness(gaps=tuple(sorted(gaps, key=lambda gap: (gap.step, not gap.must))))


def _basics(pack: Pack, plan: Preparation) -> list[Gap]:
    findings = [
        check_term(pack, plan.term_years),
        *check_mode(
            pack,
            plan.mode,
            reason=plan.online_reason,
            explained=plan.online_explained,
            onsite_held_or_planned=plan.onsite_others,
        ),
        *check_conduct(pack, modes_of(plan.mode, plan.conduct)),
    ]
    gaps = _gaps(plan, PrepStep.BASICS, findings)
    if plan.opens_on is None:
        gaps.append(_must(PrepStep.BASICS, say(_("还没有确定开会日期")), say(_("请填写召开时间和地点"))))
    elif plan.opens_on < plan.today:
        gaps.append(_must(PrepStep.BASICS, say(_("开会日期已经过去")), say(_("请改为今天或以后的日期"))))
    return gaps


def _upward(plan: Preparation) -> list[Gap]:
    if not plan.report_sent:
        remedy = say(_("请把筹备情况报送上级工会，再登记报送日期"))
        return [_may(PrepStep.UPWARD, say(_("还没有向上级工会报告会议筹备情况")), remedy)]
    if not plan.report_answered:
        return [_may(PrepStep.UPWARD, say(_("上级工会还没有批复")), say(_("请跟进批复，收到后登记文号")))]
    return []


def _delegates(pack: Pack, plan: Preparation) -> list[Gap]:
    if plan.mix.total == 0:
        return [_must(PrepStep.DELEGATES, say(_("还没有职工代表名册")), say(_("请导入代表名册")))]
    gaps = _gaps(plan, PrepStep.DELEGATES, list(check_composition(pack, plan.workforce, plan.mix)))
    for unit in plan.failing_units:
        gaps.append(
            _must(
                PrepStep.DELEGATES,
                say(_("选区“%(unit)s”的选举不符合规定"), unit=unit),
                say(_("请核对参加人数和得票，必要时重新选举")),
            )
        )
    if not plan.workforce.is_general_meeting:
        gaps += _gaps(plan, PrepStep.DELEGATES, check_recorded(pack, plan.silent_units, plan.without_unit))
    if plan.without_delegation:
        gaps.append(
            _must(
                PrepStep.DELEGATES,
                say(_("还有 %(count)s 名代表没有编入代表团"), count=plan.without_delegation),
                say(_("请把全部代表编入代表团（组）")),
            )
        )
    if not plan.review_done:
        gaps.append(_must(PrepStep.DELEGATES, say(_("还没有代表资格审查报告")), say(_("请完成资格审查并生成报告"))))
    return gaps


def _bodies(pack: Pack, plan: Preparation) -> list[Gap]:
    presidium_listed = any(item.matter == PRESIDIUM_LIST for item in plan.items)
    findings = [
        *check_presidium(
            pack,
            delegates=plan.mix.total,
            staff=plan.workforce.staff,
            members=plan.presidium,
            frontline=plan.presidium_frontline,
            elected=presidium_listed,
        ),
        check_scrutineers(pack, plan.scrutineers),
    ]
    gaps = _gaps(plan, PrepStep.BODIES, findings)
    if not plan.has_presiding:
        gaps.append(_must(PrepStep.BODIES, say(_("还没有确定大会执行主席")), say(_("请从主席团成员中确定执行主席"))))
    if not plan.has_secretary_general:
        gaps.append(_may(PrepStep.BODIES, say(_("还没有提名大会秘书长")), say(_("请提名秘书长"))))
    if plan.tellers == 0:
        gaps.append(_may(PrepStep.BODIES, say(_("还没有提名计票人")), say(_("请提名计票人"))))
    return gaps


def _agenda(pack: Pack, plan: Preparation) -> list[Gap]:
    if not plan.items:
        return [_must(PrepStep.AGENDA, say(_("还没有议程")), say(_("请从模板选择议程，再逐项调整")))]
    unit_type = plan.workforce.unit_type
    findings = list(
        check_agenda(
            pack,
            unit_type,
            plan.items,
            union_signed=plan.union_signed,
            unit_signed=plan.unit_signed,
            yearly=plan.yearly,
            remanded=plan.remanded,
        )
    )
    # The presidium is asked for in its own step; where all staff meet, nobody's mandate is reviewed.
    without = {PRESIDIUM_LIST} | ({QUALIFICATION} if plan.workforce.is_general_meeting else set())
    here = frozenset(item.matter for item in plan.items)
    findings.extend(check_usual(pack, unit_type, here, yearly=plan.yearly, without=frozenset(without)))
    findings.append(check_joint_report(pack, plan.items, unreported=plan.joint_unreported))
    elected = plan.committees_elected or COMMITTEE_LIST in here
    findings.append(check_committees_elected(pack, committees=plan.committees, elected=elected))
    for item in plan.items:
        findings.extend(check_item(pack, unit_type, item))
    return [*_ballots(plan), *_gaps(plan, PrepStep.AGENDA, findings)]


def _ballots(plan: Preparation) -> list[Gap]:
    return [
        _must(
            PrepStep.AGENDA,
            say(_("“%(title)s”的表决票还不完整：%(fault)s"), title=item.title, fault=item.ballot_fault),
            say(_("请在议程里打开这一项的票面，补齐后再确定可以开会")),
        )
        for item in plan.items
        if item.ballot_fault is not None
    ]


def _materials(pack: Pack, plan: Preparation) -> list[Gap]:
    gaps = [
        _must(
            PrepStep.MATERIALS,
            say(_("“%(title)s”还没有书面材料"), title=item.title),
            say(_("请上传材料或录入正文")),
        )
        for item in plan.items
        if not item.has_paper and item.power is not CongressPower.PROCEDURE
    ]
    if plan.opens_on is not None:
        served = check_materials(
            pack, opens_on=plan.opens_on, served_on=plan.papers_served_on, unreached=plan.papers_unreached
        )
        gaps += _gaps(plan, PrepStep.MATERIALS, [served])
    return gaps


def _opinions(pack: Pack, plan: Preparation) -> list[Gap]:
    if plan.groups == 0 and pack[GROUP_DISCUSSION]:
        # Nobody of nobody has discussed anything: that is not a discussion held.
        first = say(_("请先编代表团（组），再由各代表团（组）讨论会议材料"))
        return [_may(PrepStep.OPINIONS, say(_("还没有代表团（组），会议材料无人讨论")), first)]
    findings = [
        judge(
            pack,
            GROUP_DISCUSSION.rule,
            plan.groups_discussed >= plan.groups or not pack[GROUP_DISCUSSION],
            say(
                _("已有 %(done)s 个代表团（组）讨论并汇总意见，共 %(groups)s 个"),
                done=plan.groups_discussed,
                groups=plan.groups,
            ),
            way_out=say(_("请各代表团（组）讨论会议材料，由工会汇总意见")),
            actual=f"{plan.groups_discussed}/{plan.groups}",
        ),
        judge(
            pack,
            REMAND_ON_SPLIT.rule,
            not plan.split_items or not pack[REMAND_ON_SPLIT],
            say(_("代表对“%(titles)s”意见分歧较大"), titles="、".join(plan.split_items))
            if plan.split_items
            else say(_("没有意见分歧较大的事项")),
            way_out=say(_("请企业和工会协商修改后，提交大会再次审议")),
        ),
    ]
    return _gaps(plan, PrepStep.OPINIONS, findings)


def _notice(plan: Preparation) -> list[Gap]:
    if not plan.notice_sent:
        return [_must(PrepStep.NOTICE, say(_("还没有发出会议通知")), say(_("请预览并发出会议通知")))]
    if plan.notice_unreached:
        return [
            _may(
                PrepStep.NOTICE,
                say(_("还有 %(count)s 名代表没有收到会议通知"), count=plan.notice_unreached),
                say(_("请对这些代表再次发送，或电话通知")),
            )
        ]
    return []


def _rehearsal(plan: Preparation) -> list[Gap]:
    gaps = []
    if not plan.rehearsed:
        gaps.append(_may(PrepStep.REHEARSAL, say(_("还没有彩排")), say(_("请用 30 分钟走一遍签到、表决和大屏"))))
    if not plan.fallback_printed:
        gaps.append(
            _may(PrepStep.REHEARSAL, say(_("还没有打印纸质备用包")), say(_("请打印签到表、表决票、计票单和主持词")))
        )
    return gaps


def _gaps(plan: Preparation, step: PrepStep, findings: list[Finding]) -> list[Gap]:
    """Turn findings that are not kept into gaps; an overridden rule stays on the list as advice."""
    gaps = []
    for found in findings:
        if found.ok:
            continue
        overridden = found.needs_reason and found.rule in plan.overridden
        gaps.append(
            Gap(
                step=step,
                must=found.severity is not Severity.WARN and not overridden,
                can_override=found.needs_reason,
                sentence=found.sentence,
                way_out=found.way_out or found.basis,
                rule=found.rule,
                basis=found.basis,
                law=found.law,
            )
        )
    return gaps


def _must(step: PrepStep, sentence: Text, way_out: Text) -> Gap:
    return Gap(step=step, must=True, can_override=False, sentence=sentence, way_out=way_out)


def _may(step: PrepStep, sentence: Text, way_out: Text) -> Gap:
    return Gap(step=step, must=False, can_override=False, sentence=sentence, way_out=way_out)
