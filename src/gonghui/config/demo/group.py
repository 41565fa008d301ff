"""A state-owned construction group in Tianjin with four companies: its congress is being prepared."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from gonghui.accounts.public import DemoPerson
from gonghui.config.demo import story
from gonghui.config.demo.names import FEMALE, MALE, names, phone
from gonghui.congress.actions import agenda, mandates, meetings, terms
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local
from gonghui.registry import public as registry
from gonghui.registry.public import OfficeRole, PersonRow, Sex, StaffCategory, UnionKind, UnitKind

SYSTEM: Final = Actor.system("demo")
COMPANIES: Final = (
    ("第一建筑工程公司", 30), ("市政工程公司", 26), ("机电安装公司", 24), ("装饰工程公司", 20),
)  # fmt: skip
STAFF: Final = 1980
FIRST_NAME: Final = 400
"""Where in the list of invented names the group's people begin, so that nobody bears the same name as in the plant."""


def load(now: datetime, say: Callable[[str], None]) -> list[DemoPerson]:
    """Load the group, its companies and the congress that it prepares; return whom the log-in page offers."""
    union = _unions(now, say)
    rows = list(_rows())
    secretary = _officer(union, rows[0], OfficeRole.SECRETARY, now)
    _officer(union, rows[1], OfficeRole.CHAIR, now)
    today = local(now).date()
    term = terms.open_term(
        secretary, union_id=union, number=3, starts_on=date(today.year, 1, 1), ends_on=date(today.year + 5, 1, 1),
        staff=STAFF, women_staff=396, now=now - timedelta(days=40),
    )  # fmt: skip
    mandates.enter_delegates(secretary, term_id=term, rows=rows, now=now - timedelta(days=20))
    opens_at = now.replace(minute=0, second=0, microsecond=0) + timedelta(days=12)
    meeting = meetings.plan_meeting(
        secretary, term_id=term, number=1, mode="MIXED", opens_at=opens_at, ends_at=opens_at + timedelta(hours=4),
        place="集团大厦一楼会议中心", contact_name=rows[0].name, contact_phone="199 0000 5000",
        now=now - timedelta(days=10),
    )  # fmt: skip
    agenda.start_from_template(
        secretary, meeting_id=meeting, template="CONSTRUCTION_GROUP", now=now - timedelta(days=9)
    )
    say(f"津海建设集团：代表 {len(rows)} 人来自四家公司，三届一次大会正在准备")
    return [
        story.offered(term, rows[0].name, "津海建设集团　工会干事：十二天后开会，正在准备"),
        story.offered(term, rows[1].name, "津海建设集团　工会主席"),
    ]


def _unions(now: datetime, say: Callable[[str], None]) -> UUID:
    city = registry.found_union(
        SYSTEM, name="津海市总工会", short_name="津海市总", kind=UnionKind.FEDERATION, region="CN-TJ",
        founded_on=date(1950, 5, 1), now=now,
    )  # fmt: skip
    group = registry.found_union(
        SYSTEM, name="津海建设集团有限公司工会", short_name="津海建设", kind=UnionKind.CORPORATE_GROUP, region="CN-TJ",
        unit_name="津海建设集团有限公司", unit_kind=UnitKind.STATE, founded_on=date(1998, 7, 1), superior_id=city,
        now=now,
    )  # fmt: skip
    for name, _seats in COMPANIES:
        registry.found_union(
            SYSTEM, name=f"津海建设集团{name}工会", short_name=name, kind=UnionKind.LOCAL, region="CN-TJ",
            unit_name=f"津海建设集团{name}", unit_kind=UnitKind.STATE, founded_on=date(1999, 3, 1), superior_id=group,
            now=now,
        )  # fmt: skip
    say("登记工会：津海建设集团和四家公司")
    return group


def _rows() -> Iterator[mandates.MandateRow]:
    drawn = names()
    for _skip in range(FIRST_NAME):
        next(drawn)
    number = 0
    for company, seats in COMPANIES:
        for place in range(seats):
            yield _row(next(drawn), company, seats, place, number)
            number += 1


def _row(name: str, company: str, seats: int, place: int, number: int) -> mandates.MandateRow:
    managers, professionals = seats // 6, seats // 4
    category = (
        StaffCategory.MANAGER if place < managers
        else StaffCategory.PROFESSIONAL if place < managers + professionals else StaffCategory.FRONT_LINE
    )  # fmt: skip
    sex = Sex.FEMALE if place % 5 == 0 else Sex.MALE
    post = {StaffCategory.MANAGER: "项目经理", StaffCategory.PROFESSIONAL: "技术员"}.get(category, "钢筋工")
    staff = STAFF * seats // sum(size for _name, size in COMPANIES)
    return mandates.MandateRow(
        name=name, category=category, sex=FEMALE if sex is Sex.FEMALE else MALE, employee_number=f"JH{number:04d}",
        post=post, electoral_unit=company, unit_staff=staff, unit_seats=seats, took_part=staff - staff // 10,
        votes_for=staff * 3 // 5 + place, delegation=company, seat=f"{place + 1:02d}",
        person=PersonRow(name=name, sex=sex, number=f"JH{number:04d}", phone=phone(5000 + number), department=company,
                         post=post, category=category),
    )  # fmt: skip


def _officer(union: UUID, row: mandates.MandateRow, role: OfficeRole, now: datetime) -> Actor:
    if row.person is None:
        raise LookupError(row.name)
    person = registry.enroll_person(SYSTEM, union_id=union, row=row.person, now=now)
    registry.appoint_office(SYSTEM, union_id=union, person_id=person, role=role, since=local(now).date(), now=now)
    return story.officer(union, person, role)
