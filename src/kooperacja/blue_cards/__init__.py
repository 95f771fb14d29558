"""Blue Cards (Niebieskie Karty): a suspicion of violence leaves the cooperation and goes the way of the act.

A card has a dossier of its own, apart from that of any case, and everything in it is of category violence, level 4.
Whoever is not appointed to that dossier as a member of the statutory team finds nothing: no row, no number, no notice,
no sign at the case. No consent is asked on this way, and there is none to record.
"""
