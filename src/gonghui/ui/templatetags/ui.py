"""Tags and filters where a plain include would be clumsy; a builtin library, so templates need no `load`."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any, Final

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.middleware.csrf import get_token
from django.template.context import Context
from django.template.defaultfilters import date as write_date
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from gonghui.ui.parts import Cell

register = template.Library()

KIND_ICONS: Final = {"ok": "check", "warn": "warn", "bad": "ban", "info": "", "line": "", "mute": ""}
THIN_SPACE: Final = "\u2005"
WALL_HUGE: Final = 7
WALL_MID: Final = 12
_HAN: Final = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
_DATES: Final = frozenset({_("Y年n月j日"), _("Y年n月j日 H:i"), _("n月j日"), _("n月j日 H:i")})


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Draw an icon of the sprite; with `label` it speaks, without it stays silent for screen readers."""
    if not name or name == "none":
        return SafeString("")
    href = f"{static('ui/icons.svg')}#{name}"
    classes = f"i {css}".strip()
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', classes, label, href)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, href)


@register.filter
def kind_icon(kind: str) -> str:
    """Return the icon that belongs to a kind of state."""
    return KIND_ICONS.get(kind, "")


@register.filter("date", expects_localtime=True, is_safe=False)
def said_date(value: Any, pattern: str | None = None) -> str:
    """Write a day or a time as Django does; the Chinese patterns of our pages follow the language of the screen."""
    written: str = write_date(value, gettext(pattern) if pattern in _DATES else pattern)
    return written


@register.filter
def n2(name: object) -> SafeString | str:
    """Set a name of two Han characters to the width of three, so that names align in a column."""
    text = str(name)
    if len(text) == 2 and all(any(low <= ord(char) <= high for low, high in _HAN) for char in text):
        return format_html('<span class="n2">{}</span>', text)
    return text


@register.filter
def fit(name: object) -> str:
    """Return the size class of a name or title on the wall, by its length: huge, huge-mid, huge-long."""
    length = len(str(name))
    return "huge" if length <= WALL_HUGE else "huge huge-mid" if length <= WALL_MID else "huge huge-long"


@register.filter
def face(name: object) -> str:
    """Return the character that stands for a person: the last one of a Chinese name, else the first."""
    text = str(name).strip("* ")
    if not text:
        return "?"
    return text[0] if "·" in text or text[0].isascii() else text[-1]


@register.filter
def grouped(value: int | str) -> SafeString | str:
    """Group the digits of an integer of five or more digits by thin spaces: 12 345."""
    digits = str(value)
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    if not digits.isdigit() or len(digits) < 5:
        return f"{sign}{digits}"
    return format_html('<span class="nw">{}</span>', sign + f"{int(digits):,}".replace(",", THIN_SPACE))


@register.simple_tag
def share(part: int, whole: int) -> str:
    """Return part of whole as a percentage with one decimal, rounded half up in integers; "—" of nothing."""
    if whole <= 0:
        return "—"
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


@register.simple_tag
def width(part: int, whole: int, start: int = 0) -> str:
    """Return a length for an SVG attribute, between 0% and what is left after `start`."""
    if whole <= 0:
        return "0%"
    clipped = max(0, min(part, whole - start))
    hundredths = 10_000 * clipped // whole
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


@register.simple_tag
def pairs(columns: Sequence[object], cells: Iterable[object]) -> list[tuple[object, Cell]]:
    """Pair columns with cells; a plain text becomes a cell."""
    return [
        (column, cell if isinstance(cell, Cell) else Cell(text="" if cell is None else str(cell)))
        for column, cell in zip_longest(columns, cells)
    ]


@register.simple_tag(takes_context=True)
def csrf(context: Context) -> SafeString:
    """Return the hidden token field; works inside `include … only`, where Django's own tag does not."""
    request = getattr(context, "request", None) or context.get("request")
    if request is None:
        return SafeString("")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@register.simple_tag
def widget(field: BoundField, css: str = "") -> SafeString:
    """Draw a bound field's control with our classes; help and errors are announced with it."""
    return field.as_widget(attrs={"class": f"{_control_class(field)} {css}".strip()})


def _control_class(field: BoundField) -> str:
    kind = field.field.widget
    if isinstance(kind, (RadioSelect, CheckboxSelectMultiple, CheckboxInput)):
        return ""
    return "form-select" if isinstance(kind, Select) else "form-control"


@register.filter
def shape(field: BoundField) -> str:
    """Return how a field is laid out: `check`, `group`, `file` or `line`."""
    kind = field.field.widget
    if isinstance(kind, CheckboxInput):
        return "check"
    if isinstance(kind, (RadioSelect, CheckboxSelectMultiple)):
        return "group"
    return "file" if isinstance(kind, FileInput) else "line"


@register.simple_block_tag
def card(content: str, title: str = "", note: str = "", css: str = "", body: bool = True) -> SafeString:
    """Wrap content in a card; `title` gives it a head, `body=False` leaves its padding out (tables, lists)."""
    context = {"content": mark_safe(content), "title": title, "note": note, "css": css, "body": body}  # noqa: S308
    return mark_safe(render_to_string("ui/_card.html", context))  # noqa: S308


@register.simple_block_tag(takes_context=True)
def sheet(context: Context, content: str, id: str, title: str, action: str = "", **rest: Any) -> SafeString:  # noqa: A002
    """Build a confirm sheet whose form holds the content; the parameters of `ui/confirm_sheet.html` apply."""
    inner = {"content": mark_safe(content), "id": id, "title": title, "action": action, **rest}  # noqa: S308
    return mark_safe(render_to_string("ui/confirm_sheet.html", inner, request=_request(context)))  # noqa: S308


def _request(context: Context) -> Any:
    return getattr(context, "request", None) or context.get("request")
