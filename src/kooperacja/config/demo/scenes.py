"""What lies on the desks of the cast now, so that each page of theirs is worth looking at.

One line each: topic, from whom to whom, how far it is, since how many working days, who acts.
"""

from typing import NamedTuple


class Scene(NamedTuple):
    """`case` says that the letter belongs to a case that the author leads."""

    topic: str
    sender: str
    addressee: str
    outcome: str
    ago: int
    author: str = ""
    opener: str = ""
    worker: str = ""
    urgent: bool = False
    case: bool = False


SCENES = (
    # The inbox of GOPS Wierzbowo.
    Scene("care", "nursery", "gops", "received", 6, opener="ewa"),
    Scene("absence", "school", "gops", "received", 0, "piotr", "anna", urgent=True),
    Scene("heating", "psse", "gops", "received", 2, opener="anna"),
    Scene("discharge", "hospital", "gops", "received", 1, opener="anna", urgent=True),
    Scene("lonely", "police", "gops", "sent", 0, "jan"),
    Scene("meals", "school", "gops", "accepted", 1, "piotr", "anna"),
    # Taken up by Anna and Iga.
    Scene("benefits", "ug", "gops", "in_progress", 5, opener="anna", worker="anna"),
    Scene("lonely", "police", "gops", "in_progress", 25, "jan", "anna", "anna"),
    Scene("care", "probation", "gops", "in_progress", 14, opener="ewa", worker="iga"),
    Scene("absence", "school", "gops", "in_progress", 9, "piotr", "anna", "iga"),
    Scene("heating", "fire", "gops", "in_progress", 3, opener="anna", worker="anna", urgent=True),
    # What Anna asked others for, and what came back.
    Scene("job", "gops", "pup", "accepted", 0, "anna", "tomasz", case=True),
    Scene("assessment", "gops", "ppp", "returned", 1, "anna", "ida", case=True),
    Scene("counselling", "gops", "pcpr", "answered", 1, "anna", "olga", "olga", case=True),
    Scene("debt", "gops", "bpo", "answered", 5, "anna", "zofia", "zofia", case=True),
    Scene("food", "gops", "mostek", "declined", 3, "anna", "grazyna", case=True),
    Scene("reintegration", "gops", "kis", "redirected", 4, "anna", "patryk", case=True),
    Scene("school_view", "gops", "school", "received", 2, "anna", "piotr", case=True),
    Scene("leisure", "gops", "gok", "draft", 1, "anna", case=True),
    Scene("job", "gops", "pup", "in_progress", 7, "iga", "tomasz", "tomasz", case=True),
    Scene("food", "gops", "mostek", "received", 1, "iga", "grazyna", case=True),
    Scene("patrol", "gops", "police", "received", 1, "ewa", "jan"),
    # The school.
    Scene("absence", "school", "gops", "answered", 2, "piotr", "anna", "iga"),
    Scene("learning", "school", "ppp", "in_progress", 10, "piotr", "ida", "ida"),
    Scene("meals", "school", "gops", "returned", 2, "piotr", "ewa"),
    Scene("behaviour", "school", "ppp", "sent", 3, "piotr"),
    Scene("learning", "school", "ppp", "draft", 0, "piotr"),
    Scene("leisure", "school", "osir", "confirmed", 2, "piotr"),
    Scene("leisure", "school", "gok", "withdrawn", 6, "piotr"),
    Scene("counselling", "school", "pcpr", "received", 1, "piotr", "olga"),
    Scene("school_view", "pcpr", "school", "in_progress", 6, "olga", "piotr", "piotr"),
    Scene("school_view", "probation", "school", "sent", 1),
    # The police.
    Scene("drinking", "police", "gkrpa", "received", 3, "jan"),
    Scene("homeless", "police", "lipa", "answered", 1, "jan", urgent=True),
    Scene("care", "police", "gops", "returned", 2, "jan", "ewa"),
    Scene("patrol", "court", "police", "in_progress", 6, opener="jan", worker="jan"),
    # The family centre, the clinic, the labour office.
    Scene("counselling", "court", "pcpr", "sent", 0),
    Scene("counselling", "mops", "pcpr", "in_progress", 8, opener="olga", worker="olga"),
    Scene("foster", "pcpr", "ppp", "accepted", 1, "olga", "ida"),
    Scene("small_child", "nursery", "ppp", "received", 4, opener="ida"),
    Scene("assessment", "mops", "ppp", "accepted", 2, opener="ida"),
    Scene("job", "gops_zalesie", "pup", "received", 2, opener="tomasz"),
    Scene("job", "mops", "pup", "sent", 1),
    Scene("job", "cus", "pup", "in_progress", 24, opener="tomasz", worker="tomasz"),
)
