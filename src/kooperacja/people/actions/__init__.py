"""What is done with people: `people` (persons and households), `details`, `pesel` (the sealed number)."""

from kooperacja.people.actions.details import DetailText, add_detail, correct_detail, end_detail, reveal_detail
from kooperacja.people.actions.people import (
    correct_kinship,
    edit_household,
    edit_person,
    register_household,
    register_person,
    relate,
    set_occupation,
)
from kooperacja.people.actions.pesel import reveal_pesel, set_pesel

__all__ = [
    "DetailText",
    "add_detail",
    "correct_detail",
    "correct_kinship",
    "edit_household",
    "edit_person",
    "end_detail",
    "register_household",
    "register_person",
    "relate",
    "reveal_detail",
    "reveal_pesel",
    "set_occupation",
    "set_pesel",
]
