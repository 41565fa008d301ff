"""Fill a database with proposals and ask it as the pages do: `python -m bench._proposals_run N TURNS`.

Prints JSON: question -> pairs of milliseconds, on the clock and of the processor, sorted.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.config.settings")
django.setup()

from django.test import Client  # noqa: E402 - names models, so Django must be set up

from gonghui.accounts.tests.make import log_in  # noqa: E402
from gonghui.kernel import clock  # noqa: E402
from gonghui.kernel.actor import Actor  # noqa: E402
from gonghui.proposals.models import Assignment, Proposal, Step  # noqa: E402
from gonghui.proposals.rules.states import State  # noqa: E402
from gonghui.proposals.tests.make import Unit, unit  # noqa: E402
from gonghui.registry.models import Membership, Office, Person  # noqa: E402

PLACES = [
    "一车间",
    "二车间",
    "三车间",
    "装配线",
    "热处理线",
    "食堂",
    "宿舍",
    "仓库",
    "停车场",
    "变电站",
    "检验室",
    "班车",
]
THINGS = [
    "通风降温",
    "照明改造",
    "饮水机",
    "通勤车",
    "更衣柜",
    "防护手套",
    "技能津贴",
    "夜班补贴",
    "体检项目",
    "培训课程",
]
VERBS = ["增设", "改造", "更换", "调整", "延长", "公开", "统一", "规范"]
WORDS = [
    "夏季高温",
    "职工反映",
    "多次排队",
    "影响节拍",
    "安全隐患",
    "年轻职工",
    "加班较多",
    "标准不一",
    "设备老化",
    "成本可控",
]
SEARCHED = (
    *["通风", "夜班", "饮水", "班车", "体检", "隐患", "津贴", "培训", "照明", "高温", "二车间", "没有的话", "2021-1"],
    "防护 手套",
)
ENDS = (State.SUBMITTED, State.ACCEPTED, State.ASSIGNED, State.REPLIED, State.TRACKED, State.REFUSED)
STATES = (State.CLOSED,) * 14 + ENDS
CATEGORIES = ("PRODUCTION", "WAGES", "SAFETY", "TRAINING", "WELFARE", "MANAGEMENT")
LENGTH = 12
"""Sentences of a text."""


def sentence(n: int) -> str:
    """Return a sentence that differs by its number."""
    return (f"{PLACES[n % 12]}{WORDS[n * 7 % 10]}，{WORDS[n * 3 % 10]}，{PLACES[n * 5 % 12]}的{THINGS[n * 11 % 10]}"
            f"需要{VERBS[n % 8]}，预计涉及{n % 97 + 3}人。")  # fmt: skip


def fill(made: Unit, count: int) -> None:
    """Store proposals spread over ten years, each with its story, two departments and a reply."""
    now = datetime.now(UTC)
    rows: list[Proposal] = []
    parts: list[Assignment] = []
    steps: list[Step] = []
    departments = list(made.departments.values())
    delegates = made.hall.delegates
    for n in range(count):
        at, author, state = now - timedelta(days=3650 * (count - n) / count), delegates[n % 6], STATES[n % 20]
        title = f"{PLACES[n % 12]}{VERBS[n % 8]}{THINGS[n * 7 % 10]}"
        reason, measures = ("".join(sentence(n * k + k) for k in range(1, LENGTH + 1)) for _ in range(2))
        number = f"{at.year}-{n:04d}"
        row = Proposal(
            union_id=made.union, term_id=made.hall.meeting.term_id, state=state, number=number, year=at.year,
            title=title, category=CATEGORIES[n % 6], reason=reason, measures=measures,
            found_by="\n".join((number, title, reason, measures)).casefold(), author_id=author.person_id,
            delegate_id=author.id, author_name=author.name, delegation="一车间", is_confidential=n % 9 == 0,
            made_at=at, submitted_at=at, due_on=(now + timedelta(days=n % 40 - 10)).date() if n % 20 > 13 else None,
        )  # fmt: skip
        rows.append(row)
        parts += [Assignment(proposal=row, department_id=departments[(n + k) % len(departments)], round=1,
                             part=("LEAD", "ASSIST")[k], assigned_at=at) for k in range(2)]  # fmt: skip
        steps += [Step(proposal=row, what=what, at=at) for what in ("SUBMIT", "ACCEPT", "ASSIGN", "SIGN", "CLOSE")]
    Proposal.objects.bulk_create(rows, batch_size=500)
    Assignment.objects.bulk_create(parts, batch_size=500)
    Step.objects.bulk_create(steps, batch_size=500)


def browser(actor: Actor) -> Client:
    """Log somebody in."""
    assert actor.hat is not None
    person = Person.objects.get(id=str(actor.person_id))
    today = clock.local_date(clock.now())
    if actor.hat.role == "worker":
        Membership.objects.get_or_create(person=person, union_id=actor.hat.within, defaults={"since": today})
    else:
        Office.objects.get_or_create(
            person=person, union_id=actor.hat.within, role=actor.hat.role, defaults={"since": today}
        )
    client = Client()
    log_in(client, person.account_id, hat=actor.hat.key)
    return client


def timed(turns: int, ask: Callable[[int], Any]) -> list[tuple[float, float]]:
    """Ask many times and return the milliseconds of each, with those of this process's processor; fastest first."""
    found = []
    for n in range(turns + 2):
        started, worked = time.perf_counter(), time.process_time()
        status = ask(n).status_code
        found.append((1000 * (time.perf_counter() - started), 1000 * (time.process_time() - worked)))
        if status != 200:
            raise SystemExit(f"answered {status}")
    return sorted(found[2:])


def main(count: int, turns: int) -> None:
    """Fill, ask, print."""
    made = unit(names=("设备部", "财务部", "后勤部", "人力资源部", "安全部", "生产部"))
    fill(made, count)
    desk, hand = browser(made.desk), browser(made.hands["设备部H"])
    department: UUID = made.departments["设备部"]
    year = datetime.now(UTC).year
    pages = [f"?queue=all&page={n}" for n in (1, 2, 5, 40, 120, 250)]
    queues = ("review", "hand", "red", "amber", "tracked", "closed")
    asked = {
        "the list, page by page": lambda n: desk.get(f"/proposals/desk/{pages[n % 6]}"),
        "the list of a queue": lambda n: desk.get(f"/proposals/desk/?queue={queues[n % 6]}"),
        "by department, category and year": lambda n: desk.get(
            f"/proposals/desk/?queue=all&department={department}&category={CATEGORIES[n % 6]}&year={year - n % 9}"
        ),
        "search": lambda n: desk.post("/proposals/desk/?queue=all", {"words": SEARCHED[n % len(SEARCHED)]}),
        "a department's list": lambda n: hand.get(f"/proposals/tasks/?queue={('all', 'hand')[n % 2]}"),
        "a department's search": lambda n: hand.post(
            "/proposals/tasks/?queue=all", {"words": SEARCHED[n % len(SEARCHED)]}
        ),
        "statistics": lambda n: desk.get(f"/proposals/desk/figures/?year={year - n % 9}"),
    }  # fmt: skip
    sys.stdout.write(json.dumps({name: timed(turns, ask) for name, ask in asked.items()}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
