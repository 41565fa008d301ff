"""What phones send at a sealed vote: texts that the ballot library reads; here only their size is looked at."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from gonghui.congress.rules.sealing import CeremonyStep
from gonghui.kernel.errors import RuleBroken

LONGEST = 2**18


class LineForm:
    """One or more texts made by a phone."""

    @staticmethod
    def of(request: HttpRequest, name: str) -> str:
        """Return one text that was posted, empty when there was none.

        Raises: RuleBroken for one that no phone makes.
        """
        text = request.POST.get(name, "")
        if len(text) > LONGEST:
            raise RuleBroken(_("手机送来的内容太长。"), code="line-too-long", remedy=_("请刷新页面后再试。"))
        return text

    @staticmethod
    def vote(request: HttpRequest) -> UUID:
        """Return the round that a kiosk's ballot is for. Raises: RuleBroken for what names none."""
        try:
            return UUID(request.POST.get("vote", ""))
        except ValueError:
            raise RuleBroken(
                _("手机送来的内容不完整。"), code="message-malformed", remedy=_("请刷新页面后再试。")
            ) from None

    @classmethod
    def message(cls, request: HttpRequest) -> tuple[str, str]:
        """Return a message of the key ceremony: of which step, and the message.

        Raises: RuleBroken for what is none.
        """
        step = request.POST.get("step", "")
        if step not in set(CeremonyStep):
            raise RuleBroken(_("手机送来的内容不完整。"), code="message-malformed", remedy=_("请刷新页面后再试。"))
        return step, cls.of(request, "body")
