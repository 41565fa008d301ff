"""Samples of colours, icons, badges, tiles, votes and charts."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from gonghui.ui.parts import Badge, Bar, Column, Kind, Row, Tally, Tile
from gonghui.ui.plots import Bars, Donut, Share

ICONS = Path(__file__).resolve().parents[1] / "assets" / "icons.json"
SWATCHES = (
    ("paper", "纸面"),
    ("ground", "底色"),
    ("sunk", "凹面"),
    ("ink", "正文"),
    ("ink-2", "次要"),
    ("ink-3", "说明"),
    ("line", "细线"),
    ("line-2", "控件边"),
    ("red", "品牌与主操作"),
    ("red-deep", "未通过的字"),
    ("red-wash", "未通过的底"),
    ("ok", "正常"),
    ("ok-wash", "正常底"),
    ("warn", "留意"),
    ("warn-wash", "留意底"),
    ("slate", "中性"),
    ("slate-wash", "中性底"),
    ("for", "赞成"),
    ("for-wash", "赞成底"),
    ("against", "反对"),
    ("against-wash", "反对底"),
    ("abstain", "弃权"),
    ("abstain-wash", "弃权底"),
)
PASSED = Tally(yes=171, no=29, abstain=5, silent=8, base=213, needed=107, passed=True)
LOST = Tally(yes=98, no=87, abstain=20, spoiled=2, silent=6, base=213, needed=107, passed=False)
OPEN = Tally(yes=107, no=0, abstain=0, silent=106, base=213, needed=107)
GROUPS = (
    ("一车间", 37, 41),
    ("二车间", 31, 38),
    ("三车间", 30, 35),
    ("动力保障", 26, 30),
    ("技术质量", 29, 33),
    ("机关后勤", 23, 28),
)
TOO_FEW = 5
"""Below this many missing the number is not shown: it would point at persons."""


def tokens(_now: datetime) -> dict[str, object]:
    """Return the colours by token and their use."""
    return {"swatches": SWATCHES}


def icons(_now: datetime) -> dict[str, object]:
    """Return the names of all icons in the sprite."""
    return {"icons": list(json.loads(ICONS.read_text(encoding="utf-8")))}


def badges(_now: datetime) -> dict[str, object]:
    """Return badges of every kind and people with short, long and masked names."""
    kinds: tuple[tuple[str, Kind], ...] = (
        ("符合", "ok"),
        ("留意", "warn"),
        ("未纳入", "bad"),
        ("审议通过", "info"),
        ("会前准备", "line"),
        ("已归档", "mute"),
    )
    people = (
        ("沈知遥", "技术质量代表团", False),
        ("韦立", "一车间代表团，询问", False),
        ("阿依努尔·托合提", "动力保障代表团", False),
        ("迪丽努尔古丽·阿卜杜热合曼·买买提江", "第三分厂热处理与表面工程联合车间代表团", False),
        ("沈*遥", "199 **** 0413", True),
    )
    states = ("draft", "now")
    return {"badges": [Badge(text=text, kind=kind) for text, kind in kinds], "people": people, "states": states}


def tiles(_now: datetime) -> dict[str, object]:
    """Return the four quotas of a roster: kept, broken, still open, long."""
    fits, over, under = (
        Badge(text="符合", kind="ok"),
        Badge(text="超出1人", kind="bad"),
        Badge(text="差2人", kind="warn"),
    )
    closed = Badge(text="签到未开始", kind="mute")
    kept = (
        _tile("经营管理人员", "42", "/213 = 19.7%", fits, "不超过20%，还可增加0人", (420, 852, 1, 2)),
        _tile("女职工", "71", "/213 = 33.3%", fits, "不低于女职工占比32.6%", (333, 666, 326, 666)),
        _tile("一线职工", "128", "/213 = 60.1%", fits, "为主体，须过半数", (128, 213, 107, 213)),
        _tile("代表总数", "213", " 人", fits, "职工2846人，不少于165人", (213, 250, 165, 250)),
    )
    others = (
        _tile("经营管理人员", "43", "/214 = 20.1%", over, "不超过20%，须减少1人", (43, 85, 1, 2)),
        _tile(
            "女职工", "68", "/213 = 31.9%", under, "不低于女职工占比32.6%；不足时须书面说明理由", (319, 666, 326, 666)
        ),
        Tile(name="在册职工（含第三分厂热处理与表面工程联合车间）", figure="1 028 460", unit=" 人", url="#more"),
        _tile("已签到", "0", "/213", closed, "会前30分钟开放", (0, 213, 142, 213)),
    )
    return {"kept": kept, "others": others}


def _tile(name: str, figure: str, unit: str, badge: Badge, rule: str, bar: tuple[int, int, int, int]) -> Tile:
    part, whole, limit, limit_of = bar
    return Tile(
        name=name,
        figure=figure,
        unit=unit,
        badge=badge,
        rule=rule,
        part=part,
        whole=whole,
        limit=limit,
        limit_of=limit_of,
    )


def votes(now: datetime) -> dict[str, object]:
    """Return an open vote that ends soon, and results passed and lost."""
    return {
        "ends": (now + timedelta(seconds=130)).isoformat(),
        "soon": (now + timedelta(seconds=8)).isoformat(),
        "past": (now - timedelta(seconds=3)).isoformat(),
        "passed": PASSED,
        "lost": LOST,
    }


PLOTS = (
    ("一个问题的表决", Donut(middle="120", under="赞成，须107票", shares=(
        Share(word="赞成", count=120, look="for"), Share(word="反对", count=31, look="against"),
        Share(word="弃权", count=9, look="abstain"), Share(word="未表决", count=53, look="silent"),
    ))),
    ("选举，按得票", Bars(
        rows=(("贺明川", (188,)), ("欧阳·阿依古丽", (131,)), ("阿卜杜热合曼·买买提艾力·托合提巴依尔江", (107,)),
              ("沈知遥", (64,))),
        options=(("赞成", "for"),), whole=213, needed=107, needed_word="须107票",
    )),
    ("测评，每名的等次", Bars(
        rows=(("沈岳", (101, 44, 10, 3)), ("何岚", (62, 71, 20, 5)), ("周济", (2, 31, 70, 55))), whole=158, own=True,
        options=(("优秀", "grade-0"), ("称职", "grade-1"), ("基本称职", "grade-2"), ("不称职", "grade-3")),
    )),
)  # fmt: skip


def charts(_now: datetime) -> dict[str, object]:
    """Return turnout by delegation, with figures below five hidden."""
    bars = [Bar(label=name, value=got, of=there) for name, got, there in GROUPS]
    long = [Bar(label="第三分厂热处理与表面工程联合车间代表团", value=12, of=19, shown="不足5人未交"), *bars[:2]]
    columns = (
        Column(label="代表团"),
        Column(label="已交", num=True),
        Column(label="在场", num=True),
        Column(label="未交", num=True),
    )
    rows = [
        Row(cells=(name, got, there, "不足5" if there - got < TOO_FEW else there - got)) for name, got, there in GROUPS
    ]
    return {"bars": bars, "long": long, "columns": columns, "rows": rows, "plots": PLOTS}
