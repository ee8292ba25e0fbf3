from django.db import models


class Effect(models.Model):
    """What a job did. Nothing here keeps a number from standing twice: the jobs must."""

    number = models.IntegerField()

    def __str__(self) -> str:
        return str(self.number)
