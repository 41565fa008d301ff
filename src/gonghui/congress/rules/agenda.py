"""The agenda: whether each item is brought, voted and placed as the law asks, and what must be reported yearly."""

from dataclasses import dataclass

from gonghui.congress.rules.contracts import check_signed_first
from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.kinds import (
    FORM_WORDS,
    MODE_WORDS,
    POWER_WORDS,
    CongressPower,
    Mode,
    OnlineElections,
    OnlineReason,
    Severity,
    UnitType,
    VoteForm,
)
from gonghui.congress.rules.owed import Remanded, check_again, check_reports
from gonghui.congress.rules.pack import Matter, Pack
from gonghui.congress.rules.parameters import (
    AGENDA_COSIGN,
    ONLINE_ELECTIONS,
    ONLINE_REASON,
    ONLINE_REASONS,
    ONSITE_MATTERS,
    ONSITE_MIN,
    POWER_FIXED,
    SECRET_POWERS,
)
from gonghui.congress.rules.powers import (
    Secrecy,
    allowed_forms,
    default_form,
    end_state_after_vote,
    end_state_without_vote,
    end_states,
    majority_for,
    secrecy,
    serves,
)
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

__all__ = [
    "ItemPlan",
    "Secrecy",
    "allowed_forms",
    "allowed_modes",
    "check_agenda",
    "check_item",
    "check_mode",
    "default_form",
    "end_state_after_vote",
    "end_state_without_vote",
    "end_states",
    "majority_for",
    "secrecy",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPlan:
    """An agenda item as it is planned. `title` is for the sentences; `is_signed`: see `contracts`.

    `on_paper`: its secret vote is counted from paper alone. `ballot_fault`: why its ballot of several rows cannot be
    put to the vote.
    """

    title: str
    matter: str
    power: CongressPower
    form: VoteForm
    mode: Mode
    has_paper: bool = True
    is_signed: bool = True
    on_paper: bool = False
    ballot_fault: Text | None = None


def allowed_modes(pack: Pack, matter: str, power: CongressPower) -> frozenset[Mode]:
    """Return where an item may be dealt with: on site only for listed matters, and for elections where so ruled."""
    onsite_only: frozenset[str] = pack[ONSITE_MATTERS]
    by_vote = power in (CongressPower.ELECT, CongressPower.EVALUATE)
    if matter in onsite_only or (by_vote and pack[ONLINE_ELECTIONS] is OnlineElections.NO):
        return frozenset({Mode.ON_SITE})
    return frozenset(Mode)


def check_item(pack: Pack, unit_type: UnitType, item: ItemPlan) -> tuple[Finding, ...]:
    """Check one item: its matter and power, how it is voted, where it is dealt with, whether a draft is signed.

    Raises: KeyError for a matter that is not in the catalogue.
    Source: 上海市职工代表大会条例 31, 33; 上海市集体合同条例 22.
    """
    matter = pack.matters[item.matter]
    return (
        _check_power(pack, unit_type, matter, item),
        _check_form(pack, item),
        _check_item_mode(pack, item),
        *((_check_reach(pack, item),) if item.on_paper else ()),
        check_signed_first(pack, item.matter, item.title, signed=item.is_signed),
    )


def check_agenda(
    pack: Pack,
    unit_type: UnitType,
    items: tuple[ItemPlan, ...],
    *,
    union_signed: bool,
    unit_signed: bool,
    yearly: bool = True,
    remanded: tuple[Remanded, ...] = (),
) -> tuple[Finding, ...]:
    """Check the agenda as a whole: agreed by both sides, the yearly reports on it, what was sent back brought again.

    `yearly` is false for an extra meeting on one urgent matter, which need not repeat the yearly reports.
    Source: 上海市职工代表大会条例 10, 12, 29, 30, 40.
    """
    findings = [
        judge(
            pack,
            AGENDA_COSIGN.rule,
            union_signed and unit_signed,
            _cosign_sentence(union_signed, unit_signed),
            way_out=say(_("请双方确认议题议程，形成协商纪要")),
        )
    ]
    if yearly:
        findings.extend(check_reports(pack, unit_type, frozenset(item.matter for item in items)))
    here = frozenset(word for item in items for word in (item.matter, item.title))
    findings.append(check_again(pack, here, remanded))
    return tuple(findings)


def check_mode(
    pack: Pack,
    mode: Mode,
    *,
    reason: OnlineReason | None,
    explained: bool,
    onsite_held_or_planned: int,
) -> tuple[Finding, ...]:
    """Check the way the meeting is held.

    `onsite_held_or_planned` counts the other meetings of the year with a hall (on site or mixed); a mixed meeting
    counts as one, for there is a hall to come to.
    """
    counted = onsite_held_or_planned + (0 if mode is Mode.ONLINE else 1)
    findings = [
        judge(
            pack,
            ONSITE_MIN.rule,
            counted >= pack[ONSITE_MIN],
            say(
                _("线上召开是现场会议的补充：每年至少现场召开 %(least)s 次，本年度共 %(count)s 次"),
                least=pack[ONSITE_MIN],
                count=counted,
            ),
            way_out=say(_("请改为现场或线上线下结合召开，或写明理由并向上级工会说明")),
            actual=str(counted),
        )
    ]
    if mode is Mode.ONLINE and pack[ONLINE_REASON]:
        permitted = pack[ONLINE_REASONS]
        findings.append(
            judge(
                pack,
                ONLINE_REASON.rule,
                reason in permitted and explained,
                say(_("全程线上召开应当说明理由：客观条件限制，或突发、临时、紧急事项")),
                way_out=say(_("请选择理由并写明情况")),
            )
        )
    return tuple(findings)


def _cosign_sentence(union_signed: bool, unit_signed: bool) -> Text:
    if union_signed and unit_signed:
        return say(_("议题和议程已由企业与工会协商确定"))
    if union_signed:
        return say(_("议题和议程还没有经企业确认"))
    if unit_signed:
        return say(_("议题和议程还没有经工会确认"))
    return say(_("议题和议程还没有经企业与工会协商确定"))


def _check_power(pack: Pack, unit_type: UnitType, matter: Matter, item: ItemPlan) -> Finding:
    # Where the law does not give the matter to this type of unit, the unit and its union agree on the power.
    return judge(
        pack,
        POWER_FIXED.rule,
        not matter.applies(unit_type) or serves(item.power, matter.power),
        say(
            _("“%(title)s”属于%(lawful)s事项，议程上列为%(planned)s"),
            title=item.title,
            lawful=say(POWER_WORDS[matter.power]),
            planned=say(POWER_WORDS[item.power]),
        ),
        way_out=say(_("请把本项改为%(lawful)s"), lawful=say(POWER_WORDS[matter.power])),
    )


def _check_form(pack: Pack, item: ItemPlan) -> Finding:
    permitted = allowed_forms(pack, item.power)
    wanted = min(permitted, key=list(VoteForm).index)
    return judge(
        pack,
        SECRET_POWERS.rule,
        item.form in permitted,
        say(
            _("“%(title)s”是%(power)s事项，表决方式为%(form)s"),
            title=item.title,
            power=say(POWER_WORDS[item.power]),
            form=say(FORM_WORDS[item.form]),
        ),
        way_out=say(_("请改为%(form)s"), form=say(FORM_WORDS[wanted])),
    )


def _check_reach(pack: Pack, item: ItemPlan) -> Finding:
    """Say whether whoever takes part from afar can vote: paper does not reach them."""
    return judge(
        pack,
        SECRET_POWERS.rule,
        item.mode is Mode.ON_SITE,
        say(_("“%(title)s”用纸质票无记名表决，线上到会的代表投不了票"), title=item.title),
        way_out=say(_("请把计票改为手机密封票，或者把本项改为现场办理")),
        severity=Severity.BLOCK if item.mode is Mode.ONLINE else Severity.WARN,
    )


def _check_item_mode(pack: Pack, item: ItemPlan) -> Finding:
    onsite_only: frozenset[str] = pack[ONSITE_MATTERS]
    rule = ONSITE_MATTERS.rule if item.matter in onsite_only else ONLINE_ELECTIONS.rule
    return judge(
        pack,
        rule,
        item.mode in allowed_modes(pack, item.matter, item.power),
        say(_("“%(title)s”的办理方式为%(mode)s"), title=item.title, mode=say(MODE_WORDS[item.mode])),
        way_out=say(_("本项应当现场审议表决，请改为现场")),
    )
