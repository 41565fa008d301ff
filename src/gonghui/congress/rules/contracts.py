"""Collective contracts (集体合同): what must be there before the congress votes on a draft."""

from typing import Final

from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import CC_SIGN_FIRST
from gonghui.congress.rules.text import mark as _
from gonghui.congress.rules.text import say

#: Drafts that come from bargaining between two sides, each with a chief representative. A regional draft is recognised
#: by the enterprises instead, one by one (上海市集体合同条例 28, 30).
BARGAINED: Final = frozenset({"M-CC", "M-SCC", "M-DISPUTE-SCC"})


def asks_signatures(pack: Pack, matter: str) -> bool:
    """Say whether the chief representatives sign a draft of this matter before the congress gets it."""
    return pack[CC_SIGN_FIRST] and matter in BARGAINED


def check_signed_first(pack: Pack, matter: str, title: str, *, signed: bool) -> Finding:
    """Check that the chief representatives of both sides signed a draft before the congress votes on it.

    Source: 上海市集体合同条例 22.
    """
    return judge(
        pack,
        CC_SIGN_FIRST.rule,
        signed or not asks_signatures(pack, matter),
        say(_("“%(title)s”还没有登记双方首席代表的签字，签字后才是提交大会的正式文本"), title=title),
        way_out=say(_("请在议程的这一项登记双方首席代表和签字日期")),
    )
