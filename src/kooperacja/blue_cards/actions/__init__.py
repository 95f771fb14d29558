"""Filling a card, leading it on, and passing a person's request on to the officer."""

from kooperacja.blue_cards.actions.filling import CardA, InCard, fill_card
from kooperacja.blue_cards.actions.moving import (
    accept,
    end,
    hand_over,
    meet,
    name_group,
    receive,
    tell_absent,
    write_entry,
)
from kooperacja.blue_cards.actions.requests import answer_request, pass_request

__all__ = [
    "CardA",
    "InCard",
    "accept",
    "answer_request",
    "end",
    "fill_card",
    "hand_over",
    "meet",
    "name_group",
    "pass_request",
    "receive",
    "tell_absent",
    "write_entry",
]
