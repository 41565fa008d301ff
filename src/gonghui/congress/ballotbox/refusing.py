"""A failed check of the ballot library, as a refusal that a person can read."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.utils.translation import gettext_lazy as _

from ballot.errors import Invalid
from gonghui.kernel.errors import RuleBroken, Sentence

_RELOAD = _("请刷新页面后再试；仍然不行的，请告诉会务人员。")
_SENTENCES: Mapping[str, tuple[Sentence, Sentence]] = {
    "dkg": (_("这一步和其他监票人的不相符，没有采用。"), _("请刷新页面；仍然不行的，请重新生成开票密钥。")),
    "share": (_("这部手机上的密钥与本次开票密钥不符。"), _("请换用生成开票密钥时的那部手机，或导入备份。")),
    "roll": (_("这部手机的密钥不在本轮名册上。"), _("请向会场工作人员说明，改用纸质票或在会场终端上投票。")),
    "chain": (_("本轮已经收到您的票，以第一张为准。"), ""),
    "entry": (_("现在不能收这张票。"), _RELOAD),
    "signature": (_("签名核对不上，没有采用。"), _RELOAD),
}
_OTHERWISE: tuple[Sentence, Sentence] = (_("手机送来的内容没有通过核验，没有采用。"), _RELOAD)


def refusal(failure: Invalid) -> RuleBroken:
    """Return the refusal for a failed check; its code names the check, its place is left out (it may name a key)."""
    sentence, remedy = _SENTENCES.get(failure.check, _OTHERWISE)
    return RuleBroken(sentence, code=f"ballot-{failure.check}", remedy=remedy)


@contextmanager
def checked() -> Iterator[None]:
    """Turn a failed check inside into its refusal. Raises: RuleBroken."""
    try:
        yield
    except Invalid as failure:
        raise refusal(failure) from None
