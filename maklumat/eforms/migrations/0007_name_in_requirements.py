from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("eforms", "0006_fill_addresses")]

    operations = [
        migrations.AddField(
            model_name="serviceform",
            name="named_as",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Such as F-1.02. Requirements of a service that hold these words, or the"
                " title, lead to this form. Several with commas between.",
                max_length=120,
                verbose_name="what requirements call it",
            ),
        ),
    ]
