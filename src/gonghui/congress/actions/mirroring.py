"""One appraisal in several classes of raters: what is written on the ballot of one stands on the ballots of all."""

from gonghui.congress.models import AgendaItem, BallotRow
from gonghui.congress.queries.ballots import class_group

_ALIKE = ("grades", "result_is_open")


def mirror(item: AgendaItem) -> None:
    """Copy the rows and grades of an item to the other classes of its appraisal."""
    rows = list(item.rows.order_by("position"))
    for other in class_group(item):
        if other.id == item.id:
            continue
        for name in _ALIKE:
            setattr(other, name, getattr(item, name))
        other.save(update_fields=[*_ALIKE])
        other.rows.all().delete()
        BallotRow.objects.bulk_create(
            [
                BallotRow(
                    item=other, position=row.position, name=row.name, note=row.note, delegate_id=row.delegate_id,
                    proposed_by=row.proposed_by, standing=row.standing,
                )
                for row in rows
            ]
        )  # fmt: skip
