"""Samples of heads, tables, filters and of the states every page has."""

from datetime import datetime, timedelta

from gonghui.kernel.errors import RuleBroken
from gonghui.ui.catalogue.people import DELEGATES, row
from gonghui.ui.parts import Act, Badge, Column, Crumb, Tab

COLUMNS = (
    Column(label="姓名", sort_url="#sort", sorted="ascending"),
    Column(label="工号"),
    Column(label="代表团", sort_url="#sort"),
    Column(label="岗位"),
    Column(label="类别", nowrap=True),
    Column(label="得票/全体", num=True),
    Column(label="座位", nowrap=True),
    Column(label="资格", top=True),
)
TABS = (
    Tab(label="全部", url="#all", current=True, count=214),
    Tab(label="待处理", url="#todo", count=1),
    Tab(label="列席", url="#guests", count=12),
)


def heads(now: datetime) -> dict[str, object]:
    """Return page heads from plain to crowded, and the banner of a running vote."""
    crumbs = (Crumb(label="职工代表大会", url="#"), Crumb(label="五届二次会议", url="#"), Crumb(label="代表"))
    return {
        "crumbs": crumbs,
        "acts": (
            Act(label="再次导入", url="#", icon="upload"),
            Act(label="生成资格审查报告", url="#", main=True),
        ),
        "waiting": (Act(label="可以开会", waits="还有4件必办的事", main=True),),
        "badge": Badge(text="进行中", kind="ok"),
        "ends": (now + timedelta(seconds=130)).isoformat(),
        "fix": Act(label="去推选", url="#"),
    }


def tables(_now: datetime) -> dict[str, object]:
    """Return a roster with a refused row, and the same list with nothing in it."""
    return {
        "columns": COLUMNS,
        "rows": [row(sample) for sample in DELEGATES],
        "tabs": TABS,
        "selects": (
            {
                "name": "group",
                "label": "代表团",
                "options": (("", "全部代表团"), ("1", "一车间"), ("2", "二车间")),
                "value": "",
            },
        ),
        "first_act": Act(label="导入代表名册", url="#", icon="upload", main=True),
        "clear_act": Act(label="清除筛选", url="#"),
    }


def states(_now: datetime) -> dict[str, object]:
    """Return what the states of a page need."""
    return {
        "refused": _refusal(),
        "make": Act(label="添加第一项议程", url="#", icon="plus", main=True),
        "retry": Act(label="重新读取", url="#", icon="redo"),
        "switch": Act(label="换一个身份", url="#", icon="swap"),
    }


def refused(_now: datetime) -> dict[str, object]:
    """Return a refusal with its way out and its article."""
    return {"refused": _refusal()}


def _refusal() -> RuleBroken:
    return RuleBroken(
        "现在不能开始表决：实到141人，未达到法定的142人。",
        remedy="请清点人数，或等待迟到的代表签到；仍不足时只能休会或改期。",
        law="《上海市职工代表大会条例》关于到会人数的规定",
    )
