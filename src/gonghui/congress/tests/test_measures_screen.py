"""The page of a unit's own measures: what the law has beside each figure, and nothing lost by saving."""

import html
import re
from typing import Any

import pytest

from gonghui.congress.actions import measures
from gonghui.congress.forms.measures import OFFERED
from gonghui.congress.models import Measures, Meeting
from gonghui.congress.queries.law import place_pack
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules import parameters as law
from gonghui.congress.rules.measures import read_measures, tighten
from gonghui.congress.rules.parameters import unchanged
from gonghui.congress.tests.plan import DAY, Plan, fresh, meeting_of, plan
from gonghui.congress.tests.test_prepare_screens import browser, url
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db

START = {"title": "职代会实施办法", "adopted_on": "2026-01-01"}
STRICTER: dict[str, Any] = {
    "quorum": "3 4 GTE", "pass": "2 3 GTE", "manager_max": 15, "materials_days": 10, "scrutineers_min": 3,
    "publish_days": 5, "publish_min_days": 10, "file_upper_wd": 5, "write_ins": "no",
}  # fmt: skip
LOOSER = {
    "quorum": ("1 2 GT", "第二十八条", "现为“全体代表三分之二以上”，拟改为“全体代表过半数”"),
    "manager_max": ("25", "第十六条", "现为“不超过 20%”，拟改为“不超过 25%”"),
    "materials_days": ("3", "第三十条", "现为“7”，拟改为“3”"),
    "publish_days": ("10", "第三十二条", "现为“7”，拟改为“10”"),
    "file_upper_wd": ("8", "第三十七条", "现为“7”，拟改为“8”"),
}


def _setting(**more: Any) -> tuple[Plan, Meeting]:
    made = plan(categories=())
    if more:
        measures.adopt_measures(made.secretary, union_id=made.union.id, title="职代会实施办法", adopted_on=DAY,
                                tightened=more, now=NOON)  # fmt: skip
    return made, meeting_of(made)


def _parameters() -> dict[str, Any]:
    found: dict[str, Any] = Measures.objects.get().tightened["parameters"]
    return found


@pytest.mark.parametrize("name", OFFERED)
def test_figure_when_it_is_on_the_page_then_the_law_lets_a_unit_tighten_it(name: str) -> None:
    parameter = OFFERED[name].parameter
    assert parameter.keeps is not unchanged
    made, meeting = _setting()
    browser(made).post(url("prepare-measures", meeting.id), {**START, name: STRICTER[name]})
    assert set(_parameters()) == {parameter.name}
    pack = place_pack("CN-SH")
    assert tighten(pack, read_measures("办法", Measures.objects.get().tightened))[parameter] != pack[parameter]


def test_page_when_opened_then_it_shows_beside_each_figure_what_the_law_has_and_where() -> None:
    made, meeting = _setting()
    shown = browser(made).get(url("prepare-measures", meeting.id)).content.decode()
    page = html.unescape(re.sub(r"<[^>]+>", "", shown))
    assert "留空即按法规：全体代表三分之二以上（依据《上海市职工代表大会条例》第二十八条）" in page
    assert "留空即按法规：不超过 20%（依据《上海市职工代表大会条例》第十六条第一款）" in page
    assert "留空即按法规：7（依据《上海市职工代表大会条例》第三十条第一款）" in page
    assert "条例为“半数以上”（含半数）" in page
    assert page.count("留空即按法规") == len(OFFERED)


@pytest.mark.parametrize("name", LOOSER)
def test_figure_when_it_would_loosen_the_law_then_the_page_cites_the_article_and_nothing_is_saved(name: str) -> None:
    given, article, said = LOOSER[name]
    made, meeting = _setting()
    refused = browser(made).post(url("prepare-measures", meeting.id), {**START, name: given})
    page = html.unescape(refused.content.decode())
    assert refused.status_code == 422
    assert f"《上海市职工代表大会条例》{article}" in page
    assert said in page
    assert not Measures.objects.exists()


def test_ordinances_own_wording_when_chosen_then_it_is_no_loosening() -> None:
    made, meeting = _setting()
    client = browser(made)
    client.post(url("prepare-measures", meeting.id), {**START, "pass": "1 2 GTE"})
    client.post(url("prepare-refreeze", meeting.id))
    assert str(pack_of(fresh(meeting))[law.PASS].fraction_words()) == "半数以上"


def test_measures_when_saved_on_the_page_then_what_else_was_adopted_survives() -> None:
    other: dict[str, Any] = {law.COUNT_EXTRA.name: 5, law.MIN_GROUP.name: 8}
    matter = {"code": "U-CANTEEN", "title": "食堂管理办法", "power": "REVIEW_ADVISE", "form": "NONE",
              "applies_to": "ALL", "sources": [], "seen": "derived"}  # fmt: skip
    made, meeting = _setting(
        parameters={**other, law.MATERIALS_DAYS.name: 10}, severities={"V05": "BLOCK"}, matters=[matter]
    )
    client = browser(made)
    page = html.unescape(client.get(url("prepare-measures", meeting.id)).content.decode())
    assert "实施办法里还登记了这一页没有的内容，保存时照样保留" in page
    assert "食堂管理办法" in page
    client.post(url("prepare-measures", meeting.id), {**START, "publish_days": 5})
    kept = Measures.objects.get().tightened
    assert kept["parameters"] == {**other, law.PUBLISH_DAYS.name: 5}
    assert (kept["severities"], kept["matters"]) == ({"V05": "BLOCK"}, [matter])


def test_measures_when_opened_and_saved_again_then_nothing_changes() -> None:
    made, meeting = _setting()
    client = browser(made)
    client.post(url("prepare-measures", meeting.id), {**START, **STRICTER})
    before = _parameters()
    assert len(before) == len(OFFERED)
    form = client.get(url("prepare-measures", meeting.id)).context["form"]
    again = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    assert again == {**START, **STRICTER, "adopted_on": DAY.replace(month=1, day=1)}
    client.post(url("prepare-measures", meeting.id), again)
    assert _parameters() == before


@pytest.mark.parametrize(
    ("parameter", "name", "value"),
    [
        (law.MANAGER_MAX, "manager_max", {"num": 1, "den": 6, "op": "LTE"}),
        (law.MANAGER_MAX, "manager_max", {"num": 1, "den": 5, "op": "LT"}),
        (law.QUORUM, "quorum", {"num": 5, "den": 7, "op": "GTE", "base": "ALL_DELEGATES"}),
    ],
)
def test_figure_when_its_field_cannot_show_it_then_it_is_not_on_the_page_and_stays(
    parameter: law.Parameter[Any], name: str, value: dict[str, Any]
) -> None:
    made, meeting = _setting(parameters={parameter.name: value})
    client = browser(made)
    assert name not in client.get(url("prepare-measures", meeting.id)).context["form"].fields
    client.post(url("prepare-measures", meeting.id), {**START, "materials_days": 10})
    assert _parameters() == {parameter.name: value, law.MATERIALS_DAYS.name: 10}


def test_measures_when_amended_then_meetings_follow_once_the_rules_are_taken() -> None:
    made, meeting = _setting()
    client = browser(made)
    client.post(url("prepare-measures", meeting.id), {**START, "materials_days": 10})
    assert "采用最新规则" in client.get(url("prepare-basics", meeting.id)).content.decode()
    client.post(url("prepare-refreeze", meeting.id))
    assert "会议召开10日前" in client.get(url("prepare-basics", meeting.id)).content.decode()
