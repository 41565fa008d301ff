"""A union with its term, secretary, chair and delegates, as the tests of the preparation start from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from gonghui.congress.actions import meetings, terms
from gonghui.congress.models import Delegate, Delegation, Meeting, Term
from gonghui.congress.rules.states import MandateState
from gonghui.congress.tests.make import actor_for, person, union
from gonghui.kernel.actor import Actor, Hat
from gonghui.kernel.testing import NOON, OTHER_UNION, OUR_UNION, ident
from gonghui.registry.models import Membership, Person, Union

DAY = date(2026, 3, 10)
OPENS = datetime(2026, 4, 10, 1, 0, tzinfo=UTC)
ENDS = OPENS + timedelta(hours=3)
#: What the delegates of a lawful small unit are: of 30 six managers, twenty front-line, four professionals.
MIX = ("MANAGER",) * 6 + ("FRONT_LINE",) * 20 + ("PROFESSIONAL",) * 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A term of a union and who prepares its meeting."""

    union: Union
    term: Term
    secretary: Actor
    chair: Actor
    delegates: list[Delegate]

    def delegate(self, n: int, meeting: UUID) -> Actor:
        """Return the n-th delegate as an actor who wears that hat."""
        return actor_for(self.delegates[n].person_id, Hat(role="delegate", within=meeting))


def _once(name: str) -> Person:
    return Person.objects.filter(id=ident(name)).first() or person(name)


def worker_of(ours: Union) -> Actor:
    """Return somebody of a union who prepares nothing."""
    hat = Hat(role="auditor", within=ours.id)
    return actor_for(_once(f"{ours.id} 经审").id, hat)


def stranger() -> Actor:
    """Return the secretary of another union."""
    other = Union.objects.filter(id=OTHER_UNION).first() or union(OTHER_UNION, name="云栖纺织有限公司工会")
    return actor_for(_once("外人干事").id, Hat(role="secretary", within=other.id))


def plan(*, categories: Sequence[str] = MIX, staff: int = 100, women_staff: int = 30, groups: int = 3) -> Plan:
    """Make a term, through the actions, with one full delegate for each category, spread over delegations."""
    ours = Union.objects.filter(id=OUR_UNION).first() or union()
    secretary = actor_for(person("干事").id, Hat(role="secretary", within=ours.id))
    chair = actor_for(person("主席").id, Hat(role="chair", within=ours.id))
    term_id = terms.open_term(
        secretary, union_id=ours.id, number=5, starts_on=date(2025, 1, 1), ends_on=date(2030, 1, 1), staff=staff,
        women_staff=women_staff, now=NOON,
    )  # fmt: skip
    term = Term.objects.select_related("union").get(id=term_id)
    delegations = [Delegation.objects.create(term=term, name=f"{n + 1}车间", position=n + 1) for n in range(groups)]
    mandates = []
    for n, category in enumerate(categories):
        who = person(f"代表{n}")
        Membership.objects.create(person=who, union=ours, number=f"G{n:04d}", since=DAY, category=category)
        mandates.append(
            Delegate.objects.create(
                term=term, person=who, delegation=delegations[n % groups], kind="FULL", state=MandateState.ELECTED,
                number=f"{n + 1:03d}", name=f"代表{n}", category=category, sex="FEMALE" if n % 3 == 0 else "MALE",
                employee_number=f"G{n:04d}",
            )
        )  # fmt: skip
    return Plan(union=ours, term=term, secretary=secretary, chair=chair, delegates=mandates)


def meeting_of(made: Plan, *, mode: str = "MIXED", number: int = 2) -> Meeting:
    """Plan a meeting through the action, a month ahead."""
    ident = meetings.plan_meeting(
        made.secretary, term_id=made.term.id, number=number, mode=mode, opens_at=OPENS, ends_at=ENDS, now=NOON,
        place="二楼会议厅", contact_name="宋青禾", contact_phone="19900000001",
    )  # fmt: skip
    return Meeting.objects.select_related("term__union").get(id=ident)


def fresh(meeting: Meeting) -> Meeting:
    """Read a meeting again."""
    return Meeting.objects.select_related("term__union").get(id=meeting.id)
