from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archives", "0020_package_checks")]

    operations = [
        migrations.AlterField(
            model_name="package",
            name="kind",
            field=models.CharField(
                choices=[
                    ("SIP", "SIP, gửi hệ thống khác"),
                    ("AIP", "AIP, lưu tại hệ thống này"),
                    ("PDF", "PDF theo thứ tự thời gian, kèm bản gốc"),
                ],
                max_length=3,
                verbose_name="loại gói",
            ),
        ),
    ]
