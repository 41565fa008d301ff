"""The living catalogue, for those who build pages; mounted in debug only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gonghui.kernel import clock
from gonghui.kernel.access import PUBLIC, access
from gonghui.kernel.errors import NotFound, RuleBroken
from gonghui.ui.catalogue.contents import FRAMES, PARTS, Page


@access(PUBLIC)
def contents(request: HttpRequest) -> HttpResponse:
    """List the parts and the frames."""
    return render(request, "ui/catalogue/contents.html", {"parts": PARTS, "frames": FRAMES})


@access(PUBLIC)
def part(request: HttpRequest, name: str) -> HttpResponse:
    """Show one part in all its states."""
    page = _find(PARTS, name)
    given = {"page": page, "parts": PARTS, **page.given(clock.now())}
    return render(request, f"ui/catalogue/{page.name}.html", given)


@access(PUBLIC)
def frame(request: HttpRequest, name: str) -> HttpResponse:
    """Show one whole page as a person would see it."""
    page = _find(FRAMES, name)
    template = {"refused": "ui/refused.html", "not-found": "404.html"}.get(name, f"ui/catalogue/frame_{name}.html")
    return render(request, template, {"page": page, **page.given(clock.now())})


@access(PUBLIC, methods=("POST",))
def refusal(_request: HttpRequest) -> HttpResponse:
    """Refuse, to show where a refusal lands."""
    raise RuleBroken(
        "没有移出：这位代表已经签到，名册在开会期间不能改动。",
        remedy="休会后由资格审查委员会办理，或登记为请假。",
    )


def _find(pages: tuple[Page, ...], name: str) -> Page:
    for page in pages:
        if page.name == name:
            return page
    raise NotFound
