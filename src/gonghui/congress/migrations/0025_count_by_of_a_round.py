"""A round keeps how it is counted, as its item had it when the question was put."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def take_over(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write into every round how its item is counted."""
    items = apps.get_model("congress", "AgendaItem").objects.filter(id=models.OuterRef("item_id"))
    apps.get_model("congress", "Vote").objects.update(count_by=models.Subquery(items.values("count_by")[:1]))


class Migration(migrations.Migration):
    dependencies = [("congress", "0024_paper_paragraphs")]

    operations = [
        migrations.AddField("vote", "count_by", models.CharField(default="PHONE", max_length=10)),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
