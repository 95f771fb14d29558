"""Handing over: who stands in while somebody is away, who takes the files of somebody who leaves, and which files
nobody leads.

It has no tables. Standing in is a dated appointment that names the one that it stands in for, so it opens exactly what
the absent worker's own opens, from its first instant until its last; the kernel knows nothing more about it.
"""
