"""No page takes the server more than 200 ms with the 213 delegates of the demo, whoever looks and whenever."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from tests.journeys.server import Site, copied, run

pytestmark = [pytest.mark.journey, pytest.mark.slow]
LIMIT_MS = 200


class Timed:
    """A data folder, and what the pages took that people reach in it."""

    def __init__(self, template: Path, folder: Path, *stage: str) -> None:
        self.folder = copied(template, folder)
        if stage:
            run(self.folder, "tests.journeys.stage", *stage)
        self.site = Site(self.folder)

    def meeting(self, question: str = "ready_at is not null") -> UUID:
        """Return the plant's meeting, or another one."""
        return UUID(self.site.one(f"select id from congress_meeting where {question}"))

    def union(self, meeting: UUID) -> UUID:
        """Return the union of a meeting."""
        return UUID(self.site.one("select t.union_id from congress_meeting m join congress_term t on t.id = m.term_id"
                                  " where m.id = ?", meeting.hex))  # fmt: skip

    def walk(self, *starts: tuple[str, str, str]) -> set[str]:
        """Walk from who, hat and first address, and return the views met; none of their pages may take too long."""
        printed = run(self.folder, "tests.journeys.timing", given="\n".join("\t".join(start) for start in starts))
        pages = [json.loads(line) for line in printed.splitlines()]
        assert [page for page in pages if page[3] > LIMIT_MS] == []
        return {f"{hat} {view.split(':')[-1]}" for hat, view, _address, _spent in pages}


def test_pages_when_a_vote_is_open_then_none_takes_more_than_200_ms(in_session: Path, tmp_path: Path) -> None:
    timed = Timed(in_session, tmp_path / "data", "--voting")
    meeting = timed.meeting()
    m, union = f"/m/{meeting}", timed.union(meeting)
    vote = UUID(timed.site.one("select id from congress_vote"))
    met = timed.walk(
        ("", "", "/login/"), ("沈知遥", f"delegate:{meeting}", f"{m}/"),
        ("沈知遥", f"delegate:{meeting}", f"/vote/{vote}/"),
        *(("沈知遥", f"delegate:{meeting}", f"{m}/{page}/") for page in ("sign-in", "own-code", "notice")),
        ("贺明川", f"presiding:{meeting}", f"{m}/chair/"), ("贺明川", f"presiding:{meeting}", f"POST {m}/wall/"),
        ("秦望舒", f"operator:{meeting}", f"{m}/chair/"),
        ("梁守拙", f"desk:{meeting}", f"{m}/desk/"), ("梁守拙", f"desk:{meeting}", f"{m}/desk/rows/?show=all"),
        ("罗予安", f"scrutineer:{meeting}", f"{m}/count/"), ("宋青禾", f"secretary:{union}", "/prepare/"),
        ("宋青禾", f"secretary:{union}", f"/unions/{union}/"),
    )  # fmt: skip
    assert met >= {
        "stranger login", *(f"delegate {view}" for view in ("now", "now-part", "ballot", "papers", "paper", "opinions",
                                                            "mine", "sign-in", "own-code", "notice")),
        *(f"presiding {view}" for view in ("chair", "chair-part", "wall", "wall-frame")), "desk desk", "desk desk-rows",
        "operator chair", "scrutineer count", "scrutineer count-part",
        *(f"secretary {view}" for view in ("union", "people", "person", "enroll", "imports", "import-new", "term",
                                           "term-units", "term-unit", "term-recall", "between", "corrections")),
    }  # fmt: skip


def test_pages_when_a_meeting_is_prepared_then_none_takes_more_than_200_ms(demo: Path, tmp_path: Path) -> None:
    timed = Timed(demo, tmp_path / "data")
    meeting = timed.meeting("ready_at is null")
    met = timed.walk(("褚知遥", f"secretary:{timed.union(meeting)}", f"/m/{meeting}/prepare/basics/"),
                     ("褚知遥", f"secretary:{timed.union(meeting)}", "/prepare/"))  # fmt: skip
    steps = ("basics", "upward", "delegates", "bodies", "agenda", "materials", "opinions", "notices", "rehearsal")
    others = ("list", "measures", "qualification", "delegate", "item", "item-new", "group", "term", "meeting")
    assert met >= {*(f"secretary prepare-{view}" for view in (*steps, *others)), "secretary roll-imports",
                   "secretary term"}  # fmt: skip


def test_pages_when_a_meeting_is_over_and_posted_then_none_takes_more_than_200_ms(
    in_session: Path, tmp_path: Path
) -> None:
    timed = Timed(in_session, tmp_path / "data", "--posted")
    meeting = timed.meeting()
    m, union = f"/m/{meeting}", timed.union(meeting)
    slug = timed.site.one("select slug from congress_publication")
    passed = UUID(timed.site.one("select min(id) from congress_resolution"))
    met = timed.walk(
        ("宋青禾", f"secretary:{union}", f"{m}/after/resolution/{passed}/"), ("", "", f"/gongshi/{slug}/"),
        ("宋青禾", f"secretary:{union}", f"{m}/after/"),
        ("宋青禾", f"secretary:{union}", f"{m}/after/minutes/edit/"), ("宋青禾", f"secretary:{union}", f"{m}/archive/"),
        *(("宋青禾", f"secretary:{union}", f"{m}/after/{step}/") for step in ("posting", "filing")),
        ("沈知遥", f"delegate:{meeting}", f"{m}/"), ("贺明川", f"presiding:{meeting}", f"{m}/chair/"),
    )  # fmt: skip
    assert met >= {
        "stranger posting", "secretary after-step", "secretary resolution", "secretary minutes-edit",
        "secretary archive", "delegate now", "presiding chair",
    }  # fmt: skip
