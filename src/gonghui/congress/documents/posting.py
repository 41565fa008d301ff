"""What stood before all staff: one hash over everything a publication showed, to be found again in the ledger."""

import json
from hashlib import sha256

from gonghui.congress.documents import decided
from gonghui.congress.models import Publication
from gonghui.congress.papers import content, data


def snapshot(publication: Publication) -> bytes:
    """Return everything that is posted as canonical JSON: the announcement, then each resolution."""
    papers: list[content.Paper] = [decided.publication(publication)]
    known = decided.behind(publication.meeting)
    papers += [decided.resolution(one, known=known) for one in decided.published_resolutions(publication.meeting)]
    parts = [json.loads(data.render(paper)) for paper in papers]
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(publication: Publication) -> str:
    """Return the SHA-256 of what is posted."""
    return sha256(b"gonghui-posting-v1\x00" + snapshot(publication)).hexdigest()


def announcement(publication: Publication, *, page: str = "") -> content.Publication:
    """Return the notice to be put up: with the code of what is posted, and its address where there is one."""
    return decided.publication(publication, page=page, code=short(digest(publication)))


def short(whole: str) -> str:
    """Return the head of a hash in groups of four, to be compared by eye."""
    head = whole[:24]
    return " ".join(head[n : n + 4] for n in range(0, 24, 4))
