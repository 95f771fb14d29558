"""Kooperacja: the institutions of a Polish gmina and powiat help one family together and lawfully.

Each package below answers one question of the field and is a floor of the house: it imports only
what lies beneath it. `docs/map.md` draws the house; `.importlinter` keeps it.
"""
