"""Samples for whole pages: the chair's desk, the wizard, the phone, the wall, a paper."""

from datetime import datetime, timedelta

from gonghui.kernel import clock
from gonghui.ui.catalogue import figures, lists, people, steps
from gonghui.ui.parts import Act, Badge, Guard, Tab

UNION = "禾渡精密制造有限公司"
MEETING = "五届二次职工代表大会"
BASE = "须全体代表213人过半数，即107票；赞成171票，已达到"
BASE_LOST = "须全体代表213人过半数，即107票；赞成98票，差9票"
QUORUM = "应到213　实到205　法定142　已达到法定人数"
CODE = "7f3a 91c2 0e5d b846 d20c 58ae"
AGENDA = (
    ("1", "企业工作报告", "已审议", "done"),
    ("2", "职工福利费使用情况", "已听取", "done"),
    ("3", "集体合同（草案）", "审议中", "now"),
    ("4", "民主评议企业负责人", "约10:50", ""),
    ("5", "选举职工董事", "约11:15", ""),
    ("6", "大会决议", "约11:40", ""),
)
RUN = (
    ("签到与清点", "09:00", "09:02", "done"),
    ("开幕，奏唱国歌", "09:15", "09:16", "done"),
    ("1　企业工作报告", "09:20", "09:21", "done"),
    ("2　福利费使用情况", "09:55", "10:01", "done"),
    ("3　集体合同（草案）", "10:20", "10:24", "now"),
    ("4　民主评议负责人", "10:50", "", ""),
    ("5　选举职工董事", "11:15", "", ""),
    ("6　大会决议", "11:40", "", ""),
    ("闭幕", "11:50", "", ""),
)
INSIDE = (("团组意见汇总", "done"), ("大会审议", "done"), ("无记名表决", "now"), ("监票人确认", ""), ("宣布结果", ""))


def _frame(now: datetime) -> dict[str, object]:
    return {
        "union": UNION,
        "meeting": MEETING,
        "person_name": "贺明川",
        "ends": (now + timedelta(seconds=34)).isoformat(),
        "spoken_since": (now - timedelta(seconds=134)).isoformat(),
        "later": (now + timedelta(seconds=130)).isoformat(),
    }


def desk(now: datetime) -> dict[str, object]:
    """Return the chair's desk in the middle of a sealed vote."""
    return _frame(now) | {
        "bar_status": "备用台已就绪",
        "bar_clock": True,
        "run": RUN,
        "inside": INSIDE,
        "rail": steps.rail(2),
        "guards": (*steps.GUARDS[:4], Guard(name="监票人在岗", status="2/2", note="罗予安、柳成荫")),
        "groups": [(name, got, there, there - got) for name, got, there in figures.GROUPS],
        "notes": (
            ("10:40", "二区信号弱，引导2人到表决亭"),
            ("10:39", "开始表决，限时3分钟"),
            ("10:36", "团组汇总已在大屏宣读"),
        ),
        "speakers": (("1", "陆秋实", "三车间，发言"), ("2", "韦立", "一车间，询问"), ("3", "沈知遥", "技术质量，补充")),
    }


def wizard(now: datetime) -> dict[str, object]:
    """Return the third step of the preparation, with a refused row."""
    return _frame(now) | {
        "bar_badge": Badge(text="会前准备", kind="line"),
        "bar_status": "已自动保存10:12",
        "steps": steps.wizard_steps(),
        "acts": (Act(label="再次导入", url="#", icon="upload"), Act(label="生成资格审查报告", url="#", main=True)),
        "tiles": figures.tiles(now)["kept"],
        "here": steps.TODO_HERE,
        "elsewhere": steps.TODO_ELSEWHERE[:2],
        "columns": lists.COLUMNS,
        "rows": [people.row(sample) for sample in people.DELEGATES],
        "filter_tabs": lists.TABS,
    }


def phone(now: datetime) -> dict[str, object]:
    """Return the delegate's first tab while an item is debated."""
    tabs = (
        Tab(label="现在", url="#", icon="now", current=True),
        Tab(label="材料", url="#", icon="book", count=1),
        Tab(label="意见", url="#", icon="chat"),
        Tab(label="我的", url="#", icon="user"),
    )
    return _frame(now) | {"tabs": tabs, "agenda": AGENDA, "person_name": ""}


def ballot(now: datetime) -> dict[str, object]:
    """Return an open ballot with one choice made."""
    return _frame(now)


def wall(now: datetime) -> dict[str, object]:
    """Return a result that passed."""
    return _frame(now) | {"tally": figures.PASSED, "base_text": BASE, "quorum_text": QUORUM, "code": CODE}


def wall_lost(now: datetime) -> dict[str, object]:
    """Return a result that did not pass."""
    return _frame(now) | {"tally": figures.LOST, "base_text": BASE_LOST, "quorum_text": QUORUM, "code": CODE}


def wall_voting(now: datetime) -> dict[str, object]:
    """Return a running vote: turnout only."""
    return _frame(now) | {"got": 176, "there": 205}


def paper(now: datetime) -> dict[str, object]:
    """Return a resolution of two pages."""
    local = clock.local(now)
    day = f"{local.year}年{local.month}月{local.day}日"
    return {
        "org": "禾渡精密制造有限公司职工代表大会",
        "number": "禾渡职代发〔2026〕3号",
        "title": ("禾渡精密制造有限公司", "第五届职工代表大会第二次会议", "关于集体合同（草案）的决议"),
        "by": f"（{day}通过）",
        "first": (
            f"禾渡精密制造有限公司第五届职工代表大会第二次会议，于{day}以线上线下相结合方式召开。应到代表213人，实到代表205人，符合法定人数。",
            "会议听取了集体协商情况的说明，各代表团审议了《禾渡精密制造有限公司集体合同（草案）》，提出意见37条，采纳29条，未采纳的8条已逐条说明理由。",
            "会议以无记名方式进行表决，赞成171票，反对29票，弃权5票，未表决8人。赞成票超过全体代表的半数（须107票），集体合同（草案）获得通过。会议决定：",
            "一、通过《禾渡精密制造有限公司集体合同》。",
        ),
        "second": (
            "二、授权公司工会主席代表全体职工，与公司法定代表人签署集体合同，并自双方签字之日起十日内报送人力资源社会保障行政部门。",
            "三、集体合同生效后向全体职工公布，履行情况每年向职工代表大会报告一次。",
        ),
        "signer": ("禾渡精密制造有限公司", "职工代表大会"),
        "date": day,
        "code": CODE,
    }
