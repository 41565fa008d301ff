import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('congress', '0021_discussion'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='internal',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='paper',
            name='reminded_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='wall_base',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='congress.paper'),
        ),
    ]
