"""Loads the demo: a plant in Shanghai that meets today, and a construction group in Tianjin that prepares to."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from gonghui.accounts.public import DemoPerson
from gonghui.config.demo import board, group, plant, story
from gonghui.congress.actions import mandates, meetings, terms
from gonghui.congress.models import Meeting
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local
from gonghui.registry import public as registry
from gonghui.registry.public import OfficeRole, UnionKind, UnitKind

SYSTEM = Actor.system("demo")
Say = Callable[[str], None]


def load(now: datetime, say: Say) -> list[DemoPerson]:
    """Load everything and return whom the log-in page offers."""
    city = registry.found_union(
        SYSTEM, name="江海市总工会", short_name="江海市总", kind=UnionKind.FEDERATION, region="CN-SH",
        founded_on=date(1950, 5, 1), now=now,
    )  # fmt: skip
    say("登记工会：江海市总工会")
    return [*_plant(city, now, say), *group.load(now, say)]


def _plant(city: UUID, now: datetime, say: Say) -> list[DemoPerson]:
    day = timedelta(days=1)
    union = registry.found_union(
        SYSTEM, name=f"{plant.UNIT}工会", short_name="禾渡精密", kind=UnionKind.LOCAL, region="CN-SH",
        unit_name=plant.UNIT, unit_kind=UnitKind.PRIVATE, founded_on=date(2004, 9, 12), superior_id=city, now=now,
    )  # fmt: skip
    say("登记工会：禾渡精密制造有限公司工会")
    rows = plant.delegates()
    secretary, chair = _officers(union, rows, now)
    term = terms.open_term(
        secretary, union_id=union, number=5, starts_on=local(now).date() - 300 * day,
        ends_on=local(now).date() + (5 * 365 + 1 - 300) * day, staff=plant.STAFF, women_staff=plant.WOMEN,
        now=now - 60 * day,
    )  # fmt: skip
    mandates.enter_delegates(secretary, term_id=term, rows=rows, now=now - 45 * day)
    say(f"登记职工代表 {len(rows)} 人，九个代表团")
    story.lead_delegations(secretary, term, now - 44 * day)
    story.publish_elections(secretary, term, now - 43 * day)
    terms.qualify(secretary, term_id=term, now=now - 40 * day)
    meeting = _meeting(secretary, term, now)
    story.fill_agenda(secretary, meeting.id, plant.AGENDA, now - 29 * day)
    _posts(secretary, meeting, now - 25 * day)
    story.make_ready(secretary, chair, meeting, meeting.opens_at)
    say("五届二次职工代表大会：议程十项，已准备就绪，今天开会")
    board.load(secretary, chair, union, now)
    say("厂务公开栏：公开事项、车间海报、热点问题")
    return [
        story.offered(term, "宋青禾", "禾渡精密　工会干事：会前准备、会后归档"),
        story.offered(term, "贺明川", "禾渡精密　工会主席：主持大会"),
        story.offered(term, "秦望舒", "禾渡精密　会务操作员：主席台旁的操作台"),
        story.offered(term, "梁守拙", "禾渡精密　签到台"),
        story.offered(term, "罗予安", "禾渡精密　监票人"),
        story.offered(term, "柳成荫", "禾渡精密　监票人"),
        story.offered(term, "沈知遥", "禾渡精密　职工代表（技术质量）"),
        story.offered(term, "欧阳穗宁", "禾渡精密　职工代表（二车间）"),
        story.offered(term, "阿依努尔·托合提", "禾渡精密　职工代表（动力保障）"),
    ]


def _officers(union: UUID, rows: list[mandates.MandateRow], now: datetime) -> tuple[Actor, Actor]:
    """Enroll the union's secretary and chair, and return them as actors."""
    held = {"宋青禾": OfficeRole.SECRETARY, "贺明川": OfficeRole.CHAIR}
    found: dict[str, Actor] = {}
    for row in rows:
        if row.name in held and row.person is not None:
            person = registry.enroll_person(SYSTEM, union_id=union, row=row.person, now=now)
            registry.appoint_office(
                SYSTEM, union_id=union, person_id=person, role=held[row.name], since=local(now).date(), now=now
            )
            found[row.name] = story.officer(union, person, held[row.name])
    return found["宋青禾"], found["贺明川"]


def _meeting(secretary: Actor, term: UUID, now: datetime) -> Meeting:
    opens_at = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    meeting_id = meetings.plan_meeting(
        secretary, term_id=term, number=2, mode="MIXED", opens_at=opens_at, ends_at=opens_at + timedelta(hours=3),
        place="职工活动中心二楼报告厅", contact_name="宋青禾", contact_phone="199 0000 0001",
        now=now - timedelta(days=30),
    )  # fmt: skip
    return Meeting.objects.select_related("term__union").get(id=meeting_id)


def _posts(secretary: Actor, meeting: Meeting, now: datetime) -> None:
    presidium = ("贺明川", "沈知遥", "韦立", "陆秋实", "田野", "欧阳穗宁", "阿依努尔·托合提")
    story.appoint(secretary, meeting, "presidium", presidium, now)
    for role, names in (
        ("presiding", ("贺明川",)), ("secretary_general", ("宋青禾",)), ("scrutineer", ("罗予安", "柳成荫")),
        ("teller", ("何岚", "陆秋实")), ("desk", ("梁守拙",)), ("operator", ("秦望舒",)),
    ):  # fmt: skip
        story.appoint(secretary, meeting, role, names, now)
