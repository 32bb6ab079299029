from uuid import uuid4

from django.db import migrations, models


class Migration(migrations.Migration):
    """No statement was signed yet when this came: one default for all rows does no harm."""

    dependencies = [("catalogue", "0005_pledges")]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="uid",
            field=models.UUIDField(default=uuid4, editable=False, unique=True),
        ),
    ]
