"""What stands around every page of a term: the union, the way back, the name of the term."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.models import Term
from gonghui.congress.screens import words
from gonghui.congress.screens.prepare.lists import chrome
from gonghui.ui.parts import Crumb


def around(term: Term, title: str = "", *, through: tuple[Crumb, ...] = ()) -> dict[str, object]:
    """Return what stands around every page of a term: the union, the way back `through` other pages, the title."""
    here = reverse("congress:term", args=[term.id])
    crumbs = [
        Crumb(label=_("职代会"), url=reverse("congress:prepare-list")),
        Crumb(label=words.term_name(term), url=here),
    ]
    if title:
        crumbs += [*through, Crumb(label=title)]
    else:
        crumbs[-1] = Crumb(label=words.term_name(term))
    return {
        **chrome(term.union_id),
        "term": term,
        "title": title or words.term_name(term),
        "crumbs": crumbs,
        "back": here,
    }
