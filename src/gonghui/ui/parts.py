"""What pages hand to components: small frozen values, so that a misspelt field is a type error and not an empty box."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.functional import Promise

Text = str | Promise
Kind = Literal["ok", "warn", "bad", "info", "line", "mute"]
StepState = Literal["done", "now", "todo", "bad", "off"]
MomentState = Literal["done", "now", "next", "warn", "bad"]
GuardState = Literal["ok", "warn", "bad", "wait"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the way here; without `url` it is the page itself."""

    label: Text
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A state in a word. `icon` overrides the icon that belongs to the kind; "none" leaves it out."""

    text: Text
    kind: Kind = "info"
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A link or a one-button form. `sheet` names the confirm sheet it opens; `waits` says why it is grey."""

    label: Text
    url: str = ""
    method: Literal["get", "post"] = "get"
    icon: str = ""
    main: bool = False
    sheet: str = ""
    waits: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A figure with its rule. `part`/`whole` draw the bar, `limit`/`limit_of` its mark (fractions, never floats)."""

    name: Text
    figure: Text
    unit: Text = ""
    badge: Badge | None = None
    rule: Text = ""
    part: int | None = None
    whole: int = 1
    limit: int | None = None
    limit_of: int = 1
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a rail or of the wizard."""

    label: Text
    state: StepState = "todo"
    note: Text = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry of a timeline, oldest first. `at` is shown in local time."""

    text: Text
    at: datetime | None = None
    state: MomentState = "done"
    by: Text = ""
    note: Text = ""
    when: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: `num` stands right; `sort_url` makes the head a link; `top` goes beside the name on a phone,
    and `wide`, a column of sentences, takes a line of its own there."""

    label: Text
    num: bool = False
    nowrap: bool = False
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    top: bool = False
    wide: bool = False
    hide_label: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell: text, or a name (set to the width of three), or a badge; a note stands as a second line."""

    text: Text = ""
    name: bool = False
    url: str = ""
    note: Text = ""
    badge: Badge | None = None
    acts: Sequence[Act] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stands here: where rows are cards, its label is left out, too."""
        return self.text == "" and not (self.note or self.badge or self.acts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row; `why` explains a bad one in place, `law` names the article, `acts` are its ways out."""

    cells: Sequence[Cell | Text | int]
    state: Literal["", "bad", "warn", "now", "gone"] = ""
    why: Text = ""
    law: Text = ""
    law_url: str = ""
    acts: Sequence[Act] = ()
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A condition that must hold before a step, and how it stands."""

    name: Text
    status: Text
    note: Text = ""
    state: GuardState = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """A line of "还差什么": what is missing, why it matters, and the link to where it is done."""

    text: Text
    url: str = ""
    link: Text = ""
    note: Text = ""
    must: bool = True
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tab of the phone's bar, of the main navigation or of a filter; `count` is unread or how many."""

    label: Text
    url: str
    icon: str = ""
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart; `hidden_below` hides the figure where it would betray a person."""

    label: Text
    value: int
    of: int
    shown: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A result as it is shown everywhere: integers, the roll they are measured by, and the votes that were needed."""

    yes: int
    no: int
    abstain: int
    silent: int
    base: int
    needed: int
    passed: bool | None = None
    spoiled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A line of a working calendar: what is to be done by the end of `on`, and of what. An event is never late."""

    text: Text
    on: date
    url: str
    of: Text = ""
    law: Text = ""
    note: Text = ""
    is_event: bool = False
