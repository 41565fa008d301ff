from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("congress", "0019_sheet_photos")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="resumes_at",
            field=models.DateTimeField(null=True),
        ),
    ]
