"""The page of the big screens: what may be shown, how it would look, what the hall sees now."""

from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gonghui.congress.models import Meeting, Paper
from gonghui.congress.queries import announced, devices, papers
from gonghui.congress.rules.pictures import LEAFED, Picture, Shown, pages
from gonghui.congress.screens import chosen, wall

WITHOUT_MORE = (
    Picture.FOLLOW, Picture.WELCOME, Picture.SIGN_IN, Picture.AGENDA, Picture.RESULT, Picture.NAMES, Picture.ANTHEM,
)  # fmt: skip


def desk(meeting: Meeting, now: datetime, *, shown: Shown | None) -> dict[str, object]:
    """Return the page. `shown` is what is looked at before the hall sees it, None for nothing."""
    on_air, versions = chosen.of(meeting), papers.served_versions(meeting)
    return {
        "on_air": monitor(meeting, now, None), "on_air_label": _(chosen.LABELS[on_air.what]),
        "preview": monitor(meeting, now, shown) if shown else "", "shown": shown,
        "shown_label": _(chosen.LABELS[shown.what]) if shown else "",
        "pictures": [_picture(meeting, what, on_air, shown) for what in _offered(meeting)],
        "papers": [_paper(meeting, one[-1], on_air, shown) for one in versions],
        "comparisons": _comparisons(meeting, versions, on_air, shown),
        "turns": on_air.what in LEAFED, "follows": on_air.what is Picture.FOLLOW,
        "text": shown.text if shown else on_air.text, "Picture": Picture, "in_use": devices.in_use(meeting),
    }  # fmt: skip


def monitor(meeting: Meeting, now: datetime, shown: Shown | None) -> SafeString:
    """Return a picture as the screens draw it, small; None for the one that the hall sees now."""
    context = wall.page(meeting, now, origin="", shown=shown)
    return render_to_string(
        "congress/wall/_frame.html", context | {"token": "", "ring_id": "ring-look" if shown else "ring-live"}
    )


def _offered(meeting: Meeting) -> list[Picture]:
    """Return the pictures that may be shown now without anything more to say."""
    vote = announced.newest_announced(meeting)
    missing = {Picture.RESULT} if vote is None else set()
    missing |= {Picture.NAMES} if vote is None or not announced.shows_names(vote) else set()
    return [what for what in WITHOUT_MORE if what not in missing]


def _picture(meeting: Meeting, what: Picture, on_air: Shown, shown: Shown | None) -> dict[str, object]:
    return {
        "label": _(chosen.LABELS[what]), "what": what, "on": on_air.what is what,
        "looked_at": shown is not None and shown.what is what, "url": _look(meeting, what=what),
    }  # fmt: skip


def _paper(meeting: Meeting, paper: Paper, on_air: Shown, shown: Shown | None) -> dict[str, object]:
    return {
        "title": paper.title, "pages": len(pages(paper.text)), "on": _is(on_air, paper),
        "looked_at": shown is not None and _is(shown, paper),
        "url": _look(meeting, what=Picture.PAPER, paper=str(paper.id)),
    }  # fmt: skip


def _comparisons(
    meeting: Meeting, versions: list[list[Paper]], on_air: Shown, shown: Shown | None
) -> list[dict[str, object]]:
    """Return what can be shown side by side: each paper beside the version before it, and beside its first one."""
    return [
        {
            "title": paper.title, "pages": papers.screen_pages(paper, base), "on": _is(on_air, paper, base),
            "looked_at": shown is not None and _is(shown, paper, base),
            "versions": _("第%(old)s版 → 第%(new)s版") % {"old": base.version, "new": paper.version},
            "url": _look(meeting, what=Picture.CHANGE, paper=str(paper.id), base=str(base.id)),
        }
        for *before, paper in versions
        for base in dict.fromkeys(before[-1:] + before[:1])
    ]  # fmt: skip


def _is(picture: Shown, paper: Paper, base: Paper | None = None) -> bool:
    meant = Picture.CHANGE if base else Picture.PAPER
    return (picture.what, picture.paper_id, picture.base_id) == (meant, paper.id, base.id if base else None)


def _look(meeting: Meeting, **asked: str) -> str:
    return f"{reverse('congress:screens', args=[meeting.id])}?{urlencode(asked)}"
