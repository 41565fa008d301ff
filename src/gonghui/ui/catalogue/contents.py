"""What the catalogue holds: the parts, the frames, and what each page is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from gonghui.ui.catalogue import faces, figures, forms, lists, steps

Given = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the catalogue; `given` builds its sample values for a moment."""

    name: str
    title: str
    given: Callable[[datetime], Given]


def _nothing(_now: datetime) -> Given:
    return {}


PARTS = (
    Page(name="tokens", title="颜色与文字", given=figures.tokens),
    Page(name="icons", title="图标", given=figures.icons),
    Page(name="heads", title="页首、横幅与提示", given=lists.heads),
    Page(name="buttons", title="按钮与确认", given=forms.buttons),
    Page(name="badges", title="状态与人员", given=figures.badges),
    Page(name="tiles", title="数字与配额", given=figures.tiles),
    Page(name="steps", title="步骤与时间线", given=steps.steps),
    Page(name="guards", title="条件灯与还差什么", given=steps.guards),
    Page(name="tables", title="表格、筛选与翻页", given=lists.tables),
    Page(name="forms", title="表单", given=forms.forms),
    Page(name="files", title="上传与进度", given=forms.files),
    Page(name="votes", title="表决、倒计时与结果", given=figures.votes),
    Page(name="charts", title="图与表", given=figures.charts),
    Page(name="states", title="页面的各种状态", given=lists.states),
    Page(name="papers", title="公文纸样", given=faces.paper),
)
FRAMES = (
    Page(name="desk", title="主席台", given=faces.desk),
    Page(name="wizard", title="会前准备", given=faces.wizard),
    Page(name="phone", title="代表手机：现在", given=faces.phone),
    Page(name="ballot", title="代表手机：表决票", given=faces.ballot),
    Page(name="receipt", title="代表手机：已收到", given=faces.phone),
    Page(name="wall", title="大屏：结果", given=faces.wall),
    Page(name="wall-lost", title="大屏：未通过", given=faces.wall_lost),
    Page(name="wall-voting", title="大屏：表决中", given=faces.wall_voting),
    Page(name="wall-speaker", title="大屏：发言", given=faces.wall_voting),
    Page(name="paper", title="决议", given=faces.paper),
    Page(name="refused", title="没有办成", given=lists.refused),
    Page(name="not-found", title="没有这一页", given=_nothing),
)
