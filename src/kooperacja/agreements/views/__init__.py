"""Pages of agreements: `papers` (list, page, words), `contents` (parties, clauses), `annexes`, `steps`."""
