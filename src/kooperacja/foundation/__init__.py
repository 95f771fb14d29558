"""What every package may lean on and what knows none of them.

Errors, the acting person (`Actor`), a reasoned yes or no (`Verdict`), workflows as data, the one
clock, Polish working days, the table of routes. It holds no word of the field and no table.
"""
