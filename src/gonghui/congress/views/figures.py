"""The result of a round in charts, for who presides, counts and prepares."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gonghui.congress.queries import find
from gonghui.congress.screens import figures as screen
from gonghui.congress.screens import hall
from gonghui.kernel.access import access, actor_of, hats

READER = hats("presiding", "operator", "scrutineer", "secretary", "chair")


@access(READER)
def figures(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    vote = find.counted_vote(actor_of(request), vote_id)
    return render(request, "congress/result/figures.html", hall.frame(vote.item.meeting) | screen.page(vote))
