"""`kooperacja world`: a whole invented world out of one file, for whoever tests the product from outside.

`shapes`: what the file may hold, which is also its schema; `reading`: the file and all that is wrong in
it; `rules`: what two fields together must be; `building`: rows in the order of their tables; `commands`.
"""
