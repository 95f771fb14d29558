"""Reads of lawful sharing. `rules`: the dated tables; `vetoes`: of one case; `emergencies`; `trials`: what-if."""
