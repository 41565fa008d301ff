"""What an agenda owes: the yearly reports, what was sent back, and what no agenda of its kind leaves out."""

from dataclasses import dataclass, replace

from gonghui.congress.rules.findings import Finding, advise, judge
from gonghui.congress.rules.kinds import CongressPower, UnitType
from gonghui.congress.rules.law import LawRef, basis
from gonghui.congress.rules.pack import Matter, Pack
from gonghui.congress.rules.parameters import MANDATORY_REPORTS, REMAND_ON_SPLIT
from gonghui.congress.rules.text import mark as _
from gonghui.congress.rules.text import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Remanded:
    """An item that an earlier congress sent back to enterprise and union, and of which none has heard since."""

    title: str
    matter: str


def check_reports(pack: Pack, unit_type: UnitType, here: frozenset[str]) -> list[Finding]:
    """Tell which yearly reports are missing, article by article; what this type of unit does not owe is not asked.

    `here` are the matters on the agenda. Source: 上海市职工代表大会条例 10, 12, 40.
    """
    wanted: frozenset[str] = pack[MANDATORY_REPORTS]
    missing: dict[tuple[str, int | None], list[Matter]] = {}
    for code in sorted(wanted - here):
        matter = pack.matters[code]
        if matter.applies(unit_type):
            ref = matter.sources[0] if matter.sources else None
            missing.setdefault((ref.law, ref.article) if ref else ("", None), []).append(matter)
    if not missing:
        return [judge(pack, MANDATORY_REPORTS.rule, True, say(_("每年应当向大会报告的事项都已列入议程")))]
    return [_missing_reports(pack, matters) for _place, matters in sorted(missing.items(), key=lambda one: str(one[0]))]


def check_again(pack: Pack, here: frozenset[str], remanded: tuple[Remanded, ...]) -> Finding:
    """Check that what was sent back is brought again; `here` are the matters and the titles on the agenda.

    Source: 上海市职工代表大会条例 30.
    """
    waiting = [one.title for one in remanded if not here & {one.matter, one.title}]
    return judge(
        pack,
        REMAND_ON_SPLIT.rule,
        not waiting or not pack[REMAND_ON_SPLIT],
        say(_("以前的大会退回协商的“%(titles)s”还没有列入议程"), titles="”、“".join(waiting))
        if waiting
        else say(_("没有等待再次审议的事项")),
        way_out=say(_("请企业和工会协商修改后，提交大会再次审议")),
    )


def check_usual(
    pack: Pack, unit_type: UnitType, here: frozenset[str], *, yearly: bool = True, without: frozenset[str] = frozenset()
) -> tuple[Finding, ...]:
    """Check that nothing is left out that every template for this type of unit holds to be a must.

    `here` are the matters on the agenda. What the yearly reports ask for already is not asked twice; nor what is in
    `without`, because something else asks for it or this unit has no need of it. An extra meeting needs the meeting's
    own business alone.
    """
    templates = pack.templates_for(unit_type)
    musts = [{line.matter for line in template.items if line.must} for template in templates]
    usual = set.intersection(*musts) if musts else set()
    reports: frozenset[str] = pack[MANDATORY_REPORTS]
    settled = here | reports | without
    missing = [
        matter
        for code, matter in pack.matters.items()
        if code in usual - settled and (yearly or matter.power is CongressPower.PROCEDURE)
    ]
    if not missing:
        return ()
    return (
        advise(
            missing[0],
            False,
            say(_("议程缺少通常不可缺的事项：%(titles)s"), titles="、".join(matter.title for matter in missing)),
            way_out=say(_("请补充这些事项；确实不需要的，可以不列")),
        ),
    )


def _missing_reports(pack: Pack, matters: list[Matter]) -> Finding:
    found = judge(
        pack,
        MANDATORY_REPORTS.rule,
        False,
        say(_("议程缺少每年应当向大会报告的事项：%(titles)s"), titles="、".join(matter.title for matter in matters)),
        way_out=say(_("请补充这些报告；已在本年度其他会议报告过的，写明会议名称")),
    )
    first = matters[0].sources[0] if matters[0].sources else None
    if first is None:
        return found
    law = first if len(matters) == 1 else LawRef(law=first.law, article=first.article, seen=first.seen)
    return replace(found, law=law, basis=basis((law,), law.seen))
