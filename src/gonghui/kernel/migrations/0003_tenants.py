import gonghui.kernel.ids
from django.db import models, migrations

from gonghui.kernel.shared_table import CreateShared


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0002_staging'),
    ]

    operations = [
        CreateShared(
            name='TenantRecord',
            fields=[
                ('id', models.UUIDField(default=gonghui.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('slug', models.CharField(max_length=40, unique=True)),
                ('host', models.CharField(max_length=253, unique=True)),
                ('schema', models.CharField(max_length=63, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('state', models.CharField(max_length=12)),
                ('entered_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'kernel_tenant',
            },
        ),
    ]
