"""References to the law: which law, which article, and how surely its text is known."""

from dataclasses import dataclass

from gonghui.congress.rules.kinds import Seen
from gonghui.congress.rules.text import Text, numeral, say
from gonghui.congress.rules.text import mark as _


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRef:
    """One citation. `law` is the full title without brackets; article, paragraph (款) and item (项) count from 1."""

    law: str
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    seen: Seen = Seen.FULL

    def __str__(self) -> str:
        words = f"《{self.law}》"
        if self.article is not None:
            words += f"第{numeral(self.article)}条"
        if self.paragraph is not None:
            words += f"第{numeral(self.paragraph)}款"
        if self.item is not None:
            words += f"第（{numeral(self.item)}）项"
        return words

    @property
    def is_confirmed(self) -> bool:
        """Say whether the article itself was read."""
        return self.seen is Seen.FULL


def basis(refs: tuple[LawRef, ...], seen: Seen) -> Text:
    """Name the legal basis of a rule for a message; `seen` tells how surely it is known where no law is cited."""
    if refs:
        template = _("依据%(law)s") if refs[0].is_confirmed else _("依据%(law)s（条文待核对）")
        return say(template, law=str(refs[0]))
    if seen is Seen.DERIVED:
        return say(_("本平台默认设置，法律未作规定"))
    return say(_("通行做法，条文待核对"))
