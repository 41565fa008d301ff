"""No page of a sitting costs the server more than 200 ms with the 213 delegates of the demo."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from tests.journeys.server import Site, copied, run

pytestmark = pytest.mark.journey
LIMIT_MS = 200


def test_pages_when_the_demo_is_in_session_then_none_costs_more_than_200_ms(in_session: Path, tmp_path: Path) -> None:
    folder = copied(in_session, tmp_path / "data")
    site = Site(folder)
    meeting = UUID(site.one("select id from congress_meeting where ready_at is not null"))
    theirs = UUID(site.one("select id from congress_meeting where ready_at is null"))
    union = UUID(site.one("select t.union_id from congress_meeting m join congress_term t on t.id = m.term_id"
                          " where m.ready_at is not null"))  # fmt: skip
    group = UUID(site.one("select t.union_id from congress_meeting m join congress_term t on t.id = m.term_id"
                          " where m.ready_at is null"))  # fmt: skip
    m, t = f"/m/{meeting}", f"/m/{theirs}/prepare"
    pages = [("", "", "/login/"), ("宋青禾", f"delegate:{meeting}", f"{m}/")]
    pages += [
        ("宋青禾", f"delegate:{meeting}", f"{m}/{page}/") for page in ("now", "sign-in", "papers", "opinions", "mine")
    ]
    pages += [("贺明川", f"presiding:{meeting}", f"{m}/chair/")]
    pages += [
        ("贺明川", f"presiding:{meeting}", f"{m}/chair/{part}/part/") for part in ("stage", "count", "next", "side")
    ]
    pages += [("梁守拙", f"desk:{meeting}", f"{m}/desk/"), ("梁守拙", f"desk:{meeting}", f"{m}/desk/rows/?show=all")]
    pages += [("罗予安", f"scrutineer:{meeting}", f"{m}/count/")]
    pages += [
        ("宋青禾", f"secretary:{union}", f"{m}/{page}/") for page in ("after/resolutions", "after/minutes", "archive")
    ]
    steps = ("basics", "upward", "delegates", "qualification", "bodies", "agenda", "materials", "opinions", "notices")
    pages += [("褚知遥", f"secretary:{group}", f"{t}/{step}/") for step in (*steps, "rehearsal")]
    costs = json.loads(run(folder, "tests.journeys.timing", given="\n".join("\t".join(page) for page in pages)))
    assert set(costs) == {page for _who, _hat, page in pages}
    assert {page: round(cost) for page, cost in costs.items() if cost > LIMIT_MS} == {}
