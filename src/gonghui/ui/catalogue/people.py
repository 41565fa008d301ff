"""Invented delegates with the names that break layouts: two characters, four, a middle dot, twenty characters."""

from dataclasses import dataclass

from gonghui.ui.parts import Act, Badge, Cell, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One invented delegate."""

    name: str
    number: str
    group: str
    post: str
    kind: str
    votes: str
    seat: str


DELEGATES = (
    Sample(
        name="沈知遥",
        number="HD20413",
        group="技术质量",
        post="工艺技术员",
        kind="专业技术",
        votes="62/118",
        seat="A-03",
    ),
    Sample(
        name="韦立", number="HD18820", group="一车间", post="装配钳工", kind="一线职工", votes="79/131", seat="A-04"
    ),
    Sample(
        name="欧阳穗宁",
        number="HD19276",
        group="二车间",
        post="数控操作工",
        kind="一线职工",
        votes="71/126",
        seat="B-02",
    ),
    Sample(
        name="汤敬之",
        number="HD15038",
        group="机关后勤",
        post="采购部经理",
        kind="经营管理人员",
        votes="52/97",
        seat="",
    ),
    Sample(
        name="阿依努尔·托合提",
        number="HD21108",
        group="动力保障",
        post="变电值班员",
        kind="一线职工",
        votes="55/96",
        seat="C-01",
    ),
    Sample(
        name="田野", number="HD20067", group="一车间", post="叉车司机", kind="一线职工", votes="84/131", seat="A-05"
    ),
    Sample(
        name="迪丽努尔古丽·阿卜杜热合曼·买买提江",
        number="HD22903",
        group="第三分厂热处理与表面工程联合车间",
        post="热处理高级技师（带徒）",
        kind="一线职工",
        votes="66/112",
        seat="B-07",
    ),
    Sample(
        name="何岚", number="HD16931", group="技术质量", post="计量员", kind="一线职工", votes="70/118", seat="A-06"
    ),
)
REFUSED = "汤敬之"
"""The delegate whose row the quota refuses: 43/214 = 20.1 %."""


def row(sample: Sample) -> Row:
    """Return the delegate's row of the roster, refused in place where the quota refuses it."""
    bad = sample.name == REFUSED
    badge = Badge(text="未纳入", kind="bad") if bad else Badge(text="合格", kind="ok")
    cells = (
        Cell(text=sample.name, name=True),
        sample.number,
        sample.group,
        sample.post,
        sample.kind,
        sample.votes,
        sample.seat or "未排",
        Cell(badge=badge),
    )
    if not bad:
        return Row(cells=cells)
    return Row(
        cells=cells,
        state="bad",
        why="纳入后经营管理人员为43/214 = 20.1%，超过20%上限。可登记为列席，或退回选区，改选一名非管理人员。",
        law="依据",
        law_url="#law",
        acts=(Act(label="登记为列席", url="#", method="get"), Act(label="退回选区", url="#", method="get")),
    )
