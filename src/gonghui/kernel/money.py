"""Money as whole fen: read, added and shown without a float."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NewType

from django.utils.translation import gettext_lazy as _

from gonghui.kernel.errors import Refused, Sentence

Fen = NewType("Fen", int)

FEN_PER_YUAN = 100
# One hundred trillion yuan: far above any union's books, far below what a 64-bit column holds when many are added.
LARGEST = Fen(10_000_000_000_000_000)

_AMOUNT = re.compile(r"(?P<sign>[-+]?)(?P<yuan>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<fen>\d+))?", re.ASCII)
# Signs that stand before or behind an amount and say nothing but "yuan"; NFKC has made the wide ones narrow.
_BEFORE = ("CNY", "RMB", "人民币", "¥")
_BEHIND = ("圆整", "元整", "圆", "元")


def parse_yuan(text: str) -> Fen:
    """Read an amount of yuan, as people write it, into fen.

    Takes `1234.5`, `1,234.50 元`, `￥1,234`, wide digits, a leading minus. At most two decimals; commas only between
    groups of three.

    Raises: Refused `money-unreadable`, `money-decimals`, `money-too-large`.
    """
    match = _AMOUNT.fullmatch(_bare(text))
    if match is None:
        raise _refused("money-unreadable", _("金额看不懂。"))
    decimals = match["fen"] or ""
    if len(decimals) > 2:
        raise _refused("money-decimals", _("金额最多写到分，小数点后不能超过两位。"))
    size = int(match["yuan"].replace(",", "")) * FEN_PER_YUAN + int(decimals.ljust(2, "0"))
    if size > LARGEST:
        raise _refused("money-too-large", _("金额太大，请核对单位是不是“元”。"))
    return Fen(-size if match["sign"] == "-" else size)


def format_yuan(amount: Fen) -> str:
    """Show fen as people read it: `1,234.50 元`."""
    return f"{plain_yuan(amount, grouped=True)} 元"


def plain_yuan(amount: Fen, *, grouped: bool = False) -> str:
    """Write fen as digits for a table or an export: `1234.50`, or `1,234.50` when grouped."""
    yuan, fen = divmod(abs(amount), FEN_PER_YUAN)
    sign = "-" if amount < 0 else ""
    return f"{sign}{yuan:,}.{fen:02d}" if grouped else f"{sign}{yuan}.{fen:02d}"


def total(amounts: Iterable[Fen]) -> Fen:
    """Add amounts up; nothing adds up to zero."""
    return Fen(sum(amounts))


def _bare(text: str) -> str:
    """Return the amount without currency signs and spaces; `CNY` and `元` may both be there, but each once."""
    bare = unicodedata.normalize("NFKC", text).strip()
    front = next((sign for sign in _BEFORE if bare.upper().startswith(sign)), "")
    bare = bare[len(front) :]
    back = next((sign for sign in _BEHIND if bare.endswith(sign)), "")
    return bare.removesuffix(back).strip()


def _refused(code: str, sentence: Sentence) -> Refused:
    return Refused(sentence, code=code, remedy=_("请写成“1234.50”或“1,234.50 元”这样的样子。"))
