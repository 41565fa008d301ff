"""The sealed rounds in the archive of a meeting: each with the one file by which anybody can check its count."""

from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles import finders

from gonghui.congress.ballotbox import archives
from gonghui.congress.documents import frame
from gonghui.congress.models import Meeting, SealedBox
from gonghui.kernel.clock import local_date

VOTES_FOLDER, SYSTEM_FOLDER = 10, 15
Fields = dict[str, object]


def leaves(meeting: Meeting) -> Iterator[tuple[int, Fields]]:
    """Yield the archive of every sealed round that was announced, and beside the log the page that verifies them."""
    boxes = {box.vote_id: box for box in _boxes(meeting)}
    for vote in frame.votes(meeting):
        if vote.id in boxes:
            box = boxes[vote.id]
            yield VOTES_FOLDER, {
                "title": f"第{vote.item.position}项第{vote.round}轮密封票档案",
                "formats": {"zip": archives.archive_of(box)}, "retention": "permanent",
                "dated": local_date(vote.announced_at) if vote.announced_at else None,
                "note": f"用核验页或 python -m ballot verify 核验；选举编号 {box.election}{_key(box)}",
            }  # fmt: skip
    page = finders.find("booth/verifier.html")
    if boxes and isinstance(page, str):
        yield SYSTEM_FOLDER, {
            "title": "密封票核验页", "formats": {"html": Path(page)}, "retention": "permanent",
            "note": "用浏览器从本机打开，不需要网络；选取密封票档案即可核验",
        }  # fmt: skip


def _boxes(meeting: Meeting) -> list[SealedBox]:
    found = SealedBox.objects.filter(vote__item__meeting=meeting, vote__announced_at__isnull=False)
    return list(found.select_related("ceremony"))


def _key(box: SealedBox) -> str:
    return "；开票密钥由服务器代管" if box.ceremony.hosted else ""
