"""Packs and plans that the tests of the rules share: a Shanghai plant with 2,846 staff and 213 delegates."""

from datetime import date

from gonghui.congress.rules.agenda import ItemPlan
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.kinds import CongressPower, Mode, UnitType, VoteForm
from gonghui.congress.rules.packfile import builtin
from gonghui.congress.rules.people import Mix, Workforce
from gonghui.congress.rules.preparation import Preparation
from gonghui.congress.rules.presidium import Scrutineer

CN, SH, TJ, ZJ, HN, JS = (builtin(name) for name in ("CN", "CN-SH", "CN-TJ", "CN-ZJ", "CN-HN", "CN-JS"))
ALL_PACKS = (CN, SH, TJ, ZJ, HN, JS)

PLANT = Workforce(staff=2846, women=1000, dispatched=120, unit_type=UnitType.PRIVATE)
BODY = Mix(total=213, managers=42, frontline=128, professionals=43, women=75, dispatched=6)


def item(matter: str, *, power: CongressPower | None = None, form: VoteForm | None = None, **rest: object) -> ItemPlan:
    """Plan an item as its matter has it in the Shanghai pack."""
    entry = SH.matters[matter]
    return ItemPlan(
        title=entry.title,
        matter=matter,
        power=power or entry.power,
        form=form or entry.form,
        mode=Mode.ON_SITE,
        **rest,  # type: ignore[arg-type]
    )


AGENDA = tuple(
    item(matter)
    for matter in (
        "M-PRO-QUALIFICATION",
        "M-PRO-PRESIDIUM",
        "M-PRO-AGENDA",
        "M-PRO-SCRUTINEERS",
        "M-PLAN",
        "M-REPORT-UNION",
        "M-SUP-PROP",
        "M-SUP-RES",
        "M-SUP-CC",
        "M-SUP-OHS",
        "M-CC",
        "M-PRO-RESOLUTION",
    )
)

READY = Preparation(
    today=date(2026, 11, 21),
    opens_on=date(2026, 12, 10),
    mode=Mode.ON_SITE,
    workforce=PLANT,
    mix=BODY,
    term_years=5,
    report_sent=True,
    report_answered=True,
    review_done=True,
    presidium=9,
    presidium_frontline=5,
    has_secretary_general=True,
    has_presiding=True,
    scrutineers=(Scrutineer(delegation=1), Scrutineer(delegation=2)),
    tellers=2,
    items=AGENDA,
    union_signed=True,
    unit_signed=True,
    papers_served_on=date(2026, 12, 1),
    groups=9,
    groups_discussed=9,
    notice_sent=True,
    rehearsed=True,
    fallback_printed=True,
)


def words(finding: Finding) -> str:
    """Say a finding whole: sentence, way out, basis."""
    return "｜".join(str(part) for part in (finding.sentence, finding.way_out, finding.basis) if part is not None)
