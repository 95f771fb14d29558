"""Columns that a row has copied from the row it refers to, held equal by the database."""

from typing import Any

from django.db.models import BaseConstraint
from typing_extensions import override


class Follows(BaseConstraint):
    """`copies` maps columns of this table to columns of the one that `key` refers to. It is a foreign key
    over all of them: a row with a wrong copy is refused, and a change there is made here by the database,
    in the same statement. The columns there must be unique together, the primary key first.
    """

    def __init__(self, *, key: str, copies: dict[str, str], name: str) -> None:
        super().__init__(name=name)
        self.key = key
        self.copies = copies

    @override
    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        key: Any = model._meta.get_field(self.key)
        there = key.related_model._meta
        mine = [key, *map(model._meta.get_field, self.copies)]
        theirs = [there.pk, *map(there.get_field, self.copies.values())]
        name = schema_editor.quote_name
        columns, others = (", ".join(name(field.column) for field in fields) for fields in (mine, theirs))
        return (
            f"CONSTRAINT {name(self.name)} FOREIGN KEY ({columns}) "
            f"REFERENCES {name(there.db_table)} ({others}) ON UPDATE CASCADE"
        )

    @override
    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    @override
    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        name = schema_editor.quote_name
        return f"ALTER TABLE {name(model._meta.db_table)} DROP CONSTRAINT {name(self.name)}"

    @override
    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Forms never fill such columns."""

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Follows) and self.deconstruct() == other.deconstruct()

    @override
    def __hash__(self) -> int:
        return hash(self.name)

    @override
    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "key": self.key, "copies": self.copies}
