"""Making the words of rows anew, after another dictionary or another rule."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction

from kooperacja.access.models import Guarded
from kooperacja.access.unrestricted import on_behalf, unrestricted
from kooperacja.audit import actions as trail
from kooperacja.foundation.actor import Actor
from kooperacja.foundation.words import words_fields

PORTION = 500


def searchable() -> list[type[models.Model]]:
    """Every table that keeps words, by name."""
    found = [model for model in apps.get_models() if any(words_fields(model))]
    return sorted(found, key=lambda model: model._meta.label)


def rebuild(model: type[models.Model], *, actor: Actor) -> int:
    """How many rows of a table had other words; rows that have the right ones are left as they are. It goes
    in portions, so that nobody waits.
    """
    changed = sum(_rebuild(model))
    with transaction.atomic():
        trail.record(actor, "search.rebuild", table=model._meta.label, changed=changed)
    return changed


def _rebuild(model: type[models.Model]) -> Iterator[int]:
    last = 0
    while rows := _portion(model, last):
        yield _mended(model, rows)
        last = rows[-1].pk


def _portion(model: type[models.Model], last: int) -> list[models.Model]:
    table: Any = model
    if not issubclass(model, Guarded):
        return list(table.objects.filter(pk__gt=last).order_by("pk")[:PORTION])
    with unrestricted(model, "search.rebuild") as rows:
        return list(rows.filter(pk__gt=last).order_by("pk")[:PORTION])


def _mended(model: type[models.Model], rows: list[models.Model]) -> int:
    """A row that is changed meanwhile has got its words from the change: its old words do not match."""
    number = 0
    with transaction.atomic(), on_behalf("search.rebuild"):
        for row in rows:
            for field in words_fields(model):
                kept, right = getattr(row, field.attname), field.of(vars(row))
                if kept != right:
                    same = {name: getattr(row, name) for name in field.sources}
                    number += model._base_manager.filter(pk=row.pk, **same).update(**{field.attname: right})
    return number
