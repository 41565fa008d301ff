from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("congress", "0014_sites")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="resumes_at",
            field=models.DateTimeField(null=True),
        ),
    ]
