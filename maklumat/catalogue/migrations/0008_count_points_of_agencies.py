from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0007_template_library")]

    operations = [
        migrations.AddField(
            model_name="completenesssnapshot",
            name="seven",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="of the seven points"),
        ),
        migrations.AddField(
            model_name="completenesssnapshot",
            name="twelve",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="of the twelve items"),
        ),
        migrations.AddField(
            model_name="completenesssnapshot",
            name="eight",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="of the eight controls"),
        ),
    ]
